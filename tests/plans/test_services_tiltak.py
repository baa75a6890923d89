"""Tiltak: made, removed, moved in time, and who carries them out."""

import uuid

import pytest
from django.core.exceptions import ValidationError

from plans import services
from plans.models import Answer, FieldChange, Party, Plan, Tiltak, TiltakParty
from plans.services import UNCHECKED, Closed, Conflict, field_hash
from plans.services.tiltak import parties_value, time_frame_value
from plans.timeframe import TimeFrame
from tests.factories import make_plan, make_tiltak, put, put_status

pytestmark = pytest.mark.django_db
RESPONSIBLE, PARTNER = TiltakParty.Part.RESPONSIBLE, TiltakParty.Part.PARTNER


@pytest.fixture
def tiltak(db):
    return make_tiltak(make_plan())


def parties(*keys):
    return [Party.objects.get(key=key) for key in keys]


def set_parties(tiltak, part, *keys, text="", base=UNCHECKED):
    return services.set_parties(tiltak=tiltak, part=part, parties=parties(*keys), text=text, base=base, by=None)


def test_a_new_tiltak_comes_last_in_its_delmaal(db):
    plan = make_plan(tiltak=2)
    first, second = plan.delmaal.all()
    services.create_tiltak(delmaal=first, title="  Bygge bro ", by=None)
    services.create_tiltak(delmaal=second, title="Grave tunnel", by=None)
    assert [row.title for row in first.tiltak.all()] == ["Tiltak 1", "Tiltak 2", "Bygge bro"]
    assert [row.position for row in first.tiltak.all()] == [1, 2, 3]
    assert [row.title for row in second.tiltak.all()] == ["Tiltak 1", "Tiltak 2", "Grave tunnel"]


def test_a_tiltak_that_goes_on_keeps_its_uid(db):
    plan = make_plan()
    uid = uuid.uuid4()
    assert services.create_tiltak(delmaal=plan.delmaal.all()[0], title="Bygge bro", uid=uid, by=None).uid == uid


def test_a_new_tiltak_leaves_a_trace(tiltak):
    trace = FieldChange.objects.get(plan=tiltak.plan, path=f"tiltak/{tiltak.uid}/title")
    assert (trace.label, trace.before, trace.after) == ("Nytt tiltak", "", "Bygge bro")


def test_a_removed_tiltak_takes_its_answers_parties_and_amounts_along(tiltak, by):
    set_parties(tiltak, PARTNER, "lierne")
    services.save_answer(place=tiltak, key="beskrivelse", html="<p>Bro.</p>", base=UNCHECKED, by=None)
    put(tiltak, 500_000)
    services.delete_tiltak(tiltak=tiltak, by=by)
    assert not Tiltak.objects.filter(plan=tiltak.plan).exists()
    assert not Answer.objects.filter(plan=tiltak.plan).exists()
    assert not tiltak.plan.lines.exists()
    trace = FieldChange.objects.get(plan=tiltak.plan, label="Fjernet tiltak")
    assert (trace.before, trace.after, trace.by) == ("Bygge bro", "", by)


def test_nothing_is_made_or_removed_in_a_closed_plan(tiltak):
    put_status(tiltak.plan, Plan.Status.SENDT)
    with pytest.raises(Closed):
        services.create_tiltak(delmaal=tiltak.delmaal, title="Nytt", by=None)
    with pytest.raises(Closed):
        services.delete_tiltak(tiltak=tiltak, by=None)
    assert Tiltak.objects.filter(plan=tiltak.plan).count() == 1


def test_titles_hold_single_spaces(tiltak):
    saved = services.set_title(tiltak=tiltak, title="  Bygge \n to\u00a0 broer ", base=UNCHECKED, by=None)
    assert saved.title == "Bygge to broer"


def test_a_title_that_is_too_long_is_refused_whole(tiltak):
    with pytest.raises(ValidationError):
        services.set_title(tiltak=tiltak, title="x" * 251, base=UNCHECKED, by=None)
    tiltak.refresh_from_db()
    assert tiltak.title == "Bygge bro"


def test_a_phase_is_one_of_the_known_or_none(tiltak):
    for phase in (*Tiltak.Phase.values, ""):
        assert services.set_phase(tiltak=tiltak, phase=phase, base=UNCHECKED, by=None).phase == phase
    with pytest.raises(ValidationError):
        services.set_phase(tiltak=tiltak, phase="pause", base=UNCHECKED, by=None)


