"""The document beside what it became: section by section, each piece with its field, and what is unsure."""

import pytest

from reporting.formats import docx_read
from reporting.intake.document.reading import Reading
from reporting.intake.document.recognise import recognise
from reporting.received.sides import Part, Piece, only_unsure, parts
from tests.received import STRAY, document
from tests.reporting.intake import test_other_workbooks as workbooks
from tests.reporting.intake.known import known
from tests.reporting.intake.plan_file import GOALS, TILTAK


@pytest.fixture(scope="module")
def reading() -> Reading:
    return recognise(docx_read.read(document()), known())


def pieces(found: tuple[Part, ...]) -> list[Piece]:
    return [piece for part in found for side in part.sides for piece in side.pieces]


def test_nothing_of_the_document_is_left_out_or_moved(reading):
    found = pieces(parts(reading, {}, {}))
    assert tuple(piece.seen for piece in found) == reading.seen
    assert [piece.number for piece in found] == list(range(1, len(found) + 1))
    assert all(piece.became for piece in found)


def test_the_sections_are_those_of_the_plan_and_hold_all_words(reading):
    found = parts(reading, {}, {})
    titles = [part.title for part in found]
    assert titles[:2] == ["Forside", "1. Introduksjon"]
    assert [title for title in titles if title.startswith("Delmål")] == [
        f"Delmål {number}: {title}" for number, title in enumerate(GOALS, start=1)
    ]
    assert sum(part.words for part in found) == reading.share.words
    assert len({part.key for part in found}) == len(found)


def test_a_text_says_which_field_it_became_and_shows_it(reading):
    side = next(
        side
        for part in parts(reading, {}, {})
        for side in part.sides
        if any("Vi finner hus" in text for piece in side.pieces for text in piece.seen.cells)
    )
    (field,) = side.became
    assert (field.part, field.value) == (f"Tiltak 1.1 {TILTAK[0][0]}", "Vi finner hus som står tomme.")
    assert len(side.pieces) == 2  # the prompt and its answer


def test_rows_of_the_tables_say_what_they_became(reading):
    rows = {piece.seen.place: piece.became[0] for piece in pieces(parts(reading, {}, {})) if piece.seen.is_row}
    tables = {table.key: table.place for table in reading.stated.tables}
    overview, years, sources = (tables[f"seksjon-{number}"] for number in (3, 6, 7))
    assert rows[f"{overview}, rad 1"].label == "Overskriftene i tabellen"
    assert any(field.part == "Tiltak 1.1 Boligbank" and "300 000 kr" in field.value.replace("\xa0", " ")
               for place, field in rows.items() if place.startswith(overview))  # fmt: skip
    goal = next(field for place, field in rows.items() if place.startswith(years) and field.part.startswith("Delmål 1"))
    assert goal.value.replace("\xa0", " ").split("\n") == ["2025: 500 000 kr", "2026: 500 000 kr", "2027: 500 000 kr"]
    last = next(field for place, field in reversed(rows.items()) if place.startswith(sources))
    assert last.label == "En sum. Portalen regner den ut selv."


def test_what_is_asked_stands_at_its_row_until_it_is_answered(reading):
    (question,) = reading.questions
    (piece,) = [piece for piece in pieces(parts(reading, {}, {})) if piece.questions]
    assert question.place.startswith(piece.seen.place)
    assert piece.is_unsure
    (answered,) = [piece for piece in pieces(parts(reading, {question.key: "30000"}, {})) if piece.questions]
    assert not answered.is_unsure


@pytest.mark.parametrize(
    ("about", "cell"), [("tiltak/", "Tiltak 1: Boligbank"), ("", "Handlingsplan 2025"), ("post/", "Handlingsplan 2025")]
)
def test_a_question_about_a_page_stands_at_its_part_else_at_the_first_of_the_page(reading, about, cell):
    """As in a PDF, where everything is on page 1 and the question may be about another part than the text is."""
    question = reading.questions[0]._replace(place="side 1", path=about)
    seen = tuple(one._replace(place="side 1") for one in reading.seen if not one.is_row)
    paged = reading.model_copy(update={"seen": seen, "questions": (question,)})
    (piece,) = [piece for piece in pieces(parts(paged, {}, {})) if piece.questions]
    assert piece.seen.cells[0] == cell


def test_what_is_left_over_is_unsure_until_it_is_put_somewhere_or_lies(reading):
    (left,) = reading.leftovers

    def became(put: dict[str, str]) -> tuple[str, bool]:
        (piece,) = [one for one in pieces(parts(reading, {}, put)) if one.seen.left]
        assert piece.seen.cells == (STRAY,)
        return piece.became[0].label, piece.is_unsure

    assert became({}) == ("Fant ingen plass i planen.", True)
    assert became({left.key: ""}) == ("Blir liggende. Det tas ikke med.", False)
    assert became({left.key: "plan/svar/rammer"}) == ("Rammer for handlingsplanen", False)
    # It stays where it stands in the document.
    assert parts(reading, {}, {left.key: "plan/svar/rammer"})[0].words == parts(reading, {}, {})[0].words


def test_the_filter_leaves_what_is_unsure(reading):
    found = parts(reading, {}, {})
    narrowed = only_unsure(found)
    assert sum(part.unsure for part in found) == sum(len(part.sides) for part in narrowed) == 2
    assert all(side.is_unsure for part in narrowed for side in part.sides)
    (question,) = reading.questions
    (left,) = reading.leftovers
    assert only_unsure(parts(reading, {question.key: "30000"}, {left.key: ""})) == ()


def test_a_workbook_is_shown_sheet_by_sheet():
    reading = workbooks.read(workbooks.workbook(Budsjett=workbooks.SOURCES, Annet=workbooks.SOURCES))
    found = parts(reading, {}, {})
    assert [part.title for part in found] == ["Arket «Budsjett»", "Arket «Annet»"]
    assert tuple(piece.seen for piece in pieces(found)) == reading.seen
    assert [part.key for part in found] == ["ark-0", "ark-1"]
