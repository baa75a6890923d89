"""What people do to a workbook in Excel: each is read as it was meant, or told with sheet and cell."""

from collections.abc import Callable
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from budgets.services import Amount
from reporting.formats import xlsx_read
from reporting.formats.xlsx_entry import HEAD_ROW, KEY_ROW
from reporting.intake.sorts import Refused
from reporting.intake.workbook_changes import CellChange
from reporting.value import Handlingsplan
from tests.reporting.intake.editing import back, book_of, column, edited, row, said, saved
from tests.reporting.small_plan import delmaal, line, plan, post, tiltak

PLAN = plan(
    [
        delmaal(
            1,
            [
                tiltak("a", line(100), line(5, "egenandel", certainty="sokt"), title="Bygge bru"),
                tiltak("b", line(7, certainty="fryst", note="Venter på KDD"), number=2, title="Bygge vei"),
            ],
            [line(30, year=2026)],
        )
    ],
    [post(2, line(2_000, shared_with="Storefjord"), name="Prosjektledelse")],
)


def typed(key: str, value: Any, source: str = "kdd", **where: Any) -> Callable[[Workbook], None]:
    """Write a value in a cell of the sheet of amounts."""

    def edit(book: Workbook) -> None:
        sheet = book["Beløp"]
        at = row(sheet, key, **where)
        sheet.cell(at, column(sheet, f"source/{source}")).value = value

    return edit


def only(changes: tuple[CellChange, ...]) -> CellChange:
    (found,) = changes
    return found


@pytest.mark.parametrize(
    ("value", "kroner"),
    [
        (250, 250),
        (250.0, 250),
        ("250 000", 250_000),
        ("kr 500 000,-", 500_000),
        ("1\u00a0800\u00a0000 kr", 1_800_000),
        ("1,5 mill.", 1_500_000),
        (0, 0),
        ("0", 0),
    ],
)
def test_an_amount_is_read_as_people_write_it(value: Any, kroner: int):
    found = edited(PLAN, typed("tiltak/a", value))
    change = only(found.changes)
    assert change.new == (Amount("planlagt", "", kroner),)
    assert (change.old, change.cells, change.year) == ((Amount("planlagt", "", 100),), ("H7",), 2025)
    assert change.difference == kroner - 100
    assert found.remarks == ()


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ("mange penger", "Forstår ikke beløpet «mange penger»."),
        (-5, "Et beløp kan ikke være negativt."),
        ("-5", "Et beløp kan ikke være negativt."),
        (12.5, "12,5 er ikke hele kroner."),
        (10**13, "Beløpet er for stort."),
        ("=1+", "Formelen har ingen lagret verdi."),
        (True, "Forstår ikke beløpet «SANN»."),
    ],
)
def test_what_is_no_amount_is_told_with_its_cell_and_nothing_is_taken(value: Any, sentence: str):
    found = edited(PLAN, typed("tiltak/a", value))
    assert found.changes == ()
    assert any(one.startswith(f"Beløp!H7: {sentence}") for one in said(found)), said(found)


def test_a_cell_that_is_emptied_takes_the_amount_out():
    change = only(edited(PLAN, typed("tiltak/a", None)).changes)
    assert (change.old, change.new, change.difference) == ((Amount("planlagt", "", 100),), (), -100)


def test_a_row_copied_for_money_that_is_applied_for_adds_an_amount():
    def edit(book: Workbook) -> None:
        sheet = book["Beløp"]
        at = row(sheet, "tiltak/a")
        values = [cell.value for cell in sheet[at]]
        sheet.insert_rows(at + 1)
        for place, value in enumerate(values, start=1):
            sheet.cell(at + 1, place).value = value
        sheet.cell(at + 1, 5).value = "Søkt"
        sheet.cell(at + 1, column(sheet, "source/kdd")).value = 40
        sheet.cell(at + 1, column(sheet, "note")).value = "  Svar  i mai "

    change = only(edited(PLAN, edit).changes)
    assert sorted(change.new) == [Amount("planlagt", "", 100), Amount("sokt", "", 40, "Svar i mai")]
    assert change.cells == ("H7", "H8")


