"""Across tables: the same money in sections 3, 6 and 7 as printed, and every row of them against every other."""

from collections import Counter
from collections.abc import Iterator

from plans import paths
from reporting.checks.case import Case
from reporting.checks.causes import Part, explain
from reporting.checks.finding import Hit
from reporting.checks.printed_rows import TOTAL, PrintedTable, budget_tables
from reporting.checks.rules import Family
from reporting.checks.words import EMPTY, Text, Value, Words, listed, same
from reporting.stated import StatedRow

FAMILY = Family(
    "tabeller",
    Text("På tvers av tabellene", "På tvers av tabellane"),
    "The same money in sections 3, 6 and 7. Silent without a printed document, since the portal computes all three.",
)

_SECTIONS = Text("Seksjon 3, 6 og 7", "Seksjon 3, 6 og 7")
_POSTS = Words(
    nb="Seksjon 3 er uten {posts}, som ikke er tiltak.",
    nn="Seksjon 3 er utan {posts}, som ikkje er tiltak.",
)
_BETWEEN = Words(
    nb="Seksjon 6 og 7 skiller seg med {gap}. {cause}",
    nn="Seksjon 6 og 7 skil seg med {gap}. {cause}",
)
_AMOUNT_OF = Words(nb="{name} ({amount})", nn="{name} ({amount})")


@FAMILY.rule(
    "tvers-statsmidler",
    level="feil",
    says=Words(
        nb="Bygdevekstmidlene i {year} er {three} i seksjon 3, {six} i seksjon 6 og {seven} i seksjon 7.",
        nn="Bygdevekstmidla i {year} er {three} i seksjon 3, {six} i seksjon 6 og {seven} i seksjon 7.",
    ),
    mend=Words(
        nb="Rett summen som avviker. Seksjon 3 viser tiltakene; seksjon 6 og 7 har postene i tillegg.",
        nn="Rett summen som avvik. Seksjon 3 viser tiltaka; seksjon 6 og 7 har postane i tillegg.",
    ),
    example={"year": "2025", "three": 6_150_000, "six": 7_950_000, "seven": 8_150_000},
)
def state_money(case: Case) -> Iterator[Hit]:
    """The state's money of the year is not the same in sections 3, 6 and 7.

    Section 3 holds tiltak alone, so what posts such as project management get is added to it before the comparison.
    """
    year = str(case.plan.year)
    tables = {table.table.key: table for table in case.once(budget_tables)}
    overview = case.stated.table("seksjon-3")
    three = (
        next((overview.cell(row, "kroner").kroner for row in overview.rows if row.kind == "total"), None)
        if overview
        else None
    )
    six, seven = (
        _sum_cell(tables.get("seksjon-6"), [year]),
        _sum_cell(tables.get("seksjon-7"), sorted(case.plan.state_sources)),
    )
    posts = list(_state_posts(case, tables.get("seksjon-7")))
    beside = sum(part.kroner for part in posts)
    expected = [three + beside if three is not None else None, six, seven]
    known = [kroner for kroner in expected if kroner is not None]
    if len(set(known)) < 2 or (three is not None and three in (six, seven) and six == seven):
        return
    causes = [_POSTS(posts=listed([_AMOUNT_OF(name=part.name, amount=part.kroner) for part in posts]))] if posts else []
    if six is not None and seven is not None and six != seven:
        parts = [
            part
            for table in tables.values()
            if table.table.key == "seksjon-6"
            for row in table.summed
            if (part := table.part(row, year))
        ]
        causes.append(_BETWEEN(gap=abs(six - seven), cause=explain(six, seven, parts)))
    likely = Counter(known).most_common(1)[0][0] if len(set(known)) < len(known) else known[-1]
    stated = next(
        kroner for kroner in (six, three, seven) if kroner is not None and kroner not in (likely, likely - beside)
    )
    values: dict[str, Value] = {"year": year}
    values |= {
        name: _BLANK if kroner is None else kroner
        for name, kroner in (("three", three), ("six", six), ("seven", seven))
    }
    computed = likely - beside if stated == three else likely
    path = case.table_path("seksjon-3" if stated == three else "seksjon-6" if stated == six else "seksjon-7")
    cause = Text(*(" ".join(text) for text in zip(*causes, strict=True))) if causes else EMPTY
    yield Hit(path, _SECTIONS, stated, computed, "statsmidler", cause, values)


_BLANK = Text("ikke oppgitt", "ikkje oppgitt")


def _sum_cell(table: PrintedTable | None, keys: list[str]) -> int | None:
    """Return what the sum row says in some columns together; None where it is blank."""
    if table is None or table.sum_row is None:
        return None
    found = [table.cell(table.sum_row, key).kroner for key in keys]
    printed = [kroner for kroner in found if kroner is not None]
    return sum(printed) if printed else None


def _state_posts(case: Case, table: PrintedTable | None) -> Iterator[Part]:
    """Yield the printed state money of the rows of section 7 that are no delmål."""
    for row in table.summed if table else ():
        kroner = sum(table.cell(row, key).kroner or 0 for key in case.plan.state_sources) if table else 0
        if row.path.startswith("post/") and kroner and table:
            yield Part(table.row_name(row), kroner, row.path)


