"""Sums as printed: each rule tripped, and nearly tripped."""

import pytest

from reporting.checks import checks
from tests.reporting import small_plan
from tests.reporting.checks.printing import printed, with_cell
from tests.reporting.checks.real_plan import context
from tests.reporting.checks.seen import codes, figures, found, one
from tests.reporting.small_plan import delmaal, line, post, tiltak

SUMS = {"sum-tall", "sum-rad", "sum-kolonne", "sum-mangler", "sum-tvers", "sum-alt", "sum-parentes", "sum-tiltak"}

PLAN = small_plan.plan(
    [
        delmaal(
            1,
            [tiltak("a", line(400_000)), tiltak("b", line(300_000), number=2)],
            [line(50_000, "egenandel"), line(200_000, year=2026)],
        ),
        delmaal(2, [tiltak("c", line(200_000))], [line(890_000, "fylke", certainty="fryst"), line(30_000, "fylke")]),
    ],
    [post(3, line(2_000_000)), post(4, line(315_000, "egenandel"), outside_sum=True)],
)
CLEAN = printed(PLAN)


def sums(stated) -> list[str]:
    return [code for code in codes(PLAN, stated) if code in SUMS]


def test_a_right_document_has_no_findings_and_a_plan_without_document_neither():
    assert sums(CLEAN) == []
    assert sums(None) == []


@pytest.mark.parametrize(("text", "meant"), [("(315 00)", None), ("70 000 0", 700_000), ("7o0 000", 700_000)])
def test_digits_that_are_no_amount(text, meant):
    row = "post/p4" if meant is None else "delmaal/d1"
    finding = one(PLAN, "sum-tall", with_cell(CLEAN, "seksjon-6", row, "2025", text))
    assert finding.stated == text
    # The row's total tells what was meant.
    assert finding.computed == (meant or 315_000)
    assert finding.level == "feil"


@pytest.mark.parametrize("text", ["", "–", "(315 000)", "315 000 kr", "315.000,-"])
def test_a_blank_a_dash_and_an_amount_in_any_form_are_readable(text):
    assert not found(PLAN, "sum-tall", with_cell(CLEAN, "seksjon-7", "post/p4", "egenandel", text))


def test_a_row_that_does_not_add_up():
    stated = with_cell(CLEAN, "seksjon-7", "delmaal/d1", "total", "250 000")
    (finding,) = found(PLAN, "sum-rad", stated)
    assert (finding.stated, finding.computed, finding.difference) == (250_000, 750_000, -500_000)
    assert finding.level == "feil"
    assert finding.path == "delmaal/d1"


def test_a_row_without_its_frozen_money_is_a_warning_that_says_so():
    stated = with_cell(CLEAN, "seksjon-7", "delmaal/d2", "fylke", "920 000")
    (finding,) = found(PLAN, "sum-rad", stated)
    assert figures([finding]) == [("seksjon-7/delmaal/d2/total", 230_000, 1_120_000, -890_000)]
    assert finding.level == "advarsel"
    assert "890 000" in finding.cause.nb.replace("\N{NO-BREAK SPACE}", " ")
    assert not found(PLAN, "sum-rad", with_cell(stated, "seksjon-7", "delmaal/d2", "total", "1 120 000"))


def test_a_row_with_blanks_and_one_with_an_unreadable_cell_are_not_added():
    assert not found(PLAN, "sum-rad", with_cell(CLEAN, "seksjon-7", "delmaal/d1", "total", ""))
    assert not found(PLAN, "sum-rad", with_cell(CLEAN, "seksjon-7", "delmaal/d1", "kdd", "7oo 000"))


def test_a_sum_that_leaves_out_a_row_names_it():
    stated = with_cell(CLEAN, "seksjon-6", "total", "2025", "2 700 000")
    (finding,) = found(PLAN, "sum-kolonne", stated)
    assert finding.difference == -200_000
    assert finding.cause.nb.replace("\N{NO-BREAK SPACE}", " ") == (
        "Differansen er lik rad 2 (Mål 2) i 2025, som ser ut til å være utelatt."
        " 315 000 kr i rad 4 (Post 4) står utenfor summen."
    )