def test_a_row_copied_and_left_alike_is_told():
    def edit(book: Workbook) -> None:
        sheet = book["Beløp"]
        sheet.append([cell.value for cell in sheet[row(sheet, "tiltak/a")]])

    found = edited(PLAN, edit)
    assert found.changes == ()
    assert any("To beløp på samme rad, kilde og år" in one for one in said(found))


def test_a_row_without_a_key_is_known_by_its_name_or_told():
    def edit(book: Workbook, name: str) -> None:
        sheet = book["Beløp"]
        sheet.append([None, None, name, 2025, "innvilget", None, None, 77])

    change = only(edited(PLAN, lambda book: edit(book, "bygge  vei")).changes)
    assert (change.key, sorted(change.new)) == (
        "tiltak/b/kdd/2025",
        [Amount("fryst", "", 7, "Venter på KDD"), Amount("innvilget", "", 77)],
    )
    found = edited(PLAN, lambda book: edit(book, "Bygge tunnel"))
    assert found.changes == ()
    assert any("Raden har ingen nøkkel." in one for one in said(found))


def test_a_row_that_is_gone_changes_nothing_and_is_told():
    found = edited(PLAN, lambda book: book["Beløp"].delete_rows(row(book["Beløp"], "tiltak/a"), 2))
    assert found.changes == ()
    assert any("Raden «1.1 Bygge bru» mangler i filen." in one for one in said(found))


def test_a_column_that_is_gone_changes_nothing_and_is_told():
    found = edited(PLAN, lambda book: book["Beløp"].delete_cols(column(book["Beløp"], "source/egenandel")))
    assert found.changes == ()
    assert any("Kolonnen for «Kommunal egenandel» mangler." in one for one in said(found))


def test_moved_and_hidden_columns_and_other_headings_are_read_by_their_keys():
    def edit(book: Workbook) -> None:
        sheet = book["Beløp"]
        sheet.insert_cols(8)
        sheet.cell(HEAD_ROW + 1, 9).value = "Penger fra staten"
        sheet.column_dimensions["I"].hidden = True
        sheet.cell(row(sheet, "tiltak/a"), 9).value = 101

    found = edited(PLAN, edit)
    assert only(found.changes).new == (Amount("planlagt", "", 101),)
    assert [one for one in said(found) if "Penger fra staten" in one]


def test_without_the_hidden_row_of_keys_the_headings_are_read():
    def edit(book: Workbook) -> None:
        sheet = book["Beløp"]
        sheet.delete_rows(KEY_ROW + 1)
        sheet.delete_cols(1)
        assert sheet.cell(6, 2).value == "Bygge bru"
        sheet.cell(6, 7).value = 102

    found = edited(PLAN, edit)
    assert only(found.changes).new == (Amount("planlagt", "", 102),)


def test_names_and_formulas_written_over_are_told():
    def edit(book: Workbook) -> None:
        sheet = book["Beløp"]
        sheet.cell(row(sheet, "tiltak/a"), 3).value = "Bygge ei bru"
        sheet.cell(4, 8).value = 5
        book["Seksjon 3"]["C9"].value = 6
        book["Seksjon 3"]["C6"].value = 7

    found = edited(PLAN, edit)
    assert found.changes == ()
    assert [one.level for one in found.remarks] == ["merk"] * 4
    told = " ".join(said(found))
    assert "Beløp!H4: Formelen for summen er skrevet over med 5." in told
    assert "Navnet er «Bygge ei bru», i planen «Bygge bru»." in told
    assert "Seksjon 3!C6: Beløpet er endret til 7\u00a0kr, men beløp leses bare fra «Beløp»." in told
    assert "Seksjon 3!C9: Formelen er skrevet over med 6\u00a0kr." in told


