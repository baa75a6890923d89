"""What every register does: shows rows to who administers, and hands each save to a service."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db import IntegrityError, models
from django.db.models import Q, QuerySet
from django.forms.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from plans.changes import shown
from plans.forms.registers import PlacedForm, RegisterForm, RowsForm
from plans.models import FieldChange, Person, Removed
from plans.services import Closed, Conflict

if TYPE_CHECKING:
    _ModelAdmin = admin.ModelAdmin[Any]
    _Inline = admin.TabularInline[Any, Any]
else:
    _ModelAdmin, _Inline = admin.ModelAdmin, admin.TabularInline

#: Entries on a page of a row's history.
HISTORY_A_PAGE = 50


class Refused(Exception):
    """A service would not save; `reason` is what it raised."""

    def __init__(self, reason: Exception) -> None:
        super().__init__(str(reason))
        self.reason = reason


@contextmanager
def refused() -> Iterator[None]:
    """Turn what a service raises to refuse into Refused, so that it is not taken for the page's own."""
    try:
        yield
    except (ValidationError, Conflict, Closed, PermissionDenied, IntegrityError) as reason:
        raise Refused(reason) from reason


def person_of(request: HttpRequest) -> Person:
    """Return who is signed in."""
    assert isinstance(request.user, Person)
    return request.user


def _open(request: HttpRequest) -> bool:
    """Tell whether the registers are open to whoever asks."""
    return bool(getattr(request.user, "is_staff", False))


class ShownInline(_Inline):
    """Rows that belong to the one on the page, each with a link to its own page; nothing is written here."""

    extra = 0
    can_delete = False
    show_change_link = True
    template = "admin/shown_inline.html"

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Shown to who has the registers."""
        return _open(request)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never here."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never here."""
        return False

    @property
    def media(self) -> forms.Media:
        """No scripts."""
        return forms.Media()


