"""The plan's own money: frames, years outside the agreement, money on no tiltak, hours and rates, certainty."""

import datetime
import re
from collections.abc import Iterator

from budgets.certainty import Certainty, counts
from budgets.frames import Promise
from budgets.sums import counted
from plans import paths
from reporting.checks.amounts import find_amounts, sentences
from reporting.checks.case import Case, Prose
from reporting.checks.finding import Hit
from reporting.checks.matching import first, matches
from reporting.checks.rules import Family
from reporting.checks.words import Text, Value, Words, same
from reporting.tables import lines_of, owners
from reporting.value import Delmaal, Line, Post, Tiltak

FAMILY = Family(
    "rammer",
    Text("Rammer, år og timer", "Rammer, år og timar"),
    "What the plan holds against the agreement: its years, its frames, its hourly rate, and how sure the money is.",
)

_IN_YEAR = Words(nb="{name}, {year}", nn="{name}, {year}")


def _owned_lines(case: Case) -> Iterator[tuple[str, Delmaal | Tiltak | Post, Line]]:
    """Yield every line with the path of its row."""
    for path, part in case.parts.items():
        yield from ((path, part, line) for line in part.lines)


def _line_path(path: str, line: Line) -> str:
    """Return the path of one amount."""
    kind, _, uid = path.partition("/")
    return paths.line(kind, uid, line.source, line.year, line.certainty)


@FAMILY.rule(
    "aar-utenfor",
    level="feil",
    says=Words(
        nb="{stated} er ført på {year}, men avtalen gjelder {first}–{last}.",
        nn="{stated} er ført på {year}, men avtalen gjeld {first}–{last}.",
    ),
    mend=Words(nb="Flytt beløpet til et år i avtalen.", nn="Flytt beløpet til eit år i avtalen."),
    example={"stated": 100_000, "year": "2028", "first": "2024", "last": "2027"},
)
def years_outside(case: Case) -> Iterator[Hit]:
    """An amount is entered for a year outside the agreement, so that no table can show it."""
    agreement = case.plan.agreement
    values: dict[str, Value] = {"first": str(agreement.first_year), "last": str(agreement.last_year)}
    found = [(_line_path(path, line), path, line.year, line.kroner) for path, _, line in _owned_lines(case)]
    for path, part in case.parts.items():
        earlier = part.earlier if isinstance(part, Delmaal | Post) else ()
        found += [(path, path, figure.year, figure.kroner) for figure in earlier]
    for path, row, year, kroner in found:
        if not agreement.first_year <= year <= agreement.last_year:
            yield Hit(path, _place(case, row, year), kroner, None, str(year), values=values | {"year": str(year)})


def _place(case: Case, path: str, year: int) -> Text:
    return _IN_YEAR(name=case.name(path), year=str(year))


@FAMILY.rule(
    "aar-uten-tabell",
    level="feil",
    says=Words(
        nb="{stated} er ført på {year}, som ligger før planens år {plan_year}. Ingen tabell viser beløpet.",
        nn="{stated} er ført på {year}, som ligg før planåret {plan_year}. Ingen tabell viser beløpet.",
    ),
    mend=Words(
        nb="Flytt beløpet til planens år, eller før det som historikk.",
        nn="Flytt beløpet til planåret, eller før det som historikk.",
    ),
    example={"stated": 100_000, "year": "2024", "plan_year": "2025"},
)
def years_before(case: Case) -> Iterator[Hit]:
    """A line is entered for a year of the agreement before the plan's own, where it is history and no line."""
    for path, _, line in _owned_lines(case):
        if case.plan.agreement.first_year <= line.year < case.plan.year:
            values: dict[str, Value] = {"year": str(line.year), "plan_year": str(case.plan.year)}
            yield Hit(
                _line_path(path, line), _place(case, path, line.year), line.kroner, None, str(line.year), values=values
            )


