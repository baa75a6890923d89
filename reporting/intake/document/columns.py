"""What a table is, told by its columns, and what each of them holds."""

import re
from dataclasses import dataclass
from typing import Literal, NamedTuple

from reporting.intake.document.amounts import read_amount, unit_in
from reporting.intake.document.blocks import Grid
from reporting.intake.document.wording import YEAR

TableKind = Literal["overview", "tiltak", "years", "sources", "other"]

#: The first that fits a heading is its kind of source.
SOURCE_WORDS = (
    ("statsforvalter", r"statsforva|skjønnsmid"),
    ("fylkeskommune", r"fylke|\btfk\b|\bregionale midl"),
    ("stat", r"\bkdd\b|post\s*66|\b553\b|bygdevekst|\bstat(?:lig|leg)|\bstaten\b|departement"),
    (
        "egenandel",
        r"egenandel|eigendel|eigenandel|egeninnsats|eigeninnsats|kommunal|\bkommune(?:ne|r|n|ne|ane)?\b|egenfinans|eigenfinans",
    ),
    ("offentlige", r"offentl?i?g|offentleg|tilsk?udds?ordning|tilskot|husbank|innovasjon norge|\bnav\b"),
    ("annet", r"\bann(?:et|en|a)\b|\bandre\b|øvrig|\bprivat|næringsliv|\bekstern"),
)
SOURCE_NAMES = {
    "stat": "bygdevekstmidler fra KDD",
    "egenandel": "kommunal egenandel",
    "fylkeskommune": "fylkeskommune",
    "statsforvalter": "statsforvalter",
    "offentlige": "offentlige tilskuddsordninger",
    "annet": "annet",
}
_ROLES = (
    ("total", r"total|^sum\b|i alt|til sam|samlet|samla|ramme for heile|ramme for hele"),
    ("responsible", r"ansvar|prosjekteier|prosjekteigar|\beier\b|\beigar\b"),
    ("partners", r"samarbeid|partner|deltak|medvirk|bidragsyt|aktør"),
    ("time", r"tids|\btid\b|frist|periode|\bnår\b|varighet|framdrift|fremdrift|oppstart"),
    ("phase", r"^status|^fase|prosjektfase"),
    ("title", r"^tiltak|tiltakets navn|^aktivitet|^prosjekt\b|navn på tiltak|namn på tiltak|^tittel"),
    ("goal", r"del\s?-?m[åa]l|satsingsområde|innsatsområde|prioritert område"),
    ("number", r"^(?:nr|nummer|no|#|pri|prioritet|løpenr)\.?$"),
    ("kroner", r"beløp|kron|\bkr\b|budsjett|kostnad|sum|midler|finansiering|støtte"),
    ("name", r"^(?:post|budsjettpost|navn|namn|område|tekst|formål|føremål|rad|aktivitet|hva|kva)\b"),
)
SUM_WORDS = re.compile(
    r"(?:sum|totalt?|total\s*sum|totalsum|til\s*sam[ma]+en|tilsammen|til\s*saman|i\s*alt|samlet|samla|delsum)\b",
    re.IGNORECASE,
)
#: Sections whose tables are of the budget, also while nothing is filled in.
_BUDGETS = ("budsjett_avtaleperioden", "samlet_budsjett", "handlingsplan_per_delmaal")
_LABELLED = re.compile(r"(?:del\s?-?m[åa]l|tiltak)\s*\d+", re.IGNORECASE)


@dataclass(frozen=True)
class Column:
    """A column: what it holds, its heading as printed, and for money the year or kind of source."""

    index: int
    role: str
    heading: str
    year: int | None = None
    source: str = ""


class Layout(NamedTuple):
    """A table: what it is, how many of its rows are heads, its columns, and the kroner of a unit if it is said."""

    kind: TableKind
    heads: int
    columns: tuple[Column, ...]
    unit: int | None = None

    def first(self, *roles: str) -> Column | None:
        """Return the first column with one of these roles, in the order of the roles."""
        return next((column for role in roles for column in self.columns if column.role == role), None)

    def all(self, *roles: str) -> list[Column]:
        """Return the columns with one of these roles."""
        return [column for column in self.columns if column.role in roles]


def layout_of(grid: Grid, section: str = "", around: tuple[str, ...] = ()) -> Layout:
    """Return what a table is. `section` is the key of its prompt, `around` holds texts that may name its unit."""
    heads = head_rows(grid)
    columns = tuple(_column(grid, heads, index) for index in range(grid.width))
    texts = [grid.at(row, column).text for row in range(heads) for column in range(grid.width)]
    return Layout(_kind(grid, heads, columns, section), heads, columns, unit_in((*texts, grid.title, *around)))