class ShownAdmin(_ModelAdmin):
    """Rows that are only shown. `path` is what their trace is found by."""

    actions: Any = None
    action_form = RowsForm
    list_per_page = 50
    show_full_result_count = False
    writes = False
    #: Whether something can be done with the rows here.
    kept = False

    def path(self, row: Any) -> str:
        """Return the path under which the row's changes are recorded."""
        raise NotImplementedError

    def changes(self, row: Any) -> QuerySet[FieldChange]:
        """Return the row's changes, newest first."""
        path = self.path(row)
        return FieldChange.objects.filter(Q(path=path) | Q(path__startswith=f"{path}/")).select_related("by")

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Shown to who has the registers."""
        return _open(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Where it is kept here."""
        return self.writes and _open(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Where it is kept here."""
        return self.writes and _open(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Where it is kept here."""
        return self.writes and _open(request)

    @property
    def media(self) -> forms.Media:
        """No scripts: Django's own are for boxes that these pages do not have."""
        return forms.Media()

    @admin.display(description="")
    def action_checkbox(self, obj: Any) -> SafeString:
        """Return the box that picks a row, named by the row."""
        box = '<input class="ds-input" type="checkbox" name="{}" value="{}" aria-label="Velg {}">'
        return format_html(box, ACTION_CHECKBOX_NAME, obj.pk, obj)

    def get_action_choices(self, request: HttpRequest, default_choices: Any = (("", "Velg hva"),)) -> Any:
        """Return what can be done with the rows that are picked."""
        return super().get_action_choices(request, list(default_choices))

    def explanation(self, row: Any) -> str:
        """Return why a row that is shown cannot be changed here."""
        return "Dette vises her, men skrives på sin egen side i portalen."

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        """Show a row; say what a new one is, and why one cannot be changed."""
        row = context.get("original")
        if row is None:
            context["title"] = f"Legg til {self.opts.verbose_name}"
        elif not self.has_change_permission(request, row):
            context["explanation"] = self.explanation(row)
        return super().render_change_form(request, context, *args, **kwargs)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show the row's changes from the portal's own trace."""
        row = self.get_object(request, object_id)
        if row is None:
            raise Http404(f"Fant ikke {self.opts.verbose_name}.")
        page = Paginator(self.changes(row), HISTORY_A_PAGE).get_page(request.GET.get("side"))
        context = {
            **self.admin_site.each_context(request),
            "title": f"Endringer: {row}",
            "opts": self.opts,
            "original": row,
            "page": page,
            "changes": shown(page.object_list),
        }
        return TemplateResponse(request, "admin/object_history.html", context)


class RegisterAdmin(ShownAdmin):
    """A register that is kept here. `create`, `update` and `remove` call the service; its refusal is shown at the form.

    `new_fields` are asked for when a row is added and shown as text afterwards.
    """

    writes = kept = True
    form: type[Any] = RegisterForm
    new_fields: ClassVar[tuple[str, ...]] = ()
    shown_fields: ClassVar[tuple[str, ...]] = ()

    def create(self, data: dict[str, Any], request: HttpRequest) -> models.Model:
        """Add a row by its service."""
        raise NotImplementedError

    def update(self, row: Any, form: Any, by: Person) -> None:
        """Save a row by its service."""
        raise NotImplementedError

    def remove(self, row: Any, by: Person) -> Removed:
        """Remove a row by its service."""
        raise NotImplementedError

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        """Return the fields of the page: what is asked for, and what is only shown once the row is there."""
        asked = list(self.form.Meta.fields) + [name for name in self.form.declared_fields if "-" not in name]
        asked = list(dict.fromkeys(asked))
        if obj is None:
            return [*self.new_fields, *(name for name in asked if name not in self.form.later)]
        return [*self.new_fields, *(name for name in asked if name not in self.form.once), *self.shown_fields]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Return what is only shown."""
        return () if obj is None else (*self.new_fields, *self.shown_fields)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Return a field without the small buttons that open other windows, which need scripts."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and hasattr(field.widget, "can_add_related"):
            field.widget = field.widget.widget
        return field

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> type[Any]:
        """Return the form; when a service has refused it, the form says why."""
        form = super().get_form(request, obj, change=change, **kwargs)
        return type(form.__name__, (form,), {"refusal": getattr(request, "refusal", None)})

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        """Show or save a row. What a service refuses has been rolled back, and is shown at the form with all typed."""
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except Refused as refusal:
            request.refusal = refusal.reason  # type: ignore[attr-defined]
            return super().changeform_view(request, object_id, form_url, extra_context)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Hand the save to the service."""
        with refused():
            if change:
                self.update(obj, form, person_of(request))
            else:
                obj.pk = self.create(form.cleaned_data, request).pk
        obj.refresh_from_db()

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Do nothing: the services have saved it all."""

    def construct_change_message(
        self, request: HttpRequest, form: BaseForm, formsets: Any, add: bool = False
    ) -> list[dict[str, Any]]:
        """Return nothing: the services leave the trace."""
        return []

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """Do nothing: the services leave the trace."""

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """Do nothing: the services leave the trace."""

    def log_deletions(self, request: HttpRequest, queryset: Any) -> Any:
        """Do nothing: the services leave the trace."""

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """Return what the page of confirmation names: the row itself. The service decides what goes with it."""
        return [str(row) for row in objs], {}, set(), []

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None) -> Any:
        """Ask, then remove; a service that refuses is heard on the row's page."""
        try:
            return super().delete_view(request, object_id, extra_context)
        except Refused as refusal:
            for message in getattr(refusal.reason, "messages", [str(refusal)]):
                messages.error(request, message)
            return redirect(reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[object_id]))

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        """Hand the removal to the service."""
        with refused():
            request.removed = self.remove(obj, person_of(request))  # type: ignore[attr-defined]

    def response_delete(self, request: HttpRequest, obj_display: str, obj_id: int) -> HttpResponse:
        """Say what was removed and where it can be put back."""
        entry: Removed = request.removed  # type: ignore[attr-defined]
        text = '{} er slettet. <a class="ds-link" href="{}">Angre</a>'
        messages.success(request, format_html(text, entry.label, reverse("admin:plans_removed_changelist")))
        return redirect(reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist"))


class PlacedAdmin(RegisterAdmin):
    """A register whose rows stand in an order that people choose."""

    form: type[Any] = PlacedForm

    def update(self, row: Any, form: Any, by: Person) -> None:
        """Save the row, and its place when another was asked for."""
        self.update_row(row, form, by)
        if (ids := form.moved()) is not None:
            self.set_order(row, ids, form.base("order"), by)

    def update_row(self, row: Any, form: Any, by: Person) -> None:
        """Save a row's columns by its service."""
        raise NotImplementedError

    def set_order(self, row: Any, ids: list[str], base: str, by: Person) -> None:
        """Put the rows among which this one stands in an order, by the service."""
        raise NotImplementedError
