"""What is planned and by whom. One file per idea; import from here."""

from plans.models.agreements import (
    Agreement,
    AgreementParty,
    Deadline,
    Delmaal,
    HourlyRate,
    Meeting,
    Theme,
    WorkGroup,
)
from plans.models.figures import Blob, Figure
from plans.models.invitations import Invitation
from plans.models.logos import Logo
from plans.models.notices import Notice
from plans.models.people import MailChoice, Membership, Person
from plans.models.pilots import Party, Pilot
from plans.models.plans import Answer, EditOpening, Plan, PlanDelmaal
from plans.models.presence import Presence
from plans.models.prompts import PlanForm, Prompt
from plans.models.removal import Removed
from plans.models.tiltak import Tiltak, TiltakChange, TiltakLink, TiltakParty
from plans.models.trace import FieldChange

__all__ = [
    "Agreement",
    "AgreementParty",
    "Answer",
    "Blob",
    "Deadline",
    "Delmaal",
    "EditOpening",
    "FieldChange",
    "Figure",
    "HourlyRate",
    "Invitation",
    "Logo",
    "MailChoice",
    "Meeting",
    "Membership",
    "Notice",
    "Party",
    "Person",
    "Pilot",
    "Plan",
    "PlanDelmaal",
    "PlanForm",
    "Presence",
    "Prompt",
    "Removed",
    "Theme",
    "Tiltak",
    "TiltakChange",
    "TiltakLink",
    "TiltakParty",
    "WorkGroup",
]
