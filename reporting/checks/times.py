"""Years and dates in text against the plan's year, the time frames, and the day of adoption. Warnings at most."""

import calendar
import datetime
import re
from collections.abc import Iterator

from plans import paths
from plans.templatetags.kroner import MONTHS, dato
from plans.timeframe import in_words
from reporting.checks.amounts import sentences
from reporting.checks.case import Case, Prose
from reporting.checks.dates import Said, Span, find_spans, months, partial_span, starts_and_ends
from reporting.checks.finding import Hit
from reporting.checks.matching import first, just_before, matches
from reporting.checks.rules import Family
from reporting.checks.words import EMPTY, Text, Value, Words
from reporting.value import Tiltak

FAMILY = Family(
    "tid",
    Text("År, datoer og framdrift", "År, datoar og framdrift"),
    "Years and dates in prompts and texts against the plan's year and the time frames of tiltak.",
)

#: In bokmål and nynorsk, from Monday.
WEEKDAYS = (
    ("mandag", "måndag"),
    ("tirsdag", "tysdag"),
    ("onsdag",),
    ("torsdag",),
    ("fredag",),
    ("lørdag", "laurdag"),
    ("søndag", "sundag"),
)
_YEAR = re.compile(r"(?<![\d–./-])20\d\d(?!\d|\s?[–-]\s?\d|[./-]\d)")


