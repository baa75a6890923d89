"""Frozen plans: the same bytes for the same plan, for ever, and nobody changes them."""

import datetime
import json
from pathlib import Path

import pytest
from django.db import IntegrityError, OperationalError, connection, transaction
from django.db.models import ProtectedError

from plans import services
from plans.models import Blob, Figure, Pilot, Plan
from plans.services import UNCHECKED
from reporting import freezing, snapshots
from reporting.freezing import freeze
from reporting.load import load
from reporting.models import Frozen, Snapshot
from reporting.snapshots import UPGRADES, Damaged, UnknownSchema, canonical, read, sha256, thaw, upgrade
from reporting.value import SCHEMA_VERSION
from tests.connections import elsewhere, lock_now
from tests.factories import make_plan, put, put_status
from tests.pictures import png

DATA = Path(__file__).resolve().parent.parent / "data"
#: Written when the sample was stored, never computed anew.
SAMPLES = {
    1: "78e982ed4cec9da641a7749b4e3a2f454da94f70c34d7400c35cd491ec568636",
    2: "82dc94c528ca1f24f8c1d860ec43eb8dc85cadd04a0b0b1b4aa978c168c439d0",
    3: "128e4fcf245e103ad7321c270006c96bd95e1c70094066ff43bca534ea09002c",
}
NOON = datetime.datetime(2025, 3, 4, 12, tzinfo=datetime.UTC)
needs_database = pytest.mark.django_db


def sample(version):
    return (DATA / f"snapshot-v{version}.json").read_bytes()


@pytest.fixture
def frozen(plan, by):
    services.add_figure(plan=plan, data=png(5, 5), alt="Et kart.", caption="", by=by)
    return freeze(plan=plan, by=by, at=NOON)


# Stored samples


@pytest.mark.parametrize("version", range(1, SCHEMA_VERSION + 1))
def test_every_schema_version_has_a_stored_sample_that_can_be_read(version):
    data = sample(version)
    assert sha256(data) == SAMPLES[version]
    assert json.loads(data)["schema_version"] == version
    assert read(data).schema_version == SCHEMA_VERSION
    assert thaw(Snapshot(sha256=SAMPLES[version], data=data)) == read(data)


def test_every_older_version_has_its_step():
    assert set(UPGRADES) == set(range(1, SCHEMA_VERSION))
    for version, step in UPGRADES.items():
        assert step(json.loads(sample(version)))["schema_version"] == version + 1


def test_the_sample_of_this_version_is_what_this_program_writes():
    """Fails when the value's shape changes: then raise SCHEMA_VERSION, add a step and store a new sample."""
    assert canonical(read(sample(SCHEMA_VERSION))) == sample(SCHEMA_VERSION)


def test_the_first_sample_still_says_what_it_said():
    plan = read(sample(1))
    assert (plan.slug, plan.pilot, plan.year, plan.language) == ("lillefjord-2025", "Lillefjord", 2025, "nn")
    goal = plan.delmaal[0]
    assert (goal.title, goal.money_note, goal.all_lines[0].kroner) == ("Auke busetjinga", "50 000 er søkt om.", 500_000)
    assert [type(block).__name__ for block in goal.answers[0].text] == [
        "Heading",
        "Paragraph",
        "ListBlock",
        "Table",
        "FigureRef",
    ]
    tiltak = goal.tiltak[0]
    assert (tiltak.time_from, tiltak.time_to, tiltak.time_text) == ("2025-06", "2026-01-01", "om alt går bra")
    assert [party.shown for party in tiltak.responsible] == ["Raarvihke - Røyrvik"]
    assert [(line.source, line.certainty, line.shared_with) for line in tiltak.lines] == [
        ("kdd", "planlagt", ""),
        ("annet", "fryst", "Storfjord"),
    ]
    assert [(post.name, post.outside_sum, post.earlier[0].kroner) for post in plan.posts] == [("Frikjøp", True, 0)]
    assert (plan.changes[0].assessment, plan.links[0].kind) == ("Ferdig.", "videreført")
    assert plan.figures[0].alt == "Eit kart."


def test_the_second_sample_still_says_what_it_said():
    plan = read(sample(2))
    assert plan.earlier is not None
    assert (plan.year, plan.earlier.year, plan.earlier.slug) == (2025, 2024, "lillefjord-2024")
    assert [one.title for one in plan.earlier.delmaal[0].tiltak] == ["Bryggja", "Ferja"]
    assert plan.delmaal[0].answers[0].carried
    assert plan.form.tiltak[0].substance


def test_a_plan_of_the_first_version_has_none_before_it():
    plan = read(sample(1))
    assert plan.earlier is None
    assert not any(answer.carried for goal in plan.delmaal for answer in goal.answers)


@pytest.mark.parametrize("year", [2025, 2026])
def test_the_plan_before_is_of_an_earlier_year(year):
    data = json.loads(sample(2))
    data["earlier"]["year"] = year
    with pytest.raises(ValueError, match="den tidligere planen er av et tidligere år"):
        read(json.dumps(data).encode())


