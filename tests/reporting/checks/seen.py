"""Findings as a test looks at them."""

from typing import Any

from reporting.checks import Finding, checks
from reporting.stated import Stated
from reporting.value import Handlingsplan
from tests.reporting.checks.real_plan import context


def codes(plan: Handlingsplan, stated: Stated | None = None, **more) -> list[str]:
    """The codes of all findings, in order of the alphabet."""
    return sorted(finding.code for finding in checks(plan, context(**more), stated))


def found(plan: Handlingsplan, code: str, stated: Stated | None = None, **more) -> list[Finding]:
    """The findings of one rule."""
    return [finding for finding in checks(plan, context(**more), stated) if finding.code == code]


def figures(findings: list[Finding]) -> list[tuple[Any, ...]]:
    """Place, stated, computed and difference of some findings."""
    return [(finding.at, finding.stated, finding.computed, finding.difference) for finding in findings]


def one(plan: Handlingsplan, code: str, stated: Stated | None = None, **more) -> Finding:
    """The only finding of a rule."""
    (finding,) = found(plan, code, stated, **more)
    return finding
