"""What was removed from the registers, and putting it back."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from plans.admin.base import Refused, ShownAdmin, person_of, refused
from plans.models import Removed
from plans.services import restore


@admin.register(Removed)
class RemovedAdmin(ShownAdmin):
    """Removals from the registers. Those from plans and agreements are put back on their own pages."""

    kept = True
    actions = ("put_back",)
    list_display = ("label", "pilot", "by", "at", "restored_at")
    list_filter = (("restored_at", admin.EmptyFieldListFilter), "pilot")
    list_select_related = ("pilot", "by")
    search_fields = ("label",)
    fields = ("label", "pilot", "by", "at", "restored_at")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Removed]:
        """Leave out what was removed where an administrator does not write: plans, and agreements but for deadlines."""
        agreements = Q(path__startswith="avtale/") & ~Q(path__contains="/frist/")
        return super().get_queryset(request).filter(~agreements, plan__isnull=True)

    def explanation(self, row: Removed) -> str:
        """Say what can be done."""
        return "Velg det i listen for å sette det tilbake."

    def path(self, row: Removed) -> str:
        """Return where the changes of what was removed are recorded."""
        return row.path

    @admin.action(description="Sett tilbake")
    def put_back(self, request: HttpRequest, queryset: QuerySet[Removed]) -> None:
        """Put back those that were ticked."""
        for entry in queryset:
            try:
                with refused():
                    restore(removed=entry, by=person_of(request))
            except Refused as refusal:
                messages.error(request, " ".join(getattr(refusal.reason, "messages", [str(refusal)])))
            else:
                messages.success(request, f"{entry.label} er satt tilbake.")

    def has_module_permission(self, request: HttpRequest) -> Any:
        """Shown to who has the registers."""
        return self.has_view_permission(request)