def test_only_one_plan_before_is_held():
    data = json.loads(sample(2))
    data["earlier"]["earlier"] = {**data["earlier"], "year": 2023}
    with pytest.raises(ValueError, match="har ingen plan før seg"):
        read(json.dumps(data).encode())


# Canonical bytes


@needs_database
def test_the_same_plan_gives_the_same_bytes(plan):
    data = canonical(load(plan))
    assert canonical(load(plan)) == data
    assert canonical(read(data)) == data
    assert read(data) == load(plan)


@needs_database
def test_the_bytes_are_plain_sorted_json(plan):
    data = canonical(load(plan))
    text = data.decode("utf-8")
    assert "Røyrvik" in text
    assert "\\u" not in text
    assert "\n" not in text
    keys = [list(node) for node in _nodes(json.loads(data))]
    assert keys
    assert all(names == sorted(names) for names in keys)
    assert json.dumps(json.loads(data), ensure_ascii=False, separators=(",", ":")).encode() == data


def _nodes(value):
    """Every object in a JSON value."""
    children = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    if isinstance(value, dict):
        yield value
    for child in children:
        yield from _nodes(child)


@needs_database
def test_the_bytes_do_not_tell_in_what_order_things_were_typed():
    plans = [make_plan(delmaal=1), make_plan(delmaal=1)]
    amounts = [("kdd", 1), ("annet", 2), ("egenandel", 3)]
    for plan, order in zip(plans, (amounts, amounts[::-1]), strict=True):
        for source, kroner in order:
            put(plan.delmaal.all()[0], kroner, source)
    first, second = (load(plan).delmaal[0].lines for plan in plans)
    assert first == second


@needs_database
@pytest.mark.parametrize("status", list(Plan.Status))
def test_deciding_about_a_plan_does_not_change_it(plan, by, status):
    before = canonical(load(plan))
    services.set_plan_field(plan=plan, field="case_number", value="24/117", base=UNCHECKED, by=by)
    adopted = datetime.date(2024, 12, 20)
    services.set_plan_field(plan=plan, field="adoption_date", value=adopted, base=UNCHECKED, by=by)
    put_status(plan, status)
    assert canonical(load(plan)) == before
    assert b"24/117" not in before


@needs_database
def test_any_entry_changes_the_hash(plan, by):
    seen = {sha256(canonical(load(plan)))}
    tiltak = plan.tiltak.all()[0]
    changes = [
        lambda: services.set_title(tiltak=tiltak, title="Bygge bro", base=UNCHECKED, by=by),
        lambda: put(tiltak, 7),
        lambda: put(tiltak, 7, note="svar i mai"),
        lambda: services.add_figure(plan=plan, data=png(5, 5), alt="Et kart.", caption="", by=by),
        lambda: services.set_plan_field(plan=plan, field="document_date", value=NOON.date(), base=UNCHECKED, by=by),
    ]
    for number, change in enumerate(changes, start=2):
        change()
        seen.add(sha256(canonical(load(plan))))
        assert len(seen) == number


# Freezing


@needs_database
def test_freezing_keeps_the_bytes_their_hash_and_the_figures(frozen, plan, by):
    stored = Snapshot.objects.get(pk=frozen.pk)
    assert bytes(stored.data) == canonical(load(plan))
    assert stored.sha256 == sha256(bytes(stored.data))
    assert (stored.plan, stored.created_by, stored.created_at) == (plan, by, NOON)
    assert stored.schema_version == SCHEMA_VERSION
    assert set(stored.blobs.all()) == {figure.blob for figure in plan.figures.all()}
    assert thaw(stored) == load(plan)


@needs_database
def test_freezing_twice_gives_the_same(frozen, plan):
    again = freeze(plan=plan, by=None, at=NOON + datetime.timedelta(days=1))
    assert (again.pk, again.created_at) == (frozen.pk, NOON)
    assert Snapshot.objects.count() == 1


@needs_database
def test_a_changed_plan_is_frozen_beside_the_old_one(frozen, plan, by):
    put(plan.tiltak.all()[0], 7)
    again = freeze(plan=plan, by=by, at=NOON)
    assert again.pk != frozen.pk
    assert thaw(again) != thaw(frozen)


@needs_database
def test_what_is_frozen_does_not_follow_the_draft(frozen, plan):
    before = thaw(frozen)
    Figure.objects.filter(plan=plan).delete()
    plan.tiltak.all().delete()
    Pilot.objects.filter(pk=plan.agreement.pilot_id).update(name="Ytre Namdal")
    assert thaw(Snapshot.objects.get(pk=frozen.pk)) == before


@pytest.mark.django_db(transaction=True)
def test_nobody_writes_while_a_plan_is_frozen(plan, by, monkeypatch):
    tried = []

    def load_while_somebody_tries_to_write(plan):
        with pytest.raises(OperationalError):
            elsewhere(lambda: lock_now(plan))
        tried.append(plan)
        return load(plan)

    monkeypatch.setattr(freezing, "load_locked", load_while_somebody_tries_to_write)
    freeze(plan=plan, by=by, at=NOON)
    assert tried == [plan]
    elsewhere(lambda: lock_now(plan))


