"""Removing with a way back: everything that goes is kept, and comes back as it was or not at all."""

import datetime
import json

import pytest
from django.apps import apps
from django.core import serializers
from django.core.exceptions import ValidationError
from django.db import transaction

from budgets import services as money
from budgets.models import BudgetLine, BudgetPost, FundingSource
from plans import services
from plans.models import (
    Deadline,
    EditOpening,
    FieldChange,
    Meeting,
    Membership,
    Party,
    Plan,
    Removed,
    Tiltak,
    TiltakParty,
    WorkGroup,
)
from plans.roles import Role
from plans.services import UNCHECKED, Closed
from plans.services.removal import remove
from tests.empty_delmaal import empty_delmaal
from tests.factories import make_plan, make_post, make_tiltak, put, put_status
from tests.pictures import png

pytestmark = pytest.mark.django_db
NOON = datetime.datetime(2025, 3, 4, 12, tzinfo=datetime.UTC)
#: What a removal leaves behind, and when somebody last wrote.
LEFT = {"plans.removed", "plans.fieldchange", "plans.plan"}


def everything():
    """Every row of the project's tables as data, but what a removal leaves behind."""
    found = {}
    for model in apps.get_models(include_auto_created=True):
        label = model._meta.label_lower
        if model._meta.app_label in ("plans", "budgets") and label not in LEFT and label != "plans.blob":
            rows = json.loads(serializers.serialize("json", model._base_manager.order_by("pk")))
            found.update({(label, row["pk"]): row["fields"] for row in rows})
    return found


def full_tiltak(plan):
    """A tiltak with everything that can hang on one."""
    tiltak = make_tiltak(plan)
    services.save_answer(place=tiltak, key="beskrivelse", html="<p>Slik «gjør» vi det.</p>", base=UNCHECKED, by=None)
    services.set_parties(
        tiltak=tiltak,
        part=TiltakParty.Part.PARTNER,
        parties=[Party.objects.get(key=key) for key in ("lierne", "grong")],
        text="naboene",
        base=UNCHECKED,
        by=None,
    )
    put(tiltak, 500, note="I to deler")
    put(tiltak, 0, "annet", certainty="sokt")
    return tiltak


@pytest.fixture
def draft(db):
    return make_plan(delmaal=2, tiltak=2)


REMOVALS = {
    "tiltak": lambda plan: services.delete_tiltak(tiltak=full_tiltak(plan), by=None),
    "post": lambda plan: money.remove_post(post=full_post(plan), by=None),
    "figure": lambda plan: services.remove_figure(figure=figure(plan), by=None),
    "work group": lambda plan: services.remove_work_group(
        group=services.create_work_group(
            agreement=plan.agreement, name="Bolig", leader=None, delmaal=plan.delmaal.all()[0].delmaal, by=None
        ),
        by=None,
    ),
    "deadline": lambda plan: services.remove_deadline(
        deadline=services.create_deadline(agreement=plan.agreement, title="Send", date=NOON.date(), by=None), by=None
    ),
    "deadline of all": lambda plan: services.remove_deadline(
        deadline=services.create_deadline(agreement=None, title="Send", date=NOON.date(), by=None), by=None
    ),
    "meeting": lambda plan: services.remove_meeting(
        meeting=services.create_meeting(agreement=plan.agreement, title="Møte", date=None, by=None), by=None
    ),
    "source": lambda plan: money.remove_source(
        source=FundingSource.objects.get(pilot=plan.agreement.pilot, key="statsforvalter"), by=None
    ),
    "frame": lambda plan: money.remove_frame(frame=frame(plan), by=None),
    "membership": lambda plan: services.end_membership(
        membership=Membership.objects.get(role=Role.MEDARBEIDER, pilot__slug="indre-namdal"), by=None
    ),
    "delmål": lambda plan: services.remove_delmaal(delmaal=empty_delmaal(plan), by=None),
}


def full_post(plan):
    post = money.create_post(plan=plan, name="Prosjektledelse", by=None)
    put(post, 700)
    put(post, 800, year=2026)
    money.set_earlier_figure(row=post, year=2024, kroner=5, by=None)
    return post


def figure(plan):
    return services.add_figure(plan=plan, data=png(), alt="Et kart.", caption="Kart", by=None)


def frame(plan):
    return money.create_frame(
        agreement=plan.agreement,
        source=FundingSource.objects.get(pilot=plan.agreement.pilot, key="kdd"),
        year=2026,
        kroner=5,
        certainty="planlagt",
        by=None,
    )


@pytest.mark.parametrize("kind", REMOVALS)
def test_what_is_put_back_is_as_it_was(kind, draft):
    # Removed twice: the first time shows what there was before, since what is removed is made by the same call.
    removed = REMOVALS[kind](draft)
    gone = everything()
    services.restore(removed=removed, by=None)
    whole = everything()
    assert whole.keys() > gone.keys()
    again = remove_again(removed)
    assert everything() == gone
    assert Removed.objects.get(pk=again.pk).data["rows"] == removed.data["rows"]
    services.restore(removed=again, by=None)
    assert everything() == whole


