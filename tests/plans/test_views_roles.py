"""The page on roles: the same table that the code reads, with one's own roles marked."""

import pytest
from django.test import Client
from django.urls import reverse

from plans.roles import ROLES, Capability, Role
from tests.site.pages import Page, text

pytestmark = pytest.mark.django_db
ADDRESS = reverse("roles")


@pytest.fixture
def shown(signed_in):
    return Page.of(signed_in(Role.KOMMUNESEKRETAER).get(ADDRESS).content)


def test_every_role_stands_with_its_sentence(shown):
    words = text(shown.one("//dl[@class='roles']"))
    for role, grant in ROLES.items():
        assert f"{role.label[:1].upper()}{role.label[1:]} " in words
        assert grant.sentence in words


def test_the_table_says_of_each_role_what_the_code_lets_it_do(shown):
    head = [text(cell) for cell in shown.find("//table/thead//th")]
    assert head == ["Rolle", *(f"{one.value[:1].upper()}{one.value[1:]}" for one in Capability)]
    rows = shown.find("//table/tbody/tr")
    assert len(rows) == len(Role)
    for role, row in zip(ROLES, rows, strict=True):
        cells = [text(cell) for cell in row.xpath("./td")]
        assert cells == ["ja" if one in ROLES[role].capabilities else "nei" for one in Capability]


def test_ones_own_role_is_marked(shown):
    marked = [text(name) for name in shown.find("//dt[span]")]
    assert marked == ["Kommunesekretær din rolle"]


def test_it_is_linked_from_the_foot_of_every_page_for_who_is_signed_in(signed_in):
    foot = "//footer//a[@href='/roller/']"
    assert len(Page.of(signed_in(Role.OBSERVATOER).get(reverse("front")).content).find(foot)) == 1
    assert Page.of(Client().get(reverse("account_login")).content).find(foot) == []
    assert Client().get(ADDRESS).status_code == 302


@pytest.mark.parametrize("role", Role)
def test_the_way_to_the_registers_and_the_history_is_shown_to_who_may(role, signed_in):
    client = signed_in(role)
    front = client.get(reverse("front")).content.decode()
    assert (f'href="{reverse("admin:index")}"' in front) == (role == Role.ADMINISTRATOR)
    pilot = client.get(reverse("pilot", kwargs={"pilot": "indre-namdal"}))
    history = reverse("pilot_trace", kwargs={"pilot": "indre-namdal"})
    sees = Capability.SEE_HISTORY in ROLES[role].capabilities
    assert (history in pilot.content.decode()) == sees
