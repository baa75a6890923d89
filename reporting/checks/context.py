"""What a rule may know besides the plan, and the parameters of the rules. Rules are code, these are data."""

import datetime
from dataclasses import dataclass, field

from budgets.frames import Promise
from reporting.value import Handlingsplan, Party, Standing


@dataclass(frozen=True)
class Parameters:
    """What may be set without changing a rule."""

    #: Codes of rules that are not run.
    off: frozenset[str] = frozenset()
    #: Amounts below this many kroner in running text are small change: fees, prices, an hour's pay.
    smallest_amount: int = 10_000
    #: A styringsgruppe adopts a plan at most this long after the plan's own date.
    days_to_adoption: int = 180
    #: Keys of the prompts that ask for money, for the time frame, who does what, how goals are assessed, what comes
    #: later.
    money_prompts: frozenset[str] = frozenset({"okonomi"})
    progress_prompts: frozenset[str] = frozenset({"framdrift"})
    role_prompts: frozenset[str] = frozenset({"roller"})
    assessment_prompts: frozenset[str] = frozenset({"maaloppnaaelse"})
    coming_prompts: frozenset[str] = frozenset({"kommende_aar"})
    #: Regular expressions for words that wait for other words; upper and lower case are alike.
    placeholders: tuple[str, ...] = (
        r"\[\s*(?:[x.…?_]*|navn|dato|beløp|tekst|sett inn[^\]]*)\s*\]",
        r"\bx{2,}\b",
        r"\b(?:sett|fyll|skriv) inn\b(?= her|\.\.|…|$)",
        r"\bfull(?:stendig)? (?:henvisning|referanse|tilvising)\b",
        r"\b(?:todo|tbd|lorem ipsum)\b",
        r"\?{3,}|\.{4,}|_{3,}",
    )
    #: The same in answers so short that they may be nothing but a promise of an answer.
    short_placeholders: tuple[str, ...] = (
        r"\b(?:kommer|kjem|sender|skriver|skriv|leverer) (?:med )?tekst(?:en)?\b",
        r"\btekst(?:en)? (?:kommer|kjem|mangler|manglar|følger|følgjer)\b",
        r"\bkommer (?:senere|seinere|tilbake til)\b",
    )


@dataclass(frozen=True)
class Context:
    """The day, the last approved plan, the register of parties, the frames, and where the plan is on its way."""

    today: datetime.date
    approved: Handlingsplan | None = None
    parties: tuple[Party, ...] = ()
    promises: tuple[Promise, ...] = ()
    standing: Standing = field(default_factory=Standing)
    parameters: Parameters = field(default_factory=Parameters)