@FAMILY.rule(
    "penger-uten-tiltak",
    level="advarsel",
    says=Words(
        nb="{stated} av bygdevekstmidlene i {year} er ikke fordelt på noe tiltak.",
        nn="{stated} av bygdevekstmidla i {year} er ikkje fordelte på noko tiltak.",
    ),
    mend=Words(
        nb="Fordel beløpet på tiltakene under delmålet, eller før det på en post.",
        nn="Fordel beløpet på tiltaka under delmålet, eller før det på ein post.",
    ),
    example={"stated": 150_000, "year": "2025"},
)
def without_tiltak(case: Case) -> Iterator[Hit]:
    """State money of the plan's own year stands on a delmål and on no tiltak or post."""
    for goal in case.plan.delmaal:
        lines = [line for line in goal.lines if line.source in case.plan.state_sources and line.year == case.plan.year]
        kroner = counted(lines)
        if kroner:
            path = paths.delmaal(goal.uid)
            yield Hit(path, case.name(path), kroner, None, str(case.plan.year), values={"year": str(case.plan.year)})


@FAMILY.rule(
    "ramme-aar",
    level="advarsel",
    says=Words(
        nb="Planen bruker {stated} fra {source} i {year}, men rammen er {computed}. Det er {over} for mye.",
        nn="Planen bruker {stated} frå {source} i {year}, men ramma er {computed}. Det er {over} for mykje.",
    ),
    mend=Words(
        nb="Ta ned beløpene, flytt noe til et annet år, eller før opp rammen som mangler.",
        nn="Ta ned beløpa, flytt noko til eit anna år, eller før opp ramma som manglar.",
    ),
    example={
        "stated": 8_150_000,
        "computed": 8_000_000,
        "source": "KDD 13.50 post 66",
        "year": "2025",
        "over": 150_000,
    },
)
def frame_of_year(case: Case) -> Iterator[Hit]:
    """The plan uses more of a source in a year than that year's frame, with money moved to it and from it."""
    for source, years in _frames(case).items():
        for year, available in sorted(years.items()):
            used = _used(case, source, year)
            if used > available:
                values: dict[str, Value] = {
                    "source": _source(case, source),
                    "year": str(year),
                    "over": used - available,
                }
                yield Hit(_budget(case), same(str(year)), used, available, f"ramme/{source}/{year}", values=values)


@FAMILY.rule(
    "ramme-samlet",
    level="advarsel",
    says=Words(
        nb="Hele avtaleperioden bruker {stated} fra {source}, men rammene er {computed}. Det er {over} for mye.",
        nn="Heile avtaleperioden bruker {stated} frå {source}, men rammene er {computed}. Det er {over} for mykje.",
    ),
    mend=Words(
        nb="Ta ned beløpene for senere år, eller før opp rammen som mangler.",
        nn="Ta ned beløpa for seinare år, eller før opp ramma som manglar.",
    ),
    example={"stated": 20_750_000, "computed": 18_000_000, "source": "KDD 13.50 post 66", "over": 2_750_000},
)
def frame_in_all(case: Case) -> Iterator[Hit]:
    """Earlier years, this year and the forecast use more of a source than all its frames, though no year alone does."""
    for source, years in _frames(case).items():
        plan_years = {line.year for _, _, line in _owned_lines(case)} | set(years)
        plan_years |= {figure.year for part in owners(case.plan) for figure in part.earlier}
        used, available = sum(_used(case, source, year) for year in plan_years), sum(years.values())
        exceeded = any(_used(case, source, year) > kroner for year, kroner in years.items())
        # What was promised only for some of the years says nothing of the whole.
        whole = {year for year in plan_years if year >= case.plan.year} <= set(years)
        if used > available and not exceeded and whole:
            values: dict[str, Value] = {"source": _source(case, source), "over": used - available}
            yield Hit(_budget(case), same("Seksjon 6"), used, available, f"ramme/{source}", values=values)


def _frames(case: Case) -> dict[str, dict[int, int]]:
    """Return what is available by source and year, money that was moved in the year it was moved to."""
    found: dict[str, dict[int, int]] = {}
    for promise in case.context.promises:
        if counts(promise.certainty):
            years = found.setdefault(promise.source, {})
            years.setdefault(promise.year, 0)
            year = _available_in(promise)
            years[year] = years.get(year, 0) + promise.kroner
    return found


def _available_in(promise: Promise) -> int:
    return promise.moved_to or promise.year


def _used(case: Case, source: str, year: int) -> int:
    """Return what the rows that are summed use of a source in a year; earlier years are state money."""
    used = 0
    for row in owners(case.plan):
        if isinstance(row, Post) and row.outside_sum:
            continue
        used += counted(line for line in lines_of(row) if line.source == source and line.year == year) or 0
        if source in case.plan.state_sources:
            used += sum(figure.kroner for figure in row.earlier if figure.year == year)
    return used


