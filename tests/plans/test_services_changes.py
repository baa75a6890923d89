"""Reasons, assessments, links between tiltak, and answers that still stand."""

import uuid

import pytest
from django.core.exceptions import ValidationError

from plans import services
from plans.models import Answer, EditOpening, FieldChange, Plan, TiltakChange, TiltakLink
from plans.services import UNCHECKED, Closed, Conflict, field_hash
from plans.services.changes import MOST_CHARACTERS
from tests.factories import make_person, make_plan, make_tiltak, put_status

pytestmark = pytest.mark.django_db


@pytest.fixture
def two():
    """The plans of two years: «Gammelt» has ended, «Felles» goes on, «Nytt» is new."""
    earlier = make_plan(delmaal=2, year=2025)
    old, shared = make_tiltak(earlier, "Gammelt"), make_tiltak(earlier, "Felles")
    plan = services.continue_plan(earlier=earlier, year=2026, form=earlier.form, language="nb", by=None)
    services.delete_tiltak(tiltak=plan.tiltak.get(uid=old.uid), by=None)
    return plan, {"old": old, "shared": plan.tiltak.get(uid=shared.uid), "new": make_tiltak(plan, "Nytt")}


def say(plan, tiltak, text, base=UNCHECKED, by=None, said="begrunnelse"):
    return services.set_change_text(plan=plan, uid=tiltak.uid, said=said, text=text, base=base, by=by)


@pytest.mark.parametrize(
    ("said", "which", "column"), [("begrunnelse", "shared", "reason"), ("vurdering", "old", "assessment")]
)
def test_what_is_said_is_stored_with_a_trace(two, by, said, which, column):
    plan, tiltak = two
    say(plan, tiltak[which], " Vi prøvde.  \r\nDet gikk. ", field_hash(""), by, said)
    change = TiltakChange.objects.get(plan=plan)
    assert (change.uid, getattr(change, column)) == (tiltak[which].uid, "Vi prøvde.\nDet gikk.")
    trace = FieldChange.objects.get(path=f"tiltak/{tiltak[which].uid}/{said}")
    assert (trace.plan, trace.by, trace.before, trace.after) == (plan, by, "", "Vi prøvde.\nDet gikk.")
    assert tiltak[which].title in trace.label


def test_reason_and_assessment_stand_side_by_side_and_go_when_both_are_empty(two):
    plan, tiltak = two
    say(plan, tiltak["old"], "Hvorfor.")
    say(plan, tiltak["old"], "Hva.", said="vurdering")
    assert TiltakChange.objects.filter(plan=plan).count() == 1
    say(plan, tiltak["old"], "")
    assert TiltakChange.objects.get(plan=plan).assessment == "Hva."
    say(plan, tiltak["old"], "  ", said="vurdering")
    assert not TiltakChange.objects.filter(plan=plan).exists()
    say(plan, tiltak["old"], "")


def test_two_who_write_the_same_reason_field(two, by):
    plan, tiltak = two
    say(plan, tiltak["shared"], "Mitt", field_hash(""), make_person())
    with pytest.raises(Conflict) as conflict:
        say(plan, tiltak["shared"], "Ditt", field_hash(""), by)
    assert (conflict.value.mine, conflict.value.theirs) == ("Ditt", "Mitt")
    say(plan, tiltak["shared"], "Mitt", field_hash(""), by)
    assert TiltakChange.objects.get(plan=plan).reason == "Mitt"


def test_what_is_too_long_or_about_no_tiltak_is_refused(two):
    plan, tiltak = two
    with pytest.raises(ValidationError, match="Skriv høyst"):
        say(plan, tiltak["shared"], "x" * (MOST_CHARACTERS + 1))
    with pytest.raises(ValidationError, match="verken i denne planen eller i den forrige"):
        services.set_change_text(plan=plan, uid=uuid.uuid4(), said="begrunnelse", text="x", base=UNCHECKED, by=None)
    assert not TiltakChange.objects.filter(plan=plan).exists()


def test_a_closed_plan_takes_no_reason_unless_its_tiltak_is_opened(two):
    plan, tiltak = two
    put_status(plan, Plan.Status.SENDT)
    with pytest.raises(Closed):
        say(plan, tiltak["shared"], "Fordi")
    EditOpening.objects.create(plan=plan, path=f"tiltak/{tiltak['shared'].uid}")
    say(plan, tiltak["shared"], "Fordi")
    with pytest.raises(Closed):
        say(plan, tiltak["new"], "Fordi")


# Links


def link(plan, later, earlier, kind="slått sammen", by=None):
    return services.link_tiltak(plan=plan, uid=later.uid, earlier_uid=earlier.uid, kind=kind, by=by)


