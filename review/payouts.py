"""Every payout of every pilot in one table: the same for page, Excel and CSV. The table itself is pure."""

import datetime
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from budgets.sums import total
from plans.models import Plan
from plans.templatetags.kroner import dato
from reporting.table import Cell, Column, Row, Table
from review.models import Payout


class Paid(NamedTuple):
    """A payout as it is listed. `corrected` says why another row took its place; `reason` why it corrects one."""

    date: datetime.date
    pilot: str
    year: int
    version: int
    kroner: int
    note: str
    by: str
    reason: str = ""
    corrected: str = ""


def load_payouts(plans: Iterable[Plan]) -> list[Paid]:
    """Return the payouts on these plans, the newest first, corrected ones among them. One query."""
    rows = Payout.objects.filter(version__plan__in=list(plans)).order_by("-date", "-pk")
    related = ("version__plan__agreement__pilot", "by", "corrected_by")
    return [
        Paid(
            date=row.date,
            pilot=str(row.version.plan.agreement.pilot),
            year=row.version.plan.year,
            version=row.version.number,
            kroner=row.kroner,
            note=row.note,
            by=str(row.by or ""),
            reason=row.reason,
            corrected=row.corrected_by.reason if hasattr(row, "corrected_by") else "",
        )
        for row in rows.select_related(*related)
    ]


def payouts_table(found: Sequence[Paid]) -> Table:
    """Return the list with its sum; what has been corrected stands in brackets and in no sum."""
    columns = (
        Column(key="date", heading="Dato", kind="text"),
        Column(key="pilot", heading="Pilot", kind="text"),
        Column(key="year", heading="Plan for", kind="number"),
        Column(key="version", heading="Versjon", kind="number"),
        Column(key="kroner", heading="Beløp", kind="kroner"),
        Column(key="note", heading="Merknad", kind="text"),
        Column(key="correction", heading="Retting", kind="text"),
        Column(key="by", heading="Registrert av", kind="text"),
    )
    rows = tuple(_row(one) for one in found)
    stands = tuple(place for place, one in enumerate(found) if not one.corrected)
    cells = (Cell(text="Sum"), *(Cell() for _ in range(3)), Cell(kroner=total(found[place].kroner for place in stands)))
    foot = Row(kind="total", cells=(*cells, *(Cell() for _ in range(3))), sum_of=stands)
    return Table(key="utbetalinger", title="Utbetalinger", columns=columns, rows=(*rows, foot))


def _row(one: Paid) -> Row:
    correction = ""
    if one.corrected:
        correction = f"Rettet, teller ikke: {one.corrected}"
    elif one.reason:
        correction = f"Retter en tidligere registrering: {one.reason}"
    cells = (
        Cell(text=dato(one.date)),
        Cell(text=one.pilot),
        Cell(text=str(one.year)),
        Cell(text=str(one.version)),
        Cell(kroner=one.kroner),
        Cell(text=one.note),
        Cell(text=correction),
        Cell(text=one.by),
    )
    return Row(kind="outside" if one.corrected else "item", cells=cells)
