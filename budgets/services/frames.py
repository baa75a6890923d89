"""Frames: money promised to an agreement for a year, before it is spread on rows."""

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from budgets.models import Frame, FundingSource
from plans import paths
from plans.models import Agreement, Person, Removed
from plans.services.fields import create
from plans.services.locks import locked_agreement
from plans.services.removal import remove
from plans.services.rows import reread, update_row
from plans.services.trace import record
from plans.templatetags.kroner import belop

#: A frame's columns, in the order that its base hash is taken of.
FRAME_COLUMNS = ("source", "year", "kroner", "certainty", "reference", "moved_to")


def _path(frame: Frame) -> str:
    return paths.agreement_row(frame.agreement_id, "ramme", frame.pk)


@transaction.atomic
def create_frame(
    *,
    agreement: Agreement,
    source: FundingSource,
    year: int,
    kroner: int,
    certainty: str,
    by: Person | None,
    reference: str = "",
    moved_to: int | None = None,
) -> Frame:
    """Add money promised to an agreement for a year, which may be before its first.

    Raises ValidationError (negative, moved backwards, a source of another pilot).
    """
    agreement = locked_agreement(agreement)
    _check_source(agreement, source)
    frame = Frame(
        agreement=agreement,
        source=source,
        year=year,
        kroner=kroner,
        certainty=certainty,
        reference=" ".join(reference.split()),
        moved_to=moved_to,
    )
    create(frame)
    record(path=_path(frame), label=f"Ny ramme {year}", before="", after=kroner, by=by, pilot=agreement.pilot)
    return frame


def _check_source(agreement: Agreement, source: FundingSource) -> None:
    if source.pilot_id != agreement.pilot_id:
        raise ValidationError("Kilden hører til en annen pilot.")


@transaction.atomic
def update_frame(
    *,
    frame: Frame,
    source: FundingSource,
    year: int,
    kroner: int,
    certainty: str,
    reference: str,
    moved_to: int | None,
    base: str,
    by: Person | None,
) -> Frame:
    """Save a frame, all of it as one. Raises ValidationError as `create_frame`, Conflict."""
    agreement, fresh = _locked(frame)
    _check_source(agreement, source)
    values = {
        "source": source,
        "year": year,
        "kroner": kroner,
        "certainty": certainty,
        "reference": reference,
        "moved_to": moved_to,
    }
    update_row(row=fresh, values=values, path=_path(fresh), base=base, by=by, pilot=agreement.pilot)
    return fresh


@transaction.atomic
def move_frame(*, frame: Frame, kroner: int, year: int, base: str, by: Person | None) -> Frame:
    """Move kroner of a frame to a later year, and return the frame that holds what was moved.

    What stays behind, stays as it was; all of it leaves nothing behind. `base` is of `row_value` with FRAME_COLUMNS.
    Raises ValidationError (nothing, or more than there is; moved already; not to a later year), Conflict.
    """
    agreement, fresh = _locked(frame)
    if fresh.moved_to is not None:
        raise ValidationError(f"Midlene er allerede overført til {fresh.moved_to}.")
    if not 0 < kroner <= fresh.kroner:
        raise ValidationError({"kroner": f"Skriv et beløp fra 1 til {belop(fresh.kroner)} kroner."})
    values = {column: getattr(fresh, column) for column in FRAME_COLUMNS}
    if kroner == fresh.kroner:
        return update_frame(frame=fresh, base=base, by=by, **{**values, "moved_to": year})
    update_frame(frame=fresh, base=base, by=by, **{**values, "kroner": fresh.kroner - kroner})
    return create_frame(agreement=agreement, by=by, **{**values, "kroner": kroner, "moved_to": year})


@transaction.atomic
def remove_frame(*, frame: Frame, by: Person | None, at: datetime.datetime | None = None) -> Removed:
    """Remove a frame; the returned row puts it back. Raises ValidationError when it is gone already."""
    agreement, fresh = _locked(frame)
    return remove(rows=[fresh], path=_path(fresh), by=by, pilot=agreement.pilot, at=at)


def _locked(frame: Frame) -> tuple[Agreement, Frame]:
    """Lock the agreement, and return it and the frame as they are now. Raises ValidationError when it is gone."""
    agreement = locked_agreement(frame.agreement)
    return agreement, reread(frame)
