"""Searching in a plan: what is found, where, which words are marked, and what is not."""

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from plans.richtext import parse
from plans.roles import Role
from reporting.search import LONGEST, MOST, fold, marked, search
from reporting.value import Answer, Form, Handlingsplan, Party, Prompt
from tests.reporting import small_plan as small
from tests.site.pages import Page, text


def make(*tiltak, **fields) -> Handlingsplan:
    form = Form(
        key="liten",
        lead="",
        overview="",
        plan=(
            Prompt(key="rammer", wording="Rammer"),
            Prompt(key="handlingsplan_per_delmaal", wording="Handlingsplan"),
            Prompt(key="samlet_budsjett", wording="Budsjett"),
        ),
        tiltak=(Prompt(key="hva", wording="Hva går det ut på?"),),
    )
    return small.plan([small.delmaal(1, tiltak)], form=form, **fields)


def answer(html: str, key: str = "hva") -> Answer:
    return Answer(key=key, text=parse(html))


PLAN = make(
    small.tiltak("t1", small.line(5, "fylke", note="Søkt i mai"), title="Ærlig Økt Åpenhet"),
    small.tiltak(
        "t2",
        number=2,
        title="Bolig",
        answers=(answer("<p>Vi bygger <strong>bolig</strong>er i sentrum.</p>"),),
        responsible=(Party(key="lierne", name="Lierne kommune", kind="kommune"),),
        partners_text="Sparebanken",
    ),
    posts=[small.post(2, name="Prosjektledelse")],
    answers=(answer("<p>Rammen er trang.</p>", "rammer"),),
)


def places(asked: str, plan: Handlingsplan = PLAN) -> list[str]:
    found = search(plan, asked)
    assert found
    return [hit.place for hit in found.hits]


@pytest.mark.parametrize(
    ("asked", "where"),
    [
        ("bolig", ["tiltak-t2"]),
        ("BOLIGER", ["tiltak-t2"]),
        ("ærlig", ["tiltak-t1"]),
        ("økt åpen", ["tiltak-t1"]),
        ("arlig", []),
        ("lierne", ["tiltak-t2"]),
        ("sparebank", ["tiltak-t2"]),
        ("lierne bolig sentrum", ["tiltak-t2"]),
        ("lierne økt", []),
        ("mai", ["tiltak-t1"]),
        ("fylkeskomm", ["tiltak-t1"]),
        ("prosjektled", ["del-3"]),
        ("1.2", ["tiltak-t2"]),
        ("ramme", ["del-1"]),
        ("delmål 1", ["delmaal-d1"]),
        ("2025", []),
        ("<strong>", []),
        ("finnes ikke", []),
    ],
)
def test_words_are_found_where_they_stand(asked, where):
    assert places(asked) == where


@pytest.mark.parametrize("asked", ["", "  ", "\n\t"])
def test_nothing_asked_is_nothing_searched(asked):
    assert search(PLAN, asked) is None


def test_the_field_is_named_and_the_word_is_marked():
    hit = search(PLAN, "bolig")
    assert hit
    (found,) = hit.hits[0].found
    assert found.field == "Hva går det ut på?"
    assert [(piece.text, piece.hit) for piece in found.pieces] == [
        ("Vi bygger ", False),
        ("bolig", True),
        ("er i sentrum.", False),
    ]
    assert [piece.text for piece in hit.hits[0].marked if piece.hit] == ["Bolig"]


def test_a_long_search_is_cut_and_a_long_list_says_how_much_is_left():
    assert search(PLAN, "x" * 500) == search(PLAN, "x" * LONGEST)
    many = make(*(small.tiltak(f"t{n}", number=n, title="Lik") for n in range(1, MOST + 6)))
    found = search(many, "lik")
    assert found
    assert (len(found.hits), found.more, found.total) == (MOST, 5, MOST + 5)


@given(st.text(), st.lists(st.text(min_size=1).map(fold), min_size=1, max_size=4))
def test_marks_lose_nothing_of_what_is_shown(written, words):
    """Pieces put together are the text, or what stands of it between two dots; what is marked is a word."""
    pieces = marked(written, words)
    shown = "".join(piece.text for piece in pieces)
    assert shown.removeprefix("… ").removesuffix(" …") in written or shown in written
    folded = [fold(piece.text) for piece in pieces if piece.hit]
    assert all(any(one in word for word in words) for one in folded)


@given(st.text())
def test_folding_keeps_every_place(written):
    assert len(fold(written)) == len(written)


def test_the_page_shows_hits_with_their_places_and_what_to_do_without(signed_in, plan):
    client = signed_in(Role.PROSJEKTLEDER)
    address = reverse("plan", kwargs={"pilot": "indre-namdal", "year": 2025})
    tiltak = plan.tiltak.all()[0]
    page = Page.of(client.get(address, {"sok": tiltak.title.upper()}).content)
    assert f"#tiltak-{tiltak.uid}" in [one.get("href") for one in page.find("//*[@class='search-hits']//a")]
    assert page.by_id("sok").get("value") == tiltak.title.upper()
    page = Page.of(client.get(address, {"sok": "<script>alert(1)</script>"}).content)
    assert text(page.by_id("treff-tittel")) == "Ingen treff på «<script>alert(1)</script>»"
    assert not Page.of(client.get(address).content).find("//*[@class='search-hits']")
