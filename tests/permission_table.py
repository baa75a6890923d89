"""Who gets which answer from which address. An address without a row here fails the walk.

The rows themselves lie in `tests/permission_rows/`, one file for each room of the house.
"""

from tests.permission_rows import budgets, people, plans, reporting, review
from tests.permission_rows.row import (
    KNOW_PILOT,
    KNOW_PILOT_EVERYWHERE,
    READ_DRAFT,
    READ_DRAFT_EVERYWHERE,
    Kwargs,
    Row,
)

__all__ = [
    "KNOW_PILOT",
    "KNOW_PILOT_EVERYWHERE",
    "PILOT_ROWS",
    "PLAN_ROWS",
    "READ_DRAFT",
    "READ_DRAFT_EVERYWHERE",
    "SITE_ROWS",
    "Kwargs",
    "Row",
]

#: Addresses under a plan, by the name of the address; a name with a second case has it after a colon.
#: They are walked in this order: what takes something away comes last among the room's, and those rooms after others.
PLAN_ROWS: dict[str, Row] = {**reporting.PLAN_ROWS, **review.PLAN_ROWS, **plans.PLAN_ROWS, **budgets.PLAN_ROWS}
#: Addresses under a pilot. Those who may not know of the pilot get 404, those who do but are not in `may` get 403.
PILOT_ROWS: dict[str, Row] = {**plans.PILOT_ROWS, **budgets.PILOT_ROWS, **reporting.PILOT_ROWS, **people.PILOT_ROWS}
#: Addresses across pilots. That they are there is no secret: everybody else who has signed in gets 403.
SITE_ROWS: dict[str, Row] = {**review.SITE_ROWS, **reporting.SITE_ROWS, **plans.SITE_ROWS, **people.SITE_ROWS}
