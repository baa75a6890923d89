"""The text of what the portal mails: plain, short, with a link and never any text of a plan."""

import hashlib
from collections.abc import Sequence
from typing import NamedTuple
from urllib.parse import urlsplit

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import timezone

from plans.models import Invitation, Notice, Person
from plans.templatetags.kroner import dato


def invitation_mail(invitation: Invitation, link: str) -> tuple[str, str]:
    """Return subject and text of an invitation; `link` is the full address it is taken up at."""
    where = f" i {invitation.pilot}" if invitation.pilot else ""
    sender = f"{invitation.invited_by} har invitert deg" if invitation.invited_by else "Du er invitert"
    party = f"\nDu har rollen på vegne av {invitation.party}.\n" if invitation.party else ""
    until = timezone.localtime(invitation.expires_at)
    subject = f"Invitasjon til bygdevekstportalen{where}"
    text = f"""\
Hei!

{sender} til bygdevekstportalen som {invitation.get_role_display()}{where}.
{party}
Åpne denne lenken for å begynne:

{link}

Lenken kan brukes én gang og går ut {dato(until)} klokken {until:%H.%M}. Ikke send den videre.

Kjenner du ikke til dette, kan du se bort fra e-posten.
"""
    return " ".join(subject.split()), text


#: What the signature of a link that stops mail is made with; the link works for as long as the portal's key.
STOP = "plans.mail.stop"


#: A mail tells of so many things one by one; the rest is read in the portal.
SHOWN = 20


class _Frame(NamedTuple):
    """What stands around the notices of a mail, in one written form of Norwegian."""

    many: str
    more: str
    foot: str


_FRAMES = {
    "nb": _Frame(
        "{count} varsler fra bygdevekstportalen",
        "Og {count} til:",
        "Du får denne e-posten fordi du har en rolle i bygdevekstportalen.\n"
        "Velg hvilke e-poster du vil ha: {choose}\n"
        "Ingen leser svar på denne e-posten.",
    ),
    "nn": _Frame(
        "{count} varsel frå bygdevekstportalen",
        "Og {count} til:",
        "Du får denne e-posten fordi du har ei rolle i bygdevekstportalen.\n"
        "Vel kva e-postar du vil ha: {choose}\n"
        "Ingen les svar på denne e-posten.",
    ),
}


def notices_mail(person: Person, notices: Sequence[Notice]) -> EmailMessage:
    """Return the mail of some notices, oldest first: what, where and a link for each, and never text of a plan.

    In nynorsk where every plan it tells of is in nynorsk. The same notices give the same Message-ID, so that a mail
    that is sent twice is shown once. Nobody is asked to answer it, and answering machines are asked not to.
    """
    languages = {_language(notice) for notice in notices}
    frame = _FRAMES[languages.pop() if len(languages) == 1 else "nb"]
    one = notices[0]
    subject = _line(one) if len(notices) == 1 else frame.many.format(count=len(notices))
    entries = [
        "\n".join([notice.sentence(_language(notice)), *([notice.where] if notice.where else []), _link(notice)])
        for notice in notices[:SHOWN]
    ]
    if len(notices) > SHOWN:
        entries.append(f"{frame.more.format(count=len(notices) - SHOWN)}\n{settings.SITE_URL}{reverse('notices')}")
    choose = settings.SITE_URL + reverse("my_account")
    text = "\n\n".join(["Hei!", *entries, f"-- \n{frame.foot.format(choose=choose)}"])
    name = hashlib.sha256(",".join(str(notice.pk) for notice in notices).encode()).hexdigest()[:24]
    headers = {
        "Message-ID": f"<varsel-{name}@{urlsplit(settings.SITE_URL).hostname}>",
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
        "List-Unsubscribe": f"<{settings.SITE_URL}{stop_address(person)}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    return EmailMessage(" ".join(subject.split()), f"{text}\n", None, [person.email], headers=headers)


def stop_address(person: Person) -> str:
    """Return the path at which a person stops all mail of notices without signing in; only she has got it."""
    return reverse("stop_mail", kwargs={"token": signing.dumps(person.pk, salt=STOP)})


def person_of(token: str) -> Person | None:
    """Return whose mail a link stops; None for a link that the portal did not make, or whose person is gone."""
    try:
        return Person.objects.filter(pk=signing.loads(token, salt=STOP)).first()
    except signing.BadSignature:
        return None


def _language(notice: Notice) -> str:
    return notice.plan.language if notice.plan else "nb"


def _line(notice: Notice) -> str:
    sentence = notice.sentence(_language(notice))
    return f"{sentence}: {notice.where}" if notice.where else sentence


def _link(notice: Notice) -> str:
    return settings.SITE_URL + reverse("open_notice", kwargs={"pk": notice.pk})
