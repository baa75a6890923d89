"""KDD's form and its prompts, and what an administrator may tidy away."""

import pytest
from django.core.exceptions import ValidationError

from plans import services
from plans.models import FieldChange, Plan, PlanForm, Prompt, Theme
from plans.roles import Role
from plans.services import UNCHECKED
from plans.services.plan_forms import FORM_COLUMNS, PROMPT_COLUMNS, prompt_order_value
from plans.services.rows import row_value
from tests import row_writes
from tests.factories import give_role, make_agreement, make_person
from tests.plans.agreement_writes import party
from tests.row_writes import RowWrite

pytestmark = pytest.mark.django_db


def used() -> PlanForm:
    return PlanForm.objects.get(key="kdd-2025")


def unused(plan: Plan) -> PlanForm:
    found = PlanForm.objects.filter(key="kdd-2026").first()
    return found or services.copy_plan_form(form=used(), key="kdd-2026", name="KDD 2026", by=None)


def prompt(form: PlanForm, level: str = "tiltak", place: int = 0) -> Prompt:
    return Prompt.objects.filter(form=form, level=level).order_by("pk")[place]


WRITES = (
    RowWrite(
        "form",
        lambda plan: row_value(unused(plan), FORM_COLUMNS),
        lambda plan, value, base, by: services.update_plan_form(
            form=unused(plan), base=base, by=by, **dict(zip(FORM_COLUMNS, value, strict=True))
        ),
        (["Mal", "A", "B", "C", "D"], ["Mal", "A", "B", "C", "E"]),
        pilot=lambda plan: None,
    ),
    RowWrite(
        "prompt",
        lambda plan: row_value(prompt(unused(plan)), PROMPT_COLUMNS),
        lambda plan, value, base, by: services.update_prompt(
            prompt=prompt(unused(plan)), base=base, by=by, **dict(zip(PROMPT_COLUMNS, value, strict=True))
        ),
        (["Mål", "Mål", "Skriv kort.", "Skriv stutt.", True, True], ["Mål {år}", "Mål {år}", "", "", False, False]),
        pilot=lambda plan: None,
    ),
)


@row_writes.each(WRITES)
@pytest.mark.parametrize("rule", row_writes.ALL)
def test_every_write(write, rule, plan, by):
    rule(write, plan, by)


def test_a_copy_asks_the_same(plan, by):
    copy = services.copy_plan_form(form=used(), key="kdd-2026", name=" KDD  2026 ", by=by)
    columns = ("level", "key", "position", *PROMPT_COLUMNS)
    assert list(copy.prompts.values_list(*columns)) == list(used().prompts.values_list(*columns))
    assert row_value(copy, FORM_COLUMNS[1:]) == row_value(used(), FORM_COLUMNS[1:])
    assert (copy.name, copy.prompts.count() > 5) == ("KDD 2026", True)
    assert FieldChange.objects.get(path="mal/kdd-2026").by == by


WRITES_OF_A_USED_FORM = {
    "form": lambda form: services.update_plan_form(form=form, name="X", base=UNCHECKED, by=None),
    "prompt": lambda form: services.update_prompt(prompt=prompt(form), nb="X", base=UNCHECKED, by=None),
    "new": lambda form: services.create_prompt(form=form, level="plan", key="x", nb="X", nn="X", by=None),
    "order": lambda form: services.set_prompt_order(
        form=form, level="plan", keys=prompt_order_value(form, "plan")[::-1], base=UNCHECKED, by=None
    ),
    "removal": lambda form: services.remove_prompt(prompt=prompt(form), by=None),
}


@pytest.mark.parametrize("kind", WRITES_OF_A_USED_FORM)
def test_what_a_plan_was_asked_is_never_changed(kind, plan):
    write = WRITES_OF_A_USED_FORM[kind]
    with pytest.raises(ValidationError, match="Malen er brukt i «Handlingsplan 2025 for"):
        write(used())
    write(unused(plan))


def test_prompts_are_ordered_added_and_removed_within_their_level(plan, by):
    form = unused(plan)
    before = prompt_order_value(form, "tiltak")
    others = prompt_order_value(form, "plan")
    services.set_prompt_order(form=form, level="tiltak", keys=before[::-1], base=UNCHECKED, by=by)
    new = services.create_prompt(form=form, level="tiltak", key="ny", nb="Ny", nn="Ny", by=by)
    assert prompt_order_value(form, "tiltak") == [*before[::-1], "ny"]
    removed = services.remove_prompt(prompt=Prompt.objects.get(form=form, level="tiltak", key=before[-1]), by=by)
    positions = Prompt.objects.filter(form=form, level="tiltak").values_list("position", flat=True)
    assert list(positions) == list(range(1, len(before) + 1))
    services.restore(removed=removed, by=by)
    assert prompt_order_value(form, "tiltak") == [*before[::-1], "ny"]
    assert prompt_order_value(form, "plan") == others
    assert Prompt.objects.get(pk=new.pk).position == len(before) + 1


def test_only_the_columns_of_the_form_are_saved(plan):
    form = unused(plan)
    for write in (
        lambda: services.update_plan_form(form=form, key="x", base=UNCHECKED, by=None),
        lambda: services.update_prompt(prompt=prompt(form), key="x", base=UNCHECKED, by=None),
        lambda: services.create_prompt(form=form, level="plan", key="x", position=9, by=None),
    ):
        with pytest.raises(KeyError):
            write()


def test_a_theme_goes_when_no_delmaal_has_it(by):
    free = services.create_theme(key="fritid", name="Fritid", position=99, by=by)
    removed = services.remove_theme(theme=free, by=by)
    assert not Theme.objects.filter(key="fritid").exists()
    services.restore(removed=removed, by=by)
    assert Theme.objects.get(key="fritid").name == "Fritid"
    taken = Theme.objects.filter(delmaal__isnull=False)[0]
    with pytest.raises(ValidationError, match="kan ikke fjernes"):
        services.remove_theme(theme=taken, by=by)


def test_a_party_goes_when_nothing_uses_it(by):
    free = services.create_party(name="Ingen AS", kind="selskap", by=by)
    services.restore(removed=services.remove_party(party=free, by=by), by=by)
    assert party("ingen-as") == free
    with pytest.raises(ValidationError, match="Part «Lierne» kan ikke fjernes"):
        services.remove_party(party=party(), by=by)


def test_nobodys_role_ends_because_a_party_is_tidied_away(by):
    free = services.create_party(name="Ingen AS", kind="selskap", by=by)
    there = make_agreement().pilot
    membership = give_role(make_person(), Role.SAMARBEIDSPART, pilot=there, party=free)
    with pytest.raises(ValidationError, match="samarbeidspart"):
        services.remove_party(party=free, by=by)
    services.end_membership(membership=membership, by=None)
    invitation = services.create_invitation(
        email="kari@eksempel.example", role=Role.SAMARBEIDSPART, pilot=there, party=free, address=str, by=None
    )
    with pytest.raises(ValidationError, match=r"kari@eksempel\.example"):
        services.remove_party(party=free, by=by)
    services.revoke_invitation(invitation=invitation, by=None)
    services.remove_party(party=free, by=by)
