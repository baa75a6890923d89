"""Signs and shortened words that hinder reading: each kind once for the whole plan, at the first place."""

import re
from collections.abc import Iterator

from reporting.checks.case import Case, Piece
from reporting.checks.finding import Hit
from reporting.checks.matching import everywhere
from reporting.checks.rules import Family
from reporting.checks.words import Text, Value, Words, listed, places, same
from reporting.value import Tiltak

FAMILY = Family(
    "tegn",
    Text("Tegn og forkortelser", "Teikn og forkortingar"),
    "Punctuation and shortened words. Tips, one for the whole plan.",
)

#: How many of the places are quoted.
_QUOTED = 4


def _hit(found: list[tuple[Piece, str]]) -> Iterator[Hit]:
    """Yield one hit at the first of some places, with the first different ones quoted and how many there are."""
    if found:
        first, words = found[0]
        # One of each kind of sign first: the many strokes do not hide the one bracket.
        kinds = {re.sub(r"[^\W\d_]+", "a", words): words.strip() for _, words in reversed(found)}
        first_of_kinds = [words.strip() for _, words in found if words.strip() in kinds.values()]
        quoted = list(dict.fromkeys([*first_of_kinds, *(words.strip() for _, words in found)]))[:_QUOTED]
        count = places(len(found))
        values: dict[str, Value] = {"words": listed([same(f"«{one}»") for one in quoted]), "count": count}
        yield Hit(first.path, first.where, words.strip(), values=values)


def _matches(case: Case, pattern: re.Pattern[str]) -> list[tuple[Piece, str]]:
    """Return every match in what people wrote, with its place; addresses of web pages have signs of their own."""
    return [
        (piece, match[0])
        for piece, match in case.matches(pattern)
        if not piece.printed and not re.search(r"https?:|www\.", piece.text)
    ]


_L = r"[^\W\d_]"
_SIGNS = everywhere(
    rf"(?<!{_L})(?:{_L}+ [,;:](?= |$)"  # a space before the sign; every match begins with its word
    rf"|{_L}+[,;]\({_L}*|{_L}*\( {_L}*|{_L}+ \)"  # brackets away from what they hold
    rf"|{_L}+[.!?][»”]\."  # a full stop on both sides of the quotation mark
    rf"|{_L}+,,|{_L}+\.\.(?!\.)"
    rf"|\b{_L}+(?<!\bog)(?<!\beller) -{_L}{{3,}}"  # a hyphen away from its word, which «og -skoler» is not
    rf"|{_L}+(?:/ | /){_L}+)"
)


@FAMILY.rule(
    "tegn-feil",
    level="tips",
    says=Words(
        nb="Tegn eller mellomrom står galt i {words}. {count}.",
        nn="Teikn eller mellomrom står gale i {words}. {count}.",
    ),
    mend=Words(
        nb="Skriv skråstrek uten mellomrom, og komma, bindestrek og parentes inntil ordet.",
        nn="Skriv skråstrek utan mellomrom, og komma, bindestrek og parentes inntil ordet.",
    ),
    example={"words": "«Røyrvik/ Namsskogan»", "count": places(1)},
)
def signs(case: Case) -> Iterator[Hit]:
    """A space stands on the wrong side of a comma, bracket, hyphen or stroke, or a sign stands twice."""
    yield from _hit(_matches(case, _SIGNS))


_PER_CENT = everywhere(r"\d+(?:,\d+)?%")


@FAMILY.rule(
    "tegn-prosent",
    level="tips",
    says=Words(
        nb="Det mangler mellomrom foran prosenttegnet i {words}. {count}.",
        nn="Det manglar mellomrom framfor prosentteiknet i {words}. {count}.",
    ),
    mend=Words(nb="Skriv «85 %» eller «85 prosent».", nn="Skriv «85 %» eller «85 prosent»."),
    example={"words": "«85%»", "count": places(1)},
)
def per_cent(case: Case) -> Iterator[Hit]:
    """The sign for per cent stands right after the number."""
    yield from _hit(_matches(case, _PER_CENT))


#: Shortened without the full stops that tell so. «tom» and «mao» are words as well, and 5 mm is a length.
_SHORTENED = everywhere(
    r"\b(?:ila|bla|pga|feks|ifm|ift|mht|ihht|iht|mtp|fom|mfl|mv|osv|evt|dvs|etc)\b(?!\.)|(?<!\d )\b(?:mm|ol)\b(?!\.)"
    r"|\b(?:m\.m|o\.l|f\.eks|bl\.a|m\.fl|t\.d)\b(?!\.)"
)


@FAMILY.rule(
    "tegn-forkortelse",
    level="tips",
    says=Words(
        nb="Ord er forkortet uten punktum: {words}. {count}.",
        nn="Ord er forkorta utan punktum: {words}. {count}.",
    ),
    mend=Words(
        nb="Skriv helst ordene helt ut, som «i løpet av» og «blant annet».",
        nn="Skriv helst orda heilt ut, som «i løpet av» og «mellom anna».",
    ),
    example={"words": "«ila» og «bla»", "count": places(2)},
)
def shortened_words(case: Case) -> Iterator[Hit]:
    """A common abbreviation lacks its full stops: «ila», «bla», «osv»."""
    yield from _hit(_matches(case, _SHORTENED))


#: Abbreviations that end in a full stop whatever they stand in.
_ENDS_SHORT = re.compile(r"\b(?:mv|osv|ol|mm|mfl|vgs|evt|etc)\.$")


@FAMILY.rule(
    "tegn-punktum",
    level="tips",
    says=Words(
        nb="Navn og tidsrammer skal ikke slutte med punktum, slik {words} gjør. {count}.",
        nn="Namn og tidsrammer skal ikkje slutte med punktum, slik {words} gjer. {count}.",
    ),
    mend=Words(nb="Ta bort punktumet.", nn="Ta bort punktumet."),
    example={"words": "«November 2025.»", "count": places(1)},
)
def full_stops(case: Case) -> Iterator[Hit]:
    """A title, a name or a time frame ends in a full stop: in the plan, or in a cell that the document prints."""
    held = [
        Piece(path, case.name(path), text)
        for path, part in case.parts.items()
        for text in ((part.title, part.time_text) if isinstance(part, Tiltak) else ())
    ]
    printed = [
        Piece(row.path, case.name(row.path), table.cell(row, key).text, printed=True)
        for table in case.stated.tables
        for row in table.rows
        for key in ("title", "name", "time", "goal")
        if row.path and row.kind in ("item", "group")
    ]
    seen = {(piece.path, piece.text): piece for piece in [*held, *printed] if _is_stopped(piece.text)}
    yield from _hit([(piece, piece.text) for piece in seen.values()])


def _is_stopped(text: str) -> bool:
    """Tell whether a name ends in a full stop; a time frame may be whole sentences, which have theirs."""
    return len(text) > 3 and text.endswith(".") and "." not in text[:-1] and not _ENDS_SHORT.search(text)
