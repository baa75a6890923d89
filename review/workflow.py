"""A plan's way to KDD as one table: from where to where, who may, who may not, and what it requires.

Plain Python: no database, no request. `review.services.move` walks by it, the buttons are its rows, `docs/workflow.md`
is written from it, and the tests are its product with every status and role. A row without a target leaves the plan
where it is: something is noted on its version.
"""

from collections.abc import Iterator
from enum import Enum
from typing import NamedTuple

from plans.roles import Capability

UTKAST, VEDTATT, SENDT, ENDRINGER = "utkast", "vedtatt", "sendt", "endringer"
GODKJENT, VILKAAR, ERSTATTET = "godkjent", "vilkaar", "erstattet"

#: Every status with what people call it, in the order of the way.
STATUSES = {
    UTKAST: "utkast",
    VEDTATT: "vedtatt i styringsgruppen",
    SENDT: "sendt KDD",
    ENDRINGER: "endringer bedt om",
    GODKJENT: "godkjent",
    VILKAAR: "godkjent med vilkår",
    ERSTATTET: "erstattet",
}
APPROVED = frozenset({GODKJENT, VILKAAR})

#: Whose turn it is; the capability picks the people.
TURNS: dict[str, tuple[str, Capability | None]] = {
    UTKAST: ("piloten", Capability.ADOPT),
    VEDTATT: ("piloten", Capability.ADOPT),
    SENDT: ("KDD", Capability.HANDLE),
    ENDRINGER: ("piloten", Capability.ADOPT),
    GODKJENT: ("ingen", None),
    VILKAAR: ("ingen", None),
    ERSTATTET: ("ingen", None),
}


class Need(Enum):
    """What a transition requires, as a line of a checklist."""

    NO_ERRORS = "Kontroll finner ingen feil"
    WARNINGS = "Alle advarsler er rettet eller begrunnet"
    SIGNED = "Alle partene har skrevet under"
    ANSWERED = "Alt KDD ba om, er svart på"
    RECOMMENDED = "Saksbehandleren har gitt innstilling"
    ADOPTION = "Styringsgruppens møtedato og saksnummer"
    REASON = "Begrunnelse"
    CONDITIONS = "Vilkårene"
    ASKED = "Hva som skal endres"
    SIGNATURE = "Hvem som skrev under, for hvem og når"
    PAYOUT = "Beløp og dato"
    ORIENTATION = "Kommune, dato, saksnummer og resultat"
    PAYOUT_WRONG = "Hvilken utbetaling som rettes"
    ORIENTATION_WRONG = "Hvilken orientering som rettes, og hva som er riktig"


#: What is typed as the step is taken; the other needs are read from the plan.
TYPED = frozenset(
    {
        Need.ADOPTION,
        Need.REASON,
        Need.CONDITIONS,
        Need.ASKED,
        Need.SIGNATURE,
        Need.PAYOUT,
        Need.ORIENTATION,
        Need.PAYOUT_WRONG,
        Need.ORIENTATION_WRONG,
    }
)


class Never(Enum):
    """Who may not take a step although her role may."""

    OWN = "noen som har en rolle i piloten selv"
    HANDLER = "den som har behandlet saken"


class Transition(NamedTuple):
    """A row of the table. `button` is what is pressed, `done` what is said afterwards.

    `who` is None for what follows by itself. `freezes`: a new version is made. `decides`: KDD's decision on a version.
    `corrects`: a row is added that corrects an earlier one, and the way to it stands at that one.
    """

    key: str
    button: str
    done: str
    sources: tuple[str, ...]
    target: str | None
    who: Capability | None
    needs: tuple[Need, ...] = ()
    never: tuple[Never, ...] = ()
    freezes: bool = False
    decides: bool = False
    corrects: bool = False

    def to(self, status: str) -> str:
        """Return where the plan is afterwards."""
        return self.target or status


_PILOT, _KDD = Capability.ADOPT, Capability.HANDLE
_FROZEN = (VEDTATT, SENDT, ENDRINGER, GODKJENT, VILKAAR, ERSTATTET)
_SOUND = (Need.NO_ERRORS, Need.WARNINGS)
_FOUR_EYES = (Never.HANDLER, Never.OWN)

