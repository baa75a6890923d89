"""Sections 6 and 7: the state's money per row and year, and this year's money per row and source."""

import re
from collections.abc import Sequence
from dataclasses import replace

from plans import paths
from reporting.intake.document.aligning import goal_of
from reporting.intake.document.amounts import Amount, read_amount
from reporting.intake.document.asking import Asking
from reporting.intake.document.columns import SOURCE_NAMES, Column, Layout
from reporting.intake.document.doubts import key_of, mended, place_of
from reporting.intake.document.drafts import GoalDraft, Money, PostDraft, uid_of
from reporting.intake.document.ledger import Ledger
from reporting.intake.document.structure import TableHere
from reporting.intake.document.table_rows import Row, rows_of
from reporting.intake.document.wording import alike
from reporting.stated import StatedColumn, StatedRow, StatedTable, read_cell
from reporting.value import Source

_PROMPTS = {"years": "budsjett_avtaleperioden", "sources": "samlet_budsjett"}
#: Rows of the budget that are no delmål, whatever their column is called.
_POSTS = re.compile(
    r"prosjekt(?:leiing|ledelse|leder|leiar)|administrasjon|frikjøp|avsetning|avsetjing|sekretariat|koordinat|drift\b"
    r"|uforutsett|reserve|buffer|felles|revisjon|reise|møte",
    re.IGNORECASE,
)
_KEYS = {"years": "seksjon-6", "sources": "seksjon-7"}


