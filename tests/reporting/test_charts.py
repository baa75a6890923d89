"""«Året i tall»: the bars and their tables say what the plan's own tables say, for any plan."""

from itertools import pairwise

import pytest
from django.urls import reverse
from hypothesis import given

from plans.roles import Role
from plans.views import plan_address
from reporting.charts import NAME_LETTERS, NAME_LINES, TALLEST, WIDEST, charts, name_lines
from reporting.document import html
from reporting.tables import agreement_years, financing
from reporting.value import Standing
from tests.reporting.random_plans import plans
from tests.reporting.small_plan import delmaal, line, plan, post, tiltak


@given(plans())
def test_the_sums_are_those_of_sections_6_and_7(found):
    drawn = {chart.key: chart.table for chart in charts(found)}
    if table := drawn.get("tall-delmaal"):
        years = agreement_years(found)
        assert table.rows[-1].cells[-1].kroner == years.rows[-1].cells[years.column(str(found.year))].kroner
    if table := drawn.get("tall-kilder"):
        section_7 = financing(found)
        totals = section_7.rows[-1].cells
        assert table.rows[-1].cells[-1].kroner == totals[section_7.column("total")].kroner
        for source, row in zip(found.sources, table.rows, strict=False):
            assert row.cells[-1].kroner == (totals[section_7.column(source.key)].kroner or 0)


@given(plans())
def test_bars_are_as_long_as_their_kroner_and_stay_within_their_place(found):
    for chart in charts(found):
        bars = [bar for drawing in chart.drawings for bar in drawing.bars]
        most = max(bar.kroner for bar in bars)
        for bar in bars:
            assert bar.kroner == sum(part.kroner for part in bar.parts)
            assert sum(part.width for part in bar.parts) == pytest.approx(WIDEST * bar.kroner / most, abs=0.01)
            assert all(
                after.x == pytest.approx(before.x + before.width, abs=0.01)
                for before, after in zip(bar.parts, bar.parts[1:], strict=False)
            )


def test_how_sure_an_amount_is_has_a_pattern_a_word_and_a_column():
    lines = [line(100), line(50, certainty="sokt"), line(25, certainty="innvilget"), line(900, certainty="fryst")]
    chart = charts(plan([delmaal(1, [tiltak("a", *lines)])]))[0]
    assert [one.word for one in chart.legend] == ["innvilget", "planlagt", "søkt"]
    assert [column.heading for column in chart.table.columns] == ["Delmål", "Innvilget", "Planlagt", "Søkt", "Sum"]
    assert [cell.kroner for cell in chart.table.rows[0].cells] == [None, 25, 100, 50, 175]
    assert [part.certainty for part in chart.drawings[0].bars[0].parts] == ["innvilget", "planlagt", "sokt"]


def test_what_stands_outside_the_sum_is_no_bar():
    found = plan([delmaal(1, [tiltak("a", line(100))])], [post(8, line(70)), post(9, line(900), outside_sum=True)])
    assert [row.cells[0].text for row in charts(found)[0].table.rows] == ["Delmål 1: Mål 1", "Post 8", "Sum"]


def test_a_plan_without_money_has_none():
    assert charts(plan()) == ()
    assert charts(plan([delmaal(1, [tiltak("a", line(5, year=2026))])])) == ()
    assert "Året i tall" not in html(plan([delmaal(1)]), Standing(), str)


def test_thirty_delmaal_with_long_names_are_parted_into_drawings_that_fit_a_page():
    name = "Samarbeidsutviklingskoordinering i grisgrendte strøk " * 5
    found = plan([delmaal(n, [tiltak(f"t{n}", line(n))], short_title=name) for n in range(1, 31)])
    chart = charts(found)[0]
    assert sum(len(drawing.bars) for drawing in chart.drawings) == 30
    assert len({drawing.key for drawing in chart.drawings}) == len(chart.drawings) == 5
    for drawing in chart.drawings:
        assert all(after.y >= before.amount_y for before, after in pairwise(drawing.bars))
        assert TALLEST >= drawing.height >= drawing.bars[-1].amount_y
    # The table has the whole name.
    assert chart.table.rows[0].cells[0].text == f"Delmål 1: {name}"


@pytest.mark.parametrize(
    "name", ["Mål", "Et navn på nøyaktig to linjer, som må deles et sted", "ord " * 100, "a" * 300, " "]
)
def test_a_name_is_parted_into_lines_that_fit(name):
    lines = name_lines(name)
    assert 1 <= len(lines) <= NAME_LINES
    assert all(len(one) <= NAME_LETTERS for one in lines)
    assert (lines[-1].endswith("…")) is (len(name.strip()) > NAME_LETTERS * NAME_LINES)


def test_nynorsk_is_nynorsk():
    found = charts(plan([delmaal(1, [tiltak("a", line(25, certainty="innvilget"))])], language="nn"))[1]
    assert found.title == "Finansiering i 2025 etter kjelde"
    assert [one.word for one in found.legend] == ["innvilga"]


def test_the_printed_plan_has_the_drawing_with_its_text_and_the_table():
    printed = html(plan([delmaal(1, [tiltak("a", line(1800000))])]), Standing(), str)
    assert '<title id="tall-delmaal-0-tittel">Bygdevekstmidler i 2025 etter delmål, som 1 liggende' in printed
    order = [printed.index(one) for one in ("aret-i-tall", "tall-kilder-0-tittel", 'id="tabell-tall-kilder"')]
    assert order == sorted(order)


@pytest.mark.django_db
def test_the_page_is_what_is_printed_and_says_so_when_there_is_nothing(request, signed_in):
    row, leader = request.getfixturevalue("plan"), signed_in(Role.PROSJEKTLEDER)
    address = reverse("figures_of_the_year", kwargs=plan_address(row))
    page = leader.get(address)
    assert len(page.context["charts"]) == 2
    row.lines.all().delete()
    assert "ingen beløp for 2025 ennå" in leader.get(address).content.decode()
