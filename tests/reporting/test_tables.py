"""Sections 3, 6 and 7: examples added up by hand, and what is true of the tables of every plan."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from budgets.certainty import counts
from reporting.table import Cell, Table
from reporting.tables import NOT_SPREAD, agreement_years, financing, money_tables, overview, shown_years, tiltak_of
from reporting.value import Delmaal, Handlingsplan, Line, Party, YearFigure
from tests.reporting.random_plans import any_plan, plans
from tests.reporting.small_plan import delmaal, line, plan, post, tiltak

EXAMPLE = plan(
    [
        delmaal(
            1,
            [
                tiltak("a", line(500_000)),
                tiltak("b", line(100_000), line(20_000, certainty="sokt"), line(7, certainty="avslatt"), number=2),
                tiltak("c", number=3),
            ],
            [line(80_000, year=2026), line(705_000, "egenandel"), line(600_000, "fylke", certainty="innvilget")],
            earlier=(YearFigure(year=2024, kroner=350_000),),
        ),
        delmaal(2, [tiltak("d", line(0))], [line(40_000), line(890_000, "fylke", certainty="fryst")]),
        delmaal(3),
    ],
    [
        post(4, line(2_000_000), line(2_000_000, year=2026), line(1_500_000, year=2027)),
        post(5, line(315_000, "egenandel"), line(87_000, "egenandel", year=2027), outside_sum=True),
    ],
)


def figures(table: Table) -> list[list[int | None]]:
    """Return the kroner of every row but the heads of groups."""
    places = [place for place, column in enumerate(table.columns) if column.kind == "kroner"]
    return [[row.cells[place].kroner for place in places] for row in table.rows if row.kind != "group"]


def row_kinds(table: Table) -> list[str]:
    return [row.kind for row in table.rows]


def column_of(table: Table, key: str) -> dict[str, Cell]:
    """Return a column's cells by the uid of their row."""
    return {row.uid: row.cells[table.column(key)] for row in table.rows if row.uid and row.kind != "group"}


# By hand


def test_section_3_added_up_by_hand():
    table = overview(EXAMPLE)
    assert [[cell.text for cell in row.cells[:2]] for row in table.rows] == [
        ["", "Delmål 1: Delmål nummer 1"],
        ["1", "Tiltak a"],
        ["2", "Tiltak b"],
        ["3", "Tiltak c"],
        ["", "Til sammen"],
        ["", "Delmål 2: Delmål nummer 2"],
        ["1", "Tiltak d"],
        ["", NOT_SPREAD],
        ["", "Til sammen"],
        ["", "Delmål 3: Delmål nummer 3"],
        ["", "Til sammen"],
        ["", "Total bruk av bygdevekstmidler i 2025"],
    ]
    assert figures(table) == [[500_000], [120_000], [None], [620_000], [0], [40_000], [40_000], [None], [660_000]]


def test_section_6_added_up_by_hand():
    table = agreement_years(EXAMPLE)
    assert [column.heading for column in table.columns] == [
        *("Nr.", "Delmål", "Totalbudsjett"),
        *("2024", "2025", "2026", "2027"),
    ]
    assert row_kinds(table) == ["item", "item", "item", "item", "outside", "total"]
    assert figures(table) == [
        [1_050_000, 350_000, 620_000, 80_000, None],
        [40_000, None, 40_000, None, None],
        [None, None, None, None, None],
        [5_500_000, None, 2_000_000, 2_000_000, 1_500_000],
        # A post outside the sum shows its whole amount, although none of it is state money.
        [402_000, None, 315_000, None, 87_000],
        [6_590_000, 350_000, 2_660_000, 2_080_000, 1_500_000],
    ]


def test_section_7_added_up_by_hand():
    table = financing(EXAMPLE)
    assert [column.heading for column in table.columns][2:] == [
        *("Totalbudsjett", "KDD", "Kommunal egenandel", "Fylkeskommunen"),
    ]
    assert figures(table) == [
        [1_925_000, 620_000, 705_000, 600_000],
        [40_000, 40_000, None, None],
        [None, None, None, None],
        [2_000_000, 2_000_000, None, None],
        [315_000, None, 315_000, None],
        [3_965_000, 2_660_000, 705_000, 600_000],
    ]


def test_marks_and_footnotes_of_section_7():
    table = financing(EXAMPLE)
    kdd, fylke = column_of(table, "kdd"), column_of(table, "fylke")
    assert kdd["d1"].marks == ("sokt",)
    assert fylke["d1"].marks == ("innvilget",)
    assert [(part.kroner, part.certainty) for part in kdd["d1"].uncounted] == [(7, "avslatt")]
    assert [(part.kroner, part.certainty) for part in fylke["d2"].uncounted] == [(890_000, "fryst")]
    frozen = [number for number, text in enumerate(table.footnotes, start=1) if "er fryst og ikke regnet med" in text]
    assert fylke["d2"].notes == tuple(frozen)
    outside = [number for number, text in enumerate(table.footnotes, start=1) if "parentes" in text]
    assert column_of(table, "name")["p5"].notes == tuple(outside)


