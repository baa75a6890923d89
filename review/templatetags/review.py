"""Words for steps and statuses."""

from django import template

from review.workflow import BY_KEY

register = template.Library()


@register.filter
def step_done(key: str) -> str:
    """Return what is said of a step that was taken."""
    return BY_KEY[key].done.rstrip(".")