def remove_again(removed):
    """Remove the same rows once more."""
    rows = [apps.get_model(label)._base_manager.get(pk=key) for label, key in removed.data["roots"]]
    with transaction.atomic():
        return remove(rows=rows, path=removed.path, by=None, plan=removed.plan, pilot=removed.pilot)


def test_a_tiltak_takes_its_answers_parties_and_amounts_along(draft):
    tiltak = full_tiltak(draft)
    removed = services.delete_tiltak(tiltak=tiltak, by=None)
    models = sorted(row["model"] for row in removed.data["rows"])
    assert models == ["budgets.budgetline"] * 2 + ["plans.answer", "plans.tiltak"] + ["plans.tiltakparty"] * 2
    assert not BudgetLine.objects.filter(plan=draft).exists()


def test_a_removal_says_who_what_and_when(draft, by):
    tiltak = make_tiltak(draft, "Bygge bro")
    removed = services.delete_tiltak(tiltak=tiltak, by=by, at=NOON)
    assert (removed.plan, removed.pilot, removed.by, removed.at) == (draft, draft.agreement.pilot, by, NOON)
    assert (removed.label, removed.path, removed.restored_at) == ("Tiltak «Bygge bro»", f"tiltak/{tiltak.uid}", None)
    trace = FieldChange.objects.get(path=f"tiltak/{tiltak.uid}/fjernet")
    assert (trace.label, trace.before, trace.after) == ("Fjernet tiltak", "Bygge bro", "")
    assert (trace.by, trace.at) == (by, NOON)


def test_putting_back_says_who_and_when_and_happens_once(draft, by):
    tiltak = make_tiltak(draft, "Bygge bro")
    removed = services.delete_tiltak(tiltak=tiltak, by=by, at=NOON)
    later = NOON + datetime.timedelta(minutes=1)
    assert services.restore(removed=removed, by=by, at=later).restored_at == later
    trace = FieldChange.objects.get(path=f"tiltak/{tiltak.uid}/satt-tilbake")
    assert (trace.before, trace.after, trace.by, trace.at) == ("", "Tiltak «Bygge bro»", by, later)
    with pytest.raises(ValidationError, match="allerede satt tilbake"):
        services.restore(removed=removed, by=by)


def test_what_is_gone_is_not_removed_again(draft):
    tiltak = make_tiltak(draft)
    services.delete_tiltak(tiltak=tiltak, by=None)
    with pytest.raises(ValidationError, match="allerede fjernet"):
        services.delete_tiltak(tiltak=tiltak, by=None)
    assert Removed.objects.filter(plan=draft).count() == 1


def refused(removed, match):
    before = everything()
    with pytest.raises(ValidationError, match=match) as error:
        services.restore(removed=removed, by=None)
    assert everything() == before
    assert Removed.objects.get(pk=removed.pk).restored_at is None
    return error.value


def test_a_closed_plan_gives_nothing_away_and_takes_nothing_back(draft):
    tiltak, other = make_tiltak(draft), make_tiltak(draft, "Bygge vei")
    removed = services.delete_tiltak(tiltak=tiltak, by=None)
    put_status(draft, Plan.Status.SENDT)
    with pytest.raises(Closed):
        services.delete_tiltak(tiltak=other, by=None)
    with pytest.raises(Closed):
        services.restore(removed=removed, by=None)
    EditOpening.objects.create(plan=draft, path=removed.path)
    services.restore(removed=removed, by=None)
    assert Tiltak.objects.filter(pk=tiltak.pk).exists()


def test_nothing_comes_back_to_a_place_that_is_gone(draft):
    delmaal = empty_delmaal(draft)
    tiltak = services.create_tiltak(delmaal=draft.delmaal.get(uid=delmaal.uid), title="Ferie", by=None)
    removed = services.delete_tiltak(tiltak=tiltak, by=None)
    below = services.remove_delmaal(delmaal=delmaal, by=None)
    refused(removed, r"Tiltak «Ferie» kan ikke settes tilbake. Det hører til noe som er fjernet siden \(delmål\)")
    services.restore(removed=below, by=None)
    services.restore(removed=removed, by=None)
    assert Tiltak.objects.filter(pk=tiltak.pk).exists()


def test_an_amount_does_not_come_back_without_its_source(draft):
    tiltak = make_tiltak(draft)
    put(tiltak, 500, "annet")
    removed = services.delete_tiltak(tiltak=tiltak, by=None)
    source = FundingSource.objects.get(pilot=draft.agreement.pilot, key="annet")
    below = money.remove_source(source=source, by=None)
    refused(removed, r"fjernet siden \(kilde\)")
    services.restore(removed=below, by=None)
    services.restore(removed=removed, by=None)
    assert BudgetLine.objects.get(tiltak=tiltak).kroner == 500


