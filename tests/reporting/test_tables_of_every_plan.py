"""What is true of sections 3, 6 and 7 whatever the plan: parts and wholes, what counts, and blank against zero."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from budgets.certainty import counts
from reporting.table import Table
from reporting.tables import financing, money_tables, shown_years
from reporting.value import Delmaal, Handlingsplan, Line
from tests.reporting.random_plans import any_plan, plans
from tests.reporting.table_cells import column_of, figures, row_kinds


def counted_sum(lines: list[Line]) -> int | None:
    """Add up the lines that count, in the test's own words."""
    found = [one.kroner for one in lines if counts(one.certainty)]
    return sum(found) if found else None


@any_plan
def test_a_sum_row_is_the_sum_of_its_parts(any_one):
    for table in money_tables(any_one):
        for row in table.rows:
            for place, column in enumerate(table.columns):
                if row.kind in ("sum", "total") and column.kind == "kroner":
                    parts = [table.rows[index].cells[place].kroner for index in row.sum_of]
                    known = [part for part in parts if part is not None]
                    assert row.cells[place].kroner == (sum(known) if known else None)


@any_plan
def test_a_total_column_is_the_sum_of_its_columns_in_every_row_sums_included(any_one):
    for table in money_tables(any_one):
        for place, column in enumerate(table.columns):
            for row in table.rows:
                if column.total_of and row.kind != "group":
                    parts = [row.cells[table.column(key)].kroner for key in column.total_of]
                    known = [part for part in parts if part is not None]
                    assert row.cells[place].kroner == (sum(known) if known else None)


@any_plan
def test_the_totals_are_the_lines_added_up_straight_from_the_plan(any_one):
    inside = [owner for owner in any_one.posts if not owner.outside_sum]
    goal_lines = [one for goal in any_one.delmaal for one in goal.all_lines]
    all_lines = goal_lines + [one for owner in inside for one in owner.lines]
    this_year = [one for one in all_lines if one.year == any_one.year]
    state = any_one.state_sources
    history = [figure.kroner for owner in (*any_one.delmaal, *inside) for figure in owner.earlier]
    section_3, section_6, section_7 = (table.rows[-1].cells[2].kroner for table in money_tables(any_one))
    assert section_3 == counted_sum([one for one in goal_lines if one.source in state and one.year == any_one.year])
    assert section_7 == counted_sum(this_year)
    entered = counted_sum([one for one in all_lines if one.source in state])
    assert section_6 == (None if entered is None and not history else (entered or 0) + sum(history))


@any_plan
def test_every_item_is_in_one_sum_and_rows_outside_in_none(any_one):
    for table in money_tables(any_one):
        summed = [index for row in table.rows for index in row.sum_of]
        assert len(summed) == len(set(summed))
        kinds = row_kinds(table)
        assert set(summed) == {index for index, kind in enumerate(kinds) if kind in ("item", "sum")}
        assert all(index < at for at, row in enumerate(table.rows) for index in row.sum_of)


@any_plan
def test_rows_outside_the_sum_move_no_figure_of_other_rows(any_one):
    without = any_one.model_copy(update={"posts": tuple(one for one in any_one.posts if not one.outside_sum)})
    years = set(shown_years(any_one)) - set(shown_years(without))
    for table, other in zip(money_tables(any_one), money_tables(without), strict=True):
        kept = [place for place, column in enumerate(table.columns) if column.key not in {str(year) for year in years}]
        rows = [row for row in table.rows if row.kind != "outside"]
        expected = [[cell.kroner for cell in row.cells] for row in other.rows]
        assert [[row.cells[place].kroner for place in kept] for row in rows] == expected


