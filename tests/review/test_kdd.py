"""KDD's queue and a plan gone through: whose turn, how long, what is new since when, and who may decide."""

import datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from plans.models import Deadline, Person, Plan
from plans.permissions import held, reach, visible_pilots, visible_plans
from plans.roles import Capability, Role
from plans.services import UNCHECKED, continue_plan, delete_tiltak, set_change_text, set_title
from plans.slots import Viewer
from plans.views import plan_address
from review.models import Seen
from review.services.said import Said
from review.services.seen import mark_seen
from review.turn import turns
from tests.factories import give_role, make_person, make_tiltak, put
from tests.review import steps
from tests.review.steps import ADOPTION, bring, fresh, small_plan, take
from tests.site.pages import Page, text

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    steps.quick_files(monkeypatch)


@pytest.fixture
def plan(db: None) -> Plan:
    plan = small_plan()
    put(make_tiltak(plan), 1000)
    return plan


def of(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def queue_of(person: Person) -> dict[str, list[Plan]]:
    found = of(person).get(reverse("queue")).context["queue"]
    return {part: [one.plan for one in getattr(found, part)] for part in found._fields if getattr(found, part)}


def test_a_plan_goes_from_hand_to_hand(plan):
    cast = bring(plan, "vedtatt")
    other = make_person(Role.SAKSBEHANDLER)
    hands = []
    for key, by in (
        (None, None),
        ("send", cast.leader),
        ("innstill", cast.handler),
        ("godkjenn", cast.approver),
    ):
        if key and by:
            take(plan, key, by)
        hands.append([next(iter(queue_of(one)), "") for one in (cast.handler, other, cast.approver)])
    assert hands == [
        ["", "", ""],
        ["mine", "mine", "colleagues"],
        ["colleagues", "colleagues", "mine"],
        ["decided", "decided", "decided"],
    ]


def test_who_recommended_a_plan_is_not_asked_to_approve_it(plan):
    bring(plan, "sendt")
    both = make_person(Role.SAKSBEHANDLER)
    give_role(both, Role.GODKJENNER)
    assert queue_of(both) == {"mine": [plan]}
    take(plan, "innstill", both)
    assert queue_of(both) == {"colleagues": [plan]}


def test_a_draft_is_not_in_the_queue(plan):
    assert queue_of(steps.Cast(plan).handler) == {}


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.SAKSBEHANDLER, Role.GODKJENNER)])
def test_the_queue_is_kdds(role, signed_in):
    assert signed_in(role).get(reverse("queue")).status_code == 403


def test_the_queue_says_how_long_and_until_when(plan):
    cast = bring(plan, "sendt")
    due = timezone.localdate() + datetime.timedelta(days=5)
    Deadline.objects.create(title="Svar", date=due, agreement=plan.agreement)
    Deadline.objects.create(title="Senere", date=due + datetime.timedelta(days=1))
    (one,) = of(cast.handler).get(reverse("queue")).context["queue"].mine
    assert (one.days, one.due, one.state_money) == (0, due, 1000)


def test_the_queue_asks_as_often_for_many_plans_as_for_one(plan):
    cast = bring(plan, "sendt")
    client = of(cast.handler)

    def asked() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("queue"))
        return len(captured)

    few = asked()
    for _ in range(3):
        bring(small_plan(), "sendt")
    assert asked() == few


def waits(person: Person) -> list[str]:
    viewer = Viewer(
        person=person,
        today=timezone.localdate(),
        held=held(person),
        reach=reach(person, Capability.EDIT_TEXT),
        pilots=list(visible_pilots(person)),
        plans=list(visible_plans(person)),
    )
    return [one.what for one in turns(viewer)]


def test_the_front_page_says_whose_turn_it_is(plan):
    cast = bring(plan, "vedtatt")
    people = (cast.leader, cast.handler, cast.approver)
    assert [len(waits(one)) for one in people] == [1, 0, 0]
    take(plan, "send", cast.leader)
    assert [len(waits(one)) for one in people] == [0, 1, 0]
    take(plan, "innstill", cast.handler)
    assert [len(waits(one)) for one in people] == [0, 0, 1]
    take(plan, "trekk", cast.leader)
    take(plan, "send", cast.leader)
    take(plan, "be-om-endringer", cast.handler)
    assert waits(cast.leader) == ["KDD har bedt om endringer"]


def examined(person: Person, plan: Plan, query: str = "") -> str:
    return of(person).get(reverse("examine", kwargs=plan_address(plan)) + query).content.decode()


