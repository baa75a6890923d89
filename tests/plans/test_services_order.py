"""Order: numbers are 1, 2, 3 … whatever is added, moved, removed and put back, and nothing is lost."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from budgets import services as money
from budgets.models import BudgetLine
from plans import paths, services
from plans.models import Answer, Delmaal, EditOpening, FieldChange, Plan, Removed, Theme, Tiltak
from plans.services import UNCHECKED, Closed, Conflict, field_hash
from plans.services.delmaal import delmaal_order_value
from plans.services.moving import move_value
from tests.examples import on_the_database, undone
from tests.factories import make_agreement, make_person, make_plan, put, put_status

pytestmark = pytest.mark.django_db
PLACES = st.one_of(st.none(), st.integers(min_value=-1, max_value=9))


def titles(delmaal):
    """The titles of a delmål's tiltak, after making sure that they are numbered from 1 without gaps."""
    rows = list(Tiltak.objects.filter(delmaal=delmaal))
    assert [row.position for row in rows] == list(range(1, len(rows) + 1))
    return [row.title for row in rows]


def named(plan, title):
    return Tiltak.objects.get(plan=plan, title=title)


class Mirror:
    """A plan's tiltak as plain lists of titles, which every step is done to as well."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.delmaal = list(plan.delmaal.all())
        self.lists = [titles(delmaal) for delmaal in self.delmaal]
        self.removed: list[tuple[int, int, str, Removed]] = []
        self.made = 0

    def where(self, chosen: int) -> tuple[int, int] | None:
        """Delmål and place of the chosen tiltak, or none when there are none at all."""
        places = [(number, place) for number, row in enumerate(self.lists) for place in range(len(row))]
        return places[chosen % len(places)] if places else None

    def create(self, number: int, place: int | None) -> None:
        number %= len(self.lists)
        row = self.lists[number]
        self.made += 1
        title = f"Nytt {self.made}"

        def step() -> object:
            return services.create_tiltak(delmaal=self.delmaal[number], title=title, place=place, by=None)

        if place is not None and not 1 <= place <= len(row) + 1:
            self.refuse(step)
            return
        step()
        row.insert(len(row) if place is None else place - 1, title)

    def move(self, chosen: int, number: int, place: int | None) -> None:
        found = self.where(chosen)
        if found is None:
            return
        target = self.lists[number % len(self.lists)]
        source = self.lists[found[0]]
        title = source[found[1]]
        to = self.delmaal[number % len(self.lists)]
        tiltak = named(self.plan, title)
        base = field_hash(move_value(tiltak, to))

        def step() -> object:
            return services.move_tiltak(tiltak=tiltak, delmaal=to, place=place, base=base, by=None)

        last = len(target) + (target is not source)
        if place is not None and not 1 <= place <= last:
            self.refuse(step)
            return
        step()
        source.remove(title)
        target.insert(len(target) if place is None else place - 1, title)

    def remove(self, chosen: int) -> None:
        found = self.where(chosen)
        if found is not None:
            title = self.lists[found[0]].pop(found[1])
            undo = services.delete_tiltak(tiltak=named(self.plan, title), by=None)
            self.removed.append((found[0], found[1], title, undo))

    def restore(self, chosen: int) -> None:
        if self.removed:
            number, place, title, undo = self.removed.pop(chosen % len(self.removed))
            services.restore(removed=undo, by=None)
            self.lists[number].insert(min(place, len(self.lists[number])), title)

    def refuse(self, step) -> None:
        with pytest.raises(ValidationError, match="Plassen må være fra 1"):
            step()

    def check(self) -> None:
        assert [titles(delmaal) for delmaal in self.delmaal] == self.lists


NUMBERS = st.integers(min_value=0, max_value=20)
STEPS = st.one_of(
    st.tuples(st.just("create"), NUMBERS, PLACES),
    st.tuples(st.just("move"), NUMBERS, NUMBERS, PLACES),
    st.tuples(st.just("move"), NUMBERS, NUMBERS, PLACES),
    st.tuples(st.just("remove"), NUMBERS),
    st.tuples(st.just("restore"), NUMBERS),
)


@pytest.fixture
def draft(db):
    """A plan with three delmål; the tiltak are told apart by their titles."""
    plan = make_plan(delmaal=3)
    for number, delmaal in enumerate(plan.delmaal.all(), start=1):
        for letter in "abc"[: 4 - number]:
            services.create_tiltak(delmaal=delmaal, title=f"{letter}{number}", by=None)
    return plan


@on_the_database
@given(steps=st.lists(STEPS, max_size=12))
def test_whatever_is_done_the_numbers_are_right_and_nothing_is_lost(draft, steps):
    with undone():
        mirror = Mirror(draft)
        for name, *arguments in steps:
            getattr(mirror, name)(*arguments)
            mirror.check()


@on_the_database
@given(data=st.data())
def test_delmaal_stand_in_any_order_one_asks_for(draft, data):
    with undone():
        before = delmaal_order_value(draft.agreement)
        wanted = data.draw(st.permutations(before))
        found = services.set_delmaal_order(agreement=draft.agreement, uids=wanted, base=field_hash(before), by=None)
        assert [(str(one.uid), one.priority) for one in found] == [(uid, n) for n, uid in enumerate(wanted, start=1)]
        assert [str(copy.uid) for copy in draft.delmaal.all()] == before


@pytest.mark.parametrize("wrong", ["missing", "twice", "foreign"])
def test_an_order_has_everybody_once(draft, wrong):
    uids = delmaal_order_value(draft.agreement)
    asked = {
        "missing": uids[1:],
        "twice": [*uids[:2], uids[0]],
        "foreign": [*uids[1:], str(make_agreement().delmaal.all()[0].uid)],
    }[wrong]
    with pytest.raises(ValidationError, match="alle, og hver av dem bare én gang"):
        services.set_delmaal_order(agreement=draft.agreement, uids=asked, base=UNCHECKED, by=None)
    assert delmaal_order_value(draft.agreement) == uids


def test_a_gap_in_the_priorities_is_closed():
    agreement = make_agreement(delmaal=0)
    for priority in (1, 5, 9):
        services.create_delmaal(
            agreement=agreement, priority=priority, title=f"T{priority}", short_title="K", theme=None, by=None
        )
    uids = delmaal_order_value(agreement)
    services.set_delmaal_order(agreement=agreement, uids=[*uids[1:], uids[0]], base=UNCHECKED, by=None)
    assert list(agreement.delmaal.values_list("priority", "title")) == [(1, "T5"), (2, "T9"), (3, "T1")]
    new = services.create_delmaal(agreement=agreement, title="T", short_title="K", theme=None, by=None)
    assert new.priority == 4


def test_the_trace_of_an_order_names_the_delmaal(draft):
    uids = delmaal_order_value(draft.agreement)
    services.set_delmaal_order(agreement=draft.agreement, uids=uids[::-1], base=UNCHECKED, by=None)
    trace = FieldChange.objects.filter(path=f"avtale/{draft.agreement_id}/prioritering")[0]
    assert (trace.before, trace.after) == ("Øke noe 1, Øke noe 2, Øke noe 3", "Øke noe 3, Øke noe 2, Øke noe 1")


def move(draft, title, number, place=None, base=None, by=None):
    tiltak, to = named(draft, title), draft.delmaal.get(number=number)
    base = base or field_hash(move_value(tiltak, to))
    return services.move_tiltak(tiltak=tiltak, delmaal=to, place=place, base=base, by=by)


def test_a_move_takes_everything_along(draft, by):
    tiltak = named(draft, "b1")
    services.save_answer(place=tiltak, key="beskrivelse", html="<p>Slik.</p>", base=UNCHECKED, by=None)
    put(tiltak, 500)
    move(draft, "b1", 3, 1, by=by)
    assert [titles(delmaal) for delmaal in draft.delmaal.all()] == [["a1", "c1"], ["a2", "b2"], ["b1", "a3"]]
    moved = named(draft, "b1")
    assert (moved.pk, moved.uid) == (tiltak.pk, tiltak.uid)
    assert Answer.objects.get(tiltak=moved).html == "<p>Slik.</p>"
    assert BudgetLine.objects.get(tiltak=moved).kroner == 500
    trace = FieldChange.objects.filter(path=paths.tiltak_field(tiltak.uid, "plass"))[0]
    assert (trace.before, trace.after, trace.by) == ("1.2", "3.1", by)


def test_a_move_from_an_older_order_is_refused(draft, by):
    to = draft.delmaal.get(number=2)
    base = field_hash(move_value(named(draft, "a1"), to))
    move(draft, "b1", 2, by=make_person())
    with pytest.raises(Conflict) as conflict:
        move(draft, "a1", 2, 1, base=base, by=by)
    uids = {row.title: str(row.uid) for row in draft.tiltak.all()}
    assert conflict.value.theirs == [[uids["a1"], uids["c1"]], [uids["a2"], uids["b2"], uids["b1"]]]
    assert [titles(delmaal) for delmaal in draft.delmaal.all()][:2] == [["a1", "c1"], ["a2", "b2", "b1"]]


def test_two_who_move_the_same_way_do_not_collide(draft, by):
    base = field_hash(move_value(named(draft, "a1"), draft.delmaal.get(number=1)))
    move(draft, "a1", 1, 3, base=base, by=make_person())
    before = FieldChange.objects.count()
    move(draft, "a1", 1, 3, base=base, by=by)
    assert titles(draft.delmaal.get(number=1)) == ["b1", "c1", "a1"]
    assert FieldChange.objects.count() == before


def test_a_tiltak_stays_in_its_plan(draft):
    foreign = make_plan().delmaal.all()[0]
    with pytest.raises(ValidationError, match="innenfor sin egen plan"):
        services.move_tiltak(tiltak=named(draft, "a1"), delmaal=foreign, base=UNCHECKED, by=None)


def test_what_another_has_removed_cannot_be_moved(draft):
    tiltak = named(draft, "a1")
    services.delete_tiltak(tiltak=tiltak, by=None)
    with pytest.raises(ValidationError, match="er fjernet"):
        services.move_tiltak(tiltak=tiltak, delmaal=tiltak.delmaal, base=UNCHECKED, by=None)


@pytest.mark.parametrize("opened", [[], [1], [2]])
def test_both_delmaal_of_a_move_must_be_open(draft, opened):
    put_status(draft, Plan.Status.ENDRINGER)
    for number in opened:
        uid = draft.delmaal.get(number=number).uid
        EditOpening.objects.create(plan=draft, path=paths.delmaal_field(uid, "tiltak"))
    with pytest.raises(Closed):
        move(draft, "a1", 2)
    assert titles(draft.delmaal.get(number=1)) == ["a1", "b1", "c1"]


def test_a_move_between_two_open_delmaal_of_a_closed_plan(draft):
    put_status(draft, Plan.Status.ENDRINGER)
    for number in (1, 2):
        uid = draft.delmaal.get(number=number).uid
        EditOpening.objects.create(plan=draft, path=paths.delmaal_field(uid, "tiltak"))
    move(draft, "a1", 2)
    assert titles(draft.delmaal.get(number=2)) == ["a2", "b2", "a1"]


def test_rows_of_other_lists_keep_their_places(draft):
    other = make_plan(delmaal=2, tiltak=2)
    post = money.create_post(plan=other, name="A", position=7, by=None)
    move(draft, "c1", 1, 1)
    services.set_theme_order(keys=list(Theme.objects.values_list("key", flat=True)), base=UNCHECKED, by=None)
    assert [titles(delmaal) for delmaal in other.delmaal.all()] == [["Tiltak 1", "Tiltak 2"]] * 2
    post.refresh_from_db()
    assert post.position == 7
    assert list(Delmaal.objects.filter(agreement=other.agreement).values_list("priority", flat=True)) == [1, 2]
