"""The same money in several tables: each rule tripped, and nearly tripped."""

import pytest

from plans.models import Plan
from reporting.checks import checks
from reporting.load import load
from reporting.value import YearFigure
from tests.reporting import small_plan
from tests.reporting.checks.printing import printed as print_plan
from tests.reporting.checks.printing import with_cell
from tests.reporting.checks.real_plan import context
from tests.reporting.checks.seen import codes, found, one
from tests.reporting.small_plan import delmaal, line, post, tiltak

PLAN = small_plan.plan(
    [
        delmaal(1, [tiltak("a", line(400_000))], [line(600_000, year=2026)], earlier=[YearFigure(year=2024, kroner=1)]),
        delmaal(2, [tiltak("b", line(200_000))]),
    ],
    [post(3, line(2_000_000)), post(4, line(315_000, "egenandel"), outside_sum=True)],
)
CLEAN = print_plan(PLAN)
OVERVIEW, YEARS, SOURCES = "seksjon-3", "seksjon-6", "seksjon-7"


def across(stated) -> list[str]:
    return [code for code in codes(PLAN, stated) if code.startswith("tvers-")]


def without_row(stated, table, path):
    def change(found):
        rows = tuple(row for row in found.rows if row.path != path)
        return found.model_copy(update={"rows": rows}) if found.key == table else found

    return stated.model_copy(update={"tables": tuple(map(change, stated.tables))})


def test_a_right_document_has_no_findings_though_section_3_is_without_the_posts():
    assert across(CLEAN) == []
    assert across(None) == []


def test_three_totals_that_do_not_agree():
    stated = with_cell(CLEAN, YEARS, "total", "2025", "2 400 000")
    finding = one(PLAN, "tvers-statsmidler", stated)
    assert (finding.stated, finding.computed, finding.level) == (2_400_000, 2_600_000, "feil")
    said = finding.message.nb.replace("\N{NO-BREAK SPACE}", " ")
    assert "600 000 kr i seksjon 3, 2 400 000 kr i seksjon 6 og 2 600 000 kr i seksjon 7" in said
    assert "Post 3" in finding.cause.nb
    assert "rad 2 (Mål 2) i 2025" in finding.cause.nb


def test_an_overview_that_differs_by_more_than_the_posts():
    finding = one(PLAN, "tvers-statsmidler", with_cell(CLEAN, OVERVIEW, "total", "kroner", "500 000"))
    assert (finding.stated, finding.computed, finding.difference) == (500_000, 600_000, -100_000)
    assert finding.path == "plan/svar/handlingsplan_per_delmaal"


def test_an_overview_that_counts_the_posts_and_one_that_is_blank():
    assert not found(PLAN, "tvers-statsmidler", with_cell(CLEAN, OVERVIEW, "total", "kroner", "2 600 000"))
    assert not found(PLAN, "tvers-statsmidler", with_cell(CLEAN, OVERVIEW, "total", "kroner", ""))


@pytest.mark.parametrize(
    ("table", "row", "column"),
    [(OVERVIEW, "sum/delmaal/d1", "kroner"), (YEARS, "delmaal/d1", "2025"), (SOURCES, "delmaal/d1", "kdd")],
)
def test_a_delmaal_with_another_amount_in_one_of_the_tables(table, row, column):
    finding = one(PLAN, "tvers-rad", with_cell(CLEAN, table, row, column, "410 000"))
    assert (finding.path, finding.stated, finding.computed) == ("delmaal/d1", 410_000, 400_000)
    assert finding.at == f"{table}/2025"


def test_other_years_other_sources_and_unreadable_figures_are_not_compared():
    stated = with_cell(CLEAN, YEARS, "delmaal/d1", "2026", "410 000")
    stated = with_cell(stated, SOURCES, "delmaal/d1", "fylke", "410 000")
    stated = with_cell(stated, SOURCES, "delmaal/d2", "kdd", "200 00")
    assert not found(PLAN, "tvers-rad", stated)


def test_a_post_outside_the_sum_is_compared_with_all_its_sources():
    finding = one(PLAN, "tvers-rad", with_cell(CLEAN, SOURCES, "post/p4", "total", "(351 000)"))
    assert (finding.path, finding.stated, finding.computed) == ("post/p4", 315_000, 351_000)


def test_a_row_that_one_table_lacks():
    finding = one(PLAN, "tvers-rader", without_row(CLEAN, SOURCES, "post/p3"))
    assert (finding.path, finding.at) == ("post/p3", SOURCES)
    # A table that is not there at all lacks no row.
    tables = tuple(table for table in CLEAN.tables if table.key != SOURCES)
    assert not found(PLAN, "tvers-rader", CLEAN.model_copy(update={"tables": tables}))


def test_years_outside_the_agreement_and_years_without_a_column():
    shorter = PLAN.model_copy(update={"agreement": PLAN.agreement.model_copy(update={"last_year": 2026})})
    finding = one(shorter, "tvers-aar", CLEAN)
    assert (finding.at, finding.level) == ("seksjon-6/2027", "advarsel")
    longer = PLAN.model_copy(update={"agreement": PLAN.agreement.model_copy(update={"last_year": 2028})})
    assert one(longer, "tvers-aar-mangler", CLEAN).at == "seksjon-6/2028"


def test_the_real_plan_as_printed(real, printed):
    (finding,) = [finding for finding in checks(real, context(), printed) if finding.code == "tvers-statsmidler"]
    said = finding.message.nb.replace("\N{NO-BREAK SPACE}", " ")
    assert "6 150 000 kr i seksjon 3, 7 950 000 kr i seksjon 6 og 8 150 000 kr i seksjon 7" in said
    assert "Prosjektledelse" in finding.cause.nb
    assert "rad 4 (Boligtiltak)" in finding.cause.nb
    assert one(real, "tvers-aar-mangler", printed).at == "seksjon-6/2024"
    assert not found(real, "tvers-rad", printed)
    assert not found(real, "tvers-rader", printed)


def test_innlandspiloten_printed_as_it_is_has_no_finding_about_sums_or_tables(db):
    plan = load(Plan.objects.get(slug="innlandspiloten-2025"))
    families = {finding.family for finding in checks(plan, context(), print_plan(plan))}
    assert not families & {"summer", "tabeller", "rammer"}
    assert "mangler" in families
