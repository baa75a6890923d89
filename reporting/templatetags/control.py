"""Findings beside the text they are about."""

from django import template

from reporting.checks import Counts, count
from reporting.control import Control, Shown
from reporting.page import DelmaalView

register = template.Library()


@register.simple_tag
def findings_at(control: Control, kind: str, place: object) -> tuple[Shown, ...]:
    """Return the open findings at a place of the plan's page, such as `tiltak` and its uid, or `del` and its number."""
    return control.at(f"{kind}-{place}")


@register.simple_tag
def counts_in(control: Control, goal: DelmaalView) -> Counts:
    """Return how many open findings a delmål has, those of its tiltak among them."""
    anchors = (f"delmaal-{goal.delmaal.uid}", *(f"tiltak-{item.tiltak.uid}" for item in goal.tiltak))
    return counted(control.at(*anchors))


@register.filter
def counted(found: tuple[Shown, ...]) -> Counts:
    """Return how many findings there are of each level."""
    return count(shown.finding for shown in found)
