"""People, their roles, and invitations to them."""

import datetime
import re

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.mail.backends.base import BaseEmailBackend

from plans import services
from plans.models import FieldChange, Invitation, Membership, Party, Person
from plans.roles import NEEDS_PARTY, ROLES, Role
from plans.services import UNCHECKED
from plans.services.invitations import LASTS, MOST_BY_ONE, MOST_TO_ONE, WITHIN, token_hash
from tests.factories import give_role, make_agreement, make_person, pilot

pytestmark = pytest.mark.django_db
NOON = datetime.datetime(2025, 3, 4, 12, tzinfo=datetime.UTC)
PASSWORD = "Snøfonna-ligger-lenge"
ADDRESS = "kari@eksempel.example"


@pytest.fixture
def invite(by, plan, django_capture_on_commit_callbacks):
    """Invite somebody to Indre Namdal, let the mail leave, and return the token of its link and the invitation."""

    def send(role=Role.MEDARBEIDER, **fields):
        own = {"email": ADDRESS, "role": role, "by": by, "pilot": plan.agreement.pilot, "at": NOON}
        with django_capture_on_commit_callbacks(execute=True):
            made = services.create_invitation(**{**own, "address": "https://portal.example/i/{}/".format, **fields})
        return re.findall(r"/i/(.+)/", str(mail.outbox[-1].body))[0], made

    return send


def accept(token, **fields):
    """Open the link, and take the invitation up signed in as nobody unless told otherwise."""
    values = {"name": "Kari Li", "password": PASSWORD, "by": None, "at": NOON, **fields}
    invitation = services.open_invitation(token, at=values["at"])
    return services.accept_invitation(invitation=invitation, **values)


def test_an_invitation_becomes_a_person_with_a_role(invite, plan):
    goals = list(plan.agreement.delmaal.all())[:2]
    token, invitation = invite(delmaal=goals)
    membership = accept(token, name="  Kari   Li ", at=NOON + datetime.timedelta(hours=1))
    person = Person.objects.get(email=ADDRESS)
    assert (membership.person, membership.role, membership.pilot) == (person, Role.MEDARBEIDER, plan.agreement.pilot)
    assert list(membership.delmaal.all()) == goals
    assert person.name == "Kari Li"
    assert person.check_password(PASSWORD)
    assert not person.is_staff
    invitation.refresh_from_db()
    assert invitation.accepted_at == NOON + datetime.timedelta(hours=1)
    assert FieldChange.objects.filter(path=f"invitasjon/{invitation.pk}", by=person).count() == 1


def test_the_mail_is_plain_and_holds_the_link_alone(invite, plan, by):
    token, invitation = invite(email=f" {ADDRESS.upper()} ")
    (message,) = mail.outbox
    assert (message.to, getattr(message, "alternatives", [])) == ([ADDRESS], [])
    assert message.subject == "Invitasjon til bygdevekstportalen i Indre Namdal"
    assert f"{by} har invitert deg til bygdevekstportalen som medarbeider i Indre Namdal." in message.body
    assert f"\n\nhttps://portal.example/i/{token}/\n\n" in message.body
    # Two weeks later, in the portal's own time zone.
    assert "går ut 18. mars 2025 klokken 13.00" in message.body
    assert Invitation.objects.get(pk=invitation.pk).sent_at == NOON


def test_nobody_plagues_one_address_or_sends_like_a_program(plan, by):
    def ask(email, at=NOON):
        own = {"role": Role.OBSERVATOER, "pilot": plan.agreement.pilot, "by": by, "address": str}
        return services.create_invitation(email=email, at=at, **own)

    for _ in range(MOST_TO_ONE):
        ask(ADDRESS)
    with pytest.raises(ValidationError, match="mange invitasjoner"):
        ask(ADDRESS.upper())
    for number in range(MOST_BY_ONE - MOST_TO_ONE):
        ask(f"p{number}@eksempel.example")
    with pytest.raises(ValidationError, match="Du har sendt mange"):
        ask("til@eksempel.example")
    assert ask(ADDRESS, NOON + WITHIN)


def test_a_mail_for_a_party_names_it(invite):
    invite(Role.KOMMUNESEKRETAER, party=Party.objects.get(key="lierne"))
    assert "på vegne av Lierne" in mail.outbox[0].body


