"""Signs and shortened words: each rule tripped, and nearly tripped. The sentences are made up."""

import pytest

from reporting.checks.punctuation import FAMILY
from reporting.value import Answer, Handlingsplan
from tests.reporting import small_plan
from tests.reporting.checks.printing import printed, with_cell
from tests.reporting.checks.seen import codes, one
from tests.reporting.example_plan import text
from tests.reporting.small_plan import delmaal, tiltak

CODES = {rule.code for rule in FAMILY.rules}


def plan(*words: str, **fields) -> Handlingsplan:
    answers = [Answer(key="resultater", text=text(*words))] if words else []
    return small_plan.plan([delmaal(1, [tiltak("a", **fields)], answers=answers)])


def seen(found_in: Handlingsplan) -> list[str]:
    return [code for code in codes(found_in) if code in CODES]


@pytest.mark.parametrize(
    ("words", "code", "quoted"),
    [
        ("Vi møtes i Lillefjord/ Storvik i mai.", "tegn-feil", "Lillefjord/ Storvik"),
        ("Vi møtes , og går hjem.", "tegn-feil", "møtes ,"),
        ("Se rapport,( side 4) for mer.", "tegn-feil", "rapport,("),
        ("De kalte det «et forsøk.». Det ble mer.", "tegn-feil", "forsøk.»."),
        ("En egen skole -kontakt skal velges.", "tegn-feil", "skole -kontakt"),
        ("Det går bra,, tror vi.", "tegn-feil", "bra,,"),
        ("Banken dekker 85% av lånet.", "tegn-prosent", "85%"),
        ("Planen blir ferdig ila mars.", "tegn-forkortelse", "ila"),
        ("Vi møter lag, foreninger osv, og flere til.", "tegn-forkortelse", "osv"),
        ("Lag og foreninger m.m, og flere til.", "tegn-forkortelse", "m.m"),
    ],
)
def test_a_slip(words, code, quoted):
    finding = one(plan(words), code)
    assert (finding.stated, finding.level) == (quoted, "tips")
    assert f"«{quoted}»" in finding.message.nb
    assert "Ett sted" in finding.message.nb


@pytest.mark.parametrize(
    "words",
    [
        "Vi møtes i Lillefjord/Storvik, i Fjelldal og/eller på nett.",
        "Skoler og -ledere, barnehager eller -styrere er med – alle (også de små).",
        "De kalte det «et forsøk». Ble det mer? «Ja.»",
        "Det er 85 prosent, 85 % og 5 mm.",
        "I løpet av mars møter vi lag, foreninger osv. Kassa er tom, bl.a. fordi vi bygde.",
        "Les mer på https://example.org/a,(b)/c%20d ila mars.",
        "Vi vet ikke ennå …",
    ],
)
def test_what_is_written_well(words):
    assert seen(plan(words)) == []


def test_many_slips_are_one_tip_with_the_first_of_them():
    finding = one(plan("Det er 10% og 20%.", "Det er 10% og 30%.", "Det er 40% og 50%."), "tegn-prosent")
    assert "«10%», «20%», «30%» og «40%»" in finding.message.nb
    assert "6 steder" in finding.message.nb
    assert "6 stader" in finding.message.nn


def test_each_kind_of_slip_is_shown_before_more_of_the_same():
    finding = one(plan("I a/ b, c/ d, e/ f, g/ h og i/ j.", "Se rapport,( side 4)."), "tegn-feil")
    assert "«a/ b», «rapport,(», «c/ d» og «e/ f»" in finding.message.nb


def test_a_full_stop_after_a_name_or_a_time_frame():
    assert one(plan(title="Tomtebank."), "tegn-punktum").stated == "Tomtebank."
    assert one(plan(time_text="Når veien er ferdig."), "tegn-punktum").where.nb == "Tiltak 1.1"
    assert seen(plan(title="Tomtebank mv.", time_text="Når veien er ferdig. Da begynner vi.")) == []


def test_a_full_stop_in_a_printed_cell():
    found_in = plan(title="Tomtebank")
    stated = with_cell(printed(found_in), "seksjon-3", "tiltak/a", "title", "Tomtebank.")
    assert one(found_in, "tegn-punktum", stated).stated == "Tomtebank."
    assert "tegn-punktum" not in codes(found_in, printed(found_in))