@pytest.mark.django_db(transaction=True)
def test_two_who_freeze_at_once_get_the_same(plan, by):
    first = elsewhere(lambda: freeze(plan=plan, by=by, at=NOON).pk)
    assert freeze(plan=plan, by=None, at=NOON).pk == first


# Append-only


@needs_database
def test_the_program_refuses_to_change_or_remove(frozen):
    frozen.data = b"{}"
    for refused in (frozen.save, frozen.delete, Snapshot.objects.get(pk=frozen.pk).save):
        with pytest.raises(Frozen, match="Et øyeblikksbilde kan ikke"):
            refused()
    assert sha256(bytes(Snapshot.objects.get(pk=frozen.pk).data)) == frozen.sha256


def _sql(statement):
    def run():
        with connection.cursor() as cursor:
            cursor.execute(statement)

    return run


PAST_THE_PROGRAM = {
    "update": lambda: Snapshot.objects.update(data=b"{}"),
    "update of who": lambda: Snapshot.objects.update(created_by=None),
    "delete": lambda: Snapshot.objects.all().delete(),
    "raw update": _sql("UPDATE reporting_snapshot SET sha256 = 'x'"),
    "raw delete": _sql("DELETE FROM reporting_snapshot"),
    "its figures": lambda: Snapshot.objects.all()[0].blobs.clear(),
    "other figures": _sql("UPDATE reporting_snapshot_blobs SET blob_id = blob_id"),
}


@needs_database
@pytest.mark.parametrize("attempt", PAST_THE_PROGRAM.values(), ids=PAST_THE_PROGRAM)
def test_the_database_refuses_everybody_else(frozen, attempt):
    with pytest.raises(IntegrityError, match="Et øyeblikksbilde kan ikke endres eller slettes"), transaction.atomic():
        attempt()
    stored = Snapshot.objects.get(pk=frozen.pk)
    assert (bytes(stored.data), stored.created_by) == (bytes(frozen.data), frozen.created_by)
    assert stored.blobs.exists()


@needs_database
def test_a_picture_outlives_the_draft_as_long_as_something_frozen_shows_it(frozen, plan):
    blob = frozen.blobs.all()[0]
    Figure.objects.filter(blob=blob).delete()
    with pytest.raises(IntegrityError), transaction.atomic():
        blob.delete()
    assert Blob.objects.filter(pk=blob.pk).exists()


@needs_database
def test_a_plan_with_something_frozen_is_not_removed(frozen, plan):
    with pytest.raises(ProtectedError):
        plan.delete()


@needs_database
def test_another_snapshot_can_be_added_beside(frozen):
    other = make_plan(tiltak=1)
    assert freeze(plan=other, by=None, at=NOON).pk != frozen.pk
    assert Snapshot.objects.count() == 2


# What cannot be read


@pytest.mark.parametrize("version", [None, 0, -1, SCHEMA_VERSION + 1, "1", 1.5, [1]])
def test_an_unknown_version_is_refused(version):
    data = {**json.loads(sample(1)), "schema_version": version}
    with pytest.raises(UnknownSchema, match="Ukjent skjemaversjon"):
        upgrade(data)


def test_a_missing_version_is_refused():
    data = json.loads(sample(1))
    del data["schema_version"]
    with pytest.raises(UnknownSchema, match="Ukjent skjemaversjon: None"):
        read(json.dumps(data).encode())


def test_versions_are_upgraded_one_at_a_time(monkeypatch):
    """With two invented older versions: each step is taken once, in order."""
    taken = []

    def step(version):
        def to_next(data):
            taken.append(version)
            return {**data, "schema_version": version + 1}

        return to_next

    monkeypatch.setattr(snapshots, "UPGRADES", {-1: step(-1), 0: step(0), **UPGRADES})
    data = json.loads(sample(1))
    assert upgrade({**data, "schema_version": -1})["schema_version"] == SCHEMA_VERSION
    assert taken == [-1, 0]


def test_one_changed_byte_is_noticed():
    data = sample(1).replace(b"500000", b"900000")
    assert data != sample(1)
    with pytest.raises(Damaged, match=f"Øyeblikksbildet {SAMPLES[1][:12]} er skadet"):
        thaw(Snapshot(sha256=SAMPLES[1], data=data))


def test_the_hash_is_over_the_bytes_and_not_over_what_they_say():
    """The same plan written with other white space reads alike, and is other bytes."""
    spaced = json.dumps(json.loads(sample(1)), indent=1).encode()
    assert read(spaced) == read(sample(1))
    assert sha256(spaced) != SAMPLES[1]
    assert thaw(Snapshot(sha256=sha256(spaced), data=spaced)) == read(sample(1))
    with pytest.raises(Damaged):
        thaw(Snapshot(sha256=SAMPLES[1], data=spaced))


@pytest.mark.parametrize("extra", [{"noe": 1}, {"year": "i fjor"}, {"delmaal": None}])
def test_what_the_value_does_not_know_is_refused(extra):
    with pytest.raises(ValueError, match="validation error"):
        read(json.dumps({**json.loads(sample(1)), **extra}).encode())
