"""Handing over the role of project leader: who gets it, when the other loses it, what is shown, and the way back."""

import datetime

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from plans import services
from plans.models import FieldChange, Invitation, Membership, Person, Pilot
from plans.notices import visible_notices
from plans.roles import Role
from plans.services import When
from tests.factories import make_person, make_tiltak

pytestmark = pytest.mark.django_db
NOON = datetime.datetime(2025, 3, 4, 12, tzinfo=datetime.UTC)
TODAY = datetime.date(2025, 3, 4)
LATER = datetime.date(2025, 4, 1)
EMAIL = "kari@eksempel.example"
LEADER = Role.PROSJEKTLEDER


@pytest.fixture
def pilot(plan) -> Pilot:
    found: Pilot = plan.agreement.pilot
    return found


@pytest.fixture
def role(by, pilot) -> Membership:
    """The role of the leader who leaves."""
    return Membership.objects.get(person=by, pilot=pilot)


def leads(person: Person, pilot: Pilot) -> bool:
    return Membership.objects.filter(person=person, pilot=pilot, role=LEADER).exists()


def hand_over(membership, **fields):
    own = {"to": None, "email": "", "when": When.NOW, "on": None, "by": membership.person, "address": str, "at": NOON}
    return services.hand_over(membership=membership, **{**own, **fields})


def test_a_colleague_takes_over_at_once_and_the_role_can_be_given_back(role, by, pilot, person):
    heir = person(Role.STYRINGSGRUPPE)
    removed = hand_over(role, to=heir)
    assert (leads(by, pilot), leads(heir, pilot)) == (False, True)
    # What she had before, she has still.
    assert Membership.objects.filter(person=heir, role=Role.STYRINGSGRUPPE, pilot=pilot).exists()
    (told,) = visible_notices(heir)
    assert told.sentence() == f"{by.name} har gitt deg rollen som prosjektleder"
    assert FieldChange.objects.filter(pilot=pilot, by=by, label="Ny rolle", after__contains=heir.name).exists()
    assert removed
    services.restore(removed=removed, by=heir)
    assert leads(by, pilot)


def test_on_a_date_both_lead_until_then(role, by, pilot, person):
    heir = person(Role.MEDARBEIDER)
    hand_over(role, to=heir, when=When.DATE, on=LATER, by=person(Role.ADMINISTRATOR))
    assert [leads(by, pilot), leads(heir, pilot)] == [True, True]
    assert [one.sentence() for one in visible_notices(by)] == ["Du slutter som prosjektleder"]
    before = NOON.replace(month=3, day=31)
    assert services.end_due_roles(before) == 0
    on_the_day = NOON.replace(month=4, day=1)
    assert [services.end_due_roles(on_the_day), services.end_due_roles(on_the_day)] == [1, 0]
    assert (leads(by, pilot), leads(heir, pilot)) == (False, True)
    (removed,) = pilot.removed.filter(path__startswith="person/")
    services.restore(removed=removed, by=heir)
    assert services.end_due_roles(on_the_day) == 0


def test_who_was_to_leave_may_stay_after_all(role, by, pilot):
    hand_over(role, email=EMAIL, when=When.DATE, on=LATER)
    hand_over(role, email="en@annen.example", when=When.ACCEPTED)
    services.keep_role(membership=role, by=by, at=NOON.replace(hour=14))
    assert services.end_due_roles(NOON.replace(year=2026)) == 0
    assert not Invitation.objects.exclude(replaces=None).exists()
    assert Invitation.objects.filter(pilot=pilot, revoked_at=None).count() == 2
    changes = FieldChange.objects.filter(path__endswith="/slutter").order_by("pk")
    assert [(one.before, one.after) for one in changes] == [("", "2025-04-01"), ("2025-04-01", "")]


