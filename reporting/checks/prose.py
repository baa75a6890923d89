"""Amounts in running text against the figures of their tiltak, delmål and posts. All are warnings at most."""

import re
from collections import defaultdict
from collections.abc import Iterator

from budgets.certainty import counts
from plans.templatetags.kroner import kroner
from reporting.checks.amounts import Amount, find_amounts, sentences
from reporting.checks.case import Case, Prose
from reporting.checks.finding import Hit
from reporting.checks.held import figures_of, known_amounts, make_up, state_money, summed_amounts
from reporting.checks.matching import first
from reporting.checks.rules import Family
from reporting.checks.words import EMPTY, Text, Value, Words, listed, same
from reporting.value import Delmaal, Tiltak

FAMILY = Family(
    "belop-i-tekst",
    Text("Beløp i teksten", "Beløp i teksten"),
    "Amounts that people wrote in running text against the budget.",
)

_SAME_AS = Words(nb="Beløpet er det samme som {parts} får.", nn="Beløpet er det same som {parts} får.")
_ADDED = Words(nb="Teksten nevner {parts}.", nn="Teksten nemner {parts}.")
_AMEND = Words(
    nb="Rett teksten eller budsjettet, så de sier det samme.",
    nn="Rett teksten eller budsjettet, så dei seier det same.",
)


def _named(case: Case, text: str) -> list[Amount]:
    """Return the amounts of a text that are money set aside: no hourly rates, no small change."""
    return [
        amount
        for amount in find_amounts(text)
        if not amount.is_rate and amount.kroner >= case.parameters.smallest_amount
    ]


def _money_prose(case: Case) -> Iterator[tuple[Prose, list[int]]]:
    """Yield the answers about money with the amounts they name."""
    for prose in case.prose:
        if prose.key in case.parameters.money_prompts and (prose.tiltak or prose.delmaal):
            amounts = [amount.kroner for amount in _named(case, prose.text)]
            if amounts:
                yield prose, amounts


@FAMILY.rule(
    "tekst-tiltak",
    level="advarsel",
    says=Words(
        nb="Teksten sier {stated}, men tiltaket får {computed} i bygdevekstmidler. Differansen er {difference}.",
        nn="Teksten seier {stated}, men tiltaket får {computed} i bygdevekstmiddel. Differansen er {difference}.",
    ),
    mend=_AMEND,
    example={"stated": 1_360_000, "computed": 1_400_000},
)
def tiltak_amounts(case: Case) -> Iterator[Hit]:
    """What a tiltak's answer about money says is not what the budget has for it.

    It agrees where one of its amounts, or some of them together, is a figure of the tiltak: a line, or a sum of lines.
    """
    for prose, amounts in _money_prose(case):
        if prose.tiltak is None:
            continue
        computed = state_money(case, prose.tiltak.lines)
        if computed and not make_up(amounts, figures_of(case, prose.tiltak)):
            yield _differing(case, prose, amounts, computed)


@FAMILY.rule(
    "tekst-delmaal",
    level="advarsel",
    says=Words(
        nb="Teksten sier {stated}, men delmålet får {computed} i bygdevekstmidler. Differansen er {difference}.",
        nn="Teksten seier {stated}, men delmålet får {computed} i bygdevekstmiddel. Differansen er {difference}.",
    ),
    mend=_AMEND,
    example={"stated": 200_000, "computed": 250_000},
)
def delmaal_amounts(case: Case) -> Iterator[Hit]:
    """What a delmål's answer about money says is not what the budget has for it in the plan's year.

    The amount of one of its tiltak is not enough, unless the sentence names that tiltak.
    """
    for prose, amounts in _money_prose(case):
        if prose.tiltak is not None or prose.delmaal is None:
            continue
        goal = prose.delmaal
        computed = state_money(case, goal.all_lines)
        figures = figures_of(case, goal) - {figure for item in goal.tiltak for figure in figures_of(case, item)}
        if computed and not make_up(amounts, figures | {computed}) and not _of_tiltak(case, prose, goal):
            yield _differing(case, prose, amounts, computed)


def _of_tiltak(case: Case, prose: Prose, goal: Delmaal) -> bool:
    """Tell whether every amount stands in a sentence that names the tiltak whose figure it is."""
    for sentence in sentences(prose.text):
        for amount in _named(case, sentence):
            named = [item for item in goal.tiltak if amount.kroner in figures_of(case, item)]
            if not any(_names(sentence, item) for item in named):
                return False
    return True


def _names(sentence: str, item: Tiltak) -> bool:
    return (
        bool(re.search(rf"\btiltak {item.number}\b", sentence, re.IGNORECASE))
        or item.title.casefold() in sentence.casefold()
    )


