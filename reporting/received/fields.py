"""What the fields of a plan that was read are called and hold, by their paths. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from budgets.sums import counted
from plans import paths
from plans.richtext import plain_text
from plans.templatetags.kroner import dato
from reporting.compare.fields import Shown, delmaal_fields, tiltak_fields
from reporting.compare.words import LABELS
from reporting.intake.document.reading import Reading
from reporting.money import kroner
from reporting.tables import lines_of
from reporting.value import Answer, Delmaal, Handlingsplan, Line, Post, Prompt, Tiltak

#: The section of what belongs to none: the first page.
FRONT = "forside"


class Field(NamedTuple):
    """A field: the section it stands in, the part of the plan it belongs to, its name, and what it holds in words."""

    section: str
    part: str
    label: str
    value: str = ""


class Section(NamedTuple):
    """A section of the plan: a chapter or a delmål."""

    key: str
    title: str


def sections_of(plan: Handlingsplan) -> tuple[Section, ...]:
    """Return the sections in the order of the form, the delmål after the chapter that they stand in."""
    chapters = [Section(f"plan-{one.key}", f"{n}. {one.wording}") for n, one in enumerate(plan.form.plan, start=1)]
    goals = [Section(f"delmaal-{goal.uid}", _goal_name(goal)) for goal in plan.delmaal]
    keys = [one.key for one in plan.form.plan]
    after = keys.index("handlingsplan_per_delmaal") + 1 if "handlingsplan_per_delmaal" in keys else len(keys)
    return (Section(FRONT, "Forside"), *chapters[:after], *goals, *chapters[after:])


def fields_of(reading: Reading) -> dict[str, Field]:
    """Return every field that a document can be read into, by its path."""
    return dict(_fields(reading))


def places_to_put(reading: Reading) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the fields that text can be put under by hand, as groups of paths with names, section by section."""
    plan = reading.plan
    chapters = [(paths.answer("plan", None, one.key), one.wording) for one in plan.form.plan]
    groups = [("Planen", chapters)]
    for goal in plan.delmaal:
        own = [(paths.answer("delmaal", goal.uid, one.key), one.wording) for one in plan.form.delmaal]
        groups.append((_goal_name(goal), own))
        for one in goal.tiltak:
            here = [(paths.answer("tiltak", one.uid, prompt.key), prompt.wording) for prompt in plan.form.tiltak]
            groups.append((_tiltak_name(goal, one), here))
    return groups


def _fields(reading: Reading) -> Iterator[tuple[str, Field]]:
    plan = reading.plan
    labels = LABELS["nb"]
    yield paths.plan_field("year"), Field(FRONT, "", "År", str(plan.year))
    yield paths.plan_field("document_date"), Field(FRONT, "", labels["document_date"], dato(plan.document_date))
    adopted = dato(reading.standing.adoption_date)
    yield paths.plan_field("adoption_date"), Field("plan-forankring", "", "Styringsgruppens møtedato", adopted)
    yield "plan", Field(FRONT, "", "Forsiden", plan.pilot)
    for prompt, answer in _answered(plan.form.plan, plan.answers):
        yield paths.answer("plan", None, prompt.key), Field(f"plan-{prompt.key}", "", prompt.wording, answer)
    for goal in plan.delmaal:
        yield from _of_goal(plan, goal)
    for post in plan.posts:
        yield paths.post(post.uid), Field("plan-samlet_budsjett", f"Post {post.number} {post.name}", "")


def _of_goal(plan: Handlingsplan, goal: Delmaal) -> Iterator[tuple[str, Field]]:
    section, name = f"delmaal-{goal.uid}", _goal_name(goal)
    yield paths.delmaal(goal.uid), Field(section, name, "")
    for key, label, value in _named(delmaal_fields(plan, goal)):
        yield paths.delmaal_field(goal.uid, key), Field(section, name, label, value)
    for prompt, answer in _answered(plan.form.delmaal, goal.answers):
        yield paths.answer("delmaal", goal.uid, prompt.key), Field(section, name, prompt.wording, answer)
    for one in goal.tiltak:
        part = _tiltak_name(goal, one)
        yield paths.tiltak(one.uid), Field(section, part, "")
        for key, label, value in _named(tiltak_fields(plan, goal, one)):
            yield paths.tiltak_field(one.uid, key), Field(section, part, label, value)
        for prompt, answer in _answered(plan.form.tiltak, one.answers):
            yield paths.answer("tiltak", one.uid, prompt.key), Field(section, part, prompt.wording, answer)


def _named(fields: Mapping[str, Shown]) -> Iterator[tuple[str, str, str]]:
    for key, shown in fields.items():
        yield key, LABELS["nb"][key], shown.text


def _answered(prompts: Iterable[Prompt], answers: Iterable[Answer]) -> Iterator[tuple[Prompt, str]]:
    found = {answer.key: answer for answer in answers}
    for prompt in prompts:
        answer = found.get(prompt.key, Answer(key=prompt.key))
        reason = answer.not_relevant_reason
        yield prompt, f"{LABELS['nb']['not_relevant']}: {reason}" if reason else plain_text(answer.text)


def _goal_name(goal: Delmaal) -> str:
    return f"Delmål {goal.number}: {goal.title}"


def _tiltak_name(goal: Delmaal, tiltak: Tiltak) -> str:
    return f"Tiltak {goal.number}.{tiltak.number} {tiltak.title}"


def row_facts(plan: Handlingsplan, table: str, path: str) -> str:
    """Return in words what the row of a table became, by the table's key and the row's path; one fact on a line."""
    rows: dict[str, Delmaal | Post] = {paths.delmaal(goal.uid): goal for goal in plan.delmaal}
    rows |= {paths.post(post.uid): post for post in plan.posts}
    tiltak = {paths.tiltak(one.uid): (goal, one) for goal in plan.delmaal for one in goal.tiltak}
    if path in tiltak and table.startswith("delmaal-"):
        return "\n".join(_about(plan, *tiltak[path]))
    if path in tiltak:
        return "\n".join(_by_source(plan, tiltak[path][1].lines, state_only=table == "seksjon-3"))
    if path not in rows:
        return ""
    row = rows[path]
    return "\n".join(_by_year(plan, row) if table == "seksjon-6" else _by_source(plan, lines_of(row)))


def _about(plan: Handlingsplan, goal: Delmaal, tiltak: Tiltak) -> Iterator[str]:
    """Yield who does a tiltak, and when."""
    fields = tiltak_fields(plan, goal, tiltak)
    for key in ("responsible", "partners", "time"):
        if fields[key].text:
            yield f"{LABELS['nb'][key]}: {fields[key].text}"


def _by_year(plan: Handlingsplan, row: Delmaal | Post) -> Iterator[str]:
    """Yield a row's state money year by year, and all money of a post outside the sum, as section 6 has it."""
    outside = isinstance(row, Post) and row.outside_sum
    lines = [line for line in lines_of(row) if outside or line.source in plan.state_sources]
    for figure in row.earlier:
        yield f"{figure.year}: {kroner(figure.kroner)}"
    for year in sorted({line.year for line in lines}):
        yield f"{year}: {kroner(counted(line for line in lines if line.year == year))}"


def _by_source(plan: Handlingsplan, lines: Iterable[Line], *, state_only: bool = False) -> Iterator[str]:
    """Yield a row's money of the plan's own year, source by source."""
    of_year = [line for line in lines if line.year == plan.year]
    for source in plan.sources:
        own = [line for line in of_year if line.source == source.key]
        if own and (source.key in plan.state_sources or not state_only):
            yield f"{source.name}: {kroner(counted(own))}"
