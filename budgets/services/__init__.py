"""Every write of kroner. Keyword-only, `by=` who did it, atomic, each leaves its own trace."""

from budgets.services.amounts import (
    Cell,
    Row,
    add_amount,
    find_line,
    line_value,
    move_amount,
    move_line,
    set_amount,
    set_shared_with,
)
from budgets.services.frames import create_frame, move_frame, remove_frame, update_frame
from budgets.services.history import set_earlier_figure
from budgets.services.posts import (
    create_post,
    post_order_value,
    remove_post,
    rename_post,
    set_outside_sum,
    set_post_order,
)
from budgets.services.sources import (
    STANDARD_SOURCES,
    create_source,
    create_standard_sources,
    remove_source,
    set_source_order,
    source_order_value,
    update_source,
)

__all__ = [
    "STANDARD_SOURCES",
    "Cell",
    "Row",
    "add_amount",
    "create_frame",
    "create_post",
    "create_source",
    "create_standard_sources",
    "find_line",
    "line_value",
    "move_amount",
    "move_frame",
    "move_line",
    "post_order_value",
    "remove_frame",
    "remove_post",
    "remove_source",
    "rename_post",
    "set_amount",
    "set_earlier_figure",
    "set_outside_sum",
    "set_post_order",
    "set_shared_with",
    "set_source_order",
    "source_order_value",
    "update_frame",
    "update_source",
]
