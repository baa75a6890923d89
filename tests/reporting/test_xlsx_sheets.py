"""The sheets of the workbook: their order, how they print, and what they say besides the amounts."""

import datetime
from typing import Any

import pytest
from openpyxl import Workbook

from reporting.formats.xlsx_page import lines_of
from reporting.formats.xlsx_words import words
from reporting.value import Agreement, Party, Standing
from tests.reporting.example_plan import ADOPTED, APPROVED, DRAFT, PLAN
from tests.reporting.small_plan import delmaal, line, plan, post, tiltak
from tests.reporting.workbooks import SHEETS, TABLE_SHEETS, opened, texts


@pytest.fixture(scope="module")
def book() -> Workbook:
    return opened(PLAN)


# Print and view


@pytest.mark.parametrize("name", TABLE_SHEETS)
def test_sheets_print_on_a4_with_the_head_on_every_page(book: Workbook, name: str):
    sheet = book[name]
    # Three columns and many rows, as section 3 has, stand upright.
    assert sheet.page_setup.orientation == ("portrait" if name == "Seksjon 3" else "landscape")
    assert int(sheet.page_setup.paperSize) == 9
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    # One page wide is what the format means by saying nothing; as many high as it takes is 0.
    assert sheet.page_setup.fitToWidth in (None, 1)
    assert int(sheet.page_setup.fitToHeight) == 0
    head = {"Seksjon 7": "$4:$5"}.get(name, "$4:$4")
    assert sheet.print_title_rows == head
    body = int(head.split("$")[-1]) + 1
    assert sheet.freeze_panes == (f"C{body}" if name in ("Seksjon 6", "Seksjon 7") else f"A{body}")
    assert sheet["A4"].value == ("Delmål" if name == "Tiltak" else None if name == "Seksjon 7" else "Nr.")
    assert sheet.print_area == f"'{name}'!$A$1:${sheet.dimensions.split(':')[1][0]}${sheet.max_row}"


def test_of_the_hidden_sheet_nothing_is_printed(book: Workbook):
    """LibreOffice prints hidden sheets."""
    hidden = next(sheet for sheet in book if sheet.sheet_state == "hidden")
    place = hidden.print_area.rpartition("!")[2]
    assert ":" not in place
    assert int(place.rpartition("$")[2]) > max(cell.row for cell in hidden["A"] if cell.value)


def test_the_sheets_are_in_the_order_of_the_plan(book: Workbook):
    assert book.sheetnames == SHEETS


def test_grouped_columns_have_a_heading_over_them(book: Workbook):
    sheet = book["Seksjon 7"]
    assert {str(area) for area in sheet.merged_cells.ranges if area.min_row == 4} == {"A4:C4", "D4:I4"}
    assert sheet["D4"].value == "Finansieringskilder"


def test_the_sums_have_names_that_other_workbooks_can_use():
    value = plan([delmaal(1, [tiltak("a", line(3), line(4, "egenandel"))])], [post(2, line(5))])
    book = opened(value, values=True)
    found = {}
    for name, where in book.defined_names.items():
        ((sheet, cell),) = where.destinations
        found[name] = book[sheet][cell].value
    assert found == {"Sum_seksjon_3": 3, "Sum_seksjon_6": 8, "Sum_seksjon_7": 12}


def test_one_source_alone_needs_no_merged_heading():
    value = plan([delmaal(1)])
    single = value.model_copy(update={"sources": value.sources[:1]})
    assert opened(single)["Seksjon 7"]["D4"].value == "Finansieringskilder"


def test_every_row_is_high_enough_for_its_text():
    long = delmaal(1, [tiltak("a", title="Et tiltak med et navn som ikke får plass på én linje. " * 4)])
    sheet = opened(plan([long]))["Seksjon 3"]
    assert sheet.row_dimensions[6].height >= 3 * 15
    assert lines_of("en to\ntre", 5) == 2
    assert lines_of("", 5) == 1


@pytest.mark.parametrize(
    ("standing", "mark"),
    [
        (DRAFT, "UTKAST – ikke vedtatt i styringsgruppen"),
        (ADOPTED, "Vedtatt, ikke godkjent av KDD"),
        (APPROVED, None),
    ],
)
def test_every_page_says_how_far_the_plan_has_come(standing: Standing, mark: str | None):
    for sheet in opened(PLAN, standing):
        assert sheet.oddHeader.left.text == "Handlingsplan 2025, Nord og Sør"
        assert sheet.oddHeader.right.text == mark
        assert sheet.oddFooter.right.text == "Side &P av &N"