def head_rows(grid: Grid) -> int:
    """Return how many rows at the top are heads: those marked, else those before the first that names or counts."""
    if grid.heads:
        return min(grid.heads, len(grid.rows))
    for row in range(min(len(grid.rows), 5)):
        texts = [grid.at(row, column).text for column in range(grid.width)]
        first = next((text for text in texts if text), "")
        counts = any(_is_amount(text) for text in texts[1:])
        if counts or _LABELLED.match(first) or re.fullmatch(r"\d{1,2}[.)]?", first):
            return row
    return 1 if _names_columns(grid) else 0


def _names_columns(grid: Grid) -> bool:
    texts = [grid.at(0, column).text for column in range(grid.width)]
    return sum(role_of(text)[0] not in ("", "text") for text in texts if text) >= 2


def _is_amount(text: str) -> bool:
    """Whether a cell prints an amount, and not a year or a number in a list."""
    if not text or YEAR.fullmatch(text):
        return False
    amount = read_amount([text])
    return amount.kroner is not None and (amount.kroner >= 100 or amount.kroner == 0)


def _column(grid: Grid, heads: int, index: int) -> Column:
    texts: list[str] = []
    for row in range(heads):
        text = grid.at(row, index).text
        if text and text not in texts:
            texts.append(text)
    role, year, source = role_of(" ".join(texts), texts[-1] if texts else "")
    if role == "" and _mostly_numbers(grid, heads, index):
        role = "number"
    return Column(index, role, texts[-1] if texts else "", year, source)


def _mostly_numbers(grid: Grid, heads: int, index: int) -> bool:
    texts = [grid.text(row, index) for row in range(heads, len(grid.rows))]
    written = [text for text in texts if text]
    return (
        index == 0
        and sum(
            bool(re.fullmatch(r"(?:delmål\s*)?\d{1,2}[.):]?|sum\b.*|til\s?sam.*|total.*", text, re.IGNORECASE))
            for text in written
        )
        >= len(written) / 2
    )


def role_of(text: str, own: str = "") -> tuple[str, int | None, str]:
    """Return what a heading says that its column holds: a role, a year, a kind of source. `own` is its lowest line."""
    words = " ".join(text.casefold().split())
    lowest = " ".join((own or text).casefold().split())
    if not words:
        return "", None, ""
    years = sorted(set(YEAR.findall(lowest) or YEAR.findall(words)))
    year = int(years[0]) if len(years) == 1 and len(lowest) < 40 else None
    for role, pattern in _ROLES[:7]:
        if re.search(pattern, lowest):
            if role == "total" and source_of(lowest) == "stat":
                return "source", year, "stat"
            return role, year, ""
    if kind := source_of(lowest):
        return "source", year, kind
    if year is not None:
        return "year", year, ""
    for role, pattern in _ROLES[7:]:
        if re.search(pattern, lowest):
            return role, None, ""
    return "text", None, ""


def source_of(text: str) -> str:
    """Return the kind of source that words name, or nothing."""
    return next((kind for kind, pattern in SOURCE_WORDS if re.search(pattern, text.casefold())), "")


def _counts(grid: Grid, heads: int, columns: tuple[Column, ...]) -> bool:
    """Whether a column of money has an amount in it."""
    money = [column.index for column in columns if column.role in ("kroner", "year", "source", "total")]
    return any(_is_amount(grid.text(row, column)) for row in range(heads, len(grid.rows)) for column in money)


def _kind(grid: Grid, heads: int, columns: tuple[Column, ...], section: str) -> TableKind:
    roles = [column.role for column in columns]
    about = sum(role in roles for role in ("responsible", "partners", "time"))
    money = sum(role in ("kroner", "year", "source", "total") for role in roles)
    if not heads or len(grid.rows) <= heads:
        return "other"
    if about >= 2 or (about == 1 and "title" in roles):
        return "tiltak"
    if not ({"goal", "number"} & set(roles) or section in _BUDGETS or _counts(grid, heads, columns)):
        return "other"
    if "title" in roles and money:
        return "overview"
    years, sources = roles.count("year"), roles.count("source")
    named = any(role in ("goal", "name", "text", "") for role in roles)
    if years >= 2 or (years and named and section == "budsjett_avtaleperioden"):
        return "years"
    if sources >= 2 or (sources and named and ("total" in roles or section == "samlet_budsjett")):
        return "sources"
    if "goal" in roles and money and section == "handlingsplan_per_delmaal":
        return "overview"
    return "other"
