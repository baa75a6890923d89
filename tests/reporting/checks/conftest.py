"""The real plan with what its document states."""

import pytest

from plans.models import Plan
from reporting.load import load
from reporting.stated import Stated
from reporting.value import Handlingsplan
from tests.reporting.checks import real_plan


@pytest.fixture
def real(plan: Plan) -> Handlingsplan:
    """The plan of Indre Namdal as the portal holds it."""
    return load(plan)


@pytest.fixture
def printed(real: Handlingsplan) -> Stated:
    """What its document prints."""
    return real_plan.stated(real)
