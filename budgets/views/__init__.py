"""Edit views of kroner: fetch and authorise, form, service, message, redirect."""

from budgets.views.amounts import edit_amounts, edit_cell
from budgets.views.cells import cells
from budgets.views.frames import edit_frame, frames, move_frame, new_frame, remove_frame
from budgets.views.posts import edit_post, move_post, new_post, posts, remove_post
from budgets.views.rates import rates
from budgets.views.sources import edit_source, move_source, new_source, remove_source, sources

__all__ = [
    "cells",
    "edit_amounts",
    "edit_cell",
    "edit_frame",
    "edit_post",
    "edit_source",
    "frames",
    "move_frame",
    "move_post",
    "move_source",
    "new_frame",
    "new_post",
    "new_source",
    "posts",
    "rates",
    "remove_frame",
    "remove_post",
    "remove_source",
    "sources",
]
