"""The text of what the portal mails: plain, short, with a link and never any text of a plan."""

from django.utils import timezone

from plans.models import Invitation
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