def _source(case: Case, key: str) -> str:
    return next((source.name for source in case.plan.sources if source.key == key), key)


def _budget(case: Case) -> str:
    return case.table_path("seksjon-6")


@FAMILY.rule(
    "timer-hele",
    level="tips",
    says=Words(
        nb="Egenandelen er {stated}, som ikke er et helt antall timer når timeprisen er {rate}.",
        nn="Eigendelen er {stated}, som ikkje er eit heilt tal timar når timeprisen er {rate}.",
    ),
    mend=Words(
        nb="Se over timetallet eller timeprisen i avtalen.",
        nn="Sjå over timetalet eller timeprisen i avtalen.",
    ),
    example={"stated": 705_250, "rate": 500},
)
def whole_hours(case: Case) -> Iterator[Hit]:
    """Municipal own effort is not a whole number of hours at the agreement's rate of the year."""
    rates = {rate.year: rate.kroner for rate in case.plan.agreement.hourly_rates}
    for path, _, line in _owned_lines(case):
        rate = rates.get(line.year)
        if line.source in _own_effort(case) and rate and line.kroner % rate:
            values: dict[str, Value] = {"rate": rate}
            yield Hit(_line_path(path, line), _place(case, path, line.year), line.kroner, values=values)


def _own_effort(case: Case) -> frozenset[str]:
    """Return the keys of the sources that are the municipalities' own effort."""
    return frozenset(source.key for source in case.plan.sources if source.kind == "egenandel")


_HOURS = re.compile(r"(?<![\d,.])(\d{1,3}(?:[ .\N{NO-BREAK SPACE}]\d{3}){1,4}|\d{1,9})\s(?:arbeids)?tim(?:er|ar)\b")


@FAMILY.rule(
    "timer-tekst",
    level="advarsel",
    says=Words(
        nb="Teksten nevner {hours} timer. Med timeprisen {rate} blir det {stated}, men egenandelen er {computed}.",
        nn="Teksten nemner {hours} timar. Med timeprisen {rate} blir det {stated}, men eigendelen er {computed}.",
    ),
    mend=Words(nb="Rett timetallet eller egenandelen.", nn="Rett timetalet eller eigendelen."),
    example={"hours": "1 400", "rate": 500, "stated": 700_000, "computed": 705_000},
)
def hours_in_text(case: Case) -> Iterator[Hit]:
    """The hours that a text names, times the agreement's rate, are not the own effort that it is about.

    That is the one of its delmål, in the delmål's answer about money, or the figure of own effort in the same sentence.
    Silent where the text names several numbers of hours, unless they add up.
    """
    rate = next((rate.kroner for rate in case.plan.agreement.hourly_rates if rate.year == case.plan.year), 0)
    figures = _own_figures(case) if rate else frozenset[int]()
    for prose in case.prose if figures else ():
        for hours, own in _hours_and_money(case, prose, figures):
            if hours * rate != own:
                values: dict[str, Value] = {"hours": str(hours), "rate": rate}
                yield Hit(prose.path, prose.where, hours * rate, own, "timer", values=values)
                break


def _hours_and_money(case: Case, prose: Prose, figures: frozenset[int]) -> Iterator[tuple[int, int]]:
    """Yield the hours that a text names with the own effort that they should come to."""
    if not first(prose.text, _HOURS):
        return
    for sentence in sentences(prose.text):
        hours, amounts = _hours(sentence), {amount.kroner for amount in find_amounts(sentence) if not amount.is_rate}
        if len(hours) == 1 and len(amounts) == 1 and amounts <= figures:
            yield hours[0], amounts.pop()
    hours = _hours(prose.text)
    if prose.delmaal and not prose.tiltak and prose.key in case.parameters.money_prompts and len(hours) == 1:
        own = counted(_own_lines(case, prose.delmaal))
        if own:
            yield hours[0], own


def _hours(text: str) -> list[int]:
    """Return the numbers of hours that a text names."""
    return [int(re.sub(r"\D", "", match[1])) for match in matches(text, _HOURS)]


