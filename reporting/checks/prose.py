"""Amounts in running text against the figures of their tiltak, delmål and posts. All are warnings at most."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from budgets.certainty import Certainty, counts
from plans.templatetags.kroner import kroner
from reporting.checks.agreeing import (
    claims_of,
    figures_for,
    firm_amounts,
    in_no_table,
    is_about_money,
    money_prose,
    unaccounted,
    undistributed,
)
from reporting.checks.amounts import find_amounts, sentences
from reporting.checks.case import Case, Prose
from reporting.checks.claims import Claim
from reporting.checks.finding import Hit
from reporting.checks.held import figures_of, known_amounts, neighbours, state_money, summed_amounts
from reporting.checks.matching import first, just_before
from reporting.checks.rules import Family
from reporting.checks.words import EMPTY, Text, Value, Words, listed, same, uncapitalised
from reporting.value import Delmaal, Tiltak

FAMILY = Family(
    "belop-i-tekst",
    Text("Beløp i teksten", "Beløp i teksten"),
    "Amounts that people wrote in running text against the budget.",
)

_SAYS = Text("Teksten sier", "Teksten seier")
_TOGETHER = Text("Beløpene i teksten er til sammen", "Beløpa i teksten er til saman")
_SAME_AS = Words(nb="Beløpet er det samme som {parts} får.", nn="Beløpet er det same som {parts} får.")
_ADDED = Words(nb="Teksten nevner {parts}.", nn="Teksten nemner {parts}.")
_AMEND = Words(
    nb="Rett teksten eller budsjettet, så de sier det samme.",
    nn="Rett teksten eller budsjettet, så dei seier det same.",
)


@FAMILY.rule(
    "tekst-tiltak",
    level="advarsel",
    says=Words(
        nb="{text} {stated}, men tiltaket får {computed} i bygdevekstmidler. Differansen er {difference}.",
        nn="{text} {stated}, men tiltaket får {computed} i bygdevekstmiddel. Differansen er {difference}.",
    ),
    mend=_AMEND,
    example={"text": _TOGETHER, "stated": 1_360_000, "computed": 1_400_000},
)
def tiltak_amounts(case: Case) -> Iterator[Hit]:
    """What a tiltak's answer about money says is not what the budget has for it.

    It agrees where one of its amounts, or some of them together, is a figure of the tiltak: a line, or a sum of lines.
    """
    for prose, found in money_prose(case):
        if prose.tiltak and (firm := firm_amounts(case, prose, found)):
            yield _differing(case, prose, firm, figures_for(case, prose)[0] or 0)


@FAMILY.rule(
    "tekst-delmaal",
    level="advarsel",
    says=Words(
        nb="{text} {stated}, men delmålet får {computed} i bygdevekstmidler. Differansen er {difference}.",
        nn="{text} {stated}, men delmålet får {computed} i bygdevekstmiddel. Differansen er {difference}.",
    ),
    mend=_AMEND,
    example={"text": _SAYS, "stated": 200_000, "computed": 250_000},
)
def delmaal_amounts(case: Case) -> Iterator[Hit]:
    """What a delmål's answer about money says is not what the budget has for it in the plan's year.

    The amount of one of its tiltak is not enough, unless the sentence names that tiltak.
    """
    for prose, found in money_prose(case):
        goal = None if prose.tiltak else prose.delmaal
        if goal and (firm := firm_amounts(case, prose, found)) and not _of_tiltak(case, found, goal):
            yield _differing(case, prose, firm, figures_for(case, prose)[0] or 0)


def _of_tiltak(case: Case, found: tuple[Claim, ...], goal: Delmaal) -> bool:
    """Tell whether every amount stands in a sentence that names the tiltak whose figure it is."""
    return all(
        any(_names(claim.sentence, item) for item in goal.tiltak if claim.kroner in figures_of(case, item))
        for claim in found
    )


def _names(sentence: str, item: Tiltak) -> bool:
    return (
        bool(re.search(rf"\btiltak {item.number}\b", sentence, re.IGNORECASE))
        or item.title.casefold() in sentence.casefold()
    )


def _differing(case: Case, prose: Prose, amounts: list[int], computed: int) -> Hit:
    """Return the hit of a text whose amounts are not the budget's: those side by side that come nearest to it."""
    nearest = min(neighbours(amounts), key=lambda some: abs(sum(some) - computed))
    stated = sum(nearest)
    if len(nearest) > 1:
        cause = _ADDED(parts=listed([same(kroner(amount)) for amount in nearest]))
    else:
        equal = [
            case.name(path)
            for path, part in case.parts.items()
            if isinstance(part, Tiltak) and case.goal_of[part.uid] is prose.delmaal and part is not prose.tiltak
            if state_money(case, part.lines) == stated
        ]
        cause = _SAME_AS(parts=uncapitalised(equal[0])) if len(equal) == 1 else EMPTY
    values: dict[str, Value] = {"text": _TOGETHER if len(nearest) > 1 else _SAYS}
    return Hit(prose.path, prose.where, stated, computed, "tekst", cause, values)


