"""What holds for every write outside the texts of a plan: whose value wins, and the trace it leaves."""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

import pytest

from plans.models import FieldChange, Person, Pilot, Plan
from plans.services import UNCHECKED, Conflict, field_hash
from tests.factories import make_person


class RowWrite(NamedTuple):
    """One service. `values` are two that differ from each other and from what the demo data holds."""

    name: str
    stored: Callable[[Plan], Any]
    save: Callable[[Plan, Any, str, Person | None], object]
    values: tuple[Any, Any]
    pilot: Callable[[Plan], Pilot | None] = lambda plan: plan.agreement.pilot


def each(writes: Iterable[RowWrite]) -> Any:
    """Run a test once per write, named by it."""
    return pytest.mark.parametrize("write", [pytest.param(write, id=write.name) for write in writes])


def _traces() -> int:
    return FieldChange.objects.count()


def starts_from_what_stands_there(write: RowWrite, plan: Plan, by: Person) -> None:
    """A save from the stored value is stored, and its trace tells who, where and what."""
    base = field_hash(write.stored(plan))
    before = set(FieldChange.objects.values_list("pk", flat=True))
    write.save(plan, write.values[0], base, by)
    assert write.stored(plan) == write.values[0]
    traces = FieldChange.objects.exclude(pk__in=before)
    assert traces
    for trace in traces:
        assert (trace.by, trace.pilot) == (by, write.pilot(plan))
        assert trace.label
        assert trace.before != trace.after


def starts_from_something_older(write: RowWrite, plan: Plan, by: Person) -> None:
    """A save from a value that another has replaced is refused with both values, and nothing is written."""
    base = field_hash(write.stored(plan))
    write.save(plan, write.values[0], base, make_person())
    traces = _traces()
    with pytest.raises(Conflict) as conflict:
        write.save(plan, write.values[1], base, by)
    assert (conflict.value.theirs, conflict.value.mine) == write.values
    assert conflict.value.path
    assert write.stored(plan) == write.values[0]
    assert _traces() == traces
    write.save(plan, write.values[1], field_hash(conflict.value.theirs), by)
    assert write.stored(plan) == write.values[1]


def says_the_same_as_another(write: RowWrite, plan: Plan, by: Person) -> None:
    """Two who write the same do not collide, and the second changes nothing."""
    base = field_hash(write.stored(plan))
    write.save(plan, write.values[0], base, make_person())
    traces = _traces()
    write.save(plan, write.values[0], base, by)
    write.save(plan, write.values[0], UNCHECKED, by)
    assert (write.stored(plan), _traces()) == (write.values[0], traces)


ALL = (starts_from_what_stands_there, starts_from_something_older, says_the_same_as_another)
