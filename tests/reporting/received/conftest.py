"""The people of the tests of «Les inn en plan»."""

import pytest
from django.test import Client

from plans.roles import Role


@pytest.fixture
def leader(signed_in) -> Client:
    """The project leader's browser."""
    found: Client = signed_in(Role.PROSJEKTLEDER)
    return found
