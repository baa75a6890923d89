"""Years and dates in text against the plan's year, the time frames, and the day of adoption. Warnings at most."""

import datetime
import re
from collections.abc import Iterator

from plans import paths
from plans.templatetags.kroner import dato
from plans.timeframe import in_words
from reporting.checks.amounts import sentences
from reporting.checks.case import Case, Prose
from reporting.checks.dates import Said, Span, months, partial_span, starts_and_ends
from reporting.checks.finding import Hit
from reporting.checks.matching import first
from reporting.checks.naming import content_words, speaks_of
from reporting.checks.rules import Family
from reporting.checks.words import EMPTY, Text, Value, Words, same
from reporting.value import Tiltak

FAMILY = Family(
    "tid",
    Text("År, datoer og framdrift", "År, datoar og framdrift"),
    "Years and dates in prompts and texts against the plan's year and the time frames of tiltak.",
)

_YEAR = re.compile(r"(?<![\d–./-])20\d\d(?!\d|\s?[–-]\s?\d|[./-]\d)")


@FAMILY.rule(
    "aar-i-ledetekst",
    level="advarsel",
    says=Words(
        nb="«{line}» er trykt med {stated}, men planen gjelder {computed}.",
        nn="«{line}» står med {stated}, men planen gjeld {computed}.",
    ),
    mend=Words(nb="Rett året.", nn="Rett året."),
    example={"line": "I 2024 vil følgende tiltak prioriteres", "stated": "2024", "computed": "2025"},
)
def year_of_prompts(case: Case) -> Iterator[Hit]:
    """A printed prompt, lead, chapter heading, title or sum label has another year than the plan's, as when last year's
    document was the beginning of this year's.
    """
    found: list[tuple[str, str, str]] = [
        (line.path, line.text, f"linje/{line.kind}")
        for line in case.stated.lines
        if line.kind in ("title", "prompt", "lead") or (line.kind == "heading" and line.path.startswith("plan/"))
    ]
    for table in case.stated.tables:
        labels = [table.title, *(table.cell(row, "title").text for row in table.rows if row.kind == "total")]
        found += [(case.table_path(table.key), label, f"{table.key}/etikett") for label in labels]
    for path, text, at in found:
        years = set(_YEAR.findall(text))
        if len(years) == 1 and years != {str(case.plan.year)}:
            values: dict[str, Value] = {"line": text if len(text) <= 70 else f"{text[:67]}…"}
            where = case.name(path) if not path.startswith("plan") else _section(case, path)
            yield Hit(path, where, years.pop(), str(case.plan.year), at, values=values)


def _section(case: Case, path: str) -> Text:
    """Return what a section of the plan is called by its path."""
    number = case.numbers.get(path.rpartition("/")[2])
    return same(f"Seksjon {number}") if number else same("Tittelsiden")


_FUTURE = re.compile(r"\b(?:vil|skal|kommer til å|kjem til å)\b", re.IGNORECASE)
_PAST = re.compile(
    r"\b(?:ble|blei|vart|var|har|hadde|fikk|fekk|startet|starta|begynte|byrja|satt|skulle|ville|vedtatt|vedteke|sendt)\b"
    r"|\better (?:modell|mønster)",
    re.IGNORECASE,
)
_IN_YEAR = re.compile(
    r"\b(?:i løpet av|i|innen|innan|ila|våren|høsten|hausten|sommeren|sommaren) (20\d\d)\b", re.IGNORECASE
)