def test_nothing_comes_back_to_a_name_that_is_taken(draft):
    removed = money.remove_post(post=make_post(draft, "Drift"), by=None)
    make_post(draft, "Drift")
    refused(removed, "Budsjettpost «Drift» kan ikke settes tilbake. Planen har allerede en post med dette navnet")


def test_a_tiltak_that_has_been_made_again_does_not_come_back(draft):
    tiltak = make_tiltak(draft)
    removed = services.delete_tiltak(tiltak=tiltak, by=None)
    services.create_tiltak(delmaal=draft.delmaal.all()[1], title="Det samme", uid=tiltak.uid, by=None)
    refused(removed, "Tiltaket står allerede i planen")


def test_nothing_comes_back_to_a_year_outside_the_agreement(draft):
    post = make_post(draft)
    put(post, 800, year=2027)
    removed = money.remove_post(post=post, by=None)
    services.set_agreement_period(agreement=draft.agreement, first_year=2024, last_year=2026, base=UNCHECKED, by=None)
    refused(removed, "Avtalen gjelder ikke lenger for beløpene for 2027")
    frame_removed = money.remove_frame(frame=frame(draft), by=None)
    services.set_agreement_period(agreement=draft.agreement, first_year=2024, last_year=2025, base=UNCHECKED, by=None)
    refused(frame_removed, "rammen for 2026")


def test_a_frame_from_before_the_agreement_stops_nothing(draft):
    source = FundingSource.objects.get(pilot=draft.agreement.pilot, key="kdd")
    money.create_frame(agreement=draft.agreement, source=source, year=2022, kroner=5, certainty="planlagt", by=None)
    removed = services.delete_tiltak(tiltak=make_tiltak(draft), by=None)
    assert services.restore(removed=removed, by=None).restored_at


def test_an_emptied_reference_is_filled_unless_somebody_has(draft):
    delmaal = empty_delmaal(draft)
    other = draft.agreement.delmaal.all()[0]
    kept, changed = (
        services.create_work_group(agreement=draft.agreement, name=name, leader=None, delmaal=delmaal, by=None)
        for name in "AB"
    )
    removed = services.remove_delmaal(delmaal=delmaal, by=None)
    kept.refresh_from_db()
    assert kept.delmaal is None
    services.update_work_group(group=changed, name="B", leader=None, delmaal=other, base=UNCHECKED, by=None)
    services.restore(removed=removed, by=None)
    assert WorkGroup.objects.get(pk=kept.pk).delmaal == delmaal
    assert WorkGroup.objects.get(pk=changed.pk).delmaal == other


def test_a_reference_that_can_be_empty_comes_back_empty(draft):
    delmaal = empty_delmaal(draft)
    group = WorkGroup.objects.get(name="Feriegruppa")
    removed = services.remove_work_group(group=group, by=None)
    services.remove_delmaal(delmaal=delmaal, by=None)
    services.restore(removed=removed, by=None)
    assert WorkGroup.objects.get(pk=group.pk).delmaal is None


def test_a_party_that_is_in_use_is_not_removed(draft):
    make = full_tiltak(draft)
    with transaction.atomic(), pytest.raises(ValidationError, match=r"Part «Lierne» kan ikke fjernes. Det brukes av"):
        remove(rows=[Party.objects.get(key="lierne")], path="part/lierne", by=None)
    assert make.parties.count() == 2


@pytest.mark.parametrize("part", ["rows", "emptied"])
def test_a_removal_from_an_older_portal_says_so(part, draft):
    removed = services.delete_tiltak(tiltak=make_tiltak(draft), by=None)
    gone = {"rows": {"model": "plans.milestone", "pk": 1, "fields": {}}, "emptied": ["plans.milestone", 1, "plan", 1]}
    removed.data[part].append(gone[part])
    removed.save()
    refused(removed, "eldre utgave av portalen")


def test_posts_and_sources_close_up_and_open_again(draft):
    posts = [make_post(draft, name) for name in "ABC"]
    removed = money.remove_post(post=posts[1], by=None)
    assert list(BudgetPost.objects.filter(plan=draft).values_list("name", "position")) == [("A", 1), ("C", 2)]
    services.restore(removed=removed, by=None)
    assert sorted(BudgetPost.objects.filter(plan=draft).values_list("position", flat=True)) == [1, 2, 3]


def test_nothing_is_left_of_a_small_row(draft):
    for model, service, row in (
        (Deadline, "deadline", services.create_deadline(agreement=draft.agreement, title="D", date=NOON, by=None)),
        (Meeting, "meeting", services.create_meeting(agreement=draft.agreement, title="M", date=None, by=None)),
    ):
        getattr(services, f"remove_{service}")(**{service: row}, by=None)
        assert not model.objects.filter(pk=row.pk).exists()
