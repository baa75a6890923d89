"""How sure an amount is stays with that amount: a delmål's own money is not marked for what one of its tiltak has."""

import pytest

from reporting.intake.document.amounts import read_amount
from reporting.intake.document.drafts import Money
from reporting.intake.document.lines import beyond, lines_of, undistributed
from reporting.value import Delmaal, Line
from tests.reporting.example_plan import PLAN
from tests.reporting.intake.test_word_round_trip import read
from tests.reporting.small_plan import delmaal, line, tiltak


def held(lines: tuple[Line, ...]) -> list[tuple[str, int, int, str]]:
    return [(one.source, one.year, one.kroner, one.certainty) for one in lines]


def back(goal: Delmaal) -> Delmaal:
    """The delmål as it is read from the Word document of a plan that has it alone."""
    return read(PLAN.model_copy(update={"delmaal": (goal,)})).plan.delmaal[0]


def money(*printed: str, table: int = 1, year: int = 2025) -> Money:
    return Money("kdd", year, read_amount(printed), f"tabell {table}, rad 2")


@pytest.mark.parametrize(
    ("of_tiltak", "own"),
    [
        (("sokt",), "planlagt"),
        (("sokt", "planlagt"), "innvilget"),
        (("innvilget",), "sokt"),
        (("innvilget", "sokt"), "planlagt"),
        # That both are applied for is told by the row of what is not spread on tiltak.
        (("sokt",), "sokt"),
    ],
)
def test_each_amount_of_our_own_document_keeps_how_sure_it_is(of_tiltak, own):
    some = [
        tiltak(f"t{n}", line(100_000 * n, certainty=word), number=n, title=f"Bygge bru {n}")
        for n, word in enumerate(of_tiltak, start=1)
    ]
    goal = back(delmaal(1, some, [line(50_000, certainty=own), line(70_000, "egenandel", certainty="innvilget")]))
    assert [held(one.lines) for one in goal.tiltak] == [held(one.lines) for one in some]
    assert held(goal.lines) == [("kdd", 2025, 50_000, own), ("egenandel", 2025, 70_000, "innvilget")]


@pytest.mark.parametrize("own", [10_000, 300_000])
def test_what_a_delmaal_has_itself_is_not_less_what_its_tiltak_have(own):
    goal = back(delmaal(1, [tiltak("a", line(200_000), title="Bygge bru")], [line(own)]))
    assert held(goal.lines) == [("kdd", 2025, own, "planlagt")]


def test_money_that_is_frozen_at_a_tiltak_is_not_the_delmaals_too():
    some = [
        tiltak("a", line(100_000), line(30_000, certainty="fryst"), title="Bygge bru"),
        tiltak("b", line(20_000, certainty="fryst"), number=2, title="Bygge vei"),
    ]
    goal = back(delmaal(1, some))
    assert [held(one.lines) for one in goal.tiltak] == [held(one.lines) for one in some]
    assert goal.lines == ()


@pytest.mark.parametrize(
    ("row", "left"),
    [
        (("500 000", "søkt"), [(200_000, "planlagt")]),
        (("500 000", "innvilget", "søkt"), [(200_000, "innvilget")]),
        (("500 000", "innvilget"), [(200_000, "innvilget")]),
        (("500 000", "70 000 fryst", "søkt"), [(200_000, "planlagt"), (20_000, "fryst")]),
        (("300 000", "søkt"), []),
        (("200 000",), []),
    ],
)
def test_a_row_is_marked_for_what_stands_at_no_tiltak(row, left):
    spread = [line(300_000, certainty="sokt"), line(50_000, certainty="fryst"), line(9, year=2026, certainty="avslatt")]
    assert [(one.kroner, one.certainty) for one in lines_of([beyond(money(*row), spread)])] == left


def test_an_amount_in_two_tables_is_one_however_sure_each_says_it_is():
    both = [money("500 000"), money("500 000", "søkt", table=2), money("600 000", year=2026)]
    assert held(tuple(lines_of(both))) == [("kdd", 2025, 500_000, "sokt"), ("kdd", 2026, 600_000, "planlagt")]
    first = [money("500 000"), money("400 000", "søkt", "30 000 fryst", table=2), money("9 fryst", table=3)]
    assert held(tuple(lines_of(first))) == [("kdd", 2025, 500_000, "planlagt"), ("kdd", 2025, 30_000, "fryst")]


@pytest.mark.parametrize(("first", "own"), [("200 000", []), ("250 000", [50_000]), ("150 000", [])])
def test_the_first_table_holds_whatever_tiltak_have_of_it(first, own):
    rows = [money(first), money("900 000", table=2)]
    assert [one.kroner for one in undistributed(rows, [tiltak("a", line(200_000))])] == own
