"""The form of a tiltak: what the database and the services refuse is said at the field it is about."""

import pytest

from plans import services
from plans.forms import TiltakForm
from plans.models import Answer, FieldChange, Plan, Tiltak, TiltakParty
from plans.richtext import MAX_CHARACTERS
from plans.services import UNCHECKED, Closed
from plans.services.tiltak import parties_value, time_frame_value
from plans.timeframe import TimeFrame
from tests.factories import make_person, put_status
from tests.submitting import shown, submitted

pytestmark = pytest.mark.django_db
PARTIAL_DATE = "Skriv et år (2025), en måned (2025-04) eller en dato (2025-04-30)."


@pytest.fixture
def tiltak(plan):
    return Tiltak.objects.select_related("plan__agreement__pilot", "delmaal").get(
        plan=plan, delmaal__number=1, position=4
    )


def send(tiltak, by, **changes):
    """Send the form and return it, after saving it as far as it can be saved."""
    form = submitted(TiltakForm, tiltak, **changes)
    if form.is_valid():
        form.save(by)
    return form


def stored(tiltak):
    """Everything the form holds, as it stands in the database."""
    found = Tiltak.objects.get(pk=tiltak.pk)
    return (
        found.title,
        found.phase,
        time_frame_value(found),
        *(parties_value(found, part) for part in TiltakParty.Part),
        sorted(Answer.objects.filter(tiltak=found).values_list("prompt__key", "html")),
    )


def test_a_form_nobody_touched_changes_nothing(tiltak, by):
    before = stored(tiltak), FieldChange.objects.count()
    assert not send(tiltak, by).errors
    assert (stored(tiltak), FieldChange.objects.count()) == before


def test_every_field_is_saved(tiltak, by):
    form = send(
        tiltak,
        by,
        title="Bygge  bro",
        phase="uttesting",
        responsible=["grong", "lierne"],
        responsible_text="kommunene",
        partners=[],
        partners_text="",
        time_from="2025",
        time_to="2026-06",
        time_text="om været holder",
        svar_beskrivelse="En **bro**.\r\n\r\n- to\r\n- spenn",
    )
    assert not form.errors
    found = stored(tiltak)
    assert found[:3] == ("Bygge bro", "uttesting", ["2025", "2026-06", "om været holder"])
    assert (set(found[3][:-1]), found[3][-1], found[4]) == ({"grong", "lierne"}, "kommunene", [""])
    html = dict(found[5])["beskrivelse"]
    assert html == "<p>En <strong>bro</strong>.</p><ul><li>to</li><li>spenn</li></ul>"


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"title": ""}, "title", "Et tiltak må ha en tittel."),
        ({"title": "  "}, "title", "Et tiltak må ha en tittel."),
        ({"time_from": "våren"}, "time_from", PARTIAL_DATE),
        ({"time_to": "2025-13"}, "time_to", PARTIAL_DATE),
        ({"time_to": "2025-02-30"}, "time_to", PARTIAL_DATE),
        ({"time_from": "2026", "time_to": "2025"}, "time_from", "Tiltaket kan ikke slutte før det begynner."),
    ],
)
def test_what_is_refused_is_said_at_its_field_and_nothing_is_saved(tiltak, by, changes, field, sentence):
    before = stored(tiltak), FieldChange.objects.count()
    form = send(tiltak, by, phase="uttesting", **changes)
    assert form.errors == {field: [sentence]}
    assert (stored(tiltak), FieldChange.objects.count()) == before


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": "x" * 251}, "title"),
        ({"phase": "pause"}, "phase"),
        ({"responsible": ["finnes-ikke"]}, "responsible"),
        ({"time_text": "x" * 201}, "time_text"),
        ({"svar_beskrivelse": "x" * (MAX_CHARACTERS + 1)}, "svar-beskrivelse"),
    ],
)
def test_what_does_not_fit_is_refused_at_its_field(tiltak, by, changes, field):
    before = stored(tiltak)
    form = send(tiltak, by, **changes)
    assert list(form.errors) == [field]
    assert stored(tiltak) == before


def test_two_people_on_different_fields_never_meet(tiltak, by):
    seen = shown(TiltakForm(tiltak))
    services.set_phase(tiltak=tiltak, phase="uttesting", base=UNCHECKED, by=make_person())
    assert not send(tiltak, by, seen=seen, title="Bygge bro").errors
    assert stored(tiltak)[:2] == ("Bygge bro", "uttesting")


def test_two_people_on_one_field_see_each_other_and_nothing_is_lost(tiltak, by):
    seen = shown(TiltakForm(tiltak))
    frame = TimeFrame("2025-10", "2025-10")
    services.set_time_frame(tiltak=tiltak, frame=frame, base=UNCHECKED, by=make_person())
    before = stored(tiltak)
    form = send(tiltak, by, seen=seen, title="Bygge bro", time_from="2025-09", time_to="2025-09")
    assert form.conflicts == {"time_from": "Oktober 2025"}
    assert list(form.errors) == ["time_from"]
    assert stored(tiltak) == before
    assert (form["title"].value(), form["time_from"].value()) == ("Bygge bro", "2025-09")

    again = TiltakForm(tiltak, form.data)
    assert again.is_valid()
    assert again.save(by)
    assert stored(tiltak)[0] == "Bygge bro"
    assert stored(tiltak)[2] == ["2025-09", "2025-09", ""]


def test_a_base_that_was_tampered_with_is_a_conflict_and_no_way_in(tiltak, by):
    before = stored(tiltak)
    form = send(tiltak, by, title="Bygge bro", title_base="0" * 16)
    assert list(form.conflicts) == ["title"]
    assert stored(tiltak) == before


def test_parties_that_stood_there_keep_their_order(tiltak, by):
    services.set_parties(
        tiltak=tiltak,
        part=TiltakParty.Part.PARTNER,
        parties=[row.party for row in tiltak.parties.filter(part="partner")][::-1],
        text="",
        base=UNCHECKED,
        by=by,
    )
    *keys, _ = parties_value(tiltak, TiltakParty.Part.PARTNER)
    assert len(keys) > 1
    assert not send(tiltak, by, partners=["lierne", *sorted(keys)]).errors
    assert stored(tiltak)[4] == [*keys, "lierne", ""]


def test_a_closed_plan_takes_no_form(tiltak, by):
    before = stored(tiltak)
    put_status(tiltak.plan, Plan.Status.SENDT)
    form = submitted(TiltakForm, tiltak, title="Bygge bro")
    assert form.is_valid()
    with pytest.raises(Closed):
        form.save(by)
    assert stored(tiltak) == before