@FAMILY.rule(
    "aar-framtid",
    level="tips",
    says=Words(
        nb="Setningen sier at noe skal skje i {stated}, men planen gjelder {computed}: «{sentence}»",
        nn="Setninga seier at noko skal skje i {stated}, men planen gjeld {computed}: «{sentence}»",
    ),
    mend=Words(
        nb="Skriv hva som er gjort, eller rett året.",
        nn="Skriv kva som er gjort, eller rett året.",
    ),
    example={"stated": "2024", "computed": "2025", "sentence": "KDD vil lage en mal i løpet av 2024."},
)
def future_in_the_past(case: Case) -> Iterator[Hit]:
    """A clause says that something will be done in a year before the plan's own."""
    for prose in case.prose:
        for sentence in sentences(prose.text):
            if not first(sentence, _IN_YEAR):
                continue
            for clause in re.split(r"[,;:]|\bmens\b|\bmen\b", sentence):
                years = [year for year in _IN_YEAR.findall(clause) if int(year) < case.plan.year]
                if (
                    years
                    and len(set(_YEAR.findall(clause))) == 1
                    and first(clause, _FUTURE)
                    and not first(clause, _PAST)
                ):
                    said = sentence if len(sentence) <= 120 else f"{sentence[:117]}…"
                    yield Hit(
                        prose.path, prose.where, years[0], str(case.plan.year), years[0], values={"sentence": said}
                    )


def _progress(case: Case) -> Iterator[tuple[Prose, Tiltak, list[Said]]]:
    """Yield every tiltak's answer about progress with the dates it names."""
    plan = case.plan
    for prose in case.prose:
        if prose.tiltak and prose.key in case.parameters.progress_prompts:
            yield prose, prose.tiltak, list(starts_and_ends(prose.text, plan.year, plan.agreement.last_year))


@FAMILY.rule(
    "tid-slutt",
    level="advarsel",
    says=Words(
        nb="Teksten sier «{stated}», men tidsrammen slutter {computed}.",
        nn="Teksten seier «{stated}», men tidsramma sluttar {computed}.",
    ),
    mend=Words(nb="Rett tidsrammen eller teksten.", nn="Rett tidsramma eller teksten."),
    example={"stated": "mai 2025", "computed": "november 2025"},
)
def end_of_frame(case: Case) -> Iterator[Hit]:
    """The last date by which a tiltak's text says that it is done has no month in common with its time frame's end."""
    first, _ = months(case.plan.year)
    for prose, tiltak, said in _progress(case):
        frame = partial_span(tiltak.time_to)
        ends = [date.span for date in said if date.kind == "end" and date.span.last >= first]
        if frame and ends:
            latest = max(ends, key=lambda span: (span.last, -span.first))
            if not latest.meets(frame):
                yield Hit(prose.path, prose.where, latest.words, in_words(tiltak.time_to), "slutt")


@FAMILY.rule(
    "tid-start",
    level="advarsel",
    says=Words(
        nb="Teksten sier at arbeidet begynner «{stated}», men tidsrammen begynner {computed}.",
        nn="Teksten seier at arbeidet byrjar «{stated}», men tidsramma byrjar {computed}.",
    ),
    mend=Words(nb="Rett tidsrammen eller teksten.", nn="Rett tidsramma eller teksten."),
    example={"stated": "høsten 2024", "computed": "2025"},
)
def start_of_frame(case: Case) -> Iterator[Hit]:
    """The first date at which a tiltak's text says that it begins has no month in common with the frame's start."""
    for prose, tiltak, said in _progress(case):
        frame = partial_span(tiltak.time_from)
        starts = [date.span for date in said if date.kind == "start"]
        if frame and starts:
            earliest = min(starts, key=lambda span: (span.first, span.last))
            # A text may tell of a later step that begins within the frame.
            if not earliest.meets(frame) and not _inside(earliest, tiltak):
                yield Hit(prose.path, prose.where, earliest.words, in_words(tiltak.time_from), "start")


def _inside(span: Span, tiltak: Tiltak) -> bool:
    """Tell whether a date lies between a tiltak's start and end."""
    start, end = partial_span(tiltak.time_from), partial_span(tiltak.time_to)
    return bool(start) and span.first >= start.first and (end is None or span.last <= end.last) if start else False