@FAMILY.rule(
    "aar-i-ledetekst",
    level="advarsel",
    says=Words(
        nb="Det står {stated} i «{line}», men planen gjelder {computed}.",
        nn="Det står {stated} i «{line}», men planen gjeld {computed}.",
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
            yield Hit(path, case.place(path), years.pop(), str(case.plan.year), at, values=values)


_FUTURE = re.compile(r"\b(?:vil|skal|kommer til å|kjem til å)\b", re.IGNORECASE)
_PAST = re.compile(
    r"\b(?:ble|blei|vart|var|har|hadde|fikk|fekk|startet|starta|begynte|byrja|satt|skulle|ville|vedtatt|vedteke|sendt)\b"
    r"|\better (?:modell|mønster)",
    re.IGNORECASE,
)
_IN_YEAR = re.compile(
    rf"\b(?:(?:løpet|utgangen|slutten) av|i|innen|innan|ila|våren|høsten|hausten|sommeren|sommaren|{'|'.join(MONTHS)})"
    r" (20\d\d)\b",
    re.IGNORECASE,
)
#: In an answer about when: what is said to begin or end, and had already done so.
_SOON = re.compile(
    r"\b(?:ferdigstilles|ferdigstillast|avsluttes|blir avslutta|leveres|gjennomføres|(?:med|tar|tek) sikte på)\b",
    re.IGNORECASE,
)
#: The same of a beginning, where no time frame is there to hold it against.
_STARTS = re.compile(r"\b(?:starter|startar|begynner|byrjar)\b", re.IGNORECASE)
#: «flere enn i 2024», «ned fra 14 % i 2024»: the year is what is compared with.
_COMPARED = re.compile(
    r"\b(?:enn|mot|som|samm?[ea]n\w*kn\w*|samanlikn\w*|nivå\w*|talet|tallet|f(?:ra|rå)(?: \S+){1,4})\s(?:\w+\s){0,2}$",
    re.IGNORECASE,
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
        soon = _soon(prose) if prose.key in case.parameters.progress_prompts else (_FUTURE,)
        for sentence in sentences(prose.text) if first(prose.text, _IN_YEAR) else ():
            if not first(sentence, _IN_YEAR):
                continue
            for clause in re.split(r"[,;:]|\bmens\b|\bmen\b", sentence):
                years = [
                    match[1]
                    for match in _IN_YEAR.finditer(clause)
                    if int(match[1]) < case.plan.year and not just_before(clause, match.start(), _COMPARED)
                ]
                if (
                    years
                    and len(set(_YEAR.findall(clause))) == 1
                    and any(first(clause, pattern) for pattern in soon)
                    and not first(clause, _PAST)
                ):
                    said = sentence if len(sentence) <= 120 else f"{sentence[:117]}…"
                    yield Hit(
                        prose.path, prose.where, years[0], str(case.plan.year), years[0], values={"sentence": said}
                    )


def _soon(prose: Prose) -> tuple[re.Pattern[str], ...]:
    """Return what tells in an answer about when that something is yet to come."""
    framed = prose.tiltak is not None and prose.tiltak.time_from
    return (_FUTURE, _SOON) if framed else (_FUTURE, _SOON, _STARTS)


_IS_FOR = re.compile(
    r"\b(?:handlings)?planen (?:gjelder|gjeld|er) (?:bare |berre )?(?:for |i )?(?:året |år )?(20\d\d)"
    r"(?!\d|\s?[–-]\s?\d)|\b(?:handlings)?planen\b[^.]{0,60}\b(?:budsjett|plan)året (20\d\d)",
    re.IGNORECASE,
)


@FAMILY.rule(
    "aar-planen",
    level="advarsel",
    says=Words(
        nb="Teksten sier at planen gjelder {stated}, men den gjelder {computed}.",
        nn="Teksten seier at planen gjeld {stated}, men han gjeld {computed}.",
    ),
    mend=Words(nb="Rett året.", nn="Rett året."),
    example={"stated": "2024", "computed": "2025"},
)
def year_of_plan(case: Case) -> Iterator[Hit]:
    """A text of the plan itself says that it is for another year, as when last year's text was the beginning."""
    for prose in case.prose if case.plan.delmaal else ():
        for match in matches(prose.text, _IS_FOR) if prose.delmaal is None else ():
            year = match[1] or match[2]
            if year != str(case.plan.year):
                yield Hit(prose.path, prose.where, year, str(case.plan.year), year)


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
        nb="Teksten sier «{quote}», men tidsrammen slutter {computed}.",
        nn="Teksten seier «{quote}», men tidsramma sluttar {computed}.",
    ),
    mend=Words(nb="Rett tidsrammen eller teksten.", nn="Rett tidsramma eller teksten."),
    example={"quote": "skal være ferdig i mai 2025", "stated": "mai 2025", "computed": "november 2025"},
)
def end_of_frame(case: Case) -> Iterator[Hit]:
    """The last date by which a tiltak's text says that it is done has no month in common with its time frame's end.

    An end before the frame's is told of only where the text names no later date and does not say that the work goes on.
    """
    this_year, _ = months(case.plan.year)
    for prose, tiltak, said in _progress(case):
        frame = partial_span(tiltak.time_to)
        if frame is None:
            continue
        ends = [date for date in said if date.kind == "end" and date.span.last >= this_year]
        ends += [date for date in said if date.kind == "last" and date.span.first > frame.last]
        latest = max(ends, key=lambda date: (date.span.last, -date.span.first), default=None)
        if latest is None or latest.span.meets(frame):
            continue
        if latest.span.first > frame.last or not (
            _is_a_step(said, latest, tiltak) or _goes_on(case, prose, latest, frame)
        ):
            words = latest.span.words.rstrip(".")
            values: dict[str, Value] = {"quote": _quoted(latest)}
            yield Hit(prose.path, prose.where, words, in_words(tiltak.time_to), "slutt", values=values)


def _quoted(date: Said) -> str:
    """Return a date with the words before it, by which it is found in the text."""
    words = date.span.words.rstrip(".")
    before = date.sentence[: date.sentence.rfind(words)].split()
    cut = ["…"] if len(before) > _QUOTED_BEFORE else []
    return " ".join([*cut, *before[-_QUOTED_BEFORE:], words])


#: How many words before a date are quoted with it.
_QUOTED_BEFORE = 4


def _is_a_step(said: list[Said], end: Said, tiltak: Tiltak) -> bool:
    """Tell whether a sentence names a start as well, later than the frame's: «prøvingen går fra april til november»."""
    frame = partial_span(tiltak.time_from)
    starts = [date.span for date in said if date.kind == "start" and date.sentence == end.sentence]
    return frame is not None and any(span.first > frame.last for span in starts)


_GOES_ON = re.compile(
    r"\b(?:deretter|etterpå|etter det|så |vid(?:ere|are)|fortsett\w*|held(?:er)? fram|holder fram|løpende|løpande"
    r"|kontinuerl\w*|resten av|ut året|hele året|heile året|utover)\b",
    re.IGNORECASE,
)


def _goes_on(case: Case, prose: Prose, end: Said, frame: Span) -> bool:
    """Tell whether a text goes on after an end that it names, or names a date that reaches the frame's end.

    A whole year is such a date only where the frame ends with one.
    """
    after = end.sentence[end.sentence.rfind(end.span.words) :]
    rest = prose.text.partition(end.sentence)[2]
    if first(f"{after} {rest}", _GOES_ON):
        return True
    whole_year = frame.last - frame.first > 1
    spans = [found[2] for found in find_spans(prose.text, case.plan.year, case.plan.agreement.last_year)]
    return any(span.last >= frame.first and (whole_year or span.last - span.first < 11) for span in spans)


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
    """No date at which a tiltak's text says that it begins has a month in common with the frame's start.

    What came before it (a «forprosjekt», a trial, what was done before the agreement) may have begun earlier.
    """
    agreed, _ = months(case.plan.agreement.first_year)
    for prose, tiltak, said in _progress(case):
        frame = partial_span(tiltak.time_from)
        starts = [
            date.span
            for date in said
            if date.kind == "start" and date.span.last >= agreed and not first(date.sentence, _BEFORE_IT)
        ]
        if frame and starts and not any(span.meets(frame) for span in starts):
            earliest = min(starts, key=lambda span: (span.first, span.last))
            # A text may tell of a later step that begins within the frame.
            if not _inside(earliest, tiltak):
                yield Hit(prose.path, prose.where, earliest.words.rstrip("."), in_words(tiltak.time_from), "start")


_BEFORE_IT = re.compile(
    r"\bforprosjekt\w*|\bforstudi\w*|\bpilot(?:en|prosjekt\w*)?\b|\btidl?(?:igere|egare)\b", re.IGNORECASE
)


def _inside(span: Span, tiltak: Tiltak) -> bool:
    """Tell whether a date lies between a tiltak's start and end."""
    start, end = partial_span(tiltak.time_from), partial_span(tiltak.time_to)
    return bool(start) and span.first >= start.first and (end is None or span.last <= end.last) if start else False


_ON_A_DAY = re.compile(
    rf"(?:\b(?P<weekday>{'|'.join(word for words in WEEKDAYS for word in words)})(?:en)?,?\s(?:den\s)?)?"
    rf"(?<![\d.])\b(?P<day>\d{{1,2}})\.\s?(?P<month>{'|'.join(MONTHS)})\b(?:\s(?P<year>20\d\d)\b)?",
    re.IGNORECASE,
)


@FAMILY.rule(
    "dato-finnes-ikke",
    level="advarsel",
    says=Words(nb="Datoen «{stated}» finnes ikke. {why}", nn="Datoen «{stated}» finst ikkje. {why}"),
    mend=Words(nb="Rett datoen.", nn="Rett datoen."),
    example={"stated": "31. september 2025", "why": Text("Måneden har 30 dager.", "Månaden har 30 dagar.")},
)
def no_such_day(case: Case) -> Iterator[Hit]:
    """A text names a day that its month does not have, or with another day of the week than it falls on."""
    for prose in case.prose:
        for match in matches(prose.text, _ON_A_DAY):
            if why := _what_is_wrong(match):
                yield Hit(prose.path, prose.where, match[0], at=match[0].lower(), values={"why": why})


def _what_is_wrong(match: re.Match[str]) -> Text | None:
    """Return what is wrong with a day, if anything is; a number above 31 is no day."""
    month, day = MONTHS.index(match["month"].lower()) + 1, int(match["day"])
    # Without its year, 29 February may be right.
    year = int(match["year"]) if match["year"] else 2024
    length = calendar.monthrange(year, month)[1]
    if length < day <= 31:
        return _LENGTH(length=str(length))
    if not (match["weekday"] and match["year"] and 1 <= day <= length):
        return None
    names = WEEKDAYS[datetime.date(year, month, day).weekday()]
    return None if match["weekday"].lower() in names else Text(f"Det er en {names[0]}.", f"Det er ein {names[-1]}.")


_LENGTH = Words(nb="Måneden har {length} dager.", nn="Månaden har {length} dagar.")


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
        nb="Planen er datert {dated}, men datoen for vedtaket er {stated}.",
        nn="Planen er datert {dated}, men datoen for vedtaket er {stated}.",
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
    yield Hit(path, case.place(path), dato(adopted), dato(right) or None, "vedtak", cause, values)


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
