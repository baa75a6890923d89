"""Agreements are made here and kept by their project leaders; deadlines are kept here too, also those of all pilots."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse

from plans import services
from plans.admin.base import RegisterAdmin, ShownInline, person_of
from plans.forms.registers import AgreementForm, DeadlineForm
from plans.models import Agreement, Deadline, Delmaal, Person, Plan, Removed


class DelmaalInline(ShownInline):
    """The agreement's delmål."""

    model = Delmaal
    fields = ("priority", "title", "theme")
    show_change_link = False


class PlanInline(ShownInline):
    """The agreement's plans."""

    model = Plan
    fields = ("year", "status", "form")


@admin.register(Agreement)
class AgreementAdmin(RegisterAdmin):
    """A new pilot's agreement is made here. From then on its project leader keeps it on the pilot's page."""

    form = AgreementForm
    list_display = ("pilot", "first_year", "last_year", "signed")
    list_filter = ("first_year",)
    list_select_related = ("pilot",)
    search_fields = ("pilot__name",)
    inlines = (DelmaalInline, PlanInline)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never here."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never: plans hang on it."""
        return False

    def path(self, row: Agreement) -> str:
        """Return where its changes are recorded."""
        return f"avtale/{row.pk}"

    def view_on_site(self, row: Agreement) -> str:
        """Return the page on which it is kept."""
        return reverse("pilot", kwargs={"pilot": row.pilot.slug})

    def create(self, data: dict[str, Any], request: HttpRequest) -> Agreement:
        """Add an agreement."""
        asked = {name: data[name] for name in AgreementForm.Meta.fields}
        return services.create_agreement(by=person_of(request), **asked)


@admin.register(Deadline)
class DeadlineAdmin(RegisterAdmin):
    """Dates by which something must be done, in one agreement or in all."""

    form = DeadlineForm
    new_fields = ("agreement",)
    list_display = ("title", "date", "reaches", "plan_year", "whose")
    list_filter = (("agreement", admin.EmptyFieldListFilter), "agreement__pilot")
    list_select_related = ("agreement__pilot",)
    date_hierarchy = "date"
    search_fields = ("title", "agreement__pilot__name")

    @admin.display(description="Gjelder", ordering="agreement")
    def whose(self, row: Deadline) -> str:
        """Return the agreement it belongs to."""
        return str(row.agreement or "alle piloter")

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Name the choice of none, and ask for the agreements with their pilots."""
        if db_field.name == "agreement":
            kwargs["empty_label"] = "Alle piloter"
            kwargs["queryset"] = Agreement.objects.select_related("pilot")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def path(self, row: Deadline) -> str:
        """Return where its changes are recorded."""
        return f"avtale/{row.agreement_id}/frist/{row.pk}" if row.agreement_id else f"frist/{row.pk}"

    def create(self, data: dict[str, Any], request: HttpRequest) -> Deadline:
        """Add a deadline."""
        return services.create_deadline(
            agreement=data["agreement"],
            title=data["title"],
            date=data["date"],
            reaches=data["reaches"],
            plan_year=data["plan_year"],
            by=person_of(request),
        )

    def update(self, row: Deadline, form: Any, by: Person) -> None:
        """Save a deadline."""
        services.update_deadline(deadline=row, base=form.base(), by=by, **form.values())

    def remove(self, row: Deadline, by: Person) -> Removed:
        """Remove a deadline."""
        return services.remove_deadline(deadline=row, by=by)