def _own_lines(case: Case, part: Delmaal | Tiltak | Post) -> list[Line]:
    """Return a part's lines of own effort in the plan's year."""
    lines = part.all_lines if isinstance(part, Delmaal) else part.lines
    return [line for line in lines if line.source in _own_effort(case) and line.year == case.plan.year]


def _own_figures(case: Case) -> frozenset[int]:
    """Return the own effort of every part of the plan, and of all that is summed."""
    parts = [counted(_own_lines(case, part)) for part in case.parts.values()]
    rows = [row for row in owners(case.plan) if not (isinstance(row, Post) and row.outside_sum)]
    summed = sum(counted(_own_lines(case, row)) or 0 for row in rows)
    return frozenset(kroner for kroner in (*parts, summed) if kroner)


@FAMILY.rule(
    "soekt-etter-aaret",
    level="advarsel",
    says=Words(
        nb="{stated} fra {source} er fortsatt ført som søkt, og året {year} er over.",
        nn="{stated} frå {source} er framleis ført som søkt, og året {year} er over.",
    ),
    mend=Words(
        nb="Sett beløpet til innvilget eller avslått, så summene blir riktige.",
        nn="Set beløpet til innvilga eller avslått, så summane blir rette.",
    ),
    example={"stated": 600_000, "source": "Fylkeskommunen", "year": "2025"},
)
def still_applied_for(case: Case) -> Iterator[Hit]:
    """Money is still only applied for, and counted in the sums, when the year it is for has passed."""
    for path, _, line in _owned_lines(case):
        over = case.context.today > datetime.date(line.year, 12, 31)
        if line.certainty == Certainty.SOKT and line.kroner and over:
            values: dict[str, Value] = {"source": _source(case, line.source), "year": str(line.year)}
            yield Hit(_line_path(path, line), _place(case, path, line.year), line.kroner, values=values)


@FAMILY.rule(
    "delt-uten-merknad",
    level="tips",
    says=Words(
        nb="{stated} er delt med piloten {pilot}, og hele beløpet er regnet med her.",
        nn="{stated} er delt med piloten {pilot}, og heile beløpet er rekna med her.",
    ),
    mend=Words(
        nb="Før bare deres del, eller skriv i merknaden hvordan beløpet er delt.",
        nn="Før berre dykkar del, eller skriv i merknaden korleis beløpet er delt.",
    ),
    example={"stated": 700_000, "pilot": "Rindal/Holtålen"},
)
def shared_in_full(case: Case) -> Iterator[Hit]:
    """Money shared with another pilot is counted whole, and no remark says how it is shared."""
    for path, _, line in _owned_lines(case):
        if line.shared_with and counts(line.certainty) and line.kroner and not line.note.strip():
            kind, _, uid = path.partition("/")
            place = paths.line(kind, uid, line.source, line.year, line.certainty, line.shared_with)
            yield Hit(place, _place(case, path, line.year), line.kroner, values={"pilot": line.shared_with})


@FAMILY.rule(
    "tidligere-aar",
    level="feil",
    says=Words(
        nb="For {year} står {stated}, men den godkjente planen har {computed}. Differansen er {difference}.",
        nn="For {year} står {stated}, men den godkjende planen har {computed}. Differansen er {difference}.",
    ),
    mend=Words(
        nb="Bruk beløpet fra den godkjente planen.",
        nn="Bruk beløpet frå den godkjende planen.",
    ),
    example={"stated": 900_000, "computed": 950_000, "year": "2024"},
)
def history(case: Case) -> Iterator[Hit]:
    """A typed figure of an earlier year is another than the approved plan of that year has."""
    approved = case.context.approved
    if approved is None or approved.year >= case.plan.year:
        return
    held: dict[str, int] = {}
    for row in owners(approved):
        state = [line for line in lines_of(row) if line.source in approved.state_sources and line.year == approved.year]
        held[row.uid] = counted(state) or 0
    for path, part in case.parts.items():
        for figure in part.earlier if isinstance(part, Delmaal | Post) else ():
            if figure.year == approved.year and part.uid in held and figure.kroner != held[part.uid]:
                values: dict[str, Value] = {"year": str(figure.year)}
                place = _place(case, path, figure.year)
                yield Hit(path, place, figure.kroner, held[part.uid], f"historikk/{figure.year}", values=values)
