"""People, their roles, and the invitations that have gone out."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest

from plans import services
from plans.admin.base import Refused, RegisterAdmin, ShownAdmin, ShownInline, person_of, refused
from plans.forms.registers import MembershipForm, PersonForm
from plans.models import Invitation, Membership, Person, Removed


class MembershipInline(ShownInline):
    """The roles somebody has."""

    model = Membership
    fields = ("role", "pilot", "party")


@admin.register(Person)
class PersonAdmin(RegisterAdmin):
    """Everybody who can sign in. Nobody is deleted, as her name stands in the trace; she is shut out instead."""

    form = PersonForm
    shown_fields = ("last_login", "is_demo")
    list_display = ("name", "email", "is_active", "last_login", "roles")
    list_filter = ("is_active", "is_demo", "memberships__role", "memberships__pilot")
    search_fields = ("name", "email", "memberships__pilot__name", "memberships__party__name")
    inlines = (MembershipInline,)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Person]:
        """Fetch the roles along."""
        return super().get_queryset(request).prefetch_related("memberships__pilot")

    @admin.display(description="Roller")
    def roles(self, row: Person) -> str:
        """Return what she is, and where."""
        return ", ".join(
            member.get_role_display() + (f" ({member.pilot})" if member.pilot else "")
            for member in row.memberships.all()
        )

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never."""
        return False

    def path(self, row: Person) -> str:
        """Return where her changes, and those of her roles, are recorded."""
        return f"person/{row.pk}"

    def create(self, data: dict[str, Any], request: HttpRequest) -> Person:
        """Add a person without a password; she chooses one by «Glemt passord»."""
        return services.create_person(email=data["email"], name=data["name"], by=person_of(request))

    def update(self, row: Person, form: Any, by: Person) -> None:
        """Save name, address and whether she can sign in."""
        services.update_person(person=row, base=form.base(), by=by, **form.values())


@admin.register(Membership)
class MembershipAdmin(RegisterAdmin):
    """Who has which role where. A role is ended and given anew; only its delmål can be changed."""

    form = MembershipForm
    new_fields = ("person", "role", "pilot", "party")
    list_display = ("person", "role", "pilot", "party")
    list_filter = ("role", "pilot")
    list_select_related = ("person", "pilot", "party")
    ordering = ("person__name", "role", "pk")
    search_fields = ("person__name", "person__email", "pilot__name", "party__name")

    def path(self, row: Membership) -> str:
        """Return where its changes are recorded."""
        return f"person/{row.person_id}/rolle/{row.pk}"

    def create(self, data: dict[str, Any], request: HttpRequest) -> Membership:
        """Give a role."""
        return services.add_membership(by=person_of(request), **data_of(data, *self.new_fields, "delmaal"))

    def update(self, row: Membership, form: Any, by: Person) -> None:
        """Save its delmål."""
        chosen = list(form.cleaned_data["delmaal"])
        services.set_membership_delmaal(membership=row, delmaal=chosen, base=form.base("delmaal"), by=by)

    def remove(self, row: Membership, by: Person) -> Removed:
        """End a role."""
        return services.end_membership(membership=row, by=by)


def data_of(data: dict[str, Any], *names: str) -> dict[str, Any]:
    """Return some of what was typed."""
    return {name: data[name] for name in names}


@admin.register(Invitation)
class InvitationAdmin(ShownAdmin):
    """Invitations: to whom, to what, and what has become of them. They can be withdrawn here."""

    kept = True
    actions = ("withdraw",)
    list_display = ("email", "role", "pilot", "party", "created_at", "state")
    list_filter = ("role", "pilot", ("accepted_at", admin.EmptyFieldListFilter))
    list_select_related = ("pilot", "party")
    search_fields = ("email", "pilot__name")
    fields = (
        "email", "role", "pilot", "party", "delmaal", "invited_by",
        "created_at", "expires_at", "sent_at", "accepted_at", "revoked_at",
    )  # fmt: skip

    @admin.display(description="Status")
    def state(self, row: Invitation) -> str:
        """Return what has become of it."""
        if row.accepted_at:
            return "tatt imot"
        return "trukket tilbake" if row.revoked_at else "ute"

    def explanation(self, row: Invitation) -> str:
        """Say what can be done."""
        return "En invitasjon kan ikke endres. Trekk den tilbake fra listen, og inviter på nytt."

    def path(self, row: Invitation) -> str:
        """Return where its changes are recorded."""
        return f"invitasjon/{row.pk}"

    @admin.action(description="Trekk tilbake")
    def withdraw(self, request: HttpRequest, queryset: QuerySet[Invitation]) -> None:
        """Withdraw those that were ticked."""
        for invitation in queryset:
            try:
                with refused():
                    services.revoke_invitation(invitation=invitation, by=person_of(request))
            except Refused as refusal:
                messages.error(request, f"{invitation}: {' '.join(getattr(refusal.reason, 'messages', []))}")
            else:
                messages.success(request, f"Invitasjonen til {invitation.email} er trukket tilbake.")
