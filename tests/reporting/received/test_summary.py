"""What is said of a file that was read, and where in the source a finding is."""

import datetime

import pytest

from reporting.checks import Context, checks
from reporting.formats import docx_read
from reporting.intake.document.reading import Reading
from reporting.intake.document.recognise import recognise
from reporting.received.summary import Found, checked, facts, title, wrong_pilot
from tests.received import document
from tests.reporting.intake import test_other_workbooks as workbooks
from tests.reporting.intake.known import known

TODAY = datetime.date(2025, 1, 1)


@pytest.fixture(scope="module")
def reading() -> Reading:
    return recognise(docx_read.read(document()), known())


def found(reading: Reading) -> list[Found]:
    said = checked(reading, checks(reading.plan, Context(today=TODAY), reading.stated))
    return [one for group in said.groups for one in group.findings]


def test_it_says_how_much_was_understood(reading):
    said = dict(facts(reading))
    assert (said["Delmål"], said["Tiltak"], said["Figurer"], said["Målform"]) == ("2", "3", "0", "bokmål")
    placed, words = reading.share
    assert said["Ord som fant sin plass"].replace("\xa0", " ").startswith(f"{placed} av {words} (9")


@pytest.mark.parametrize(
    ("pilot", "said"),
    [("Midtre", "Handlingsplan 2025 for Midtre"), ("Ukjent pilot", "Handlingsplan 2025"), ("", "Budsjettabeller")],
)
def test_it_is_called_by_year_and_pilot(reading, pilot, said):
    assert title(reading.model_copy(update={"plan": reading.plan.model_copy(update={"pilot": pilot})})) == said


def test_a_wrong_sum_names_its_row_and_the_amounts(reading):
    wrong = [one for one in found(reading) if one.shown.finding.code == "sum-rad"]
    assert [(one.shown.finding.stated, one.shown.finding.computed) for one in wrong] == [(400_000, 500_000)]
    table = reading.stated.table("seksjon-7")
    assert table
    assert wrong[0].place.startswith(f"{table.place}, rad ")
    assert reading.seen[wrong[0].piece - 1].place == wrong[0].place
    assert "400 000" in reading.seen[wrong[0].piece - 1].cells


def test_a_sum_of_a_column_is_in_the_last_row(reading):
    table = reading.stated.table("seksjon-6")
    assert table
    places = {one.place for one in found(reading) if one.shown.finding.at.startswith("seksjon-6/sum")}
    assert places == {table.rows[-1].place}


def test_a_finding_in_prose_leads_to_the_text(reading):
    (one,) = [one for one in found(reading) if one.shown.finding.code == "tekst-tiltak"]
    texts = {seen.cells[0] for seen in reading.seen if seen.place == one.place}
    field = reading.seen[one.piece - 1].paths
    assert field == (one.shown.finding.path,)
    assert texts


def test_every_finding_with_a_place_leads_to_a_piece_of_the_document(reading):
    assert all(one.piece for one in found(reading) if one.place)
    assert sum(bool(one.place) for one in found(reading)) >= len(found(reading)) - 2


def test_of_a_workbook_the_sheets_are_named():
    reading = workbooks.read(workbooks.workbook(Budsjett=workbooks.SOURCES))
    said = dict(facts(reading))
    assert said["Ark"] == "Budsjett"
    assert int(said["Tabeller"]) == len(reading.stated.sheets)
    assert all(one.piece for one in found(reading) if one.place)


@pytest.mark.parametrize(
    ("named", "pilot", "wrong"),
    [
        ("Indre Namdal", "Indre Namdal", False),
        ("indre namdal", "Indre Namdal", False),
        ("Ukjent pilot", "Indre Namdal", False),
        ("", "Indre Namdal", False),
        ("Innlandspiloten", "Indre Namdal", True),
    ],
)
def test_another_pilots_plan_is_told(reading, named, pilot, wrong):
    assert wrong_pilot(reading.plan.model_copy(update={"pilot": named}), pilot) is wrong
