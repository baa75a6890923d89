"""What KDD's reviewer has before her: what is new in the newest version, and since when."""

from typing import Any, NamedTuple

from plans.models import Person, Plan
from reporting.account import Account, account
from reporting.compare import comparison_tables
from reporting.snapshots import thaw
from reporting.table import Table
from reporting.value import Handlingsplan
from review.models import Seen, Version
from review.versions import ComparedView, compared, kept_findings

#: What may be compared with, beside the number of a version.
LAST_YEAR = "i-fjor"


class Since(NamedTuple):
    """Something that the newest version can be held against: how it is asked for, and what it is called."""

    key: str
    label: str


class Examined(NamedTuple):
    """The newest version as the reviewer sees it. `view` is None when there is nothing to compare with."""

    version: Version
    plan: Handlingsplan
    since: tuple[Since, ...]
    chosen: Since | None
    view: ComparedView | None
    tables: tuple[Table, ...]
    account: Account | None
    kept: tuple[dict[str, Any], ...]


def choices(plan: Plan, version: Version, value: Handlingsplan) -> tuple[Since, ...]:
    """Return what the newest version can be held against: earlier versions, the newest first, and last year's plan."""
    numbers = plan.versions.filter(number__lt=version.number).order_by("-number").values_list("number", flat=True)
    found = [Since(str(number), f"versjon {number}") for number in numbers]
    if value.earlier is not None:
        found.append(Since(LAST_YEAR, f"planen for {value.earlier.year}"))
    return tuple(found)


def chosen_since(found: tuple[Since, ...], asked: str, seen: Seen | None) -> Since | None:
    """Return what is asked for; else the version she went through last, else last year's plan, else what there is."""
    by_key = {one.key: one for one in found}
    if asked in by_key:
        return by_key[asked]
    if seen is not None and str(seen.version.number) in by_key:
        return by_key[str(seen.version.number)]
    return by_key.get(LAST_YEAR) or (found[0] if found else None)


def examine(plan: Plan, version: Version, person: Person, asked: str) -> Examined:
    """Return what is new in a plan's newest version for one person. Raises Damaged."""
    value = thaw(version.snapshot)
    seen = Seen.objects.select_related("version").filter(person=person, plan=plan).first()
    found = choices(plan, version, value)
    chosen = chosen_since(found, asked, seen)
    old = _older(plan, value, chosen)
    names = (chosen.label, f"versjon {version.number}") if chosen else ("", "")
    return Examined(
        version=version,
        plan=value,
        since=found,
        chosen=chosen,
        view=compared(old, value, *names) if old else None,
        tables=comparison_tables(old, value) if old else (),
        account=account(value),
        kept=tuple(kept_findings(version.findings, value.language)),
    )


def _older(plan: Plan, value: Handlingsplan, chosen: Since | None) -> Handlingsplan | None:
    """Return the older edition that was chosen."""
    if chosen is None:
        return None
    if chosen.key == LAST_YEAR:
        return value.earlier
    return thaw(plan.versions.select_related("snapshot").get(number=int(chosen.key)).snapshot)
