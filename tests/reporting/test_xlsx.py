"""The workbook: live sums, formats that say what an amount is, print set-up, and text that stays text."""

import datetime
import io
import re
import zipfile
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from reporting.formats import xlsx
from reporting.formats.xlsx_page import lines_of
from reporting.formats.xlsx_sums import MOST_ARGUMENTS, across, down, formula
from reporting.formats.xlsx_text import MOST_UNITS, clean
from reporting.formats.xlsx_words import words
from reporting.value import Agreement, Handlingsplan, Party, Standing
from tests.reporting.example_plan import ADOPTED, APPROVED, DRAFT, PLAN
from tests.reporting.small_plan import delmaal, line, plan, post, tiltak

SHEETS = ["Om", "Seksjon 3", "Seksjon 6", "Seksjon 7", "Tiltak"]
TABLE_SHEETS = SHEETS[1:]


def opened(value: Handlingsplan, standing: Standing = DRAFT, *, values: bool = False) -> Workbook:
    """Return the workbook of a plan, with formulas or with their stored values."""
    return load_workbook(io.BytesIO(xlsx.write(value, standing)), data_only=values)


def texts(sheet: Worksheet) -> list[str]:
    return [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]


@pytest.fixture(scope="module")
def book() -> Workbook:
    return opened(PLAN)


# Sums


def test_sums_are_formulas_over_the_cells_they_add_up(book: Workbook):
    sheet = book["Seksjon 3"]
    assert [sheet.cell(row, 2).value for row in (5, 9)] == [
        "Delmål 1: Øke rekrutteringen av arbeidskraft som kommunene og næringslivet trenger",
        "Til sammen",
    ]
    assert sheet["C9"].value == '=IF(COUNT(C6:C8)=0,"",SUM(C6:C8))'
    last = sheet["C19"]
    assert sheet["B19"].value == "Total bruk av bygdevekstmidler i 2025"
    assert last.value == '=IF(COUNT(C9,C14,C18)=0,"",SUM(C9,C14,C18))'


def test_a_row_total_adds_up_its_columns(book: Workbook):
    assert book["Seksjon 6"]["C5"].value == '=IF(COUNT(D5:G5)=0,"",SUM(D5:G5))'


def test_lines_of_frozen_money_and_rows_outside_are_in_no_formula(book: Workbook):
    sheet = book["Seksjon 7"]
    labels = {sheet.cell(row, 2).value: row for row in range(6, 14)}
    frozen, outside = labels["Fryst, ikke regnet med"], labels["Avsetning til frikjøp av intern kompetanse⁴"]
    total = labels["Sum"]
    assert sheet.cell(frozen, 7).value == 890_000
    for column in range(3, 10):
        rows = _rows(sheet.cell(total, column).value)
        assert rows == set(range(6, total)) - {frozen, outside}


def _rows(text: str) -> set[int]:
    """Return the rows that a formula down a column refers to."""
    found: set[int] = set()
    for first, last in re.findall(r"[A-Z]+(\d+)(?::[A-Z]+(\d+))?", text.partition("SUM")[2]):
        found.update(range(int(first), int(last or first) + 1))
    return found


def test_a_blank_sum_is_stored_blank_and_a_zero_is_stored_as_zero():
    value = plan([delmaal(1, [tiltak("a", line(0)), tiltak("b", number=2)]), delmaal(2, [tiltak("c")])])
    sheet, shown = opened(value)["Seksjon 3"], opened(value, values=True)["Seksjon 3"]
    assert [shown.cell(row, 3).value for row in range(5, 12)] == [None, 0, None, 0, None, None, None]
    assert sheet["C11"].value == '=IF(COUNT(C10)=0,"",SUM(C10))'
    assert sheet["C7"].value is None


def test_a_sum_of_no_rows_is_blank_and_no_formula():
    sheet = opened(plan([delmaal(1)]))["Seksjon 3"]
    assert sheet["B6"].value == "Til sammen"
    assert sheet["C6"].value is None
    assert sheet["C7"].value == '=IF(COUNT(C6)=0,"",SUM(C6))'


