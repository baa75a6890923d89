"""Sources, posts, frames and hourly rates, as the pages write them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from budgets.models import BudgetPost, Frame, FundingSource
from plans.models import Plan, Removed
from plans.roles import Role
from tests.factories import cell, give_role, make_plan, make_post, make_tiltak, put, put_status
from tests.submitting import on_page

pytestmark = pytest.mark.django_db

REFUSED = 422
SPACE = "\N{NO-BREAK SPACE}"


@pytest.fixture
def draft(by):
    plan = make_plan()
    give_role(by, Role.PROSJEKTLEDER, pilot=plan.agreement.pilot)
    return plan


@pytest.fixture
def leader(signed_in):
    return signed_in(Role.PROSJEKTLEDER)


def at(plan: Plan, name: str, **more) -> str:
    """The address of a page under the plan's pilot."""
    return reverse(name, kwargs={"pilot": plan.agreement.pilot.slug, **more})


def of(plan: Plan, name: str, **more) -> str:
    """The address of a page under the plan."""
    return at(plan, name, year=plan.year, **more)


def sources(plan: Plan) -> list[str]:
    return list(FundingSource.objects.filter(pilot=plan.agreement.pilot).values_list("key", flat=True))


def posts(plan: Plan) -> list[tuple[str, bool]]:
    return list(BudgetPost.objects.filter(plan=plan).values_list("name", "outside_sum"))


def text(response) -> str:
    return " ".join(response.content.decode().split())


def test_a_source_is_added_edited_moved_and_removed_and_put_back(leader, draft):
    data = {"name": "Sparebankstiftelsen", "kind": "annet"}
    assert leader.post(at(draft, "new_source"), data).status_code == 302
    assert sources(draft)[-2:] == ["annet", "sparebankstiftelsen"]
    address = at(draft, "edit_source", key="sparebankstiftelsen")
    assert leader.post(address, on_page(leader, address) | {"name": "Stiftelsen"}).status_code == 302
    page = leader.get(at(draft, "sources"))
    assert "Stiftelsen" in text(page)
    base = page.context["order_base"]
    leader.post(at(draft, "move_source", key="sparebankstiftelsen"), {"retning": "opp", "base": base})
    assert sources(draft)[-2:] == ["sparebankstiftelsen", "annet"]
    removed = leader.post(at(draft, "remove_source", key="sparebankstiftelsen"), follow=True)
    assert "Finansieringskilde «Stiftelsen» er slettet" in text(removed)
    assert "sparebankstiftelsen" not in sources(draft)
    leader.post(at(draft, "pilot_put_back", pk=Removed.objects.get(pilot=draft.agreement.pilot).pk))
    assert sources(draft)[-2:] == ["sparebankstiftelsen", "annet"]


def test_a_source_in_use_stays_and_the_page_says_where(leader, draft):
    put(make_tiltak(draft), 5, "annet")
    assert "Brukt i handlingsplanen for 2025" in text(leader.get(at(draft, "sources")))
    response = leader.post(at(draft, "remove_source", key="annet"), follow=True)
    assert "er i bruk: handlingsplanen for 2025" in text(response)
    assert "annet" in sources(draft)


@pytest.mark.parametrize(
    ("data", "errors"),
    [
        ({"name": "Ny", "kind": "stat", "chapter": "553"}, {"post": ["Bygdevekstmidler fra KDD må ha post."]}),
        ({"name": "Annet", "kind": "annet"}, {"name": ["Piloten har allerede en kilde med dette navnet."]}),
        ({"name": "", "kind": "annet"}, {"name": ["Kilden må ha et navn."]}),
    ],
)
def test_what_is_wrong_with_a_source_is_said_at_its_field(leader, draft, data, errors):
    before = sources(draft)
    response = leader.post(at(draft, "new_source"), data)
    assert (response.status_code, response.context["form"].errors) == (REFUSED, errors)
    assert sources(draft) == before


def test_two_people_on_one_source_see_each_other(leader, draft):
    address = at(draft, "edit_source", key="annet")
    mine = on_page(leader, address) | {"name": "Mitt"}
    leader.post(address, on_page(leader, address) | {"name": "Deres"})
    response = leader.post(address, mine)
    assert response.status_code == REFUSED
    assert response.context["form"].conflicts == {"name": "Deres, annet"}
    assert response.context["form"]["name"].value() == "Mitt"


def test_a_stale_order_changes_nothing(leader, draft):
    base = leader.get(at(draft, "sources")).context["order_base"]
    leader.post(at(draft, "move_source", key="annet"), {"retning": "opp", "base": base})
    before = sources(draft)
    response = leader.post(at(draft, "move_source", key="annet"), {"retning": "opp", "base": base}, follow=True)
    assert "Noen andre har endret rekkefølgen" in text(response)
    assert sources(draft) == before


