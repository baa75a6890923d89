"""The real plan beside what it became, where `BYGDEVEKST_CASES` names its folder."""

import pytest

from reporting.formats import docx_read
from reporting.intake.document.recognise import recognise
from reporting.known import load_known
from reporting.received.sides import only_unsure, parts
from tests.reporting.intake.real_case import FOLDER, needs_the_real_case

pytestmark = [pytest.mark.django_db, needs_the_real_case]


def test_it_has_the_sections_of_the_plan_in_their_order():
    reading = recognise(docx_read.read((FOLDER / "handlingsplan.docx").read_bytes()), load_known())
    found = parts(reading, {}, {})
    titles = [part.title.split(":")[0].split(" ")[0:2] for part in found]
    goals = [["Delmål", str(number)] for number in range(1, 8)]
    assert titles[4:11] == goals
    assert [title[0] for title in titles if title not in goals] == ["Forside", "1.", "2.", "3.", "4.", "5.", "6.", "7."]
    assert sum(part.words for part in found) == reading.share.words
    asked = [question for part in found for side in part.sides for piece in side.pieces for question in piece.questions]
    assert len(asked) == len(reading.questions)
    assert sum(len(part.sides) for part in only_unsure(found)) <= len(reading.questions)
