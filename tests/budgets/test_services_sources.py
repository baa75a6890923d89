"""Funding sources and frames: small rows, their order, and what keeps them."""

import datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from budgets import services as money
from budgets.models import Frame, FundingSource
from budgets.services.frames import FRAME_COLUMNS
from budgets.services.sources import SOURCE_COLUMNS
from plans.models import Plan
from plans.services import UNCHECKED, Conflict, field_hash, restore
from plans.services.rows import row_value
from tests import row_writes
from tests.factories import cell, make_agreement, make_plan, make_tiltak, put, put_status
from tests.row_writes import RowWrite

pytestmark = pytest.mark.django_db
NOON = datetime.datetime(2025, 3, 4, 12, tzinfo=datetime.UTC)


def source(plan: Plan, key: str = "annet") -> FundingSource:
    return FundingSource.objects.select_related("pilot").get(pilot=plan.agreement.pilot_id, key=key)


def _frame(plan: Plan) -> Frame:
    found = Frame.objects.filter(agreement=plan.agreement).first()
    return found or make_frame(plan)


def make_frame(plan: Plan, **fields: Any) -> Frame:
    own = {"source": source(plan, "kdd"), "year": 2026, "kroner": 500, "certainty": "planlagt"}
    return money.create_frame(agreement=plan.agreement, by=None, **{**own, **fields})


def _save_frame(plan: Plan, value: Any, base: str, by: Any) -> object:
    values = dict(zip(FRAME_COLUMNS, value, strict=True))
    values["source"] = source(plan, values["source"])
    return money.update_frame(frame=_frame(plan), base=base, by=by, **values)


WRITES = (
    RowWrite(
        "source",
        lambda plan: row_value(source(plan), SOURCE_COLUMNS),
        lambda plan, value, base, by: money.update_source(
            source=source(plan), base=base, by=by, **dict(zip(SOURCE_COLUMNS, value, strict=True))
        ),
        (["Private", "annet", "", "", ""], ["Fonden", "offentlige", "12.10", "500", "60"]),
    ),
    RowWrite(
        "order of sources",
        lambda plan: money.source_order_value(plan.agreement.pilot),
        lambda plan, value, base, by: money.set_source_order(pilot=plan.agreement.pilot, keys=value, base=base, by=by),
        (
            ["annet", "kdd", "egenandel", "fylkeskommune", "statsforvalter", "offentlige"],
            ["offentlige", "annet", "kdd", "egenandel", "fylkeskommune", "statsforvalter"],
        ),
    ),
    RowWrite(
        "frame",
        lambda plan: row_value(_frame(plan), FRAME_COLUMNS),
        _save_frame,
        (["kdd", 2026, 700, "innvilget", "Brev 24/1", None], ["annet", 2025, 0, "fryst", "", 2027]),
    ),
)


@row_writes.each(WRITES)
@pytest.mark.parametrize("rule", row_writes.ALL)
def test_every_write(write, rule, plan, by):
    rule(write, plan, by)


def test_a_new_source_gets_a_key_and_the_last_place(plan, by):
    made = money.create_source(pilot=plan.agreement.pilot, kind="annet", name="  Sparebankstiftelsen  SMN ", by=by)
    assert (made.key, made.name) == ("sparebankstiftelsen-smn", "Sparebankstiftelsen SMN")
    assert money.source_order_value(plan.agreement.pilot)[-1] == made.key
    second = money.create_source(pilot=plan.agreement.pilot, kind="annet", name="Sparebankstiftelsen–SMN", by=by)
    assert second.key == "sparebankstiftelsen-smn-2"


def test_a_source_keeps_its_key_when_it_is_renamed(plan, by):
    money.update_source(source=source(plan), name="Private", base=UNCHECKED, by=by)
    assert source(plan).name == "Private"


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"name": "Fylkeskommunen"}, "allerede en kilde med dette navnet"),
        ({"name": " "}, "kan ikke være blankt"),
        ({"kind": "stat"}, "må ha kapittel og post"),
    ],
)
def test_a_source_is_refused_in_words(fields, sentence, plan, by):
    with pytest.raises(ValidationError, match=sentence):
        money.update_source(source=source(plan), base=UNCHECKED, by=by, **fields)


def test_only_the_columns_of_the_form_are_saved(plan, by):
    with pytest.raises(KeyError):
        money.update_source(source=source(plan), key="x", base=UNCHECKED, by=by)


def test_the_kind_of_money_stands_once_a_plan_has_been_adopted_with_it(by):
    plan = make_plan()
    put(make_tiltak(plan), 100, "annet")
    money.update_source(source=source(plan), kind="offentlige", base=UNCHECKED, by=by)
    put_status(plan, Plan.Status.VEDTATT)
    with pytest.raises(ValidationError, match="Handlingsplanen for 2025 er vedtatt med penger fra «Annet»"):
        money.update_source(source=source(plan), kind="annet", base=UNCHECKED, by=by)
    money.update_source(source=source(plan), kind="offentlige", name="Andre", base=UNCHECKED, by=by)
    assert source(plan).name == "Andre"


