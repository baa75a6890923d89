"""What a tiltak's text says that it waits for, against the time frames of both. Warnings at most."""

import re
from collections.abc import Iterator

from plans import paths
from plans.timeframe import in_words
from reporting.checks.amounts import sentences
from reporting.checks.case import Case, Prose
from reporting.checks.dates import partial_span
from reporting.checks.finding import Hit
from reporting.checks.matching import first
from reporting.checks.naming import content_words, speaks_of
from reporting.checks.rules import Family
from reporting.checks.words import Text, Value, Words, uncapitalised
from reporting.value import Delmaal, Tiltak

FAMILY = Family(
    "rekkefolge",
    Text("Rekkefølge", "Rekkjefølgje"),
    "What a tiltak's text says that it waits for, against the time frames of both.",
)

_DONE = r"(?:ferdig\w*|vedt(?:att|eke[nt]?)|klart?|på plass|avslutt(?:et|a)?|fullført?|sluttført?|i mål)"
#: What is waited for stands after these words, or before the second.
_WAITS_FOR = re.compile(
    r"\b(?:etter at|i etterkant av|vent[ae]r? (?:på|til)|forutsetter at|føreset at"
    rf"|(?:når|så snart)\b(?=.{{0,200}}\b{_DONE}\b)"
    r"|bygg(?:er|jer) på (?:resultat|funn|rapport|konklusjon)\w*|ikk(?:e|je)(?: \w+){0,3} før)\b",
    re.IGNORECASE,
)
_COMES_FIRST = re.compile(
    r"\b(?:lages|kommer|vedtas|blir laget|blir vedtatt|må være ferdig|må vere ferdig) (?:først|fyrst)\b", re.IGNORECASE
)
_BY_NUMBER = re.compile(
    r"^(?:\w+ ){0,3}?(?:at|av|på|til|når|snart|før|fra|frå)\s(?:også |òg |og |arbeidet (?:i|med) )?"
    r"tiltak (\d+)(?:\.(\d+))?\b",
    re.IGNORECASE,
)


def _waited_for(sentence: str) -> str:
    """Return the part of a sentence that says what is waited for; empty where nothing is."""
    if found := first(sentence, _WAITS_FOR):
        return sentence[found.start() :]
    found = first(sentence, _COMES_FIRST)
    return sentence[: found.end()] if found else ""


def _speaks_of(words: str, other: Tiltak, case: Case, own: Delmaal, ignored: frozenset[str]) -> bool:
    """Tell whether some words name a tiltak, by its number or by its title."""
    if number := first(words, _BY_NUMBER):
        goal = int(number[1]) if number[2] else own.number
        return (goal, int(number[2] or number[1])) == (case.goal_of[other.uid].number, other.number)
    return speaks_of(words, other.title, ignored)


@FAMILY.rule(
    "tid-venter",
    level="advarsel",
    says=Words(
        nb="Teksten sier at tiltaket venter på {other}, som blir ferdig {computed}. Selv har det frist {stated}.",
        nn="Teksten seier at tiltaket ventar på {other}, som blir ferdig {computed}. Sjølv har det frist {stated}.",
    ),
    mend=Words(
        nb="Rett en av tidsrammene, eller rekkefølgen i teksten.",
        nn="Rett ei av tidsrammene, eller rekkjefølgja i teksten.",
    ),
    example={"other": "tiltak 6.2 (Interkommunal plan)", "stated": "mars 2025", "computed": "april 2025"},
)
def waits_for_a_later_one(case: Case) -> Iterator[Hit]:
    """A tiltak's text says that it comes after another tiltak, which has a later end."""
    for prose, item, other, _ in case.once(_waiting):
        own, end = partial_span(item.time_to), partial_span(other.time_to)
        if own and end and end.last > own.last:
            values: dict[str, Value] = {"other": _named(case, other)}
            stated, computed = in_words(item.time_to), in_words(other.time_to)
            yield Hit(prose.path, prose.where, stated, computed, f"venter/{other.uid}", values=values)


@FAMILY.rule(
    "tid-venter-start",
    level="advarsel",
    says=Words(
        nb="Teksten sier at tiltaket begynner etter {other}, som blir ferdig {computed}. Tidsrammen begynner {stated}.",
        nn="Teksten seier at tiltaket byrjar etter {other}, som blir ferdig {computed}. Tidsramma byrjar {stated}.",
    ),
    mend=Words(
        nb="Rett en av tidsrammene, eller rekkefølgen i teksten.",
        nn="Rett ei av tidsrammene, eller rekkjefølgja i teksten.",
    ),
    example={"other": "tiltak 1.2 (Tomter)", "stated": "mars 2025", "computed": "desember 2025"},
)
def begins_before_a_later_one(case: Case) -> Iterator[Hit]:
    """A tiltak's text says that it begins when another is done, and its own time frame begins before that one ends."""
    for prose, item, other, sentence in case.once(_waiting):
        own, end, last = (partial_span(date) for date in (item.time_from, other.time_to, item.time_to))
        waits = first(sentence, _WAITS_FOR)
        if not (own and end and waits and _BEGINS.search(sentence, 0, waits.start())):
            continue
        if own.last < end.first and not (last and end.last > last.last):
            values: dict[str, Value] = {"other": _named(case, other)}
            stated, computed = in_words(item.time_from), in_words(other.time_to)
            yield Hit(prose.path, prose.where, stated, computed, f"begynner/{other.uid}", values=values)


_BEGINS = re.compile(
    r"\b(?:oppstart|start(?:er|ar)|tiltaket begyn\w+|tiltaket byrj\w+|settes? i gang)\b", re.IGNORECASE
)


def _named(case: Case, other: Tiltak) -> str:
    return f"{uncapitalised(case.name(paths.tiltak(other.uid))).nb} ({other.title})"


def _waiting(case: Case) -> list[tuple[Prose, Tiltak, Tiltak, str]]:
    """Return every tiltak whose text says that it waits for another, with that other and the sentence."""
    return list(_found_waiting(case))


def _found_waiting(case: Case) -> Iterator[tuple[Prose, Tiltak, Tiltak, str]]:
    ignored = frozenset(content_words(case.plan.pilot))
    tiltak = [part for part in case.parts.values() if isinstance(part, Tiltak)]
    for prose in case.prose:
        if prose.tiltak is None or prose.delmaal is None:
            continue
        for sentence in sentences(prose.text):
            words = _waited_for(sentence)
            for other in tiltak if words else ():
                if other is not prose.tiltak and _speaks_of(words, other, case, prose.delmaal, ignored):
                    yield prose, prose.tiltak, other, sentence
