"""Writing comments: what is kept, what is refused, and that no document ever has them."""

import datetime
import json

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from plans import services as plan_services
from plans.models import FieldChange, Plan
from plans.roles import Role
from plans.services import UNCHECKED, Conflict, field_hash
from reporting import document
from reporting.formats import data
from reporting.freezing import freeze
from reporting.load import load, standing
from review import services
from review.models import Comment
from review.models.comments import LONGEST
from review.services.comments import MOST, WITHIN
from tests import factories

NOW = timezone.now()
PATH = "plan/svar/rammer"


def write(plan: Plan, by, **fields) -> Comment:
    own = {"path": PATH, "where": "Rammer", "audience": "pilot", "text": "Er dette rett?", "at": NOW}
    return services.write_comment(plan=plan, by=by, **{**own, **fields})


def test_a_comment_on_a_part_carries_its_uid(plan, by):
    tiltak, goal, post = plan.tiltak.all()[0], plan.delmaal.all()[0], plan.posts.all()[0]
    for path, uid in (
        (f"tiltak/{tiltak.uid}", tiltak.uid),
        (f"tiltak/{tiltak.uid}/kroner/kdd/2025/planlagt", tiltak.uid),
        (f"delmaal/{goal.uid}/svar/resultater", goal.uid),
        (f"post/{post.uid}", post.uid),
        (PATH, None),
    ):
        assert write(plan, by, path=path).uid == uid


@pytest.mark.parametrize(
    "path",
    ["", "tiltak", "tiltak/", "tiltak/x", f"tiltak/{'0' * 8}-0000-0000-0000-{'0' * 12}", "avtale/1/x", "pilot/x"],
)
def test_a_place_that_the_plan_does_not_have_is_refused(path, plan, by):
    with pytest.raises(ValidationError):
        write(plan, by, path=path)


def test_a_place_of_another_plan_is_refused(plan, by):
    other = factories.make_plan(tiltak=1)
    with pytest.raises(ValidationError, match="ingen slik del"):
        write(plan, by, path=f"tiltak/{other.tiltak.all()[0].uid}")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Hei\r\nder  ", "Hei\nder"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("a\x00b\u202ec\ufeff", "abc"),
        ("e\u0301", "é"),
        ("=1+1", "=1+1"),
        ("{{ x }}{% y %}", "{{ x }}{% y %}"),
        ("å" * LONGEST, "å" * LONGEST),
    ],
)
def test_hostile_text_is_kept_as_text(typed, kept, plan, by):
    assert write(plan, by, text=typed).text == kept


@pytest.mark.parametrize("typed", ["", "  \n ", "\u200b\x00", "å" * (LONGEST + 1)])
def test_nothing_and_too_much_are_refused_with_a_sentence(typed, plan, by):
    with pytest.raises(ValidationError) as refused:
        write(plan, by, text=typed)
    assert refused.value.messages[0].endswith(".")
    assert not Comment.objects.exists()


def test_an_answer_is_where_the_thread_is_and_for_whom_it_is(plan, by, person):
    thread = write(plan, by, audience="delt")
    answer = services.answer_comment(parent=thread, text="Ja.", by=person(Role.MEDARBEIDER), at=NOW)
    assert (answer.path, answer.audience, answer.parent) == (PATH, "delt", thread)
    with pytest.raises(ValidationError, match="samtalen begynte"):
        services.answer_comment(parent=answer, text="Nei.", by=by, at=NOW)


def test_only_who_may_read_is_mentioned(plan, by, person):
    named = "@Aslak Lifjelldal, @torunn mebygda, @Jonas Vikhammer, @Nils Ante Bierna og @Oda Kvernmo"
    comment = write(plan, by, text=named)
    assert set(comment.mentioned.all()) == {person(Role.MEDARBEIDER), person(Role.STYRINGSGRUPPE)}
    edited = services.edit_comment(comment=comment, text="Ingen.", base=UNCHECKED, by=by, at=NOW)
    assert not edited.mentioned.exists()