def test_shared_money_and_remarks_get_footnotes_and_the_same_words_the_same_one():
    shared = line(700_000, shared_with="Storefjord", note="Felles søknad.")
    table = overview(plan([delmaal(1, [tiltak("a", shared), tiltak("b", shared, number=2)])]))
    assert table.footnotes == ("700\u00a0000\u00a0kr fra KDD er delt med piloten Storefjord. Felles søknad.",)
    assert [cell.notes for cell in column_of(table, "kroner").values()] == [(1,), (1,)]


def test_money_outside_the_tables_is_told_of_under_section_7_only():
    told = plan([delmaal(1, money_note="680 000 kr er gitt som tilsagn.")])
    assert financing(told).footnotes == ("Delmål 1: 680 000 kr er gitt som tilsagn.",)
    assert overview(told).footnotes == agreement_years(told).footnotes == ()


def test_a_plan_without_anything_has_blank_sums():
    for table in money_tables(plan()):
        assert [row.kind for row in table.rows] == ["total"]
        assert set(figures(table)[0]) == {None}


def test_the_years_are_earlier_ones_with_a_figure_and_the_plan_s_own_to_the_last():
    assert shown_years(plan()) == (2025, 2026, 2027)
    assert shown_years(EXAMPLE) == (2024, 2025, 2026, 2027)


def test_the_tiltak_of_a_delmaal():
    kommune = Party(key="grong", name="Grong kommune", kind="kommune", kommunenummer="5045")
    found = tiltak(
        "a",
        responsible=(kommune,),
        responsible_text="næringslivet",
        partners_text="INAM",
        time_from="2025",
        time_to="2026",
    )
    goal = delmaal(4, [found, tiltak("b", number=2)])
    assert [[cell.text for cell in row.cells] for row in tiltak_of(plan([goal]), goal).rows] == [
        ["1", "Tiltak a", "Grong kommune, næringslivet", "INAM", "2025–2026"],
        ["2", "Tiltak b", "", "", ""],
    ]


def test_an_unknown_column_is_a_key_error():
    with pytest.raises(KeyError, match="kr"):
        overview(EXAMPLE).column("kr")


# Of every plan


def counted_sum(lines: list[Line]) -> int | None:
    """Add up the lines that count, in the test's own words."""
    found = [one.kroner for one in lines if counts(one.certainty)]
    return sum(found) if found else None


@any_plan
def test_a_sum_row_is_the_sum_of_its_parts(any_one):
    for table in money_tables(any_one):
        for row in table.rows:
            for place, column in enumerate(table.columns):
                if row.kind in ("sum", "total") and column.kind == "kroner":
                    parts = [table.rows[index].cells[place].kroner for index in row.sum_of]
                    known = [part for part in parts if part is not None]
                    assert row.cells[place].kroner == (sum(known) if known else None)


@any_plan
def test_a_total_column_is_the_sum_of_its_columns_in_every_row_sums_included(any_one):
    for table in money_tables(any_one):
        for place, column in enumerate(table.columns):
            for row in table.rows:
                if column.total_of and row.kind != "group":
                    parts = [row.cells[table.column(key)].kroner for key in column.total_of]
                    known = [part for part in parts if part is not None]
                    assert row.cells[place].kroner == (sum(known) if known else None)


@any_plan
def test_the_totals_are_the_lines_added_up_straight_from_the_plan(any_one):
    inside = [owner for owner in any_one.posts if not owner.outside_sum]
    goal_lines = [one for goal in any_one.delmaal for one in goal.all_lines]
    all_lines = goal_lines + [one for owner in inside for one in owner.lines]
    this_year = [one for one in all_lines if one.year == any_one.year]
    state = any_one.state_sources
    history = [figure.kroner for owner in (*any_one.delmaal, *inside) for figure in owner.earlier]
    section_3, section_6, section_7 = (table.rows[-1].cells[2].kroner for table in money_tables(any_one))
    assert section_3 == counted_sum([one for one in goal_lines if one.source in state and one.year == any_one.year])
    assert section_7 == counted_sum(this_year)
    entered = counted_sum([one for one in all_lines if one.source in state])
    assert section_6 == (None if entered is None and not history else (entered or 0) + sum(history))


@any_plan
def test_every_item_is_in_one_sum_and_rows_outside_in_none(any_one):
    for table in money_tables(any_one):
        summed = [index for row in table.rows for index in row.sum_of]
        assert len(summed) == len(set(summed))
        kinds = row_kinds(table)
        assert set(summed) == {index for index, kind in enumerate(kinds) if kind in ("item", "sum")}
        assert all(index < at for at, row in enumerate(table.rows) for index in row.sum_of)


