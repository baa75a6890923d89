"""What is true of every comparison, whichever the plans."""

import random
from collections.abc import Iterable

from hypothesis import given, settings
from hypothesis import strategies as st

from reporting import tables
from reporting.compare import AmountDifference, Comparison, FieldDifference, Part, compare, comparison_tables
from reporting.table import Table
from reporting.value import Delmaal, Handlingsplan, Line, Link, Post
from tests.reporting.compare.pairs import later, pairs
from tests.reporting.random_plans import any_plan

FEW = settings(max_examples=40, deadline=None)


def any_pair(test):
    """Run a test on many pairs of plans."""
    return FEW(given(pairs())(test))


@any_plan
def test_a_plan_against_itself_is_nothing(plan: Handlingsplan):
    assert compare(plan, plan).is_empty
    for table in comparison_tables(plan, plan):
        for row in table.rows:
            for column, cell in zip(table.columns, row.cells, strict=True):
                if column.key.endswith(("difference", "moved")):
                    assert not cell.kroner


def swapped(comparison: Comparison) -> Comparison:
    """The comparison with before and after changed places, in the test's own words."""
    parts = [
        Part(
            kind=part.kind,
            before=part.after,
            after=part.before,
            fields=tuple(
                FieldDifference(key=one.key, label=one.label, before=one.after, after=one.before) for one in part.fields
            ),
            amounts=tuple(
                AmountDifference(
                    source=one.source,
                    before_year=one.after_year,
                    after_year=one.before_year,
                    before=one.after,
                    after=one.before,
                )
                for one in part.amounts
            ),
        )
        for part in comparison.parts
    ]
    links = [
        Link(earlier_year=one.earlier_year, earlier_uid=one.later_uid, later_uid=one.earlier_uid, kind=one.kind)
        for one in comparison.links
    ]
    return Comparison(
        before_year=comparison.after_year, after_year=comparison.before_year, parts=tuple(parts), links=tuple(links)
    )


def in_order(comparison: Comparison) -> Comparison:
    """The same parts, fields and amounts in an order that does not tell which plan is the newer."""
    parts = [
        part.model_copy(
            update={
                "fields": tuple(sorted(part.fields, key=str)),
                "amounts": tuple(sorted(part.amounts, key=str)),
            }
        )
        for part in comparison.parts
    ]
    return comparison.model_copy(update={"parts": tuple(sorted(parts, key=str))})


@any_pair
def test_the_other_way_round_is_the_mirror_image(pair):
    old, new = pair
    assert in_order(swapped(compare(old, new))) == in_order(compare(new, old))


@FEW
@given(pairs(), st.randoms(use_true_random=False))
def test_the_order_of_typing_changes_nothing(pair, chance: random.Random):
    old, new = pair
    assert compare(shuffled(old, chance), shuffled(new, chance)) == compare(old, new)
    assert comparison_tables(shuffled(old, chance), shuffled(new, chance)) == comparison_tables(old, new)


def shuffled(plan: Handlingsplan, chance: random.Random) -> Handlingsplan:
    """The plan with every row's amounts in another order, and its answers too."""

    def lines(found: tuple[Line, ...]) -> tuple[Line, ...]:
        return tuple(chance.sample(found, len(found)))

    goals = [
        goal.model_copy(
            update={
                "lines": lines(goal.lines),
                "tiltak": tuple(one.model_copy(update={"lines": lines(one.lines)}) for one in goal.tiltak),
            }
        )
        for goal in plan.delmaal
    ]
    posts = [post.model_copy(update={"lines": lines(post.lines)}) for post in plan.posts]
    return plan.model_copy(update={"delmaal": tuple(goals), "posts": tuple(posts)})


def total_of(table: Table, key: str = "total") -> int:
    """What the table's own total row says."""
    row = next(row for row in table.rows if row.kind == "total")
    return row.cells[table.column(key)].kroner or 0


