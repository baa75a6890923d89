"""What is typed as a step is taken, and the sentences for what is missing of it."""

import datetime
from dataclasses import dataclass
from typing import NamedTuple

from django.core.exceptions import ValidationError

from plans.models import Party
from review.models import Orientation, Payout
from review.workflow import Need, Transition


class Ask(NamedTuple):
    """One place that KDD asks to have changed: its path, what it is called, and what is to be changed there."""

    path: str
    label: str
    text: str = ""


@dataclass(frozen=True)
class Said:
    """All that may be said with a step; which of it is needed stands in the table. Kroner are whole."""

    comment: str = ""
    conditions: str = ""
    adoption_date: datetime.date | None = None
    case_number: str = ""
    asked: tuple[Ask, ...] = ()
    party: Party | None = None
    name: str = ""
    date: datetime.date | None = None
    kroner: int | None = None
    note: str = ""
    result: str = ""
    corrects: Payout | Orientation | None = None


_RESULT = "Skriv hva kommunestyret gjorde, for eksempel «tatt til orientering»."
#: Which fields each need asks for, and what is said where one is empty.
FIELDS: dict[Need, dict[str, str]] = {
    Need.REASON: {"comment": "Skriv en begrunnelse."},
    Need.CONDITIONS: {"conditions": "Skriv vilkårene."},
    Need.ADOPTION: {
        "adoption_date": "Fyll inn datoen for møtet i styringsgruppen.",
        "case_number": "Fyll inn saksnummeret.",
    },
    Need.ASKED: {"asked": "Skriv hva som skal endres, ved minst ett sted i planen."},
    Need.SIGNATURE: {
        "party": "Velg hvilken part det er skrevet under for.",
        "name": "Skriv hvem som skrev under.",
        "date": "Fyll inn datoen.",
    },
    Need.PAYOUT: {"kroner": "Skriv beløpet.", "date": "Fyll inn datoen."},
    Need.ORIENTATION: {
        "party": "Velg kommune.",
        "date": "Fyll inn møtedatoen.",
        "case_number": "Fyll inn saksnummeret.",
        "result": _RESULT,
    },
    Need.PAYOUT_WRONG: {"corrects": "Velg hvilken utbetaling som skal rettes."},
    Need.ORIENTATION_WRONG: {
        "corrects": "Velg hvilken orientering som skal rettes.",
        "date": "Fyll inn møtedatoen.",
        "case_number": "Fyll inn saksnummeret.",
        "result": _RESULT,
    },
}


def check_said(transition: Transition, said: Said) -> None:
    """Raise ValidationError, by field, for what a step asks for and nobody has typed."""
    missing = {
        field: sentence
        for need in transition.needs
        for field, sentence in FIELDS.get(need, {}).items()
        if getattr(said, field) in (None, "", ())
    }
    if missing:
        raise ValidationError(missing)
