"""What the pages show besides the tables: plain values computed from the plan, ready for a template."""

from collections.abc import Iterable
from typing import NamedTuple

from budgets.models import BudgetLine
from budgets.sums import counted
from plans.models import Plan
from reporting import tables
from reporting.table import Table
from reporting.value import Answer, Delmaal, Handlingsplan, Line, Prompt, Tiltak

#: The sections of the template in print order: number and prompt key.
SECTIONS = (
    (1, "introduksjon"),
    (2, "rammer"),
    (3, "handlingsplan_per_delmaal"),
    (4, "organisering"),
    (5, "forankring"),
    (6, "budsjett_avtaleperioden"),
    (7, "samlet_budsjett"),
)


class Entry(NamedTuple):
    """A plan in a list of plans."""

    plan: Plan
    state_money: int | None


class Field(NamedTuple):
    """A prompt with what is answered to it here."""

    prompt: Prompt
    answer: Answer | None

    @property
    def is_missing(self) -> bool:
        """Whether the form requires an answer and there is none."""
        return self.prompt.required and self.answer is None


class TiltakView(NamedTuple):
    """A tiltak as the page shows it."""

    tiltak: Tiltak
    fields: tuple[Field, ...]
    time: str
    kroner: int | None
    lines: tuple["LineView", ...]


class LineView(NamedTuple):
    """An amount with its source's name."""

    line: Line
    source: str


class DelmaalView(NamedTuple):
    """A delmål as the page shows it."""

    delmaal: Delmaal
    fields: tuple[Field, ...]
    table: Table
    tiltak: tuple[TiltakView, ...]
    kroner: int | None


class SectionView(NamedTuple):
    """A numbered section with the text under it."""

    number: int
    key: str
    heading: str
    field: Field
    table: Table | None


class PlanView(NamedTuple):
    """The whole page."""

    sections: tuple[SectionView, ...]
    delmaal: tuple[DelmaalView, ...]


class BudgetRow(NamedTuple):
    """A row of the budget with the address of its form (kind and uid), and whether the reader may use it."""

    kind: str
    uid: str
    label: str
    kroner: int | None
    may_edit: bool


def my_plans(plans: Iterable[Plan]) -> list[Entry]:
    """Return the plans with their year's state money, in two queries however many they are."""
    found = list(plans)
    lines: dict[int, list[BudgetLine]] = {plan.pk: [] for plan in found}
    years = {plan.pk: plan.year for plan in found}
    inside = BudgetLine.objects.filter(plan__in=found, source__kind="stat").exclude(post__outside_sum=True)
    for line in inside:
        if line.year == years[line.plan_id]:
            lines[line.plan_id].append(line)
    return [Entry(plan, counted(lines[plan.pk])) for plan in found]


def _fields(prompts: Iterable[Prompt], answers: Iterable[Answer]) -> tuple[Field, ...]:
    """Return every prompt with its answer, or with none."""
    by_key = {answer.key: answer for answer in answers}
    return tuple(Field(prompt, by_key.get(prompt.key)) for prompt in prompts)


def _state(plan: Handlingsplan, lines: Iterable[Line]) -> int | None:
    """Return this year's state money of some lines."""
    return counted(line for line in lines if line.source in plan.state_sources and line.year == plan.year)


def plan_view(plan: Handlingsplan) -> PlanView:
    """Return what the plan page shows."""
    names = {source.key: source.name for source in plan.sources}
    section_tables = {
        "handlingsplan_per_delmaal": tables.overview(plan),
        "budsjett_avtaleperioden": tables.agreement_years(plan),
        "samlet_budsjett": tables.financing(plan),
    }
    fields = {field.prompt.key: field for field in _fields(plan.form.plan, plan.answers)}
    sections = tuple(
        SectionView(number, key, fields[key].prompt.wording, fields[key], section_tables.get(key))
        for number, key in SECTIONS
        if key in fields
    )
    delmaal = tuple(
        DelmaalView(
            delmaal=goal,
            fields=_fields(plan.form.delmaal, goal.answers),
            table=tables.tiltak_of(plan, goal),
            tiltak=tuple(
                TiltakView(
                    tiltak=tiltak,
                    fields=_fields(plan.form.tiltak, tiltak.answers),
                    time=tables.time_frame(plan, tiltak),
                    kroner=_state(plan, tiltak.lines),
                    lines=tuple(LineView(line, names[line.source]) for line in tiltak.lines),
                )
                for tiltak in goal.tiltak
            ),
            kroner=_state(plan, goal.all_lines),
        )
        for goal in plan.delmaal
    )
    return PlanView(sections, delmaal)


def budget_rows(plan: Handlingsplan, editable: frozenset[str]) -> list[BudgetRow]:
    """Return every row that can hold an amount, in the order of the plan.

    `editable` holds the uids of the delmål the reader may write in; posts are for who may write in all of them.
    """
    everywhere = editable >= {goal.uid for goal in plan.delmaal}

    def this_year(lines: Iterable[Line]) -> int | None:
        return counted(line for line in lines if line.year == plan.year)

    rows: list[BudgetRow] = []
    for goal in plan.delmaal:
        for tiltak in goal.tiltak:
            label = f"{goal.number}.{tiltak.number} {tiltak.title}"
            rows.append(BudgetRow("tiltak", tiltak.uid, label, this_year(tiltak.lines), goal.uid in editable))
        label = f"{goal.number}. {goal.short_title}: {tables.NOT_SPREAD.lower()}"
        rows.append(BudgetRow("delmaal", goal.uid, label, this_year(goal.lines), goal.uid in editable))
    rows.extend(
        BudgetRow("post", post.uid, f"{post.number}. {post.name}", this_year(post.lines), everywhere)
        for post in plan.posts
    )
    return rows
