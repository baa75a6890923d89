"""Every write to what is planned. Keyword-only, `by=` who did it, atomic, each leaves its own trace."""

from plans.services.agreements import (
    add_agreement_party,
    create_agreement,
    create_deadline,
    create_delmaal,
    create_meeting,
    create_work_group,
    set_hourly_rate,
)
from plans.services.fields import UNCHECKED, Closed, Conflict, field_hash
from plans.services.figures import add_figure, store_blob
from plans.services.people import add_membership, create_person
from plans.services.plans import create_plan, create_plan_form, set_money_note, set_plan_field
from plans.services.registers import create_party, create_pilot, create_theme
from plans.services.texts import save_answer, set_not_relevant
from plans.services.tiltak import (
    create_tiltak,
    delete_tiltak,
    set_parties,
    set_phase,
    set_time_frame,
    set_title,
)

__all__ = [
    "UNCHECKED",
    "Closed",
    "Conflict",
    "add_agreement_party",
    "add_figure",
    "add_membership",
    "create_agreement",
    "create_deadline",
    "create_delmaal",
    "create_meeting",
    "create_party",
    "create_person",
    "create_pilot",
    "create_plan",
    "create_plan_form",
    "create_theme",
    "create_tiltak",
    "create_work_group",
    "delete_tiltak",
    "field_hash",
    "save_answer",
    "set_hourly_rate",
    "set_money_note",
    "set_not_relevant",
    "set_parties",
    "set_phase",
    "set_plan_field",
    "set_time_frame",
    "set_title",
    "store_blob",
]
