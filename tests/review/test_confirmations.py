"""A party confirms its part of the plan, and the word lapses with a change."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from budgets.models import BudgetLine
from plans import services as plan_services
from plans.models import Party, Tiltak
from plans.roles import Role
from plans.services import UNCHECKED
from reporting.load import load
from review import services
from review.models import Confirmation
from review.services.confirmations import PartysWord, find_tiltak, tiltak_hash, words_of_parties
from tests import factories

NOW = timezone.now()


@pytest.fixture
def county() -> Party:
    return Party.objects.get(key="trondelag-fylkeskommune")


@pytest.fixture
def tiltak(plan, county) -> Tiltak:
    """A tiltak that names the county."""
    found: Tiltak = plan.tiltak.filter(parties__party=county).order_by("pk")[0]
    return found


def word(plan, tiltak, party) -> PartysWord:
    value = find_tiltak(load(plan), tiltak.uid)
    assert value
    rows = Confirmation.objects.filter(plan=plan, uid=tiltak.uid).select_related("party")
    return next(one for one in words_of_parties(value, rows) if one.party.key == party.key)


def confirm(plan, tiltak, party, by, seen: str = "") -> None:
    value = find_tiltak(load(plan), tiltak.uid)
    assert value
    services.confirm_part(plan=plan, uid=tiltak.uid, parties=[party], seen=seen or tiltak_hash(value), by=by, at=NOW)


def test_a_word_holds_until_the_tiltak_says_something_else(plan, tiltak, county, person):
    by = person(Role.SAMARBEIDSPART)
    assert (word(plan, tiltak, county).confirmation, word(plan, tiltak, county).holds) == (None, False)
    confirm(plan, tiltak, county, by)
    found = word(plan, tiltak, county)
    assert found.holds
    assert found.confirmation
    assert (found.confirmation.by, found.confirmation.at) == (by, NOW)
    old = tiltak.title
    plan_services.set_title(tiltak=tiltak, title="Noe annet", base=UNCHECKED, by=None)
    assert not word(plan, tiltak, county).holds
    # Changed back it says again what was confirmed.
    plan_services.set_title(tiltak=tiltak, title=old, base=UNCHECKED, by=None)
    assert word(plan, tiltak, county).holds
    BudgetLine.objects.create(
        plan=plan, tiltak=tiltak, source=plan.agreement.pilot.sources.get(key="annet"), year=2025, kroner=1
    )
    assert not word(plan, tiltak, county).holds


def test_a_move_changes_nothing_that_was_confirmed(plan, tiltak, county, by):
    confirm(plan, tiltak, county, by)
    plan_services.move_tiltak(tiltak=tiltak, delmaal=plan.delmaal.last(), base=UNCHECKED, by=by)
    assert word(plan, tiltak, county).holds


def test_what_one_has_not_seen_is_not_confirmed(plan, tiltak, county, by):
    with pytest.raises(ValidationError, match="endret siden"):
        confirm(plan, tiltak, county, by, seen="0" * 64)
    assert not Confirmation.objects.exists()


def test_a_party_that_is_not_named_confirms_nothing(plan, tiltak, by):
    stranger = plan_services.create_party(name="Fjellheimen samvirke", kind=Party.Kind.ANNET, by=None)
    with pytest.raises(ValidationError, match="nevner ikke"):
        confirm(plan, tiltak, stranger, by)


def test_a_tiltak_that_is_gone_is_not_confirmed(plan, county, by):
    other = factories.make_plan(tiltak=1).tiltak.all()[0]
    with pytest.raises(ValidationError, match="fjernet"):
        services.confirm_part(plan=plan, uid=other.uid, parties=[county], seen="", by=by, at=NOW)
