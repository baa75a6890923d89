"""Pages of a plan's way to KDD: fetch and authorise, form, service, message, redirect."""

from review.views.way import answer, move, way

__all__ = ["answer", "move", "way"]
