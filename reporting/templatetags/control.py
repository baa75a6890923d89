"""Findings and marks beside the text they are about."""

from collections.abc import Mapping

from django import template
from django.urls import reverse

from reporting.checks import Counts, count
from reporting.control import Control, Shown
from reporting.page import DelmaalView
from reporting.parts import Mark, Marks

register = template.Library()


@register.simple_tag
def findings_at(control: Control, kind: str, place: object) -> tuple[Shown, ...]:
    """Return the open findings at a place of the plan's page, such as `tiltak` and its uid, or `del` and its number."""
    return control.at(f"{kind}-{place}")


@register.simple_tag
def counts_in(control: Control, goal: DelmaalView) -> Counts:
    """Return how many open findings a delmål has, those of its tiltak among them."""
    return counted(control.at(*_places(goal)))


@register.simple_tag
def marks_at(marks: Marks, kind: str, place: object) -> list[Mark]:
    """Return the marks at a place of the plan's page."""
    return marks.at(f"{kind}-{place}")


@register.simple_tag
def marks_in(marks: Marks, goal: DelmaalView) -> list[Mark]:
    """Return the marks of a delmål, those of its tiltak among them."""
    return marks.at(*_places(goal))


@register.simple_tag
def beside_address(address: Mapping[str, object], kind: str, name: object) -> str:
    """Return the address of what stands beside a part of the plan."""
    return reverse("beside", kwargs={**address, "place": f"{kind}-{name}"})


def _places(goal: DelmaalView) -> tuple[str, ...]:
    return (f"delmaal-{goal.delmaal.uid}", *(f"tiltak-{item.tiltak.uid}" for item in goal.tiltak))


@register.filter
def filled(words: str, value: object) -> str:
    """Return a sentence with its place filled: `{0}`. What comes of it is escaped like any other text."""
    return words.format(value)


@register.filter
def counted(found: tuple[Shown, ...]) -> Counts:
    """Return how many findings there are of each level."""
    return count(shown.finding for shown in found)