@any_plan
def test_the_three_sections_agree_on_this_year_s_state_money_of_a_delmaal(any_one):
    section_3, section_6, section_7 = money_tables(any_one)
    per_goal: dict[str, int | None] = {}
    goal = ""
    for row in section_3.rows:
        if row.kind == "group":
            goal = row.uid
        elif row.kind == "sum":
            per_goal[goal] = row.cells[section_3.column("kroner")].kroner
    year = column_of(section_6, str(any_one.year))
    state = [column_of(section_7, source.key) for source in any_one.sources if source.kind == "stat"]
    for delmaal_value in any_one.delmaal:
        uid = delmaal_value.uid
        amounts = [column[uid].kroner for column in state]
        known = [amount for amount in amounts if amount is not None]
        assert per_goal[uid] == year[uid].kroner == (sum(known) if known else None)


@any_plan
def test_frozen_and_refused_money_is_shown_and_in_no_figure(any_one):
    def without(owner):
        update = {"lines": tuple(one for one in owner.lines if counts(one.certainty))}
        if isinstance(owner, Delmaal):
            update["tiltak"] = tuple(without(one) for one in owner.tiltak)
        return owner.model_copy(update=update)

    counted_only = any_one.model_copy(
        update={
            "delmaal": tuple(without(one) for one in any_one.delmaal),
            "posts": tuple(without(one) for one in any_one.posts),
        }
    )
    for table, other in zip(money_tables(any_one), money_tables(counted_only), strict=True):
        # A delmål whose only undistributed money is frozen has a row in section 3 that the other plan has not.
        kept = [row for row in figures(table) if table.key != "seksjon-3"]
        assert kept == [row for row in figures(other) if other.key != "seksjon-3"]
        assert figures(table)[-1] == figures(other)[-1]
        assert not [cell for row in other.rows for cell in row.cells if cell.uncounted]
    shown = [part for row in financing(any_one).rows for cell in row.cells for part in cell.uncounted]
    owners = (
        *(one for goal in any_one.delmaal for one in goal.all_lines),
        *(x for p in any_one.posts for x in p.lines),
    )
    frozen = [one for one in owners if one.year == any_one.year and not counts(one.certainty)]
    assert sorted((part.kroner, part.certainty) for part in shown) == sorted(
        (one.kroner, one.certainty) for one in frozen
    )


@any_plan
def test_a_cell_is_blank_exactly_when_nothing_that_counts_is_entered(any_one):
    table = financing(any_one)
    for owner in (*any_one.delmaal, *any_one.posts):
        lines = owner.all_lines if isinstance(owner, Delmaal) else owner.lines
        for source in any_one.sources:
            entered = [one for one in lines if one.source == source.key and one.year == any_one.year]
            assert column_of(table, source.key)[owner.uid].kroner == counted_sum(entered)


@settings(max_examples=50, deadline=None)
@given(plans(), st.randoms(use_true_random=False))
def test_the_order_of_lines_changes_nothing(any_one: Handlingsplan, shuffler: random.Random):
    def shuffled(owner):
        update = {"lines": tuple(shuffler.sample(owner.lines, len(owner.lines)))}
        if isinstance(owner, Delmaal):
            update["tiltak"] = tuple(shuffled(one) for one in owner.tiltak)
        return owner.model_copy(update=update)

    def contents(table: Table) -> list[object]:
        # Footnotes are numbered in the order they come, so it is their words that must be the same.
        return [
            (
                row.kind,
                row.sum_of,
                cell.text,
                cell.kroner,
                cell.marks,
                sorted((part.kroner, part.certainty) for part in cell.uncounted),
                {table.footnotes[number - 1] for number in cell.notes},
            )
            for row in table.rows
            for cell in row.cells
        ]

    other = any_one.model_copy(
        update={
            "delmaal": tuple(shuffled(one) for one in any_one.delmaal),
            "posts": tuple(shuffled(one) for one in any_one.posts),
        }
    )
    for table, again in zip(money_tables(any_one), money_tables(other), strict=True):
        assert contents(table) == contents(again)


@any_plan
def test_every_footnote_is_referred_to_or_tells_of_a_delmaal(any_one):
    for table in money_tables(any_one):
        referred = {number for row in table.rows for cell in row.cells for number in cell.notes}
        told = {number for number, text in enumerate(table.footnotes, start=1) if text.startswith("Delmål ")}
        assert referred | told == set(range(1, len(table.footnotes) + 1))
