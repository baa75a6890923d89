"""Mailing people what they have been told: at once, or gathered once a day, as each of them has chosen.

Two machines may do this at the same time, and one may die in the middle. So who mails first claims the notices, in a
transaction of its own that locks the person; then the mail leaves; then it is noted. A claim that came to nothing runs
out, and the mail is sent again with the same Message-ID. Nothing is claimed before the mail server has answered.
"""

import datetime
import logging
import secrets
from collections.abc import Iterable
from smtplib import SMTPException
from typing import NamedTuple

from django.conf import settings
from django.core.mail import get_connection
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from plans.mail import notices_mail
from plans.models import MailChoice, Notice, Person
from plans.notices import visible_notices

log = logging.getLogger(__name__)

#: A claim older than this is of a machine that died.
CLAIM_LASTS = datetime.timedelta(minutes=15)
#: Nobody gets more mails than this within an hour; what is over is gathered in one when the hour has passed.
MOST, WITHIN = 6, datetime.timedelta(hours=1)
#: What nobody was mailed of for so long is no news.
NEWS = datetime.timedelta(days=7)
#: The hour of the day from which the gathered mail leaves.
DIGEST_FROM = 6


class Posted(NamedTuple):
    """How many mails left and how many did not."""

    sent: int
    failed: int


class _Claim(NamedTuple):
    """What one mail tells, and how to give it back: the day of the last gathered mail before this one."""

    word: str
    notices: list[Notice]
    digest_before: datetime.date | None


def post(*, people: Iterable[Person], at: datetime.datetime) -> Posted:
    """Mail people what is due to them now, one mail each.

    Raises OSError or SMTPException when the mail server does not answer; nothing has been claimed then. An address
    that it refuses is logged, counted and tried again later.
    """
    sent = failed = 0
    with get_connection() as connection:
        for person in people:
            claim = _claim(person, at)
            if claim is None:
                continue
            message = notices_mail(person, claim.notices)
            message.connection = connection
            try:
                message.send()
            except (OSError, SMTPException):
                log.exception("The mail to person %s did not leave.", person.pk)
                _give_back(person, claim)
                failed += 1
            else:
                Notice.objects.filter(claim=claim.word).update(mailed_at=at)
                sent += 1
    return Posted(sent, failed)


def waiting_people(at: datetime.datetime) -> QuerySet[Person]:
    """Return everybody who may be mailed and has notices that nobody has read or mailed, by key."""
    return _reachable().filter(pk__in=_waiting(at).values("person")).order_by("pk")


def at_once(people: Iterable[int], *, is_turn: bool) -> QuerySet[Person]:
    """Return those among people, by their keys, who want to be mailed at once: of their own turn, or of the rest."""
    wanted = {"mail_turn" if is_turn else "mail_rest": MailChoice.AT_ONCE}
    return _reachable().filter(pk__in=list(people), **wanted).order_by("pk")


def _reachable() -> QuerySet[Person]:
    """Return those who may be mailed: they can sign in, and have done so, which begins with taking up an invitation."""
    found = Person.objects.filter(is_active=True, last_login__isnull=False)
    return found if settings.DEMO_LOGINS else found.filter(is_demo=False)


def _waiting(at: datetime.datetime) -> QuerySet[Notice]:
    """Return the notices that are neither read nor mailed, nor being mailed just now, and are news still."""
    free = Q(claimed_at__isnull=True) | Q(claimed_at__lte=at - CLAIM_LASTS)
    return Notice.objects.filter(free, read_at__isnull=True, mailed_at__isnull=True, at__gt=at - NEWS)


@transaction.atomic
def _claim(person: Person, at: datetime.datetime) -> _Claim | None:
    """Claim what is due to a person now; None where nothing is, or she has got many mails already."""
    fresh = _reachable().select_for_update().filter(pk=person.pk).first()
    if fresh is None:
        return None
    lately = Notice.objects.filter(person=fresh, mailed_at__gt=at - WITHIN)
    if lately.values("claim").distinct().count() >= MOST:
        return None
    local = timezone.localtime(at)
    is_day = local.hour >= DIGEST_FROM and (fresh.digest_on is None or fresh.digest_on < local.date())
    rows = visible_notices(fresh).filter(pk__in=_waiting(at).values("pk"))
    rows = rows.select_related("by", "pilot", "plan__agreement__pilot").order_by("at", "pk")
    due = [row for row in rows if _is_due(row, fresh, is_day)]
    if not due:
        return None
    word = secrets.token_hex(16)
    Notice.objects.filter(pk__in=[row.pk for row in due]).update(claim=word, claimed_at=at)
    before = fresh.digest_on
    if is_day and any(_choice(row, fresh) == MailChoice.DAILY for row in due):
        fresh.digest_on = local.date()
        fresh.save(update_fields=["digest_on"])
    return _Claim(word, due, before)


def _choice(notice: Notice, person: Person) -> str:
    return person.mail_turn if notice.telling.is_turn else person.mail_rest


def _is_due(notice: Notice, person: Person, is_day: bool) -> bool:
    choice = _choice(notice, person)
    return choice == MailChoice.AT_ONCE or (choice == MailChoice.DAILY and is_day)


@transaction.atomic
def _give_back(person: Person, claim: _Claim) -> None:
    """Let what could not be mailed be mailed later, today's gathered mail too."""
    Notice.objects.filter(claim=claim.word).update(claim="", claimed_at=None)
    Person.objects.filter(pk=person.pk).update(digest_on=claim.digest_before)