@FAMILY.rule(
    "tvers-rad",
    level="feil",
    says=Words(
        nb="Bygdevekstmidlene i {year} er {figures}.",
        nn="Bygdevekstmidla i {year} er {figures}.",
    ),
    mend=Words(
        nb="Bruk samme beløp i alle tabellene.",
        nn="Bruk same beløp i alle tabellane.",
    ),
    example={
        "year": "2025",
        "figures": Text(
            "500 000 kr i seksjon 3 og 600 000 kr i seksjon 7", "500 000 kr i seksjon 3 og 600 000 kr i seksjon 7"
        ),
    },
)
def rows_across(case: Case) -> Iterator[Hit]:
    """A delmål or post does not have the same money for the year in sections 3, 6 and 7. A blank counts as nothing.

    A post outside the sum is compared with all its sources, as both tables print it.
    """
    year = str(case.plan.year)
    for path in case.parts:
        figures = {} if path.startswith("tiltak/") else dict(_figures(case, path, year))
        if len(set(figures.values())) < 2:
            continue
        most = Counter(figures.values()).most_common()
        likely = most[0][0] if len(most) == 1 or most[0][1] > most[1][1] else list(figures.values())[-1]
        key, stated = next((key, kroner) for key, kroner in figures.items() if kroner != likely)
        said = listed(
            [
                _IN(amount=kroner, table=Text(*(name.lower() for name in case.table_name(key))))
                for key, kroner in figures.items()
            ]
        )
        values: dict[str, Value] = {"year": year, "figures": said}
        values |= figures
        yield Hit(path, case.name(path), stated, likely, f"{key}/{year}", values=values)


_IN = Words(nb="{amount} i {table}", nn="{amount} i {table}")


def _figures(case: Case, path: str, year: str) -> Iterator[tuple[str, int]]:
    """Yield a row's money of the year by table; nothing from a table where it has no row or no readable figure."""
    overview = case.stated.table("seksjon-3")
    row = _row(overview.rows, path, "sum") if overview else None
    if overview and row and not overview.cell(row, "kroner").is_malformed:
        yield "seksjon-3", overview.cell(row, "kroner").kroner or 0
    for table in case.once(budget_tables):
        row = _row(table.table.rows, path, "item")
        if row is None:
            continue
        if table.table.key == "seksjon-6":
            keys: tuple[str, ...] = (year,) if year in table.parts else ()
        else:
            keys = (TOTAL,) if table.is_outside(row) else tuple(sorted(case.plan.state_sources & set(table.parts)))
        if keys and not any(table.cell(row, key).is_malformed for key in keys):
            yield table.table.key, sum(figure.counted for key in keys if (figure := table.figure(row, key)))


def _row(rows: tuple[StatedRow, ...], path: str, kind: str) -> StatedRow | None:
    """Return the row of a part of the plan, if the table has one."""
    return next((row for row in rows if row.path == path and row.kind == kind), None)


@FAMILY.rule(
    "tvers-rader",
    level="advarsel",
    says=Words(
        nb="Raden står i {present}, men ikke i {missing}.",
        nn="Rada står i {present}, men ikkje i {missing}.",
    ),
    mend=Words(
        nb="Ta raden med i begge tabellene, også når den er tom.",
        nn="Ta rada med i begge tabellane, òg når ho er tom.",
    ),
    example={"present": "seksjon 6", "missing": "seksjon 7"},
)
def rows_missing(case: Case) -> Iterator[Hit]:
    """A row of section 6 is not in section 7, or the other way round."""
    tables = case.once(budget_tables)
    if len(tables) < 2:
        return
    for one, other in (tables, tables[::-1]):
        held = {row.path for row in other.items}
        for row in one.items:
            if row.path and row.path not in held:
                values: dict[str, Value] = {
                    "present": case.table_name(one.table.key).nb.lower(),
                    "missing": case.table_name(other.table.key).nb.lower(),
                }
                yield Hit(row.path, case.name(row.path), at=other.table.key, values=values)


@FAMILY.rule(
    "tvers-aar",
    level="advarsel",
    says=Words(
        nb="Tabellen har en kolonne for {year}, men avtalen gjelder {first}–{last}.",
        nn="Tabellen har ein kolonne for {year}, men avtalen gjeld {first}–{last}.",
    ),
    mend=Words(nb="Ta bort kolonnen, eller rett året.", nn="Ta bort kolonnen, eller rett året."),
    example={"year": "2028", "first": "2024", "last": "2027"},
)
def years_printed(case: Case) -> Iterator[Hit]:
    """Section 6 has a column for a year outside the agreement."""
    agreement = case.plan.agreement
    for key in _years(case):
        if not agreement.first_year <= int(key) <= agreement.last_year:
            yield _year_hit(case, key)


@FAMILY.rule(
    "tvers-aar-mangler",
    level="tips",
    says=Words(
        nb="Tabellen har ingen kolonne for {year}, men avtalen gjelder {first}–{last}.",
        nn="Tabellen har ingen kolonne for {year}, men avtalen gjeld {first}–{last}.",
    ),
    mend=Words(
        nb="Ta med alle årene i avtalen, så tabellen viser hele perioden.",
        nn="Ta med alle åra i avtalen, så tabellen viser heile perioden.",
    ),
    example={"year": "2024", "first": "2024", "last": "2027"},
)
def years_missing(case: Case) -> Iterator[Hit]:
    """Section 6, which is for the whole agreement, has no column for one of its years."""
    agreement, printed = case.plan.agreement, _years(case)
    for year in range(agreement.first_year, agreement.last_year + 1) if printed else ():
        if str(year) not in printed:
            yield _year_hit(case, str(year))


def _years(case: Case) -> list[str]:
    """Return the years that section 6 has columns for."""
    table = case.stated.table("seksjon-6")
    return [key for key in table.kroner_keys if key.isdigit()] if table else []


def _year_hit(case: Case, year: str) -> Hit:
    """Return a hit about a year's column of section 6."""
    agreement = case.plan.agreement
    values: dict[str, Value] = {"year": year, "first": str(agreement.first_year), "last": str(agreement.last_year)}
    where = same(f"{case.table_name('seksjon-6').nb}, {year}")
    return Hit(paths.answer("plan", None, "budsjett_avtaleperioden"), where, at=f"seksjon-6/{year}", values=values)
