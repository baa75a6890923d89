"""An attack in every text of every model, past the forms and services: on no page is it anything but text."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import DatabaseError, models, transaction
from django.db.models import F, Value
from django.db.models.functions import Cast, Concat, Substr
from django.test import Client
from django.urls import reverse
from lxml import html as lxml_html

from plans.models import Plan
from plans.roles import Role
from tests.permission_table import PILOT_ROWS, PLAN_ROWS, SITE_ROWS

pytestmark = pytest.mark.django_db

OURS = ("plans", "budgets", "reporting", "review")
#: Begins with the row's own number, as many names have to differ.
ATTACK = "\"'><script>ond()</script><img src=ond onerror=ond()>{{ 7|add:7 }}"
#: How it begins where it is text, and what a template makes of its end.
ESCAPED, COMPUTED = "&lt;script&gt;ond()", "onerror=ond()&gt;14"
#: Texts that the code writes and reads, and no person: names in addresses, keys, hashes, what a program recorded.
WRITTEN_BY_CODE = {
    "key",
    "slug",
    "uid",
    "path",
    "sha256",
    "hash",
    "token_hash",
    "password",
    "language",
    "email",
    "kommunenummer",
    "organisasjonsnummer",
    "media_type",
    "filename",
    "kind",
    "before",  # values as the trace keeps them, which are read again
    "after",
    "time_from",  # a partial date, checked by the database
    "time_to",
    "html",  # what the normaliser let through; `tests.reporting.test_written_text` attacks that by the editor's door
}


def _texts() -> Iterator["models.Field[Any, Any]"]:
    """Every text that a person may have written."""
    for label in OURS:
        for model in apps.get_app_config(label).get_models():
            for field in model._meta.concrete_fields:
                kind = field.get_internal_type()
                if kind in ("CharField", "TextField") and not field.choices and field.name not in WRITTEN_BY_CODE:
                    yield field


def _attack(field: "models.Field[Any, Any]") -> bool:
    """Put the attack into a text of every row; False where the database refuses it, as in what is frozen."""
    longest = field.max_length or 2000
    words = Concat(Cast(F("pk"), models.CharField(max_length=40)), Value(ATTACK), output_field=models.CharField())
    try:
        with transaction.atomic():
            return bool(field.model._base_manager.update(**{field.name: Substr(words, 1, longest)}))
    except DatabaseError:
        return False


def _addresses(plan: Plan) -> dict[Role, list[str]]:
    """Every page under a plan and its pilot by who may read it, and the pages across pilots."""
    found: dict[Role, list[str]] = {}
    for name, row in (PLAN_ROWS | PILOT_ROWS | SITE_ROWS).items():
        reader = next((role for role in READERS if role in row.may), None)
        if reader and "GET" in row.methods and row.found == 200 and name != "examine":  # nobody sees that of a draft
            found.setdefault(reader, []).append(reverse(name.partition(":")[0], kwargs=row.kwargs(plan)))
    return found


#: Who reads the pages; the first of them who may.
READERS = (Role.PROSJEKTLEDER, Role.SAKSBEHANDLER, Role.ADMINISTRATOR)


def _worked(content: str) -> list[str]:
    """Return what of the attack became markup or was computed."""
    root = lxml_html.fromstring(content)
    found = root.xpath("//script[contains(text(), 'ond')] | //*[@onerror] | //img[@src='ond']")
    return [f"{one.getparent().tag} > {one.tag}" for one in found] + (["computed"] if COMPUTED in content else [])


def test_an_attack_is_text_on_every_page(plan: Plan, signed_in: Callable[[Role], Client]) -> None:
    addresses = _addresses(plan)
    attacked = {f"{field.model.__name__}.{field.name}" for field in _texts() if _attack(field)}
    # What people write most, so that a test of nothing does not pass.
    assert {"Party.name", "Person.name", "BudgetPost.name", "FundingSource.name", "Tiltak.title"} <= attacked
    assert {"PlanDelmaal.title", "WorkGroup.name", "Deadline.title", "BudgetLine.note", "Figure.caption"} <= attacked
    wrong: dict[str, object] = {}
    shown = 0
    for role, pages in addresses.items():
        client = signed_in(role)
        for address in [reverse("front"), *pages]:
            response = client.get(address)
            if response.status_code != 200:
                wrong[address] = response.status_code
            elif response["Content-Type"].startswith("text/html"):
                content = response.content.decode()
                shown += ESCAPED in content
                if found := _worked(content):
                    wrong[address] = found
    assert wrong == {}
    assert shown > 30
