"""Filling in a form as a person does: everything as it is shown, and some of it changed."""

from typing import Any, TypeVar

from django import forms
from django.test import Client

_F = TypeVar("_F", bound=forms.Form)


def shown(form: forms.Form) -> dict[str, Any]:
    """Return what a form would send if nobody touched it."""
    return {name: form.get_initial_for_field(field, name) or "" for name, field in form.fields.items()}


def submitted(kind: type[_F], place: Any, *, seen: dict[str, Any] | None = None, **changes: Any) -> _F:
    """Return the form of a place as it was seen (now, or earlier), with some fields changed, as it was sent.

    In the names of fields an underscore may stand for the hyphen.
    """
    data = dict(shown(kind(place)) if seen is None else seen)
    for name, value in changes.items():
        field = name if name in data else name.replace("_", "-")
        assert field in data, f"no field {name} among {sorted(data)}"
        data[field] = value
    return kind(place, data)  # type: ignore[arg-type]


def on_page(client: Client, address: str) -> dict[str, Any]:
    """Return what the form at an address would send if nothing was changed; an unticked box sends nothing."""
    form = client.get(address).context["form"]
    values = {name: form[name].value() for name in form.fields}
    return {name: "" if value is None else value for name, value in values.items() if value is not False}
