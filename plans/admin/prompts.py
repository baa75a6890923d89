"""KDD's form and its prompts. What a plan uses is shown and no longer changed."""

from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest

from plans import services
from plans.admin.base import PlacedAdmin, RegisterAdmin, ShownInline, person_of
from plans.forms.registers import PlanFormForm, PromptForm
from plans.keys import make_key
from plans.models import Person, Plan, PlanForm, Prompt, Removed
from plans.services.plan_forms import FORM_COLUMNS

USED = "Malen er brukt i en plan, så den kan ikke endres. Legg til en ny mal som kopi av den, og endre kopien."


def _used(row: PlanForm | Prompt) -> bool:
    """Tell whether a plan uses the form."""
    return Plan.objects.filter(form=row if isinstance(row, PlanForm) else row.form_id).exists()


class PromptInline(ShownInline):
    """What the form asks."""

    model = Prompt
    fields = ("level", "position", "nb", "required")


@admin.register(PlanForm)
class PlanFormAdmin(RegisterAdmin):
    """Versions of KDD's template; a new one is copied from another."""

    form = PlanFormForm
    shown_fields = ("key",)
    list_display = ("name", "key", "number_of_plans")
    search_fields = ("name", "key")
    inlines = (PromptInline,)

    def get_queryset(self, request: HttpRequest) -> Any:
        """Count the plans along."""
        return super().get_queryset(request).annotate(plan_count=models.Count("plans"))

    @admin.display(description="Brukt i planer", ordering="plan_count")
    def number_of_plans(self, row: Any) -> int:
        """Return how many plans use the form."""
        return int(row.plan_count)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Until a plan uses it."""
        return super().has_change_permission(request, obj) and (obj is None or not _used(obj))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never: a version of the template is kept."""
        return False

    def explanation(self, row: PlanForm) -> str:
        """Say that it is in use."""
        return USED

    def path(self, row: PlanForm) -> str:
        """Return where its changes, and those of its prompts, are recorded."""
        return f"mal/{row.key}"

    def create(self, data: dict[str, Any], request: HttpRequest) -> PlanForm:
        """Add a form, as a copy of another where one was chosen."""
        by, name = person_of(request), data["name"]
        key = make_key(name, taken=set(PlanForm.objects.values_list("key", flat=True)), max_length=60)
        if data["copied"] is not None:
            return services.copy_plan_form(form=data["copied"], key=key, name=name, by=by)
        texts = {column: data[column] for column in FORM_COLUMNS[1:]}
        return services.create_plan_form(key=key, name=name, texts=texts, prompts=(), by=by)

    def update(self, row: PlanForm, form: Any, by: Person) -> None:
        """Save its words."""
        services.update_plan_form(form=row, base=form.base(), by=by, **form.values())


@admin.register(Prompt)
class PromptAdmin(PlacedAdmin):
    """The questions of a form, level by level."""

    form = PromptForm
    new_fields = ("form", "level", "key")
    list_display = ("nb", "form", "level", "position", "required", "key")
    list_filter = ("form", "level", "required")
    list_select_related = ("form",)
    ordering = ("form", "level", "position")
    search_fields = ("nb", "nn", "key")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Until a plan uses its form."""
        return super().has_change_permission(request, obj) and (obj is None or not _used(obj))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Until a plan uses its form."""
        return super().has_delete_permission(request, obj) and (obj is None or not _used(obj))

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Offer only forms that no plan uses."""
        if db_field.name == "form":
            kwargs["queryset"] = PlanForm.objects.filter(plans=None)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def explanation(self, row: Prompt) -> str:
        """Say that its form is in use."""
        return USED

    def path(self, row: Prompt) -> str:
        """Return where its changes are recorded."""
        return f"mal/{row.form.key}/{row.level}/{row.key}"

    def create(self, data: dict[str, Any], request: HttpRequest) -> Prompt:
        """Add a prompt last on its level."""
        asked = {name: data[name] for name in (*self.new_fields, *PromptForm.columns)}
        return services.create_prompt(by=person_of(request), **asked)

    def update_row(self, row: Prompt, form: Any, by: Person) -> None:
        """Save its words."""
        services.update_prompt(prompt=row, base=form.base(), by=by, **form.values())

    def set_order(self, row: Prompt, ids: list[str], base: str, by: Person) -> None:
        """Move it."""
        services.set_prompt_order(form=row.form, level=row.level, keys=ids, base=base, by=by)

    def remove(self, row: Prompt, by: Person) -> Removed:
        """Remove a prompt of a form that no plan uses."""
        return services.remove_prompt(prompt=row, by=by)
