"""How amounts, dates and ranges are written. All are tips, one for each kind of slip, at the first place."""

import re
from collections.abc import Iterator

from plans.templatetags.kroner import MONTHS
from reporting.checks.case import Case, Piece
from reporting.checks.finding import Hit
from reporting.checks.matching import everywhere
from reporting.checks.rules import Family
from reporting.checks.words import Text, Words, places

FAMILY = Family(
    "skrivemaate",
    Text("Skrivemåte", "Skrivemåte"),
    "How amounts, dates and ranges are written. Tips, one for each kind of slip, with how many places there are.",
)

_MONTH = "|".join(MONTHS)


def _hit(found: list[tuple[Piece, str]]) -> Iterator[Hit]:
    """Yield one hit at the first of some places, with the first words and how many there are."""
    if found:
        piece, words = found[0]
        count = places(len(found))
        yield Hit(piece.path, piece.where, words.strip(), values={"count": count})


def _matches(case: Case, pattern: re.Pattern[str]) -> list[tuple[Piece, str]]:
    """Return every match of a pattern in all that has a figure in it, with its place."""
    return [(piece, match[0]) for piece, match in case.matches(pattern)]


_TIGHT_KRONER = everywhere(r"\d[\d \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}]{0,15}(?:kr|kroner)\b")
_SPLIT_DECIMAL = everywhere(r"(?<!\d)\d{1,3}, \d+ (?:mill|mrd|prosent|%)\w*")
_TIGHT_DAY = everywhere(rf"\b\d{{1,2}}\.(?:{_MONTH})\w*(?: 20\d\d)?", re.IGNORECASE)
_BARE_DAY = everywhere(
    rf"(?<![\d.,–-])(?<!\d )\b(?:[12]?\d|3[01]) (?:{_MONTH}|jan|feb|apr|aug|sept?|okt|nov|des)\b(?: 20\d\d)?"
)
_SHORT_MONTH = everywhere(r"\b(?:\d{1,2}\.?\s?)?(?:jan|feb|apr|aug|sept?|okt|nov|des)\.? 20\d\d\b", re.IGNORECASE)
_SPACED_RANGE = everywhere(
    r"\b20\d\d(?: [-–] ?|[-–] )20\d\d\b"
    r"|\b\d{1,2}(?: [-–] ?|[-–] )\d{1,2} (?:år|uker|veker|måneder|månader|dager|dagar|ganger|gonger)\b"
)
_AFTER_MONTH = re.compile(rf"(?:{_MONTH}) $", re.IGNORECASE)
#: «bygda – og byen» is a dash well used; only a long word, most likely a compound, lends its ending to the one before.
_HANGING_DASH = everywhere(r"\b[a-zæøå]+ – og \w{11,}", re.IGNORECASE)
_GROUPS = {
    "mellomrom": everywhere(r"(?<![\d.,])\d{1,3}(?:[ \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}]\d{3})+(?!\d)"),
    "punktum": everywhere(r"(?<![\d.,])\d{1,3}(?:\.\d{3})+(?!\d)"),
    "ingenting": everywhere(r"(?<![\d.,])[1-9]\d{4,}(?= ?kr)"),
}


@FAMILY.rule(
    "skrivemaate-kr",
    level="tips",
    says=Words(
        nb="Det mangler mellomrom foran «kr» i «{stated}». {count}.",
        nn="Det manglar mellomrom framfor «kr» i «{stated}». {count}.",
    ),
    mend=Words(nb="Skriv «{right}».", nn="Skriv «{right}»."),
    example={"stated": "1 300 000kr", "count": places(1), "right": "1 300 000 kr"},
)
def space_before_kroner(case: Case) -> Iterator[Hit]:
    """«kr» stands right after the number."""
    found = [(piece, words) for piece, words in _matches(case, _TIGHT_KRONER) if re.search(r"\dkr", words)]
    for hit in _hit(found):
        right = re.sub(r"(\d)(kr)", r"\1 \2", str(hit.stated))
        yield hit._replace(values={**hit.values, "right": right})