@pytest.mark.parametrize(
    "frame", [("2025", "2026", ""), ("", "2025-03", ""), ("2025-06", "2026-01-01", "x"), ("", "", "")]
)
def test_time_frames_are_kept_as_written(tiltak, frame):
    saved = services.set_time_frame(tiltak=tiltak, frame=TimeFrame(*frame), base=UNCHECKED, by=None)
    assert time_frame_value(Tiltak.objects.get(pk=saved.pk)) == list(frame)


@pytest.mark.parametrize(
    "frame", [("2026", "2025"), ("2025-02-30", ""), ("", "2025-06-31"), ("i fjor", ""), ("2025 ", "2026")]
)
def test_a_time_frame_that_cannot_be_is_refused_whole(tiltak, frame):
    services.set_time_frame(tiltak=tiltak, frame=TimeFrame("2025", "2026", "som avtalt"), base=UNCHECKED, by=None)
    with pytest.raises(ValidationError):
        services.set_time_frame(
            tiltak=tiltak, frame=TimeFrame(frame[0], frame[1], "ny merknad"), base=UNCHECKED, by=None
        )
    assert time_frame_value(Tiltak.objects.get(pk=tiltak.pk)) == ["2025", "2026", "som avtalt"]


def test_parties_stand_in_the_order_they_were_named(tiltak):
    set_parties(tiltak, RESPONSIBLE, "lierne", "grong", "namsskogan", text=" og  andre ")
    tiltak.refresh_from_db()
    assert parties_value(tiltak, RESPONSIBLE) == ["lierne", "grong", "namsskogan", "og andre"]
    set_parties(tiltak, RESPONSIBLE, "namsskogan", "lierne")
    tiltak.refresh_from_db()
    assert parties_value(tiltak, RESPONSIBLE) == ["namsskogan", "lierne", ""]
    assert [row.party.key for row in tiltak.parties.all()] == ["namsskogan", "lierne"]


def test_responsible_and_partners_are_two_lists(tiltak):
    set_parties(tiltak, RESPONSIBLE, "lierne", text="kommunene")
    set_parties(tiltak, PARTNER, "grong", "lierne", text="næringslivet")
    set_parties(tiltak, RESPONSIBLE, "grong")
    tiltak.refresh_from_db()
    assert parties_value(tiltak, RESPONSIBLE) == ["grong", ""]
    assert parties_value(tiltak, PARTNER) == ["grong", "lierne", "næringslivet"]


def test_another_order_is_another_value(tiltak):
    set_parties(tiltak, PARTNER, "lierne", "grong")
    with pytest.raises(Conflict):
        set_parties(tiltak, PARTNER, "lierne", base=field_hash(["grong", "lierne", ""]))
    set_parties(tiltak, PARTNER, "grong", "lierne", base=field_hash(["lierne", "grong", ""]))
    assert parties_value(tiltak, PARTNER) == ["grong", "lierne", ""]
    assert FieldChange.objects.get(path=f"tiltak/{tiltak.uid}/partner").after == "grong, lierne, "


def test_only_the_text_may_change(tiltak):
    set_parties(tiltak, PARTNER, "lierne", text="naboer")
    rows = list(tiltak.parties.values_list("pk", flat=True))
    set_parties(tiltak, PARTNER, "lierne", text="næringslivet")
    assert list(tiltak.parties.values_list("pk", flat=True)) == rows
    assert Tiltak.objects.get(pk=tiltak.pk).partners_text == "næringslivet"


def test_a_party_named_twice_leaves_the_list_as_it_was(tiltak):
    set_parties(tiltak, PARTNER, "lierne")
    with pytest.raises(ValidationError, match="to ganger"):
        set_parties(tiltak, PARTNER, "grong", "grong")
    tiltak.refresh_from_db()
    assert parties_value(tiltak, PARTNER) == ["lierne", ""]


def test_a_save_changes_its_own_field_and_no_other(tiltak):
    """Somebody else's save of another field, made after this tiltak was fetched, stands."""
    services.set_phase(tiltak=tiltak, phase="strategi", base=field_hash(""), by=None)
    services.set_title(tiltak=tiltak, title="Bygge to broer", base=field_hash("Bygge bro"), by=None)
    found = Tiltak.objects.get(pk=tiltak.pk)
    assert (found.title, found.phase) == ("Bygge to broer", "strategi")