class BudgetTables:
    """Takes in the two tables; the sources are columns of the second."""

    def __init__(
        self, goals: list[GoalDraft], ledger: Ledger, asking: Asking, known: Sequence[Source], year: int
    ) -> None:
        self._goals, self._ledger, self._asking, self._year = goals, ledger, asking, year
        self._known = known
        self.posts: list[PostDraft] = []
        self.sources: list[Source] = []
        self._of_column: dict[int, str] = {}

    @property
    def _others_named(self) -> bool:
        """Whether something else than the budget's tables names the delmål, so that other rows are none."""
        return any({"list", "heading", "overview"} & goal.names.keys() for goal in self._goals)

    @property
    def state(self) -> str:
        """The key of the ministry's money."""
        own = next((source.key for source in self._known if source.kind == "stat"), "kdd")
        return next((source.key for source in self.sources if source.kind == "stat"), own)

    def find_sources(self, here: TableHere) -> None:
        """Make a source of every column of section 7 that holds money; ask about those that cannot be told."""
        for column in here.layout.columns:
            kind = column.source
            if column.role in ("text", "year", "kroner") and _has_amounts(here, column):
                kind = self._asked_kind(here, column)
            if kind and kind != "ingen" and (column.role == "source" or kind != column.source):
                self._of_column[column.index] = self._add_source(kind, column.heading)

    def _asked_kind(self, here: TableHere, column: Column) -> str:
        text = f"Kolonnen «{column.heading or 'uten overskrift'}» har beløp. Hvor kommer pengene fra?"
        choices = [*SOURCE_NAMES.items(), ("ingen", "Dette er ikke penger til planen")]
        place = f"{here.grid.place}, kolonne {column.index + 1}"
        return self._asking.ask(f"kilde-{here.grid.place}-{column.index + 1}".replace(" ", "-"), place, text, choices)

    def source_of(self, kind: str, heading: str) -> str:
        """Return the key of a source that a column elsewhere names; one of its kind that is there, else a new one."""
        if kind in ("", "stat"):
            return self.state
        of_kind = [source for source in self.sources if source.kind == kind]
        return (
            max(of_kind, key=lambda one: alike(one.name, heading)).key if of_kind else self._add_source(kind, heading)
        )

    def _add_source(self, kind: str, heading: str) -> str:
        of_kind = [source for source in self._known if source.kind == kind]
        same = max(of_kind, key=lambda source: alike(source.name, heading), default=None)
        if same is not None and same.key not in {source.key for source in self.sources}:
            made = same
        else:
            number = sum(source.kind == kind for source in self.sources) + 1
            key = "kdd" if kind == "stat" else kind
            made = Source(key=f"{key}-{number}" if number > 1 else key, kind=kind, name=heading or SOURCE_NAMES[kind])
        self.sources.append(made)
        return made.key

    def take(self, here: TableHere) -> StatedTable:
        """Take in one of the tables; return it as printed."""
        layout = here.layout
        kind = layout.kind
        columns = self._money_columns(here)
        rows = rows_of(here.grid, _with_money(layout, columns), grouped=False)
        for row in rows:
            self._mend_malformed(row, columns, layout.unit or 1)
        outside = self._outside(rows, columns)
        names_goals = layout.first("goal", "name", "title", "text") is layout.first("goal") and not self._others_named
        printed = []
        for row in rows:
            part = None if row.kind == "total" else self._part(row, kind, names_goals and row.index not in outside)
            path = part.path if part else paths.answer("plan", None, _PROMPTS[kind])
            if isinstance(part, PostDraft):
                part.outside = part.outside or row.index in outside
            if part is not None:
                self._take_money(row, part, columns)
            self._take_words(here, row, path, columns)
            cells = (
                read_cell(row.number),
                read_cell(row.name),
                *(row.amounts[column.index].stated for column, _ in columns),
            )
            printed.append(
                StatedRow(
                    kind="total" if row.kind == "total" else "item",
                    cells=cells,
                    path=part.path if part else "",
                    place=row.place,
                )
            )
        for row_index in range(layout.heads):
            for column in range(here.grid.width):
                self._ledger.take(here.grid.at(row_index, column), paths.answer("plan", None, _PROMPTS[kind]))
        number, name = layout.first("number"), layout.first("goal", "name", "title", "text")
        return StatedTable(
            key=_KEYS[kind],
            title=here.title,
            columns=(
                StatedColumn(key="number", heading=number.heading if number else "", kind="number"),
                StatedColumn(key="name", heading=name.heading if name else "", kind="text"),
                *(StatedColumn(key=key, heading=column.heading, kind="kroner") for column, key in columns),
            ),
            rows=tuple(printed),
            place=here.grid.place,
        )

    def _money_columns(self, here: TableHere) -> list[tuple[Column, str]]:
        """Return the columns of money with their keys: `total`, years, and sources."""
        found: list[tuple[Column, str]] = []
        for column in here.layout.columns:
            if column.role == "total" and not any(key == "total" for _, key in found):
                found.append((column, "total"))
            elif here.layout.kind == "years" and column.year is not None and column.role != "total":
                found.append((column, str(column.year)))
            elif here.layout.kind == "sources" and column.index in self._of_column:
                found.append((column, self._of_column[column.index]))
            elif column.role == "kroner" and not any(key == "total" for _, key in found):
                found.append((column, "total"))
        return found

    def _part(self, row: Row, kind: str, is_goal: bool) -> GoalDraft | PostDraft:
        """Return what a row is about. `is_goal`: its column is of delmål, and nothing but these tables names any."""
        goal = goal_of(row, self._goals)
        if goal is None and is_goal and not _POSTS.search(row.name):
            number = (
                row.count if row.count is not None else 1 + max((one.number or 0 for one in self._goals), default=0)
            )
            goal = GoalDraft(uid_of(f"delmaal-{number}-{row.name}"), number, row.place)
            self._goals.append(goal)
        if goal is not None and kind not in goal.names:
            goal.names[kind] = row.name
            return goal
        for post in self.posts:
            if row.count is not None and post.number == row.count:
                return post
        return self.post_of(row)

    def post_of(self, row: Row) -> PostDraft:
        """Return the post that a row names; a new one where there is none."""
        for post in self.posts:
            if alike(post.name, row.name) >= 0.75:
                return post
        post = PostDraft(uid_of(f"post-{row.name}-{len(self.posts)}"), row.name, row.count)
        self.posts.append(post)
        return post

    def _take_money(self, row: Row, part: GoalDraft | PostDraft, columns: list[tuple[Column, str]]) -> None:
        for column, key in columns:
            if key == "total":
                continue
            amount = row.amounts[column.index]
            if amount.kroner is None and not amount.others:
                continue
            if amount.bracketed and isinstance(part, GoalDraft) and not self._counts(row, column, amount):
                continue
            year, source = (int(key), self.state) if key.isdigit() else (self._year, key)
            part.money.append(Money(source, year, amount, row.place))

    def _counts(self, row: Row, column: Column, amount: Amount) -> bool:
        """Ask whether an amount in brackets on a delmål's row is the delmål's; no until answered."""
        text = f"Beløpet {amount.text} står i parentes. Skal det regnes med?"
        choices = [("med", "Regn det med"), ("utenfor", "Ta det ikke med")]
        return self._asking.ask(key_of("parentes", row, column), place_of(row, column), text, choices) == "med"

    def _outside(self, rows: list[Row], columns: list[tuple[Column, str]]) -> set[int]:
        """Return the rows in brackets, which are outside the sum; asked about where no sum of the table proves it."""
        found = set()
        for row in rows:
            printed = [amount for column, _ in columns if (amount := row.amounts[column.index]).text]
            if row.kind != "item" or not printed or not all(amount.text.startswith("(") for amount in printed):
                continue
            choices = [("utenfor", "Utenfor summen"), ("med", "Med i summen")]
            text = f"Beløpene i raden «{row.name}» står i parentes. Er de utenfor summen?"
            proven = any(_proves(rows, row, column) for column, _ in columns)
            key = key_of("utenfor-sum", row)
            if proven or self._asking.ask(key, row.place, text, choices, assumed="utenfor") == "utenfor":
                found.add(row.index)
        return found

    def _mend_malformed(self, row: Row, columns: list[tuple[Column, str]], unit: int) -> None:
        """Ask what digits that make no amount mean; they stay as printed until answered."""
        for column, _ in columns:
            if row.amounts[column.index].is_malformed:
                meant = _meant(row, column, columns)
                row.amounts[column.index] = mended(self._asking, row, column, unit, meant)

    def _take_words(self, here: TableHere, row: Row, path: str, columns: list[tuple[Column, str]]) -> None:
        """Take the cells that are in the plan: the row's name and number, and its money; of a sum all."""
        name = here.layout.first("goal", "name", "title", "text", "")
        used = {column.index for column, _ in columns}
        for column in here.layout.columns:
            known = column is name or column.role == "number" or column.index in used or row.number == "" == row.name
            is_read = known or not row.texts.get(column.index, "") or row.texts[column.index] in (row.number, row.name)
            has_money = column.index not in used and _has_amounts(here, column) and column is not name
            if here.grid.starts(row.index, column.index) and (is_read or row.kind == "total") and not has_money:
                self._ledger.take(here.grid.at(row.index, column.index), path)