TRANSITIONS: tuple[Transition, ...] = (
    Transition(
        "vedta",
        "Vedta planen",
        "Planen er vedtatt og låst.",
        (UTKAST,),
        VEDTATT,
        _PILOT,
        (*_SOUND, Need.ADOPTION),
        freezes=True,
    ),
    Transition(
        "tilbake",
        "Tilbake til utkast",
        "Planen er et utkast igjen.",
        (VEDTATT,),
        UTKAST,
        _PILOT,
        (Need.REASON,),
    ),
    Transition(
        "signer",
        "Registrer underskrift",
        "Underskriften er registrert.",
        (VEDTATT, SENDT),
        None,
        _PILOT,
        (Need.SIGNATURE,),
    ),
    Transition("send", "Send til KDD", "Planen er sendt til KDD.", (VEDTATT,), SENDT, _PILOT, (Need.SIGNED,)),
    Transition(
        "trekk",
        "Trekk planen tilbake",
        "Planen er trukket tilbake fra KDD.",
        (SENDT,),
        VEDTATT,
        _PILOT,
        (Need.REASON,),
    ),
    Transition(
        "be-om-endringer",
        "Be om endringer",
        "Piloten er bedt om endringer.",
        (SENDT,),
        ENDRINGER,
        _KDD,
        (Need.ASKED,),
        (Never.OWN,),
    ),
    Transition(
        "send-igjen",
        "Send på nytt",
        "Planen er sendt til KDD på nytt.",
        (ENDRINGER,),
        SENDT,
        _PILOT,
        (Need.ANSWERED, *_SOUND, Need.ADOPTION),
        freezes=True,
    ),
    Transition(
        "apne",
        "Åpne hele planen",
        "Planen er et utkast igjen.",
        (ENDRINGER,),
        UTKAST,
        _PILOT,
        (Need.REASON,),
    ),
    Transition(
        "innstill",
        "Gi innstilling",
        "Innstillingen er gitt.",
        (SENDT,),
        None,
        _KDD,
        (Need.REASON,),
        (Never.OWN,),
    ),
    Transition(
        "godkjenn",
        "Godkjenn",
        "Planen er godkjent.",
        (SENDT,),
        GODKJENT,
        Capability.DECIDE,
        (Need.RECOMMENDED,),
        _FOUR_EYES,
        decides=True,
    ),
    Transition(
        "godkjenn-med-vilkar",
        "Godkjenn med vilkår",
        "Planen er godkjent med vilkår.",
        (SENDT,),
        VILKAAR,
        Capability.DECIDE,
        (Need.RECOMMENDED, Need.CONDITIONS),
        _FOUR_EYES,
        decides=True,
    ),
    Transition(
        "gjenapne",
        "Gjenåpne planen",
        "Planen er et utkast igjen. Det som var godkjent, gjelder til en ny versjon er godkjent.",
        (GODKJENT, VILKAAR),
        UTKAST,
        Capability.DECIDE,
        (Need.REASON,),
        (Never.OWN,),
    ),
    Transition(
        "erstatt",
        "Erstatt",
        "Planen er erstattet av neste års plan.",
        (GODKJENT, VILKAAR),
        ERSTATTET,
        None,
    ),
    Transition(
        "utbetal",
        "Registrer utbetaling",
        "Utbetalingen er registrert.",
        (GODKJENT, VILKAAR, ERSTATTET),
        None,
        _KDD,
        (Need.PAYOUT,),
        (Never.OWN,),
    ),
    Transition(
        "orienter",
        "Registrer orientering",
        "Orienteringen er registrert.",
        _FROZEN,
        None,
        Capability.INFORM,
        (Need.ORIENTATION,),
    ),
    Transition(
        "rett-utbetaling",
        "Rett utbetaling",
        "Utbetalingen er rettet.",
        (GODKJENT, VILKAAR, ERSTATTET),
        None,
        _KDD,
        (Need.PAYOUT_WRONG, Need.PAYOUT, Need.REASON),
        (Never.OWN,),
        corrects=True,
    ),
    Transition(
        "rett-orientering",
        "Rett orientering",
        "Orienteringen er rettet.",
        _FROZEN,
        None,
        Capability.INFORM,
        (Need.ORIENTATION_WRONG, Need.REASON),
        corrects=True,
    ),
)
BY_KEY = {transition.key: transition for transition in TRANSITIONS}


class Actor(NamedTuple):
    """Who wants to take a step: what she may do with the plan, if she has a role in its pilot, if she handled it."""

    capabilities: frozenset[Capability]
    own: bool = False
    handled: bool = False


class Facts(NamedTuple):
    """What the plan says of what a step may require. `unsigned` are the parties that have not signed the version."""

    errors: int = 0
    warnings: int = 0
    unsigned: tuple[str, ...] = ()
    unanswered: int = 0
    recommended: bool = False


def holds(transition: Transition, actor: Actor) -> bool:
    """Tell whether the step is hers by her role."""
    return transition.who is not None and transition.who in actor.capabilities


def barred(transition: Transition, actor: Actor) -> Never | None:
    """Return why she may not take a step that her role may, or None."""
    for never in transition.never:
        if (never is Never.OWN and actor.own) or (never is Never.HANDLER and actor.handled):
            return never
    return None


def offered(status: str, actor: Actor) -> Iterator[Transition]:
    """Yield the steps that a person is shown a button for."""
    for transition in TRANSITIONS:
        if status in transition.sources and holds(transition, actor) and not barred(transition, actor):
            yield transition


def met(need: Need, facts: Facts) -> bool:
    """Tell whether something that a step requires is in place; what is typed with the step is, until it is typed."""
    return {
        Need.NO_ERRORS: not facts.errors,
        Need.WARNINGS: not facts.warnings,
        Need.SIGNED: not facts.unsigned,
        Need.ANSWERED: not facts.unanswered,
        Need.RECOMMENDED: facts.recommended,
    }.get(need, True)


def unmet(transition: Transition, facts: Facts) -> tuple[Need, ...]:
    """Return what a step requires and the plan does not have."""
    return tuple(need for need in transition.needs if not met(need, facts))
