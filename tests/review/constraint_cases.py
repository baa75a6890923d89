"""Ways to break every constraint on versions and what is noted on them."""

import datetime
from typing import Any

from django.utils import timezone

from plans.models import Plan
from reporting.freezing import freeze
from review.models import Asked, Move, Orientation, Payout, Seen, Signature, SignedCopy, Version, VersionFile
from tests.constraints import Case
from tests.factories import make_person

DAY = datetime.date(2024, 12, 13)


def version(plan: Plan, number: int = 1) -> Version:
    """Return a version of a plan, not stored."""
    now = timezone.now()
    return Version(
        plan=plan,
        number=number,
        snapshot=freeze(plan=plan, by=None, at=now),
        adoption_date=DAY,
        case_number="12/24",
        findings=[{}],
        engines={"Python": "3"},
        at=now,
    )


def stored(plan: Plan) -> Version:
    row = version(plan)
    row.save()
    return row


def _noted(**more: Any) -> dict[str, Any]:
    return {"date": DAY, "at": timezone.now(), **more}


def version_again(plan: Plan) -> Version:
    stored(plan)
    return version(plan)


def file_again(plan: Plan) -> VersionFile:
    values = {
        "version": stored(plan),
        "occasion": "vedtak",
        "kind": "pdf",
        "filename": "plan.pdf",
        "media_type": "application/pdf",
        "sha256": "0" * 64,
        "data": b"%PDF-",
    }
    VersionFile(**values).save()
    return VersionFile(**values)


def asked_again(plan: Plan) -> Asked:
    taken = Move(plan=plan, key="be-om-endringer", before="sendt", after="endringer", at=timezone.now())
    taken.save()
    values = {"move": taken, "path": "plan/svar/introduksjon", "label": "1. Introduksjon"}
    Asked.objects.create(**values)
    return Asked(**values)


def signed_again(plan: Plan) -> Signature:
    values = _noted(version=stored(plan), party=plan.agreement.pilot.municipalities.all()[0], name="Ordføreren")
    Signature.objects.create(**values)
    return Signature(**values)


def oriented_again(plan: Plan) -> Orientation:
    party = plan.agreement.pilot.municipalities.all()[0]
    values = _noted(version=stored(plan), party=party, case_number="1/25", result="Tatt til orientering")
    Orientation.objects.create(**values)
    return Orientation(**values)


def seen_again(plan: Plan) -> Seen:
    values = {"person": make_person(), "plan": plan, "version": stored(plan), "at": timezone.now()}
    Seen.objects.create(**values)
    return Seen(**values)


def paid_nothing(plan: Plan) -> Payout:
    return Payout(**_noted(version=stored(plan), kroner=0))


def paid(plan: Plan, **more: Any) -> Payout:
    return Payout(**_noted(**{"version": stored(plan), "kroner": 10, **more}))


def corrected_without_reason(plan: Plan) -> Payout:
    wrong = paid(plan)
    wrong.save()
    return Payout(**_noted(version=wrong.version, kroner=20, corrects=wrong))


def oriented_without_reason(plan: Plan) -> Orientation:
    again = oriented_again(plan)
    again.corrects = Orientation.objects.get(version=again.version)
    return again


def signed_copy_again(plan: Plan) -> SignedCopy:
    values = {"version": stored(plan), "filename": "plan.pdf", "sha256": "0" * 64, "data": b"%PDF-"}
    SignedCopy(**values, at=timezone.now()).save()
    return SignedCopy(**values, at=timezone.now())


CASES = (
    Case("version_number_once", version_again),
    Case("version_file_once", file_again),
    Case("asked_once", asked_again),
    Case("signature_once", signed_again),
    Case("signed_copy_once", signed_copy_again),
    Case("orientation_once", oriented_again),
    Case("payout_positive", paid_nothing),
    Case("payout_correction_has_reason", corrected_without_reason),
    Case("payout_correction_has_reason", lambda plan: paid(plan, reason="Uten noe å rette."), variant="reason alone"),
    Case("orientation_correction_has_reason", oriented_without_reason),
    Case("seen_once", seen_again),
)
