"""Rows that stand in an order people decide."""

from typing import NamedTuple


class Numbered(NamedTuple):
    """Which column holds a row's place, counted from 1, and which columns say among whom (none: among all).

    A model says so in its attribute `numbered`; `plans.services.ordering` reads it, so that moving, removing and
    restoring number every kind of row alike.
    """

    column: str
    within: tuple[str, ...]
