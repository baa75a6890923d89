"""Funding sources are kept here; kroner are shown only, as they are written in the plan by those who may."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse

from budgets import services
from budgets.models import BudgetLine, BudgetPost, EarlierFigure, Frame, FundingSource
from budgets.register_forms import SourceForm
from budgets.services.sources import SOURCE_COLUMNS
from plans import paths
from plans.admin.base import PlacedAdmin, ShownAdmin, ShownInline, person_of
from plans.admin.pilots import PilotAdmin
from plans.admin.plans import OfPlanAdmin
from plans.models import Person, Pilot, Removed
from plans.templatetags.kroner import kroner
from plans.views import plan_address


class SourceInline(ShownInline):
    """The pilot's funding sources."""

    model = FundingSource
    fields = ("position", "name", "kind")


admin.site.unregister(Pilot)


@admin.register(Pilot)
class PilotWithSourcesAdmin(PilotAdmin):
    """Pilots with their funding sources."""

    inlines = (*PilotAdmin.inlines, SourceInline)


@admin.register(FundingSource)
class FundingSourceAdmin(PlacedAdmin):
    """Where money comes from: each pilot's list."""

    form = SourceForm
    new_fields = ("pilot",)
    shown_fields = ("key",)
    list_display = ("name", "pilot", "kind", "position", "chapter", "post")
    list_filter = ("kind", "pilot")
    list_select_related = ("pilot",)
    ordering = ("pilot", "position", "pk")
    search_fields = ("name", "pilot__name")

    def path(self, row: FundingSource) -> str:
        """Return where its changes are recorded, within its pilot."""
        return f"kilde/{row.key}"

    def changes(self, row: FundingSource) -> Any:
        """Return the changes of this pilot's source."""
        return super().changes(row).filter(pilot=row.pilot)

    def create(self, data: dict[str, Any], request: HttpRequest) -> FundingSource:
        """Add a source last."""
        asked = {name: data[name] for name in ("pilot", *SOURCE_COLUMNS)}
        return services.create_source(by=person_of(request), **asked)

    def update_row(self, row: FundingSource, form: Any, by: Person) -> None:
        """Save a source."""
        services.update_source(source=row, base=form.base(), by=by, **form.values())

    def set_order(self, row: FundingSource, ids: list[str], base: str, by: Person) -> None:
        """Move it among its pilot's."""
        services.set_source_order(pilot=row.pilot, keys=ids, base=base, by=by)

    def remove(self, row: FundingSource, by: Person) -> Removed:
        """Remove a source that no amount or frame uses."""
        return services.remove_source(source=row, by=by)


class KronerAdmin(ShownAdmin):
    """Rows with an amount."""

    @admin.display(description="Kroner", ordering="kroner")
    def amount(self, row: Any) -> str:
        """Return the amount as people write it."""
        return kroner(row.kroner)


@admin.register(Frame)
class FrameAdmin(KronerAdmin):
    """Money promised to the agreements."""

    list_display = ("agreement", "year", "source", "amount", "certainty", "moved_to")
    list_filter = ("agreement__pilot", "year", "certainty")
    list_select_related = ("agreement__pilot", "source")
    search_fields = ("agreement__pilot__name", "reference")
    fields = ("agreement", "source", "year", "amount", "certainty", "reference", "moved_to")
    readonly_fields = ("amount",)

    def path(self, row: Frame) -> str:
        """Return where its changes are recorded."""
        return paths.agreement_row(row.agreement_id, "ramme", row.pk)

    def view_on_site(self, row: Frame) -> str:
        """Return the pilot's page."""
        return reverse("pilot", kwargs={"pilot": row.agreement.pilot.slug})


class OfBudgetAdmin(OfPlanAdmin, KronerAdmin):
    """Rows of a plan's budget, with a link to it."""

    def view_on_site(self, row: Any) -> str:
        """Return the plan's budget."""
        return reverse("budget", kwargs=plan_address(row.plan))


@admin.register(BudgetPost)
class BudgetPostAdmin(OfBudgetAdmin):
    """Rows of the budgets that are no delmål."""

    list_display = ("name", "plan", "outside_sum")
    search_fields = ("name", "plan__agreement__pilot__name")
    fields = ("plan", "name", "position", "outside_sum")

    def path(self, row: BudgetPost) -> str:
        """Return where its changes are recorded."""
        return paths.post(row.uid)


def _of_line(row: BudgetLine | EarlierFigure) -> Any:
    """Return the row of the budget that an amount stands on."""
    return getattr(row, "tiltak", None) or row.delmaal or row.post


@admin.register(BudgetLine)
class BudgetLineAdmin(OfBudgetAdmin):
    """The amounts."""

    list_display = ("standing_on", "plan", "source", "year", "amount", "certainty", "shared_with")
    list_filter = ("plan__agreement__pilot", "plan__year", "certainty", "source__kind")
    list_select_related = ("tiltak", "delmaal", "post", "source", "shared_with", "plan__agreement__pilot")
    search_fields = ("tiltak__title", "delmaal__title", "post__name", "note")
    fields = ("plan", "tiltak", "delmaal", "post", "source", "year", "amount", "certainty", "shared_with", "note")
    readonly_fields = ("amount",)

    @admin.display(description="Rad")
    def standing_on(self, row: BudgetLine) -> str:
        """Return the row of the budget it stands on."""
        return str(_of_line(row))

    def path(self, row: BudgetLine) -> str:
        """Return where its changes are recorded."""
        kind = "tiltak" if row.tiltak_id else "delmaal" if row.delmaal_id else "post"
        shared = row.shared_with.slug if row.shared_with else ""
        return paths.line(kind, _of_line(row).uid, row.source.key, row.year, row.certainty, shared)


@admin.register(EarlierFigure)
class EarlierFigureAdmin(OfBudgetAdmin):
    """State money of earlier years that was typed as history."""

    list_display = ("standing_on", "plan", "year", "amount")
    list_select_related = ("delmaal", "post", "plan__agreement__pilot")
    search_fields = ("delmaal__title", "post__name")
    fields = ("plan", "delmaal", "post", "year", "amount")
    readonly_fields = ("amount",)

    @admin.display(description="Rad")
    def standing_on(self, row: EarlierFigure) -> str:
        """Return the row of the budget it stands on."""
        return str(_of_line(row))

    def path(self, row: EarlierFigure) -> str:
        """Return where its changes are recorded."""
        kind = "delmaal" if row.delmaal_id else "post"
        return f"{kind}/{_of_line(row).uid}/tidligere/{row.year}"
