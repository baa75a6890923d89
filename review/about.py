"""What comments are about: the fields and amounts of a plan by their path, as people call them now."""

import datetime
from collections.abc import Iterable, Iterator
from functools import cached_property
from uuid import UUID

from budgets.models import BudgetLine, BudgetPost, FundingSource
from plans import paths
from plans.models import Plan
from plans.slots import Part
from reporting.control import place_of
from reporting.load import load
from reporting.value import Handlingsplan, Line
from review.models import Comment, Version

WHOLE = {"tiltak": "Hele tiltaket", "delmaal": "Hele delmålet", "post": "Hele posten"}
FIELDS = {
    "title": "Tittel",
    "phase": "Status",
    "responsible": "Hovedansvarlig",
    "partner": "Samarbeidsparter",
    "tidsramme": "Tidsramme",
    "money_note": "Merknad om midler utenfor tabellene",
    "document_date": "Dokumentdato",
    "adoption_date": "Styringsgruppens møtedato",
    "case_number": "Saksnummer",
    "language": "Målform",
}
#: What of a part one may comment on besides its prompts and amounts.
OF_A_TILTAK = ("title", "phase", "responsible", "partner", "tidsramme")
OF_A_DELMAAL = ("money_note",)
#: How a path of an amount goes on after its row.
_MONEY = "kroner"


class About:
    """The names of a plan's parts and fields. Asks the database once for each kind, when it is needed."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan

    @cached_property
    def _prompts(self) -> dict[tuple[str, str], str]:
        found = self.plan.form.prompts.all()
        return {(one.level, one.key): one.wording(self.plan.language, self.plan.year) for one in found}

    @cached_property
    def _sources(self) -> dict[str, str]:
        found = FundingSource.objects.filter(pilot=self.plan.agreement.pilot_id)
        return {one.key: one.name for one in found}

    @cached_property
    def _names(self) -> dict[str, str]:
        """The name of every part that has a uid, by its path; as it was sent, for who sees that."""
        if self.plan.as_sent:
            return dict(_frozen_names(load(self.plan)))
        found = {paths.delmaal(goal.uid): str(goal) for goal in self.plan.delmaal.all()}
        for tiltak in self.plan.tiltak.select_related("delmaal"):
            number = f"{tiltak.delmaal.number}.{tiltak.position}"
            found[paths.tiltak(tiltak.uid)] = f"Tiltak {number}: {tiltak.title}"
        found |= {paths.post(post.uid): post.name for post in BudgetPost.objects.filter(plan=self.plan)}
        return found

    @cached_property
    def _sent_amounts(self) -> set[tuple[str, str, int]] | None:
        """Row, source and year of the amounts that were sent, for who sees the plan so; None for everybody else."""
        if not self.plan.as_sent:
            return None
        return {(own, line.source, line.year) for own, lines in _frozen_lines(load(self.plan)) for line in lines}

    @cached_property
    def _versions(self) -> list[tuple[datetime.datetime, int]]:
        """When each version was frozen and its number, the newest first."""
        return list(Version.objects.filter(plan=self.plan).order_by("-number").values_list("at", "number"))

    def version_at(self, at: datetime.datetime) -> int | None:
        """Return the number of the version that stood at a moment; None before the first."""
        return next((number for frozen, number in self._versions if frozen <= at), None)

    @property
    def _keys(self) -> list[str]:
        return [key for level, key in self._prompts if level == "plan"]

    def field(self, path: str) -> str:
        """Return what of its part a path is: «Hele tiltaket», the wording of a prompt, «Beløp: KDD 2026»."""
        kind, *rest = path.split("/")
        if kind != "plan":
            rest = rest[1:]
        if not rest:
            return WHOLE.get(kind, "")
        if rest[0] == "svar" and len(rest) > 1:
            return self._prompts.get((kind, rest[1]), rest[1])
        if rest[0] == _MONEY and len(rest) > 2:
            return f"Beløp: {self._sources.get(rest[1], rest[1])} {rest[2]}"
        return FIELDS.get(rest[0], "")

    def name(self, comment: Comment) -> str:
        """Return what the part of a comment is called now, or what it was called then where it has been removed."""
        if comment.uid is None:
            return comment.where
        return self._names.get(self._part(comment), f"{comment.where} (slettet)")

    def place(self, comment: Comment) -> str:
        """Return where on the plan's page a comment belongs; empty where its part has been removed."""
        if comment.uid is not None and self._part(comment) not in self._names:
            return ""
        return place_of(self._keys, comment.path)

    def _part(self, comment: Comment) -> str:
        return f"{comment.path.partition('/')[0]}/{comment.uid}"

    def choices(self, part: Part) -> list[tuple[str, str]]:
        """Return what of a part one may comment on: its path and what it is called."""
        return list(self._choices(part))

    def _choices(self, part: Part) -> Iterator[tuple[str, str]]:
        own = part.paths[0]
        kind = own.partition("/")[0]
        if kind == "plan":
            yield own, "Hele delen"
            for path in part.paths[1:]:
                yield from ((path, FIELDS[path.removeprefix("plan/")]),) if path.startswith("plan/") else self._posts()
            return
        yield own, WHOLE[kind]
        for name in OF_A_TILTAK if kind == "tiltak" else OF_A_DELMAAL:
            yield f"{own}/{name}", FIELDS[name]
        for (level, key), wording in self._prompts.items():
            if level == kind:
                yield f"{own}/svar/{key}", wording
        lines = BudgetLine.objects.filter(plan=self.plan, **{f"{kind}__uid": UUID(own.partition("/")[2])})
        yield from self._amounts(kind, own, lines.select_related("source", "shared_with"))

    def _posts(self) -> Iterator[tuple[str, str]]:
        lines = BudgetLine.objects.filter(plan=self.plan, post__isnull=False)
        by_post: dict[int, list[BudgetLine]] = {}
        for line in lines.select_related("source", "shared_with"):
            by_post.setdefault(line.post_id or 0, []).append(line)
        for post in BudgetPost.objects.filter(plan=self.plan):
            yield paths.post(post.uid), post.name
            for path, label in self._amounts("post", paths.post(post.uid), by_post.get(post.pk, ())):
                yield path, f"{post.name}. {label}"

    def _amounts(self, kind: str, own: str, lines: Iterable[BudgetLine]) -> Iterator[tuple[str, str]]:
        for line in lines:
            if self._sent_amounts is not None and (own, line.source.key, line.year) not in self._sent_amounts:
                continue
            shared = line.shared_with.slug if line.shared_with else ""
            path = paths.line(kind, own.partition("/")[2], line.source.key, line.year, line.certainty, shared)
            yield path, self.field(path)


def _frozen_names(plan: Handlingsplan) -> Iterator[tuple[str, str]]:
    """Yield path and name of every part of a frozen plan that has a uid."""
    for goal in plan.delmaal:
        yield paths.delmaal(goal.uid), f"Delmål {goal.number}: {goal.title}"
        for item in goal.tiltak:
            yield paths.tiltak(item.uid), f"Tiltak {goal.number}.{item.number}: {item.title}"
    for post in plan.posts:
        yield paths.post(post.uid), post.name


def _frozen_lines(plan: Handlingsplan) -> Iterator[tuple[str, Iterable[Line]]]:
    """Yield the amounts of every row of a frozen plan by its path."""
    for goal in plan.delmaal:
        yield paths.delmaal(goal.uid), goal.lines
        yield from ((paths.tiltak(item.uid), item.lines) for item in goal.tiltak)
    yield from ((paths.post(post.uid), post.lines) for post in plan.posts)
