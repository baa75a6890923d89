"""Several people who write, move, remove, put back and bring back at once: no text vanishes, no number is used twice.

Each knows only what she saw when she last looked, which may be long out of date. Hypothesis chooses who does what in
which order, and shortens what goes wrong to the fewest steps.
"""

import hashlib
import json
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from budgets.models import BudgetLine
from plans import services
from plans.models import Answer, FieldChange, Person, Plan, PlanDelmaal, Removed, Tiltak
from plans.services import Closed, Conflict, field_hash
from plans.services.earlier import bring_back
from plans.services.moving import move_seen, move_value
from plans.services.ordering import order_value
from tests.factories import make_person, make_plan, put, put_status

PEOPLE = 3
who = st.integers(0, PEOPLE - 1)
which = st.integers(0, 30)
FIELDS = ("title", "svar")
#: A rule of a plan that is written, and one of a plan that is on its way and takes nothing.
opened = precondition(lambda self: self.is_open)
closed = precondition(lambda self: not self.is_open)
field = st.sampled_from(FIELDS)


def sentence(number: int) -> str:
    """A text that shares nothing with any other, and is too long for writing over it to be part of one change."""
    return hashlib.sha256(str(number).encode()).hexdigest()


class Writers(RuleBasedStateMachine):
    """The people, what each last saw, and every text that one of them was told is saved."""

    plan: Plan
    people: list[Person]

    def __init__(self) -> None:
        super().__init__()
        self.begun = transaction.atomic()
        self.begun.__enter__()
        self.is_open = True
        self.written = 0
        self.saved: set[str] = set()
        self.seen: dict[tuple[int, int, str], str] = {}
        self.orders: dict[tuple[int, int, int], str] = {}
        #: The hash of each delmål's order as each person last saw it on the page where one moves.
        self.lists: dict[tuple[int, int], str] = {}
        #: Each person's way back from her last move: the tiltak, its delmål then and its place there.
        self.undos: dict[int, tuple[UUID, int, int]] = {}
        #: Every tiltak there has been, with the amount that was put on it.
        self.kroner: dict[UUID, int] = {}

    def teardown(self) -> None:
        """Look for every text once more, and leave the database as it was."""
        self.every_saved_text_is_somewhere()
        self.every_tiltak_has_kept_what_is_its_own()
        transaction.set_rollback(True)
        self.begun.__exit__(None, None, None)

    @initialize()
    def look_at_everything(self) -> None:
        for tiltak in self.tiltak():
            self.give_money(tiltak)
        for person in range(PEOPLE):
            for goal in self.plan.delmaal.all():
                self.lists[person, goal.pk] = field_hash(order_value(list(goal.tiltak.all())))
            for tiltak in self.tiltak():
                for name in FIELDS:
                    self.seen[person, tiltak.pk, name] = field_hash(self.stored(tiltak, name))

    def give_money(self, tiltak: Tiltak) -> None:
        """Put an amount that no other has on a tiltak."""
        self.kroner[tiltak.uid] = 1000 + len(self.kroner)
        put(tiltak, self.kroner[tiltak.uid])

    def tiltak(self) -> list[Tiltak]:
        return list(Tiltak.objects.filter(plan=self.plan).select_related("plan", "delmaal").order_by("pk"))

    def one(self, number: int) -> Tiltak | None:
        found = self.tiltak()
        return found[number % len(found)] if found else None

    def stored(self, tiltak: Tiltak, name: str) -> str:
        if name == "title":
            return Tiltak.objects.get(pk=tiltak.pk).title
        answer = Answer.objects.filter(tiltak=tiltak, prompt__key="beskrivelse").first()
        return answer.html if answer else ""

    def path(self, tiltak: Tiltak, name: str) -> str:
        return f"tiltak/{tiltak.uid}/{'svar/beskrivelse' if name == 'svar' else name}"

    def save(self, tiltak: Tiltak, name: str, text: str, base: str, by: Person) -> None:
        if name == "title":
            services.set_title(tiltak=tiltak, title=text, base=base, by=by)
        else:
            services.save_answer(place=tiltak, key="beskrivelse", html=text, base=base, by=by)

    @rule(person=who, number=which, name=field)
    def look(self, person: int, number: int, name: str) -> None:
        if tiltak := self.one(number):
            self.seen[person, tiltak.pk, name] = field_hash(self.stored(tiltak, name))

    @opened
    @rule(person=who, number=which, name=field)
    def write(self, person: int, number: int, name: str) -> None:
        """Write over what stands there, as far as she knows."""
        tiltak = self.one(number)
        if tiltak is None:
            return
        self.written += 1
        text = sentence(self.written) if name == "title" else f"<p>{sentence(self.written)}</p>"
        before = self.stored(tiltak, name)
        base = self.seen.get((person, tiltak.pk, name), field_hash(""))
        try:
            self.save(tiltak, name, text, base, self.people[person])
            shown = None
        except Conflict as conflict:
            shown = (conflict.mine, conflict.theirs)
        if base == field_hash(before):
            assert (shown, self.stored(tiltak, name)) == (None, text)
            self.saved.add(sentence(self.written))
        else:
            # Nothing was written, and she has both texts before her; hers is kept until she has chosen.
            assert (shown, self.stored(tiltak, name)) == ((text, before), before)
        self.seen[person, tiltak.pk, name] = field_hash(self.stored(tiltak, name))

    @opened
    @rule(person=who, number=which)
    def add(self, person: int, number: int) -> None:
        goals = list(self.plan.delmaal.all())
        self.written += 1
        title = sentence(self.written)
        made = services.create_tiltak(delmaal=goals[number % len(goals)], title=title, by=self.people[person])
        self.saved.add(title)
        self.give_money(made)

    @opened
    @rule(person=who, number=which, goal=which, place=st.integers(1, 4), looks=st.booleans())
    def move(self, person: int, number: int, goal: int, place: int, looks: bool) -> None:
        """Move one, from the order she last saw or has just looked at."""
        tiltak = self.one(number)
        if tiltak is None:
            return
        goals = list(self.plan.delmaal.all())
        target = goals[goal % len(goals)]
        now = field_hash(move_value(tiltak, target))
        key = (person, tiltak.pk, target.pk)
        base = now if looks else self.orders.get(key, now)
        refused: Exception | None = None
        try:
            services.move_tiltak(tiltak=tiltak, delmaal=target, place=place, base=base, by=self.people[person])
        except (Conflict, ValidationError) as refusal:
            refused = refusal
        assert refused is None or base != now or "Plassen" in str(refused)
        self.orders[key] = now

    @opened
    @rule(person=who, number=which, goal=which, place=st.integers(1, 4), looks=st.booleans())
    def drag(self, person: int, number: int, goal: int, place: int, looks: bool) -> None:
        """Move one on the page of the order, as she last saw it or has just looked at it."""
        tiltak = self.one(number)
        if tiltak is None:
            return
        goals = list(self.plan.delmaal.all())
        target = goals[goal % len(goals)]
        now = {one.pk: field_hash(order_value(list(one.tiltak.all()))) for one in goals}
        if looks:
            self.lists |= {(person, pk): seen for pk, seen in now.items()}
        touched = (tiltak.delmaal_id, target.pk)
        seen = (self.lists[person, touched[0]], self.lists[person, touched[1]])
        origin = (tiltak.uid, tiltak.delmaal_id, tiltak.position)
        stale = seen != (now[touched[0]], now[touched[1]])
        if self.move_seen(tiltak, target, place, seen, person):
            assert not stale
            self.undos[person] = origin
        else:
            others = target.tiltak.exclude(pk=tiltak.pk).count()
            assert stale or place > others + 1

    def move_seen(self, tiltak: Tiltak, goal: PlanDelmaal, place: int, seen: tuple[str, str], person: int) -> bool:
        try:
            move_seen(tiltak=tiltak, delmaal=goal, place=place, seen=seen, by=self.people[person])
        except (Conflict, ValidationError):
            return False
        return True

    @opened
    @rule(person=who)
    def undo_move(self, person: int) -> None:
        """Take back her last move, from the page that told of it; it may be refused, and then nothing is changed."""
        uid, goal, place = self.undos.pop(person, (None, 0, 0))
        tiltak = next((one for one in self.tiltak() if one.uid == uid), None)
        if tiltak is None:
            return
        target = PlanDelmaal.objects.get(pk=goal)
        lists = (order_value(list(one.tiltak.all())) for one in (tiltak.delmaal, target))
        left, joined = (field_hash(one) for one in lists)
        if self.move_seen(tiltak, target, place, (left, joined), person):
            tiltak.refresh_from_db()
            assert (tiltak.delmaal_id, tiltak.position) == (goal, place)

    @opened
    @rule(person=who, number=which)
    def remove(self, person: int, number: int) -> None:
        if tiltak := self.one(number):
            services.delete_tiltak(tiltak=tiltak, by=self.people[person])

    @opened
    @rule(person=who, number=which)
    def put_back(self, person: int, number: int) -> None:
        gone = list(Removed.objects.filter(plan=self.plan, restored_at=None).order_by("pk"))
        if gone:
            services.restore(removed=gone[number % len(gone)], by=self.people[person])

    @rule()
    def step(self) -> None:
        """The plan is adopted, or taken back to draft; what everybody last saw stays what they saw."""
        self.is_open = not self.is_open
        put_status(self.plan, Plan.Status.UTKAST if self.is_open else Plan.Status.VEDTATT)

    @closed
    @rule(person=who, number=which, goal=which)
    def write_too_late(self, person: int, number: int, goal: int) -> None:
        """Whatever somebody still has open on her screen, a plan on its way takes nothing of it."""
        goals = list(self.plan.delmaal.all())
        target, by = goals[goal % len(goals)], self.people[person]
        before = self.everything()
        calls: list[Callable[[], object]] = [lambda: services.create_tiltak(delmaal=target, title="For sent", by=by)]
        if tiltak := self.one(number):
            title, text = (field_hash(self.stored(tiltak, name)) for name in FIELDS)
            move = field_hash(move_value(tiltak, target))
            calls += [
                lambda: self.save(tiltak, "title", "For sent", title, by),
                lambda: self.save(tiltak, "svar", "<p>For sent</p>", text, by),
                lambda: services.move_tiltak(tiltak=tiltak, delmaal=target, place=1, base=move, by=by),
                lambda: services.delete_tiltak(tiltak=tiltak, by=by),
            ]
        if gone := Removed.objects.filter(plan=self.plan, restored_at=None).order_by("pk").first():
            calls.append(lambda: services.restore(removed=gone, by=by))
        for call in calls:
            with pytest.raises(Closed), transaction.atomic():
                call()
        assert self.everything() == before

    @opened
    @rule(person=who, number=which, name=field, age=which)
    def bring_back(self, person: int, number: int, name: str, age: int) -> None:
        """Bring an earlier text back over what stands there now."""
        tiltak = self.one(number)
        if tiltak is None:
            return
        path = self.path(tiltak, name)
        changes = list(FieldChange.objects.filter(plan=self.plan, path=path))
        if changes:
            base, text = field_hash(self.stored(tiltak, name)), changes[age % len(changes)].after
            bring_back(place=tiltak, path=path, text=text, base=base, by=self.people[person])
            assert self.stored(tiltak, name) == text

    @invariant()
    def no_number_is_used_twice(self) -> None:
        for goal in self.plan.delmaal.all():
            places = list(goal.tiltak.order_by("position").values_list("position", flat=True))
            assert places == list(range(1, len(places) + 1))

    @invariant()
    def every_tiltak_is_in_the_plan_or_can_be_put_back(self) -> None:
        here = [one.uid for one in self.tiltak()]
        gone = [
            UUID(row["fields"]["uid"])
            for removed in Removed.objects.filter(plan=self.plan, restored_at=None)
            for row in removed.data["rows"]
            if row["model"] == "plans.tiltak"
        ]
        assert sorted([*here, *gone]) == sorted(self.kroner)

    def every_tiltak_has_kept_what_is_its_own(self) -> None:
        """Its money, wherever it has been moved, and after it was removed and put back."""
        for tiltak in self.tiltak():
            lines = BudgetLine.objects.filter(tiltak=tiltak).values_list("kroner", flat=True)
            assert list(lines) == [self.kroner[tiltak.uid]]

    def every_saved_text_is_somewhere(self) -> None:
        everything = self.everything()
        assert {text for text in self.saved if text not in everything} == set()

    def everything(self) -> str:
        """Every text that is current, in the history, or with what was removed."""
        changes = FieldChange.objects.filter(plan=self.plan).values_list("before", "after")
        kept: list[Any] = [
            list(changes),
            list(Tiltak.objects.filter(plan=self.plan).values_list("title", flat=True)),
            list(Answer.objects.filter(plan=self.plan).values_list("html", flat=True)),
            list(Removed.objects.filter(plan=self.plan).values_list("data", flat=True)),
        ]
        return json.dumps(kept)


@pytest.mark.django_db
def test_no_text_vanishes_and_no_number_is_used_twice():
    class Here(Writers):
        plan = make_plan(tiltak=2)
        people = [make_person() for _ in range(PEOPLE)]

    run_state_machine_as_test(
        Here, settings=settings(settings.get_profile("untimed"), max_examples=15, stateful_step_count=20)
    )
