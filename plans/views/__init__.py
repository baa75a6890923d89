"""Edit views: fetch and authorise, form, service, message, redirect."""

from plans.views.agreement import (
    edit_agreement,
    edit_agreement_delmaal,
    edit_agreement_parties,
    edit_agreement_row,
    move_agreement_delmaal,
    new_agreement_delmaal,
    new_agreement_row,
    pilot_put_back,
    pilot_removed,
    remove_agreement_delmaal,
    remove_agreement_row,
    take_in_delmaal,
)
from plans.views.changes import carry, confirm_carried, edit_change, link_change, unlink_change
from plans.views.earlier import earlier
from plans.views.edit import edit, pilot_trail, plan_address, plan_trail, submitted
from plans.views.field import field
from plans.views.figures import edit_figure, figures, new_figure, place_figure, remove_figure
from plans.views.handover import hand_over, keep
from plans.views.history import put_back, removed
from plans.views.invitation import accept_invitation, open_invitation
from plans.views.logos import edit_logo, logo_picture, remove_logo
from plans.views.notices import mark_notice, mark_notices, notices, open_notice
from plans.views.order import order
from plans.views.pasted import pasted
from plans.views.people import (
    end_role,
    give_role_back,
    invite,
    limit_membership,
    people,
    send_invitation_again,
    withdraw_invitation,
)
from plans.views.picture import picture
from plans.views.pilot import pilot_page
from plans.views.pilots import new_agreement, new_pilot, new_plan, pilots, remove_plan_page
from plans.views.roles import roles_page
from plans.views.rows import move, remove
from plans.views.texts import edit_dates, edit_delmaal, edit_section
from plans.views.tiltak import edit_tiltak, move_tiltak, new_tiltak, remove_tiltak
from plans.views.together import together
from plans.views.trace import pilot_trace, pilot_trace_csv, register_trace, register_trace_csv, trace, trace_csv

__all__ = [
    "accept_invitation",
    "carry",
    "confirm_carried",
    "earlier",
    "edit",
    "edit_agreement",
    "edit_agreement_delmaal",
    "edit_agreement_parties",
    "edit_agreement_row",
    "edit_change",
    "edit_dates",
    "edit_delmaal",
    "edit_figure",
    "edit_logo",
    "edit_section",
    "edit_tiltak",
    "end_role",
    "field",
    "figures",
    "give_role_back",
    "hand_over",
    "invite",
    "keep",
    "limit_membership",
    "link_change",
    "logo_picture",
    "mark_notice",
    "mark_notices",
    "move",
    "move_agreement_delmaal",
    "move_tiltak",
    "new_agreement",
    "new_agreement_delmaal",
    "new_agreement_row",
    "new_figure",
    "new_pilot",
    "new_plan",
    "new_tiltak",
    "notices",
    "open_invitation",
    "open_notice",
    "order",
    "pasted",
    "people",
    "picture",
    "pilot_page",
    "pilot_put_back",
    "pilot_removed",
    "pilot_trace",
    "pilot_trace_csv",
    "pilot_trail",
    "pilots",
    "place_figure",
    "plan_address",
    "plan_trail",
    "put_back",
    "register_trace",
    "register_trace_csv",
    "remove",
    "remove_agreement_delmaal",
    "remove_agreement_row",
    "remove_figure",
    "remove_logo",
    "remove_plan_page",
    "remove_tiltak",
    "removed",
    "roles_page",
    "send_invitation_again",
    "submitted",
    "take_in_delmaal",
    "together",
    "trace",
    "trace_csv",
    "unlink_change",
    "withdraw_invitation",
]
