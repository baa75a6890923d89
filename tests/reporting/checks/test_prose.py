"""Amounts in running text against the budget: each rule tripped, and nearly tripped. The sentences are made up."""

import pytest

from reporting.checks.prose import FAMILY
from reporting.value import Agreement, Answer, Handlingsplan, Rate
from tests.reporting import small_plan
from tests.reporting.checks.seen import codes, found, one
from tests.reporting.example_plan import text
from tests.reporting.small_plan import delmaal, line, post, tiltak

LINES = (line(1_400_000),)
CODES = {rule.code for rule in FAMILY.rules}


def plan(
    own: str = "", goal: str = "", section: str = "", description: str = "", lines=LINES, forecast=(), **more
) -> Handlingsplan:
    """A plan with these words about the first of its two tiltak, which gets 1 400 000 kr, the delmål, and the plan."""
    answers = [
        Answer(key=key, text=text(words)) for key, words in (("okonomi", own), ("beskrivelse", description)) if words
    ]
    first = tiltak("a", *lines, answers=answers, title="Utviklingsmiljø")
    second = tiltak("b", line(100_000), number=2, title="Felles plan")
    more["answers"] = [Answer(key="okonomi", text=text(goal))] if goal else []
    goals = [delmaal(1, [first, second], forecast, **more)]
    agreement = Agreement(first_year=2024, last_year=2027, hourly_rates=(Rate(year=2025, kroner=500),))
    own_text = [Answer(key="samlet_budsjett", text=text(section))] if section else []
    return small_plan.plan(goals, [post(2, line(2_000_000))], answers=own_text, agreement=agreement)


def prose(found_in: Handlingsplan) -> list[str]:
    return [code for code in codes(found_in) if code in CODES]


def test_two_amounts_of_a_tiltak_that_make_another_sum_than_the_budget():
    finding = one(plan("Lederen får 560 000 kr, og en medarbeider får 800 000 kr."), "tekst-tiltak")
    assert (finding.stated, finding.computed, finding.difference) == (1_360_000, 1_400_000, -40_000)
    assert (finding.level, finding.path) == ("advarsel", "tiltak/a/svar/okonomi")
    assert "560 000" in finding.cause.nb.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    "words",
    [
        "Lederen får 600 000 kr, og en medarbeider får 800 000 kr.",
        "Til sammen 1,4 millioner.",
        "Rammen er 1, 4 mill. kr, og vi søker andre om 300 000 kr.",
        "En time er regnet til 500 kr, og gebyret er 300 kr.",
        "Bare arbeidstid.",
    ],
)
def test_amounts_of_a_tiltak_that_make_up_its_money(words):
    assert prose(plan(words)) == []


def test_a_line_of_another_source_may_be_named_too():
    lines = (line(1_400_000), line(300_000, "fylke"), line(890_000, "fylke", certainty="fryst"))
    for words in ("Fylket gir 300 000 kr.", "I alt 1,7 millioner.", "De 890 000 kr er fryst."):
        assert prose(plan(words, lines=lines)) == []


def test_a_delmaal_that_names_the_money_of_one_of_its_tiltak():
    finding = one(plan(goal="Vi setter av 100 000 kr til delmålet."), "tekst-delmaal")
    assert (finding.stated, finding.computed, finding.difference) == (100_000, 1_500_000, -1_400_000)
    assert finding.cause.nb == "Beløpet er det samme som tiltak 1.2 får."


@pytest.mark.parametrize(
    "words",
    [
        "Vi setter av 1 500 000 kr til delmålet.",
        "Miljøet får 1 400 000 kr og planen 100 000 kr.",
        "Arbeidet med felles plan får 100 000 kr.",
        "Tiltak 2 får 100 000 kr.",
        "I 2026 er rammen 700 000 kr.",
    ],
)
def test_a_delmaal_that_names_its_own_money(words):
    assert prose(plan(goal=words, forecast=(line(700_000, year=2026),))) == []


def test_money_in_the_text_of_a_tiltak_that_has_none():
    finding = one(plan("Vi setter av 250 000 kr.", lines=()), "tekst-uten-linje")
    assert (finding.stated, finding.computed) == (250_000, None)
    # It is found in the budget of another tiltak, whose money it may be.
    assert prose(plan("Det dekkes av de 100 000 kr til planen.", lines=())) == []


def test_an_amount_that_is_in_no_table():
    assert one(plan(section="Fra banken kommer det 700 000 kr."), "tekst-ukjent").stated == 700_000
    assert one(plan(description="Søknaden gjaldt en halv million."), "tekst-ukjent").stated == 500_000


@pytest.mark.parametrize(
    ("words", "note"),
    [
        ("Prosjektledelsen får 2 millioner, og alt i alt er det 3,5 millioner.", ""),
        ("Det er 1 000 000 kr til lønn og 400 000 kr til leie.", ""),
        ("Fra banken kommer det 700 000 kr.", "700 000 kr fra banken står bare i teksten."),
        ("Gebyret er 3 000 kr.", ""),
    ],
)
def test_amounts_that_stand_somewhere(words, note):
    assert prose(plan(section=words, money_note=note)) == []


