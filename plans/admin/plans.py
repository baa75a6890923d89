"""What is planned, shown only: it is written in the plan itself, by those who may."""

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse

from plans import paths
from plans.admin.base import ShownAdmin, ShownInline
from plans.models import Answer, Plan, PlanDelmaal, Tiltak
from plans.richtext import parse, plain_text
from plans.views import plan_address


class DelmaalInline(ShownInline):
    """The plan's delmål."""

    model = PlanDelmaal
    fields = ("number", "title")


class TiltakInline(ShownInline):
    """The tiltak of a delmål."""

    model = Tiltak
    fields = ("position", "title", "phase")


class OfPlanAdmin(ShownAdmin):
    """Rows of a plan, each with a link to where it stands in the plan."""

    list_filter: ClassVar[Any] = ("plan__agreement__pilot", "plan__year")
    list_select_related: ClassVar[Any] = ("plan__agreement__pilot",)

    def changes(self, row: Any) -> Any:
        """Return the changes recorded in the row's own plan."""
        return super().changes(row).filter(plan=row.plan)

    def view_on_site(self, row: Any) -> str:
        """Return the place in the plan."""
        return reverse("plan", kwargs=plan_address(row.plan))


@admin.register(Plan)
class PlanAdmin(ShownAdmin):
    """The plans."""

    list_display = ("__str__", "year", "status", "language", "changed_at", "changed_by")
    list_filter = ("status", "year", "language", "agreement__pilot", "form")
    list_select_related = ("agreement__pilot", "changed_by")
    search_fields = ("slug", "agreement__pilot__name", "case_number")
    fields = (
        "agreement", "year", "language", "form", "status", "document_date", "adoption_date", "case_number",
        "changed_at", "changed_by",
    )  # fmt: skip
    inlines = (DelmaalInline,)

    def path(self, row: Plan) -> str:
        """Return where the changes of the plan's own fields are recorded."""
        return "plan"

    def changes(self, row: Plan) -> Any:
        """Return every change of this plan."""
        return row.changes.select_related("by")

    def view_on_site(self, row: Plan) -> str:
        """Return the plan's page."""
        return reverse("plan", kwargs=plan_address(row))


@admin.register(PlanDelmaal)
class PlanDelmaalAdmin(OfPlanAdmin):
    """The delmål of the plans."""

    list_display = ("title", "number", "plan")
    search_fields = ("title", "plan__agreement__pilot__name")
    fields = ("plan", "number", "title", "short_title", "money_note")
    inlines = (TiltakInline,)

    def path(self, row: PlanDelmaal) -> str:
        """Return where its changes are recorded."""
        return f"delmaal/{row.uid}"


@admin.register(Tiltak)
class TiltakAdmin(OfPlanAdmin):
    """The tiltak of the plans."""

    list_display = ("title", "delmaal", "plan", "phase")
    list_filter = ("plan__agreement__pilot", "plan__year", "phase")
    list_select_related = ("delmaal", "plan__agreement__pilot")
    search_fields = ("title", "plan__agreement__pilot__name")
    fields = ("plan", "delmaal", "position", "title", "phase", "time_from", "time_to", "time_text")

    def path(self, row: Tiltak) -> str:
        """Return where its changes are recorded."""
        return paths.tiltak(row.uid)

    def view_on_site(self, row: Tiltak) -> str:
        """Return the tiltak in its plan."""
        return reverse("tiltak", kwargs={**plan_address(row.plan), "uid": row.uid})


@admin.register(Answer)
class AnswerAdmin(OfPlanAdmin):
    """What the plans answer to the prompts."""

    list_display = ("prompt", "where", "plan", "beginning")
    list_filter = ("plan__agreement__pilot", "plan__year", "prompt__level")
    list_select_related = ("prompt", "plan__agreement__pilot", "delmaal", "tiltak")
    search_fields = ("html", "not_relevant_reason", "prompt__nb")
    fields = ("plan", "prompt", "delmaal", "tiltak", "text", "not_relevant_reason")
    readonly_fields = ("text",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Answer]:
        """Sort by plan."""
        return super().get_queryset(request).order_by("plan", "prompt__level", "prompt__position", "pk")

    @admin.display(description="Hører til")
    def where(self, row: Answer) -> str:
        """Return what answers."""
        return str(row.tiltak or row.delmaal or "planen")

    @admin.display(description="Svar")
    def text(self, row: Answer) -> str:
        """Return the answer as text."""
        return plain_text(parse(row.html))

    @admin.display(description="Svar")
    def beginning(self, row: Answer) -> str:
        """Return how the answer begins."""
        text = self.text(row) or row.not_relevant_reason
        return text if len(text) <= 80 else f"{text[:79]}…"

    def path(self, row: Answer) -> str:
        """Return where its changes are recorded."""
        place = row.tiltak or row.delmaal
        return paths.answer(row.prompt.level, place.uid if place else None, row.prompt.key)