def _with_money(layout: Layout, columns: list[tuple[Column, str]]) -> Layout:
    """Return the layout with every column of money known as one."""
    money = {column.index for column, _ in columns}
    return layout._replace(
        columns=tuple(
            replace(column, role="kroner")
            if column.index in money and column.role not in ("total", "year", "source")
            else column
            for column in layout.columns
        )
    )


def _has_amounts(here: TableHere, column: Column) -> bool:
    rows = range(here.layout.heads, len(here.grid.rows))
    texts = [text for row in rows if (text := here.grid.text(row, column.index))]
    amounts = [read_amount([text]).kroner for text in texts]
    return bool(texts) and sum((kroner or 0) >= 100 for kroner in amounts) * 2 >= len(texts)


def _proves(rows: list[Row], row: Row, column: Column) -> bool:
    """Whether the sum of a column is right without a row, which therefore is outside it."""
    sums = [one.amounts[column.index].kroner for one in rows if one.kind == "total"]
    others = [one.amounts[column.index] for one in rows if one.kind == "item" and one is not row]
    left = sum(amount.kroner or 0 for amount in others if not amount.text.startswith("("))
    return bool(row.amounts[column.index].kroner) and left > 0 and sums[:1] == [left]


def _meant(row: Row, column: Column, columns: list[tuple[Column, str]]) -> int:
    """Return what the other figures of a row make of one: their sum, or what is left of it."""
    parts = [row.amounts[other.index].kroner or 0 for other, key in columns if key != "total" and other is not column]
    total = next((row.amounts[other.index].kroner for other, key in columns if key == "total"), None)
    is_total = any(other is column and key == "total" for other, key in columns)
    return sum(parts) if is_total else (total or 0) - sum(parts)
