"""What stands beside a part of a plan, and the marks in the plan's contents."""

import datetime

import pytest
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from plans import services, slots
from plans.models import FieldChange, Plan
from plans.roles import ROLES, Capability, Role
from plans.services import UNCHECKED
from plans.slots import MarkKind, panels_for
from reporting.parts import Marks, part_at
from tests import factories
from tests.reporting import small_plan
from tests.site.pages import Page, text

PLAN = {"pilot": "indre-namdal", "year": 2025}


def test_these_marks_and_panels_are_registered():
    assert slots.registered_marks() == ["asked", "comments", "changed"]
    assert slots.registered_panels() == ["kontroll", "kommentarer", "historikk", "i-fjor"]
    assert slots.registered_tabs() == ["comments"]
    assert slots.registered_origins() == ["documents"]


@pytest.mark.parametrize("role", Role)
def test_who_may_not_see_history_has_no_panel_of_it(role):
    may = ROLES[role].capabilities
    assert ("historikk" in [panel.name for panel in panels_for(may)]) == (Capability.SEE_HISTORY in may)


def kind(name: str = "sign") -> MarkKind:
    return MarkKind(name, 1, "én", "flere", lambda reader: {})


def test_marks_are_counted_at_the_part_that_the_path_belongs_to():
    plan = small_plan.plan([small_plan.delmaal(1, [small_plan.tiltak("t1")])])
    goal = plan.delmaal[0]
    uid = goal.tiltak[0].uid
    found = {f"tiltak/{uid}/title": 1, f"tiltak/{uid}/kroner/kdd/2025/planlagt": 2, f"delmaal/{goal.uid}/svar/x": 1}
    marks = Marks(plan, [(kind(), found)])
    assert [mark.words for mark in marks.at(f"tiltak-{uid}")] == ["3 flere"]
    assert [mark.words for mark in marks.at(f"delmaal-{goal.uid}")] == ["1 én"]
    assert [mark.words for mark in marks.at(f"delmaal-{goal.uid}", f"tiltak-{uid}")] == ["4 flere"]
    assert marks.at("del-1") == []
    assert [one.name for one in marks.legend] == ["sign"]
    assert Marks(plan, [(kind(), {})]).legend == []


@pytest.mark.parametrize("place", ["del-0", "del-99", "del-²", "tiltak-x", "tiltak", "plan-1", "del-1-1", "delmaal-"])
def test_a_place_that_is_no_part_is_not_found(place, plan):
    with pytest.raises(Http404):
        part_at(plan, place)


def test_a_part_of_another_plan_is_not_found(plan):
    other = factories.make_plan(tiltak=1)
    for place in (f"tiltak-{other.tiltak.all()[0].uid}", f"delmaal-{other.delmaal.all()[0].uid}"):
        with pytest.raises(Http404):
            part_at(plan, place)


def test_parts_are_named_as_people_call_them(plan):
    tiltak = plan.tiltak.select_related("delmaal").order_by("delmaal__number", "position")[0]
    assert part_at(plan, f"tiltak-{tiltak.uid}").name == f"Tiltak 1.1: {tiltak.title}"
    assert part_at(plan, "del-1").name == "1. Introduksjon"
    assert part_at(plan, "del-7").paths == ("plan/svar/samlet_budsjett", "post")


def beside(client, plan: Plan, place: str, panel: str) -> str:
    kwargs = {"pilot": plan.agreement.pilot.slug, "year": plan.year, "place": place, "panel": panel}
    return text(Page.of(client.get(reverse("beside_panel", kwargs=kwargs)).content).one("//*[@class='beside']"))


def test_the_history_of_a_part_is_its_own_and_newest_first(signed_in, plan, by):
    one, other = plan.tiltak.order_by("pk")[:2]
    for title in ("Første navn som er ganske langt", "Et helt annet navn"):
        services.set_title(tiltak=one, title=title, base=UNCHECKED, by=by)
        by = factories.make_person()
    services.set_title(tiltak=other, title="Skal ikke vises", base=UNCHECKED, by=by)
    client = signed_in(Role.PROSJEKTLEDER)
    shown = beside(client, plan, f"tiltak-{one.uid}", "historikk")
    assert shown.index("Et helt annet navn") < shown.index("Ingrid Fossmo")
    assert "Skal ikke vises" not in shown
    assert "Hent tilbake" in shown
    assert "Hent tilbake" not in beside(signed_in(Role.STYRINGSGRUPPE), plan, f"tiltak-{one.uid}", "historikk")


def test_a_panel_that_one_may_not_see_is_another_one(signed_in, plan):
    kwargs = {**PLAN, "place": "del-1", "panel": "historikk"}
    response = signed_in(Role.SAMARBEIDSPART).get(reverse("beside_panel", kwargs=kwargs))
    assert response.context["panel"].name == "kontroll"


def test_last_year_stands_beside_this_year(signed_in):
    plan = Plan.objects.select_related("agreement__pilot").get(slug="indre-namdal-2026")
    tiltak = plan.tiltak.get(title="Omdømmebygging")
    before = Plan.objects.get(slug="indre-namdal-2025").tiltak.get(uid=tiltak.uid)
    answer = before.answers.get(prompt__key="beskrivelse")
    services.save_answer(place=before, key="beskrivelse", html="<p>Slik var det.</p>", base=UNCHECKED, by=None)
    client = signed_in(Role.PROSJEKTLEDER)
    shown = beside(client, plan, f"tiltak-{tiltak.uid}", "i-fjor")
    assert "Slik var det." in shown
    assert str(answer.prompt) in shown
    new = factories.make_tiltak(plan, "Noe nytt")
    assert "Planen for 2025 hadde ikke dette." in beside(client, plan, f"tiltak-{new.uid}", "i-fjor")


def test_what_others_have_changed_lately_is_marked(signed_in, plan, by):
    tiltak = plan.tiltak.order_by("pk")[0]
    client = signed_in(Role.PROSJEKTLEDER)
    mark = f"//nav[@data-follow]//a[@href='#tiltak-{tiltak.uid}']//*[contains(@class, 'part-mark--changed')]"

    def is_marked() -> bool:
        address = reverse("plan", kwargs=PLAN)
        return bool(Page.of(client.get(address).content).find(mark))

    services.set_title(tiltak=tiltak, title="Mitt eget navn på det", base=UNCHECKED, by=by)
    assert not is_marked()
    services.set_title(tiltak=tiltak, title="Hennes navn", base=UNCHECKED, by=factories.make_person())
    assert is_marked()
    FieldChange.objects.filter(plan=plan).update(at=timezone.now() - datetime.timedelta(days=9))
    assert not is_marked()
