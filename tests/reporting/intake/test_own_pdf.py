"""The PDF that we print is read as the same plan as the Word document that we write: every table, answer and note."""

import pytest

from reporting.formats import docx, docx_read, pdf_read
from reporting.intake.document.recognise import recognise
from tests.reporting.example_plan import ADOPTED, FIGURES, PLAN
from tests.reporting.intake.test_word_round_trip import bare, comparable, known_of, texts
from tests.reporting.rendered import example

pytestmark = pytest.mark.xdist_group("rendered")


def test_our_own_pdf_says_what_our_word_document_says():
    known = known_of(PLAN)
    word = recognise(docx_read.read(bare(docx.write(PLAN, ADOPTED, FIGURES))), known)
    paper = recognise(pdf_read.read(example("vedtatt")), known)
    assert paper.leftovers == word.leftovers == ()
    assert paper.questions == word.questions == ()
    assert paper.share.placed == paper.share.words > 3000
    assert comparable(paper.plan, paper.stated)[0] == comparable(word.plan, word.stated)[0]
    ours, theirs = _squeezed(texts(paper.plan)), _squeezed(texts(word.plan))
    # A figure that is drawn has its words in it on paper; in Word it has an alternative text.
    drawn = "delmål 1/resultater"
    assert "IdéForsøkVedtak" in ours.pop(drawn)
    assert "Trestegetterhverandre" in theirs.pop(drawn)
    assert ours == theirs
    assert {line.text for line in paper.stated.lines if line.kind == "signature"} >= {
        "Vassdalen kommune",
        "Midtre fylkeskommune",
    }


def _squeezed(found: dict[str, str]) -> dict[str, str]:
    """Texts without spaces: where a table of an answer breaks its words, the paper does not tell."""
    return {key: "".join(text.split()) for key, text in found.items()}
