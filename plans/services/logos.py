"""The pilot's logo: set, described anew, and removed with a way back."""

from django.core.exceptions import ValidationError
from django.db import transaction

from plans.models import Logo, Person, Pilot, Removed
from plans.services.fields import check_base, create
from plans.services.figures import store_blob
from plans.services.locks import locked_pilot
from plans.services.removal import remove
from plans.services.rows import row_value, update_row
from plans.services.trace import record

PATH = "pilot/logo"
#: The columns that a logo is saved with, in the order that its base hash is taken of.
LOGO_COLUMNS = ("blob", "alt")


def logo_of(pilot: Pilot) -> Logo | None:
    """Return the pilot's logo without its bytes, if it has one."""
    return Logo.objects.select_related("blob", "pilot").defer("blob__data").filter(pilot=pilot).first()


def logo_value(logo: Logo | None) -> list[str]:
    """Return what the logo's base hash is taken of: nothing where there is none."""
    return row_value(logo, LOGO_COLUMNS) if logo else []


@transaction.atomic
def set_logo(*, pilot: Pilot, data: bytes | None, alt: str, base: str, by: Person | None) -> Logo:
    """Save the pilot's logo and its alternative text; without `data` the picture stays the one it is.

    Raises ValidationError (no picture we can read, none at all, no alternative text), Conflict.
    """
    fresh = locked_pilot(pilot)
    stored = logo_of(fresh)
    if stored is None and data is None:
        raise ValidationError({"file": "Velg et bilde."})
    try:
        blob = store_blob(data=data) if data is not None else None
    except ValidationError as error:
        raise ValidationError({"file": error.messages}) from error
    if stored is not None:
        values = {"blob": blob or stored.blob, "alt": alt}
        update_row(row=stored, values=values, path=PATH, base=base, by=by, pilot=fresh)
        return stored
    check_base(PATH, base, alt, [])
    assert blob
    logo = Logo(pilot=fresh, blob=blob, alt=" ".join(alt.split()))
    create(logo)
    record(path=PATH, label="Ny logo", before="", after=logo.alt, by=by, pilot=fresh)
    return logo


@transaction.atomic
def remove_logo(*, logo: Logo, by: Person | None) -> Removed:
    """Remove a pilot's logo; the returned row puts it back, and plans that were frozen with it keep it."""
    pilot = locked_pilot(logo.pilot)
    return remove(rows=[logo], path=PATH, by=by, pilot=pilot)