def test_an_ampersand_in_a_name_is_no_code_in_the_header():
    sheet = opened(plan(pilot="Fjell & Fjord"))["Om"]
    assert sheet.oddHeader.left.text == "Handlingsplan 2025, Fjell && Fjord"


# What the sheets say


def test_the_first_sheet_says_what_it_is_and_how_to_read_it():
    said = texts(opened(PLAN, APPROVED)["Om"])
    for sentence in (
        "Budsjett 2025, Nord og Sør",
        "Godkjent",
        "2024–2027",
        "13. desember 2024",
        "12/24",
        *SHEETS[1:-1],
    ):
        assert sentence.replace(". d", ".\u00a0d") in said
    assert "Vedtatt i styringsgruppen" in said
    assert set(words("nb").rules) <= set(said)
    assert "KDD 13.50 post 66: programkategori 13.50, kapittel 553, post 66" in said


def test_a_draft_is_not_said_to_be_adopted():
    dated = DRAFT.model_copy(update={"adoption_date": datetime.date(2024, 12, 13)})
    said = texts(opened(PLAN, dated)["Om"])
    assert "Skal behandles i styringsgruppen" in said
    assert "Vedtatt i styringsgruppen" not in said


def test_the_links_lead_to_the_sheets(book: Workbook):
    links = {cell.value: cell.hyperlink.location for row in book["Om"].iter_rows() for cell in row if cell.hyperlink}
    assert links == {name: f"'{name}'!A1" for name in SHEETS[1:-1]}


def test_the_list_has_every_tiltak_with_what_the_plan_says_of_it():
    sheet = opened(PLAN)["Tiltak"]
    assert [cell.value for cell in sheet[4]] == [
        *("Delmål", "Delmålets navn", "Nr.", "Tiltak", "Fase", "Hovedansvarlig", "Samarbeidsparter", "Tidsramme"),
        *("Bygdevekstmidler 2025", "Merknad"),
    ]
    found: list[list[Any]] = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=5)]
    assert [(row[0], row[2], row[3]) for row in found] == [
        (goal.number, one.number, one.title) for goal in PLAN.delmaal for one in goal.tiltak
    ]
    assert found[1][4:9] == [
        None,
        "Norddalen, Skogen og Øvre Åsheim, utviklingsmiljøene",
        "Midtre fylkeskommune, Samarbeidsrådet for nærings- og stedsutvikling i Nord og Sør",
        "Hele avtaleperioden, men med ulike faser i arbeidet",
        1_300_000,
    ]
    assert found[2][8] is None
    assert sheet["I6"].number_format == '"søkt  "#,##0\\ "kr"_)'
    assert sheet.auto_filter.ref == f"A4:J{4 + len(found)}"


def test_a_remark_about_an_amount_stands_beside_its_tiltak():
    shared = line(700_000, shared_with="Storefjord")
    sheet = opened(plan([delmaal(1, [tiltak("a", shared)])]))["Tiltak"]
    assert sheet["J5"].value == "700\u00a0000\u00a0kr fra KDD er delt med piloten Storefjord."


def test_a_plan_in_nynorsk_gets_nynorsk_words():
    kommune = Party(key="lom", name="Lom", kind="kommune", kommunenummer="3434")
    value = plan([delmaal(1, [tiltak("a", line(1, certainty="innvilget"), responsible=(kommune,))])], language="nn")
    book = opened(value, ADOPTED)
    assert "Slik les du tabellane" in texts(book["Om"])
    assert book["Seksjon 3"]["A2"].value == "Handlingsplan 2025, Lillefjord, vedteken i styringsgruppa"
    assert book["Om"].oddHeader.right.text == "Vedteken, ikkje godkjend av KDD"
    assert book["Tiltak"]["F4"].value == "Hovudansvarleg"
    assert book["Seksjon 3"]["C6"].number_format == '"innvilga  "#,##0\\ "kr"_)'


def test_both_written_forms_say_everything_and_know_every_certainty():
    for language in ("nb", "nn"):
        said = words(language)
        assert all(said)
        assert set(said.certainty) == {"planlagt", "sokt", "innvilget", "fryst", "avslatt"}
    assert len(words("nb").rules) == len(words("nn").rules)


def test_a_plan_without_anything_is_a_workbook_too():
    empty = plan(agreement=Agreement(first_year=2024, last_year=2025), sources=())
    book = opened(empty)
    assert book.sheetnames == SHEETS
    assert book["Seksjon 3"]["B5"].value == "Total bruk av bygdevekstmidler i 2025"
