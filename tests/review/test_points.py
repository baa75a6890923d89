"""What is open between the pilot and KDD follows to the next version, and says which version it was said of."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from plans import paths
from plans.models import Person, Plan
from plans.permissions import get_plan
from plans.roles import Role
from plans.services import UNCHECKED
from plans.views import plan_address
from review import services
from review.about import About
from review.audiences import voice
from review.models import Comment
from review.points import Point, points
from review.services.said import Ask, Said
from tests.factories import make_person, make_tiltak
from tests.review import steps

pytestmark = pytest.mark.django_db
MUST, ADVICE = Comment.Weight.MUST, Comment.Weight.ADVICE


@pytest.fixture
def cast(monkeypatch: pytest.MonkeyPatch) -> steps.Cast:
    steps.quick_files(monkeypatch)
    plan = steps.small_plan()
    make_tiltak(plan)
    return steps.bring(plan, "sendt")


@pytest.fixture
def plan(cast: steps.Cast) -> Plan:
    """A plan that KDD has before it in its first version."""
    return Plan.objects.select_related("agreement__pilot").get(moves__by=cast.leader, moves__key="send")


def say(
    plan: Plan, text: str, by: Person, *, weight: str = "", audience: str = "delt", from_kdd: bool = True
) -> Comment:
    return services.write_comment(
        plan=plan,
        path=paths.tiltak(plan.tiltak.get().uid),
        where="Tiltak 1.1: Bygge bro",
        audience=audience,
        weight=weight,
        from_kdd=from_kdd,
        text=text,
        by=by,
        at=timezone.now(),
    )


def found(plan: Plan, person: Person) -> list[Point]:
    plan = get_plan(person, **plan_address(plan))
    return points(voice(person, plan), plan, About(plan), timezone.now())


def test_they_follow_to_the_next_version_the_gravest_first(plan: Plan, cast: steps.Cast):
    say(plan, "Et råd.", cast.handler, weight=ADVICE)
    must = say(plan, "Dette må rettes.", cast.handler, weight=MUST)
    say(plan, "Bare for KDD.", cast.handler, audience="kdd")
    settled = say(plan, "Er løst.", cast.handler)
    services.resolve_comment(comment=settled, by=cast.handler, at=timezone.now())
    services.answer_comment(parent=must, text="Rettet.", by=cast.leader, at=timezone.now())
    steps.take(plan, "be-om-endringer", cast.handler, Said(asked=(Ask("plan/svar/introduksjon", "1.", "Si."),)))
    asked = plan.moves.get(key="be-om-endringer").asked.get()
    services.answer_asked(asked=asked, answer="Gjort.", base=UNCHECKED, by=cast.leader, at=timezone.now())
    steps.take(plan, "send-igjen", cast.leader)
    say(plan, "Nytt i versjon 2.", cast.handler)
    seen = [(one.thread.root.comment.text, one.thread.version, one.answered) for one in found(plan, cast.approver)]
    assert seen == [("Dette må rettes.", 1, True), ("Et råd.", 1, False), ("Nytt i versjon 2.", 2, False)]
    for person, page in ((cast.handler, "examine"), (cast.leader, "way")):
        client = Client()
        client.force_login(person)
        html = client.get(reverse(page, kwargs=plan_address(plan))).content.decode()
        told = [html.index(text) for text in ("Dette må rettes.", "Et råd.", "Nytt i versjon 2.")]
        assert told == sorted(told)
        assert html.count("Om versjon 1") == 2
        assert "Bare for KDD." not in html
        assert "Er løst." not in html


def test_a_question_of_the_pilot_waits_for_kdd(plan: Plan, cast: steps.Cast):
    question = say(plan, "Hva mener dere?", cast.leader, from_kdd=False)
    services.answer_comment(parent=question, text="Jeg også.", by=cast.leader, at=timezone.now())
    assert [one.answered for one in found(plan, cast.handler)] == [False]
    services.answer_comment(parent=question, text="Slik.", by=cast.handler, at=timezone.now(), from_kdd=True)
    assert [one.answered for one in found(plan, cast.handler)] == [True]


def test_who_does_not_read_what_they_say_to_each_other_sees_none(plan: Plan, cast: steps.Cast):
    say(plan, "Et råd.", cast.handler)
    assert found(plan, make_person(Role.OBSERVATOER)) == []


def test_what_kdd_asked_for_is_worked_off(plan: Plan, cast: steps.Cast):
    asked = tuple(Ask(f"plan/svar/{key}", key, "Si mer.") for key in ("introduksjon", "rammer"))
    steps.take(plan, "be-om-endringer", cast.handler, Said(asked=asked))
    client = Client()
    client.force_login(cast.leader)
    address = reverse("way", kwargs=plan_address(plan))
    assert "<strong>0 av 2</strong> er besvart." in client.get(address).content.decode()
    first = plan.moves.get(key="be-om-endringer").asked.all()[0]
    services.answer_asked(asked=first, answer="Gjort.", base=UNCHECKED, by=cast.leader, at=timezone.now())
    html = client.get(address).content.decode()
    assert "<strong>1 av 2</strong> er besvart." in html
    assert html.count("asked-one--done") == 1
