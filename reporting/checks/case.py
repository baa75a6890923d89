"""What every rule is given: plan, context and what is stated, with the views of them that several rules need."""

from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from plans import paths
from plans.richtext import RichText, plain_text
from reporting.checks.context import Context
from reporting.checks.words import Text, same
from reporting.stated import Stated
from reporting.table import Table
from reporting.tables import money_tables
from reporting.value import Answer, Delmaal, Handlingsplan, Post, Prompt, Tiltak

#: The prompt of the plan under which each table of money stands.
PROMPT_OF_TABLE = {
    "seksjon-3": "handlingsplan_per_delmaal",
    "seksjon-6": "budsjett_avtaleperioden",
    "seksjon-7": "samlet_budsjett",
}


class Prose(NamedTuple):
    """One answer's text with its place. `delmaal` and `tiltak` are those it stands under, if any."""

    path: str
    key: str
    where: Text
    blocks: RichText
    lines: tuple[str, ...]
    delmaal: Delmaal | None = None
    tiltak: Tiltak | None = None

    @property
    def text(self) -> str:
        """The whole text, a line to each paragraph, item and row."""
        return "\n".join(self.lines)


class Case:
    """A plan to be checked, with its context and what its document states (nothing, for a plan being written)."""

    def __init__(self, plan: Handlingsplan, context: Context, stated: Stated | None = None) -> None:
        self.plan = plan
        self.context = context
        self.stated = stated or Stated()
        self.parameters = context.parameters

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
        sections = list(_answers("plan", None, plan.answers, plan.form.plan, Text("Planen", "Planen"), self.numbers))
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

    def name(self, path: str) -> Text:
        """Return what a delmål, tiltak or post is called in a sentence: «Delmål 2», «Tiltak 6.1», «Post 8»."""
        part = self.parts.get("/".join(path.split("/")[:2]))
        if isinstance(part, Delmaal):
            return same(f"Delmål {part.number}")
        if isinstance(part, Tiltak):
            return same(f"Tiltak {self.goal_of[part.uid].number}.{part.number}")
        return same(f"Post {part.number}") if part else same("Planen")

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
    numbers: dict[str, int] | None = None,
) -> Iterator[Prose]:
    """Yield the answers with text, in the form's order."""
    by_key = {answer.key: answer for answer in answers}
    order = [prompt.key for prompt in prompts if prompt.key in by_key]
    for key in [*order, *(key for key in by_key if key not in order)]:
        blocks = by_key[key].text
        if blocks:
            place = same(f"Seksjon {numbers[key]}") if numbers and key in numbers else where
            lines = tuple(plain_text(blocks).split("\n"))
            yield Prose(paths.answer(level, uid, key), key, place, blocks, lines)
