"""Sections 3, 6 and 7, added up by hand."""

import pytest

from reporting.tables import agreement_years, financing, money_tables, overview, shown_years, tiltak_of
from reporting.value import Party, YearFigure
from tests.reporting.small_plan import delmaal, line, plan, post, tiltak
from tests.reporting.table_cells import column_of, figures, row_kinds

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
        ["", "Ikke fordelt på tiltak"],
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
