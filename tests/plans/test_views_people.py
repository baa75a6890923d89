"""The people of a pilot, and of all of them: who is shown to whom, and what becomes of each button."""

import datetime

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from plans import services
from plans.models import Invitation, Membership
from plans.roles import ROLES, Role
from plans.views.people import LINKS
from tests.factories import give_role, make_agreement, make_person
from tests.site.pages import Page, text

pytestmark = pytest.mark.django_db
PILOT = {"pilot": "indre-namdal"}
EMAIL = "kari@eksempel.example"
REFUSED = 422


def address(name: str, **more) -> str:
    return reverse(name, kwargs={**PILOT, **more})


def folk(client) -> Page:
    return Page.of(client.get(address("people")).content)


def who(page: Page) -> str:
    return text(page.one("//main"))


@pytest.fixture
def leader(signed_in):
    return signed_in(Role.PROSJEKTLEDER)


@pytest.fixture
def invite(leader, django_capture_on_commit_callbacks):
    """Send the form as a person does, and let the mail leave."""

    def send(**data):
        with django_capture_on_commit_callbacks(execute=True):
            return leader.post(address("invite"), {"email": EMAIL, "role": "medarbeider", **data})

    return send


def test_everybody_is_shown_with_role_sentence_and_limit(leader, plan):
    page = folk(leader)
    collaborator = text(page.by_id(f"rolle-{Membership.objects.get(role=Role.MEDARBEIDER).pk}"))
    assert "Aslak Lifjelldal" in collaborator
    assert "medarbeider@demo.example" in collaborator
    assert "Bare delmål 4" in collaborator
    assert ROLES[Role.MEDARBEIDER].sentence in collaborator
    assert "for Lierne" in who(page)
    # Who reads drafts from outside is no secret, and no part of the pilot.
    assert "Berit Haugstua" in text(page.one("//section[@aria-labelledby='tvers-tittel']"))
    assert "Oda Kvernmo" not in who(page)


def test_who_may_not_invite_sees_it_and_nothing_to_press(signed_in, invite):
    invite()
    for role in (Role.MEDARBEIDER, Role.STYRINGSGRUPPE):
        page = folk(signed_in(role))
        assert EMAIL in who(page)
        assert page.find("//main//form") == []
        assert page.find("//main//a[contains(@href, '/inviter/') or contains(@href, '/delmal/')]") == []


def test_nobody_is_offered_to_end_her_own_role(leader, by):
    own = folk(leader).by_id(f"rolle-{Membership.objects.get(person=by).pk}")
    assert own.xpath(".//form") == []


@pytest.mark.parametrize("role", [Role.PROSJEKTLEDER, Role.ADMINISTRATOR])
def test_only_roles_one_may_invite_to_are_offered(role, signed_in, person, plan):
    form = signed_in(role).get(address("invite")).context["form"]
    offered = [value for value, _ in form.fields["role"].choices]
    assert offered == services.roles_to_invite(person(role), plan.agreement.pilot)
    assert (Role.ADMINISTRATOR in offered) == (role == Role.ADMINISTRATOR)


def test_an_invitation_limited_to_a_delmaal_is_sent_and_listed(invite, leader, plan):
    goal = plan.agreement.delmaal.get(priority=2)
    assert invite(delmaal=[str(goal.uid)])["Location"] == address("people") + "#inviterte"
    made = Invitation.objects.get()
    assert list(made.delmaal.all()) == [goal]
    section = text(folk(leader).one("//section[@id='inviterte']"))
    assert f"{EMAIL} Invitert av Ingrid Fossmo" in section
    assert "Bare delmål 2" in section
    assert "Lenken virker til" in section
    assert "E-posten ble sendt" in section
    assert mail.outbox[0].to == [EMAIL]


def test_the_link_is_shown_where_mail_goes_nowhere_and_to_who_made_it_alone(invite, leader, signed_in):
    invite()
    link = mail.outbox[0].body.split("begynne:\n\n")[1].split()[0]
    assert folk(leader).one(f"//a[@href='{link}']") is not None
    assert link not in signed_in(Role.ADMINISTRATOR).get(address("people")).content.decode()


