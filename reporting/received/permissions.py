"""Whose a received file is: a pilot's, for those who may start its plans, or one's own at KDD."""

from typing import Any, NamedTuple

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from plans.models import Person, Pilot
from plans.permissions import Signed, get_pilot
from plans.roles import Capability
from reporting.models import Received, Stored
from reporting.received.services import KEPT, kept

#: Who may start a plan may take one in.
NEEDS = Capability.EDIT_AGREEMENT


class Room(NamedTuple):
    """Where somebody has files read: in a pilot, or at KDD, where they are only checked."""

    pilot: Pilot | None

    @property
    def address(self) -> dict[str, Any]:
        """The keyword arguments of the addresses here."""
        return {"pilot": self.pilot.slug} if self.pilot else {}

    @property
    def back(self) -> str:
        """Where one came from."""
        return reverse("pilot", kwargs=self.address) if self.pilot else reverse("queue")


def get_room(person: Signed, pilot: str | None) -> Room:
    """Return the room of a pilot's slug, or KDD's for none. Raises Http404 and PermissionDenied as `get_pilot`."""
    if pilot is not None:
        return Room(get_pilot(person, pilot, NEEDS))
    if not (isinstance(person, Person) and person.is_kdd):
        raise PermissionDenied
    return Room(None)


def files_in(person: Signed, room: Room) -> QuerySet[Received]:
    """Return the files that a person sees in a room, without their bytes: her pilot's, and at KDD her own alone."""
    found = kept(timezone.now()).filter(pilot=room.pilot).select_related("by")
    if room.pilot is None:
        found = found.filter(by=person.pk)
    return found.defer("data", "found")


def get_file(person: Signed, room: Room, pk: int) -> Received:
    """Return a file of a room. Raises Http404 when she may not know of it, or it is no longer kept."""
    row = files_in(person, room).filter(pk=pk).first()
    if row is None:
        raise Http404(f"Fant ikke filen. Den er slettet, eller det er over {KEPT.days} dager siden den ble lastet opp.")
    return row


def stored_in(room: Room) -> QuerySet[Stored]:
    """Return what was taken in of a pilot's files, the newest first; at KDD nothing ever is."""
    found = Stored.objects.filter(agreement__pilot=room.pilot) if room.pilot else Stored.objects.none()
    return found.select_related("plan__agreement__pilot", "by", "undone_by")
