"""What is empty in a plan, by who is responsible for it."""

from typing import Any

from django.urls import reverse

from plans.richtext import parse
from plans.roles import Role
from reporting.missing import NOBODY, THE_PLAN, missing
from reporting.page import plan_view
from reporting.value import Answer, Form, Handlingsplan, Party, Prompt
from tests.reporting import small_plan as small
from tests.site.pages import Page, text

LIERNE = Party(key="lierne", name="Lierne kommune", kind="kommune")
OYER = Party(key="oyer", name="Øyer kommune", kind="kommune")
ALVDAL = Party(key="alvdal", name="Alvdal kommune", kind="kommune")


def make(*tiltak, **fields) -> Handlingsplan:
    form = Form(
        key="liten",
        lead="",
        overview="",
        plan=(Prompt(key="rammer", wording="Rammer", required=True),),
        tiltak=(Prompt(key="hva", wording="Hva?", required=True), Prompt(key="mer", wording="Mer?")),
    )
    return small.plan([small.delmaal(1, tiltak)], form=form, **fields)


def listed(plan: Handlingsplan) -> dict[str, dict[str, tuple[str, ...]]]:
    return {group.name: {part.place: part.empty for part in group.parts} for group in missing(plan, plan_view(plan))}


def test_what_is_empty_stands_under_each_who_is_responsible():
    plan = make(
        small.tiltak("t1", small.line(5), responsible=(OYER, LIERNE), time_from="2025"),
        small.tiltak("t2", number=2, answers=(Answer(key="hva", not_relevant_reason="Ferdig"),)),
        small.tiltak("t3", number=3, responsible_text="Bygdelaget", time_from="2025"),
    )
    assert listed(plan) == {
        THE_PLAN: {"del-1": ("Teksten",)},
        "Bygdelaget": {"tiltak-t3": ("Beløp i 2025", "Hva?")},
        "Lierne kommune": {"tiltak-t1": ("Hva?",)},
        "Øyer kommune": {"tiltak-t1": ("Hva?",)},
        NOBODY: {"tiltak-t2": ("Hovedansvarlig", "Tidsramme", "Beløp i 2025")},
    }


def test_a_full_plan_misses_nothing_and_a_delmaal_without_tiltak_does():
    whole: dict[str, Any] = {
        "answers": (Answer(key="hva", text=parse("<p>Slik.</p>")),),
        "responsible": (ALVDAL,),
        "time_from": "2025",
    }
    rammer = (Answer(key="rammer", text=parse("<p>Slik.</p>")),)
    assert listed(make(small.tiltak("t1", small.line(0), **whole), answers=rammer)) == {}
    assert listed(make(answers=rammer)) == {THE_PLAN: {"delmaal-d1": ("Tiltak",)}}


def test_what_came_along_from_last_year_is_told_of():
    carried = Answer(key="hva", text=parse("<p>Slik.</p>"), carried=True)
    plan = make(small.tiltak("t1", small.line(0), responsible=(ALVDAL,), time_from="2025", answers=(carried,)))
    (group,) = [one for one in missing(plan, plan_view(plan)) if one.name == "Alvdal kommune"]
    assert [(part.empty, part.carried) for part in group.parts] == [((), 1)]


def test_the_page_lists_it_and_the_front_page_leads_there(signed_in, plan):
    client = signed_in(Role.PROSJEKTLEDER)
    address = reverse("missing", kwargs={"pilot": "indre-namdal", "year": 2025})
    page = Page.of(client.get(address).content)
    assert page.find("//a[contains(@href, '#tiltak-')]")
    front = Page.of(client.get(reverse("front")).content)
    links = {text(one): one.get("href") for one in front.find("//ul[@class='tasks']//a")}
    assert address in [href for what, href in links.items() if "ikke besvart" in what]
