"""Several people in one grid, each with the page as she last saw it: sums agree, and nothing is written over unseen.

Hypothesis chooses who types, empties, pastes, undoes and looks in which order, and shortens what goes wrong.
"""

from typing import NamedTuple

import pytest
from django.db import transaction
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from budgets.models import BudgetLine
from budgets.services import Amount, CellsRefused, Edit, Place, Row, amounts_of, cell_base, set_cells
from budgets.sums import counted
from plans.models import FieldChange, Person, Plan
from tests.factories import cell, make_person, make_plan, make_post

PEOPLE = 3
who = st.integers(0, PEOPLE - 1)
which = st.integers(0, 5)
kinds = st.sampled_from(("planlagt", "sokt", "innvilget", "fryst"))

Amounts = tuple[Amount, ...]


class Client(NamedTuple):
    """A person with the page before her: what she sees in each cell, and what she did."""

    person: Person
    seen: dict[int, Amounts]
    done: list[tuple[int, Amounts, Amounts]]


class Writers(RuleBasedStateMachine):
    """Clients on one plan. `replaced` is every amount in whose place somebody else than its writer has put another."""

    plan: Plan
    people: list[Person]
    places: list[Place]

    def __init__(self) -> None:
        super().__init__()
        self.begun = transaction.atomic()
        self.begun.__enter__()
        self.number = 1000
        self.clients = [Client(person, {}, []) for person in self.people]
        self.server: dict[int, Amounts] = {}
        self.writer: dict[int, Person] = {}
        self.replaced: list[int] = []

    def teardown(self) -> None:
        """Look for every amount once more, and leave the database as it was."""
        self.what_others_replaced_is_in_the_history()
        transaction.set_rollback(True)
        self.begun.__exit__(None, None, None)

    def save(self, client: Client, wanted: dict[int, Amounts], *, remembers: bool = True) -> None:
        """Save cells as one step, from what the client sees of them; in a conflict she is shown what stands there."""
        edits = [
            Edit(self.places[one], amounts, cell_base(client.seen.get(one, ()))) for one, amounts in wanted.items()
        ]
        stale = {one for one in wanted if sorted(client.seen.get(one, ())) != sorted(self.server.get(one, ()))}
        stale = {one for one in stale if sorted(wanted[one]) != sorted(self.server.get(one, ()))}
        refusal: CellsRefused | None = None
        try:
            set_cells(edits=edits, by=client.person)
        except CellsRefused as refused:
            refusal = refused
        if refusal is not None:
            assert not refusal.errors
            assert {self.places[one].key for one in stale} == set(refusal.conflicts) != set()
            for one in stale:
                theirs = tuple(Amount(*amount) for amount in refusal.conflicts[self.places[one].key].theirs)
                assert sorted(theirs) == sorted(self.server.get(one, ()))
                client.seen[one] = theirs
            return
        # Nothing was written over that she had not seen.
        assert not stale
        for one, amounts in wanted.items():
            if remembers:
                client.done.append((one, client.seen.get(one, ()), amounts))
            if self.writer.get(one, client.person) != client.person:
                self.replaced += [amount.kroner for amount in self.server.get(one, ())]
            client.seen[one] = self.server[one] = amounts
            self.writer[one] = client.person

    def new(self, certainty: str = "planlagt") -> Amount:
        self.number += 1
        return Amount(certainty, "", self.number)

    @rule(person=who, place=which)
    def look(self, person: int, place: int) -> None:
        self.clients[person].seen[place] = amounts_of(self.places[place])

    @rule(person=who, place=which, certainty=kinds)
    def type(self, person: int, place: int, certainty: str) -> None:
        self.save(self.clients[person], {place: (self.new(certainty),)})

    @rule(person=who, place=which)
    def part(self, person: int, place: int) -> None:
        """One part is granted and one applied for."""
        self.save(self.clients[person], {place: (self.new("innvilget"), self.new("sokt"))})

    @rule(person=who, place=which)
    def empty(self, person: int, place: int) -> None:
        self.save(self.clients[person], {place: ()})

    @rule(person=who, places=st.sets(which, min_size=2, max_size=4))
    def paste(self, person: int, places: set[int]) -> None:
        self.save(self.clients[person], {place: (self.new(),) for place in places})

    @rule(person=who)
    def undo(self, person: int) -> None:
        """Take back her last step where she sees that it stands."""
        client = self.clients[person]
        if client.done:
            place, before, after = client.done.pop()
            if sorted(client.seen.get(place, ())) == sorted(after):
                self.save(client, {place: before}, remembers=False)

    @invariant()
    def no_sum_differs(self) -> None:
        for number, place in enumerate(self.places):
            assert sorted(amounts_of(place)) == sorted(self.server.get(number, ()))
        stored = counted(BudgetLine.objects.filter(plan=self.plan))
        assert stored == counted(amount for amounts in self.server.values() for amount in amounts)

    def what_others_replaced_is_in_the_history(self) -> None:
        """Somebody's amount in whose place another has put one stands in the plan still, or in the cell's history."""
        changes = FieldChange.objects.filter(plan=self.plan).values_list("before", "after")
        lines = BudgetLine.objects.filter(plan=self.plan).values_list("kroner", flat=True)
        kept = f"{list(changes)} {list(lines)}"
        assert [kroner for kroner in self.replaced if str(kroner) not in kept] == []


@pytest.mark.django_db
def test_no_sum_differs_and_nothing_is_written_over_unseen():
    draft = make_plan(tiltak=1)
    rows: list[Row] = [*draft.tiltak.all()[:1], draft.delmaal.all()[0], make_post(draft)]

    class Here(Writers):
        plan = draft
        people = [make_person() for _ in range(PEOPLE)]
        places = [Place(row, cell(row, source).source, 2025) for row in rows for source in ("kdd", "annet")]

    run_state_machine_as_test(
        Here, settings=settings(settings.get_profile("untimed"), max_examples=15, stateful_step_count=15)
    )