def test_a_sum_that_counts_a_row_twice_or_one_in_brackets_names_it():
    twice = one(PLAN, "sum-kolonne", with_cell(CLEAN, "seksjon-6", "total", "2026", "400 000"))
    assert twice.cause.nb == "Differansen er lik rad 1 (Mål 1) i 2026, som ser ut til å være regnet med to ganger."
    inside = one(PLAN, "sum-kolonne", with_cell(CLEAN, "seksjon-7", "total", "egenandel", "365 000"))
    assert inside.cause.nb.startswith("Differansen er lik rad 4 (Post 4) i kolonnen Kommunal egenandel, som ser ut til")


def test_a_row_that_explains_the_other_years_too_is_the_likelier_one():
    both = [line(100_000), line(60_000, year=2026)], [line(200_000), line(60_000, year=2026)]
    plan = small_plan.plan(delmaal(number, [], lines) for number, lines in enumerate(both, start=1))
    stated = with_cell(printed(plan), "seksjon-6", "total", "2026", "60 000")
    # Alone, 2026 does not tell the rows apart.
    assert one(plan, "sum-kolonne", stated).cause.nb == ""
    stated = with_cell(stated, "seksjon-6", "total", "2025", "100 000")
    causes = [finding.cause.nb for finding in found(plan, "sum-kolonne", stated)]
    assert len(causes) == 2
    assert all("rad 2 (Mål 2)" in cause for cause in causes)


def test_frozen_money_in_a_sum_is_a_warning():
    stated = with_cell(CLEAN, "seksjon-7", "delmaal/d2", "fylke", "920 000")
    finding = one(PLAN, "sum-kolonne", with_cell(stated, "seksjon-7", "total", "fylke", "920 000"))
    assert (finding.level, finding.difference) == ("advarsel", 890_000)


def test_a_blank_sum_over_amounts_and_one_over_blanks():
    finding = one(PLAN, "sum-mangler", with_cell(CLEAN, "seksjon-7", "total", "fylke", ""))
    assert (finding.stated, finding.computed) == (None, 30_000)
    # Nobody has anything for 2027, and its sum is blank.
    table = CLEAN.table("seksjon-6")
    assert table
    assert table.cell(table.rows[-1], "2027").text == ""


def test_a_sum_row_that_does_not_add_up_across():
    stated = with_cell(CLEAN, "seksjon-7", "total", "total", "2 900 000")
    (finding,) = found(PLAN, "sum-tvers", stated)
    assert figures([finding]) == [("seksjon-7/sum/tvers", 2_900_000, 2_980_000, -80_000)]


def test_a_blank_sum_is_filled_in_before_the_sum_row_is_added():
    assert not found(PLAN, "sum-tvers", with_cell(CLEAN, "seksjon-7", "total", "fylke", ""))


def test_the_cells_tell_what_the_rows_totals_hide():
    stated = with_cell(CLEAN, "seksjon-7", "delmaal/d1", "total", "650 000")
    stated = with_cell(stated, "seksjon-7", "total", "total", "2 880 000")
    finding = one(PLAN, "sum-alt", stated)
    assert (finding.stated, finding.computed) == (2_880_000, 2_980_000)
    assert not found(PLAN, "sum-kolonne", stated)
    # Where rows and cells agree, the column has said it.
    assert not found(PLAN, "sum-alt", with_cell(CLEAN, "seksjon-7", "total", "total", "2 880 000"))


def test_a_row_outside_the_sum_without_its_brackets():
    stated = with_cell(CLEAN, "seksjon-7", "post/p4", "egenandel", "315 000")
    # The total alone in brackets says it for the whole row.
    assert not found(PLAN, "sum-parentes", stated)
    finding = one(PLAN, "sum-parentes", with_cell(stated, "seksjon-7", "post/p4", "total", "315 000"))
    assert (finding.stated, finding.path) == (315_000, "post/p4")
    assert "I en annen tabell" in finding.message.nb