def test_a_post_is_added_edited_moved_and_removed_and_put_back_with_its_amounts(leader, draft):
    leader.post(of(draft, "new_post"), {"name": "Prosjektledelse"})
    leader.post(of(draft, "new_post"), {"name": "Frikjøp", "outside_sum": "on"})
    assert posts(draft) == [("Prosjektledelse", False), ("Frikjøp", True)]
    post = draft.posts.get(name="Frikjøp")
    put(post, 700)
    address = of(draft, "edit_post", uid=post.uid)
    data = {name: value for name, value in on_page(leader, address).items() if name != "outside_sum"}
    assert leader.post(address, data | {"name": "Avsetning"}).status_code == 302
    assert posts(draft)[-1] == ("Avsetning", False)
    base = leader.get(of(draft, "posts")).context["order_base"]
    leader.post(of(draft, "move_post", uid=post.uid), {"retning": "opp", "base": base})
    assert [name for name, _ in posts(draft)] == ["Avsetning", "Prosjektledelse"]
    leader.post(of(draft, "remove_post", uid=post.uid))
    assert [name for name, _ in posts(draft)] == ["Prosjektledelse"]
    leader.post(of(draft, "put_back", pk=draft.removed.get().pk))
    assert [name for name, _ in posts(draft)] == ["Avsetning", "Prosjektledelse"]
    assert draft.lines.get().kroner == 700


def test_a_plan_that_is_sent_takes_no_posts(leader, draft):
    post = make_post(draft)
    put_status(draft, Plan.Status.SENDT)
    assert leader.post(of(draft, "new_post"), {"name": "Ny"}).status_code == 403
    assert leader.post(of(draft, "remove_post", uid=post.uid)).status_code == 403
    assert posts(draft) == [("Prosjektledelse", False)]


def test_a_frame_is_added_edited_moved_and_removed_and_put_back(leader, draft):
    data = {"source": "kdd", "year": "2025", "kroner": "1,5 mill.", "certainty": "innvilget", "reference": "Brev 1"}
    assert leader.post(at(draft, "new_frame"), data).status_code == 302
    frame = Frame.objects.get(agreement=draft.agreement)
    assert (frame.source.key, frame.year, frame.kroner, frame.reference) == ("kdd", 2025, 1_500_000, "Brev 1")
    address = at(draft, "edit_frame", pk=frame.pk)
    assert leader.post(address, on_page(leader, address) | {"kroner": "2 000 000,-"}).status_code == 302
    address = at(draft, "move_frame", pk=frame.pk)
    assert leader.post(address, on_page(leader, address) | {"kroner": "500 tusen", "year": "2026"}).status_code == 302
    found = Frame.objects.filter(agreement=draft.agreement).order_by("moved_to")
    assert {(one.kroner, one.moved_to) for one in found} == {(1_500_000, None), (500_000, 2026)}
    leader.post(at(draft, "remove_frame", pk=frame.pk))
    assert not Frame.objects.filter(pk=frame.pk).exists()
    leader.post(at(draft, "pilot_put_back", pk=Removed.objects.get(pilot=draft.agreement.pilot).pk))
    assert Frame.objects.filter(pk=frame.pk).exists()


def test_two_people_on_one_frame_see_each_other(leader, draft):
    found = frame(draft, 2025, 900)
    moving, editing = (at(draft, name, pk=found.pk) for name in ("move_frame", "edit_frame"))
    mine = {address: on_page(leader, address) for address in (moving, editing)}
    leader.post(editing, mine[editing] | {"kroner": "700"})
    response = leader.post(moving, mine[moving] | {"kroner": "200"})
    assert response.context["form"].conflicts == {"kroner": f"700{SPACE}kr i 2025"}
    response = leader.post(editing, mine[editing] | {"reference": "Brev 2"})
    assert response.context["form"].conflicts == {"source": f"700{SPACE}kr fra KDD 13.50 post 66 i 2025, planlagt"}
    assert Frame.objects.get(agreement=draft.agreement).kroner == 700


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"kroner": ""}, "kroner", "Skriv et beløp."),
        ({"kroner": "-5"}, "kroner", "Et beløp kan ikke være negativt. Poster utenfor summen føres som egen post."),
        ({"year": "2019"}, "year", "Skriv et år fra 2020 til 2099."),
        ({"certainty": "kanskje"}, "certainty", "Velg planlagt, søkt, innvilget, fryst eller avslått."),
    ],
)
def test_what_is_wrong_with_a_frame_is_said_at_its_field(leader, draft, changes, field, sentence):
    data = {"source": "kdd", "year": "2025", "kroner": "5", "certainty": "innvilget", **changes}
    response = leader.post(at(draft, "new_frame"), data)
    assert (response.status_code, response.context["form"].errors) == (REFUSED, {field: [sentence]})