def test_another_hourly_rate_than_the_agreements():
    finding = one(plan(section="En time er regnet til 450 kroner timen."), "tekst-timepris")
    assert (finding.stated, finding.computed) == (450, 500)
    assert prose(plan(section="En time koster 500 kr/time.")) == []


def test_money_that_is_granted_in_one_place_and_applied_for_in_another():
    both = plan(
        section="Det er søkt om 700 000 kr.", description="Vi fikk 700 000 kr i støtte.", money_note="700 000 kr."
    )
    finding = one(both, "tekst-sikkerhet")
    assert finding.stated == 700_000
    assert "søkt om her, men som innvilget i tiltak 1.1" in finding.message.nb


@pytest.mark.parametrize(
    ("section", "description"),
    [
        ("Det er søkt om 700 000 kr.", "Vi søker om 700 000 kr."),
        ("Det er søkt om 700 000 kr.", "Vi fikk 400 000 kr."),
        ("Det er søkt om 700 000 kr.", "De 700 000 kr er ikke bevilget ennå, men søkt om."),
        ("Vi søkte om penger og fikk 700 000 kr.", "Et tilsagn på 700 000 kr."),
    ],
)
def test_money_that_is_as_sure_in_both_places(section, description):
    note = "700 000 kr og 400 000 kr står i teksten."
    assert prose(plan(section=section, description=description, money_note=note)) == []


def test_frozen_money_that_the_budget_counts():
    words = "Vi har fått 890 000 kr. Pengene fryses til miljøet er på plass."
    lines = (line(1_400_000), line(890_000, "fylke"))
    assert one(plan(section=words, lines=lines), "tekst-fryst").stated == 890_000
    frozen = (line(1_400_000), line(890_000, "fylke", certainty="fryst"))
    assert prose(plan(section=words, lines=frozen)) == []
    assert prose(plan(section="Vi har fått 890 000 kr, og er i gang.", lines=lines)) == []


OTHERS = (line(300_000), line(100_000, "fylke", certainty="innvilget"))


@pytest.mark.parametrize(
    "words",
    [
        "Staten gir 300 000 kr. Resten, 90 000 kr, dekkes av fylkeskommunen.",
        "Fylkeskommunens bidrag er 150 000 kr, og staten gir 300 000 kr.",
        "Lønn 300 000 kr. Reise 100 000 kr. I alt 450 000 kr.",
        "Staten: 300 000 kr. Fylkeskommunen: 120 000 kr.",
        "Drift for 420 000 kr, som staten og fylket deler. Staten gir 300 000 kr.",
        "Rammen er 450 000 kr. Lønn er 300 000 kr og reise 100 000 kr.",
    ],
)
def test_an_amount_that_somebody_pays_or_that_adds_up_and_is_no_figure(words):
    assert prose(plan(words, lines=OTHERS)) == ["tekst-ukjent"]


@pytest.mark.parametrize(
    "words",
    [
        "Staten gir 300 000 kr. Av dette går 90 000 kr til reise.",
        "Staten dekker lønn med 210 000 kr og reise med 90 000 kr.",
        "Staten gir 300 000 kr. Fylkeskommunen bidrar med 50 000 kr hver høst.",
        "Staten gir 300 000 kr. Fylkeskommunen bidrar med 200 000 kr i 2026.",
        "Staten gir 300 000 kr. Lønna er 720 000 kr per år og dekkes av gebyrer.",
        "Staten gir 300 000 kr. Bygget koster 2 000 000 kr og dekkes over investeringsbudsjettet.",
        "Staten gir 300 000 kr. Kommunene betaler anslagsvis rundt 60 000 kr.",
    ],
)
def test_an_amount_that_need_be_no_figure(words):
    assert prose(plan(words, lines=OTHERS)) == []


@pytest.mark.parametrize(
    "words",
    [
        "Det meste går til lønn. 60 000 kr er til reise.",
        "Inntil 60 000 kr går til reise.",
        "Reise koster ca. 60 000 kr.",
        "I 2027 trengs det 2 000 000 kr.",
    ],
)
def test_a_text_that_does_not_say_what_the_tiltak_gets(words):
    assert prose(plan(words)) == []


def undistributed(words: str, goal_lines, *own_lines) -> Handlingsplan:
    """A plan with these words about a tiltak, whose delmål has money that is not spread on tiltak."""
    item = tiltak("a", *own_lines, answers=[Answer(key="okonomi", text=text(words))])
    return small_plan.plan([delmaal(1, [item], goal_lines)])


def test_money_that_others_pay_and_that_stands_on_the_delmaal():
    fylke = (line(200_000, "fylke"),)
    for words in ("I alt 500 000 kr, delt mellom staten og fylket.", "Fylkeskommunen gir 150 000 kr."):
        assert prose(undistributed(words, fylke, line(300_000))) == []
    assert prose(undistributed("Fylkeskommunen betaler 150 000 kr.", fylke)) == []
    assert prose(undistributed("500 000 kr, der staten tar 300 000 kr og fylket resten.", fylke, line(300_000))) == []
    # It is more than the delmål has, or nobody else is named.
    assert prose(undistributed("I alt 550 000 kr, delt mellom staten og fylket.", fylke, line(300_000))) == [
        "tekst-tiltak"
    ]
    assert prose(undistributed("Tiltaket får 400 000 kr.", fylke, line(300_000))) == ["tekst-tiltak"]
    assert prose(undistributed("Fylkeskommunen betaler 250 000 kr.", fylke)) == ["tekst-uten-linje"]


