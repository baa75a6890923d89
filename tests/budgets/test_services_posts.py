"""Budget posts, amounts that move and are shared, forecasts and earlier figures."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from budgets import services as money
from budgets.certainty import Certainty
from budgets.models import BudgetLine, BudgetPost, EarlierFigure, FundingSource
from plans.models import EditOpening, FieldChange, Pilot, Plan
from plans.services import UNCHECKED, Closed, Conflict, field_hash
from tests import row_writes
from tests.examples import on_the_database, undone
from tests.factories import cell, make_plan, make_post, make_tiltak, pilot, put, put_status
from tests.row_writes import RowWrite

pytestmark = pytest.mark.django_db


def post(plan: Plan) -> BudgetPost:
    return BudgetPost.objects.select_related("plan__agreement__pilot").order_by("pk").filter(plan=plan)[0]


def earlier(plan: Plan) -> int | None:
    return EarlierFigure.objects.filter(post=post(plan), year=2024).values_list("kroner", flat=True).first()


WRITES = (
    RowWrite(
        "name",
        lambda plan: post(plan).name,
        lambda plan, value, base, by: money.rename_post(post=post(plan), name=value, base=base, by=by),
        ("Ledelse", "Ledelse og drift"),
    ),
    RowWrite(
        "earlier figure",
        earlier,
        lambda plan, value, base, by: money.set_earlier_figure(
            row=post(plan), year=2024, kroner=value, base=base, by=by
        ),
        (0, 125_000),
    ),
)


@row_writes.each(WRITES)
@pytest.mark.parametrize("rule", row_writes.ALL)
def test_every_write(write, rule, plan, by):
    rule(write, plan, by)


@pytest.fixture
def draft(db):
    plan = make_plan(delmaal=2)
    for name in "ABC":
        money.create_post(plan=plan, name=name, by=None)
    return plan


def names(plan):
    return list(BudgetPost.objects.filter(plan=plan).values_list("name", "position"))


def test_a_new_post_stands_last(draft):
    assert names(draft) == [("A", 1), ("B", 2), ("C", 3)]


@on_the_database
@given(data=st.data())
def test_posts_stand_in_any_order_one_asks_for(draft, data):
    with undone():
        before = money.post_order_value(draft)
        wanted = data.draw(st.permutations(before))
        found = money.set_post_order(plan=draft, uids=wanted, base=field_hash(before), by=None)
        assert [(str(row.uid), row.position) for row in found] == [(uid, n) for n, uid in enumerate(wanted, start=1)]


def test_an_order_from_an_older_list_is_refused(draft, by):
    before = money.post_order_value(draft)
    money.create_post(plan=draft, name="D", by=None)
    with pytest.raises(Conflict) as conflict:
        money.set_post_order(plan=draft, uids=before[::-1], base=field_hash(before), by=by)
    assert conflict.value.theirs[:3] == before
    with pytest.raises(ValidationError, match="alle, og hver av dem bare én gang"):
        money.set_post_order(plan=draft, uids=before[::-1], base=UNCHECKED, by=by)


def test_outside_the_sum_is_a_yes_or_no(draft, by):
    found = post(draft)
    for value in (True, False):
        money.set_outside_sum(post=found, outside_sum=value, base=field_hash(not value), by=by)
        assert post(draft).outside_sum is value
    trace = FieldChange.objects.get(path=f"post/{found.uid}/utenfor")
    assert (trace.before, trace.after, trace.label) == ("i summen", "i summen", "A")
    money.set_outside_sum(post=found, outside_sum=True, base=field_hash(False), by=None)
    money.set_outside_sum(post=found, outside_sum=True, base=field_hash(False), by=by)


def test_two_posts_have_two_names(draft, by):
    with pytest.raises(ValidationError, match="allerede en post med dette navnet"):
        money.rename_post(post=post(draft), name=" B ", base=UNCHECKED, by=by)
    assert names(draft)[0] == ("A", 1)


CLOSED = {
    "name": (lambda plan: money.rename_post(post=post(plan), name="X", base=UNCHECKED, by=None), "post"),
    "outside": (lambda plan: money.set_outside_sum(post=post(plan), outside_sum=True, base=UNCHECKED, by=None), "post"),
    "removal": (lambda plan: money.remove_post(post=post(plan), by=None), "post"),
    "amount": (lambda plan: put(post(plan), 5), "post"),
    "earlier": (lambda plan: money.set_earlier_figure(row=post(plan), year=2024, kroner=5, by=None), "post"),
    "order": (
        lambda plan: money.set_post_order(plan=plan, uids=money.post_order_value(plan)[::-1], base=UNCHECKED, by=None),
        "plan/poster",
    ),
    "new": (lambda plan: money.create_post(plan=plan, name="X", by=None), "plan/poster"),
}


@pytest.mark.parametrize("kind", CLOSED)
def test_posts_are_closed_with_their_plan(kind, draft):
    write, opening = CLOSED[kind]
    put_status(draft, Plan.Status.ENDRINGER)
    path = f"post/{post(draft).uid}" if opening == "post" else opening
    with pytest.raises(Closed):
        write(draft)
    EditOpening.objects.create(plan=draft, path=path)
    write(draft)


def test_what_another_has_removed_is_not_saved(draft, by):
    found = post(draft)
    money.remove_post(post=found, by=by)
    for write in (
        lambda: money.rename_post(post=found, name="X", base=UNCHECKED, by=by),
        lambda: money.remove_post(post=found, by=by),
    ):
        with pytest.raises(ValidationError, match="Budsjettpost «A» er fjernet"):
            write()


def amounts(plan):
    """Every amount of a plan and where it stands."""
    lines = BudgetLine.objects.filter(plan=plan).select_related("source", "shared_with")
    return sorted(
        (line.source.key, line.year, line.certainty, str(line.shared_with or ""), line.kroner, line.note)
        for line in lines
    )


def value_of(where):
    return field_hash(money.line_value(money.find_line(where)))


def test_an_amount_is_shared_and_shared_no_more(draft, by):
    where = cell(post(draft), "annet")
    put(post(draft), 500, "annet", note="Halvparten")
    partner = pilot("innlandspiloten")
    money.set_shared_with(cell=where, shared_with=partner, base=value_of(where), by=by)
    assert amounts(draft) == [("annet", 2025, "planlagt", "Innlandspiloten", 500, "Halvparten")]
    there = where._replace(shared_with=partner)
    money.set_shared_with(cell=there, shared_with=None, base=value_of(there), by=by)
    assert amounts(draft) == [("annet", 2025, "planlagt", "", 500, "Halvparten")]


def test_an_amount_is_shared_with_another_pilot_only(draft, by):
    where = cell(post(draft))
    put(post(draft), 500)
    with pytest.raises(ValidationError, match="deles med en annen pilot"):
        money.set_shared_with(cell=where, shared_with=draft.agreement.pilot, base=UNCHECKED, by=by)
    with pytest.raises(ValidationError, match="ikke noe beløp som kan deles"):
        money.set_shared_with(
            cell=cell(post(draft), "annet"), shared_with=pilot("innlandspiloten"), base=UNCHECKED, by=by
        )
    assert amounts(draft) == [("kdd", 2025, "planlagt", "", 500, "")]


def test_sharing_from_an_older_value_is_refused(draft, by):
    where = cell(post(draft))
    put(post(draft), 500)
    base = value_of(where)
    put(post(draft), 600)
    with pytest.raises(Conflict):
        money.set_shared_with(cell=where, shared_with=pilot("innlandspiloten"), base=base, by=by)
    assert amounts(draft) == [("kdd", 2025, "planlagt", "", 600, "")]


MOVES = {
    "certainty": lambda where: where._replace(certainty="innvilget"),
    "year": lambda where: where._replace(year=2027),
    "source": lambda where: where._replace(source=FundingSource.objects.get(pilot=where.source.pilot_id, key="annet")),
    "sharing": lambda where: where._replace(shared_with=pilot("innlandspiloten")),
    "row": lambda where: where._replace(row=BudgetPost.objects.get(plan=where.row.plan_id, name="B")),
}


@pytest.mark.parametrize("kind", MOVES)
def test_an_amount_moves_to_another_cell_and_is_not_doubled(kind, draft, by):
    where = cell(post(draft))
    target = MOVES[kind](where)
    put(post(draft), 500)
    money.move_line(cell=where, target=target, kroner=700, note=" Ny  merknad ", base=value_of(where), by=by)
    assert money.find_line(where) is None
    assert money.line_value(money.find_line(target)) == [700, "Ny merknad", target.certainty]
    assert BudgetLine.objects.filter(plan=draft).count() == 1


@pytest.mark.parametrize("kind", MOVES)
def test_an_amount_never_lands_on_another(kind, draft, by):
    where = cell(post(draft))
    target = MOVES[kind](where)
    put(post(draft), 500)
    money.set_amount(cell=target, kroner=1, base=UNCHECKED, by=None)
    before = amounts(draft)
    with pytest.raises(ValidationError, match="står allerede et beløp"):
        money.move_line(cell=where, target=target, kroner=500, base=UNCHECKED, by=by)
    assert amounts(draft) == before


def test_an_amount_does_not_move_where_it_cannot_be(draft, by):
    tiltak = make_tiltak(draft)
    put(tiltak, 500)
    where = cell(tiltak)
    foreign = make_post(make_plan())
    for target, sentence in (
        (where._replace(year=2026), "Beløp for senere år"),
        (where._replace(year=2024), "kan ikke ha beløp for 2024"),
        (where._replace(row=foreign), "en annen plan"),
        (cell(foreign), "en annen plan"),
        (where._replace(certainty="kanskje"), "Velg planlagt"),
    ):
        with pytest.raises(ValidationError, match=sentence):
            money.move_line(cell=where, target=target, kroner=500, base=UNCHECKED, by=by)
        assert amounts(draft) == [("kdd", 2025, "planlagt", "", 500, "")]


def test_moving_nothing_empties_the_cell(draft, by):
    where = cell(post(draft))
    put(post(draft), 500)
    money.move_amount(cell=where, certainty="sokt", kroner=None, base=value_of(where), by=by)
    assert amounts(draft) == []


YEARS = st.sampled_from([2025, 2026, 2027])
CELLS = st.tuples(
    st.sampled_from("ABC"), st.sampled_from(["kdd", "annet"]), YEARS, st.sampled_from(Certainty.values), st.booleans()
)


@on_the_database
@given(start=st.dictionaries(CELLS, st.integers(0, 10**9), max_size=6), moves=st.lists(st.tuples(CELLS, CELLS)))
def test_however_amounts_move_none_is_lost_or_doubled(draft, start, moves):
    partner = Pilot.objects.get(slug="innlandspiloten")
    posts = {row.name: row for row in BudgetPost.objects.filter(plan=draft).select_related("plan__agreement")}

    def at(key):
        name, source, year, certainty, is_shared = key
        return cell(posts[name], source, year, certainty=certainty, shared_with=partner if is_shared else None)

    with undone():
        held = dict(start)
        for key, kroner in start.items():
            money.set_amount(cell=at(key), kroner=kroner, base=UNCHECKED, by=None)
        for here, there in moves:
            kroner = held.get(here)
            if kroner is None:
                continue
            move = {"cell": at(here), "target": at(there), "kroner": kroner, "base": value_of(at(here)), "by": None}
            if there in held and there != here:
                with pytest.raises(ValidationError):
                    money.move_line(**move)
            else:
                money.move_line(**move)
                held[there] = held.pop(here)
        assert {key: line.kroner for key in held if (line := money.find_line(at(key)))} == held
        assert BudgetLine.objects.filter(plan=draft).count() == len(held)


@pytest.mark.parametrize("year", [2025, 2026, 2027])
def test_delmaal_and_posts_hold_forecasts_to_the_end_of_the_agreement(year, draft):
    for row in (post(draft), draft.delmaal.all()[0]):
        put(row, 500, year=year)
        assert money.line_value(money.find_line(cell(row, year=year))) == [500, "", "planlagt"]


@pytest.mark.parametrize(("year", "sentence"), [(2024, "kan ikke ha beløp for 2024"), (2028, "slutter i 2027")])
def test_no_forecast_outside_the_agreement(year, sentence, draft):
    with pytest.raises(ValidationError, match=sentence):
        put(post(draft), 500, year=year)


def test_a_forecast_is_no_matter_of_a_tiltak(draft):
    with pytest.raises(ValidationError, match="føres på delmålet eller posten"):
        put(make_tiltak(draft), 500, year=2026)


def test_an_earlier_figure_is_cleared_by_blank_and_not_by_zero(draft, by):
    found = post(draft)
    money.set_earlier_figure(row=found, year=2024, kroner=0, by=by)
    assert earlier(draft) == 0
    assert money.set_earlier_figure(row=found, year=2024, kroner=None, base=field_hash(0), by=by) is None
    assert earlier(draft) is None
    assert money.set_earlier_figure(row=found, year=2024, kroner=None, base=field_hash(None), by=by) is None
