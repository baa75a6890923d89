"""The plan's amounts as CSV, one line each, for those who count in programs of their own."""

from collections.abc import Iterator

from budgets.certainty import counts
from plans.csv_text import csv_text
from reporting.formats.xlsx_text import clean
from reporting.value import Handlingsplan, Line, Standing
from reporting.words import certainty_word

HEAD = (
    "pilot",
    "plan",
    "rad",
    "delmål",
    "tiltak",
    "navn",
    "uid",
    "kilde",
    "kildens navn",
    "bygdevekstmidler",
    "år",
    "kroner",
    "sikkerhet",
    "regnet med",
    "delt med",
    "merknad",
)


def write(plan: Handlingsplan, standing: Standing) -> bytes:
    """Return every entered amount with its row and its source, as UTF-8 with the mark and semicolons Excel wants.

    `regnet med` tells whether sums take the amount in: its certainty counts and its row is not outside them. The
    standing says nothing of amounts, and is taken so that all formats are asked alike.
    """
    return csv_text([HEAD, *([clean(cell) for cell in row] for row in _rows(plan))]).encode()


def _rows(plan: Handlingsplan) -> Iterator[tuple[str, ...]]:
    """Yield a row for each amount, in the order of the plan."""
    for goal in plan.delmaal:
        for tiltak in goal.tiltak:
            where = ("tiltak", str(goal.number), f"{goal.number}.{tiltak.number}", tiltak.title, tiltak.uid)
            yield from _lines(plan, where, tiltak.lines)
        yield from _lines(plan, ("delmål", str(goal.number), "", goal.title, goal.uid), goal.lines)
    for post in plan.posts:
        where = ("post", str(post.number), "", post.name, post.uid)
        yield from _lines(plan, where, post.lines, outside=post.outside_sum)


def _lines(
    plan: Handlingsplan, where: tuple[str, ...], lines: tuple[Line, ...], *, outside: bool = False
) -> Iterator[tuple[str, ...]]:
    """Yield the amounts of one row of the budget."""
    names = {source.key: source.name for source in plan.sources}
    for line in lines:
        yield (
            plan.pilot,
            str(plan.year),
            *where,
            line.source,
            names.get(line.source, ""),
            _yes(line.source in plan.state_sources),
            str(line.year),
            str(line.kroner),
            certainty_word(line.certainty, plan.language),
            _yes(counts(line.certainty) and not outside),
            line.shared_with,
            line.note,
        )


def _yes(is_so: bool) -> str:
    return "ja" if is_so else "nei"