_WAITS = re.compile(
    r"\better at\b|\bi etterkant av\b|\b(?:lages|kommer|vedtas|blir laget|blir vedtatt|må være ferdig) først\b"
    r"|\bnår\b.*\b(?:ferdig|vedtatt|klar|på plass)\b|\bvent[ae]r på\b|\bforutsetter at\b|\bkan ikke begynne før\b",
    re.IGNORECASE,
)


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
    ignored = frozenset(content_words(case.plan.pilot))
    tiltak = [part for part in case.parts.values() if isinstance(part, Tiltak)]
    for prose in case.prose:
        own = partial_span(prose.tiltak.time_to) if prose.tiltak else None
        if prose.tiltak is None or own is None:
            continue
        waiting = [sentence for sentence in sentences(prose.text) if first(sentence, _WAITS)]
        for other in tiltak if waiting else ():
            end = partial_span(other.time_to)
            if other is prose.tiltak or end is None or end.last <= own.last:
                continue
            if any(speaks_of(sentence, other.title, ignored) for sentence in waiting):
                name = case.name(paths.tiltak(other.uid)).nb
                values: dict[str, Value] = {"other": f"{name[:1].lower()}{name[1:]} ({other.title})"}
                stated, computed = in_words(prose.tiltak.time_to), in_words(other.time_to)
                yield Hit(prose.path, prose.where, stated, computed, f"venter/{other.uid}", values=values)


_DAY = re.compile(r"(\d{1,2})\.\s?(\w{3})\w*\.?\s?(20\d\d)")
_MONTHS = ("jan", "feb", "mar", "apr", "mai", "jun", "jul", "aug", "sep", "okt", "nov", "des")


def read_day(text: str) -> datetime.date | None:
    """Return the day in «13.desember 2025» or «oppdatert 6.des 2024»; None where there is none."""
    for match in _DAY.finditer(text):
        if match[2].lower() in _MONTHS:
            try:
                return datetime.date(int(match[3]), _MONTHS.index(match[2].lower()) + 1, int(match[1]))
            except ValueError:
                return None
    return None


@FAMILY.rule(
    "vedtak-dato",
    level="advarsel",
    says=Words(
        nb="Planen er datert {dated}, men skal være vedtatt {stated}.",
        nn="Planen er datert {dated}, men skal vere vedteken {stated}.",
    ),
    mend=Words(nb="Rett datoen for vedtaket eller dokumentet.", nn="Rett datoen for vedtaket eller dokumentet."),
    example={"dated": "6. desember 2024", "stated": "13. desember 2025"},
)
def adoption_day(case: Case) -> Iterator[Hit]:
    """The plan is adopted before its own date, or so long after it that a year must be wrong."""
    path = paths.answer("plan", None, "forankring")
    dated = next((read_day(line.text) for line in case.stated.lines if line.kind == "date"), None)
    dated = dated or case.plan.document_date
    printed = next((read_day(line.text) for line in case.stated.lines if line.kind == "adoption"), None)
    adopted = printed or case.context.standing.adoption_date
    if dated is None or adopted is None or 0 <= (adopted - dated).days <= case.parameters.days_to_adoption:
        return
    likely = next(
        (day for year in (dated.year, dated.year + 1) if (day := _in_year(adopted, year)) and day >= dated), None
    )
    right = likely if likely and (likely - dated).days <= case.parameters.days_to_adoption else None
    cause = _LIKELY_DAY(day=dato(right)) if right else EMPTY
    values: dict[str, Value] = {"dated": dato(dated)}
    yield Hit(path, _section(case, path), dato(adopted), dato(right) or None, "vedtak", cause, values)


_LIKELY_DAY = Words(
    nb="Trolig er året feil, og {day} er ment.",
    nn="Truleg er året feil, og {day} er meint.",
)


def _in_year(day: datetime.date, year: int) -> datetime.date | None:
    """Return the same day of another year; None for 29 February of a common year."""
    try:
        return day.replace(year=year)
    except ValueError:
        return None
