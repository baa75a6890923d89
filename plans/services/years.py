"""Which years of an agreement are in use, and by what.

Apps above this one add what they know in their `AppConfig.ready`, so that an agreement cannot be shortened away from
under a frame or a forecast without this app knowing what those are.
"""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from plans.models import Agreement


class YearUse(NamedTuple):
    """A year and what uses it, in the words of a sentence: «handlingsplanen for 2025»."""

    year: int
    what: str


Finder = Callable[[Agreement], Iterable[YearUse]]


def _plans(agreement: Agreement) -> Iterable[YearUse]:
    """Yield the years that have a plan."""
    for year in agreement.plans.order_by("year").values_list("year", flat=True):
        yield YearUse(year, f"handlingsplanen for {year}")


_finders: dict[str, Finder] = {"plans": _plans}


def register(name: str, find: Finder) -> None:
    """Add something that uses years of agreements, under a name; registering again replaces."""
    _finders[name] = find


def registered() -> frozenset[str]:
    """Return the names of all that is asked."""
    return frozenset(_finders)


def uses_outside(agreement: Agreement, years: range) -> list[YearUse]:
    """Return what uses a year of the agreement that is not among `years`, by year."""
    found = [use for find in _finders.values() for use in find(agreement)]
    return sorted({use for use in found if use.year not in years})