def test_ones_own_is_edited_for_a_while_and_what_stood_there_is_kept(plan, by):
    comment = write(plan, by, text="Før")
    later = NOW + datetime.timedelta(minutes=15)
    edited = services.edit_comment(comment=comment, text="Etter", base=field_hash("Før"), by=by, at=later)
    assert (edited.text, edited.earlier[0]["text"], edited.edited_at) == ("Etter", "Før", later)
    with pytest.raises(Conflict):
        services.edit_comment(comment=comment, text="Annet", base=field_hash("Før"), by=by, at=later)
    with pytest.raises(ValidationError, match="de første 15 minuttene"):
        services.edit_comment(
            comment=comment, text="For sent", base=UNCHECKED, by=by, at=later + datetime.timedelta(seconds=1)
        )


def test_what_is_removed_stays_a_row_and_can_be_put_back(plan, by):
    comment = write(plan, by)
    services.remove_comment(comment=comment, by=by, at=NOW)
    for again in (
        lambda: services.remove_comment(comment=comment, by=by, at=NOW),
        lambda: services.edit_comment(comment=comment, text="x", base=UNCHECKED, by=by, at=NOW),
    ):
        with pytest.raises(ValidationError, match="fjernet"):
            again()
    assert Comment.objects.get().text == "Er dette rett?"
    assert services.restore_comment(comment=comment, by=by).removed_at is None


def test_a_thread_is_resolved_once_and_reopened(plan, by, person):
    comment = write(plan, by)
    services.resolve_comment(comment=comment, by=by, at=NOW)
    again = services.resolve_comment(comment=comment, by=person(Role.MEDARBEIDER), at=timezone.now())
    assert (again.resolved_by, again.resolved_at) == (by, NOW)
    opened = services.reopen_comment(comment=comment, by=by)
    assert (opened.resolved_by, opened.resolved_at) == (None, None)


def test_a_flood_is_stopped_and_passes(plan, by, person):
    for _ in range(MOST):
        thread = write(plan, by)
    for more in (
        lambda at: write(plan, by, at=at),
        lambda at: services.answer_comment(parent=thread, text="x", by=by, at=at),
    ):
        with pytest.raises(ValidationError, match="Vent noen minutter"):
            more(NOW)
    write(plan, person(Role.MEDARBEIDER))
    write(plan, by, at=NOW + WITHIN)


def test_comments_stay_with_a_tiltak_that_is_moved_removed_and_put_back(plan, by):
    tiltak = plan.tiltak.all()[0]
    comment = write(plan, by, path=f"tiltak/{tiltak.uid}/title")
    goal = plan.delmaal.last()
    plan_services.move_tiltak(tiltak=tiltak, delmaal=goal, base=UNCHECKED, by=by)
    removed = plan_services.delete_tiltak(tiltak=tiltak, by=by)
    assert Comment.objects.get(pk=comment.pk).uid == tiltak.uid
    plan_services.restore(removed=removed, by=by)
    assert plan.tiltak.get(uid=comment.uid).delmaal == goal


def test_no_document_and_no_log_has_a_comment(plan, by):
    tiltak = plan.tiltak.all()[0]
    changed_at = Plan.objects.get(pk=plan.pk).changed_at
    for path in (PATH, f"tiltak/{tiltak.uid}/svar/beskrivelse"):
        thread = write(plan, by, path=path, text="Hvisket hemmelighet")
        services.answer_comment(parent=thread, text="Hvisket hemmelighet", by=by, at=NOW)
    value = load(plan)
    snapshot = freeze(plan=plan, by=by, at=NOW)
    shown = [
        document.html(value, standing(plan), str),
        data.write(value, standing(plan)).decode(),
        bytes(snapshot.data).decode(),
        json.dumps(list(FieldChange.objects.filter(plan=plan).values_list("before", "after"))),
    ]
    assert all(len(text) > 1000 for text in shown)
    assert not any("Hvisket" in text for text in shown)
    assert Plan.objects.get(pk=plan.pk).changed_at == changed_at