@FAMILY.rule(
    "skrivemaate-desimal",
    level="tips",
    says=Words(
        nb="Det er mellomrom inne i tallet «{stated}». {count}.",
        nn="Det er mellomrom inne i talet «{stated}». {count}.",
    ),
    mend=Words(nb="Skriv for eksempel 1,2 millioner.", nn="Skriv til dømes 1,2 millionar."),
    example={"stated": "1, 2 mill", "count": places(1)},
)
def space_in_decimals(case: Case) -> Iterator[Hit]:
    """A space stands after a decimal comma, so that the amount can be read as two."""
    yield from _hit(_matches(case, _SPLIT_DECIMAL))


@FAMILY.rule(
    "skrivemaate-dato",
    level="tips",
    says=Words(
        nb="Datoen «{stated}» er forkortet eller mangler tegn. {count}.",
        nn="Datoen «{stated}» er forkorta eller manglar teikn. {count}.",
    ),
    mend=Words(
        nb="Skriv punktum og mellomrom etter dagen, og måneden helt ut.",
        nn="Skriv punktum og mellomrom etter dagen, og månaden heilt ut.",
    ),
    example={"stated": "13.desember 2025", "count": places(1)},
)
def dates(case: Case) -> Iterator[Hit]:
    """A date is written without space or full stop after the day, or with a shortened month."""
    found = [match for pattern in (_TIGHT_DAY, _SHORT_MONTH, _BARE_DAY) for match in _matches(case, pattern)]
    yield from _hit(found)


@FAMILY.rule(
    "skrivemaate-tusen",
    level="tips",
    says=Words(nb="Tall er gruppert på flere måter: {forms}.", nn="Tal er grupperte på fleire måtar: {forms}."),
    mend=Words(nb="Bruk mellomrom overalt: 1 800 000.", nn="Bruk mellomrom overalt: 1 800 000."),
    example={"forms": "«500 000» og «500.000»"},
)
def thousands(case: Case) -> Iterator[Hit]:
    """Large numbers are grouped by spaces in one place and by full stops, or not at all, in another."""
    found = {name: _matches(case, pattern) for name, pattern in _GROUPS.items()}
    used = [(matches[0][0], matches[0][1].replace("\N{NO-BREAK SPACE}", " ")) for matches in found.values() if matches]
    if len(used) > 1:
        piece = used[-1][0]
        yield Hit(piece.path, piece.where, values={"forms": " og ".join(f"«{words}»" for _, words in used)})


@FAMILY.rule(
    "skrivemaate-periode",
    level="tips",
    says=Words(
        nb="Perioden «{stated}» er skrevet med mellomrom rundt streken. {count}.",
        nn="Perioden «{stated}» er skriven med mellomrom rundt streken. {count}.",
    ),
    mend=Words(
        nb="Skriv 2024–2027, med tankestrek uten mellomrom.", nn="Skriv 2024–2027, med tankestrek utan mellomrom."
    ),
    example={"stated": "2024 - 2027", "count": places(1)},
)
def ranges(case: Case) -> Iterator[Hit]:
    """A range of years or numbers has spaces around its dash."""
    found = case.matches(_SPACED_RANGE)
    # «mars 2025 – 2026» is two dates with spaces in them, and is right.
    yield from _hit(
        [(piece, match[0]) for piece, match in found if not _AFTER_MONTH.search(match.string, 0, match.start())]
    )


@FAMILY.rule(
    "skrivemaate-strek",
    level="tips",
    says=Words(
        nb="«{stated}» har tankestrek der det skal være bindestrek. {count}.",
        nn="«{stated}» har tankestrek der det skal vere bindestrek. {count}.",
    ),
    mend=Words(
        nb="Skriv for eksempel «studie- og kontorfellesskap».", nn="Skriv til dømes «studie- og kontorfellesskap»."
    ),
    example={"stated": "studie – og kontorfellesskap", "count": places(1)},
)
def hanging_hyphens(case: Case) -> Iterator[Hit]:
    """A word that shares its ending with the next has a spaced dash instead of a hyphen."""
    yield from _hit(_matches(case, _HANGING_DASH))