@pytest.mark.parametrize("when", [When.NOW, When.ACCEPTED])
def test_an_invitation_ends_the_role_now_or_when_it_is_taken_up(
    when, role, by, pilot, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        hand_over(role, email=EMAIL, when=when)
    assert mail.outbox[0].to == [EMAIL]
    assert leads(by, pilot) == (when == When.ACCEPTED)
    invitation = Invitation.objects.get(email=EMAIL)
    services.accept_invitation(
        invitation=invitation, name="Kari Li", password="Snøfonna-ligger-lenge", by=None, at=NOON
    )
    assert not leads(by, pilot)
    assert leads(Person.objects.get(email=EMAIL), pilot)


def test_a_role_that_has_ended_already_stops_no_invitation(role, by, pilot):
    hand_over(role, email=EMAIL, when=When.ACCEPTED)
    services.end_membership(membership=role, by=None)
    services.accept_invitation(
        invitation=Invitation.objects.get(email=EMAIL), name="Kari", password="Snøfonna-ligger-lenge", by=None, at=NOON
    )
    assert leads(Person.objects.get(email=EMAIL), pilot)


def test_who_leads_already_takes_over_and_stays(role, pilot):
    heir = make_person(LEADER, pilot=pilot)
    Membership.objects.filter(person=heir).update(ends_on=LATER)
    hand_over(role, to=heir)
    assert Membership.objects.get(person=heir).ends_on is None


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({}, "to"),
        ({"email": EMAIL, "to": "heir"}, "to"),
        ({"to": "heir", "when": When.ACCEPTED}, "when"),
        ({"to": "heir", "when": When.DATE}, "on"),
        ({"to": "heir", "when": When.DATE, "on": TODAY}, "on"),
        ({"to": "stranger"}, "to"),
        ({"to": "self"}, "to"),
        ({"to": "shut out"}, "to"),
    ],
)
def test_what_does_not_go_together_is_refused_at_its_field(fields, field, role, by, pilot, person):
    shut_out = make_person(Role.MEDARBEIDER, pilot=pilot)
    shut_out.is_active = False
    shut_out.save()
    people = {"heir": person(Role.MEDARBEIDER), "stranger": make_person(), "self": by, "shut out": shut_out}
    given = {**fields, "to": people[fields["to"]]} if "to" in fields else fields
    with pytest.raises(ValidationError) as refused:
        hand_over(role, **given)
    assert set(refused.value.message_dict) == {field}
    assert leads(by, pilot)


def test_only_a_leaders_role_and_only_by_who_may_invite(role, person, pilot):
    other = Membership.objects.get(person=person(Role.MEDARBEIDER))
    with pytest.raises(ValidationError, match="Bare rollen som prosjektleder"):
        hand_over(other, email=EMAIL, by=role.person)
    for stranger in (person(Role.MEDARBEIDER), Person.objects.get(email="innlandet@demo.example")):
        with pytest.raises(PermissionDenied):
            hand_over(role, email=EMAIL, by=stranger)
        with pytest.raises(PermissionDenied):
            services.keep_role(membership=role, by=stranger)


# The page


def address(name: str, role: Membership) -> str:
    return reverse(name, kwargs={"pilot": "indre-namdal", "pk": role.pk})


def test_the_page_lists_what_waits_for_who_leaves(signed_in, role, by, plan):
    tiltak = make_tiltak(plan, "Bygge bro")
    tiltak.responsible_text = f"{by.name} i kommunen"
    tiltak.save()
    page = signed_in(LEADER).get(address("hand_over", role))
    assert "ledetekst" in page.content.decode()
    assert [one.title for one in page.context["named"]] == ["Bygge bro"]
    assert by.name not in dict(page.context["form"].fields["to"].choices).values()


def test_a_leader_hands_over_her_own_role_and_is_shown_the_front_page(signed_in, role, by, pilot, person):
    heir = person(Role.MEDARBEIDER)
    client = signed_in(LEADER)
    refused = client.post(address("hand_over", role), {"to": str(heir.pk), "when": "dato", "on": ""})
    assert refused.status_code == 422
    assert "Velg en dag fram i tid." in refused.content.decode()
    answer = client.post(address("hand_over", role), {"to": str(heir.pk), "when": "naa"})
    assert answer.headers["Location"] == reverse("front")
    assert [leads(heir, pilot), leads(by, pilot)] == [True, False]
    # The new leader can give it back.
    assert "Gi tilbake" in client_of(heir).get(reverse("people", kwargs={"pilot": pilot.slug})).content.decode()


def client_of(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_the_people_page_says_who_leaves_and_who_takes_over(signed_in, role, by, pilot):
    client = signed_in(LEADER)
    day = timezone.localdate() + datetime.timedelta(days=30)
    client.post(address("hand_over", role), {"email": EMAIL, "when": "dato", "on": day.isoformat()})
    hand_over(role, email="to@eksempel.example", when=When.ACCEPTED, at=timezone.now())
    people = client.get(reverse("people", kwargs={"pilot": pilot.slug})).content.decode()
    assert f"Slutter {day.day}." in people
    assert f"Tar over etter {by.name}" in people
    answer = client.post(address("keep_role", role), follow=True).content.decode()
    assert f"{by.name} beholder rollen." in answer
    assert "Slutter" not in answer
    assert "Tar over etter" not in answer


def test_a_pilot_whose_only_leader_cannot_sign_in_is_shown_to_the_administrator(signed_in, by):
    client = signed_in(Role.ADMINISTRATOR)
    assert "8 piloter mangler prosjektleder" in client.get(reverse("front")).content.decode()
    Person.objects.filter(pk=by.pk).update(is_active=False)
    assert "9 piloter mangler prosjektleder" in client.get(reverse("front")).content.decode()
    assert client.get(reverse("pilots")).context["without_leader"] == 9