def test_the_token_is_nowhere_but_in_the_mail(invite):
    token, invitation = invite()
    assert len(token) >= 43
    row = Invitation.objects.values().get(pk=invitation.pk)
    traces = [*FieldChange.objects.values_list("path", "label", "before", "after")]
    assert token not in str(row) + str(traces) + str(invitation.__dict__)
    assert row["token_hash"] == token_hash(token) != token


def test_no_mail_leaves_for_an_invitation_that_was_not_made(plan, by, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as callbacks, pytest.raises(ValidationError):
        services.create_invitation(
            email="ikke en adresse", role=Role.MEDARBEIDER, pilot=plan.agreement.pilot, address=str, by=by
        )
    assert (callbacks, mail.outbox) == ([], [])


class DeadMail(BaseEmailBackend):
    """A mail relay that does not answer."""

    def send_messages(self, email_messages):
        raise ConnectionRefusedError


@pytest.mark.django_db(transaction=True)
def test_an_invitation_stands_when_its_mail_does_not_leave(plan, by, settings):
    settings.EMAIL_BACKEND = f"{__name__}.DeadMail"
    made = services.create_invitation(
        email=ADDRESS, role=Role.MEDARBEIDER, pilot=plan.agreement.pilot, address=str, by=by
    )
    assert Invitation.objects.get(pk=made.pk).sent_at is None


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (lambda token, made: accept(token), "allerede brukt"),
        (lambda token, made: services.revoke_invitation(invitation=made, by=None, at=NOON), "trukket tilbake"),
    ],
)
def test_a_link_works_once_and_not_when_withdrawn(spoil, sentence, invite):
    token, made = invite()
    spoil(token, made)
    people = Person.objects.count()
    for use in (lambda: accept(token), lambda: services.open_invitation(token, at=NOON)):
        with pytest.raises(ValidationError, match=sentence):
            use()
    assert Person.objects.count() == people


def test_a_link_works_until_it_expires_and_not_then(invite):
    token, made = invite()
    second = datetime.timedelta(seconds=1)
    assert services.open_invitation(token, at=NOON + LASTS - second) == made
    for use in (accept, services.open_invitation):
        with pytest.raises(ValidationError, match="gått ut på dato"):
            use(token, at=NOON + LASTS)
    accept(token, at=NOON + LASTS - second)


def test_a_wrong_link_says_nothing(invite):
    _, made = invite()
    for token in ("", "x", made.token_hash):
        with pytest.raises(ValidationError, match="Lenken er ikke riktig"):
            accept(token)


@pytest.mark.parametrize(
    ("fields", "field"),
    [({"name": " "}, "name"), ({"password": "kort"}, "password"), ({"password": "kari@eksempel.example"}, "password")],
)
def test_what_is_wrong_with_name_and_password_is_told_by_field(fields, field, invite):
    token, made = invite()
    with pytest.raises(ValidationError) as error:
        accept(token, **fields)
    assert list(error.value.message_dict) == [field]
    assert not Person.objects.filter(email=ADDRESS).exists()
    assert Invitation.objects.get(pk=made.pk).accepted_at is None
    accept(token)


def test_somebody_known_gets_the_role_signed_in_and_keeps_the_rest(invite, by):
    known = services.create_person(email=ADDRESS, name="Kari Berg", password="Et annet passord 1", by=None)
    token, _ = invite()
    for other in (None, by):
        with pytest.raises(PermissionDenied):
            accept(token, by=other)
    assert not known.memberships.exists()
    accept(token, name="", password="", by=known)
    known.refresh_from_db()
    assert (known.name, known.memberships.count()) == ("Kari Berg", 1)
    assert known.check_password("Et annet passord 1")


def test_who_has_been_shut_out_is_not_let_in_by_an_invitation(invite):
    known = services.create_person(email=ADDRESS, name="Kari Berg", by=None)
    services.update_person(person=known, name="Kari Berg", email=ADDRESS, is_active=False, base=UNCHECKED, by=None)
    token, made = invite()
    with pytest.raises(ValidationError, match="er stengt"):
        accept(token)
    assert not known.memberships.exists()
    assert Invitation.objects.get(pk=made.pk).accepted_at is None


def test_nobody_is_invited_to_what_she_has(invite):
    token, _ = invite()
    accept(token)
    with pytest.raises(ValidationError, match="har allerede denne rollen"):
        invite()
    invite(Role.STYRINGSGRUPPE)


