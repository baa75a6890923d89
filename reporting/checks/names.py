"""One name for one thing: delmål and tiltak by every name that the document prints, and parties in every spelling."""

import re
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from functools import lru_cache
from typing import NamedTuple

from reporting.checks.case import Case
from reporting.checks.finding import Hit, Level
from reporting.checks.matching import matches
from reporting.checks.misspelled import misspelled
from reporting.checks.naming import normal
from reporting.checks.rules import Family
from reporting.checks.words import Text, Value, Words, listed, same, uncapitalised
from reporting.value import Delmaal, Party, Tiltak

FAMILY = Family(
    "navn",
    Text("Navn", "Namn"),
    "One name for every delmål, tiltak and party throughout. Names of delmål and tiltak are read from the document.",
)

_PREFIX = re.compile(r"^(?:delmål|tiltak) \d+\s?[:.]?\s*", re.IGNORECASE)
_IN = Words(nb="«{name}» ({place})", nn="«{name}» ({place})")
_HEADING = Text("overskriften", "overskrifta")
_GOALS = Text("listen over delmål", "lista over delmål")


def _printed_names(case: Case) -> dict[str, list[tuple[str, Text]]]:
    """Return every printed name of a delmål, tiltak or post with its place, by path, in the order of the document."""
    found: dict[str, list[tuple[str, Text]]] = {}
    for line in case.stated.lines:
        if line.kind in ("goal", "heading") and line.path in case.parts:
            found.setdefault(line.path, []).append((line.text, _GOALS if line.kind == "goal" else _HEADING))
    for table in case.stated.tables:
        place = uncapitalised(case.table_name(table.key))
        for row in table.rows:
            name = table.cell(row, "name").text or table.cell(row, "title").text
            if row.kind in ("group", "item") and row.path in case.parts and _PREFIX.sub("", name):
                found.setdefault(row.path, []).append((name, place))
    return found


def _variants(names: Iterable[tuple[str, Text]], right: set[str]) -> list[tuple[str, Text]]:
    """Return the printed names that are none of the right ones, each once."""
    seen: dict[str, tuple[str, Text]] = {}
    for name, place in names:
        words = _PREFIX.sub("", name).strip()
        if words and normal(words) not in right:
            seen.setdefault(normal(words), (words.strip(" ."), place))
    return list(seen.values())


@FAMILY.rule(
    "navn-delmaal",
    level="advarsel",
    says=Words(
        nb="Delmålet heter «{title}», men kalles også {others}.",
        nn="Delmålet heiter «{title}», men blir òg kalla {others}.",
    ),
    mend=Words(nb="Bruk ett navn overalt.", nn="Bruk eitt namn overalt."),
    example={"title": "Øke boligbygging", "others": "«Boligtiltak» (seksjon 6)"},
)
def names_of_delmaal(case: Case) -> Iterator[Hit]:
    """A delmål is printed under other names than its title and its short title in tables."""
    for path, names in case.once(_printed_names).items():
        part = case.parts[path]
        if isinstance(part, Delmaal):
            others = _variants(names, {normal(part.title), normal(part.short_title)})
            if others:
                said = listed([_IN(name=name, place=place) for name, place in others])
                yield Hit(path, case.name(path), values={"title": part.title, "others": said})


@FAMILY.rule(
    "navn-tiltak",
    level="advarsel",
    says=Words(
        nb="Tiltaket heter «{title}», men kalles også {others}.",
        nn="Tiltaket heiter «{title}», men blir òg kalla {others}.",
    ),
    mend=Words(nb="Bruk ett navn overalt.", nn="Bruk eitt namn overalt."),
    example={"title": "Bygdevekstkonferanse", "others": "«Bygdekonferanse» (overskriften)"},
)
def names_of_tiltak(case: Case) -> Iterator[Hit]:
    """A tiltak is printed under other names than its title. One that is only shortened or lengthened is a tip."""
    for path, names in case.once(_printed_names).items():
        part = case.parts[path]
        if isinstance(part, Tiltak):
            title = normal(part.title)
            others = _variants(names, {title})
            contained = all(normal(name) in title or title in normal(name) for name, _ in others)
            level: Level = "tips" if contained else "advarsel"
            if others:
                said = listed([_IN(name=name, place=place) for name, place in others])
                yield Hit(path, case.name(path), values={"title": part.title, "others": said}, level=level)


