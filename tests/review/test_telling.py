"""Who is told of a step in a plan and of what people say: those whose turn it is, and those who are spoken to."""

import pytest
from django.utils import timezone

from plans.models import Notice, Person, Plan
from plans.notices import visible_notices
from plans.roles import Capability, Role
from review import services
from review.models import Asked, Comment
from review.telling import turn_after
from review.workflow import BY_KEY, STATUSES, TRANSITIONS, TURNS
from tests import factories
from tests.review import steps

NOW = timezone.now()


def test_every_step_that_moves_a_plan_hands_the_turn_to_whom_the_table_says():
    for step in TRANSITIONS:
        for status in step.sources:
            wanted = TURNS[step.target][1] if step.target else None
            assert turn_after(step.key, step.to(status)) is (Capability.DECIDE if step.key == "innstill" else wanted)


def test_every_turn_can_be_told():
    from plans.tellings import TELLINGS

    for status in STATUSES:
        if TURNS[status][1]:
            assert TELLINGS[status].is_turn
            assert TELLINGS[status].needs == (TURNS[status][1],)
    assert "innstill" in BY_KEY


@pytest.fixture
def small(db, monkeypatch) -> Plan:
    """A plan of a pilot of its own; files are not made."""
    steps.quick_files(monkeypatch)
    return steps.small_plan()


def told(person: Person, plan: Plan, unread: bool = True) -> list[str]:
    rows = visible_notices(person).filter(plan=plan).order_by("pk")
    return [row.what for row in (rows.filter(read_at=None) if unread else rows)]


def test_the_turn_goes_from_hand_to_hand_and_takes_the_notice_along(small):
    cast = steps.Cast(small)
    second = factories.make_person(Role.PROSJEKTLEDER, pilot=small.agreement.pilot)
    secretary = factories.make_person(
        Role.KOMMUNESEKRETAER, pilot=small.agreement.pilot, party=factories.make_municipality(small.agreement.pilot)
    )
    steps.take(small, "vedta", cast.leader)
    assert (told(cast.leader, small), told(second, small)) == ([], ["vedtatt"])
    steps.take(small, "send", cast.leader)
    assert (told(second, small), told(cast.handler, small), told(cast.approver, small)) == ([], ["sendt"], [])
    steps.take(small, "be-om-endringer", cast.handler)
    assert (told(cast.leader, small), told(cast.handler, small)) == (["endringer"], [])
    for asked in Asked.objects.filter(move__plan=small):
        services.answer_asked(asked=asked, answer="Gjort.", base="*", by=cast.leader, at=NOW)
    steps.take(small, "send-igjen", cast.leader)
    assert told(cast.handler, small) == ["sendt"]
    steps.take(small, "innstill", cast.handler)
    assert (told(cast.handler, small), told(cast.approver, small)) == ([], ["innstilt"])
    steps.take(small, "godkjenn", cast.approver)
    assert told(cast.approver, small) == []
    assert told(cast.handler, small) == told(cast.leader, small) == told(secretary, small) == ["godkjent"]
    steps.take(small, "utbetal", cast.handler)
    assert told(cast.leader, small) == ["godkjent", "utbetalt"]
    steps.take(small, "gjenapne", cast.approver)
    assert told(cast.leader, small) == ["godkjent", "utbetalt", "gjenapnet"]
    # A draft is hidden from KDD again, and so is all that KDD was told of it.
    assert told(cast.handler, small, unread=False) == []


def test_kdds_people_with_a_role_in_the_pilot_are_not_told_that_it_is_their_turn(small):
    cast = steps.Cast(small)
    both = factories.make_person(Role.SAKSBEHANDLER)
    factories.give_role(both, Role.STYRINGSGRUPPE, pilot=small.agreement.pilot)
    steps.bring(small, "sendt", cast)
    assert not Notice.objects.filter(person=both).exists()


def test_who_has_handled_a_plan_is_not_told_to_decide_on_it(small):
    cast = steps.Cast(small)
    factories.give_role(cast.handler, Role.GODKJENNER)
    steps.bring(small, "sendt", cast)
    steps.take(small, "innstill", cast.handler)
    assert not Notice.objects.filter(person=cast.handler, what="innstilt").exists()
    assert told(cast.approver, small) == ["innstilt"]


def test_a_notice_leads_to_the_page_where_the_next_step_is_taken(small, client, settings):
    cast = steps.bring(small, "endringer")
    (notice,) = visible_notices(cast.leader).filter(read_at=None)
    client.force_login(cast.leader)
    assert client.get(notice.address).status_code == 200
    assert notice.address.endswith("/send/")


# What people say


def write(plan: Plan, by: Person, text: str, **fields) -> Comment:
    own = {"path": "plan/svar/rammer", "where": "Rammer", "audience": "pilot", "at": NOW}
    return services.write_comment(plan=plan, by=by, text=text, **{**own, **fields})


def test_who_is_named_in_a_comment_is_told_and_taken_back_with_the_name(plan, by, person):
    friend = person(Role.STYRINGSGRUPPE)
    comment = write(plan, by, f"Hva mener du, @{friend.name}?")
    assert told(friend, plan) == ["nevnt-pilot"]
    (notice,) = visible_notices(friend)
    assert notice.sentence() == f"{by.name} har nevnt deg i en kommentar"
    assert notice.address == f"/indre-namdal/2025/kommentarer/#kommentar-{comment.pk}"
    assert not Notice.objects.exclude(pk=notice.pk).filter(about=notice.about).exists()
    edited = services.edit_comment(comment=comment, text="Hva mener dere?", base="*", by=by, at=NOW)
    assert told(friend, plan) == []
    services.edit_comment(comment=edited, text=f"Hva mener du, @{friend.name}?", base="*", by=by, at=NOW)
    services.remove_comment(comment=edited, by=by, at=NOW)
    assert told(friend, plan) == []
    services.restore_comment(comment=edited, by=by)
    assert told(friend, plan) == ["nevnt-pilot"]


def test_no_word_of_a_comment_is_in_a_notice(plan, by, person):
    friend = person(Role.STYRINGSGRUPPE)
    write(plan, by, f"@{friend.name} Kvikksølv")
    (notice,) = Notice.objects.filter(person=friend).values()
    assert "Kvikksølv" not in str(notice)


def test_an_answer_is_told_to_those_in_the_thread_once(plan, by, person):
    friend, third = person(Role.STYRINGSGRUPPE), person(Role.MEDARBEIDER)
    thread = write(plan, by, "Er dette rett?")
    services.answer_comment(parent=thread, text="Ja.", by=friend, at=NOW)
    assert told(by, plan) == ["svart-pilot"]
    services.answer_comment(parent=thread, text=f"Nei, @{by.name}.", by=third, at=NOW)
    assert told(by, plan) == ["svart-pilot", "nevnt-pilot"]
    assert told(friend, plan) == ["svart-pilot"]
    assert told(third, plan) == []


def test_what_is_internal_to_kdd_is_hidden_from_who_has_left_kdd(plan, person):
    handler = factories.make_person(Role.SAKSBEHANDLER)
    factories.put_status(plan, Plan.Status.SENDT)
    factories.give_role(handler, Role.OBSERVATOER)
    write(plan, person(Role.GODKJENNER), f"@{handler.name} Se her.", audience="kdd", from_kdd=True)
    assert told(handler, plan) == ["nevnt-kdd"]
    handler.memberships.filter(role=Role.SAKSBEHANDLER).delete()
    assert told(handler, plan) == []
