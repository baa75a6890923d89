"""Printed amounts as the lines of a part, each amount once however many tables print it. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from budgets.certainty import counts
from reporting.intake.document.drafts import Money
from reporting.value import Line, Tiltak


def settled(found: Iterable[Money]) -> Iterator[Money]:
    """Yield amounts by year, each place once: of two tables that say the same place the first holds.

    Where only one of two tables that print the same amount says how sure it is, that is how sure it is.
    """
    every = sorted(found, key=lambda one: one.year)
    sure = {_printed(money): money.amount for money in every if money.amount.certainty != "planlagt"}
    seen: set[tuple[str, int, str]] = set()
    for money in every:
        amount, place = sure.get(_printed(money), money.amount), (money.source, money.year)
        # However sure it is: what counts of a place is one amount.
        kroner = None if (*place, "") in seen else money.amount.kroner
        apart = _by_certainty(money.amount.others)
        others = tuple((some, word) for word, some in apart.items() if (*place, word) not in seen)
        seen |= {(*place, word) for word in (*apart, *([""] if money.amount.kroner is not None else []))}
        yield money._replace(amount=amount._replace(kroner=kroner, others=others))


def lines_of(found: Iterable[Money]) -> Iterator[Line]:
    """Yield amounts as lines: what counts of each place, then what does not."""
    for money in settled(found):
        amount = money.amount
        counted = [] if amount.kroner is None else [(amount.kroner, amount.certainty)]
        for kroner, certainty in (*counted, *amount.others):
            yield Line(source=money.source, year=money.year, kroner=kroner, certainty=certainty)


def undistributed(found: Iterable[Money], tiltak: Iterable[Tiltak]) -> Iterator[Line]:
    """Yield a delmål's own lines: what a table prints apart from its tiltak, else what its rows hold beyond them."""
    every = list(found)
    apart = [money for money in every if money.apart]
    told = {(money.source, money.year) for money in apart}
    rows = settled(money for money in every if (money.source, money.year) not in told)
    spread = [line for one in tiltak for line in one.lines]
    yield from lines_of([*apart, *(beyond(money, spread) for money in rows)])


def beyond(money: Money, spread: Iterable[Line]) -> Money:
    """Return what a delmål's row holds beyond the lines of its tiltak.

    A row that adds up several amounts is marked for each of them. A mark that stands at a tiltak is about that
    amount; only one that stands at none of them is about what is left.
    """
    here = [line for line in spread if (line.source, line.year) == (money.source, money.year)]
    amount = money.amount
    apart = _by_certainty(amount.others)
    for line in here:
        if line.certainty in apart:
            apart[line.certainty] -= line.kroner
    amount = amount._replace(others=tuple((kroner, word) for word, kroner in apart.items() if kroner > 0))
    counted = sum(line.kroner for line in here if counts(line.certainty))
    if counted and amount.kroner is not None:
        left = amount.kroner - counted
        own = [word for word in amount.named if word not in {line.certainty for line in here}]
        amount = amount._replace(kroner=left if left > 0 else None, certainty=own[-1] if own else "planlagt")
    return money._replace(amount=amount)


def _printed(money: Money) -> tuple[str, int, int | None]:
    return money.source, money.year, money.amount.kroner


def _by_certainty(others: Iterable[tuple[int, str]]) -> dict[str, int]:
    """Return what does not count: all that is as little sure together, as a plan has it."""
    found: dict[str, int] = defaultdict(int)
    for kroner, certainty in others:
        found[certainty] += kroner
    return dict(found)
