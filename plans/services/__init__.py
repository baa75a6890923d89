"""Every write to what is planned. Keyword-only, `by=` who did it, atomic, each leaves its own trace."""

from plans.services.agreement_rows import (
    create_deadline,
    create_meeting,
    create_work_group,
    remove_deadline,
    remove_meeting,
    remove_work_group,
    update_deadline,
    update_meeting,
    update_work_group,
)
from plans.services.agreements import (
    PartyEntry,
    add_agreement_party,
    create_agreement,
    set_agreement_parties,
    set_agreement_period,
    set_hourly_rate,
    set_signed,
)
from plans.services.delmaal import (
    create_delmaal,
    remove_delmaal,
    set_delmaal_order,
    set_delmaal_short_title,
    set_delmaal_theme,
    set_delmaal_title,
)
from plans.services.fields import UNCHECKED, Closed, Conflict, field_hash
from plans.services.figures import add_figure, remove_figure, set_figure_alt, set_figure_caption, store_blob
from plans.services.invitations import accept_invitation, create_invitation, open_invitation, revoke_invitation
from plans.services.moving import move_tiltak
from plans.services.people import (
    add_membership,
    create_person,
    end_membership,
    roles_to_invite,
    set_membership_delmaal,
    update_person,
)
from plans.services.plan_delmaal import delmaal_differences, refresh_plan_delmaal
from plans.services.plans import create_plan, create_plan_form, set_money_note, set_plan_field
from plans.services.registers import (
    create_party,
    create_pilot,
    create_theme,
    rename_pilot,
    rename_theme,
    set_municipalities,
    set_theme_order,
    update_party,
)
from plans.services.restoring import restore
from plans.services.rows import row_value
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
    "PartyEntry",
    "accept_invitation",
    "add_agreement_party",
    "add_figure",
    "add_membership",
    "create_agreement",
    "create_deadline",
    "create_delmaal",
    "create_invitation",
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
    "delmaal_differences",
    "end_membership",
    "field_hash",
    "move_tiltak",
    "open_invitation",
    "refresh_plan_delmaal",
    "remove_deadline",
    "remove_delmaal",
    "remove_figure",
    "remove_meeting",
    "remove_work_group",
    "rename_pilot",
    "rename_theme",
    "restore",
    "revoke_invitation",
    "roles_to_invite",
    "row_value",
    "save_answer",
    "set_agreement_parties",
    "set_agreement_period",
    "set_delmaal_order",
    "set_delmaal_short_title",
    "set_delmaal_theme",
    "set_delmaal_title",
    "set_figure_alt",
    "set_figure_caption",
    "set_hourly_rate",
    "set_membership_delmaal",
    "set_money_note",
    "set_municipalities",
    "set_not_relevant",
    "set_parties",
    "set_phase",
    "set_plan_field",
    "set_signed",
    "set_theme_order",
    "set_time_frame",
    "set_title",
    "store_blob",
    "update_deadline",
    "update_meeting",
    "update_party",
    "update_person",
    "update_work_group",
]
