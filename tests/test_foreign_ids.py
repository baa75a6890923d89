"""Ids of another plan or pilot, in an address or a form, reach nothing; fields that are not asked for set nothing."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from budgets import services as money
from budgets.models import BudgetLine, Frame, FundingSource
from plans import services
from plans.models import Invitation, Membership, Party, Person, Plan
from plans.roles import Role
from tests import factories
from tests.good_posts import good_post
from tests.submitting import on_page
from tests.test_permission_posts import watched

pytestmark = pytest.mark.django_db

PILOT = {"pilot": "indre-namdal"}
PLAN = {**PILOT, "year": 2025}


@pytest.fixture
def leader(signed_in) -> Client:
    """The project leader of Indre Namdal."""
    found: Client = signed_in(Role.PROSJEKTLEDER)
    return found


@pytest.fixture
def other() -> Plan:
    """The plan of another pilot."""
    return Plan.objects.select_related("agreement__pilot").get(slug="innlandspiloten-2025")


def refused(client: Client, address: str, data: dict[str, Any], *statuses: int) -> None:
    """A post gets one of these statuses and changes nothing."""
    with watched() as written:
        assert client.post(address, data).status_code in statuses
    assert not written


# In the address


@pytest.mark.parametrize(
    "name",
    [
        "put_back",
        "pilot_put_back",
        "give_role_back",
        "withdraw_invitation",
        "send_invitation_again",
        "end_role",
        "limit_membership",
        "edit_agreement_row",
        "remove_agreement_row",
        "edit_agreement_delmaal",
        "remove_agreement_delmaal",
        "edit_frame",
        "remove_frame",
        "edit_tiltak",
        "remove_tiltak",
        "edit_begrunnelse",
        "edit_vurdering",
        "edit_delmaal",
        "edit_post",
        "remove_post",
        "edit_amounts",
        "edit_amounts:tiltak",
        "answer_received",
        "put_received",
        "cancel_received",
        "read_received",
        "drop_received",
        "take_received",
        "undo_stored",
    ],
)
def test_a_row_of_another_pilot_is_not_found_under_ones_own(name, leader, other, settings):
    """The other pilot's leader has made the row; ours asks for it under her own pilot's name."""
    theirs = Client()
    theirs.force_login(Person.objects.get(email="innlandet@demo.example"))
    factories.make_tiltak(other)
    factories.make_post(other, "Post for prøving")
    address, data = good_post(name, theirs, other)
    assert "/innlandspiloten/" in address
    own = address.replace("/innlandspiloten/", "/indre-namdal/")
    refused(leader, own, data, 404)


def test_a_finding_of_another_plan_is_not_found(leader, plan):
    address, data = good_post("withdraw_finding", leader, plan)
    theirs = Client()
    theirs.force_login(Person.objects.get(email="innlandet@demo.example"))
    refused(theirs, address.replace("/indre-namdal/", "/innlandspiloten/"), data, 404)


def test_a_picture_of_another_plan_is_not_found(plan, other, signed_in):
    leader = Client()
    leader.force_login(Person.objects.get(email="innlandet@demo.example"))
    sha = plan.figures.first().blob_id
    kwargs = {"pilot": "innlandspiloten", "year": 2025, "sha256": sha}
    assert leader.get(reverse("figure", kwargs=kwargs)).status_code == 404


# In the form


def test_a_tiltak_is_not_moved_to_a_delmaal_of_another_plan(leader, plan, other):
    address = reverse("move_tiltak", kwargs={**PLAN, "uid": plan.tiltak.all()[0].uid})
    refused(leader, address, {"target": str(other.delmaal.all()[0].uid), "place": 1}, 422)


def test_a_collaborator_moves_nothing_to_a_delmaal_that_is_not_hers(signed_in, plan):
    hers, another = plan.delmaal.get(number=4), plan.delmaal.get(number=1)
    address = reverse("move_tiltak", kwargs={**PLAN, "uid": hers.tiltak.all()[0].uid})
    refused(signed_in(Role.MEDARBEIDER), address, {"target": str(another.uid), "place": 1}, 422)


def test_a_collaborator_puts_nothing_back_in_a_delmaal_that_is_not_hers(signed_in, plan):
    entry = services.delete_tiltak(tiltak=plan.delmaal.get(number=1).tiltak.all()[0], by=None)
    refused(signed_in(Role.MEDARBEIDER), reverse("put_back", kwargs={**PLAN, "pk": entry.pk}), {}, 403)


def test_a_source_of_another_pilot_takes_no_frame(leader, other):
    money.create_source(pilot=other.agreement.pilot, kind="annet", name="Deres kilde", key="deres", by=None)
    address = reverse("new_frame", kwargs=PILOT)
    data = {**on_page(leader, address), "source": "deres", "kroner": "5000", "certainty": "planlagt"}
    refused(leader, address, data, 422)
    theirs = FundingSource.objects.get(key="deres")
    refused(leader, address, {**data, "source": theirs.pk}, 422)
    assert not Frame.objects.filter(source=theirs).exists()


def test_a_source_of_another_pilot_takes_no_amount(leader, plan, other):
    money.create_source(pilot=other.agreement.pilot, kind="annet", name="Deres kilde", key="deres", by=None)
    address = reverse("edit_amounts", kwargs={**PLAN, "kind": "tiltak", "uid": plan.tiltak.all()[0].uid})
    extra = {"deres-2025-planlagt-kroner": "999", "deres-2025-planlagt-certainty": "planlagt"}
    refused(leader, address, {**on_page(leader, address), **extra}, 302)
    assert not BudgetLine.objects.filter(source__key="deres").exists()


@pytest.mark.parametrize("shared", ["finnes-ikke", "indre-namdal"])
def test_money_is_shared_with_a_pilot_that_is_there_and_another(leader, plan, shared):
    address = reverse("edit_amounts", kwargs={**PLAN, "kind": "tiltak", "uid": plan.tiltak.all()[0].uid})
    data = {name: "" if value is None else value for name, value in on_page(leader, address).items()}
    refused(leader, address, {**data, "kdd-2025-planlagt-shared": shared}, 422)


def test_a_work_group_is_not_tied_to_a_delmaal_of_another_agreement(leader, other):
    address = reverse("new_agreement_row", kwargs={**PILOT, "kind": "arbeidsgruppe"})
    goal = other.agreement.delmaal.all()[0]
    for named in (goal.pk, goal.uid):
        refused(leader, address, {"name": "Gruppe", "leader": "", "delmaal": str(named)}, 422)


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.SAKSBEHANDLER, Role.GODKJENNER, "alt"])
def test_a_leader_invites_to_no_role_above_her(leader, role):
    refused(leader, reverse("invite", kwargs=PILOT), {"email": "ny@eksempel.example", "role": str(role)}, 422)


def test_a_collaborator_of_another_pilots_delmaal_is_not_invited(leader, other):
    theirs = str(other.agreement.delmaal.all()[0].uid)
    data = {"email": "ny@eksempel.example", "role": "medarbeider", "delmaal": [theirs]}
    refused(leader, reverse("invite", kwargs=PILOT), data, 422)


def test_a_secretary_is_of_one_of_the_pilots_own_municipalities(leader, other):
    theirs = Party.objects.filter(kind="kommune").exclude(pilot__slug="indre-namdal")[0]
    data = {"email": "ny@eksempel.example", "role": "kommunesekretaer", "party": theirs.key}
    refused(leader, reverse("invite", kwargs=PILOT), data, 422)
    assert not Invitation.objects.exists()


def test_nobody_gives_herself_another_role_through_her_own_row(leader, by):
    own = by.memberships.get()
    for name in ("limit_membership", "end_role"):
        address = reverse(name, kwargs={**PILOT, "pk": own.pk})
        leader.post(address, {"role": "administrator", "pilot": "", "delmaal": []})
    assert not Membership.objects.filter(person=by, role=Role.ADMINISTRATOR).exists()


# Fields that are not asked for, in the registers


def test_the_registers_save_what_they_ask_for_and_nothing_else(signed_in, plan):
    client = signed_in(Role.ADMINISTRATOR)
    kari = services.create_person(email="kari@eksempel.example", name="Kari", password="et langt ord", by=None)
    address = reverse("admin:plans_person_change", args=[kari.pk])
    base = on_page_of_admin(client, address)
    sent = {**base, "name": "Kari Li", "is_demo": "on", "password": "pbkdf2$x", "last_login": "2020-01-01", "id": "1"}
    assert client.post(address, sent).status_code == 302
    fresh = Person.objects.get(pk=kari.pk)
    assert (fresh.name, fresh.is_demo, fresh.check_password("et langt ord")) == ("Kari Li", False, True)

    party = services.create_party(name="Bygdelaget", kind="annet", by=None)
    address = reverse("admin:plans_party_change", args=[party.pk])
    sent = {**on_page_of_admin(client, address), "short_name": "BL"}
    sent |= {"key": "annen", "pilot": str(plan.agreement.pilot_id)}
    assert client.post(address, sent).status_code == 302
    party.refresh_from_db()
    assert (party.key, party.pilot, party.short_name) == ("bygdelaget", None, "BL")

    membership = factories.make_person(Role.MEDARBEIDER, pilot=plan.agreement.pilot).memberships.get()
    address = reverse("admin:plans_membership_change", args=[membership.pk])
    client.post(address, {**on_page_of_admin(client, address), "role": "administrator", "pilot": ""})
    membership.refresh_from_db()
    assert (membership.role, membership.pilot) == (Role.MEDARBEIDER, plan.agreement.pilot)


def on_page_of_admin(client: Client, address: str) -> dict[str, object]:
    """Return what the form of a register would send if nothing was changed."""
    context = client.get(address).context
    forms = [context["adminform"].form, *(one.formset.management_form for one in context["inline_admin_formsets"])]
    values = {form.add_prefix(name): form[name].value() for form in forms for name in form.fields}
    return {name: value for name, value in values.items() if value is not None and value is not False and value != ""}


def test_what_was_removed_from_a_plan_or_an_agreement_is_not_put_back_in_the_registers(signed_in, plan):
    client = signed_in(Role.ADMINISTRATOR)
    frame = money.create_frame(
        agreement=plan.agreement,
        source=plan.agreement.pilot.sources.get(key="kdd"),
        year=2026,
        kroner=50,
        certainty="planlagt",
        by=None,
    )
    for entry in (
        services.delete_tiltak(tiltak=factories.make_tiltak(plan), by=None),
        money.remove_frame(frame=frame, by=None),
    ):
        data = {"action": "put_back", "_selected_action": [entry.pk], "index": 0}
        refused(client, reverse("admin:plans_removed_changelist"), data, 302)


# The address of one field


def test_a_field_of_another_plan_is_not_found(leader, plan, other):
    theirs = factories.make_tiltak(other)
    for path in (f"tiltak/{theirs.uid}/title", f"delmaal/{other.delmaal.all()[0].uid}/svar/resultater"):
        refused(leader, reverse("field", kwargs={**PLAN, "path": path}), {"title": "Tatt"}, 404)


@pytest.mark.parametrize("name", ["status", "slug", "year", "agreement", "changed_by", "form", "id"])
def test_a_column_that_is_no_field_is_not_found(leader, plan, name):
    uid = plan.tiltak.all()[0].uid
    for path in (f"plan/{name}", f"tiltak/{uid}/{name}", f"tiltak/{uid}/plan", f"tiltak/{uid}/delmaal"):
        refused(leader, reverse("field", kwargs={**PLAN, "path": path}), {name: "godkjent"}, 404)


def test_a_collaborator_writes_no_field_outside_her_delmaal(signed_in, plan):
    client, outside = signed_in(Role.MEDARBEIDER), plan.delmaal.get(number=1)
    tiltak = outside.tiltak.all()[0]
    for path in ("plan/svar/rammer", f"delmaal/{outside.uid}/svar/resultater", f"tiltak/{tiltak.uid}/title"):
        data = {"svar-rammer": "Mitt.", "svar-resultater": "Mitt.", "title": "Mitt"}
        refused(client, reverse("field", kwargs={**PLAN, "path": path}), data, 403)
