"""The table of entries: every amount of the year once, and section 7's sums under it."""

from budgets.certainty import counts
from reporting.entry import EntryRow, EntryTable, Mark, entry_table
from reporting.tables import financing
from reporting.value import Handlingsplan, Rate
from tests.reporting.random_plans import any_plan
from tests.reporting.small_plan import delmaal, line, plan, post, tiltak

SPACE = "\N{NO-BREAK SPACE}"

EXAMPLE = plan(
    [
        delmaal(
            1,
            [
                tiltak("a", line(500_000), line(25_000, "egenandel", certainty="innvilget")),
                tiltak(
                    "b",
                    line(100_000),
                    line(20_000, certainty="sokt"),
                    line(7, certainty="avslatt"),
                    line(8, certainty="fryst"),
                    number=2,
                ),
            ],
            [line(600_000, "fylke"), line(80_000, year=2026)],
        ),
        delmaal(2, [tiltak("c", line(0))]),
    ],
    [post(3, line(2_000_000)), post(4, line(315_000, "egenandel"), outside_sum=True)],
)


def table(value: Handlingsplan, *editable: str) -> EntryTable:
    return entry_table(value, financing(value), frozenset(editable))


def kroner(row: EntryRow | None) -> list[int | None]:
    assert row
    return [*(cell.kroner for cell in row.cells), row.total.kroner]


def added(parts: list[list[int | None]]) -> list[int | None]:
    """Add up columns of kroner with a few lines of their own: blank only where all is blank."""
    columns = [[part for part in column if part is not None] for column in zip(*parts, strict=True)]
    return [sum(column) if column else None for column in columns]


def test_rows_in_the_order_of_the_plan_with_the_addresses_of_their_forms():
    found = table(EXAMPLE)
    assert [(group.label, [(row.label, row.kind, row.uid) for row in group.rows]) for group in found.groups] == [
        (
            "Delmål 1: Mål 1",
            [
                ("1.1 Tiltak a", "tiltak", "a"),
                ("1.2 Tiltak b", "tiltak", "b"),
                ("Ikke fordelt på tiltak", "delmaal", "d1"),
            ],
        ),
        ("Delmål 2: Mål 2", [("2.1 Tiltak c", "tiltak", "c"), ("Ikke fordelt på tiltak", "delmaal", "d2")]),
        ("Uten delmål", [("3. Post 3", "post", "p3"), ("4. Post 4", "post", "p4")]),
    ]


def test_amounts_added_up_by_hand():
    found = table(EXAMPLE)
    first, second, posts = found.groups
    # The columns are KDD, egenandel, fylke and the sum of all three. Blank is not zero.
    assert [kroner(row) for row in first.rows] == [
        [500_000, 25_000, None, 525_000],
        [120_000, None, None, 120_000],
        [None, None, 600_000, 600_000],
    ]
    assert kroner(first.sums) == [620_000, 25_000, 600_000, 1_245_000]
    assert [kroner(row) for row in second.rows] == [[0, None, None, 0], [None] * 4]
    assert kroner(second.sums) == [0, None, None, 0]
    assert posts.sums is None
    assert [row.outside_sum for row in posts.rows] == [False, True]
    assert [kroner(row) for row in posts.rows] == [[2_000_000, None, None, 2_000_000], [None, 315_000, None, 315_000]]
    assert kroner(found.foot) == [2_620_000, 25_000, 600_000, 3_245_000]


def test_what_is_not_simply_planned_says_so():
    first, second = table(EXAMPLE).groups[0].rows[:2]
    assert [cell.marks for cell in first.cells] == [(), (Mark("innvilget", "innvilget"),), ()]
    assert second.cells[0].marks == (
        Mark("planlagt", f"100{SPACE}000 planlagt"),
        Mark("sokt", f"20{SPACE}000 søkt"),
    )
    assert second.cells[0].apart == (Mark("fryst", "8 fryst"), Mark("avslatt", "7 avslått"))


def test_a_row_is_edited_by_who_may_write_in_its_delmaal_and_a_post_by_who_may_in_all():
    def editable(*delmaal: str) -> list[list[bool]]:
        return [[row.may_edit for row in group.rows] for group in table(EXAMPLE, *delmaal).groups]

    assert editable() == [[False] * 3, [False] * 2, [False] * 2]
    assert editable("d2") == [[False] * 3, [True] * 2, [False] * 2]
    assert editable("d1", "d2") == [[True] * 3, [True] * 2, [True] * 2]


@any_plan
def test_the_sums_are_those_of_the_rows_in_every_plan(value):
    found = table(value)
    width = len(value.sources) + 1
    inside = []
    for group in found.groups:
        rows = [kroner(row) for row in group.rows if not row.outside_sum]
        inside += rows
        if group.sums:
            assert kroner(group.sums) == added([*rows, [None] * width])
    assert kroner(found.foot) == added([*inside, [None] * width])


@any_plan
def test_every_amount_of_the_year_stands_in_one_row(value):
    rows = [row for group in table(value).groups for row in group.rows]
    lines = [
        *(one for goal in value.delmaal for one in goal.all_lines),
        *(one for some in value.posts for one in some.lines),
    ]
    expected = sum(one.kroner for one in lines if one.year == value.year and counts(one.certainty))
    assert sum(row.total.kroner or 0 for row in rows) == expected
    apart = [one for one in lines if one.year == value.year and not counts(one.certainty)]
    assert sum(len(cell.apart) for row in rows for cell in row.cells) == len(apart)


def test_own_effort_is_told_in_hours_where_the_year_has_a_rate():
    def hours(value: Handlingsplan) -> list[list[int | None]]:
        found = table(value)
        sums = [group.sums for group in found.groups if group.sums]
        rows = [*found.groups[0].rows, *found.groups[-1].rows, *sums, found.foot]
        return [[cell.hours for cell in row.cells] for row in rows]

    assert {hour for row in hours(EXAMPLE) for hour in row} == {None}
    rates = (Rate(year=2024, kroner=9), Rate(year=2025, kroner=500))
    agreement = EXAMPLE.agreement.model_copy(update={"hourly_rates": rates})
    # Egenandel is the second column: 25 000 on a tiltak, 315 000 outside the sum.
    assert hours(EXAMPLE.model_copy(update={"agreement": agreement})) == [
        [None, 50, None],
        [None, None, None],
        [None, None, None],
        [None, None, None],
        [None, 630, None],
        [None, 50, None],
        [None, None, None],
        [None, 50, None],
    ]
