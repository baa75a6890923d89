"""Sums of kroner: what counts, and that blank is not zero."""

from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgets.certainty import Certainty, counts
from budgets.sums import counted, total, uncounted

PARTS = st.lists(st.none() | st.integers(min_value=0, max_value=10**12))


class Amount(NamedTuple):
    kroner: int
    certainty: str


LINES = st.lists(st.builds(Amount, st.integers(min_value=0, max_value=10**12), st.sampled_from(Certainty.values)))


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ([], None),
        ([None], None),
        ([None, None], None),
        ([0], 0),
        ([None, 0], 0),
        ([500_000, None, 100_000, 0], 600_000),
        # Fixed point throughout: as binary fractions this sum would lose its last krone.
        ([9_007_199_254_740_992, 1], 9_007_199_254_740_993),
    ],
)
def test_total(parts, expected):
    assert total(parts) == expected


@pytest.mark.parametrize(
    ("certainty", "expected"),
    [("planlagt", True), ("sokt", True), ("innvilget", True), ("fryst", False), ("avslatt", False)],
)
def test_what_counts(certainty, expected):
    assert counts(certainty) is expected


def test_every_certainty_is_decided_on():
    assert set(Certainty.values) == {"planlagt", "sokt", "innvilget", "fryst", "avslatt"}


def test_counted_leaves_frozen_and_refused_out():
    lines = [
        Amount(100, "planlagt"),
        Amount(20, "sokt"),
        Amount(3, "innvilget"),
        Amount(890_000, "fryst"),
        Amount(7_000, "avslatt"),
    ]
    assert counted(lines) == 123
    assert uncounted(lines) == (Amount(890_000, "fryst"), Amount(7_000, "avslatt"))


def test_nothing_but_frozen_money_is_blank_and_not_zero():
    assert counted([Amount(890_000, "fryst")]) is None
    assert counted([Amount(890_000, "fryst"), Amount(0, "planlagt")]) == 0


@given(PARTS, PARTS)
def test_the_sum_of_parts_is_the_sum_of_the_whole(first, second):
    assert total([total(first), total(second)]) == total(first + second)


@given(PARTS.flatmap(lambda parts: st.tuples(st.just(parts), st.permutations(parts))))
def test_order_changes_no_sum(both):
    parts, shuffled = both
    assert total(parts) == total(shuffled)


@given(PARTS)
def test_a_sum_is_blank_exactly_when_every_part_is(parts):
    assert (total(parts) is None) == all(part is None for part in parts)


@given(LINES)
def test_every_line_either_counts_or_is_shown_uncounted(lines):
    shown = uncounted(lines)
    assert (counted(lines) or 0) + sum(line.kroner for line in shown) == sum(line.kroner for line in lines)
    assert counted(shown) is None


@given(LINES, st.lists(st.builds(Amount, st.integers(min_value=0), st.sampled_from(("fryst", "avslatt")))))
def test_frozen_and_refused_money_moves_no_sum(lines, frozen):
    assert counted(lines + frozen) == counted(lines)