def owners(plan: Handlingsplan) -> tuple[Delmaal | Post, ...]:
    return (*plan.delmaal, *plan.posts)


def outside(plan: Handlingsplan) -> set[str]:
    return {post.uid for post in plan.posts if post.outside_sum}


@any_pair
def test_the_rows_differences_add_up_to_the_difference_of_the_totals(pair):
    old, new = pair
    before, after = outside(old), outside(new)
    added_up = 0
    for part in compare(old, new).parts:
        for one in part.amounts:
            if (one.before_year, one.after_year) == (old.year, new.year):
                added_up += 0 if part.name.uid in after else one.kroner_after or 0
                added_up -= 0 if part.name.uid in before else one.kroner_before or 0
    # A post that changed sides with the same amount is no difference of its row.
    for uid in before ^ after:
        if not any(part.name.uid == uid and part.amounts for part in compare(old, new).parts):
            kept = [line for post in new.posts if post.uid == uid for line in post.lines if line.year == new.year]
            counted = sum(line.kroner for line in kept if line.certainty in ("planlagt", "sokt", "innvilget"))
            added_up += counted if uid in before else -counted
    assert added_up == total_of(tables.financing(new)) - total_of(tables.financing(old))


@any_pair
def test_the_tables_totals_are_the_plans_own(pair):
    old, new = pair
    sources, goals, years = comparison_tables(old, new)
    before, after = tables.financing(old), tables.financing(new)
    assert (total_of(sources, "before"), total_of(sources, "after")) == (total_of(before), total_of(after))
    assert (total_of(goals, "all-before"), total_of(goals, "all-after")) == (total_of(before), total_of(after))
    for plan, table, part in ((old, before, "before"), (new, after, "after")):
        state = [source.key for source in plan.sources if source.kind == "stat"]
        assert total_of(goals, f"state-{part}") == sum(total_of(table, key) for key in state)
    for column in years.columns:
        if column.key.endswith("-now"):
            assert total_of(years, column.key) == total_of(tables.agreement_years(new), column.group)


@any_pair
def test_in_every_table_a_difference_is_after_less_before_and_a_sum_is_that_of_its_rows(pair):
    old, new = pair
    for table in comparison_tables(old, new):
        for row in table.rows:
            figures = [
                cell.kroner for column, cell in zip(table.columns, row.cells, strict=True) if column.kind == "kroner"
            ]
            for was, now, difference in _triples(figures):
                assert difference == (None if was is None and now is None else (now or 0) - (was or 0))
            for place, column in enumerate(table.columns):
                if row.sum_of and column.kind == "kroner":
                    parts = [table.rows[index].cells[place].kroner or 0 for index in row.sum_of]
                    assert (row.cells[place].kroner or 0) == sum(parts)


def _triples(figures: list[int | None]) -> Iterable[tuple[int | None, int | None, int | None]]:
    """The figures three by three; what has moved stands after them."""
    whole = figures[: len(figures) // 3 * 3]
    return zip(whole[::3], whole[1::3], whole[2::3], strict=True)


@any_pair
def test_what_was_moved_was_lost_somewhere_and_gained_elsewhere(pair):
    old, new = pair
    table = comparison_tables(old, new)[0]
    changes = [one for part in compare(old, new).parts for one in part.amounts]
    for row in table.rows:
        moved = row.cells[table.column("moved")].kroner
        if moved and row.kind == "item":
            assert moved > 0
            assert any(one.difference > 0 for one in changes)
            assert any(one.difference < 0 for one in changes)


@any_plan
def test_the_same_plan_a_year_later_differs_in_nothing_but_the_years(plan: Handlingsplan):
    comparison = compare(plan, later(plan, 1))
    own = [one for part in comparison.parts for one in part.amounts if one.before_year == plan.year]
    assert own == []
    assert {field.key for part in comparison.parts for field in part.fields} <= {"period"}