def _differing(case: Case, prose: Prose, amounts: list[int], computed: int) -> Hit:
    """Return the hit of a text whose amounts, added up, are not the budget's."""
    stated = sum(amounts)
    if len(amounts) > 1:
        cause = _ADDED(parts=listed([same(kroner(amount)) for amount in amounts]))
    else:
        equal = [
            case.name(path)
            for path, part in case.parts.items()
            if isinstance(part, Tiltak) and case.goal_of[part.uid] is prose.delmaal and part is not prose.tiltak
            if state_money(case, part.lines) == stated
        ]
        cause = _SAME_AS(parts=listed(equal)) if len(equal) == 1 else EMPTY
    return Hit(prose.path, prose.where, stated, computed, "tekst", cause)


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
    for prose, amounts in _money_prose(case):
        if prose.tiltak and not prose.tiltak.lines and not set(amounts) & known:
            yield Hit(prose.path, prose.where, sum(amounts), at="tekst")


@FAMILY.rule(
    "tekst-ukjent",
    level="advarsel",
    says=Words(
        nb="{stated} står i teksten, men ikke i noen tabell.",
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

    A sum of a whole column counts where the sentence says that it adds up. Each amount is told of once, where it first
    stands. The answers about money of tiltak and delmål have rules of their own.
    """
    known, sums = known_amounts(case), summed_amounts(case)
    told: set[int] = set()
    for prose in case.prose:
        if prose.key in case.parameters.money_prompts and (prose.tiltak or prose.delmaal):
            continue
        for sentence in sentences(prose.text):
            amounts = [amount.kroner for amount in _named(case, sentence)]
            there = known | sums if first(sentence, _SUMMING) else known
            if len(amounts) > 1 and sum(amounts) in known | sums:
                continue
            for amount in amounts:
                if amount not in there | told:
                    told.add(amount)
                    yield Hit(prose.path, prose.where, amount, at=f"tekst/{amount}")


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
    """A text names an hourly rate that is another than the agreement's for the plan's year."""
    year = case.plan.year
    rate = next((rate.kroner for rate in case.plan.agreement.hourly_rates if rate.year == year), None)
    for prose in case.prose:
        for amount in find_amounts(prose.text):
            if rate and amount.is_rate and amount.kroner != rate:
                yield Hit(prose.path, prose.where, amount.kroner, rate, "timepris", values={"year": str(year)})


_SUMMING = re.compile(r"\bsam(?:men|an)\b|\btotal|\bi alt\b|\bsaml[ae]t?\b|\bsum", re.IGNORECASE)

_APPLIED = re.compile(r"\bsøk(?:t|e|er|es|jer|ja)?\b|\bsøknad", re.IGNORECASE)
_GRANTED = re.compile(
    r"\binnvil[gj]\w*|\btilsagn\w*|\bbevil[gj]\w*|\b(?:fikk|fått|fekk|mottatt|motteke)\b|\b(?:ga|gav)\b.*\bstøtte\b",
    re.IGNORECASE,
)
_NOT = re.compile(r"\bikke (?:er )?(?:innvil|bevil|fått)|\bikkje (?:er )?(?:innvil|bevil|fått)", re.IGNORECASE)
_FROZEN = re.compile(r"\bfr(?:y|o)s(?:es|t|set|sen|sne)?\b", re.IGNORECASE)

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
        nb="Skriv det samme begge steder, slik det er nå.",
        nn="Skriv det same begge stader, slik det er no.",
    ),
    example={
        "stated": 700_000,
        "here": _CERTAINTIES["granted"],
        "there": _CERTAINTIES["applied"],
        "place": "seksjon 7",
    },
)
def certainty_in_texts(case: Case) -> Iterator[Hit]:
    """The same amount is granted in one text and only applied for in another."""
    places: dict[int, dict[str, Prose]] = defaultdict(dict)
    for prose in case.prose:
        for sentence in sentences(prose.text):
            for amount in _named(case, sentence):
                said = _certainty(sentence)
                if said:
                    places[amount.kroner].setdefault(said, prose)
    for amount_said, found in places.items():
        if len(found) == 2 and len({prose.path for prose in found.values()}) == 2:
            (here, prose), (there, other) = found.items()
            values: dict[str, Value] = {"here": _CERTAINTIES[here], "there": _CERTAINTIES[there]}
            values["place"] = Text(*(name[:1].lower() + name[1:] for name in other.where))
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
        said = sentences(prose.text) if first(prose.text, _FROZEN) else ()
        for place, sentence in enumerate(said):
            if not first(" ".join(said[place : place + 2]), _FROZEN):
                continue
            for amount in _named(case, sentence):
                own = [line for line in lines if line.kroner == amount.kroner]
                if own and all(counts(line.certainty) for line in own):
                    yield Hit(prose.path, prose.where, amount.kroner, at=f"fryst/{amount.kroner}")