@any_plan
def test_rows_outside_the_sum_move_no_figure_of_other_rows(any_one):
    without = any_one.model_copy(update={"posts": tuple(one for one in any_one.posts if not one.outside_sum)})
    years = set(shown_years(any_one)) - set(shown_years(without))
    for table, other in zip(money_tables(any_one), money_tables(without), strict=True):
        kept = [place for place, column in enumerate(table.columns) if column.key not in {str(year) for year in years}]
        rows = [row for row in table.rows if row.kind != "outside"]
        expected = [[cell.kroner for cell in row.cells] for row in other.rows]
        assert [[row.cells[place].kroner for place in kept] for row in rows] == expected


@any_plan
def test_the_three_sections_agree_on_this_year_s_state_money_of_a_delmaal(any_one):
    section_3, section_6, section_7 = money_tables(any_one)
    per_goal: dict[str, int | None] = {}
    goal = ""
    for row in section_3.rows:
        if row.kind == "group":
            goal = row.uid
        elif row.kind == "sum":
            per_goal[goal] = row.cells[section_3.column("kroner")].kroner
    year = column_of(section_6, str(any_one.year))
    state = [column_of(section_7, source.key) for source in any_one.sources if source.kind == "stat"]
    for delmaal_value in any_one.delmaal:
        uid = delmaal_value.uid
        amounts = [column[uid].kroner for column in state]
        known = [amount for amount in amounts if amount is not None]
        assert per_goal[uid] == year[uid].kroner == (sum(known) if known else None)


@any_plan
def test_frozen_and_refused_money_is_shown_and_in_no_figure(any_one):
    def without(owner):
        update = {"lines": tuple(one for one in owner.lines if counts(one.certainty))}
        if isinstance(owner, Delmaal):
            update["tiltak"] = tuple(without(one) for one in owner.tiltak)
        return owner.model_copy(update=update)

    counted_only = any_one.model_copy(
        update={
            "delmaal": tuple(without(one) for one in any_one.delmaal),
            "posts": tuple(without(one) for one in any_one.posts),
        }
    )
    for table, other in zip(money_tables(any_one), money_tables(counted_only), strict=True):
        # A delmål whose only undistributed money is frozen has a row in section 3 that the other plan has not.
        kept = [row for row in figures(table) if table.key != "seksjon-3"]
        assert kept == [row for row in figures(other) if other.key != "seksjon-3"]
        assert figures(table)[-1] == figures(other)[-1]
        assert not [cell for row in other.rows for cell in row.cells if cell.uncounted]
    shown = [part for row in financing(any_one).rows for cell in row.cells for part in cell.uncounted]
    owners = (
        *(one for goal in any_one.delmaal for one in goal.all_lines),
        *(x for p in any_one.posts for x in p.lines),
    )
    frozen = [one for one in owners if one.year == any_one.year and not counts(one.certainty)]
    assert sorted((part.kroner, part.certainty) for part in shown) == sorted(
        (one.kroner, one.certainty) for one in frozen
    )


@any_plan
def test_a_cell_is_blank_exactly_when_nothing_that_counts_is_entered(any_one):
    table = financing(any_one)
    for owner in (*any_one.delmaal, *any_one.posts):
        lines = owner.all_lines if isinstance(owner, Delmaal) else owner.lines
        for source in any_one.sources:
            entered = [one for one in lines if one.source == source.key and one.year == any_one.year]
            assert column_of(table, source.key)[owner.uid].kroner == counted_sum(entered)


@settings(max_examples=50, deadline=None)
@given(plans(), st.randoms(use_true_random=False))
def test_the_order_of_lines_changes_nothing(any_one: Handlingsplan, shuffler: random.Random):
    def shuffled(owner):
        update = {"lines": tuple(shuffler.sample(owner.lines, len(owner.lines)))}
        if isinstance(owner, Delmaal):
            update["tiltak"] = tuple(shuffled(one) for one in owner.tiltak)
        return owner.model_copy(update=update)

    def contents(table: Table) -> list[object]:
        # Footnotes are numbered in the order they come, so it is their words that must be the same.
        return [
            (
                row.kind,
                row.sum_of,
                cell.text,
                cell.kroner,
                cell.marks,
                sorted((part.kroner, part.certainty) for part in cell.uncounted),
                {table.footnotes[number - 1] for number in cell.notes},
            )
            for row in table.rows
            for cell in row.cells
        ]

    other = any_one.model_copy(
        update={
            "delmaal": tuple(shuffled(one) for one in any_one.delmaal),
            "posts": tuple(shuffled(one) for one in any_one.posts),
        }
    )
    for table, again in zip(money_tables(any_one), money_tables(other), strict=True):
        assert contents(table) == contents(again)


@any_plan
def test_every_footnote_is_referred_to_or_tells_of_a_delmaal(any_one):
    for table in money_tables(any_one):
        referred = {number for row in table.rows for cell in row.cells for number in cell.notes}
        told = {number for number, text in enumerate(table.footnotes, start=1) if text.startswith("Delmål ")}
        assert referred | told == set(range(1, len(table.footnotes) + 1))
