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
    #: Keys of the prompts that ask what others do with money that is not in the plan.
    other_work_prompts: frozenset[str] = frozenset({"annet_arbeid"})
    #: Regular expressions for words that wait for other words; upper and lower case are alike.
    placeholders: tuple[str, ...] = (
        r"\[\s*(?:[x.…?_]*|(?:navn|namn|dato|beløp|sum|tall|tal|tekst|sett inn|set inn|fyll)\b[^\]]*)\s*\]",
        r"\((?:må|skal|bør) (?:sjekk|avklar|oppdater|stadfest|bekreft|kontroller)\w*[^)]*\)",
        r"<(?:navn|namn|dato|beløp|tall|tal|tekst)\b[^>]*>|(?<!\w)_+\s?(?=kr\b|kroner\b|mill|prosent\b|%)",
        r"\b(?:dd|xx)[./](?:mm|xx)[./](?:\d{2,4}|å+|x+)\b|\bx{2,}\b|\bx (?=kr\b|kroner\b|mill|prosent\b|%)",
        r"\b(?:sett|set|fyll|skriv) inn\b(?= her|\.\.|…|$)",
        r"\bfull(?:stendig)? (?:henvisning|referanse|tilvising)\b",
        r"\b(?:todo|tbd|tba|lorem ipsum)\b|(?-i:\bNN\b)",
        r"\?{3,}|(?<![\w?])\?{2,}|\.{4,}|_{3,}|(?:…|(?<!\.)\.{3})\s?(?=kr\b|kroner\b|prosent\b|%)",
    )
    #: The same in answers so short that they may be nothing but a promise of an answer.
    short_placeholders: tuple[str, ...] = (
        r"\b(?:kommer|kjem|sender|skriver|skriv|leverer) (?:med )?tekst(?:en)?\b",
        r"\btekst(?:en)? (?:kommer|kjem|mangler|manglar|følger|følgjer)\b",
        r"\b(?:kommer|kjem) (?:senere|seinere|seinare|tilbake til|attende til)\b",
        r"^(?:dette |det )?(?:blir |vert |må |skal |ikke |ikkje )?(?:avklar\w*|fyll\w* (?:ut|inn)|skriv(?:es|ast))"
        r"(?= (?:ut |inn )?(?:senere|seinere|seinare|etter|når|snart|i løpet)\b|\W*$)",
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
