"""What KDD's table of all pilots is made of, read from the database and from the newest frozen plans."""

import datetime

from plans.models import Pilot, Plan
from reporting.checks.ordering import Counts
from reporting.snapshots import thaw
from reporting.table import Table
from review.models import Version
from review.pilots_table import PilotFacts, money_table, pilots_table, theme_table
from review.queue import Queued, queued


def load_pilots(plans: list[Plan], today: datetime.date) -> list[PilotFacts]:
    """Return every pilot with the newest of its plans that KDD may see. A fixed number of queries. Raises Damaged."""
    newest: dict[int, Queued] = {}
    for one in sorted(queued(plans, today), key=lambda found: found.plan.year):
        newest[one.plan.agreement.pilot_id] = one
    versions = {one.version.pk for one in newest.values() if one.version}
    frozen = {one.pk: one for one in Version.objects.filter(pk__in=versions).select_related("snapshot")}
    return [_facts(pilot, newest.get(pilot.pk), frozen) for pilot in Pilot.objects.all()]


def _facts(pilot: Pilot, one: Queued | None, frozen: dict[int, Version]) -> PilotFacts:
    if one is None:
        return PilotFacts(pilot.name)
    version = frozen[one.version.pk] if one.version else None
    left = [found["level"] for found in version.findings if not found.get("reason")] if version else []
    return PilotFacts(
        pilot=pilot.name,
        year=one.plan.year,
        status=one.plan.status,
        sent=one.sent,
        days=one.days,
        due=one.due,
        is_late=one.is_late,
        plan=thaw(version.snapshot) if version else None,
        counts=Counts(left.count("feil"), left.count("advarsel"), left.count("tips")) if version else None,
        warnings=one.warnings if version else None,
        paid=one.paid,
    )


def tables(facts: list[PilotFacts], themes: dict[str, str], theme: str | None = None) -> tuple[Table, Table, Table]:
    """Return all pilots, the money by delmål, and the money by theme; `theme` keeps the delmål of one theme alone.

    `themes` are names by key.
    """
    money = money_table(facts, themes)
    if theme:
        place = money.column("theme")
        kept = tuple(row for row in money.rows if row.cells[place].text == themes[theme])
        money = money.model_copy(update={"rows": kept})
    return pilots_table(facts), money, theme_table(money)