def test_sums_of_the_tiltak():
    finding = one(PLAN, "sum-tiltak", with_cell(CLEAN, "seksjon-3", "sum/delmaal/d1", "kroner", "300 000"))
    assert (finding.stated, finding.computed) == (300_000, 700_000)
    assert "Tiltak 1.1" in finding.cause.nb
    finding = one(PLAN, "sum-tiltak", with_cell(CLEAN, "seksjon-3", "total", "kroner", "2 900 000"))
    assert finding.cause.nb == (
        "Differansen er lik Post 3, som ser ut til å være regnet med, men ikke hører til i summen."
    )


def test_nothing_is_said_of_the_cause_where_two_are_as_good():
    lines = [line(110_000)], [line(110_000)], [line(250_000)]
    plan = small_plan.plan(delmaal(number, [], found) for number, found in enumerate(lines, start=1))
    stated = with_cell(printed(plan), "seksjon-6", "total", "2025", "360 000")
    assert one(plan, "sum-kolonne", stated).cause.nb == ""


def test_the_real_plan_as_printed(real, printed):
    findings = checks(real, context(), printed)
    expected = {
        ("sum-kolonne", "seksjon-6/sum/2025"): (7_950_000, 8_150_000, -200_000),
        ("sum-kolonne", "seksjon-6/sum/2026"): (6_300_000, 6_400_000, -100_000),
        ("sum-kolonne", "seksjon-6/sum/total"): (20_650_000, 20_750_000, -100_000),
        ("sum-tvers", "seksjon-6/sum/tvers"): (20_650_000, 20_450_000, 200_000),
        ("sum-kolonne", "seksjon-7/sum/total"): (17_085_000, 15_495_000, 1_590_000),
        ("sum-alt", "seksjon-7/sum/alt"): (17_085_000, 15_995_000, 1_090_000),
        ("sum-kolonne", "seksjon-7/sum/statsforvalter"): (680_000, 2_100_000, -1_420_000),
        ("sum-mangler", "seksjon-7/sum/fylkeskommune"): (None, 2_400_000, None),
        ("sum-mangler", "seksjon-7/sum/annet"): (None, 700_000, None),
        ("sum-tvers", "seksjon-7/sum/tvers"): (17_085_000, 11_475_000, 5_610_000),
        ("sum-rad", "seksjon-7/1/total"): (5_205_000, 5_705_000, -500_000),
        ("sum-rad", "seksjon-7/6/total"): (2_100_000, 2_990_000, -890_000),
        ("sum-tall", "seksjon-6/9/total"): ("(717 00)", 717_000, None),
        ("sum-parentes", "seksjon-7/9/egenandel"): (315_000, None, None),
    }
    numbers = {f"delmaal/{goal.uid}": goal.number for goal in real.delmaal}
    numbers |= {f"post/{row.uid}": row.number for row in real.posts}

    def at(finding) -> str:
        return str(finding.at).replace(finding.path, str(numbers.get(finding.path)))

    seen = {(f.code, at(f)): (f.stated, f.computed, f.difference) for f in findings if f.code in SUMS}
    assert seen == expected
    by_place = {(finding.code, at(finding)): finding for finding in findings}
    for place in ("seksjon-6/sum/2025", "seksjon-6/sum/2026"):
        assert "rad 4 (Boligtiltak)" in by_place["sum-kolonne", place].cause.nb
    assert by_place["sum-rad", "seksjon-7/6/total"].level == "advarsel"
    assert "fryst" in by_place["sum-rad", "seksjon-7/6/total"].cause.nb
    assert "nevnt i teksten" in by_place["sum-kolonne", "seksjon-7/sum/statsforvalter"].cause.nb
