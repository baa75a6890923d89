"""The frame of a year: promised, moved, used and left."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgets.frames import FrameUse, Part, Promise, frame_uses
from reporting import page
from reporting.tables import financing
from tests.reporting.small_plan import delmaal, line, plan, post


def used(*amounts: int, outside: int = 0) -> dict[str, int | None]:
    """Return what a plan uses that has these amounts of state money, and some outside the sum."""
    goals = [delmaal(number, (), [line(amount)]) for number, amount in enumerate(amounts, 1)]
    return page.used(financing(plan(goals, [post(9, line(outside), outside_sum=True)] if outside else ())))


def promise(kroner: int, year: int = 2025, certainty: str = "innvilget", **more) -> Promise:
    return Promise("kdd", "KDD", year, kroner, certainty, **more)


def only(found: tuple[FrameUse, ...]) -> FrameUse:
    assert len(found) == 1
    return found[0]


def test_what_is_left_is_what_is_promised_less_what_the_plan_uses():
    frame = only(
        frame_uses([promise(2_000_000), promise(12_000_000, certainty="planlagt")], 2025, used(500_000, 250_000))
    )
    assert (frame.source_name, frame.available, frame.used, frame.left) == ("KDD", 14_000_000, 750_000, 13_250_000)
    assert (frame.moved_in, frame.moved_out, frame.exceeded) == (None, None, 0)


def test_money_is_counted_in_the_year_it_was_moved_to():
    promises = [
        promise(1_000_000, 2024, moved_to=2025, reference="Brev 12"),
        promise(5_000_000),
        promise(700_000, moved_to=2026),
        promise(9, 2026),
    ]
    frame = only(frame_uses(promises, 2025, used(400_000)))
    assert (frame.available, frame.moved_in, frame.moved_out, frame.left) == (6_000_000, 1_000_000, 700_000, 5_600_000)
    assert frame.parts == (
        Part(1_000_000, "innvilget", "innvilget", "Brev 12, overført fra 2024"),
        Part(5_000_000, "innvilget", "innvilget", ""),
        Part(700_000, "innvilget", "innvilget", "overført til 2026"),
    )
    assert only(frame_uses(promises, 2024, used())).available == 0
    assert only(frame_uses(promises, 2026, used())).available == 700_009


@pytest.mark.parametrize("certainty", ["fryst", "avslatt"])
def test_what_is_frozen_or_refused_is_in_no_frame(certainty):
    frame = only(frame_uses([promise(100), promise(40, certainty=certainty)], 2025, used()))
    assert (frame.available, len(frame.parts)) == (100, 2)


def test_a_plan_may_use_more_than_there_is():
    frame = only(frame_uses([promise(100)], 2025, used(90, 30)))
    assert (frame.left, frame.exceeded) == (-20, 20)


def test_a_post_outside_the_sum_takes_nothing_of_the_frame():
    assert only(frame_uses([promise(100)], 2025, used(10, outside=50))).left == 90


def test_years_and_sources_without_a_promise_have_no_frame():
    assert frame_uses([promise(100, 2024), promise(100, 2026)], 2025, used(10)) == ()
    own = Promise("egenandel", "Kommunal egenandel", 2025, 30, "planlagt")
    assert [(one.source_name, one.left) for one in frame_uses([promise(100), own], 2025, used(10))] == [
        ("KDD", 90),
        ("Kommunal egenandel", 30),
    ]


@given(
    st.lists(
        st.tuples(
            st.integers(0, 10**9),
            st.sampled_from((2024, 2025, 2026)),
            st.sampled_from(("planlagt", "sokt", "innvilget", "fryst", "avslatt")),
            st.sampled_from((None, 2027)),
        ),
        max_size=6,
    )
)
def test_nothing_is_lost_between_the_years(made):
    promises = [promise(kroner, year, certainty, moved_to=moved) for kroner, year, certainty, moved in made]
    frames = [frame for year in (2024, 2025, 2026, 2027) for frame in frame_uses(promises, year, used())]
    counted = [kroner for kroner, _, certainty, _ in made if certainty not in ("fryst", "avslatt")]
    assert sum(frame.available for frame in frames) == sum(counted)
