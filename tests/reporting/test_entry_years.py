"""The table of the other years: what is written there, what is only shown, and that it agrees with section 6."""

from reporting.entry_years import YearsTable, years_entry
from reporting.tables import agreement_years
from reporting.value import Handlingsplan, YearFigure
from tests.reporting.random_plans import any_plan
from tests.reporting.small_plan import delmaal, line, plan, post, tiltak

EXAMPLE = plan(
    [
        delmaal(1, [tiltak("a", line(500))], [line(80, year=2026), line(20, year=2026, certainty="sokt")]),
        delmaal(2, [], [line(7, "egenandel", year=2026)], earlier=(YearFigure(year=2024, kroner=300),)),
    ],
    [post(3, line(9, year=2027)), post(4, line(315, "egenandel", year=2026), outside_sum=True)],
)


def table(value: Handlingsplan, typed: dict[tuple[str, int], int] | None = None, *editable: str) -> YearsTable:
    return years_entry(value, agreement_years(value), frozenset(editable), typed or {})


def kroner(found: YearsTable) -> list[list[int | None]]:
    return [[*(cell.kroner for cell in row.cells), row.total.kroner] for row in (*found.rows, found.foot)]


def test_a_column_for_each_year_of_the_agreement():
    found = table(EXAMPLE)
    assert [(column.key, column.kind) for column in found.columns] == [
        ("-/2024", "historikk"),
        ("-/2025", "fra tabellen over"),
        ("kdd/2026", "anslag"),
        ("kdd/2027", "anslag"),
    ]
    assert kroner(found) == [
        [None, 500, 100, None, 600],
        [300, None, None, None, 300],
        [None, None, None, 9, 9],
        [None, None, 315, None, 315],
        [300, 500, 100, 9, 909],
    ]


def test_what_a_plan_of_the_portal_says_is_not_written_here_and_what_is_typed_is():
    def fixed(found: YearsTable) -> list[list[bool]]:
        return [[cell.fixed for cell in row.cells] for row in found.rows]

    nowhere = [False, True, False, False]
    known = [True, True, False, False]
    # A post outside the sum shows its money whatever the source, so it is written in its form.
    assert fixed(table(EXAMPLE)) == [nowhere, known, nowhere, [False, True, True, True]]
    typed = table(EXAMPLE, {("d2", 2024): 300})
    assert fixed(typed)[1] == nowhere
    assert (typed.rows[1].cells[0].amounts, kroner(typed)) == ('[["planlagt", "", 300, ""]]', kroner(table(EXAMPLE)))


def test_rows_are_written_by_who_may_write_in_them():
    assert [row.may_edit for row in table(EXAMPLE, None, "d1").rows] == [True, False, False, False]
    assert [row.may_edit for row in table(EXAMPLE, None, "d1", "d2").rows] == [True] * 4


@any_plan
def test_it_agrees_with_section_6_in_every_plan(value):
    found, section = table(value), agreement_years(value)
    years = [column.key.partition("/")[2] for column in found.columns]
    printed = {row.uid: row for row in section.rows}
    for row in (*found.rows, found.foot):
        there = printed[row.uid] if row.uid else section.rows[-1]
        for column in section.columns[3:]:
            here = [cell.kroner for cell, year in zip(row.cells, years, strict=True) if year == column.key]
            if here:
                sums = [kroner for kroner in here if kroner is not None]
                assert (sum(sums) if sums else None) == there.cells[section.column(column.key)].kroner
