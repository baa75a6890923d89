"""What the plan's page and the front page show besides the tables: plain values, ready for a template."""

import datetime
from collections.abc import Container, Iterable, Mapping, Sequence
from typing import Generic, NamedTuple, TypeVar

from budgets.models import BudgetLine
from budgets.sums import counted
from plans.models import Agreement, Pilot, Plan
from plans.roles import Capability
from plans.slots import Viewer, Waiting
from reporting import tables
from reporting.compare import foreseen_money
from reporting.sent import sent
from reporting.table import Table
from reporting.value import Answer, Delmaal, Handlingsplan, Line, Prompt, Tiltak

#: The prompts under which a table of money stands, in the order of `reporting.tables.money_tables`.
MONEY_SECTIONS = ("handlingsplan_per_delmaal", "budsjett_avtaleperioden", "samlet_budsjett")


#: How much that waits is shown at once, and how much of it where there is more.
MANY, FIRST = 10, 8
#: The most that is shown when what is folded away is asked for.
UNFOLDED = 100

_T = TypeVar("_T")


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

    @property
    def is_shown(self) -> bool:
        """Whether there is something to read here: an answer, or that a required one is missing."""
        return self.prompt.required or self.answer is not None


class LineView(NamedTuple):
    """An amount with its source's name."""

    line: Line
    source: str


class TiltakView(NamedTuple):
    """A tiltak as the page shows it; `missing` counts required prompts without an answer."""

    tiltak: Tiltak
    fields: tuple[Field, ...]
    missing: int
    time: str
    responsible: str
    partners: str
    lines: tuple[LineView, ...]


class DelmaalView(NamedTuple):
    """A delmål as the page shows it; `missing` counts required prompts without an answer, its tiltak's among them.

    `kroner` is the year's state money, `foreseen` what the plan before this one foresaw. `may`: the reader may write.
    """

    delmaal: Delmaal
    fields: tuple[Field, ...]
    missing: int
    table: Table
    tiltak: tuple[TiltakView, ...]
    kroner: int | None
    foreseen: int | None
    may: bool


class SectionView(NamedTuple):
    """A numbered section with the text under it."""

    number: int
    key: str
    heading: str
    field: Field
    table: Table | None


class MoneySection(NamedTuple):
    """A section that is a table of money, as the budget page shows it."""

    number: int
    heading: str
    table: Table


class PlanView(NamedTuple):
    """The whole page."""

    sections: tuple[SectionView, ...]
    delmaal: tuple[DelmaalView, ...]

    @property
    def missing(self) -> bool:
        """Whether a required prompt anywhere has no answer."""
        return any(part.field.is_missing for part in self.sections) or any(goal.missing for goal in self.delmaal)


def named(plans: Iterable[Plan], asked: str) -> list[Plan]:
    """Return the plans whose pilot's name and year have every word of `asked` in them, in the order they came."""
    words = asked.casefold().split()
    return [plan for plan in plans if all(word in f"{plan.agreement.pilot} {plan.year}".casefold() for word in words)]


def my_plans(plans: Iterable[Plan]) -> list[Entry]:
    """Return the plans with their year's state money, in three queries at most however many they are.

    Of those whose reader sees what was sent, that is added up.
    """
    found = list(plans)
    frozen = {key: tables.state_money(one.plan, one.plan.year) for key, one in sent(found).items()}
    lines: dict[int, list[BudgetLine]] = {plan.pk: [] for plan in found}
    years = {plan.pk: plan.year for plan in found}
    inside = BudgetLine.objects.filter(plan__in=found, source__kind="stat").exclude(post__outside_sum=True)
    for line in inside:
        if line.year == years[line.plan_id]:
            lines[line.plan_id].append(line)
    return [Entry(plan, frozen[plan.pk] if plan.pk in frozen else counted(lines[plan.pk])) for plan in found]


def used(financing: Table) -> dict[str, int | None]:
    """Return what the year's plan uses of each source, by its key: the sums of section 7."""
    sums = next(row for row in financing.rows if row.kind == "total")
    return {column.key: cell.kroner for column, cell in zip(financing.columns, sums.cells, strict=True)}


def startable(viewer: Viewer) -> list[Pilot]:
    """Return the pilots in which she can start a plan. One query."""
    leads = {pilot.pk: pilot for pilot in viewer.pilots if Capability.EDIT_AGREEMENT in viewer.held.at(pilot.pk)}
    agreed = set(Agreement.objects.filter(pilot__in=list(leads)).values_list("pilot_id", flat=True))
    return [pilot for key, pilot in leads.items() if key in agreed]


