"""Breaking a constraint twice: past the program, where the database must refuse, and through it, in our own words."""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, models, transaction

from plans.models import Person, Plan

#: A service that is asked for what the constraint forbids.
Door = Callable[[Plan, Person], object]


class Case(NamedTuple):
    """One way to break a constraint.

    `row` makes a row, new or changed, that breaks this constraint and no other. `door` asks a service for the same;
    without one the row's own `full_clean` is asked. `says` is the sentence, where it is not the constraint's own.
    """

    constraint: str
    row: Callable[[Plan], models.Model]
    door: Door | None = None
    says: str = ""
    variant: str = ""

    def __str__(self) -> str:
        return f"{self.constraint}-{self.variant}" if self.variant else self.constraint


def each(cases: Iterable[Case]) -> Any:
    """Run a test once per case, named by its constraint."""
    return pytest.mark.parametrize("case", [pytest.param(case, id=str(case)) for case in cases])


def constraints_of(app: str) -> dict[str, models.BaseConstraint]:
    """Return every constraint of an app's tables by name."""
    return {constraint.name: constraint for model in apps.get_app_config(app).get_models() for constraint in _of(model)}


def _of(model: type[models.Model]) -> Iterable[models.BaseConstraint]:
    return model._meta.constraints


def refused_by_the_database(case: Case, plan: Plan) -> None:
    """Write the row past every check of the program; the database refuses it and names the constraint."""
    row = case.row(plan)
    with pytest.raises(IntegrityError) as refused:
        _write(row)
    constraint = _broken_by(case, row)
    assert named_by(refused.value, type(row)) in (constraint.name, _columns(type(row), constraint))


@transaction.atomic
def _write(row: models.Model) -> None:
    """Insert or update a row with nothing in between that could refuse it."""
    model = type(row)
    if row._state.adding:
        model._default_manager.bulk_create([row])
    else:
        columns = [field.name for field in model._meta.concrete_fields if not field.primary_key]
        model._default_manager.bulk_update([row], columns)


def _broken_by(case: Case, row: models.Model) -> models.BaseConstraint:
    return next(known for known in _of(type(row)) if known.name == case.constraint)


def named_by(error: IntegrityError, model: type[models.Model]) -> str:
    """Return the constraint's name as the database tells it; SQLite names columns instead of a plain unique one."""
    if connection.vendor == "postgresql":
        return str(getattr(error.__cause__, "diag").constraint_name)  # noqa: B009 - psycopg's, unknown to the type
    told = str(error).partition("constraint failed: ")[2]
    return told.removeprefix("index ").strip("'").replace(f"{model._meta.db_table}.", "")


def _columns(model: type[models.Model], constraint: models.BaseConstraint) -> str:
    """Return a plain unique constraint's columns as SQLite lists them; nothing for another, or elsewhere."""
    names = {field.name: str(field.column) for field in model._meta.concrete_fields}
    fields = getattr(constraint, "fields", ()) if connection.vendor == "sqlite" else ()
    return ", ".join(names[name] for name in fields)


def refused_in_words(case: Case, plan: Plan, by: Person) -> None:
    """Ask the program for the same; it refuses with our sentence and with no other."""
    row = case.row(plan)
    door = case.door or (lambda plan, by: row.full_clean())
    with pytest.raises(ValidationError) as refused:
        door(plan, by)
    sentence = case.says or str(_broken_by(case, row).violation_error_message)
    assert set(refused.value.messages) == {sentence}


def speaks_for_itself(constraint: models.BaseConstraint) -> bool:
    """Tell whether a constraint has a sentence of ours, not the framework's."""
    sentence = str(constraint.violation_error_message)
    return sentence != str(constraint.default_violation_error_message) and sentence.endswith(".")
