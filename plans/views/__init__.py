"""Edit views: fetch and authorise, form, service, message, redirect."""

from plans.views.edit import edit, plan_address, submitted
from plans.views.history import put_back, removed, trace, trace_csv
from plans.views.pilot import pilot_page
from plans.views.texts import edit_dates, edit_delmaal, edit_section
from plans.views.tiltak import edit_tiltak, move_tiltak, new_tiltak, remove_tiltak

__all__ = [
    "edit",
    "edit_dates",
    "edit_delmaal",
    "edit_section",
    "edit_tiltak",
    "move_tiltak",
    "new_tiltak",
    "pilot_page",
    "plan_address",
    "put_back",
    "remove_tiltak",
    "removed",
    "submitted",
    "trace",
    "trace_csv",
]