class Task(NamedTuple):
    """Something that waits, as the front page shows it; `when` says how long until its deadline, if it has one."""

    waiting: Waiting
    when: str
    is_late: bool


def tasks(waiting: Iterable[Waiting], today: datetime.date) -> list[Task]:
    """Return what waits with its deadline in days from today."""
    return [Task(one, _when(one.due, today), bool(one.due and one.due < today)) for one in waiting]


class Folded(NamedTuple, Generic[_T]):
    """A list with its top: what is shown at once, what is folded away, and how many more there are."""

    first: Sequence[_T]
    more: Sequence[_T]
    left_out: int


def folded(tasks: Sequence[_T]) -> Folded[_T]:
    """Return all of a short list, the top of a long one, and of a very long one no more than anybody reads."""
    shown = MANY if len(tasks) <= MANY else FIRST
    return Folded(tasks[:shown], tasks[shown:UNFOLDED], max(0, len(tasks) - UNFOLDED))


def _when(due: datetime.date | None, today: datetime.date) -> str:
    """Return how far off a day is: «I dag», «I morgen», «Om 12 dager», «For 3 dager siden»; empty for no day."""
    if due is None:
        return ""
    days = (due - today).days
    near = {0: "I dag", 1: "I morgen", -1: "I går"}
    if days in near:
        return near[days]
    return f"Om {days} dager" if days > 0 else f"For {-days} dager siden"


def plan_view(plan: Handlingsplan, editable: Container[str] = frozenset()) -> PlanView:
    """Return what the plan page shows; `editable` holds the uids of the delmål that the reader may write in."""
    foreseen = foreseen_money(plan)
    section_tables = dict(zip(MONEY_SECTIONS, tables.money_tables(plan), strict=True))
    fields = {field.prompt.key: field for field in _fields(plan.form.plan, plan.answers)}
    sections = tuple(
        SectionView(number, prompt.key, prompt.wording, fields[prompt.key], section_tables.get(prompt.key))
        for number, prompt in enumerate(plan.form.plan, start=1)
    )
    return PlanView(sections, tuple(_delmaal(plan, goal, foreseen, editable) for goal in plan.delmaal))


def money_sections(plan: Handlingsplan, money_tables: Iterable[Table]) -> tuple[MoneySection, ...]:
    """Return the sections that are tables of money under the form's own numbers and headings.

    `money_tables` are sections 3, 6 and 7 in this order; a form without one of these prompts does not print its table.
    """
    places = {prompt.key: (number, prompt.wording) for number, prompt in enumerate(plan.form.plan, start=1)}
    found = zip(MONEY_SECTIONS, money_tables, strict=True)
    return tuple(MoneySection(*places[key], table) for key, table in found if key in places)


def _delmaal(
    plan: Handlingsplan, goal: Delmaal, foreseen: Mapping[str, int | None], editable: Container[str]
) -> DelmaalView:
    """Return a delmål with its tiltak."""
    fields = _fields(plan.form.delmaal, goal.answers)
    tiltak = tuple(_tiltak(plan, item) for item in goal.tiltak)
    state = (line for line in goal.all_lines if line.source in plan.state_sources and line.year == plan.year)
    return DelmaalView(
        delmaal=goal,
        fields=fields,
        missing=_missing(fields) + sum(item.missing for item in tiltak),
        table=tables.tiltak_of(plan, goal),
        tiltak=tiltak,
        kroner=counted(state),
        foreseen=foreseen.get(goal.uid),
        may=goal.uid in editable,
    )


def _tiltak(plan: Handlingsplan, tiltak: Tiltak) -> TiltakView:
    """Return a tiltak with the amounts of the plan's year."""
    names = {source.key: source.name for source in plan.sources}
    fields = _fields(plan.form.tiltak, tiltak.answers)
    return TiltakView(
        tiltak=tiltak,
        fields=fields,
        missing=_missing(fields),
        time=tables.time_frame(plan, tiltak),
        responsible=tables.party_names(tiltak.responsible, tiltak.responsible_text),
        partners=tables.party_names(tiltak.partners, tiltak.partners_text),
        lines=tuple(LineView(line, names[line.source]) for line in tiltak.lines if line.year == plan.year),
    )


def _fields(prompts: Iterable[Prompt], answers: Iterable[Answer]) -> tuple[Field, ...]:
    """Return every prompt with its answer, or with none."""
    by_key = {answer.key: answer for answer in answers}
    return tuple(Field(prompt, by_key.get(prompt.key)) for prompt in prompts)


def _missing(fields: Iterable[Field]) -> int:
    """Return how many required prompts have no answer."""
    return sum(field.is_missing for field in fields)