def test_a_source_in_use_stays(by):
    plan = make_plan()
    tiltak = make_tiltak(plan)
    put(tiltak, 0, "annet")
    make_frame(plan, source=source(plan), year=2027)
    make_frame(plan, source=source(plan), year=2027)
    with pytest.raises(ValidationError) as error:
        money.remove_source(source=source(plan), by=by)
    assert error.value.messages == [
        "Kilden «Annet» er i bruk: handlingsplanen for 2025, rammen for 2027. Flytt eller fjern beløpene først."
    ]
    money.set_amount(cell=cell(tiltak, "annet"), kroner=None, base=UNCHECKED, by=None)
    with pytest.raises(ValidationError, match="er i bruk: rammen for 2027"):
        money.remove_source(source=source(plan), by=by)


def test_a_source_comes_back_in_its_place(by):
    plan = make_plan()
    before = money.source_order_value(plan.agreement.pilot)
    removed = money.remove_source(source=source(plan, "fylkeskommune"), by=by, at=NOON)
    assert removed.at == NOON
    positions = FundingSource.objects.filter(pilot=plan.agreement.pilot).values_list("position", flat=True)
    assert list(positions) == [1, 2, 3, 4, 5]
    restore(removed=removed, by=by)
    assert money.source_order_value(plan.agreement.pilot) == before


def test_what_another_has_removed_is_not_saved(by):
    plan = make_plan()
    found, frame = source(plan), make_frame(plan)
    money.remove_source(source=found, by=by)
    money.remove_frame(frame=frame, by=by)
    for save in (
        lambda: money.update_source(source=found, name="X", base=UNCHECKED, by=by),
        lambda: money.remove_source(source=found, by=by),
        lambda: money.remove_frame(frame=frame, by=by),
    ):
        with pytest.raises(ValidationError, match="er fjernet"):
            save()


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"kroner": -1}, "kan ikke være negativ"),
        ({"moved_to": 2026}, "til et senere år"),
        ({"certainty": "kanskje"}, "Velg planlagt"),
        ({"year": 2019}, "Skriv et år fra 2020"),
    ],
)
def test_a_frame_is_refused_in_words(fields, sentence, plan, by):
    own = dict(zip(FRAME_COLUMNS, row_value(_frame(plan), FRAME_COLUMNS), strict=True))
    own["source"] = source(plan, "kdd")
    with pytest.raises(ValidationError, match=sentence):
        money.update_frame(frame=_frame(plan), base=UNCHECKED, by=by, **{**own, **fields})
    with pytest.raises(ValidationError, match=sentence):
        make_frame(plan, **fields)


def test_a_frame_is_of_the_pilots_own_sources(plan, by):
    foreign = FundingSource.objects.get(pilot=make_agreement().pilot, key="kdd")
    with pytest.raises(ValidationError, match="en annen pilot"):
        make_frame(plan, source=foreign)
    own = dict(zip(FRAME_COLUMNS, row_value(_frame(plan), FRAME_COLUMNS), strict=True))
    with pytest.raises(ValidationError, match="en annen pilot"):
        money.update_frame(frame=_frame(plan), base=UNCHECKED, by=by, **{**own, "source": foreign})


def _money(plan: Plan) -> list[tuple[int, int, int | None, str, str]]:
    frames = Frame.objects.filter(agreement=plan.agreement)
    return sorted((one.year, one.kroner, one.moved_to, one.certainty, one.reference) for one in frames)


def test_a_part_of_a_frame_is_moved_and_the_rest_stays(plan, by):
    frame = make_frame(plan, year=2025, kroner=500, certainty="innvilget", reference="Brev 7")
    base = field_hash(row_value(frame, FRAME_COLUMNS))
    money.move_frame(frame=frame, kroner=200, year=2026, base=base, by=by)
    assert _money(plan) == [(2025, 200, 2026, "innvilget", "Brev 7"), (2025, 300, None, "innvilget", "Brev 7")]


def test_all_of_a_frame_is_moved_without_leaving_an_empty_one(plan, by):
    frame = make_frame(plan, year=2025)
    moved = money.move_frame(frame=frame, kroner=500, year=2027, base=UNCHECKED, by=by)
    assert (moved.pk, _money(plan)) == (frame.pk, [(2025, 500, 2027, "planlagt", "")])
    with pytest.raises(ValidationError, match="allerede overført til 2027"):
        money.move_frame(frame=frame, kroner=500, year=2026, base=UNCHECKED, by=by)


@pytest.mark.parametrize(
    ("kroner", "year", "sentence"),
    [(0, 2027, "fra 1 til 500"), (501, 2027, "fra 1 til 500"), (500, 2026, "senere år"), (5, 2025, "senere år")],
)
def test_more_than_there_is_or_backwards_is_not_moved(plan, by, kroner, year, sentence):
    frame = make_frame(plan)
    with pytest.raises(ValidationError, match=sentence):
        money.move_frame(frame=frame, kroner=kroner, year=year, base=UNCHECKED, by=by)
    assert _money(plan) == [(2026, 500, None, "planlagt", "")]


def test_a_frame_that_somebody_changed_meanwhile_is_not_moved(plan, by):
    frame = make_frame(plan)
    base = field_hash(row_value(frame, FRAME_COLUMNS))
    Frame.objects.filter(pk=frame.pk).update(kroner=900)
    with pytest.raises(Conflict):
        money.move_frame(frame=frame, kroner=200, year=2027, base=base, by=by)
    assert _money(plan) == [(2026, 900, None, "planlagt", "")]
