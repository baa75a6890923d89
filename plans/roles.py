"""Who may do what, as one table. Code, pages and documentation read it; nothing else decides."""

from enum import Enum
from typing import NamedTuple

from django.db import models


class Capability(Enum):
    """Something a person can be allowed to do with a plan or an agreement."""

    SEE_ADOPTED = "lese vedtatte planer"
    SEE_SENT = "lese planer som er sendt KDD"
    SEE_DRAFT = "lese utkast"
    EDIT_TEXT = "skrive i planen"
    EDIT_MONEY = "endre beløp"
    EDIT_AGREEMENT = "endre avtalen"
    INVITE = "invitere kolleger"
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


class Grant(NamedTuple):
    """What a role may do, and the sentence that says so."""

    sentence: str
    capabilities: frozenset[Capability]


_C = Capability
_READS_DRAFT = frozenset({_C.SEE_ADOPTED, _C.SEE_SENT, _C.SEE_DRAFT})
_WRITES = _READS_DRAFT | {_C.EDIT_TEXT, _C.EDIT_MONEY}

ROLES: dict[Role, Grant] = {
    Role.PROSJEKTLEDER: Grant(
        "Skriver avtale, plan og budsjett for piloten sin og inviterer kolleger.",
        _WRITES | {_C.EDIT_AGREEMENT, _C.INVITE},
    ),
    Role.MEDARBEIDER: Grant("Skriver i planen, eventuelt bare i noen delmål.", _WRITES),
    Role.STYRINGSGRUPPE: Grant("Leser pilotens utkast og vedtatte planer.", _READS_DRAFT),
    Role.SAMARBEIDSPART: Grant("Leser pilotens utkast og det parten selv har ansvar for.", _READS_DRAFT),
    Role.KOMMUNESEKRETAER: Grant(
        "Henter vedtatt plan til kommunestyret i én kommune.", frozenset({_C.SEE_ADOPTED, _C.SEE_SENT})
    ),
    Role.SAKSBEHANDLER: Grant(
        "Leser planer som er sendt KDD, fra alle piloter.", frozenset({_C.SEE_ADOPTED, _C.SEE_SENT})
    ),
    Role.GODKJENNER: Grant(
        "Leser planer som er sendt KDD, fra alle piloter.", frozenset({_C.SEE_ADOPTED, _C.SEE_SENT})
    ),
    Role.OBSERVATOER: Grant("Leser vedtatte planer.", frozenset({_C.SEE_ADOPTED})),
    Role.ADMINISTRATOR: Grant(
        "Forvalter registre og ser alle planer, men skriver ikke i dem.", _READS_DRAFT | {_C.ADMINISTER}
    ),
}