def test_the_frames_of_another_pilot_are_not_there(leader, draft):
    other = make_plan()
    frame = Frame.objects.create(agreement=other.agreement, source=cell(make_tiltak(other)).source, year=2025, kroner=5)
    assert leader.get(at(draft, "edit_frame", pk=frame.pk)).status_code == 404
    assert leader.post(at(draft, "remove_frame", pk=frame.pk)).status_code == 404
    data = {"source": other.agreement.pilot.slug, "year": "2025", "kroner": "5", "certainty": "innvilget"}
    assert list(leader.post(at(draft, "new_frame"), data).context["form"].errors) == ["source"]


def frame(plan: Plan, year: int, kroner: int, **more) -> Frame:
    source = FundingSource.objects.get(pilot=plan.agreement.pilot, key="kdd")
    return Frame.objects.create(agreement=plan.agreement, source=source, year=year, kroner=kroner, **more)


def shown_frames(response) -> list[tuple[int, int, int, int, bool]]:
    return [
        (use.year, one.available, one.used, one.left, use.is_forecast)
        for use in response.context["uses"]
        for one in use.frames
    ]


def test_each_year_shows_what_its_plan_uses_and_later_ones_what_is_forecast(leader, draft):
    frame(draft, 2024, 100)
    frame(draft, 2025, 1_000, moved_to=2026)
    frame(draft, 2025, 5_000)
    put(make_tiltak(draft), 700)
    put(make_tiltak(draft, "To"), 50, certainty="fryst")
    put(make_post(draft, outside_sum=True), 9)
    put(draft.delmaal.all()[0], 1_200, year=2026)
    response = leader.get(at(draft, "frames"))
    assert shown_frames(response) == [
        (2024, 100, 0, 100, False),
        (2025, 5_000, 700, 4_300, False),
        (2026, 1_000, 1_200, -200, True),
    ]
    assert "for mye" in text(response)
    assert "etter planen for 2025" in text(response)


def test_who_may_not_see_a_draft_does_not_see_what_it_uses(signed_in, draft):
    frame(draft, 2025, 5_000)
    put(make_tiltak(draft), 700)
    ministry = signed_in(Role.SAKSBEHANDLER)
    response = ministry.get(at(draft, "frames"))
    assert shown_frames(response) == [(2025, 5_000, 0, 5_000, False)]
    assert "ingen plan" in text(response)
    assert "Rediger" not in text(response)
    put_status(draft, Plan.Status.SENDT)
    assert shown_frames(ministry.get(at(draft, "frames"))) == [(2025, 5_000, 700, 4_300, False)]


def test_rates_are_set_changed_and_taken_away_year_by_year(leader, draft):
    address = at(draft, "rates")
    assert (
        leader.post(address, on_page(leader, address) | {"sats-2025": "500", "sats-2026": "kr 520"}).status_code == 302
    )
    assert list(draft.agreement.hourly_rates.values_list("year", "kroner")) == [(2025, 500), (2026, 520)]
    assert leader.post(address, on_page(leader, address) | {"sats-2025": ""}).status_code == 302
    response = leader.post(address, on_page(leader, address) | {"sats-2027": "0"})
    assert response.context["form"].errors == {"sats-2027": ["Timesatsen må være større enn null."]}
    assert list(draft.agreement.hourly_rates.values_list("year", "kroner")) == [(2026, 520)]


def test_a_rate_somebody_else_has_set_is_shown(leader, draft):
    address = at(draft, "rates")
    mine = on_page(leader, address) | {"sats-2025": "500"}
    leader.post(address, on_page(leader, address) | {"sats-2025": "450"})
    assert leader.post(address, mine).context["form"].conflicts == {"sats-2025": f"450{SPACE}kr"}


@pytest.mark.parametrize("name", ["sources", "posts", "frames"])
def test_lists_ask_as_often_for_three_hundred_rows_as_for_three(leader, draft, name):
    asked = []
    for rows in (3, 297):
        source = FundingSource.objects.filter(pilot=draft.agreement.pilot)[0]
        first = BudgetPost.objects.filter(plan=draft).count() + 1
        BudgetPost.objects.bulk_create(
            BudgetPost(plan=draft, name=f"Post {number}", position=number) for number in range(first, first + rows)
        )
        FundingSource.objects.bulk_create(
            FundingSource(
                pilot=draft.agreement.pilot, key=f"k{number}", name=f"Kilde {number}", kind="annet", position=number + 9
            )
            for number in range(first, first + rows)
        )
        Frame.objects.bulk_create(
            Frame(agreement=draft.agreement, source=source, year=2025, kroner=number) for number in range(rows)
        )
        address = of(draft, name) if name == "posts" else at(draft, name)
        with CaptureQueriesContext(connection) as queries:
            response = leader.get(address)
        assert text(response).count("listing-item") >= rows
        asked.append(len(queries))
    assert asked[0] == asked[1]


@pytest.mark.parametrize("name", ["sources", "posts", "frames"])
def test_an_empty_list_says_what_to_do(leader, draft, name):
    FundingSource.objects.filter(pilot=draft.agreement.pilot).delete()
    assert "listing-empty" in text(leader.get(of(draft, name) if name == "posts" else at(draft, name)))
