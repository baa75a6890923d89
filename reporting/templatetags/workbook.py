"""Looking up in templates what was chosen for a numbered entry."""

from collections.abc import Mapping

from django import template

register = template.Library()


@register.filter
def at(chosen: Mapping[int, str], number: int) -> str:
    """Return what stands at a number; nothing where nothing does."""
    return chosen.get(number, "")
