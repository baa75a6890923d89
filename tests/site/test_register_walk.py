"""Every address of the registers x every role, with GET and POST: administrators of all pilots and nobody else."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from plans.models import FieldChange, Person, Plan
from plans.roles import Role
from tests.registers import REGISTERS

# Every page is fetched and every save is made on both databases in test_registers.py; this is about who may.
pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

OTHERS = [*(role for role in Role if role != Role.ADMINISTRATOR), "fremmed", "forvalter i én pilot"]


def _patterns(resolver: URLResolver) -> Iterator[URLPattern]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from _patterns(pattern)
        else:
            yield pattern


def _admin() -> URLResolver:
    found = [one for one in get_resolver().url_patterns if isinstance(one, URLResolver) and one.namespace == "admin"]
    assert len(found) == 1
    return found[0]


def addresses(plan: Plan, *missing: int) -> list[str]:
    """Every address of the registers, filled with a row that is there, and with keys of rows that are not."""
    rows = {
        f"{model._meta.app_label}_{model._meta.model_name}": register.row(plan) for model, register in REGISTERS.items()
    }
    found: list[str] = []
    for pattern in _patterns(_admin()):
        taken = set(pattern.pattern.converters) | set(pattern.pattern.regex.groupindex)
        if pattern.name is None:
            continue  # the short address of a row, which only leads to its page
        if "object_id" in taken:
            keys = (rows[pattern.name.rpartition("_")[0]].pk, *missing)
            found += [reverse(f"admin:{pattern.name}", args=[key]) for key in keys]
        elif "app_label" in taken:
            found += [reverse(f"admin:{pattern.name}", kwargs={"app_label": "plans"})]
        else:
            assert not taken
            found += [reverse(f"admin:{pattern.name}")]
    return found


@pytest.fixture
def client_of(person, plan, settings):
    settings.DEMO_LOGINS = True

    def sign_in(subject: Any) -> Client:
        client = Client()
        if subject in Role:
            client.force_login(person(subject))
        else:
            stranger = Person.objects.create_user("fremmed@demo.example", name="Fremmed")
            if subject != "fremmed":
                stranger.memberships.create(role=Role.ADMINISTRATOR, pilot=plan.agreement.pilot)
            client.force_login(stranger)
        return client

    return sign_in


def test_the_walk_meets_every_table(plan):
    found = addresses(plan)
    assert len(found) >= 5 * len(admin.site._registry)
    for model in admin.site._registry:
        assert sum(f"/{model._meta.model_name}/" in address for address in found) >= 5


@pytest.mark.parametrize("subject", OTHERS)
def test_nobody_else_gets_in(subject, plan, client_of):
    client, found = client_of(subject), addresses(plan)
    before = FieldChange.objects.count()
    answers = {address: client.get(address).status_code for address in found}
    answers |= {f"POST {address}": client.post(address, {"post": "yes"}).status_code for address in found}
    assert {address: status for address, status in answers.items() if status != 403} == {}
    assert FieldChange.objects.count() == before


def test_who_is_signed_out_is_sent_to_our_sign_in_page_and_back(plan):
    for address in addresses(plan):
        response = Client().get(address)
        assert (response.status_code, response["Location"]) == (302, f"{reverse('account_login')}?next={address}")
        assert Client().post(address).status_code == 302


def test_an_administrator_meets_no_error(plan, client_of):
    client = client_of(Role.ADMINISTRATOR)
    for address in addresses(plan, 0):
        status = client.get(address).status_code
        missing = "/0/" in address
        assert status in ({302, 404, 403} if missing else {200, 403}), address


@pytest.mark.parametrize("subject", [Role.PROSJEKTLEDER, Role.SAKSBEHANDLER, "forvalter i én pilot"])
def test_good_data_from_somebody_else_changes_nothing(subject, plan, client_of):
    client = client_of(subject)
    for model, register in REGISTERS.items():
        typed = register.add(plan) if register.add else {}
        before = FieldChange.objects.count(), model._default_manager.count()
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        assert client.post(reverse(f"{name}_add"), typed).status_code == 403
        assert (FieldChange.objects.count(), model._default_manager.count()) == before


def test_pages_that_the_portal_has_of_its_own_are_not_there_twice(client_of):
    client = client_of(Role.ADMINISTRATOR)
    for gone in ("login", "logout", "password_change", "jsi18n", "autocomplete", "auth/group", "account/emailaddress"):
        assert client.get(f"/forvaltning/{gone}/").status_code == 404
