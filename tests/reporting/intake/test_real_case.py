"""The real plan read from its file, against what was typed by hand: cell by cell, answer by answer, fault by fault."""

from collections import Counter

import pytest

from plans.models import Plan
from plans.richtext import plain_text
from reporting.checks import checks
from reporting.formats.documents import read
from reporting.intake.document.reading import Reading
from reporting.known import load_known
from reporting.load import load
from tests.fixtures.typed_cells import typed
from tests.reporting.checks import real_plan
from tests.reporting.checks.test_printed_faults import listed
from tests.reporting.intake.real_case import FOLDER, needs_the_real_case
from tests.reporting.intake.test_word_round_trip import comparable

pytestmark = needs_the_real_case


@pytest.fixture(scope="module")
def readings() -> dict[str, Reading]:
    """Readings by the file's ending: a PDF takes some seconds, and is read once."""
    return {}


@pytest.fixture(params=["docx", "pdf"])
def reading(request: pytest.FixtureRequest, plan: Plan, readings: dict[str, Reading]) -> Reading:
    if request.param not in readings:
        data = (FOLDER / f"handlingsplan.{request.param}").read_bytes()
        readings[request.param] = read(data, load_known().model_dump(mode="json"))
    return readings[request.param]


def test_all_of_it_has_its_place(reading):
    plan = reading.plan
    assert (len(plan.delmaal), sum(len(goal.tiltak) for goal in plan.delmaal)) == (7, 24)
    assert len(plan.figures) == 2
    assert reading.share.percent >= 99  # of a PDF 97 would do
    print(f"{reading.share.placed} av {reading.share.words} ord fant plass ({reading.share.percent:.2f} %)")


def test_tables_and_lines_are_those_typed_from_the_document(reading, plan):
    held = load(plan)
    ours, theirs = comparable(held, real_plan.stated(held)), comparable(reading.plan, reading.stated)
    assert theirs[0] == ours[0]
    assert theirs[1] == ours[1]


def test_every_answer_stands_under_its_prompt(reading):
    goals = reading.plan.delmaal
    found = {("", "", answer.key): answer for answer in reading.plan.answers}
    for goal in goals:
        found |= {(str(goal.number), "", answer.key): answer for answer in goal.answers}
        for one in goal.tiltak:
            found |= {(str(goal.number), str(one.number), answer.key): answer for answer in one.answers}
    expected = {(row.delmaal, row.tiltak, row.field): int(row.held) for row in typed("answer")}
    lengths = {key: len("".join(plain_text(answer.text).split())) for key, answer in found.items()}
    assert lengths.keys() == expected.keys()
    # At one line's end in the PDF it cannot be told whether a hyphen is the word's own.
    assert sum(abs(lengths[key] - expected[key]) for key in expected) <= 1


def test_titles_parties_and_time_frames(reading, plan):
    held = load(plan)
    for goal, known in zip(reading.plan.delmaal, held.delmaal, strict=True):
        assert (goal.title, goal.short_title) == (known.title, known.short_title)
        for one, other in zip(goal.tiltak, known.tiltak, strict=True):
            assert (one.title, one.phase) == (other.title, other.phase)
            assert one.responsible == other.responsible
            assert one.partners == other.partners
            # A lone month is the end; that the conference takes place in it, the fixture knows from the text.
            assert one.time_to == other.time_to


def test_kontroll_names_the_faults_of_the_file(reading):
    found = checks(reading.plan, real_plan.context(parties=load_known().parties), reading.stated)
    # A tip about notation stands where the text first writes otherwise, which in the fixture is another text.
    other = ("(", "none", "skrivemaate")
    expected = Counter((place, rule) for place, rule in listed() if not rule.startswith(other))
    seen = Counter((finding.where.nb, finding.code) for finding in found)
    assert expected - seen == Counter()