@FAMILY.rule(
    "navn-post",
    level="advarsel",
    says=Words(
        nb="Posten heter «{title}», men kalles også {others}.",
        nn="Posten heiter «{title}», men blir òg kalla {others}.",
    ),
    mend=Words(nb="Bruk ett navn overalt.", nn="Bruk eitt namn overalt."),
    example={"title": "Prosjektledelse", "others": "«Prosjektleder» (seksjon 7)"},
)
def names_of_posts(case: Case) -> Iterator[Hit]:
    """A post is printed under other names than its own."""
    for path, names in case.once(_printed_names).items():
        part = case.parts[path]
        if not isinstance(part, Delmaal | Tiltak):
            others = _variants(names, {normal(part.name)})
            if others:
                said = listed([_IN(name=name, place=place) for name, place in others])
                yield Hit(path, case.name(path), values={"title": part.name, "others": said})


@FAMILY.rule(
    "navn-kilde",
    level="advarsel",
    says=Words(
        nb="Kilden heter «{computed}», men kolonnen er trykt som «{stated}».",
        nn="Kjelda heiter «{computed}», men kolonnen står som «{stated}».",
    ),
    mend=Words(nb="Rett overskriften på kolonnen.", nn="Rett overskrifta på kolonnen."),
    example={"stated": "Statsforvater", "computed": "Statsforvalter"},
)
def names_of_sources(case: Case) -> Iterator[Hit]:
    """A column of section 7 has another heading than its funding source has in the agreement."""
    table = case.stated.table("seksjon-7")
    right = {source.key: source.name for source in case.plan.sources}
    for column in table.columns if table else ():
        name = right.get(column.key, column.heading)
        if normal(column.heading) != normal(name):
            where = same(f"{case.table_name('seksjon-7').nb}, {column.heading}")
            yield Hit(case.table_path("seksjon-7"), where, column.heading, name, column.key)


@FAMILY.rule(
    "navn-likt",
    level="advarsel",
    says=Words(
        nb="Navnet «{title}» er brukt på både {one} og {other}.",
        nn="Namnet «{title}» er brukt på både {one} og {other}.",
    ),
    mend=Words(nb="Gi det ene et annet navn.", nn="Gi det eine eit anna namn."),
    example={"title": "Møteplasser", "one": "tiltak 1.5", "other": "tiltak 3.1"},
)
def same_names(case: Case) -> Iterator[Hit]:
    """Two delmål, or two tiltak, have the same title."""
    seen: dict[tuple[type, str], str] = {}
    for path, part in case.parts.items():
        title = part.title if isinstance(part, Delmaal | Tiltak) else part.name
        first = seen.setdefault((type(part), normal(title)), path)
        if first != path and normal(title):
            one, other = (case.name(where).nb.lower() for where in (first, path))
            yield Hit(path, case.name(path), at=first, values={"title": title, "one": one, "other": other})


@FAMILY.rule(
    "part-i-tekst",
    level="tips",
    says=Words(
        nb="Teksten om roller nevner {parties}, som ikke står som ansvarlig eller samarbeidspart i tabellen.",
        nn="Teksten om roller nemner {parties}, som ikkje står som ansvarleg eller samarbeidspart i tabellen.",
    ),
    mend=Words(
        nb="Legg til parten på tiltaket, om den er med.",
        nn="Legg til parten på tiltaket, om han er med.",
    ),
    example={"parties": "Namdal regionråd"},
)
def parties_of_texts(case: Case) -> Iterator[Hit]:
    """A tiltak's answer about roles names a party of the plan that the tiltak does not have, in any spelling.

    Municipalities are places too, and are left out.
    """
    parties = [party for party in case.once(parties_of) if party.kind != "kommune"]
    for prose in case.prose:
        if prose.tiltak is None or prose.key not in case.parameters.role_prompts:
            continue
        held = {party.key for party in (*prose.tiltak.responsible, *prose.tiltak.partners)}
        beside = f"{prose.tiltak.responsible_text} {prose.tiltak.partners_text}".casefold()
        missing = [
            party
            for party in parties
            if party.key not in held and party.name.casefold() not in beside and is_named(party, prose.text)
        ]
        if missing:
            names = listed([same(party.short_name or party.name) for party in missing])
            keys = ",".join(party.key for party in missing)
            yield Hit(prose.path, prose.where, at=keys, values={"parties": names})