def test_inviting_again_sends_a_new_link_and_stops_the_old(invite):
    old, first = invite()
    other, _ = invite(email="ola@eksempel.example")
    new, second = invite()
    assert Invitation.objects.get(pk=first.pk).revoked_at == NOON
    with pytest.raises(ValidationError, match="trukket tilbake"):
        accept(old)
    assert accept(new).person.email == second.email == ADDRESS
    accept(other)


def test_what_has_run_out_or_not_is_sent_again_with_a_new_link(invite, by, plan, django_capture_on_commit_callbacks):
    goals = list(plan.agreement.delmaal.all())[2:4]
    for at in (NOON, NOON + LASTS * 2):
        old, made = invite(delmaal=goals)
        with django_capture_on_commit_callbacks(execute=True):
            new = services.renew_invitation(
                invitation=made, by=by, address="https://portal.example/i/{}/".format, at=at
            )
        assert (new.email, new.role, new.pilot, list(new.delmaal.all())) == (ADDRESS, made.role, made.pilot, goals)
        assert (new.expires_at, new.sent_at) == (at + LASTS, None)
        with pytest.raises(ValidationError, match="trukket tilbake"):
            accept(old)
        assert services.open_invitation(re.findall(r"/i/(.+)/", str(mail.outbox[-1].body))[0], at=at) == new


def test_who_may_not_invite_to_a_role_may_not_withdraw_or_send_again(invite, person):
    _, made = invite()
    for other in (Role.MEDARBEIDER, Role.GODKJENNER):
        with pytest.raises(PermissionDenied):
            services.revoke_invitation(invitation=made, by=person(other))
        with pytest.raises(PermissionDenied):
            services.renew_invitation(invitation=made, by=person(other), address=str)
    assert Invitation.objects.get(pk=made.pk).revoked_at is None


def test_nobody_ends_her_own_role(by):
    own = Membership.objects.get(person=by)
    with pytest.raises(ValidationError, match="din egen rolle"):
        services.end_membership(membership=own, by=by)
    assert Membership.objects.filter(pk=own.pk).exists()


def test_an_invitation_that_was_taken_up_is_not_withdrawn(invite, by):
    token, made = invite()
    accept(token)
    with pytest.raises(ValidationError, match="allerede brukt"):
        services.revoke_invitation(invitation=made, by=by)
    assert Invitation.objects.get(pk=made.pk).revoked_at is None


def test_withdrawing_twice_is_withdrawing_once(invite, by):
    _, made = invite()
    services.revoke_invitation(invitation=made, by=by, at=NOON)
    again = services.revoke_invitation(invitation=made, by=by, at=NOON + LASTS)
    assert again.revoked_at == NOON


WHERE = {"own": "indre-namdal", "other": "innlandspiloten", "all": ""}


@pytest.mark.parametrize("where", WHERE)
@pytest.mark.parametrize("wanted", Role)
@pytest.mark.parametrize("held", Role)
def test_who_may_invite_whom_where(held, wanted, where, invite, person, plan):
    """Every role x every role x every place, against the table."""
    there = pilot(WHERE[where]) if WHERE[where] else None
    holder = person(held)
    municipalities = Party.objects.filter(kind="kommune", pilot=there)
    party = municipalities.first() if wanted in NEEDS_PARTY else None
    reaches = held in Role.across_pilots() or where == "own"
    possible = there is not None or wanted in Role.across_pilots()
    allowed = reaches and possible and wanted in ROLES[held].invites
    assert (wanted in services.roles_to_invite(holder, there)) == allowed
    if allowed:
        invite(wanted, by=holder, pilot=there, party=party)
        assert Invitation.objects.filter(email=ADDRESS, role=wanted, pilot=there).exists()
    else:
        with pytest.raises(PermissionDenied):
            services.create_invitation(email=ADDRESS, role=wanted, by=holder, pilot=there, party=party, address=str)
        assert not Invitation.objects.exists()


def test_who_is_nobody_invites_nobody(plan):
    assert services.roles_to_invite(make_person(), plan.agreement.pilot) == []


def test_a_leader_of_one_pilot_invites_to_no_other_even_with_a_role_there(by, plan):
    other = make_agreement().pilot
    give_role(by, Role.MEDARBEIDER, pilot=other)
    assert services.roles_to_invite(by, other) == []


