"""References in running text to sections, delmål, tiltak, figures and attachments that are not there."""

import re
from collections.abc import Iterator

from plans.richtext import Table, figure_hashes
from reporting.checks.amounts import sentences
from reporting.checks.case import PROMPT_OF_TABLE, Case, Prose
from reporting.checks.finding import Hit
from reporting.checks.matching import first, matches
from reporting.checks.rules import Family
from reporting.checks.words import Text, Words

FAMILY = Family(
    "henvisninger",
    Text("Henvisninger", "Tilvisingar"),
    "References in running text to what the plan does not have.",
)

_SECTION = re.compile(
    r"\b(?:kapittel|kap\.|seksjon|punkt|pkt\.?)\s?(\d{1,2})\b"
    r"(?!\.\d|\d| post| i (?!planen|denne|handlingsplanen))",
    re.IGNORECASE,
)
_TABLE = re.compile(r"\btabell", re.IGNORECASE)
_DELMAAL = re.compile(r"\bdelmål (\d{1,2})\b", re.IGNORECASE)
_TILTAK = re.compile(r"\btiltak (\d{1,2})(?:\.(\d{1,2}))?\b(?! (?:av|for))", re.IGNORECASE)
#: «figur 4 i rapporten», «vedlegg 2 til avtalen»: of another document.
_OF_ANOTHER = r"(?!,? (?:i|av|fra|frå|til|på) (?!planen\b|denne\b|handlingsplanen\b))"
_FIGURE = re.compile(rf"\bfigur (\d{{1,2}})\b{_OF_ANOTHER}", re.IGNORECASE)
_THE_TABLE = re.compile(
    r"\btabell(?:en|a) (?:nedenfor|ovenfor|nedanfor|ovanfor|(?:under|over)(?= viser|[.,:;)]|$))", re.IGNORECASE
)
_THE_FIGURE = re.compile(
    r"\b(?:figuren|illustrasjonen|skissen) (?:under|over|nedenfor|ovenfor|nedanfor|ovanfor|viser)\b", re.IGNORECASE
)
_ATTACHMENT = re.compile(
    rf"\b(?:som|i|se|sjå|jf\.|jamfør) vedlegg(?:et)?(?: \d+\b|(?! \d)){_OF_ANOTHER}|\bvedlegg \d+\b{_OF_ANOTHER}"
    r"|\bvedlagt\w*\b|\bvedlagde\b",
    re.IGNORECASE,
)

#: No section has so high a number; what does is a chapter of the state budget or of a law.
_HIGHEST = 30


@FAMILY.rule(
    "henvisning-seksjon",
    level="advarsel",
    says=Words(
        nb="Teksten viser til «{stated}», men planen har {computed} seksjoner.",
        nn="Teksten viser til «{stated}», men planen har {computed} seksjonar.",
    ),
    mend=Words(nb="Rett henvisningen.", nn="Rett tilvisinga."),
    example={"stated": "kapittel 9", "computed": "7"},
)
def to_sections(case: Case) -> Iterator[Hit]:
    """A text refers to a section of the plan with a number that no section has."""
    count = len(case.plan.form.plan)
    for prose in case.prose:
        for match in matches(prose.text, _SECTION):
            if count < int(match[1]) <= _HIGHEST or int(match[1]) == 0:
                yield Hit(prose.path, prose.where, match[0], str(count), match[1])


@FAMILY.rule(
    "henvisning-tabell",
    level="advarsel",
    says=Words(
        nb="Teksten viser til en tabell i «{stated}», der det ikke er noen. Tabellene står i seksjon {computed}.",
        nn="Teksten viser til ein tabell i «{stated}», der det ikkje er nokon. Tabellane står i seksjon {computed}.",
    ),
    mend=Words(nb="Rett henvisningen.", nn="Rett tilvisinga."),
    example={"stated": "pkt. 5", "computed": Text("3, 6 og 7", "3, 6 og 7")},
)
def to_tables(case: Case) -> Iterator[Hit]:
    """A sentence refers to a table in a section that has none."""
    having = sorted(case.numbers[key] for key in PROMPT_OF_TABLE.values() if key in case.numbers)
    for prose in case.prose:
        for sentence in sentences(prose.text):
            if not first(sentence, _TABLE):
                continue
            for match in matches(sentence, _SECTION):
                number = int(match[1])
                if having and number <= len(case.plan.form.plan) and number not in having:
                    *most, last = map(str, having)
                    there = f"{', '.join(most)} og {last}" if most else last
                    yield Hit(prose.path, prose.where, match[0], there, match[1])


