"""Kroner of a comparison are the plans' own: the older plan with the differences gives the newer one's tables."""

from collections import Counter, defaultdict
from collections.abc import Iterator

from hypothesis import given, settings

from budgets.sums import counted
from reporting import tables
from reporting.compare import compare
from reporting.compare.plans import origins
from reporting.table import Table
from reporting.value import Handlingsplan, Line
from tests.reporting.compare.pairs import pairs

#: Kroner by source and year, of one row.
Kroner = Counter[tuple[str, int]]


def rows(plan: Handlingsplan) -> Iterator[tuple[str, tuple[Line, ...]]]:
    """Every row that holds amounts: tiltak, what a delmål has besides, posts."""
    for goal in plan.delmaal:
        yield goal.uid, goal.lines
        for tiltak in goal.tiltak:
            yield tiltak.uid, tiltak.lines
    for post in plan.posts:
        yield post.uid, post.lines


def kroner(lines: tuple[Line, ...]) -> Kroner:
    places = {(line.source, line.year) for line in lines}
    return Counter(
        {
            (source, year): counted([line for line in lines if (line.source, line.year) == (source, year)]) or 0
            for source, year in places
        }
    )


def carried_over(old: Handlingsplan, new: Handlingsplan) -> dict[str, Kroner]:
    """The older plan's amounts with every difference added, under the newer plan's names and years."""
    later = {before: after for after, before in origins(old, new).items()}
    found: dict[str, Kroner] = defaultdict(Counter)
    for uid, lines in rows(old):
        for (source, year), amount in kroner(lines).items():
            if year == old.year or year > max(old.year, new.year):
                place = (source, new.year if year == old.year else year)
                found[later.get(uid, uid)][place] += amount
    for part in compare(old, new).parts:
        for one in part.amounts:
            found[part.name.uid][(one.source, one.after_year)] += one.difference
    return found


def stated(table: Table, key: str) -> dict[str, int]:
    """What a table of the plan says in a column, by the uid of its row."""
    place = table.column(key)
    return {row.uid: row.cells[place].kroner or 0 for row in table.rows if row.uid}


@settings(max_examples=60, deadline=None)
@given(pairs())
def test_the_older_plan_and_the_differences_give_the_newer_plan_s_own_tables(pair):
    old, new = pair
    found = carried_over(old, new)
    state, here = new.state_sources, {uid for uid, _ in rows(new)}
    sources = [source.key for source in new.sources]
    assert [uid for uid, amounts in found.items() if uid not in here and any(amounts.values())] == []
    overview, financing, years = tables.overview(new), tables.financing(new), tables.agreement_years(new)
    per_tiltak = stated(overview, "kroner")
    for goal in new.delmaal:
        for tiltak in goal.tiltak:
            assert per_tiltak[tiltak.uid] == sum(found[tiltak.uid][(key, new.year)] for key in state)
    members = {goal.uid: [goal.uid, *(one.uid for one in goal.tiltak)] for goal in new.delmaal}
    members |= {post.uid: [post.uid] for post in new.posts}
    outside = {post.uid for post in new.posts if post.outside_sum}
    for uid, rows_of in members.items():
        for key in sources:
            assert stated(financing, key)[uid] == sum(found[one][(key, new.year)] for one in rows_of)
        for year in range(max(old.year, new.year) + 1, new.agreement.last_year + 1):
            shown = sources if uid in outside else state
            assert stated(years, str(year))[uid] == sum(found[one][(key, year)] for one in rows_of for key in shown)