def is_named(party: Party, text: str) -> bool:
    """Tell whether a text has a party's name or short name."""
    return any(_stands_in(name, text) for name in (party.name, party.short_name) if name)


@lru_cache(maxsize=1 << 14)
def _stands_in(name: str, text: str) -> bool:
    """Tell whether a name is in a text: whole words, or one that is almost a long name."""
    flags = re.IGNORECASE if " " in name else 0
    whole = re.compile(rf"(?<![\w-]){re.escape(name)}s?(?![\w-])", flags)
    return bool(whole.search(text) or _almost(name, text))


@lru_cache(maxsize=1 << 14)
def _almost(name: str, text: str) -> tuple[str, ...]:
    """Return the words of a text that are almost a long name of one word: the same beginning, a letter or two apart."""
    if " " in name or len(name) < _LONG:
        return ()
    words = re.findall(rf"\b{re.escape(name[:6])}\w+", text)
    return tuple(word for word in words if SequenceMatcher(None, word, name).ratio() >= 0.9)


class Spelling(NamedTuple):
    """A party's name as it stands in one place."""

    words: str
    path: str
    where: Text


@FAMILY.rule(
    "navn-part",
    level="advarsel",
    says=Words(
        nb="Parten heter «{name}», men er også skrevet {others}.",
        nn="Parten heiter «{name}», men er òg skriven {others}.",
    ),
    mend=Words(
        nb="Skriv navnet likt overalt.",
        nn="Skriv namnet likt overalt.",
    ),
    example={"name": "Trøndelag fylkeskommune", "others": "«Trøndelag Fylkeskommune» og «TFK»"},
)
def spellings_of_parties(case: Case) -> Iterator[Hit]:
    """A party of the plan is spelled in other ways than in the register: other letters, other case, initials.

    Read from the parties' columns of the document, from parties in free text, and from running text. One finding for
    each party, at the first place. Where only capitals differ it is a tip.
    """
    parties = case.once(parties_of)
    right = {name for party in (*case.context.parties, *parties) for name in (party.name, party.short_name) if name}
    cells = [spelling for spelling in _cells(case) if spelling.words not in right]
    known = tuple((party.name, party.short_name) for party in parties)
    variants = [(spelling, _variant_of(spelling.words, known)) for spelling in cells]
    for place, party in enumerate(parties):
        names = [name for name in (party.name, party.short_name) if name]
        found = [spelling for spelling, places in variants if place in places]
        found += [spelling for name in names for spelling in _in_prose(case, name, right)]
        if found:
            words = list(dict.fromkeys(spelling.words for spelling in found))
            cased = all(word.casefold() in {name.casefold() for name in names} for word in words)
            level: Level = "tips" if cased else "advarsel"
            values: dict[str, Value] = {"name": party.name, "others": listed([same(f"«{word}»") for word in words])}
            yield Hit(found[0].path, found[0].where, at=party.key, values=values, level=level)


def parties_of(case: Case) -> list[Party]:
    """Return the parties that the plan names, each once."""
    found = {member.party.key: member.party for member in case.plan.agreement.parties}
    for part in case.parts.values():
        for party in (*part.responsible, *part.partners) if isinstance(part, Tiltak) else ():
            found.setdefault(party.key, party)
    return list(found.values())


