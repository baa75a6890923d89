"""The page of findings: what stands there, and letting one stand."""

import pytest
from django.urls import reverse

from plans.models import Plan
from plans.roles import Role
from reporting.context import load_control
from reporting.load import load
from reporting.models import Acknowledgement
from tests.factories import make_plan, make_tiltak, put, put_status
from tests.reporting.test_services import NOW, spread_nothing

pytestmark = pytest.mark.django_db


def address(plan: Plan, name: str, **more: object) -> str:
    return reverse(name, kwargs={"pilot": plan.agreement.pilot.slug, "year": plan.year, **more})


def findings(plan: Plan):
    return [one for group in load_control(plan, load(plan), NOW.date()).groups for one in group.findings]


def test_every_finding_stands_with_its_place_and_figures(plan, signed_in):
    spread_nothing(plan)
    page = signed_in(Role.STYRINGSGRUPPE).get(address(plan, "control")).content.decode()
    shown = findings(plan)
    assert shown
    for one in shown:
        assert one.where in page
        assert f"#{one.anchor}" in page
        assert all(amount in page for _, amount in one.amounts)


def test_who_may_not_write_sees_no_way_to_let_it_stand(plan, signed_in):
    spread_nothing(plan)
    writer, reader = (
        signed_in(role).get(address(plan, "control")) for role in (Role.PROSJEKTLEDER, Role.STYRINGSGRUPPE)
    )
    assert writer.context["may_acknowledge"]
    assert address(plan, "acknowledge_finding") in writer.content.decode()
    assert address(plan, "acknowledge_finding") not in reader.content.decode()


def test_a_closed_plan_offers_no_way_either(plan, signed_in):
    spread_nothing(plan)
    put_status(plan, Plan.Status.VEDTATT)
    page = signed_in(Role.PROSJEKTLEDER).get(address(plan, "control")).content.decode()
    assert address(plan, "acknowledge_finding") not in page


def test_one_is_let_stand_and_taken_back(plan, signed_in, by):
    found = spread_nothing(plan)
    client = signed_in(Role.PROSJEKTLEDER)
    sent = {"key": found.key, "reason": "Fordeles i mars."}
    page = client.post(address(plan, "acknowledge_finding"), sent, follow=True).content.decode()
    row = Acknowledgement.objects.get(plan=plan)
    assert (row.reason, row.by) == ("Fordeles i mars.", by)
    assert "Funnet blir stående" in page
    assert "«Fordeles i mars.»" in page
    client.post(address(plan, "withdraw_finding", pk=row.pk))
    assert not Acknowledgement.objects.exists()


def test_without_a_reason_it_is_refused_at_its_own_place(plan, signed_in):
    found = spread_nothing(plan)
    sent = {"key": found.key, "reason": " "}
    response = signed_in(Role.PROSJEKTLEDER).post(address(plan, "acknowledge_finding"), sent)
    assert response.status_code == 422
    page = response.content.decode()
    assert page.count("Skriv hvorfor funnet kan bli stående.") == 1
    assert page.index(found.message.nb) < page.index("Skriv hvorfor funnet kan bli stående.")


def test_a_finding_that_is_gone_is_said_so(plan, signed_in):
    found = spread_nothing(plan)
    put(plan.delmaal.get(number=7), 1)
    sent = {"key": found.key, "reason": "Slik er det."}
    page = signed_in(Role.PROSJEKTLEDER).post(address(plan, "acknowledge_finding"), sent, follow=True).content.decode()
    assert "Funnet er ikke der lenger" in page


def test_the_reason_of_another_plan_is_out_of_reach(plan, signed_in):
    other = make_plan()
    row = Acknowledgement.objects.create(plan=other, key="regel:0", path="plan", reason="Slik er det.", at=NOW)
    response = signed_in(Role.PROSJEKTLEDER).post(address(plan, "withdraw_finding", pk=row.pk))
    assert response.status_code == 404
    assert Acknowledgement.objects.filter(pk=row.pk).exists()


def test_findings_stand_beside_the_text_and_in_the_contents(plan, signed_in):
    tiltak = make_tiltak(plan, "Et tiltak uten noe")
    spread_nothing(plan)
    page = signed_in(Role.PROSJEKTLEDER).get(address(plan, "plan")).content.decode()
    beside = {one.anchor for one in findings(plan)}
    goal = f"delmaal-{plan.delmaal.get(number=7).uid}"
    assert goal in beside
    part = page[page.index(f'id="{goal}"') :]
    assert part.index("part-findings") < part.index("plan-field")
    contents = page[: page.index(f'id="tiltak-{tiltak.uid}"')]
    assert "finding-mark--" in contents


def test_hostile_words_in_a_reason_stay_words(plan, signed_in):
    found = spread_nothing(plan)
    sent = {"key": found.key, "reason": "<script>alert(1)</script>"}
    page = signed_in(Role.PROSJEKTLEDER).post(address(plan, "acknowledge_finding"), sent, follow=True).content.decode()
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_what_stands_beside_a_text_is_of_its_place_alone(plan, signed_in):
    spread_nothing(plan)
    client = signed_in(Role.PROSJEKTLEDER)
    goal = plan.delmaal.get(number=7)
    here = [one for one in findings(plan) if one.anchor == f"delmaal-{goal.uid}"]
    assert here
    beside = client.get(address(plan, "findings_beside", place=f"delmaal-{goal.uid}"))
    assert [one.finding.key for one in beside.context["found"]] == [one.finding.key for one in here]
    elsewhere = client.get(address(plan, "findings_beside", place="del-4")).content.decode()
    assert "Ingen funn her." in elsewhere
    assert f"{beside.context['counts'].advarsel} advars" in elsewhere


@pytest.mark.parametrize("name", ["edit_tiltak", "edit_delmaal", "edit_section"])
def test_every_form_of_texts_has_its_findings_beside_it(plan, signed_in, name):
    tiltak = plan.tiltak.all()[0]
    more, place = {
        "edit_tiltak": ({"uid": tiltak.uid}, f"tiltak-{tiltak.uid}"),
        "edit_delmaal": ({"uid": tiltak.delmaal.uid}, f"delmaal-{tiltak.delmaal.uid}"),
        "edit_section": ({"key": "rammer"}, "del-2"),
    }[name]
    page = signed_in(Role.PROSJEKTLEDER).get(address(plan, name, **more)).content.decode()
    assert address(plan, "findings_beside", place=place) in page
