"""The account in sentences, in both written forms of Norwegian."""

import pytest

from plans.richtext import parse
from reporting.account import account, differences_in_words
from reporting.account.sentences import lead, what_was_said
from reporting.account.words import WORDS
from reporting.money import kroner
from reporting.value import Answer, Change, Form, Link, Party, Prompt
from tests.reporting.small_plan import delmaal, line, plan, tiltak

FORM = Form(key="liten", lead="L", overview="O", tiltak=(Prompt(key="hva", wording="Hva?", substance=True),))
LIERNE = Party(key="lierne", name="Lierne", kind="kommune")


def told(before, after, **fields):
    """The only entry of the account of a plan for 2026."""
    old = plan([delmaal(1, before)], form=FORM)
    new = plan([delmaal(1, after)], year=2026, form=FORM, earlier=old, **fields)
    found = account(new)
    assert found is not None
    return new, found.entries


def words(before, after, **fields):
    new, entries = told(before, after, **fields)
    return differences_in_words(new, entries[0])


def text(html):
    return (Answer(key="hva", text=parse(html)),)


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ({"title": "Bru"}, {"title": "Bro"}, "Tiltaket het «Bru»."),
        ({"phase": "strategi"}, {"phase": "uttesting"}, "Status er endret fra «strategi» til «uttesting»."),
        ({}, {"responsible": (LIERNE,)}, "Hovedansvarlig er nå «Lierne»."),
        ({"time_to": "2025"}, {}, "Tidsramme var «Ferdig 2025» og er ikke lenger ført."),
        ({"answers": text("<p>a</p>")}, {"answers": text("<p>b</p>")}, "Teksten er skrevet om."),
        ({}, {"answers": text("<p>b</p>")}, "Teksten er skrevet om."),
    ],
)
def test_a_changed_field(old, new, sentence):
    assert words([tiltak("a", **old)], [tiltak("a", **new)]) == (sentence, "Uten bygdevekstmidler.")


def test_amounts_of_both_years_with_how_sure_they_are():
    before = [tiltak("a", line(300_000), line(50_000, "fylke"))]
    after = [tiltak("a", line(450_000, year=2026, certainty="sokt"))]
    assert words(before, after) == (
        f"KDD: {kroner(300_000)} i 2025, {kroner(450_000)} søkt i 2026.",
        f"Fylkeskommunen: {kroner(50_000)} i 2025, ikke ført i 2026.",
    )


def test_a_new_and_an_ended_tiltak_have_their_own_year_s_money_alone():
    assert words([], [tiltak("a", line(5, year=2026))]) == (f"KDD: {kroner(5)} i 2026.",)
    assert words([tiltak("a", line(5))], []) == (f"KDD: {kroner(5)} i 2025.",)


def test_where_it_came_from_and_where_it_went():
    links = tuple(Link(earlier_year=2025, earlier_uid=uid, later_uid="c", kind="slått sammen") for uid in ("a", "b"))
    new, entries = told([tiltak("a", title="Bru"), tiltak("b", number=2, title="Vei")], [tiltak("c")], links=links)
    assert [differences_in_words(new, entry)[0] for entry in entries] == [
        "Slått sammen med 1.1 «Bru» og 1.2 «Vei».",
        "Er gått inn i 1.1 «Tiltak c».",
        "Er gått inn i 1.1 «Tiltak c».",
    ]


def test_what_was_parted_from_a_tiltak_that_goes_on():
    links = tuple(Link(earlier_year=2025, earlier_uid="a", later_uid=uid, kind="delt") for uid in ("b", "c"))
    after = [tiltak("a", title="Bru"), tiltak("b", number=2), tiltak("c", number=3)]
    new, entries = told([tiltak("a", title="Bru")], after, links=links)
    assert differences_in_words(new, entries[0])[0] == "Herfra er skilt ut 1.2 «Tiltak b» og 1.3 «Tiltak c»."


def test_links_are_reasons_in_the_plan_s_language():
    links = (Link(earlier_year=2025, earlier_uid="a", later_uid="c", kind="slått sammen"),)
    _, entries = told([tiltak("a")], [tiltak("c")], links=links, language="nn")
    assert entries[0].because == ("Slått saman",)


@pytest.mark.parametrize(
    ("uids", "sentence"),
    [("n", "I 2026 er 1 tiltak nytt, 0 er endret, 0 er avsluttet"), ("nm", "I 2026 er 2 tiltak nye, 0 er endret")],
)
def test_the_lead_counts(uids, sentence):
    old = plan([delmaal(1, [tiltak("a")])])
    after = [tiltak(uid, number=place) for place, uid in enumerate(("a", *uids), start=1)]
    found = account(plan([delmaal(1, after)], year=2026, earlier=old))
    assert found is not None
    assert lead(found, WORDS["nb"]).startswith(sentence)


def test_in_nynorsk():
    before, after = [tiltak("a", phase="strategi")], [tiltak("a", phase="uttesting")]
    assert words(before, after, language="nn") == (
        "Status er endra frå «strategi» til «uttesting».",
        "Utan bygdevekstmidlar.",
    )


@pytest.mark.parametrize(
    ("before", "after", "change", "said"),
    [
        ([tiltak("a")], [], Change(uid="a", assessment="Nyttig."), "Vurdering: Nyttig."),
        ([tiltak("a")], [], Change(uid="b"), "Vurdering mangler."),
        ([tiltak("a")], [tiltak("a", phase="strategi")], Change(uid="a", reason="Dyrt."), "Begrunnelse: Dyrt."),
        ([tiltak("a")], [tiltak("a", phase="strategi")], Change(uid="b"), "Begrunnelse mangler."),
        ([], [tiltak("a")], Change(uid="a", reason="Trengs."), "Bakgrunn og sammenheng: Trengs."),
        ([], [tiltak("a")], Change(uid="b"), ""),
        ([tiltak("a")], [tiltak("a")], Change(uid="b"), ""),
    ],
)
def test_what_was_said(before, after, change, said):
    _, entries = told(before, after, changes=(change,))
    assert what_was_said(entries[0], WORDS["nb"]) == said


def test_both_written_forms_have_the_same_places_to_fill():
    for one, other in zip(_sentences("nb"), _sentences("nn"), strict=True):
        assert sorted(_places(one)) == sorted(_places(other))


def _sentences(language) -> list[str]:
    """All words of a written form, those of the mappings too."""
    found: list[str] = []
    for value in WORDS[language]:
        found += value.values() if isinstance(value, dict) else [value]
    return found


def _places(sentence: str) -> list[str]:
    return [part.split("}")[0] for part in sentence.split("{")[1:]]
