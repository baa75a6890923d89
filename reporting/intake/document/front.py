"""What the first pages and the whole text tell of the plan: its year, language, date, pilot and agreement."""

import datetime
import re
from collections import Counter
from typing import NamedTuple

from reporting.intake.document.asking import Asking
from reporting.intake.document.blocks import Block, Grid, Paragraph, Source
from reporting.intake.document.known import Known, KnownAgreement
from reporting.intake.document.ledger import Ledger
from reporting.intake.document.parties import Register
from reporting.intake.document.timeframes import read_date
from reporting.intake.document.wording import YEAR
from reporting.stated import StatedLine
from reporting.value import Agreement, AgreementParty, Party

#: What a pilot is called that the document does not name.
UNKNOWN_PILOT = "Ukjent pilot"
_TITLE = re.compile(r"handlings?\s*-?plan", re.IGNORECASE)
_OF_YEAR = re.compile(r"handlings?-?plan\w*\s+(?:for\s+)?(20\d\d)", re.IGNORECASE)
_PERIOD = re.compile(r"(20\d\d)\s*(?:[-–—]|til|t\.o\.m\.?|og ut)\s*(20\d\d)")
_PERIOD_OF_AGREEMENT = re.compile(rf"avtale[^.;]{{0,60}}?\b{_PERIOD.pattern}", re.IGNORECASE)
_SIGNED = re.compile(
    r"(?:signert|underskr\w+|underteikna|inngått|inngådd)\b.{0,60}?(\d{1,2}\.?\s*\w+\.?\s+20\d\d|\d{1,2}\.\d{1,2}\.20\d\d)",
    re.IGNORECASE | re.DOTALL,
)
_DATED = re.compile(r"(?:oppdatert|revidert|datert|dato|versjon|sist endr\w*|per)\b", re.IGNORECASE)
_OF_PILOT = re.compile(
    r"bygdevekst(?:avtale\w*(?: for)?(?: bygdevekst)?)? ((?-i:[A-ZÆØÅ])[\w/,. -]{1,80}?)(?:,? (?-i:20)\d\d.*|[.–-]?)$",
    re.IGNORECASE,
)
_NYNORSK = frozenset(
    [
        "ikkje",
        "eit",
        "ein",
        "kva",
        "korleis",
        "kven",
        "frå",
        "desse",
        "dei",
        "tiltaka",
        "vere",
        "blir",
        "skal",
        "sjå",
        "noko",
        "nokre",
        "kommunane",
        "eigendel",
        "auke",
    ]
)
_BOKMAAL = frozenset(
    [
        "ikke",
        "et",
        "en",
        "hva",
        "hvordan",
        "hvem",
        "fra",
        "disse",
        "de",
        "tiltakene",
        "være",
        "blir",
        "skal",
        "se",
        "noe",
        "noen",
        "kommunene",
        "egenandel",
        "øke",
    ]
)


class Front(NamedTuple):
    """What is known of the plan as a whole."""

    year: int
    language: str
    pilot: str
    slug: str
    agreement: Agreement
    known: KnownAgreement | None
    date: datetime.date | None
    lines: tuple[StatedLine, ...]


def language_of(source: Source) -> str:
    """Return `nn` where the text has more of nynorsk's words than of bokmål's, else `nb`."""
    counts: Counter[str] = Counter()
    for text in texts_of(source.blocks):
        counts.update(word.strip(".,;:()«»") for word in text.casefold().split())
    nynorsk = sum(counts[word] for word in _NYNORSK - _BOKMAAL)
    return "nn" if nynorsk > sum(counts[word] for word in _BOKMAAL - _NYNORSK) else "nb"


def texts_of(blocks: tuple[Block, ...]) -> list[str]:
    """Return the text of every paragraph and cell."""
    found: list[str] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            found.append(block.text)
        elif isinstance(block, Grid):
            found += [cell.text for _, _, cell in block.cells()]
    return found


def year_of(source: Source, asking: Asking) -> int:
    """Return the plan's year: of its title, else the one that the headings and prompts name most often; asked about."""
    paragraphs = [block for block in source.blocks if isinstance(block, Paragraph)]
    early = [paragraph.text for paragraph in paragraphs[:25] if len(paragraph.text) < 120]
    for text in early:
        if match := _OF_YEAR.search(text):
            return int(match[1])
    titles = [text for text in early if _TITLE.search(text)]
    for text in titles + early[:6]:
        years = set(YEAR.findall(text))
        if len(years) == 1:
            return int(years.pop())
    counts = Counter(
        year for block in paragraphs if len(block.text) < 160 for year in YEAR.findall(block.text)
    ) or Counter(year for text in texts_of(source.blocks) for year in YEAR.findall(text))
    found = [int(year) for year, _ in counts.most_common(4)] or [datetime.date.min.year]
    if found == [datetime.date.min.year]:
        found = [2025, 2026, 2027]
        return int(
            asking.ask(
                "aar",
                "",
                "Hvilket år gjelder planen? Dokumentet nevner ikke noe år.",
                _years(found),
                assumed=str(found[0]),
            )
        )
    text = "Hvilket år gjelder planen? Tittelen sier det ikke."
    return int(asking.ask("aar", "", text, _years(found), assumed=str(found[0])))


def _years(found: list[int]) -> list[tuple[str, str]]:
    return [(str(year), str(year)) for year in found]