def again(plan: Plan, cast: steps.Cast, title: str) -> None:
    """Withdraw a plan that was sent, change it, and send it again."""
    take(plan, "trekk", cast.leader)
    take(plan, "tilbake", cast.leader)
    set_title(tiltak=plan.tiltak.get(), title=title, base=UNCHECKED, by=None)
    take(plan, "vedta", cast.leader, ADOPTION)
    take(plan, "send", cast.leader)


def test_a_first_plan_is_all_new(plan):
    cast = bring(plan, "sendt")
    page = examined(cast.handler, plan)
    assert "Da er alt nytt" in page
    assert reverse("plan", kwargs=plan_address(plan)) in page


def test_it_opens_on_what_is_new_since_she_last_went_through_it(plan):
    cast = bring(plan, "sendt")
    of(cast.handler).post(reverse("seen", kwargs=plan_address(plan)))
    again(plan, cast, "Bygge to bruer")
    again(plan, cast, "Bygge tre bruer")
    page = examined(cast.handler, plan)
    assert "Nytt siden versjon 1" in page
    assert "tre bruer" in page
    assert "Nytt siden versjon 2" in examined(cast.approver, plan, "?siden=2")
    mark_seen(version=plan.versions.get(number=2), by=cast.handler, at=timezone.now())
    assert "Nytt siden versjon 2" in examined(cast.handler, plan)
    # Somebody who has gone through the newer does not un-see it by an old page.
    mark_seen(version=plan.versions.get(number=1), by=cast.handler, at=timezone.now())
    assert Seen.objects.get(person=cast.handler).version.number == 2


def test_it_opens_on_last_years_plan_when_she_has_seen_no_version(plan):
    cast = bring(plan, "godkjent")
    later = fresh(continue_plan(earlier=fresh(plan), year=plan.year + 1, form=plan.form, language="nb", by=None))
    put(later.tiltak.get(), 4000, year=later.year)
    bring(later, "sendt", cast)
    page = examined(cast.handler, later)
    assert f"Nytt siden planen for {plan.year}" in page
    assert "3\N{NO-BREAK SPACE}000" in page


def test_what_was_said_of_the_year_s_changes_stands_where_they_are_gone_through(plan):
    bridge, wood = plan.tiltak.get(), make_tiltak(plan, "Rydde skog")
    cast = bring(plan, "godkjent")
    later = fresh(continue_plan(earlier=fresh(plan), year=plan.year + 1, form=plan.form, language="nb", by=None))
    changed, ended = later.tiltak.get(uid=bridge.uid), later.tiltak.get(uid=wood.uid)
    put(changed, 4000, year=later.year)
    delete_tiltak(tiltak=ended, by=None)
    set_change_text(plan=later, uid=changed.uid, said="begrunnelse", text="Stålet er dyrt.", base=UNCHECKED, by=None)
    bring(later, "sendt", cast)
    page = examined(cast.handler, later)
    assert "Begrunnelse: Stålet er dyrt." in page
    assert "Vurdering mangler." in page
    assert reverse("changes", kwargs=plan_address(later)) in page
    take(later, "trekk", cast.leader)
    take(later, "tilbake", cast.leader)
    set_change_text(plan=later, uid=ended.uid, said="vurdering", text="Skogen er ryddet.", base=UNCHECKED, by=None)
    take(later, "vedta", cast.leader, ADOPTION)
    take(later, "send", cast.leader)
    since = Page.of(examined(cast.handler, later, "?siden=1").encode())
    (told,) = since.find("//article[contains(@class, 'change')]")
    assert text(told).split() == ["Tiltak", "1.2", "Rydde", "skog", "Vurdering", "nytt:", "Skogen", "er", "ryddet."]


def test_it_is_the_frozen_version_that_is_gone_through(plan):
    cast = bring(plan, "sendt")
    again(plan, cast, "Bygge to bruer")
    plan.tiltak.update(title="Endret utenom")
    assert "Endret utenom" not in examined(cast.handler, plan, "?siden=1")


def test_the_decision_bar_has_what_she_may_do(plan):
    cast = bring(plan, "sendt")
    take(plan, "innstill", cast.handler, Said(comment="Si ja."))
    move = {key: reverse("move", kwargs={**plan_address(plan), "key": key}) for key in ("godkjenn", "be-om-endringer")}
    approver, handler = examined(cast.approver, plan), examined(cast.handler, plan)
    assert (move["godkjenn"] in approver, move["be-om-endringer"] in approver) == (True, False)
    assert (move["godkjenn"] in handler, move["be-om-endringer"] in handler) == (False, True)
    assert "Si ja." in approver


def test_only_kdd_goes_through_a_plan(plan):
    cast = bring(plan, "sendt")
    where = reverse("examine", kwargs=plan_address(plan))
    assert of(cast.leader).get(where).status_code == 403
    assert of(make_person(Role.OBSERVATOER)).get(where).status_code == 403