@FAMILY.rule(
    "tekst-uten-linje",
    level="advarsel",
    says=Words(
        nb="Teksten sier {stated}, men budsjettet har ingen penger på tiltaket.",
        nn="Teksten seier {stated}, men budsjettet har ingen pengar på tiltaket.",
    ),
    mend=Words(
        nb="Før beløpet i budsjettet, eller ta det ut av teksten.",
        nn="Før beløpet i budsjettet, eller ta det ut av teksten.",
    ),
    example={"stated": 100_000},
)
def amount_without_line(case: Case) -> Iterator[Hit]:
    """A tiltak without any money has an answer about money with amounts that stand nowhere in the plan."""
    known = known_amounts(case)
    for prose, found in money_prose(case):
        firm = [claim.kroner for claim in found if not claim.loose]
        if prose.tiltak is None or prose.tiltak.lines or {claim.kroner for claim in found} & known:
            continue
        if sum(firm) > undistributed(case, prose):
            yield Hit(prose.path, prose.where, sum(firm), at="tekst")


@FAMILY.rule(
    "tekst-ukjent",
    level="advarsel",
    says=Words(
        nb="{stated} står i teksten, men ikke i noen rad i tabellene.",
        nn="{stated} står i teksten, men ikkje i nokon tabell.",
    ),
    mend=Words(
        nb="Før beløpet der det hører hjemme, eller skriv en merknad om midler utenfor tabellene på delmålet.",
        nn="Før beløpet der det høyrer heime, eller skriv ein merknad om middel utanfor tabellane på delmålet.",
    ),
    example={"stated": 700_000},
)
def unknown_amounts(case: Case) -> Iterator[Hit]:
    """A text names an amount that is no line, sum, frame or remark of the plan, alone or with another of its sentence.

    A sum of a whole column counts where the text is the plan's own, or the sentence says that it adds up. What others
    do, what a thing costs, earns or is worth, estimates, and more than the whole plan has are no money of the plan. In
    an answer about money an amount is told of only where the sentence says who pays, or where it adds up others that
    are right. Each amount is told of once.
    """
    known, sums = known_amounts(case), summed_amounts(case)
    told: set[int] = set()
    for prose in case.prose:
        if prose.key in case.parameters.other_work_prompts:
            continue
        found = claims_of(case, prose.text)
        if is_about_money(case, prose):
            unknown = () if firm_amounts(case, prose, found) else unaccounted(case, prose, found, sums)
        else:
            unknown = in_no_table(prose, found, known, sums)
        for claim in unknown:
            if claim.kroner not in told:
                told.add(claim.kroner)
                yield Hit(prose.path, prose.where, claim.kroner, at=f"tekst/{claim.kroner}")


