"""Own effort in hours."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgets.hours import hours


@pytest.mark.parametrize(
    ("kroner", "rate", "expected"),
    [
        (705_000, 500, 1_410),
        (0, 500, 0),
        (249, 500, 0),
        (250, 500, 1),
        (1_000, 300, 3),
        (None, 500, None),
        (5, None, None),
    ],
)
def test_kroner_become_whole_hours(kroner, rate, expected):
    assert hours(kroner, rate) == expected


@given(st.integers(0, 10**12), st.integers(1, 5_000))
def test_hours_are_never_more_than_half_an_hour_off(kroner, rate):
    found = hours(kroner, rate)
    assert found is not None
    assert abs(2 * (found * rate - kroner)) <= rate
