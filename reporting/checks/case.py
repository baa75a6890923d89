"""What every rule is given: plan, context and what is stated, with the views of them that several rules need."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from itertools import accumulate
from typing import Any, NamedTuple, TypeVar

from plans import paths
from plans.richtext import RichText, plain_text
from reporting.account import Account, account
from reporting.checks.context import Context
from reporting.checks.matching import matches_of_all
from reporting.checks.words import Text, same
from reporting.stated import Stated
from reporting.table import Table
from reporting.tables import money_tables
from reporting.value import Answer, Delmaal, Handlingsplan, Post, Prompt, Tiltak

Made = TypeVar("Made")

#: The prompt of the plan under which each table of money stands.
PROMPT_OF_TABLE = {
    "seksjon-3": "handlingsplan_per_delmaal",
    "seksjon-6": "budsjett_avtaleperioden",
    "seksjon-7": "samlet_budsjett",
}


class Prose(NamedTuple):
    """One answer's text with its place. `delmaal` and `tiltak` are those it stands under, if any.

    `text` is the whole of it, with a line to each paragraph, item and row; `lines` are those lines.
    """

    path: str
    key: str
    where: Text
    blocks: RichText
    lines: tuple[str, ...]
    delmaal: Delmaal | None = None
    tiltak: Tiltak | None = None

    text: str = ""


class Piece(NamedTuple):
    """A text with its place; `printed` tells a line or cell of the document from what the plan holds."""

    path: str
    where: Text
    text: str
    printed: bool = False


#: What a field's path calls it, where that is not its own name.
_FIELDS = {
    "time_text": "tidsramme",
    "responsible_text": "responsible",
    "partners_text": "partner",
    "name": "navn",
}
_TILTAK_TEXTS = ("title", "phase", "time_text", "responsible_text", "partners_text")
_OTHER_TEXTS = ("title", "short_title", "money_note", "name")
_THE_PLAN = same("Planen")
_TITLE_PAGE = Text("Tittelsiden", "Tittelsida")


class Case:
    """A plan to be checked, with its context and what its document states (nothing, for a plan being written)."""

    def __init__(self, plan: Handlingsplan, context: Context, stated: Stated | None = None) -> None:
        self.plan = plan
        self.context = context
        self.stated = stated or Stated()
        self.parameters = context.parameters
        #: The amounts that a text about a delmål or tiltak may name, by its uid, once a rule has asked (`held`).
        self.figures: dict[str, frozenset[int]] = {}
        self._made: dict[object, Any] = {}

    def once(self, make: "Callable[[Case], Made]") -> "Made":
        """Return what a function makes of the case, made the first time a rule asks: for views of one family."""
        if make not in self._made:
            self._made[make] = make(self)
        made: Made = self._made[make]
        return made

    @cached_property
    def tables(self) -> dict[str, Table]:
        """The computed tables of money by key."""
        return {table.key: table for table in money_tables(self.plan)}

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The number of every section by its prompt's key."""
        return {prompt.key: number for number, prompt in enumerate(self.plan.form.plan, start=1)}

    @cached_property
    def parts(self) -> dict[str, Delmaal | Tiltak | Post]:
        """Every delmål, tiltak and post by its path."""
        found: dict[str, Delmaal | Tiltak | Post] = {}
        for goal in self.plan.delmaal:
            found[paths.delmaal(goal.uid)] = goal
            found.update((paths.tiltak(item.uid), item) for item in goal.tiltak)
        found.update((paths.post(post.uid), post) for post in self.plan.posts)
        return found

    @cached_property
    def goal_of(self) -> dict[str, Delmaal]:
        """The delmål of every tiltak, by the tiltak's uid."""
        return {item.uid: goal for goal in self.plan.delmaal for item in goal.tiltak}

    @cached_property
    def prose(self) -> tuple[Prose, ...]:
        """Every answer with text in it, in the order of the document."""
        return tuple(self._prose())

    def _prose(self) -> Iterator[Prose]:
        plan = self.plan
        sections = list(_answers("plan", None, plan.answers, plan.form.plan, _THE_PLAN, self.section))
        # The delmål stand within section 3, before the sections after it.
        last = self.numbers.get(PROMPT_OF_TABLE["seksjon-3"], 0)
        before = [prose for prose in sections if self.numbers.get(prose.key, 0) <= last]
        yield from before
        yield from self._prose_of_delmaal()
        yield from (prose for prose in sections if prose not in before)

    def _prose_of_delmaal(self) -> Iterator[Prose]:
        plan = self.plan
        for goal in plan.delmaal:
            where = self.name(paths.delmaal(goal.uid))
            for prose in _answers("delmaal", goal.uid, goal.answers, plan.form.delmaal, where):
                yield prose._replace(delmaal=goal)
            for item in goal.tiltak:
                where = self.name(paths.tiltak(item.uid))
                for prose in _answers("tiltak", item.uid, item.answers, plan.form.tiltak, where):
                    yield prose._replace(delmaal=goal, tiltak=item)

    @cached_property
    def held_pieces(self) -> tuple[Piece, ...]:
        """Titles, short texts, answers and captions: every text that people wrote in the plan."""
        return tuple(self._held_pieces())

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """The plan's own texts in reading order, then every line and cell that the document prints."""
        return (*self.held_pieces, *self._printed_pieces())

    @cached_property
    def account(self) -> Account | None:
        """What was changed since the plan before; None for a plan that continues none."""
        return account(self.plan)

    @cached_property
    def held_text(self) -> str:
        """All that people wrote, in lower case: tells at once whether something is in it at all."""
        return "\n".join(self._held_folded)

    @cached_property
    def _held_folded(self) -> list[str]:
        return [piece.text.casefold() for piece in self.held_pieces]

    @cached_property
    def _begins(self) -> list[int]:
        """Where each of the held pieces begins in the text of all."""
        lengths = (len(folded) + 1 for folded in self._held_folded)
        return list(accumulate(lengths, initial=0))[:-1]

    def holding(self, words: str) -> Iterator[Piece]:
        """Yield each text that people wrote with some words in it, given in lower case and within a line."""
        place = self.held_text.find(words)
        while place >= 0:
            index = bisect_right(self._begins, place)
            yield self.held_pieces[index - 1]
            place = self.held_text.find(words, self._begins[index]) if index < len(self._begins) else -1

    def matches(self, pattern: re.Pattern[str]) -> Sequence[tuple[Piece, re.Match[str]]]:
        """Return every match of a pattern that is looked for everywhere (`matching.everywhere`), with its place."""
        return self._matches.get(pattern, ())

    @cached_property
    def _matches(self) -> dict[re.Pattern[str], list[tuple[Piece, re.Match[str]]]]:
        found: dict[re.Pattern[str], list[tuple[Piece, re.Match[str]]]] = {}
        for piece in self.pieces:
            for match in matches_of_all(piece.text):
                found.setdefault(match.re, []).append((piece, match))
        return found

    def _held_pieces(self) -> Iterator[Piece]:
        for path, part in self.parts.items():
            for name in _TILTAK_TEXTS if isinstance(part, Tiltak) else _OTHER_TEXTS:
                text = getattr(part, name, "")
                if text:
                    yield Piece(f"{path}/{_FIELDS.get(name, name)}", self.name(path), text)
        for prose in self.prose:
            yield from (Piece(prose.path, prose.where, line) for line in prose.lines if line.strip())
        for figure in self.plan.figures:
            for name, text in (("alt", figure.alt), ("bildetekst", figure.caption)):
                if text:
                    yield Piece(paths.figure_field(figure.sha256, name), same("Figur"), text)

    def _printed_pieces(self) -> Iterator[Piece]:
        for line in self.stated.lines:
            yield Piece(line.path, self.place(line.path), line.text, printed=True)
        for table in self.stated.tables:
            for row in table.rows:
                where = self.name(row.path) if row.path else self.table_name(table.key)
                path = row.path or self.table_path(table.key)
                yield from (Piece(path, where, cell.text, printed=True) for cell in row.cells if cell.text)

    def place(self, path: str) -> Text:
        """Return what a place is called: its delmål, tiltak or post, its section, or the title page."""
        if path.startswith(("delmaal/", "tiltak/", "post/")):
            return self.name(path)
        return self.section(path.rpartition("/")[2]) or _TITLE_PAGE

    def section(self, key: str) -> Text | None:
        """Return what a section is called: «Seksjon 6», or its heading where the document prints no number for it.

        None for what is no section.
        """
        number = self.numbers.get(key)
        if number is None:
            return None
        return self._without_number.get(key, same(f"Seksjon {number}"))

    @cached_property
    def _without_number(self) -> dict[str, Text]:
        lines = [line for line in self.stated.lines if line.kind == "heading" and line.path.startswith("plan/svar/")]
        return {line.path.rpartition("/")[2]: same(f"«{line.text}»") for line in lines if line.number is None}

    def name(self, path: str) -> Text:
        """Return what a delmål, tiltak or post is called in a sentence: «Delmål 2», «Tiltak 6.1», «Post 8»."""
        return self._names.get("/".join(path.split("/")[:2]), _THE_PLAN)

    @cached_property
    def _names(self) -> dict[str, Text]:
        return {path: same(self._name(part)) for path, part in self.parts.items()}

    def _name(self, part: Delmaal | Tiltak | Post) -> str:
        if isinstance(part, Delmaal):
            return f"Delmål {part.number}"
        if isinstance(part, Tiltak):
            return f"Tiltak {self.goal_of[part.uid].number}.{part.number}"
        return f"Post {part.number}"

    def table_path(self, key: str) -> str:
        """Return the path of the answer under which a table stands; of its delmål for a table of tiltak."""
        if key.startswith("delmaal-"):
            return paths.delmaal(key.removeprefix("delmaal-"))
        return paths.answer("plan", None, PROMPT_OF_TABLE.get(key, key))

    def table_name(self, key: str) -> Text:
        """Return what a table is called: «Seksjon 6», «Tiltakstabellen i delmål 2»."""
        if not key.startswith("delmaal-"):
            number = self.numbers.get(PROMPT_OF_TABLE.get(key, ""), key.removeprefix("seksjon-"))
            return same(f"Seksjon {number}")
        goal = self.name(self.table_path(key)).nb.lower()
        return Text(f"Tiltakstabellen i {goal}", f"Tiltakstabellen i {goal}")


def _answers(
    level: str,
    uid: str | None,
    answers: tuple[Answer, ...],
    prompts: tuple[Prompt, ...],
    where: Text,
    section: Callable[[str], Text | None] | None = None,
) -> Iterator[Prose]:
    """Yield the answers with text, in the form's order."""
    by_key = {answer.key: answer for answer in answers}
    order = [prompt.key for prompt in prompts if prompt.key in by_key]
    for key in [*order, *(key for key in by_key if key not in order)]:
        blocks = by_key[key].text
        if blocks:
            place = (section and section(key)) or where
            text = plain_text(blocks)
            yield Prose(paths.answer(level, uid, key), key, place, blocks, tuple(text.split("\n")), text=text)
