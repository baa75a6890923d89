"""The order of tiltak on its page: moved up, down and across, told when somebody else has, and undone."""

import pytest
from django.test import Client
from django.urls import reverse

from plans.models import Plan
from plans.roles import Role
from plans.services import UNCHECKED, move_tiltak
from tests import factories
from tests.site.pages import Page, text

PLAN = {"pilot": "indre-namdal", "year": 2025}


@pytest.fixture
def leader(signed_in) -> Client:
    found: Client = signed_in(Role.PROSJEKTLEDER)
    return found


def address() -> str:
    return reverse("order", kwargs=PLAN)


def shown(client: Client, where: str = "") -> Page:
    return Page.of(client.get(where or address()).content)


def sent(page: Page) -> dict[str, str]:
    """What the form sends besides the button."""
    return {box.get("name"): box.get("value") for box in page.find("//form[@class='order']//input[@type='hidden']")}


def button(page: Page, words: str) -> str:
    found = [one for one in page.find("//form[@class='order']//button") if text(one).endswith(words)]
    assert len(found) == 1, [text(one) for one in page.find("//button")]
    return str(found[0].get("value"))


def titles(plan: Plan, number: int) -> list[str]:
    return list(plan.delmaal.get(number=number).tiltak.values_list("title", flat=True))


@pytest.fixture
def two(plan) -> list[str]:
    """The titles of the first delmål's tiltak."""
    return titles(plan, 1)


def press(client: Client, words: str, where: str = "") -> Page:
    page = shown(client, where)
    response = client.post(address(), {**sent(page), "flytt": button(page, words)})
    assert response.status_code == 302
    return shown(client, response["Location"])


def test_down_up_and_undo(leader, plan, two):
    first, second = two[:2]
    page = press(leader, f"Flytt {first} ned")
    assert titles(plan, 1)[:2] == [second, first]
    assert text(page.one("//*[@class='order-undo']/p")) == f"«{first}» er flyttet fra 1.1 til 1.2."
    response = leader.post(address(), {**sent(page), "flytt": button(page, "Angre flyttingen")})
    assert titles(plan, 1)[:2] == [first, second]
    # The undoing can be undone.
    assert "fra 1.2 til 1.1" in text(shown(leader, response["Location"]).one("//*[@class='order-undo']/p"))


def test_past_the_end_it_goes_to_the_next_delmaal_with_all_that_is_its_own(leader, plan, two):
    last = plan.tiltak.get(delmaal__number=1, title=two[-1])
    factories.put(last, 1234)
    texts = list(last.answers.order_by("pk").values_list("pk", "html"))
    press(leader, f"Flytt {two[-1]} til delmål 2")
    moved = plan.tiltak.get(uid=last.uid)
    assert (moved.pk, moved.delmaal.number, moved.position) == (last.pk, 2, 1)
    assert moved.lines.filter(kroner=1234).exists()
    assert list(moved.answers.order_by("pk").values_list("pk", "html")) == texts
    number = f"Tiltak 2.1: {moved.title}"
    document = leader.get(reverse("plan", kwargs=PLAN)).content.decode()
    assert number in document
    press(leader, f"Flytt {two[-1]} til delmål 1")
    assert titles(plan, 1) == two


def test_who_moves_from_an_order_that_has_changed_is_told(leader, plan, two):
    page = shown(leader)
    other = plan.tiltak.get(delmaal__number=1, title=two[1])
    move_tiltak(tiltak=other, delmaal=other.delmaal, place=1, base=UNCHECKED, by=None)
    before = titles(plan, 1)
    response = leader.post(address(), {**sent(page), "flytt": button(page, f"Flytt {two[0]} ned")}, follow=True)
    assert "Noen andre har endret rekkefølgen." in response.content.decode()
    assert titles(plan, 1) == before


def test_a_change_in_another_delmaal_is_in_nobodys_way(leader, plan, two):
    page = shown(leader)
    factories.make_tiltak(plan, "Nytt").delmaal  # noqa: B018
    third = plan.delmaal.get(number=3)
    one = third.tiltak.all()[0]
    move_tiltak(tiltak=one, delmaal=plan.delmaal.get(number=4), base=UNCHECKED, by=None)
    other = titles(plan, 2)
    leader.post(address(), {**sent(page), "flytt": button(page, f"Flytt {other[0]} ned")})
    assert titles(plan, 2)[1] == other[0]


@pytest.mark.parametrize(
    "move", ["", "x", "x:y:z", "{uid}", "{uid}:{goal}", "{uid}:{goal}:x", "{uid}:{goal}:0", "{uid}:{goal}:99"]
)
def test_nonsense_moves_nothing_and_is_answered(move, leader, plan, two):
    goal = plan.delmaal.get(number=1)
    value = move.format(uid=goal.tiltak.all()[0].uid, goal=goal.uid)
    response = leader.post(address(), {**sent(shown(leader)), "flytt": value}, follow=True)
    assert response.status_code == 200
    assert Page.of(response.content).find("//*[@data-color='danger' and contains(@class, 'ds-alert')]")
    assert titles(plan, 1) == two


@pytest.mark.parametrize("query", ["x", "a:b:c", "{uid}:{goal}:-1", "{uid}", ":::", "{uid}:{goal}:²"])
def test_an_address_that_tells_of_no_move_shows_no_way_back(query, leader, plan):
    goal = plan.delmaal.get(number=1)
    where = f"{address()}?flyttet={query.format(uid=goal.tiltak.all()[0].uid, goal=goal.uid)}"
    assert not shown(leader, where).find("//*[@class='order-undo']")


def test_a_collaborator_moves_within_her_own_delmaal_alone(signed_in, plan):
    client = signed_in(Role.MEDARBEIDER)
    page = shown(client)
    own = plan.delmaal.get(number=4)
    buttons = [one.get("value") for one in page.find("//form[@class='order']//button[@name='flytt' and @value]")]
    assert buttons
    assert all(value.split(":")[1] == str(own.uid) for value in buttons)
    first = plan.delmaal.get(number=1)
    for tiltak, goal in ((own.tiltak.all()[0], first), (first.tiltak.all()[0], own), (first.tiltak.all()[0], first)):
        move = f"{tiltak.uid}:{goal.uid}:1"
        assert client.post(address(), {**sent(page), "flytt": move}).status_code == 403


def test_a_plan_past_draft_is_shown_and_not_moved_in(leader, plan, two):
    page = shown(leader)
    factories.put_status(plan, Plan.Status.SENDT)
    assert not shown(leader).find("//form[@class='order']//button")
    assert leader.post(address(), {**sent(page), "flytt": button(page, f"Flytt {two[0]} ned")}).status_code == 403
    assert titles(plan, 1) == two
