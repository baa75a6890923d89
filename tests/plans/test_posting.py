"""Mail of notices: to whom, when, how often, what stands in it, and that nothing is sent twice or lost."""

import datetime
import re
from smtplib import SMTPException

import pytest
from django.conf import settings as site
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.urls import reverse

from plans import services
from plans.mail import SHOWN, notices_mail, stop_address
from plans.models import MailChoice, Notice, Person, Plan
from plans.roles import Role
from plans.services.posting import CLAIM_LASTS, MOST, NEWS, WITHIN, post, waiting_people
from tests import factories

pytestmark = pytest.mark.django_db
#: One in the afternoon in Norway.
NOON = datetime.datetime(2025, 3, 4, 12, tzinfo=datetime.UTC)
HOUR, DAY = datetime.timedelta(hours=1), datetime.timedelta(days=1)


class Down(BaseEmailBackend):
    """A mail server that does not answer."""

    def open(self) -> bool:
        raise OSError("nobody there")


class Refusing(BaseEmailBackend):
    """A mail server that takes no address."""

    def send_messages(self, messages):
        raise SMTPException("550")


@pytest.fixture
def leader(plan) -> Person:
    """A leader of Indre Namdal who has signed in."""
    return known(factories.make_person(Role.PROSJEKTLEDER, pilot=plan.agreement.pilot))


def known(person: Person, **fields) -> Person:
    Person.objects.filter(pk=person.pk).update(last_login=NOON - DAY, **fields)
    return Person.objects.get(pk=person.pk)


def tell(plan: Plan, *people: Person, what="nevnt-pilot", about="kommentar/1", at=NOON, **fields) -> list[Notice]:
    own = {"address": "/roller/", "by": Person.objects.get(email="medarbeider@demo.example"), "plan": plan}
    return services.notify(people=people, what=what, about=about, at=at, **{**own, **fields})


def send(at=NOON) -> tuple[int, int]:
    sent, failed = post(people=waiting_people(at), at=at)
    return sent, failed


# When


