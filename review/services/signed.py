"""Keeping a signed PDF beside its version."""

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from plans.models import Person, Plan
from plans.services.fields import create
from reporting.formats.pdf_text import Unreadable, page_texts
from reporting.snapshots import sha256
from review.models import SignedCopy, Version
from review.signed import Compared, compare_signed
from review.workflow import BY_KEY

#: How many copies a version may have: every party its own, and some that were uploaded twice.
MOST_COPIES = 40


def read_signed(version: Version, data: bytes) -> Compared:
    """Return how a signed file differs from a version; takes a second, and no lock.

    Raises ValidationError for what is no PDF, too large, or cannot be read.
    """
    if not data.startswith(b"%PDF-"):
        raise ValidationError("Filen er ikke en PDF.")
    try:
        sent = page_texts(data)
    except Unreadable as error:
        raise ValidationError(str(error)) from error
    if not any(sent):
        return Compared(is_scanned=True)
    stored = version.files.filter(kind="pdf").order_by("-occasion").first()
    others = Version.objects.exclude(pk=version.pk).select_related("snapshot", "plan__agreement__pilot")
    names = {one.snapshot.sha256: str(one) for one in others.filter(plan=version.plan_id).defer("snapshot__data")}
    return compare_signed(page_texts(bytes(stored.data)) if stored else [], sent, version.snapshot.sha256, names)


def add_signed(*, version: Version, filename: str, data: bytes, by: Person, at: datetime.datetime) -> SignedCopy:
    """Keep a signed PDF beside a version. The version stays as it is.

    Raises ValidationError: what differs when the file is of something else, and as `read_signed`; or signing is over.
    """
    found = read_signed(version, data)
    if found.differs:
        raise ValidationError([f"Filen er ikke lagret. {found.differs[0]}", *found.differs[1:]])
    with transaction.atomic():
        plan = Plan.objects.select_for_update().get(pk=version.plan_id)
        if plan.status not in BY_KEY["signer"].sources:
            raise ValidationError(f"Underskrifter tas ikke imot nå. Planen har status «{plan.get_status_display()}».")
        if SignedCopy.objects.filter(version=version).count() >= MOST_COPIES:
            raise ValidationError(f"Versjonen har allerede {MOST_COPIES} underskrevne eksemplarer.")
        row = SignedCopy(
            version=version,
            filename=filename[-160:],
            sha256=sha256(data),
            data=data,
            is_scanned=found.is_scanned,
            remarks=list(found.added),
            by=by,
            at=at,
        )
        create(row)
    return row
