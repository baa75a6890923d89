"""Pictures of a plan: limited in size and pixels, re-encoded without metadata, named by their own hash."""

import hashlib
import io

from django.core.exceptions import ValidationError
from django.db import transaction

from plans.models import Blob, Figure, Person, Plan
from plans.services.fields import create, locked_plan
from plans.services.trace import record

MAX_BYTES = 8 * 1024 * 1024
MAX_PIXELS = 25_000_000
#: Pillow's names of the formats taken in; SVG is refused because it can carry scripts and references.
FORMATS = ("PNG", "JPEG", "WEBP")


def _encode(data: bytes) -> tuple[bytes, str, int, int]:
    """Return the picture as new bytes, media type, width and height. Raises ValidationError."""
    from PIL import Image, UnidentifiedImageError

    if len(data) > MAX_BYTES:
        raise ValidationError(f"Bildet er på {len(data) // 1024} kB. Det kan være høyst {MAX_BYTES // 1024} kB.")
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as image:
            if image.width * image.height > MAX_PIXELS:
                raise ValidationError(
                    f"Bildet er på {image.width} × {image.height} punkter. Gjør det mindre: høyst 25 millioner punkter."
                )
            image.load()
            photograph = image.format == "JPEG"
            # A palette picture keeps its palette; everything else becomes plain RGB(A) without metadata.
            clean = (
                image
                if image.mode in ("P", "L", "RGB", "RGBA")
                else image.convert("RGBA" if "A" in image.mode else "RGB")
            )
            out = io.BytesIO()
            if photograph:
                clean.convert("RGB").save(out, "JPEG", quality=85, optimize=True)
            else:
                clean.info.clear()
                clean.save(out, "PNG", optimize=True)
            return out.getvalue(), "image/jpeg" if photograph else "image/png", clean.width, clean.height
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError) as error:
        raise ValidationError("Filen er ikke et bilde vi kan lese. Bruk PNG, JPEG eller WebP.") from error


@transaction.atomic
def store_blob(*, data: bytes) -> Blob:
    """Store a picture once and return it; the same picture again gives the same blob. Raises ValidationError."""
    encoded, media_type, width, height = _encode(data)
    sha256 = hashlib.sha256(encoded).hexdigest()
    blob, _ = Blob.objects.get_or_create(
        sha256=sha256, defaults={"data": encoded, "media_type": media_type, "width": width, "height": height}
    )
    return blob


@transaction.atomic
def add_figure(*, plan: Plan, data: bytes, alt: str, caption: str, by: Person | None) -> Figure:
    """Add a picture to a plan with its alternative text and caption. Raises ValidationError and Closed."""
    path = "plan/figurer"
    plan = locked_plan(plan, path)
    figure = Figure(plan=plan, blob=store_blob(data=data), alt=alt.strip(), caption=caption.strip())
    create(figure)
    record(path=path, label="Ny figur", before="", after=figure.caption or figure.alt, by=by, plan=plan)
    return figure