def test_references_to_neighbours_are_one_range():
    assert down(2, [4, 5, 6, 8, 10, 11]) == ["C5:C7", "C9", "C11:C12"]
    assert down(2, [6, 4, 5]) == ["C5:C7"]
    assert across(4, [3, 4, 5]) == ["D5:F5"]


def test_more_parts_than_excel_takes_in_one_call_are_summed_in_several():
    references = down(0, range(0, 2 * (MOST_ARGUMENTS + 1), 2))
    text = formula(references)
    assert len(references) == MOST_ARGUMENTS + 1
    assert text.count("SUM(") == text.count("COUNT(") == 2
    assert max(len(call.split(",")) for call in re.findall(r"SUM\(([^)]*)\)", text)) == MOST_ARGUMENTS


def test_a_sum_of_nothing_is_refused():
    with pytest.raises(ValueError, match="at least one"):
        formula([])


# Formats


@pytest.mark.parametrize(
    ("cell", "value", "pattern"),
    [
        ("E6", 705_000, '#,##0\\ "kr"_)'),
        ("F6", 600_000, '"innvilget  "#,##0\\ "kr"_)'),
        ("G7", 2_100_000, '"²  "#,##0\\ "kr"_)'),
        ("G8", 890_000, '\\(#,##0\\ "kr"\\)'),
    ],
)
def test_an_amount_is_a_number_and_its_format_says_the_rest(book: Workbook, cell: str, value: int, pattern: str):
    found = book["Seksjon 7"][cell]
    assert (found.value, found.number_format) == (value, pattern)


def test_a_footnote_on_frozen_money_alone_stands_with_it():
    frozen = line(890_000, certainty="fryst")
    sheet = opened(plan([delmaal(1, [tiltak("a", frozen)])]))["Seksjon 3"]
    assert [sheet["B7"].value, sheet["C7"].value] == ["Fryst, ikke regnet med", 890_000]
    assert sheet["C7"].number_format == '"¹  "\\(#,##0\\ "kr"\\)'
    assert sheet["C6"].value is None


def test_a_footnote_stands_once_at_the_first_line_where_its_cell_has_an_amount():
    lines = (line(1, certainty="fryst"), line(2, year=2026, certainty="avslatt"), line(3, certainty="avslatt"))
    sheet = opened(plan([delmaal(1, lines=lines)]))["Seksjon 6"]
    assert [sheet.cell(row, 2).value for row in (6, 7)] == ["Fryst, ikke regnet med", "Avslått, ikke regnet med"]
    patterns = {cell: sheet[cell].number_format for cell in ("D6", "D7", "E7")}
    bare = '\\(#,##0\\ "kr"\\)'
    assert patterns == {"D6": f'"¹ ²  "{bare}', "D7": bare, "E7": f'"³  "{bare}'}


def test_rows_outside_the_sum_stand_in_brackets(book: Workbook):
    sheet = book["Seksjon 6"]
    (row,) = [row for row in range(5, 12) if str(sheet.cell(row, 2).value).startswith("Avsetning")]
    assert {sheet.cell(row, column).number_format for column in range(3, 8)} == {'\\(#,##0\\ "kr"\\)'}
    assert sheet.cell(row, 5).value == 315_000


def test_every_amount_fits_its_column(book: Workbook):
    for name in TABLE_SHEETS:
        for row in book[name].iter_rows():
            for cell in row:
                if isinstance(cell.value, int) and "kr" in cell.number_format:
                    before = re.match(r'"([^"]*)"#', cell.number_format)
                    shown = (before[1] if before else "") + f"({cell.value:,} kr)"
                    assert len(shown) < book[name].column_dimensions[cell.column_letter].width


# Print and view


@pytest.mark.parametrize("name", TABLE_SHEETS)
def test_sheets_print_across_on_a4_with_the_head_on_every_page(book: Workbook, name: str):
    sheet = book[name]
    assert sheet.page_setup.orientation == "landscape"
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


def test_the_sheets_are_in_the_order_of_the_plan(book: Workbook):
    assert book.sheetnames == SHEETS


def test_grouped_columns_have_a_heading_over_them(book: Workbook):
    sheet = book["Seksjon 7"]
    assert {str(area) for area in sheet.merged_cells.ranges if area.min_row == 4} == {"A4:C4", "D4:I4"}
    assert sheet["D4"].value == "Finansieringskilder"


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
    for sentence in ("Budsjett 2025, Nord og Sør", "Godkjent", "2024–2027", "13. desember 2024", "12/24", *SHEETS[1:]):
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
    assert links == {name: f"'{name}'!A1" for name in TABLE_SHEETS}


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