@FAMILY.rule(
    "tekst-timepris",
    level="advarsel",
    says=Words(
        nb="Teksten regner en time til {stated}, men avtalen sier {computed} i {year}.",
        nn="Teksten reknar ein time til {stated}, men avtalen seier {computed} i {year}.",
    ),
    mend=Words(nb="Rett teksten, eller timeprisen i avtalen.", nn="Rett teksten, eller timeprisen i avtalen."),
    example={"stated": 500, "computed": 550, "year": "2025"},
)
def hourly_rate(case: Case) -> Iterator[Hit]:
    """A text names an hourly rate of the municipalities' own staff that is not the agreement's for the year."""
    year = case.plan.year
    rate = next((rate.kroner for rate in case.plan.agreement.hourly_rates if rate.year == year), None)
    for prose in case.prose if rate else ():
        for sentence in sentences(prose.text):
            if not first(sentence, _OWN_TIME) or first(sentence, _WAGE):
                continue
            for amount in find_amounts(sentence):
                if amount.is_rate and amount.kroner != rate:
                    yield Hit(prose.path, prose.where, amount.kroner, rate, "timepris", values={"year": str(year)})


_OWN_TIME = re.compile(
    r"\be(?:i?g(?:en|ne|a)|gne)[ -]?(?:innsats|andel|del|timer|timar)\w*|\barbeidstid|\bre(?:gn|kn)\w*"
    r"|\btime(?:pris|sats)|\btim(?:er|ar)\b|\bansatt|\btilsett|\b(?:en|én|ein) time\b",
    re.IGNORECASE,
)
#: What an hour costs of somebody else's time.
_WAGE = re.compile(
    r"\bløn[ns]?\w*|\bhonorar\w*|\bkonsulent\w*|\bvikar\w*|\belev\w*|\bstudent\w*|\blærling\w*|\bleie\w*|\bkurs\w*",
    re.IGNORECASE,
)

_PRODUCT = re.compile(
    r"(?<![\d.,])(\d{1,3}(?:[ .]\d{3})+|\d{1,6})(?:\stim(?:er|ar)|\sstk\.?)?\s?(?:×|x|\*|à)\s?(?:kr\.?\s?)?"
    r"(\d{1,3}(?:[ .]\d{3})+|\d{1,6})(?!,?\d)\s?(?:kr(?:oner)?\b\.?)?,?\s?"
    r"(?:=|(?:som )?(?:blir|gir|gjev|gjer|utgjør)|dvs\.?|altså|det vil seie?)\s?$",
    re.IGNORECASE,
)


@FAMILY.rule(
    "tekst-regnestykke",
    level="advarsel",
    says=Words(
        nb="{count} ganger {each} er {computed}, men teksten sier {stated}.",
        nn="{count} gonger {each} er {computed}, men teksten seier {stated}.",
    ),
    mend=Words(nb="Rett regnestykket.", nn="Rett reknestykket."),
    example={"stated": 250_000, "computed": 240_000, "count": "480", "each": 500},
)
def products(case: Case) -> Iterator[Hit]:
    """A text multiplies a number and an amount, and comes to another amount."""
    for prose in case.prose:
        plain = prose.text.replace("\N{NO-BREAK SPACE}", " ")
        for amount in find_amounts(plain):
            if amount.is_rate or not (match := just_before(plain, amount.start, _PRODUCT)):
                continue
            count, each = (int(re.sub(r"[ .]", "", number)) for number in match.groups())
            if count * each != amount.kroner:
                values: dict[str, Value] = {"count": str(count), "each": each}
                yield Hit(prose.path, prose.where, amount.kroner, count * each, f"regnestykke/{count}", values=values)


_APPLIED = re.compile(r"\bsøk(?:t|e|er|es|jer|ja)?\b|\bsøknad", re.IGNORECASE)
_GRANTED = re.compile(
    r"\binnvil[gj]\w*|\btils[ae]gn\w*|\bbevil[gj]\w*|\bløyv(?:t|d|de|er|ing\w*)\b|\b(?:fikk|fått|fekk|mottatt|motteke)\b|\b(?:ga|gav)\b.*\bstøtte\b",
    re.IGNORECASE,
)
_NOT = re.compile(r"\bikke (?:er )?(?:innvil|bevil|fått)|\bikkje (?:er )?(?:innvil|bevil|fått)", re.IGNORECASE)
_FROZEN = re.compile(r"\b(?:inn|ned)?fr(?:ys|os|øs)(?:t|te|es|set|ne|en|ast|ene|e)?\b", re.IGNORECASE)

