"""Pilots, parties and themes."""

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import Count
from django.http import HttpRequest
from django.urls import reverse

from plans import services
from plans.admin.base import PlacedAdmin, RegisterAdmin, ShownInline, person_of
from plans.forms.registers import PartyForm, PilotForm, ThemeForm
from plans.keys import make_key
from plans.models import Agreement, Party, Person, Pilot, Removed, Theme
from plans.services.registers import PARTY_COLUMNS, set_theme_order


class AgreementInline(ShownInline):
    """The pilot's agreements."""

    model = Agreement
    fields = ("first_year", "last_year", "signed")


@admin.register(Pilot)
class PilotAdmin(RegisterAdmin):
    """Pilots: their name, their address, and which municipalities they are."""

    form = PilotForm
    shown_fields = ("slug",)
    list_display = ("name", "slug", "number_of_municipalities")
    search_fields = ("name", "slug", "municipalities__name")
    inlines: ClassVar[Any] = (AgreementInline,)

    def get_queryset(self, request: HttpRequest) -> Any:
        """Count the municipalities along."""
        return super().get_queryset(request).annotate(municipality_count=Count("municipalities", distinct=True))

    @admin.display(description="Kommuner", ordering="municipality_count")
    def number_of_municipalities(self, row: Any) -> int:
        """Return how many municipalities the pilot is."""
        return int(row.municipality_count)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never: too much hangs on a pilot."""
        return False

    def path(self, row: Pilot) -> str:
        """Return where its changes are recorded; other pilots have the same path."""
        return "pilot"

    def changes(self, row: Pilot) -> Any:
        """Return the changes of this pilot alone."""
        return super().changes(row).filter(pilot=row)

    def view_on_site(self, row: Pilot) -> str:
        """Return the pilot's own page."""
        return reverse("pilot", kwargs={"pilot": row.slug})

    def create(self, data: dict[str, Any], request: HttpRequest) -> Pilot:
        """Add a pilot with all that every pilot begins with; its address is made from its name."""
        return services.start_pilot(name=data["name"], slug="", municipalities=(), by=person_of(request))

    def update(self, row: Pilot, form: Any, by: Person) -> None:
        """Save its name and its municipalities."""
        services.rename_pilot(pilot=row, base=form.base(), by=by, **form.values())
        chosen = list(form.cleaned_data["municipalities"])
        services.set_municipalities(pilot=row, municipalities=chosen, base=form.base("municipalities"), by=by)


@admin.register(Party)
class PartyAdmin(RegisterAdmin):
    """Municipalities, counties, ministries and others."""

    form = PartyForm
    shown_fields = ("key", "pilot")
    list_display = ("name", "kind", "kommunenummer", "organisasjonsnummer", "language", "county", "pilot")
    list_filter = ("kind", "language", "pilot", ("county", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("county", "pilot")
    search_fields = ("name", "short_name", "kommunenummer", "organisasjonsnummer")

    def path(self, row: Party) -> str:
        """Return where its changes are recorded."""
        return f"part/{row.key}"

    def create(self, data: dict[str, Any], request: HttpRequest) -> Party:
        """Add a party; its key is made from its name."""
        asked: dict[str, Any] = {name: data[name] for name in PARTY_COLUMNS}
        return services.create_party(by=person_of(request), **asked)

    def update(self, row: Party, form: Any, by: Person) -> None:
        """Save a party."""
        services.update_party(party=row, base=form.base(), by=by, **form.values())

    def remove(self, row: Party, by: Person) -> Removed:
        """Remove a party that nothing uses."""
        return services.remove_party(party=row, by=by)


@admin.register(Theme)
class ThemeAdmin(PlacedAdmin):
    """What delmål are about, the same list for all pilots."""

    form = ThemeForm
    shown_fields = ("key",)
    list_display = ("name", "position", "key")
    search_fields = ("name",)

    def path(self, row: Theme) -> str:
        """Return where its changes are recorded."""
        return f"tema/{row.key}"

    def create(self, data: dict[str, Any], request: HttpRequest) -> Theme:
        """Add a theme last."""
        keys = list(Theme.objects.values_list("key", flat=True))
        key = make_key(data["name"], taken=keys, max_length=60)
        return services.create_theme(key=key, name=data["name"], position=len(keys) + 1, by=person_of(request))

    def update_row(self, row: Theme, form: Any, by: Person) -> None:
        """Save its name."""
        services.rename_theme(theme=row, base=form.base(), by=by, **form.values())

    def set_order(self, row: Theme, ids: list[str], base: str, by: Person) -> None:
        """Move it."""
        set_theme_order(keys=ids, base=base, by=by)

    def remove(self, row: Theme, by: Person) -> Removed:
        """Remove a theme that no delmål has."""
        return services.remove_theme(theme=row, by=by)