@pytest.mark.parametrize("enter", ["member", "invitation"])
@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        (lambda pilot: {"role": Role.KOMMUNESEKRETAER, "party": Party.objects.get(key="kdd")}, "pilotens kommuner"),
        (
            lambda pilot: {
                "role": Role.KOMMUNESEKRETAER,
                "party": Party.objects.filter(kind="kommune").exclude(pilot=pilot)[0],
            },
            "pilotens kommuner",
        ),
        (
            lambda pilot: {"role": Role.MEDARBEIDER, "delmaal": [make_agreement().delmaal.all()[0]]},
            "en annen pilot",
        ),
        (
            lambda pilot: {"role": Role.STYRINGSGRUPPE, "delmaal": [pilot.agreements.all()[0].delmaal.all()[0]]},
            "kan ikke begrenses",
        ),
    ],
)
def test_a_role_is_held_where_it_can_be(fields, sentence, enter, plan):
    there = plan.agreement.pilot
    own = {"person": make_person()} if enter == "member" else {"email": ADDRESS, "address": str}
    give = services.add_membership if enter == "member" else services.create_invitation
    with pytest.raises(ValidationError, match=sentence):
        give(pilot=there, by=None, **own, **fields(there))


def member(role=Role.MEDARBEIDER, **where):
    return give_role(make_person(), role, **{"pilot": pilot("indre-namdal"), **where})


def test_a_role_is_ended_and_given_back(by, plan):
    goals = list(plan.agreement.delmaal.all())[2:4]
    found = member(delmaal=goals)
    removed = services.end_membership(membership=found, by=by, at=NOON)
    assert not Membership.objects.filter(pk=found.pk).exists()
    assert Person.objects.filter(pk=found.person_id, is_active=True).exists()
    with pytest.raises(ValidationError, match="allerede avsluttet"):
        services.end_membership(membership=found, by=by)
    services.restore(removed=removed, by=by)
    assert list(Membership.objects.get(pk=found.pk).delmaal.all()) == goals


def test_who_may_not_give_a_role_may_not_give_it_back(by, person):
    kept = member(Role.SAKSBEHANDLER)
    removed = services.end_membership(membership=kept, by=person(Role.ADMINISTRATOR))
    with pytest.raises(PermissionDenied):
        services.restore(removed=removed, by=by)
    assert not Membership.objects.filter(pk=kept.pk).exists()
    services.restore(removed=removed, by=person(Role.ADMINISTRATOR))
    assert Membership.objects.filter(pk=kept.pk).exists()


def test_a_role_that_was_given_anew_is_not_given_back(by):
    found = member()
    removed = services.end_membership(membership=found, by=by)
    give_role(found.person, Role.MEDARBEIDER, pilot=found.pilot)
    with pytest.raises(ValidationError, match="Personen har allerede denne rollen her"):
        services.restore(removed=removed, by=by)


def test_who_may_not_invite_to_a_role_may_not_end_or_limit_it(by, person):
    for kept in (
        member(pilot=pilot("innlandspiloten")),
        Membership.objects.get(role=Role.ADMINISTRATOR),
        member(Role.SAKSBEHANDLER),
    ):
        with pytest.raises(PermissionDenied):
            services.end_membership(membership=kept, by=by)
        with pytest.raises(PermissionDenied):
            services.set_membership_delmaal(membership=kept, delmaal=[], base=UNCHECKED, by=by)
        assert Membership.objects.filter(pk=kept.pk).exists()
    for other in (Role.MEDARBEIDER, Role.GODKJENNER):
        with pytest.raises(PermissionDenied):
            services.end_membership(membership=member(), by=person(other))


def test_the_delmaal_of_a_collaborator_are_named_in_the_trace(by, plan):
    found = member()
    services.set_membership_delmaal(
        membership=found, delmaal=list(plan.agreement.delmaal.all()[:1]), base=UNCHECKED, by=by
    )
    trace = FieldChange.objects.filter(path=f"person/{found.person_id}/rolle/{found.pk}/delmaal")[0]
    assert trace.before == "alle"
    assert trace.after.startswith("1. ")
    with pytest.raises(ValidationError, match="kan ikke begrenses"):
        services.set_membership_delmaal(
            membership=member(Role.STYRINGSGRUPPE),
            delmaal=list(plan.agreement.delmaal.all()[:1]),
            base=UNCHECKED,
            by=by,
        )
