"""Who may do what, as one table. Code, pages and documentation read it; nothing else decides."""

from enum import Enum
from typing import NamedTuple

from django.db import models


class Capability(Enum):
    """Something a person can be allowed to do with a plan, an agreement or a pilot."""

    SEE_ADOPTED = "lese vedtatte planer"
    SEE_SENT = "lese planer som er sendt KDD"
    SEE_DRAFT = "lese utkast"
    SEE_AGREEMENT = "lese avtalen og fristene"
    SEE_PEOPLE = "se hvem som er med i piloten"
    SEE_HISTORY = "se hvem som har endret hva"
    COMMENT_PILOT = "kommentere internt i piloten"
    COMMENT_SHARED = "kommentere delt mellom pilot og KDD"
    COMMENT_KDD = "kommentere internt i KDD"
    COMMENT_OWN = "kommentere og bekrefte egen del"
    EDIT_TEXT = "skrive i planen"
    EDIT_MONEY = "endre beløp"
    EDIT_AGREEMENT = "endre avtalen"
    ADOPT = "føre planen gjennom styringsgruppen og sende den"
    INFORM = "registrere orientering i kommunestyret"
    HANDLE = "behandle planer i KDD"
    DECIDE = "godkjenne planer"
    INVITE = "invitere folk og avslutte roller"
    ADMINISTER = "forvalte registre"


class Role(models.TextChoices):
    """A job somebody has in or around a pilot."""

    PROSJEKTLEDER = "prosjektleder", "prosjektleder"
    MEDARBEIDER = "medarbeider", "medarbeider"
    STYRINGSGRUPPE = "styringsgruppe", "medlem av styringsgruppen"
    SAMARBEIDSPART = "samarbeidspart", "samarbeidspart"
    KOMMUNESEKRETAER = "kommunesekretaer", "kommunesekretær"
    SAKSBEHANDLER = "kdd-saksbehandler", "saksbehandler i KDD"
    GODKJENNER = "kdd-godkjenner", "godkjenner i KDD"
    OBSERVATOER = "observatoer", "observatør"
    ADMINISTRATOR = "administrator", "administrator"

    @classmethod
    def across_pilots(cls) -> list["Role"]:
        """Roles that may be given for all pilots at once."""
        return [cls.SAKSBEHANDLER, cls.GODKJENNER, cls.OBSERVATOER, cls.ADMINISTRATOR]


#: Roles held on behalf of one party.
NEEDS_PARTY = (Role.SAMARBEIDSPART, Role.KOMMUNESEKRETAER)
#: Roles that may be limited to some delmål.
MAY_BE_LIMITED = (Role.MEDARBEIDER,)


class Grant(NamedTuple):
    """What a role may do, the sentence that says so, and whom it may invite where it holds."""

    sentence: str
    capabilities: frozenset[Capability]
    invites: frozenset[Role] = frozenset()


_C = Capability
_IN_KDD = frozenset({_C.SEE_SENT, _C.SEE_AGREEMENT})
_FOLLOWS = _IN_KDD | {_C.SEE_ADOPTED}
_READS_DRAFT = _FOLLOWS | {_C.SEE_DRAFT}
_BELONGS = _READS_DRAFT | {_C.SEE_PEOPLE, _C.SEE_HISTORY}
_COMMENTS = frozenset({_C.COMMENT_PILOT, _C.COMMENT_SHARED})
_COMMENTS_IN_KDD = frozenset({_C.COMMENT_KDD, _C.COMMENT_SHARED})
_WRITES = _BELONGS | _COMMENTS | {_C.EDIT_TEXT, _C.EDIT_MONEY}
_IN_A_PILOT = frozenset(Role) - {Role.SAKSBEHANDLER, Role.GODKJENNER, Role.ADMINISTRATOR}

ROLES: dict[Role, Grant] = {
    Role.PROSJEKTLEDER: Grant(
        "Skriver avtale, plan og budsjett for piloten sin, sender planen til KDD, og inviterer dem som skal være med.",
        _WRITES | {_C.EDIT_AGREEMENT, _C.INVITE, _C.ADOPT, _C.INFORM},
        _IN_A_PILOT,
    ),
    Role.MEDARBEIDER: Grant("Skriver i planen, eventuelt bare i noen delmål.", _WRITES),
    Role.STYRINGSGRUPPE: Grant(
        "Leser og kommenterer pilotens utkast og vedtatte planer, og ser hvem som har endret hva.",
        _BELONGS | _COMMENTS,
    ),
    Role.SAMARBEIDSPART: Grant(
        "Leser avtalen og planene på vegne av én part, og kommenterer og bekrefter tiltakene der parten er med.",
        _READS_DRAFT | {_C.COMMENT_OWN},
    ),
    Role.KOMMUNESEKRETAER: Grant(
        "Henter vedtatt plan til kommunestyret i én kommune, og registrerer at det er orientert.",
        _FOLLOWS | {_C.INFORM},
    ),
    Role.SAKSBEHANDLER: Grant(
        "Behandler og kommenterer planer som er sendt fra alle piloter, ber om endringer og gir innstilling. "
        "Til planen er sendt, er den skjult for KDD.",
        _IN_KDD | _COMMENTS_IN_KDD | {_C.HANDLE},
    ),
    Role.GODKJENNER: Grant(
        "Kommenterer planer som er sendt fra alle piloter, og godkjenner dem som en annen har gitt innstilling om. "
        "Til planen er sendt, er den skjult for KDD.",
        _IN_KDD | _COMMENTS_IN_KDD | {_C.DECIDE},
    ),
    Role.OBSERVATOER: Grant("Leser vedtatte planer og ikke noe annet.", frozenset({_C.SEE_ADOPTED, _C.SEE_SENT})),
    Role.ADMINISTRATOR: Grant(
        "Forvalter registre, ser alle planer og inviterer til alle roller, men skriver ikke i planene.",
        _BELONGS | {_C.INVITE, _C.ADMINISTER},
        frozenset(Role),
    ),
}


def roles_with(capability: Capability) -> list[Role]:
    """Return the roles that hold a capability."""
    return [role for role, grant in ROLES.items() if capability in grant.capabilities]


_INTRODUCTION = """\
# Roles

Written by `manage.py roles` from the table in `plans/roles.py`; change it there. A person's memberships say which of
these she has and where: in one pilot, in all of them, for one party, or for some delmål only.
"""


def as_markdown() -> str:
    """Return the table as the page `docs/roles.md`, which `manage.py roles` writes and a test compares."""
    head = ["Rolle", *(capability.value for capability in Capability), "inviterer"]
    lines = [f"| {' | '.join(head)} |", "|" + " --- |" * len(head)]
    for role, grant in ROLES.items():
        marks = ["ja" if capability in grant.capabilities else "" for capability in Capability]
        invites = ", ".join(str(other.label) for other in Role if other in grant.invites)
        lines.append(f"| {' | '.join([str(role.label), *marks, invites])} |".replace("  ", " "))
    sentences = [f"- **{role.label}**: {grant.sentence}" for role, grant in ROLES.items()]
    return "\n".join([_INTRODUCTION, *sentences, "", *lines, ""])