def test_a_link_ties_two_years_and_can_be_taken_away_and_put_back(two, by):
    plan, tiltak = two
    made = link(plan, tiltak["new"], tiltak["old"], by=by)
    assert (made.earlier_plan.year, made.later_plan, made.kind) == (2025, plan, "slått sammen")
    trace = FieldChange.objects.get(plan=plan, path=f"tiltak/{tiltak['new'].uid}/koblinger")
    assert (trace.after, trace.by) == ("slått sammen: Gammelt (2025)", by)
    removed = services.unlink_tiltak(link=made, by=by)
    assert not TiltakLink.objects.filter(later_plan=plan).exists()
    services.restore(removed=removed, by=by)
    assert TiltakLink.objects.get(later_plan=plan).earlier_uid == tiltak["old"].uid


def test_a_link_goes_from_the_plan_before_to_this_one(two):
    plan, tiltak = two
    for later, earlier in (("old", "shared"), ("shared", "new")):
        with pytest.raises(ValidationError, match="fra et tiltak i den forrige planen"):
            link(plan, tiltak[later], tiltak[earlier])
    with pytest.raises(ValidationError, match="det samme tiltaket"):
        link(plan, tiltak["shared"], tiltak["shared"])
    with pytest.raises(ValidationError, match="gyldig valg"):
        link(plan, tiltak["new"], tiltak["old"], kind="funnet på")


def test_tiltak_are_linked_once(two):
    plan, tiltak = two
    link(plan, tiltak["new"], tiltak["old"])
    with pytest.raises(ValidationError, match="allerede koblet"):
        link(plan, tiltak["new"], tiltak["old"], kind="delt")


def test_only_one_tiltak_continues_one_that_has_ended(two):
    plan, tiltak = two
    continued = TiltakLink.Kind.CONTINUED
    with pytest.raises(ValidationError, match="«Felles» sto i den forrige planen også"):
        link(plan, tiltak["shared"], tiltak["old"], continued)
    with pytest.raises(ValidationError, match="«Felles» står fortsatt i denne planen"):
        link(plan, tiltak["new"], tiltak["shared"], continued)
    link(plan, tiltak["new"], tiltak["old"], continued)
    with pytest.raises(ValidationError, match="fortsetter i bare ett"):
        link(plan, make_tiltak(plan, "Nytt også"), tiltak["old"], continued)
    with pytest.raises(ValidationError, match="allerede koblet"):
        link(plan, tiltak["new"], tiltak["old"], continued)
    link(plan, tiltak["new"], tiltak["shared"], TiltakLink.Kind.SPLIT)


def test_a_closed_plan_is_not_linked(two):
    plan, tiltak = two
    made = link(plan, tiltak["new"], tiltak["old"])
    put_status(plan, Plan.Status.SENDT)
    with pytest.raises(Closed):
        link(plan, tiltak["shared"], tiltak["old"])
    with pytest.raises(Closed):
        services.unlink_tiltak(link=made, by=None)


# Answers from last year


@pytest.fixture
def carried(two):
    """An answer of the plan, a delmål and a tiltak, all of them from last year."""
    plan, tiltak = two
    places = {"rammer": plan, "resultater": plan.delmaal.all()[0], "beskrivelse": tiltak["shared"]}
    for key, place in places.items():
        services.save_answer(place=place, key=key, html="<p>Slik.</p>", base=UNCHECKED, by=None)
    Answer.objects.filter(plan=plan).update(carried=True)
    return plan, places


@pytest.mark.parametrize("key", ["rammer", "resultater", "beskrivelse"])
def test_that_an_answer_still_stands_is_traced(carried, by, key):
    plan, places = carried
    for _ in range(2):
        answer = services.confirm_answer(place=places[key], key=key, by=by)
        assert (answer.carried, answer.html) == (False, "<p>Slik.</p>")
    assert Answer.objects.filter(plan=plan, carried=True).count() == 2
    trace = FieldChange.objects.get(plan=plan, path__endswith="/fra-i-fjor")
    assert (trace.before, trace.after, trace.by) == ("fra i fjor", "står fortsatt", by)
    assert key in trace.path


def test_what_is_not_answered_or_closed_cannot_be_confirmed(carried):
    plan, places = carried
    with pytest.raises(ValidationError, match="ikke noe svar"):
        services.confirm_answer(place=plan, key="introduksjon", by=None)
    put_status(plan, Plan.Status.SENDT)
    with pytest.raises(Closed):
        services.confirm_answer(place=plan, key="rammer", by=None)
    assert Answer.objects.filter(plan=plan, carried=True).count() == 3
    assert places