def _cells(case: Case) -> Iterator[Spelling]:
    """Yield what stands between commas in the parties' columns, and in the free text beside parties."""
    for table in case.stated.tables:
        for row in table.rows if table.key.startswith("delmaal-") else ():
            for key in ("responsible", "partners"):
                for words in _split(table.cell(row, key).text):
                    yield Spelling(words, row.path or case.table_path(table.key), case.name(row.path))
    for path, part in case.parts.items():
        for text in (part.responsible_text, part.partners_text) if isinstance(part, Tiltak) else ():
            for words in _split(text):
                yield Spelling(words, path, case.name(path))


def _split(text: str) -> list[str]:
    return [words.strip(" .") for words in re.split(r"[,;/]| og ", text) if words.strip(" .")]


#: How much of two spellings must agree.
_ALIKE = 0.88


@lru_cache(maxsize=4096)
def _variant_of(words: str, known: tuple[tuple[str, str], ...]) -> frozenset[int]:
    """Return which of the known parties (name, short name) some words spell another way, by their place.

    Those whose initials the words are, and the one that is most alike, unless two are equally alike.
    """
    alike = [_likeness(words, names) for names in known]
    most = max(alike, default=0.0)
    found = {place for place, names in enumerate(known) if alike[place] < _ALIKE and _are_initials(words, names[0])}
    if most >= _ALIKE and alike.count(most) == 1:
        found.add(alike.index(most))
    return frozenset(found)


def _likeness(words: str, names: tuple[str, ...]) -> float:
    """Return how alike some words are to a party's name or short name, upper and lower case apart: 0 to 1."""
    return max(_ratio(words.casefold(), name.casefold()) for name in names if name)


def _ratio(words: str, name: str) -> float:
    """Return how alike two spellings are, 0 to 1; short ones must be the same, and a quick look settles most."""
    if words == name:
        return 1.0
    matcher = SequenceMatcher(None, words, name)
    return matcher.ratio() if len(words) > 4 and matcher.real_quick_ratio() >= _ALIKE <= matcher.quick_ratio() else 0.0


def _are_initials(words: str, name: str) -> bool:
    """Tell whether some capitals are a name's: its first letters in order, more of them within compound words."""
    if not re.fullmatch(r"[A-ZÆØÅ]{3,5}", words) or " " not in name:
        return False
    heads = [word[0].upper() for word in name.split()]
    rest = iter(name.upper())
    return words[0] == heads[0] and words[1] in heads[1:] and all(letter in rest for letter in words)


#: A name of one word that is so long is not like an ordinary word by chance.
_LONG = 10


def _alike_in_prose(case: Case, name: str, right: set[str]) -> Iterator[Spelling]:
    """Yield words in running text that are almost a long name, with the same beginning and a capital."""
    start = name[:6].casefold()
    for piece in case.holding(start):
        for word in _almost(name, piece.text):
            if not {word, word.removesuffix("s")} & right:
                yield Spelling(word, piece.path, piece.where)


def _in_prose(case: Case, name: str, right: set[str]) -> Iterator[Spelling]:
    """Yield other spellings of a name in running text: other capitals, or one or two letters more at the end.

    A short name of one word is looked for by its capitals alone («Nav» for «NAV»), a long one by its likeness.
    """
    several = " " in name
    if not several and len(name) >= _LONG:
        yield from _alike_in_prose(case, name, right)
        return
    if several:
        yield from (Spelling(words, piece.path, piece.where) for words, piece in misspelled(case, name, right))
    ending = r"\w{0,2}" if several else ""
    pattern = re.compile(rf"(?<![\w-]){re.escape(name)}{ending}(?![\w-])", re.IGNORECASE)
    if not several and (name.islower() or name.istitle()):
        return
    for piece in case.holding(name.casefold()):
        for match in matches(piece.text, pattern):
            words = match[0]
            genitive = words.removesuffix("s") if words.startswith(name) else words
            if {words, genitive} & right or words[0].islower() or (match.start() == 0 and words[1:] == name[1:]):
                continue
            yield Spelling(words, piece.path, piece.where)
