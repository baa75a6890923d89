"""Kontroll: the findings in a plan, those that somebody lets stand apart from the others, and by their place.

Pure: no database, no request.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from reporting.checks import LEVELS, Counts, Finding, Level, count
from reporting.checks.words import shown
from reporting.value import Handlingsplan

#: What the levels are called above a list of findings, and what each asks of the reader.
LEVEL_HEADINGS: dict[Level, tuple[str, str]] = {
    "feil": ("Feil", "Må rettes før planen kan vedtas."),
    "advarsel": ("Advarsler", "Bør rettes. Er det riktig likevel, kan du la den stå med en begrunnelse."),
    "tips": ("Tips", "Gjør planen lettere å lese."),
}


#: How paths end whose place is the page of changes.
SAID_OF_CHANGES = ("/begrunnelse", "/vurdering")


class Shown(NamedTuple):
    """A finding in the plan's written language; `anchor` is its place on a page, the plan's unless `page` is another.

    `amounts` are what is stated, what was computed and the difference, each with its word, where there are any.
    """

    finding: Finding
    where: str
    message: str
    cause: str
    mend: str
    amounts: tuple[tuple[str, str], ...]
    anchor: str
    page: str = "plan"

    @property
    def may_be_acknowledged(self) -> bool:
        """Whether somebody may let it stand; an error has to be mended."""
        return self.finding.level != "feil"


class Acknowledged(NamedTuple):
    """A finding that somebody lets stand, with the row that says who, when and why."""

    shown: Shown
    row: Any


class Group(NamedTuple):
    """The open findings of one level, in the order of the document."""

    level: Level
    heading: str
    lead: str
    findings: tuple[Shown, ...]


@dataclass(frozen=True)
class Control:
    """All that Kontroll has to say of a plan. `counts` are of the open findings."""

    groups: tuple[Group, ...]
    acknowledged: tuple[Acknowledged, ...]
    counts: Counts

    @cached_property
    def _by_anchor(self) -> dict[str, tuple[Shown, ...]]:
        """A reason that is missing is mended on the page of changes, and missed at the tiltak that was changed too."""
        found: dict[str, list[Shown]] = {}
        for group in self.groups:
            for one in group.findings:
                found.setdefault(one.anchor, []).append(one)
                if one.page == "changes":
                    found.setdefault(f"tiltak-{one.anchor.removeprefix('endring-')}", []).append(one)
        return {anchor: tuple(here) for anchor, here in found.items()}

    def at(self, *anchors: str) -> tuple[Shown, ...]:
        """Return the open findings at places of the plan's page, the gravest first at each."""
        return tuple(one for anchor in anchors for one in self._by_anchor.get(anchor, ()))


def control(plan: Handlingsplan, findings: Iterable[Finding], acknowledgements: Mapping[str, Any]) -> Control:
    """Return the findings as they are shown; `acknowledgements` are rows by the key of their finding.

    One whose finding is gone, or has other amounts by now, plays no part any more.
    """
    shown = [show(plan, finding) for finding in findings]
    # By their keys: each finding is looked up, not compared whole with every one that stands.
    kept = {one.finding.key for one in shown if one.may_be_acknowledged} & acknowledgements.keys()
    left = [one for one in shown if one.finding.key not in kept]
    groups = tuple(
        Group(level, *LEVEL_HEADINGS[level], tuple(one for one in left if one.finding.level == level))
        for level in LEVELS
    )
    return Control(
        groups=tuple(group for group in groups if group.findings),
        acknowledged=tuple(
            Acknowledged(one, acknowledgements[one.finding.key]) for one in shown if one.finding.key in kept
        ),
        counts=count(one.finding for one in left),
    )


def show(plan: Handlingsplan, finding: Finding) -> Shown:
    """Return a finding in the plan's written language."""
    language = plan.language
    figures = (
        ("Oppgitt", finding.stated),
        ("Utrekna" if language == "nn" else "Beregnet", finding.computed),
        ("Differanse", finding.difference),
    )
    amounts = tuple((word, shown(value, language)) for word, value in figures if isinstance(value, int))
    return Shown(
        finding=finding,
        where=finding.where.in_language(language),
        message=finding.message.in_language(language),
        cause=finding.cause.in_language(language),
        mend=finding.mend.in_language(language),
        amounts=amounts,
        anchor=anchor(plan, finding.path),
        page="changes" if finding.path.endswith(SAID_OF_CHANGES) else "plan",
    )


def anchor(plan: Handlingsplan, path: str) -> str:
    """Return where on the plan's page a path is shown: its tiltak, its delmål, or its numbered section."""
    return place_of([prompt.key for prompt in plan.form.plan], path)


def place_of(keys: Sequence[str], path: str) -> str:
    """Return where a path is shown, in a plan whose sections answer these prompts."""
    kind, _, rest = path.partition("/")
    if path.endswith(SAID_OF_CHANGES):
        return f"endring-{rest.split('/')[0]}"
    if kind in ("tiltak", "delmaal"):
        return f"{kind}-{rest.split('/')[0]}"
    if kind == "post" and "samlet_budsjett" in keys:
        return f"del-{keys.index('samlet_budsjett') + 1}"
    key = rest.removeprefix("svar/").split("/")[0]
    if key in keys:
        return f"del-{keys.index(key) + 1}"
    return f"del-{keys.index('forankring') + 1}" if "forankring" in keys else "innhold"