_CERTAINTIES = {
    "applied": Text("søkt om", "søkt om"),
    "granted": Text("innvilget", "innvilga"),
}


def _certainty(sentence: str) -> str:
    """Return how sure a sentence says that its money is; empty where it does not say."""
    if first(sentence, _GRANTED) and not first(sentence, _NOT):
        return "granted"
    return "applied" if first(sentence, _APPLIED) else ""


@FAMILY.rule(
    "tekst-sikkerhet",
    level="advarsel",
    says=Words(
        nb="{stated} er omtalt som {here} her, men som {there} i {place}.",
        nn="{stated} er omtalt som {here} her, men som {there} i {place}.",
    ),
    mend=Words(
        nb="Finn ut om pengene er innvilget, og skriv det samme begge steder.",
        nn="Finn ut om pengane er innvilga, og skriv det same begge stader.",
    ),
    example={
        "stated": 700_000,
        "here": _CERTAINTIES["granted"],
        "there": _CERTAINTIES["applied"],
        "place": "seksjon 7",
    },
)
def certainty_in_texts(case: Case) -> Iterator[Hit]:
    """The same amount is granted in one text and only applied for in another, and it is one amount of the budget."""
    places: dict[int, dict[str, Prose]] = defaultdict(dict)
    for prose in case.prose:
        for claim in claims_of(case, prose.text):
            said = _certainty(claim.sentence)
            if said:
                places[claim.kroner].setdefault(said, prose)
    lines = [line for part in case.parts.values() for line in part.lines if line.certainty != Certainty.PLANLAGT]
    times = Counter(line.kroner for line in lines if line.year == case.plan.year)
    for amount_said, found in places.items():
        if len(found) == 2 and len({prose.path for prose in found.values()}) == 2 and times[amount_said] < 2:
            (here, prose), (there, other) = found.items()
            values: dict[str, Value] = {"here": _CERTAINTIES[here], "there": _CERTAINTIES[there]}
            values["place"] = uncapitalised(other.where)
            yield Hit(prose.path, prose.where, amount_said, at=f"sikkerhet/{amount_said}", values=values)


@FAMILY.rule(
    "tekst-fryst",
    level="advarsel",
    says=Words(
        nb="Teksten sier at {stated} er fryst, men budsjettet regner beløpet med.",
        nn="Teksten seier at {stated} er fryst, men budsjettet reknar beløpet med.",
    ),
    mend=Words(
        nb="Sett beløpet til fryst i budsjettet, eller rett teksten.",
        nn="Set beløpet til fryst i budsjettet, eller rett teksten.",
    ),
    example={"stated": 890_000},
)
def frozen_in_text(case: Case) -> Iterator[Hit]:
    """A text says that money is frozen, in the amount's own sentence or the next, and the budget counts it."""
    lines = [line for part in case.parts.values() for line in part.lines if line.year == case.plan.year]
    for prose in case.prose:
        for amount in _said_frozen(case, prose.text) if first(prose.text, _FROZEN) else ():
            own = [line for line in lines if line.kroner == amount]
            if own and all(counts(line.certainty) for line in own):
                yield Hit(prose.path, prose.where, amount, at=f"fryst/{amount}")


def _said_frozen(case: Case, text: str) -> Iterator[int]:
    """Yield the amounts that a text calls frozen: the nearest before the word, else the first after it.

    «Pengene er fryst» speaks of the sentence before, where it names no amount itself.
    """
    before: list[Claim] = []
    for sentence in sentences(text):
        here = list(claims_of(case, sentence))
        if word := first(sentence, _FROZEN):
            mine = list(claims_of(case, sentence[: word.start()]))[-1:] or here[:1] or before
            yield from dict.fromkeys(claim.kroner for claim in mine)
        before = here