@FAMILY.rule(
    "henvisning-tabell-her",
    level="advarsel",
    says=Words(
        nb="Teksten viser til «{stated}», men det er ingen tabell i svaret.",
        nn="Teksten viser til «{stated}», men det er ingen tabell i svaret.",
    ),
    mend=Words(nb="Sett inn tabellen, eller ta bort henvisningen.", nn="Set inn tabellen, eller ta bort tilvisinga."),
    example={"stated": "tabellen under"},
)
def to_a_table_here(case: Case) -> Iterator[Hit]:
    """A tiltak's text speaks of the table above or below, and the answer has none."""
    for prose in case.prose:
        for match in matches(prose.text, _THE_TABLE) if prose.tiltak else ():
            if not any(isinstance(block, Table) for block in prose.blocks):
                yield Hit(prose.path, prose.where, match[0], at=match[0].lower())


@FAMILY.rule(
    "henvisning-del",
    level="advarsel",
    says=Words(
        nb="Teksten viser til «{stated}», som ikke finnes i planen.",
        nn="Teksten viser til «{stated}», som ikkje finst i planen.",
    ),
    mend=Words(nb="Rett henvisningen.", nn="Rett tilvisinga."),
    example={"stated": "delmål 8"},
)
def to_parts(case: Case) -> Iterator[Hit]:
    """A text refers to a delmål or tiltak by a number that none has. A bare tiltak number is of its own delmål."""
    goals = {goal.number: {item.number for item in goal.tiltak} for goal in case.plan.delmaal}
    for prose in case.prose:
        for match in matches(prose.text, _DELMAAL):
            if int(match[1]) not in goals:
                yield Hit(prose.path, prose.where, match[0], at=match[0].lower())
        for match in matches(prose.text, _TILTAK):
            if not _exists(match, prose, goals):
                yield Hit(prose.path, prose.where, match[0], at=match[0].lower())


def _exists(match: re.Match[str], prose: Prose, goals: dict[int, set[int]]) -> bool:
    """Tell whether a tiltak that a text names by number is there; what cannot be told is taken to be."""
    if match[2]:
        return int(match[2]) in goals.get(int(match[1]), set())
    return prose.delmaal is None or int(match[1]) in goals[prose.delmaal.number] or "delmål" in prose.text.lower()


@FAMILY.rule(
    "henvisning-figur",
    level="advarsel",
    says=Words(
        nb="Teksten viser til «{stated}», men det er ingen slik figur der.",
        nn="Teksten viser til «{stated}», men det er ingen slik figur der.",
    ),
    mend=Words(nb="Sett inn figuren, eller ta bort henvisningen.", nn="Set inn figuren, eller ta bort tilvisinga."),
    example={"stated": "figuren under"},
)
def to_figures(case: Case) -> Iterator[Hit]:
    """A text speaks of the figure above or below and has none, or of a figure by a number that no figure has."""
    shown = {sha256 for prose in case.prose for sha256 in figure_hashes(prose.blocks)}
    for prose in case.prose:
        for match in matches(prose.text, _THE_FIGURE):
            if not figure_hashes(prose.blocks):
                yield Hit(prose.path, prose.where, match[0], at=match[0].lower())
        for match in matches(prose.text, _FIGURE):
            if not 1 <= int(match[1]) <= len(shown):
                yield Hit(prose.path, prose.where, match[0], at=match[0].lower())


@FAMILY.rule(
    "henvisning-vedlegg",
    level="advarsel",
    says=Words(
        nb="Teksten viser til et vedlegg («{stated}»), men planen har ingen vedlegg.",
        nn="Teksten viser til eit vedlegg («{stated}»), men planen har ingen vedlegg.",
    ),
    mend=Words(
        nb="Ta innholdet inn i teksten, eller skriv hvor det kan leses.",
        nn="Ta innhaldet inn i teksten, eller skriv kvar det kan lesast.",
    ),
    example={"stated": "som vedlegg"},
)
def to_attachments(case: Case) -> Iterator[Hit]:
    """A text refers to an attachment; a handlingsplan has none."""
    for prose in case.prose:
        for match in matches(prose.text, _ATTACHMENT):
            yield Hit(prose.path, prose.where, match[0], at=match[0].lower())
