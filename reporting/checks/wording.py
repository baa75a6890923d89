"""Slips of one who writes in a hurry: words and sentences that stand twice, lists that are not as long as announced,
words in two spellings, abbreviations that nobody explains.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from plans.richtext import ListBlock, Paragraph, plain_text
from reporting.checks.amounts import sentences
from reporting.checks.case import Case, Prose
from reporting.checks.finding import Hit
from reporting.checks.matching import everywhere, first, matches
from reporting.checks.names import parties_of
from reporting.checks.rules import Family
from reporting.checks.words import Text, Words, listed, same, uncapitalised

FAMILY = Family(
    "ordlyd",
    Text("Ord og gjentakelser", "Ord og oppattakingar"),
    "What stands twice, is announced and does not come, or is not explained.",
)

#: Words that hardly ever follow themselves; «i i dag» and «en en-til-en» do.
_DOUBLED = everywhere(
    r"\b(og|i|at|en|et|ei|ein|eit|av|med|skal|vil|kan|vi|å)\s\1\b(?!-| (?:dag|år|fjor|morgen|morgon|kveld))",
    re.IGNORECASE,
)


@FAMILY.rule(
    "ord-dobbelt",
    level="tips",
    says=Words(nb="Ordet står to ganger etter hverandre: «{stated}».", nn="Ordet står to gonger på rad: «{stated}»."),
    mend=Words(nb="Ta bort det ene.", nn="Ta bort det eine."),
    example={"stated": "og og"},
)
def doubled_words(case: Case) -> Iterator[Hit]:
    """A small word stands twice in a row."""
    for piece, match in case.matches(_DOUBLED):
        if not piece.printed:
            yield Hit(piece.path, piece.where, match[0])


#: So many words alike are no chance: in all the plan, and within one tiltak or delmål.
_LONG, _LONG_CLOSE_BY = 12, 5


@FAMILY.rule(
    "setning-gjentatt",
    level="tips",
    says=Words(
        nb="Setningen står også {other}: «{sentence}»",
        nn="Setninga står òg {other}: «{sentence}»",
    ),
    mend=Words(
        nb="La den stå ett sted. Er den kopiert, så skriv det som gjelder her.",
        nn="La ho stå éin stad. Er ho kopiert, så skriv det som gjeld her.",
    ),
    example={
        "other": same("under tiltak 4.1"),
        "sentence": "Oppstart våren 2024 med sikte på å komme godt i gang.",
    },
)
def repeated_sentences(case: Case) -> Iterator[Hit]:
    """A sentence of twelve words or more stands twice in the plan, or one of five within the same tiltak or delmål."""
    seen: dict[str, Prose] = {}
    told: set[str] = set()
    for prose in case.prose:
        for sentence, length in _whole_sentences(prose.text):
            key = sentence.casefold()
            before = seen.get(key)
            if before is None:
                seen[key] = prose
            elif key not in told and length >= (_LONG_CLOSE_BY if _is_close_by(before, prose) else _LONG):
                told.add(key)
                other = _ELSEWHERE if before.where == prose.where else _UNDER(where=uncapitalised(before.where))
                yield Hit(prose.path, prose.where, at=before.path, values={"other": other, "sentence": _cut(sentence)})


@lru_cache(maxsize=1 << 12)
def _whole_sentences(text: str) -> tuple[tuple[str, int], ...]:
    """Return the sentences of a text outside tables that are long enough to be told, with how many words they have."""
    said = [one for line in text.split("\n") if "\t" not in line for one in sentences(line)]
    lengths = [(one, len(one.split())) for one in said if one[-1] in ".!?"]
    return tuple((one, length) for one, length in lengths if length >= _LONG_CLOSE_BY)


#: Within the same tiltak, whose name would say nothing.
_ELSEWHERE = Text("et annet sted her", "ein annan stad her")
_UNDER = Words(nb="under {where}", nn="under {where}")


def _is_close_by(one: Prose, other: Prose) -> bool:
    """Tell whether two answers belong to the same tiltak, delmål or section."""
    return one.path.rpartition("/svar/")[0] == other.path.rpartition("/svar/")[0] != "plan" or one is other


def _cut(sentence: str) -> str:
    return sentence if len(sentence) <= 120 else f"{sentence[:119].rstrip()}…"


_NUMBERS = {
    word: number
    for number, words in enumerate(
        ("to", "tre", "fire", "fem", "seks", "sju syv", "åtte", "ni", "ti", "elleve", "tolv"), start=2
    )
    for word in words.split()
}
#: «fem aktiviteter:», «tre felles kurs for ansatte:»; not «de fire kommunene:», which are known already.
_ANNOUNCED = re.compile(
    rf"(?<!\bde )(?<!\bdei )(?<!\balle )(?<!\d[.,])\b(?P<number>[2-9]|1[0-2]|{'|'.join(_NUMBERS)})"
    r" (?:[\w-]+(?:e|s|lig|leg) ){0,2}(?P<noun>[^\W\d_][\w-]+?)(?<!ene)(?<!ane)(?<!ende)"
    r"(?: (?:i|for|med|på|av|til|innan|innen|under) [\w ,–-]{1,60})?:$",
    re.IGNORECASE,
)


@FAMILY.rule(
    "liste-antall",
    level="advarsel",
    says=Words(
        nb="Teksten sier «{words}», men listen under har {computed} punkter.",
        nn="Teksten seier «{words}», men lista under har {computed} punkt.",
    ),
    mend=Words(nb="Rett tallet eller listen.", nn="Rett talet eller lista."),
    example={"words": "fem aktiviteter", "stated": "5", "computed": "4"},
)
def lengths_of_lists(case: Case) -> Iterator[Hit]:
    """A line that ends in a colon announces a number of things, and the list under it has another number of points."""
    for prose in case.prose:
        for place, (block, following) in enumerate(pairwise(prose.blocks)):
            if not (isinstance(block, Paragraph) and isinstance(following, ListBlock)):
                continue
            match = first(plain_text([block]).strip(), _ANNOUNCED)
            # Another list further down may be the rest of this one, with text between the points.
            if match is None or any(isinstance(later, ListBlock) for later in prose.blocks[place + 2 :]):
                continue
            number = _NUMBERS.get(match["number"].lower()) or int(match["number"])
            if number != len(following.items):
                words = f"{match['number']} {match['noun']}"
                computed = str(len(following.items))
                yield Hit(prose.path, prose.where, str(number), computed, at=words, values={"words": words})


_HYPHENED = everywhere(r"\b([a-zæøå]{3,})-([a-zæøå]{3,})", re.IGNORECASE)


@FAMILY.rule(
    "ord-bindestrek",
    level="tips",
    says=Words(
        nb="«{stated}» er også skrevet i ett, som «{computed}».",
        nn="«{stated}» er òg skrive i eitt, som «{computed}».",
    ),
    mend=Words(nb="Velg én skrivemåte.", nn="Vel éin skrivemåte."),
    example={"stated": "trainee-løp", "computed": "traineeløp"},
)
def hyphens(case: Case) -> Iterator[Hit]:
    """A word is written with a hyphen in one place and without it in another."""
    seen: set[str] = set()
    for piece, match in case.matches(_HYPHENED):
        joined = f"{match[1]}{match[2]}".casefold()
        if piece.printed or joined in seen or joined not in case.held_text:
            continue
        found = re.search(rf"(?<![\w-]){re.escape(joined)}\w*", case.held_text)
        if found:
            seen.add(joined)
            yield Hit(piece.path, piece.where, match[0], found[0])


_CAPITALS = re.compile(r"(?<![\w-])[A-ZÆØÅ]{2,6}(?![\w])")
#: What a member of a municipal council knows without being told.
_KNOWN = frozenset(
    re.findall(
        r"\w+",
        "NAV KDD KS EU EØS FN IT IKT KI TV NRK NTNU OECD SFO PPT HMS HR PDF CV NOU SSB OK BPA AS SA BA KF IKS ASA SWOT"
        " VG USA UK GPS NM VM OL LO NHO NVE UDI IMDI ROS VR SMS DNT MVA ID QR SINTEF SJ PC MW GW KW KV TO TIL OG FOR"
        " MED SUM XX NB NN DD MM",
    )
)


@FAMILY.rule(
    "ord-forkortelse",
    level="tips",
    says=Words(nb="{words} er ikke forklart.", nn="{words} er ikkje forklart."),
    mend=Words(
        nb="Forklar dem der de brukes første gang.",
        nn="Forklar dei der dei er brukte første gong.",
    ),
    example={"words": "«PLP» (tiltak 2.3) og «LOS» (tiltak 1.4)"},
)
def abbreviations(case: Case) -> Iterator[Hit]:
    """Abbreviations in capitals are nowhere explained: not in brackets, nor by a name with their initials.

    Names of parties have a rule of their own, and what every council knows is left out. One tip for the whole plan.
    """
    names = {word for party in case.once(parties_of) for word in f"{party.name} {party.short_name}".split()}
    names |= {word for party in case.context.parties for word in (party.name, party.short_name)}
    found: dict[str, Prose] = {}
    for prose in case.prose:
        for match in matches(prose.text, _CAPITALS):
            if match[0] not in _KNOWN and match[0] not in names and not set(match[0]) <= set("IVXLC"):
                found.setdefault(match[0], prose)
    unknown = {word: prose for word, prose in found.items() if not _is_explained(word, case)}
    if unknown:
        place = next(iter(unknown.values()))
        words = listed([_IN(word=word, where=uncapitalised(prose.where)) for word, prose in unknown.items()])
        yield Hit(place.path, place.where, at=" ".join(unknown), values={"words": words})


_IN = Words(nb="«{word}» ({where})", nn="«{word}» ({where})")


def _is_explained(word: str, case: Case) -> bool:
    """Tell whether an abbreviation stands in brackets, before one or before a dash, or words in a row have its letters.

    Two letters are the initials of any two words, which explains nothing.
    """
    small = word.casefold()
    in_brackets = any(words in case.held_text for words in (f"({small})", f"{small} (", f"{small} – "))
    if in_brackets or len(small) < _TELLING:
        return in_brackets
    return any(small in _initials(prose.text) for prose in case.prose)


_TELLING = 3
_SMALL_WORDS = frozenset(("og", "for", "i", "av", "på", "til", "med"))


@lru_cache(maxsize=1 << 12)
def _initials(text: str) -> str:
    """Return the first letters of a text's words in lower case, without the small words that names leave out."""
    words = re.findall(r"\w+", text.casefold())
    return "".join(word[0] for word in words if word not in _SMALL_WORDS)