# Hostile text

HOSTILE = [
    '=HYPERLINK("https://example.org";"klikk")',
    "=1+1",
    "+47 12 34 56 78",
    "-2+3",
    "@SUM(A1)",
    "\t=1+1",
    "https://example.org",
    "12",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_what_a_person_wrote_stays_text(text: str):
    value = plan(
        [
            delmaal(
                1, [tiltak("a", line(1, note=text), title=text, responsible_text=text)], title=text, short_title=text
            )
        ],
        [post(2, name=text)],
        pilot=text,
    )
    allowed = re.compile(r"=IF\(COUNT\([A-Z0-9:,]+\)=0,\"\",SUM\([A-Z0-9:,]+\)\)")
    book = opened(value)
    written = text.strip("\t")
    for name in ("Seksjon 3", "Seksjon 6", "Seksjon 7", "Tiltak"):
        cells = [cell for row in book[name].iter_rows() for cell in row if cell.value is not None]
        assert all(allowed.fullmatch(cell.value) for cell in cells if cell.data_type == "f")
        found = [cell for cell in cells if str(cell.value).strip("\t") == written]
        assert found
        assert {cell.data_type for cell in found} == {"s"}
        assert not any(cell.hyperlink for cell in found)
        # Excel's own mark keeps it text when somebody edits the cell.
        assert {bool(cell.quotePrefix) for cell in found} == {written[0] in "=+-@"}


def test_control_characters_and_halves_of_characters_are_left_out():
    assert clean("a\x00b\x0bc\x1fd\x7fe\x9ff\ufffeg\ud800h") == "abcdefgh"
    assert clean("to\r\nlinjer\rog\ttabulator") == "to\nlinjer\nog\ttabulator"
    sheet = opened(plan([delmaal(1, [tiltak("a", title="Bro\x07 over\x1b elva")])]))["Seksjon 3"]
    assert sheet["B6"].value == "Bro over elva"


def test_text_that_looks_like_an_escape_is_not_read_as_one():
    sheet = opened(plan([delmaal(1, [tiltak("a", title="_x0041_ og <b>&amp;")])]))["Seksjon 3"]
    assert sheet["B6"].value == "_x0041_ og <b>&amp;"


def test_text_longer_than_a_cell_is_cut_and_not_lost():
    note = "Å" * (MOST_UNITS + 1000)
    sheet = opened(plan([delmaal(1, money_note=note)]))["Seksjon 7"]
    (written,) = [text for text in texts(sheet) if "ÅÅÅ" in text]
    assert len(written) == MOST_UNITS
    assert written.endswith("Å…")


def test_characters_outside_the_basic_plane_count_as_two():
    cut = clean("🚌" * MOST_UNITS)
    assert len(cut.encode("utf-16-le")) // 2 == MOST_UNITS
    assert cut.endswith("🚌…")
    assert clean("🚌" * (MOST_UNITS // 2)) == "🚌" * (MOST_UNITS // 2)


# The same bytes


def test_the_same_plan_gives_the_same_bytes_whatever_the_day():
    first, again = xlsx.write(PLAN, ADOPTED), xlsx.write(PLAN.model_copy(deep=True), ADOPTED)
    assert first == again
    with zipfile.ZipFile(io.BytesIO(first)) as parts:
        assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = parts.read("docProps/core.xml").decode()
    assert re.findall(r"<dcterms:(\w+)[^>]*>([^<]+)<", core) == [
        ("created", "2024-12-06T00:00:00Z"),
        ("modified", "2024-12-06T00:00:00Z"),
    ]


def test_the_properties_name_the_plan(book: Workbook):
    found = book.properties
    assert (found.title, found.subject, found.creator) == (
        *("Budsjett 2025, Nord og Sør", "Handlingsplan 2025", "Nord og Sør"),
    )
    undated = opened(plan()).properties
    assert undated.created == datetime.datetime(2025, 1, 1)  # noqa: DTZ001  # openpyxl reads without a zone
