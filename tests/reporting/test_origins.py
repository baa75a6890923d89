"""How an amount came about: its parts are the lines behind it, and add up to what the table says."""

import pytest

from budgets.sums import counted
from reporting.entry import entry_table
from reporting.origins import Part, origins, place_key
from reporting.table import Table
from reporting.tables import agreement_years, financing, money_tables, overview
from reporting.value import Handlingsplan, YearFigure
from tests.reporting.random_plans import any_plan
from tests.reporting.small_plan import delmaal, line, plan, post, tiltak

EXAMPLE = plan(
    [
        delmaal(
            1,
            [
                tiltak("a", line(500_000), line(25_000, "egenandel", certainty="innvilget")),
                tiltak("b", line(100_000, note="Leie"), line(7, certainty="fryst"), number=2),
            ],
            [line(80_000, year=2026)],
        ),
        delmaal(2, [tiltak("c", line(40_000))]),
    ],
    [post(3, line(2_000_000)), post(4, line(315_000, "egenandel"), outside_sum=True)],
)


def told(value: Handlingsplan, table: Table, row: int, column: str) -> tuple[Part, ...]:
    """Return the parts of one amount."""
    return origins(value, table)[place_key(table, row, table.column(column))].parts


def test_a_cell_of_section_7_is_the_lines_of_its_tiltak():
    assert told(EXAMPLE, financing(EXAMPLE), 0, "kdd") == (
        Part("1.1 Tiltak a", 500_000),
        Part("1.2 Tiltak b", 100_000, words="Leie"),
        Part("1.2 Tiltak b", 7, "fryst", counts=False),
    )


def test_a_total_is_its_columns_or_its_rows():
    table = financing(EXAMPLE)
    assert told(EXAMPLE, table, 0, "total") == (Part("KDD", 600_000), Part("Kommunal egenandel", 25_000))
    assert told(EXAMPLE, table, 4, "kdd") == (Part("Mål 1", 600_000), Part("Mål 2", 40_000), Part("Post 3", 2_000_000))


def test_a_forecast_is_the_lines_that_are_not_spread():
    assert told(EXAMPLE, agreement_years(EXAMPLE), 0, "2026") == (Part("Ikke fordelt på tiltak", 80_000),)


def test_an_earlier_year_is_history_and_nothing_else():
    goal = EXAMPLE.delmaal[0].model_copy(update={"earlier": (YearFigure(year=2024, kroner=90_000),)})
    value = EXAMPLE.model_copy(update={"delmaal": (goal, *EXAMPLE.delmaal[1:])})
    assert told(value, agreement_years(value), 0, "2024") == (Part("Historikk for 2024", 90_000),)


def test_a_tiltak_of_section_3_is_its_state_money():
    assert told(EXAMPLE, overview(EXAMPLE), 1, "kroner") == (Part("KDD", 500_000),)


@any_plan
def test_the_parts_of_every_amount_add_up_to_it_in_every_plan(value):
    for table in money_tables(value):
        found = origins(value, table)
        shown = 0
        for row_index, row in enumerate(table.rows):
            for index, cell in enumerate(row.cells):
                if cell.kroner is None and not cell.uncounted:
                    continue
                shown += 1
                origin = found[place_key(table, row_index, index)]
                assert origin.kroner == cell.kroner
                assert counted(part for part in origin.parts if part.counts) == cell.kroner
                apart = [(part.kroner, part.certainty) for part in origin.parts if not part.counts]
                assert apart == [(one.kroner, one.certainty) for one in cell.uncounted]
        assert len(found) == shown


@any_plan
def test_the_rows_one_enters_in_tell_as_much(value):
    table = financing(value)
    entry = entry_table(value, table, frozenset())
    known = {origin.key: origin for origin in entry.origins} | origins(value, table)
    rows = [row for group in entry.groups for row in (*group.rows, *([group.sums] if group.sums else []))]
    for row in (*rows, entry.foot):
        for cell in (*row.cells, row.total):
            if cell.origin:
                assert counted(part for part in known[cell.origin].parts if part.counts) == cell.kroner


@pytest.mark.parametrize("group", [0, 1])
def test_a_sum_on_the_page_tells_what_section_7_tells(group):
    table = financing(EXAMPLE)
    sums = entry_table(EXAMPLE, table, frozenset()).groups[group].sums
    assert sums
    assert [cell.origin for cell in sums.cells if cell.kroner is not None] == [
        place_key(table, group, table.column(source.key))
        for source, cell in zip(EXAMPLE.sources, sums.cells, strict=True)
        if cell.kroner is not None
    ]
