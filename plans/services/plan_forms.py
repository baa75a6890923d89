"""KDD's form for a year: its words and prompts. What a plan has used stays as it was asked."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from plans.models import Person, Plan, PlanForm, Prompt, Removed
from plans.services.fields import create
from plans.services.ordering import order_value, set_order, siblings
from plans.services.removal import remove
from plans.services.rows import reread, update_row
from plans.services.trace import record

#: The form's own words and a prompt's columns, in the order that their base hashes are taken of.
FORM_COLUMNS = ("name", "lead_nb", "lead_nn", "overview_nb", "overview_nn")
PROMPT_COLUMNS = ("nb", "nn", "guidance_nb", "guidance_nn", "required", "substance")


def _path(row: PlanForm | Prompt) -> str:
    if isinstance(row, PlanForm):
        return f"mal/{row.key}"
    return f"mal/{row.form.key}/{row.level}/{row.key}"


@transaction.atomic
def create_plan_form(
    *,
    key: str,
    name: str,
    texts: Mapping[str, str],
    prompts: Iterable[Mapping[str, Any]],
    by: Person | None = None,
) -> PlanForm:
    """Store one version of KDD's template with its prompts, in one go, so that it is never half there.

    `texts` holds lead_nb, lead_nn, overview_nb, overview_nn; each prompt holds Prompt's columns but `form`.
    Raises ValidationError.
    """
    form = PlanForm(key=key, name=name, **texts)
    create(form)
    for values in prompts:
        create(Prompt(form=form, **values))
    record(path=_path(form), label="Ny mal", before="", after=name, by=by)
    return form


@transaction.atomic
def copy_plan_form(*, form: PlanForm, key: str, name: str, by: Person | None) -> PlanForm:
    """Store a new version of a form with the same words and prompts, to be changed before a plan uses it.

    Raises ValidationError when the key is taken.
    """
    columns = [field.name for field in Prompt._meta.fields if field.name not in ("id", "form")]
    return create_plan_form(
        key=key,
        name=" ".join(name.split()),
        texts={column: getattr(form, column) for column in FORM_COLUMNS[1:]},
        prompts=[{column: getattr(prompt, column) for column in columns} for prompt in form.prompts.all()],
        by=by,
    )


def _locked(form: PlanForm) -> PlanForm:
    """Lock a form and return it as it is now. Raises ValidationError when a plan uses it.

    A new plan takes a share of the same lock through its foreign key, so a form is changed or used, never both.
    """
    fresh = PlanForm.objects.select_for_update().get(pk=form.pk)
    plan = Plan.objects.filter(form=fresh).select_related("agreement__pilot").order_by("year", "pk").first()
    if plan is not None:
        raise ValidationError(
            f"Malen er brukt i «{plan}», så den kan ikke endres. Lag en ny utgave av malen og endre den."
        )
    return fresh


@transaction.atomic
def update_plan_form(*, form: PlanForm, base: str, by: Person | None, **fields: str) -> PlanForm:
    """Save columns of a form that no plan uses (FORM_COLUMNS). `base` is of `row_value` with the same columns.

    Raises ValidationError (in use, empty), Conflict, KeyError for another column.
    """
    _only(fields, FORM_COLUMNS)
    fresh = _locked(form)
    update_row(row=fresh, values=fields, path=_path(fresh), base=base, by=by)
    return fresh


@transaction.atomic
def create_prompt(*, form: PlanForm, level: str, key: str, by: Person | None, **fields: Any) -> Prompt:
    """Add a prompt last on its level of a form that no plan uses. Raises ValidationError."""
    _only(fields, PROMPT_COLUMNS)
    prompt = Prompt(form=_locked(form), level=level, key=key, **fields)
    prompt.position = max((other.position for other in siblings(prompt)), default=0) + 1
    create(prompt)
    record(path=_path(prompt), label="Ny ledetekst", before="", after=prompt.nb, by=by)
    return prompt


@transaction.atomic
def update_prompt(*, prompt: Prompt, base: str, by: Person | None, **fields: Any) -> Prompt:
    """Save columns of a prompt (PROMPT_COLUMNS) on a form that no plan uses; its key and level stay.

    Raises ValidationError (in use, empty), Conflict, KeyError for another column.
    """
    _only(fields, PROMPT_COLUMNS)
    _locked(prompt.form)
    fresh = reread(prompt)
    update_row(row=fresh, values=fields, path=_path(fresh), base=base, by=by)
    return fresh


def prompt_order_value(form: PlanForm, level: str) -> list[str]:
    """Return the keys of a level's prompts in order: the list that the order's base hash is taken of."""
    return order_value(list(Prompt.objects.filter(form=form, level=level)))


@transaction.atomic
def set_prompt_order(*, form: PlanForm, level: str, keys: Sequence[str], base: str, by: Person | None) -> None:
    """Put the prompts of a level in this order, on a form that no plan uses.

    Raises ValidationError (in use, `keys` are not exactly theirs), Conflict.
    """
    fresh = _locked(form)
    rows = list(Prompt.objects.filter(form=fresh, level=level))
    set_order(rows=rows, ids=keys, path=f"{_path(fresh)}/{level}", label="Ledetekstenes rekkefølge", base=base, by=by)


@transaction.atomic
def remove_prompt(*, prompt: Prompt, by: Person | None) -> Removed:
    """Remove a prompt of a form that no plan uses; the returned row puts it back. Raises ValidationError (in use)."""
    _locked(prompt.form)
    return remove(rows=[reread(prompt)], path=_path(prompt), by=by)


def _only(fields: Iterable[str], columns: Sequence[str]) -> None:
    """Raise KeyError for a column that is not written here."""
    for column in fields:
        if column not in columns:
            raise KeyError(column)