@pytest.mark.parametrize(
    ("place", "value", "sentence"),
    [
        (4, "i fjor", "«i fjor» er ikke et år."),
        (5, "kanskje", "«kanskje» er ingen sikkerhet."),
        (6, "Ukjent pilot", "Fant ikke piloten «Ukjent pilot»."),
        (4, 2026, "Beløp for andre år føres på delmålet eller posten"),
    ],
)
def test_a_row_that_cannot_be_told_is_left_alone(place: int, value: Any, sentence: str):
    def edit(book: Workbook) -> None:
        sheet = book["Beløp"]
        sheet.cell(row(sheet, "tiltak/a"), place).value = value

    found = edited(PLAN, edit)
    assert found.changes == ()
    assert any(sentence in one for one in said(found)), said(found)


def test_another_column_and_a_line_of_words_are_told_and_not_read():
    def edit(book: Workbook) -> None:
        sheet: Worksheet = book["Beløp"]
        sheet.cell(row(sheet, "tiltak/a"), 30).value = 5
        sheet.append([None, None, "Husk å spørre Kari"])

    found = edited(PLAN, edit)
    assert found.changes == ()
    told = " ".join(said(found))
    assert "AD6: Kolonnen er ikke en av planens" in told
    assert "«Husk å spørre Kari»" in told


# The plan changes meanwhile


def later(**amounts: int) -> Handlingsplan:
    goals = [
        delmaal(
            1,
            [
                tiltak("a", line(amounts.get("a", 100)), line(5, "egenandel", certainty="sokt"), title="Bygge bru"),
                tiltak("b", line(7, certainty="fryst", note="Venter på KDD"), number=2, title="Bygge vei"),
            ],
            [line(30, year=2026)],
        )
    ]
    return plan(goals, [post(2, line(2_000, shared_with="Storefjord"), name="Prosjektledelse")])


def test_what_was_changed_in_the_plan_alone_stays():
    found = edited(PLAN, lambda book: None, now=later(a=200))
    assert found.changes == ()


def test_what_was_changed_in_both_collides_unless_it_is_the_same():
    found = edited(PLAN, typed("tiltak/a", 300), now=later(a=200))
    change = only(found.changes)
    assert change.collides
    assert (change.old, change.new) == ((Amount("planlagt", "", 200),), (Amount("planlagt", "", 300),))
    assert edited(PLAN, typed("tiltak/a", 200), now=later(a=200)).changes == ()


def test_without_the_hidden_sheet_every_difference_is_a_change_and_it_is_told():
    book = book_of(PLAN)
    del book["Nøkler"]
    found = back(saved(book), later(a=200))
    assert not only(found.changes).collides
    assert any("Det skjulte arket med nøkler er borte." in one for one in said(found))


def test_history_that_comes_from_an_approved_plan_is_not_changed():
    from reporting.formats.xlsx_read import read
    from reporting.intake.workbook_changes import compared
    from reporting.value import YearFigure

    value = plan([delmaal(1, earlier=(YearFigure(year=2024, kroner=10),))])
    book = book_of(value)
    sheet = book["Beløp"]
    at = row(sheet, "delmaal/d1", 2024)
    sheet.cell(at, column(sheet, "earlier")).value = 11
    fixed = compared(read(saved(book)), value, [], [])
    assert fixed.changes == ()
    assert "kommer fra den godkjente planen" in said(fixed)[0]
    own = compared(read(saved(book)), value, [("d1", 2024)], [])
    assert only(own.changes).key == "delmaal/d1/-/2024"


def test_a_workbook_of_another_sort_is_refused_with_what_to_do():
    book = Workbook()
    book.active["A1"] = "Hei"
    with pytest.raises(Refused, match="Fant ikke arket «Beløp»"):
        xlsx_read.read(saved(book))
