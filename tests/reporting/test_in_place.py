"""«Rediger» at every field of the plan's page: for who may write there, and always with a page behind it."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from plans import paths
from plans.models import Plan
from plans.roles import Role

pytestmark = pytest.mark.django_db

ADDRESS = {"pilot": "indre-namdal", "year": 2025}
EDIT = re.compile(r'data-edit="([^"]+)"\s+href="([^"]+)"')
PLACE = re.compile(r'data-field="([^"]+)"')


def shown(client: Client, query: str = "") -> str:
    return client.get(f"{reverse('plan', kwargs=ADDRESS)}{query}").content.decode()


def test_every_field_leads_to_a_form_and_has_its_place(signed_in, plan: Plan):
    leader = signed_in(Role.PROSJEKTLEDER)
    page = shown(leader)
    links = dict(EDIT.findall(page))
    assert set(links) == set(PLACE.findall(page))
    levels = {path.split("/")[0] for path in links}
    assert levels == {"plan", "delmaal", "tiltak"}
    prompts = {level: plan.form.prompts.filter(level=level).count() for level in levels}
    tiltak, delmaal = plan.tiltak.count(), plan.delmaal.count()
    # Also what is not answered yet can be written; of a tiltak besides: title, status, two lists and the time frame;
    # of the plan the date of the meeting.
    assert len(links) == 1 + prompts["plan"] + delmaal * prompts["delmaal"] + tiltak * (prompts["tiltak"] + 5)
    one_of_each = {re.sub(r"[0-9a-f-]{36}", "", path): url for path, url in links.items()}
    for url in one_of_each.values():
        assert leader.get(url).context["form"].entries, url


def test_a_collaborator_writes_in_her_own_delmaal_and_a_reader_nowhere(signed_in, plan: Plan):
    own = plan.delmaal.get(number=4)
    mine = {str(own.uid), *map(str, own.tiltak.values_list("uid", flat=True))}
    found = [paths.field_place(path) for path, _ in EDIT.findall(shown(signed_in(Role.MEDARBEIDER)))]
    assert {place.uid if place else "" for place in found} == mine
    page = shown(signed_in(Role.STYRINGSGRUPPE))
    assert "data-edit" not in page
    assert "inplace" not in page


@pytest.mark.parametrize(
    ("wanted", "leads"),
    [("plan/svar/rammer", True), ("", False), ("../../ut", False), ('x"><script>', False), ("plan/svar/a/b", False)],
)
def test_the_address_of_an_open_field_leads_to_its_form_without_a_script(signed_in, plan, wanted, leads):
    page = shown(signed_in(Role.PROSJEKTLEDER), f"?rediger={wanted}")
    found = re.search(r'<noscript>\s*<meta http-equiv="refresh" content="0; url=([^"]+)">', page)
    assert (found.group(1) if found else None) == (
        reverse("field", kwargs={**ADDRESS, "path": wanted}) if leads else None
    )
    assert "<script>" not in page
