"""What is promised to an agreement, and how much of it its plans use: read from the rows for `budgets.frames`."""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from budgets.frames import FrameUse, Promise, frame_uses
from budgets.models import BudgetLine, Frame, FundingSource
from budgets.sums import counted
from plans.models import Agreement, Plan


def promises(agreement: Agreement) -> list[Promise]:
    """Return all that is promised to an agreement, in one query."""
    return promises_of([agreement.pk])[agreement.pk]


def promises_of(agreements: Iterable[int]) -> dict[int, list[Promise]]:
    """Return all that is promised to each of some agreements, by their primary keys, in one query."""
    found: dict[int, list[Promise]] = defaultdict(list)
    for frame in Frame.objects.filter(agreement__in=list(agreements)).select_related("source"):
        promise = Promise(
            source=frame.source.key,
            source_name=frame.source.name,
            year=frame.year,
            kroner=frame.kroner,
            certainty=frame.certainty,
            reference=frame.reference,
            moved_to=frame.moved_to,
        )
        found[frame.agreement_id].append(promise)
    return found


class YearUse(NamedTuple):
    """A year of an agreement: the plan that tells what is used (none before the first), and the frames."""

    year: int
    plan: Plan | None
    frames: tuple[FrameUse, ...]

    @property
    def is_forecast(self) -> bool:
        """Whether the plan is an earlier year's, so that what is used is its forecast."""
        return self.plan is not None and self.plan.year != self.year


def year_uses(agreement: Agreement, plans: Iterable[Plan]) -> list[YearUse]:
    """Return every year with a frame or a plan, in two queries. `plans` are those the reader may see.

    A year's own plan tells what is used; where there is none yet, the forecast of the latest plan before it does.
    """
    promised = promises(agreement)
    by_year = {plan.year: plan for plan in plans}
    used = used_by(by_year.values())
    years = {promise.year for promise in promised} | {promise.moved_to for promise in promised if promise.moved_to}
    found = []
    for year in sorted(years | set(by_year)):
        plan = max((plan for plan in by_year.values() if plan.year <= year), key=lambda plan: plan.year, default=None)
        uses = frame_uses(promised, year, used[(plan.pk, year)] if plan else {})
        found.append(YearUse(year, plan, uses))
    return found


def used_by(plans: Iterable[Plan]) -> dict[tuple[int, int], dict[str, int | None]]:
    """Return what each plan uses of each source in each year, posts outside the sum left out, in one query."""
    lines: dict[tuple[int, int, str], list[BudgetLine]] = defaultdict(list)
    inside = BudgetLine.objects.filter(plan__in=list(plans)).exclude(post__outside_sum=True)
    for line in inside.select_related("source"):
        lines[(line.plan_id, line.year, line.source.key)].append(line)
    found: dict[tuple[int, int], dict[str, int | None]] = defaultdict(dict)
    for (plan, year, source), some in lines.items():
        found[(plan, year)][source] = counted(some)
    return found


def years_of_sources(sources: Iterable[FundingSource]) -> dict[int, list[int]]:
    """Return the years of the plans that have an amount from each source, by the source's primary key."""
    lines = BudgetLine.objects.filter(source__in=list(sources)).order_by("plan__year")
    found: dict[int, list[int]] = defaultdict(list)
    for source, year in lines.values_list("source", "plan__year").distinct():
        found[source].append(year)
    return found
