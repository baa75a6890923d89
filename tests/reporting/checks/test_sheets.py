"""Sums of a workbook from outside: named by cell where no reading makes them right, and silent where one does."""

import datetime

import pytest

from reporting.checks import Context
from reporting.checks.case import Case
from reporting.checks.sheets import FAMILY
from reporting.stated import Stated, StatedColumn, StatedRow, StatedTable, read_cell
from tests.reporting import small_plan


def table(heads: str, *rows: str, sums: tuple[int, ...] = ()) -> StatedTable:
    """Return a table from words parted by `|`; the first column names the rows. Rows begin at 2 of their sheet."""
    names = [name.strip() for name in heads.split("|")]
    columns = tuple(
        StatedColumn(key=chr(65 + place), heading=name, kind="kroner" if place else "text")
        for place, name in enumerate(names)
    )
    made = tuple(
        StatedRow(
            kind="sum" if at in sums else "item",
            cells=tuple(read_cell(text, money=bool(place)) for place, text in enumerate(row.split("|"))),
            place=str(at),
        )
        for at, row in enumerate(rows, start=2)
    )
    return StatedTable(key="ark-1", columns=columns, rows=made, place="Budsjett")


def found(*tables: StatedTable) -> list[tuple[str, str, object, object]]:
    case = Case(small_plan.plan(), Context(today=datetime.date(2025, 1, 1)), Stated(sheets=tables))
    hits = [finding for rule in FAMILY.rules for finding in rule.findings(case)]
    return [(hit.code, hit.where.nb.rpartition(" ")[2], hit.stated, hit.computed) for hit in hits]


@pytest.mark.parametrize(
    ("rows", "sums"),
    [
        # All rows, a delmål at a time, the sums, and the total of it all.
        (("Vei|100", "Bru|200", "Sum|300"), (4,)),
        (("A|100", "Sum 1|100", "B|50", "Sum 2|50", "Totalt|150"), (3, 5, 6)),
        (("A|100", "Sum 1|100", "B|50", "Totalt|150"), (3, 5)),
        # The delmål hold the sum of their tiltak themselves.
        (("Delmål 1|300", "Vei|100", "Bru|200", "Delmål 2|50", "Bolig|50", "Totalt|350"), (7,)),
        # What stands in brackets may be in it or not.
        (("Vei|100", "Frikjøp|(50)", "Sum|100"), (4,)),
        (("Vei|100", "Frikjøp|(50)", "Sum|150"), (4,)),
        # Nothing since the last sum is a sum of nothing.
        (("Vei|100", "Sum 1|100", "Bru|", "Sum 2|0"), (3, 5)),
        # A sum over what it adds up is no sum of what stands above.
        (("Sum|300", "Vei|100", "Bru|200"), (2,)),
    ],
)
def test_a_sum_that_some_reading_makes_right_is_let_be(rows, sums):
    assert found(table("Tiltak|Kroner", *rows, sums=sums)) == []


def test_a_sum_that_no_reading_makes_right_is_named_by_its_cell():
    wrong = table("Tiltak|KDD|Fylket", "Vei|100|10", "Bru|200|20", "Sum|310|30", sums=(4,))
    assert found(wrong) == [("ark-kolonne", "B4", 310, 300)]


def test_a_total_of_a_row_is_held_against_all_columns_that_it_may_add_up():
    right = table("Tiltak|2024|2025|Totalt", "Vei|1|2|3", "Bru|3|4|7", "Sum|4|6|10", sums=(4,))
    assert found(right) == []
    wrong = table("Tiltak|2024|2025|Totalt", "Vei|1|2|3", "Bru|3|4|8", "Sum|4|6|10", sums=(4,))
    # The sum is right by its row; the row above it is not.
    assert found(wrong) == [("ark-rad", "D3", 8, 7)]


def test_groups_of_columns_may_have_totals_of_their_own():
    heads = "Tiltak|KDD|Fylket|Sum offentlig|Privat|Egenandel|Sum egne|Totalt"
    assert found(table(heads, "Vei|1|2|3|4|5|9|12", "Bru|1|1|2|1|1|2|4")) == []


def test_an_amount_that_is_none_is_asked_about():
    assert found(table("Tiltak|Kroner", "Vei|(717 00)", "Bru|200")) == [("ark-tall", "B2", "(717 00)", None)]


def test_amounts_in_thousands_may_be_rounded():
    def in_thousands(*figures: int) -> StatedTable:
        made = table(
            "Tiltak|Kroner", *(f"{name}|{kroner}" for name, kroner in zip("ABS", figures, strict=True)), sums=(4,)
        )
        rows = tuple(
            row.model_copy(update={"cells": (row.cells[0], row.cells[1].model_copy(update={"kroner": 1000 * kroner}))})
            for row, kroner in zip(made.rows, figures, strict=True)
        )
        return made.model_copy(update={"rows": rows, "unit": 1000})

    assert found(in_thousands(100, 200, 301)) == []
    assert found(in_thousands(100, 200, 310)) == [("ark-kolonne", "B4", 310_000, 300_000)]