@pytest.mark.parametrize(
    "words",
    [
        "I fjor kostet innleie 2,4 millioner kroner.",
        "En takst anslo oppussingen til 3 millioner.",
        "Behovet er 2–3 millioner kroner.",
        "Vi trenger rundt 700 000 kr.",
        "Kommunene bruker 28 millioner kroner på kultur.",
        "Hvert rom får 70 000 kr.",
        "I 2024 fikk museet 700 000 kr.",
        "Det er en økning på 70 000 kr.",
        "Det er 70 000 kr mer enn i fjor.",
    ],
)
def test_amounts_that_are_no_money_of_the_plan(words):
    assert prose(plan(description=words)) == []


def test_sums_of_columns_in_the_plans_own_texts():
    # 1 400 000, 100 000 and 2 000 000 kr of the state's.
    assert prose(plan(section="Fra staten kommer 3 500 000 kr.")) == []
    assert one(plan(description="Fra staten kommer 3 500 000 kr."), "tekst-ukjent").stated == 3_500_000
    assert prose(plan(section="Det er 2 100 000 kr igjen: 2 000 000 kr til ledelse og 100 000 kr til en plan.")) == []
    assert one(plan(section="Prosjektledelsen koster 2,5 millioner per år."), "tekst-ukjent").stated == 2_500_000


def test_what_others_do_with_their_own_money():
    goal = [Answer(key="annet_arbeid", text=text("Fylket bruker 700 000 kr på dette."))]
    assert prose(small_plan.plan([delmaal(1, [tiltak("a", line(100_000))], answers=goal)])) == []


@pytest.mark.parametrize(
    "words",
    ["Lønna er 210 kroner timen.", "Konsulenten tar 1 400 kr per time.", "Hallen leies ut for 400 kr timen."],
)
def test_an_hour_of_somebody_elses(words):
    assert prose(plan(description=words)) == []


def test_a_multiplication():
    finding = one(plan(section="Vi regner 480 timer à 500 kr, som blir 250 000 kr."), "tekst-regnestykke")
    assert (finding.stated, finding.computed) == (250_000, 240_000)
    for words in ("480 × 500 kr = 240 000 kr.", "Vi kjøper 12 klaver à 500 kr. Da har vi 50 000 kr igjen."):
        assert not found(plan(section=words), "tekst-regnestykke")


def test_amounts_that_the_budget_has_twice_can_be_both_applied_for_and_granted():
    lines = (
        line(1_400_000),
        line(700_000, "fylke", certainty="sokt"),
        line(700_000, "egenandel", certainty="innvilget"),
    )
    words = {"section": "Det er søkt om 700 000 kr.", "description": "Kommunene har bevilget 700 000 kr."}
    assert not found(plan(lines=lines, **words), "tekst-sikkerhet")
    assert found(plan(lines=lines[:2], **words), "tekst-sikkerhet")


@pytest.mark.parametrize(
    "words",
    [
        "Vi har fått 300 000 kr. Et tilsagn på 890 000 kr er fryst.",
        "Vi har fått 300 000 kr, mens 890 000 kr er fryst.",
        "Fryst er 890 000 kr. Vi har fått 300 000 kr.",
    ],
)
def test_which_of_two_amounts_is_frozen(words):
    lines = (line(1_400_000), line(890_000, "fylke", certainty="fryst"), line(300_000, "egenandel"))
    assert not found(plan(section=words, lines=lines), "tekst-fryst")
    assert one(plan(section=words, lines=(line(1_400_000), line(890_000, "fylke"))), "tekst-fryst").stated == 890_000


def test_what_is_said_of_a_text_with_several_amounts():
    finding = one(plan("Vi har 1 300 000 kr: 800 000 kr til lønn, 500 000 kr til reise."), "tekst-tiltak")
    assert finding.stated == 1_300_000


def test_the_real_plan(real):
    seen = {(finding.where.nb, finding.stated, finding.computed) for finding in found(real, "tekst-tiltak")}
    assert seen == {("Tiltak 6.1", 1_360_000, 1_400_000)}
    seen = {(finding.where.nb, finding.stated, finding.computed) for finding in found(real, "tekst-delmaal")}
    assert seen == {("Delmål 7", 200_000, 250_000)}
    assert [finding.stated for finding in found(real, "tekst-sikkerhet")] == [700_000]
    # The document itself has no remarks on money outside the tables; without them the text stands alone.
    bare = real.model_copy(
        update={"delmaal": tuple(goal.model_copy(update={"money_note": ""}) for goal in real.delmaal)}
    )
    assert {finding.stated for finding in found(bare, "tekst-ukjent")} == {680_000, 700_000}
    assert not found(real, "tekst-ukjent")