def test_a_link_that_a_session_still_has_is_not_shown_where_mail_is_real(client, settings, plan):
    settings.DEMO_LOGINS = True
    client.force_login(make_person(Role.PROSJEKTLEDER, pilot=plan.agreement.pilot))
    client.post(address("invite"), {"email": EMAIL, "role": "medarbeider"})
    (link,) = client.session[LINKS].values()
    assert link in client.get(address("people")).content.decode()
    settings.DEMO_LOGINS = False
    page = client.get(address("people")).content.decode()
    assert EMAIL in page
    assert link not in page


def test_no_session_keeps_a_link_where_mail_is_real(client, settings, plan):
    settings.DEMO_LOGINS = False
    client.force_login(make_person(Role.PROSJEKTLEDER, pilot=plan.agreement.pilot))
    assert client.post(address("invite"), {"email": EMAIL, "role": "medarbeider"}).status_code == 302
    assert Invitation.objects.filter(email=EMAIL).exists()
    assert LINKS not in client.session


def test_a_mail_that_did_not_leave_is_told(leader):
    # Outside a captured commit nothing is sent.
    leader.post(address("invite"), {"email": EMAIL, "role": "medarbeider"})
    assert "E-posten gikk ikke av gårde." in who(folk(leader))


@pytest.mark.parametrize(
    ("data", "field", "sentence"),
    [
        ({"email": "kari"}, "email", "Oppgi en gyldig e-postadresse"),
        ({"role": "administrator"}, "role", "Velg et gyldig valg"),
        ({"role": "samarbeidspart"}, "party", "Denne rollen gjelder én part."),
        ({"role": "kommunesekretaer", "party": "kdd"}, "party", "hører til en av pilotens kommuner"),
        ({"party": "lierne"}, "party", "ingen på vegne av noen"),
        ({"email": "medarbeider@demo.example"}, "email", "har allerede denne rollen her"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(data, field, sentence, invite):
    response = invite(**data)
    assert response.status_code == REFUSED
    assert sentence in " ".join(response.context["form"].errors[field])
    assert not Invitation.objects.exists()


def test_a_role_without_limits_cannot_be_limited(invite, plan):
    response = invite(role="styringsgruppe", delmaal=[str(plan.agreement.delmaal.all()[0].uid)])
    assert "Bare en medarbeider" in " ".join(response.context["form"].errors["delmaal"])


def test_the_role_one_came_for_is_chosen_and_no_other_can_be(leader):
    assert leader.get(address("invite") + "?rolle=observatoer").context["form"]["role"].value() == "observatoer"
    assert leader.get(address("invite") + "?rolle=administrator").context["form"]["role"].value() == ""


def test_withdrawing_and_sending_again(invite, leader, django_capture_on_commit_callbacks):
    invite()
    first = Invitation.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        leader.post(address("send_invitation_again", pk=first.pk))
    second = Invitation.objects.get(revoked_at=None)
    assert second.pk != first.pk
    assert len(mail.outbox) == 2
    response = leader.post(address("withdraw_invitation", pk=second.pk), follow=True)
    assert "er trukket tilbake" in response.content.decode()
    assert "Ingen invitasjoner venter på svar." in response.content.decode()
    again = leader.post(address("withdraw_invitation", pk=second.pk))
    assert again.status_code == 302


def test_an_invitation_that_ran_out_is_marked(invite, leader):
    invite()
    past = timezone.now() - datetime.timedelta(days=1)
    Invitation.objects.update(expires_at=past, created_at=past - datetime.timedelta(days=14))
    assert "Gått ut" in who(folk(leader))


def test_the_limit_of_a_collaborator_is_changed_and_a_stale_page_is_told(leader, plan):
    membership = Membership.objects.get(role=Role.MEDARBEIDER)
    page = leader.get(address("limit_membership", pk=membership.pk))
    form = page.context["form"]
    goals = {goal.priority: str(goal.uid) for goal in plan.agreement.delmaal.all()}
    assert form["delmaal"].value() == [goals[4]]
    base = form["delmaal-base"].value()
    saved = leader.post(
        address("limit_membership", pk=membership.pk), {"delmaal": [goals[1], goals[4]], "delmaal-base": base}
    )
    assert saved.status_code == 302
    assert [goal.priority for goal in membership.delmaal.all()] == [1, 4]
    stale = leader.post(address("limit_membership", pk=membership.pk), {"delmaal": [], "delmaal-base": base})
    assert stale.status_code == REFUSED
    assert stale.context["form"].conflicts["delmaal"].startswith("1. ")
    assert membership.delmaal.count() == 2


def test_a_role_that_cannot_be_limited_has_no_such_page(leader):
    membership = Membership.objects.get(role=Role.STYRINGSGRUPPE)
    assert leader.get(address("limit_membership", pk=membership.pk)).status_code == 404


def test_a_role_is_ended_and_given_back(leader):
    membership = Membership.objects.get(role=Role.STYRINGSGRUPPE)
    response = leader.post(address("end_role", pk=membership.pk), follow=True)
    assert "Torunn Mebygda er ikke lenger medlem av styringsgruppen." in who_and_messages(response)
    assert not Membership.objects.filter(pk=membership.pk).exists()
    (entry,) = response.context["ended"]
    leader.post(address("give_role_back", pk=entry.pk))
    assert Membership.objects.filter(pk=membership.pk).exists()
    assert folk(leader).find("//*[@id='avsluttede']") == []


def who_and_messages(response) -> str:
    return text(Page.of(response.content).one("//body"))


def test_a_role_of_another_pilot_is_not_found_here(leader):
    other = give_role(make_person(), Role.MEDARBEIDER, pilot=make_agreement().pilot)
    for name in ("end_role", "limit_membership"):
        assert leader.post(address(name, pk=other.pk)).status_code == 404
    assert Membership.objects.filter(pk=other.pk).exists()


def test_a_role_one_may_not_give_is_not_offered_back(leader, signed_in, plan):
    kept = give_role(make_person(), Role.SAKSBEHANDLER, pilot=plan.agreement.pilot)
    administrator = signed_in(Role.ADMINISTRATOR)
    administrator.post(address("end_role", pk=kept.pk))
    assert leader.get(address("people")).context["ended"] == []
    (entry,) = administrator.get(address("people")).context["ended"]
    assert leader.post(address("give_role_back", pk=entry.pk)).status_code == 403
    assert not Membership.objects.filter(pk=kept.pk).exists()


def test_an_invitation_of_another_pilot_is_not_found_here(leader):
    other = services.create_invitation(
        email=EMAIL, role=Role.MEDARBEIDER, pilot=make_agreement().pilot, by=None, address=str
    )
    for name in ("withdraw_invitation", "send_invitation_again"):
        assert leader.post(address(name, pk=other.pk)).status_code == 404


def test_an_administrator_looks_after_the_roles_across_pilots(signed_in, person, django_capture_on_commit_callbacks):
    client = signed_in(Role.ADMINISTRATOR)
    page = who(Page.of(client.get(reverse("people")).content))
    assert "Jonas Vikhammer" in page
    assert "Ingrid Fossmo" not in page
    form = client.get(reverse("invite")).context["form"]
    assert [value for value, _ in form.fields["role"].choices] == Role.across_pilots()
    assert not {"party", "delmaal"} & set(form.fields)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("invite"), {"email": EMAIL, "role": "kdd-godkjenner"})
    made = Invitation.objects.get()
    assert (made.pilot, made.role, len(mail.outbox)) == (None, Role.GODKJENNER, 1)
    membership = Membership.objects.get(person=person(Role.SAKSBEHANDLER))
    client.post(reverse("end_role", kwargs={"pk": membership.pk}))
    (entry,) = client.get(reverse("people")).context["ended"]
    client.post(reverse("give_role_back", kwargs={"pk": entry.pk}))
    assert Membership.objects.filter(pk=membership.pk).exists()


def test_the_page_takes_the_same_queries_whatever_its_length(leader, plan):
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert leader.get(address("people")).status_code == 200
        return len(asked)

    counts = []
    for number in (1, 30):
        for place in range(number):
            give_role(
                make_person(), Role.MEDARBEIDER, pilot=plan.agreement.pilot, delmaal=list(plan.agreement.delmaal.all())
            )
            services.create_invitation(
                email=f"{number}-{place}@eksempel.example",
                role=Role.MEDARBEIDER,
                pilot=plan.agreement.pilot,
                delmaal=list(plan.agreement.delmaal.all()[:2]),
                by=None,
                address=str,
            )
        counts.append(queries())
    assert counts[0] == counts[1]