def test_ones_own_turn_leaves_after_the_commit_and_the_rest_once_a_day(
    plan, leader, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        tell(plan, leader, what="endringer", at=datetime.datetime.now(datetime.UTC))
        assert mail.outbox == []
    assert [one.subject for one in mail.outbox] == ["KDD har bedt om endringer: Handlingsplan 2025 for Indre Namdal"]
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        tell(plan, leader)
    assert mail.outbox == []


@pytest.mark.parametrize("backend", [Down, Refusing])
def test_mail_that_is_down_stops_nothing_and_is_tried_again(
    backend, plan, leader, settings, django_capture_on_commit_callbacks
):
    works, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, f"{__name__}.{backend.__name__}"
    now = datetime.datetime.now(datetime.UTC)
    with django_capture_on_commit_callbacks(execute=True):
        (notice,) = tell(plan, leader, what="endringer", at=now)
    notice.refresh_from_db()
    assert (notice.mailed_at, notice.claimed_at, mail.outbox) == (None, None, [])
    settings.EMAIL_BACKEND = works
    assert send(now) == (1, 0)


def test_what_a_person_chose_is_what_she_gets(plan, leader):
    for turn in MailChoice:
        for rest in MailChoice:
            person = known(leader, mail_turn=turn, mail_rest=rest, digest_on=None)
            Notice.objects.all().delete()
            tell(plan, person, what="endringer", at=NOON - HOUR)
            tell(plan, person, at=NOON)
            mail.outbox.clear()
            send(NOON.replace(hour=3))  # before the day's gathered mail
            early = len(mail.outbox)
            send(NOON)
            told = "".join(str(one.body) for one in mail.outbox)
            assert ("bedt om endringer" in told) == (turn != MailChoice.NEVER)
            assert ("nevnt deg" in told) == (rest != MailChoice.NEVER)
            assert early == (MailChoice.AT_ONCE in (turn, rest))


def test_the_gathered_mail_leaves_once_a_day(plan, leader):
    tell(plan, leader)
    tell(plan, leader, about="kommentar/2")
    assert send() == (1, 0)
    assert mail.outbox[0].subject == "2 varsler fra bygdevekstportalen"
    tell(plan, leader, about="kommentar/3", at=NOON + HOUR)
    assert send(NOON + HOUR) == (0, 0)
    assert send(NOON + DAY) == (1, 0)
    assert len(mail.outbox) == 2


def test_running_twice_sends_once(plan, leader):
    tell(plan, leader, what="endringer")
    assert [send(), send(NOON + HOUR)] == [(1, 0), (0, 0)]


def test_what_another_machine_has_claimed_is_left_alone_until_the_claim_runs_out(plan, leader):
    (notice,) = tell(plan, leader, what="endringer")
    Notice.objects.filter(pk=notice.pk).update(claim="another", claimed_at=NOON)
    assert send(NOON + CLAIM_LASTS - datetime.timedelta(seconds=1)) == (0, 0)
    assert send(NOON + CLAIM_LASTS) == (1, 0)


def test_what_is_read_or_old_is_not_mailed(plan, leader):
    (notice,) = tell(plan, leader, what="endringer")
    services.mark_read(notices=[notice], is_read=True, by=leader, at=NOON)
    tell(plan, leader, what="vedtatt", at=NOON - NEWS)
    assert send() == (0, 0)


def test_nobody_gets_more_mails_than_some_within_an_hour(plan, leader):
    for number in range(MOST + 2):
        tell(plan, leader, what="endringer", about=f"steg/{number}")
        send()
    assert len(mail.outbox) == MOST
    assert send(NOON + WITHIN) == (1, 0)
    assert mail.outbox[-1].subject == "2 varsler fra bygdevekstportalen"


# To whom


def test_nothing_goes_to_who_has_never_been_in_cannot_sign_in_or_is_invented(plan, leader, by):
    pilot = {"pilot": plan.agreement.pilot}
    never = factories.make_person(Role.PROSJEKTLEDER, **pilot)
    shut_out = known(factories.make_person(Role.PROSJEKTLEDER, **pilot))
    invented = known(by)
    tell(plan, never, shut_out, invented, leader, what="endringer")
    Person.objects.filter(pk=shut_out.pk).update(is_active=False)
    assert send() == (1, 0)
    assert [one.to for one in mail.outbox] == [[leader.email]]


def test_invented_people_get_mail_where_they_can_sign_in(plan, by, settings):
    settings.DEMO_LOGINS = True
    tell(plan, known(by), what="endringer")
    assert send() == (1, 0)


def test_who_has_lost_the_role_gets_nothing(plan, leader):
    tell(plan, leader, what="endringer")
    services.end_membership(membership=leader.memberships.get(), by=None)
    assert send() == (0, 0)
    assert Notice.objects.get(person=leader).mailed_at is None


# What stands in it


def test_the_mail_is_plain_and_has_who_what_and_links_alone(plan, leader, settings):
    settings.SITE_URL = "https://portal.example"
    (notice,) = tell(plan, leader, what="endringer")
    send()
    (message,) = mail.outbox
    assert getattr(message, "alternatives", []) == []
    assert message.to == [leader.email]
    assert message.reply_to == []
    address = f"https://portal.example{reverse('open_notice', kwargs={'pk': notice.pk})}"
    start = f"Hei!\n\nKDD har bedt om endringer\nHandlingsplan 2025 for Indre Namdal\n{address}\n\n-- \n"
    assert str(message.body).startswith(start)
    assert set(re.findall(r"https?://\S+", str(message.body))) == {address, "https://portal.example/konto/"}


def test_the_headers_are_those_of_mail_from_a_program(plan, leader, settings):
    settings.SITE_URL = "https://portal.example"
    (notice,) = tell(plan, leader)
    headers = notices_mail(leader, [notice]).message()
    assert headers["Auto-Submitted"] == "auto-generated"
    assert headers["List-Unsubscribe"] == f"<https://portal.example{stop_address(leader)}>"
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert headers["Reply-To"] is None
    assert headers["Message-ID"] == notices_mail(leader, [notice]).message()["Message-ID"]
    (other,) = tell(plan, leader, about="kommentar/2")
    assert headers["Message-ID"] != notices_mail(leader, [notice, other]).message()["Message-ID"]
    assert headers["Message-ID"].endswith("@portal.example>")


def test_a_plan_in_nynorsk_is_told_of_in_nynorsk(plan, leader):
    Plan.objects.filter(pk=plan.pk).update(language="nn")
    tell(plan, leader, what="endringer")
    tell(plan, leader, about="kommentar/2")
    send()
    assert mail.outbox[0].subject == "2 varsel frå bygdevekstportalen"
    assert "KDD har bede om endringar" in mail.outbox[0].body
    assert "Vel kva e-postar du vil ha" in mail.outbox[0].body


def test_a_mail_of_many_things_stays_short_and_says_how_many_more(plan, leader):
    for number in range(SHOWN + 3):
        tell(plan, leader, about=f"kommentar/{number}")
    assert send() == (1, 0)
    assert str(mail.outbox[0].body).count("/varsler/apne/") == SHOWN
    assert "Og 3 til:\nhttp://localhost:8000/varsler/\n" in mail.outbox[0].body


def test_a_name_over_several_lines_breaks_no_header(plan, leader):
    by = factories.make_person()
    by.name = "Kari\r\nBcc: alle@eksempel.example"
    by.save()
    known(leader, mail_rest=MailChoice.AT_ONCE)
    tell(plan, leader, by=by)
    assert send() == (1, 0)
    assert "\n" not in mail.outbox[0].subject


# The person's own page


def test_a_person_chooses_and_others_choices_stay(signed_in, by, leader):
    client = signed_in(Role.PROSJEKTLEDER)
    address = reverse("my_account")
    form = client.get(address).context["form"]
    data = {name: form[name].value() for name in form.fields}
    assert (data["mail_turn"], data["mail_rest"]) == ("straks", "daglig")
    answer = client.post(address, {**data, "mail_rest": "aldri"}, follow=True)
    assert "Valget er lagret." in answer.content.decode()
    by.refresh_from_db()
    leader.refresh_from_db()
    assert (by.mail_turn, by.mail_rest) == ("straks", "aldri")
    assert (leader.mail_turn, leader.mail_rest) == ("straks", "daglig")
    refused = client.post(address, {**data, "mail_rest": "av og til"})
    assert refused.status_code == 422
    conflict = client.post(address, {**data, "mail_rest": "straks"})
    assert conflict.status_code == 422
    assert "Noen andre har endret dette" in conflict.content.decode()


def test_the_link_in_a_mail_stops_mail_after_a_yes_and_without_signing_in(client, leader):
    address = stop_address(leader)
    assert "Slutt å sende meg e-post" in client.get(address).content.decode()
    leader.refresh_from_db()
    assert leader.mail_turn == MailChoice.AT_ONCE
    # As a program for mail does it.
    answer = client.post(address, {"List-Unsubscribe": "One-Click"})
    assert "Du får ikke lenger e-post" in answer.content.decode()
    leader.refresh_from_db()
    assert (leader.mail_turn, leader.mail_rest) == (MailChoice.NEVER, MailChoice.NEVER)


def test_a_link_that_the_portal_did_not_make_stops_nothing(client, leader):
    address = stop_address(leader)
    assert client.post(address[:-2] + "x/").status_code == 404
    leader.refresh_from_db()
    assert leader.mail_turn == MailChoice.AT_ONCE


def test_the_own_page_is_for_who_has_signed_in(client):
    assert client.get(reverse("my_account")).headers["Location"].startswith(reverse(site.LOGIN_URL))
