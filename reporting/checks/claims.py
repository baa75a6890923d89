"""What a text says of an amount besides how much: that it is for one of many, an estimate, another year's or others'.

A sentence can always mean something else than a rule thinks. So an amount is held against the budget only where it
seems to be money of the plan and of its year; everything else is loose, and only helps to explain the rest.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from reporting.checks.amounts import find_amounts, sentences
from reporting.checks.matching import first, just_before


class Claim(NamedTuple):
    """An amount in whole kroner with its sentence, and what the sentence says of it.

    `about` is an estimate, `each` the price of one of many, `spread` for another year or several, `elsewhere` money
    that is said to stand in no table, `capped` a ceiling, `part` one thing of several that the money goes to.
    `priced`: the sentence is about what something costs, earns or is worth, whoever pays. `total`: it adds up.
    `sources` are the kinds of sources that the sentence names as paying.
    """

    kroner: int
    sentence: str
    about: bool
    each: bool
    spread: bool
    elsewhere: bool
    capped: bool
    part: bool
    priced: bool
    funded: bool
    total: bool
    sources: frozenset[str]

    @property
    def loose(self) -> bool:
        """Whether the amount need be no figure of the budget's own year."""
        return self.about or self.each or self.spread or self.elsewhere


_ABOUT = re.compile(
    r"\b(?:ca\.?|cirka|sirka|omtrent|omlag|om lag|rundt|omkring|nesten|nærmere|nærare|bortimot|oppunder|opp mot|drøyt?"
    r"|drøye|godt|vel|over|under|(?:mer|meir|mindre) enn|minst|mellom|(?:anslått|berekna|beregnet|rekna) til|kanskje"
    r"|trolig|(?:økning|auke|vekst|reduksjon|nedgang|forskjell|skilnad) på)\s$",
    re.IGNORECASE,
)
_CAPPED = re.compile(r"\b(?:inntil|opptil|opp til|maks\.?|maksimalt|høyst|høgst)\s$", re.IGNORECASE)
#: «100 000 kr mer enn i fjor»: a difference.
_THAN = re.compile(r"\s(?:mer|meir|mindre|høyere|høgare|lavere|lågare) enn\b", re.IGNORECASE)
#: «per tomt», «i måneden», «hver»: the price of one.
_EACH = re.compile(
    r"\s?(?:/\s?\w|(?:per|pr\.?|à)\s(?!år)\w|hver\b|kvar\b|(?:i|om) (?:måneden|månaden|uka|veka|døgnet|dagen)\b"
    r"|(?:dagen|måneden|månaden|stykket)\b)",
    re.IGNORECASE,
)
_EACH_BEFORE = re.compile(r"\b(?:hver|kvar|hvert|kvart)\b(?:\s\w+){1,3}\s$", re.IGNORECASE)
_SPREAD = re.compile(
    r"\b(?:årlige?|årleg|på årsbasis|(?:per|pr\.?|i) år(?:et)?|over (?:to|tre|fire|fem|flere|fleire|\d+) år"
    r"|(?:avtale|prosjekt)perioden|hvert år|kvart år)\b",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(
    r"\b(?:utenfor (?:avtalen|planen|budsjettet)|utanfor (?:avtalen|planen|budsjettet)|ikk(?:e|je) (?:en |ein )?del av"
    r"|ikk(?:e|je) (?:regnet|rekna) med|ikk(?:e|je) medregnet|investerings?\w*|økonomiplan\w*|drifts?budsjett\w*"
    r"|(?:eget|eige|annet|anna) budsjett|på landsbasis|ordinære? (?:drift|budsjett)\w*|tiltak \d)",
    re.IGNORECASE,
)
_PRICED = re.compile(
    r"\b(?:kosta?r?|kostet|kostnad\w*|pris(?:en|er|ar)?|takst\w*|løn[ns]?\w*|honorar\w*|husleie\w*|husleige\w*|gebyr\w*"
    r"|avgift\w*|omset\w*|verdi\w*|verd|inntekt\w*|inntjening|oversk\w+|lån\w*|lånt?|kontrakt\w*|stipend\w*|anslo\w*"
    r"|anslag\w*|behov\w*|bygg(?:e[rst]?|jer|de|et)\b|kjøp\w*|selg\w*|sal[gs]\w*|støtte fra|fast støtte)\b",
    re.IGNORECASE,
)
_SOURCES = {
    "stat": re.compile(r"\bstat(?:en|ens|lige?|leg[ea]?)\b|\bkdd\b|\bbygdevekstmid\w+", re.IGNORECASE),
    "fylkeskommune": re.compile(r"\bfylkeskommun\w*|\bfylket\b", re.IGNORECASE),
    "statsforvalter": re.compile(r"\bstatsforvalt\w*", re.IGNORECASE),
    "egenandel": re.compile(
        r"\bkommun(?:ene|ane)s?\b|\be(?:i?g(?:en|ne|a)|gne)[ -]?(?:innsats|andel|del|timer|timar)\w*|\barbeidstid\b",
        re.IGNORECASE,
    ),
}
#: That somebody else pays, whoever it is.
_OTHERS = re.compile(
    r"\bbetal\w*|\bbidra\w*|\bbidreg\w*|\bspleis\w*|\bdekk\w*|\b(?:likt )?delt\b|\bhalvpart\w*|\bsøkt?\b"
    r"|\bsøknad\w*|\bbedrift\w*|\bnæringsliv\w*|\bhusbank\w*|\benova\b|\bstift(?:else|ing)\w*|\bandre\b|\bresten\b"
    r"|\bmedfinansier\w*",
    re.IGNORECASE,
)
_FUNDED = re.compile(
    r"\b(?:bidra\w*|bidreg\w*|betal\w*|dekk\w*|finansier\w*|innvilg\w*|bevilg\w*|løyv\w*|tilsagn\w*|tilsegn\w*"
    r"|søkt om|søkte? om|sett? av|satt av|legg\w* inn)\b",
    re.IGNORECASE,
)
#: The kinds that a text can name; all other sources are `annet`.
NAMED_KINDS = frozenset(_SOURCES)
#: «400 000 kr til lønn», «går til», «brukes på»: what one part of the money is for.
_PART = re.compile(
    r"\s?(?:kr|kroner)?\s?(?:(?:går|gjeng|er|brukes|blir brukt|skal brukes|skal) )?(?:til|for|på)\s", re.IGNORECASE
)
_TOTAL = re.compile(
    r"\bsam(?:men|an)\b|\btotal|\bi alt\b|\bsaml[ae]t?\b|\bsum|\bramm[ea]n?\b(?! for)|\bbudsjettet\b", re.IGNORECASE
)
_YEAR = re.compile(r"(?<![\d–./-])20\d\d(?!\d)")


def payers(text: str) -> frozenset[str]:
    """Return the kinds of sources that a text names as paying, with `annet` where it names somebody else."""
    kinds = {kind for kind, words in _SOURCES.items() if first(text, words)}
    return frozenset(kinds | {"annet"} if first(text, _OTHERS) else kinds)


def adds_up(sentence: str) -> bool:
    """Tell whether a sentence says that it adds up: «til sammen», «i alt», «totalt»."""
    return first(sentence, _TOTAL) is not None


@lru_cache(maxsize=4096)
def claims(text: str, year: int, smallest: int) -> tuple[Claim, ...]:
    """Return the amounts of a text from `smallest` kroner up, in order; no hourly rates. `year` is the plan's."""
    return tuple(_claims(text, year, smallest))


def _claims(text: str, year: int, smallest: int) -> Iterator[Claim]:
    for sentence in sentences(text):
        years = {int(found) for found in _YEAR.findall(sentence)}
        for amount in find_amounts(sentence):
            if not amount.is_rate and amount.kroner >= smallest:
                yield Claim(
                    amount.kroner,
                    sentence,
                    about=bool(just_before(sentence, amount.start, _ABOUT) or _THAN.match(sentence, amount.end)),
                    each=bool(_EACH.match(sentence, amount.end) or just_before(sentence, amount.start, _EACH_BEFORE)),
                    spread=bool((years and year not in years) or first(sentence, _SPREAD)),
                    elsewhere=first(sentence, _ELSEWHERE) is not None,
                    capped=just_before(sentence, amount.start, _CAPPED) is not None,
                    part=_PART.match(sentence, amount.end) is not None,
                    priced=first(sentence, _PRICED) is not None,
                    funded=first(sentence, _FUNDED) is not None,
                    total=adds_up(sentence),
                    sources=payers(sentence) - {"annet"},
                )
