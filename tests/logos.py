"""Logos of pilots, made and uploaded."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from plans import services
from plans.models import Logo, Pilot, Plan
from plans.services import UNCHECKED, field_hash
from tests.pictures import png

Data = dict[str, Any]


def make_logo(pilot: Pilot, *, alt: str = "Fjell og elv", colour: str = "red") -> Logo:
    """Return the pilot's logo, 90 by 30 points of one colour."""
    return services.set_logo(pilot=pilot, data=png(90, 30, colour), alt=alt, base=UNCHECKED, by=None)


def with_logo(plan: Plan) -> Data:
    """Return what names the pilot of a plan, which has a logo now."""
    return {"pilot": make_logo(plan.agreement.pilot).pilot.slug}


def uploaded(client: Client, plan: Plan) -> tuple[Data, Data]:
    """What the form sends of a pilot that has none yet."""
    sent = {"file": SimpleUploadedFile("logo.png", png()), "alt": "Logoen vår", "logo-base": field_hash([])}
    return {"pilot": plan.agreement.pilot.slug}, sent


def there(client: Client, plan: Plan) -> tuple[Data, Data]:
    """What takes one away that is there."""
    return with_logo(plan), {}