def read_front(
    front: list[Block],
    introduction: list[Block],
    year: int,
    years: list[int],
    known: Known,
    ledger: Ledger,
    asking: Asking,
    language: str,
) -> Front:
    """Return what the pages before the first section say, and take them. `years`: those of the budget's columns."""
    lines: list[StatedLine] = []
    date = None
    paragraphs = [block for block in front if isinstance(block, Paragraph)]
    pilot = _pilot(paragraphs, known)
    name = pilot.pilot if pilot else _name_from(paragraphs, asking)
    for paragraph in paragraphs:
        text = " ".join(paragraph.text.split()).strip("()– -")
        if _TITLE.search(text) and not any(line.kind == "title" for line in lines) and len(text) < 120:
            lines.append(StatedLine(kind="title", text=text, path="plan", place=paragraph.place))
            ledger.take(paragraph, "plan/year")
        elif (_DATED.search(text) or len(text) < 30) and len(found := read_date(text)) == 10 and date is None:
            date = datetime.date.fromisoformat(found)
            lines.append(StatedLine(kind="date", text=text, path="plan", place=paragraph.place))
            ledger.take(paragraph, "plan/document_date")
        elif _is_of_title_page(paragraph, text, name):
            ledger.take(paragraph, "plan")
    agreement = pilot.agreement if pilot else _agreement(paragraphs, introduction, year, years, known, asking)
    slug = pilot.slug if pilot else "plan"
    return Front(year, language, name, slug, agreement, pilot, date, tuple(lines))


def _is_of_title_page(paragraph: Paragraph, text: str, pilot: str) -> bool:
    """Whether a line says whose plan it is, or gives a fact that the plan has from its agreement."""
    if paragraph.style in ("title", "subtitle"):
        return True
    if len(text) > 160:
        return False
    named = pilot.casefold() in text.casefold()
    return named or bool(
        re.match(r"(?:kommuner|kommunar|avtaleperiode|periode|dato|status|pilot)\s*(?::|$)", text, re.IGNORECASE)
        or re.match(r"budsjett\b.*\b20\d\d", text, re.IGNORECASE)
        or _OF_YEAR.match(text)
        or re.match(r"(?-i:Kommun[ea]r) (?-i:[A-ZÆØÅČŠÁ])|avtaleperiode:? (?:20)\d\d", text, re.IGNORECASE)
        or re.match(r"status (?:utkast|vedtatt|vedteken|godkjent|godkjend|innsend[td])", text, re.IGNORECASE)
        or _PERIOD.fullmatch(text)
        or re.search(r"bygdevekst\w*avtale|oppfølging av", text, re.IGNORECASE)
        or YEAR.fullmatch(text)
    )


def _pilot(paragraphs: list[Paragraph], known: Known) -> KnownAgreement | None:
    text = " ".join(paragraph.text for paragraph in paragraphs).casefold()
    named = [one for one in known.agreements if one.pilot.casefold() in text]
    return max(named, key=lambda one: len(one.pilot), default=None)


def _name_from(paragraphs: list[Paragraph], asking: Asking) -> str:
    for paragraph in paragraphs:
        if match := _OF_PILOT.search(" ".join(paragraph.text.split())):
            asking.tell(f"Piloten «{match[1]}» er ikke i portalen.")
            return match[1]
    asking.tell("Dokumentet sier ikke hvilken pilot planen er for, eller piloten er ikke i portalen.")
    return UNKNOWN_PILOT


def _agreement(
    paragraphs: list[Paragraph], introduction: list[Block], year: int, years: list[int], known: Known, asking: Asking
) -> Agreement:
    """Return the agreement as the document tells of it: its years, when it was signed, and the parties named first."""
    texts = [block.text for block in (*paragraphs, *introduction) if isinstance(block, Paragraph)]
    text = " ".join(texts)
    # «Avtalen gjelder 2025–2028» goes before the years of a municipality's plan, which are more.
    own = [years for one in texts for years in _PERIOD_OF_AGREEMENT.findall(one)]
    spans = [[(int(a), int(b)) for a, b in found if int(a) <= year <= int(b)] for found in (own, _PERIOD.findall(text))]
    periods = spans[0] or spans[1]
    signed = _SIGNED.search(text)
    day = read_date(signed[1]) if signed else ""
    if periods:
        first, last = max(periods, key=lambda period: period[1] - period[0])
    else:
        first = min([year, *years, *([int(day[:4])] if day else [])])
        last = max([year, *years])
        asking.tell(f"Dokumentet sier ikke hvilke år avtalen gjelder. Den er lest som {first}–{last}.")
    register = Register(known.parties, text)
    found: list[Party] = [party for party in known.parties if party.kind == "kommune" and _names(text, party)]
    found += [
        party for party in known.parties if party.kind == "fylkeskommune" and party.name.casefold() in text.casefold()
    ]
    found += [party for party in register.find("KDD")[:1] if "KDD" in text or "distriktsdepartement" in text]
    return Agreement(
        first_year=first,
        last_year=last,
        signed=datetime.date.fromisoformat(day) if len(day) == 10 else None,
        parties=tuple(
            AgreementParty(party=party, role="avtalepart", signs=party.kind != "departement") for party in found
        ),
    )


def _names(text: str, party: Party) -> bool:
    return any(name and re.search(rf"\b{re.escape(name)}\b", text) for name in (party.short_name, party.name))
