"""Pictures of a plan: limited in size and pixels, re-encoded without metadata, named by their own hash."""

import datetime
import hashlib
import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction

from plans import paths
from plans.models import Blob, Figure, Person, Plan, Removed
from plans.services.fields import check_base, create, locked_plan, save_columns
from plans.services.placing import figure_uses
from plans.services.removal import remove
from plans.services.rows import reread
from plans.services.trace import record

if TYPE_CHECKING:
    from PIL import Image

MAX_BYTES = 8 * 1024 * 1024
MAX_PIXELS = 25_000_000
_AT_MOST = "høyst 25 millioner punkter"
#: A drawing or a map has fewer colours than this, a photograph has more.
_DRAWN_COLOURS = 50_000
#: Pillow's names of the formats taken in; SVG is refused because it can carry scripts and references.
FORMATS = ("PNG", "JPEG", "WEBP")


@contextmanager
def _whole_files_only() -> Iterator[None]:
    """Refuse half a picture. The PDF library tells Pillow, for the whole process, to fill up what is missing."""
    from PIL import ImageFile

    kept, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = kept


def check_size(size: int) -> None:
    """Raise ValidationError when a file of so many bytes is too large, before it is read."""
    if size > MAX_BYTES:
        raise ValidationError(f"Bildet er på {size // 1024} kB. Det kan være høyst {MAX_BYTES // 1024} kB.")


def _encode(data: bytes) -> tuple[bytes, str, int, int]:
    """Return the picture as new bytes, media type, width and height. Raises ValidationError."""
    from PIL import Image

    check_size(len(data))
    try:
        with _whole_files_only(), Image.open(io.BytesIO(data), formats=FORMATS) as image:
            if image.width * image.height > MAX_PIXELS:
                raise ValidationError(
                    f"Bildet er på {image.width} × {image.height} punkter. Gjør det mindre: {_AT_MOST}."
                )
            photograph = _is_photograph(image)
            clean = _without_metadata(image, "RGB" if photograph else _mode(image))
            out = io.BytesIO()
            if photograph:
                clean.save(out, "JPEG", quality=85, optimize=True)
            else:
                clean.save(out, "PNG", optimize=True)
            return out.getvalue(), "image/jpeg" if photograph else "image/png", clean.width, clean.height
    except ValidationError:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        # So many that Pillow itself stops, before its size is known here.
        raise ValidationError(f"Bildet har altfor mange punkter. Gjør det mindre: {_AT_MOST}.") from error
    # Pillow's readers raise whatever they stumble over, SyntaxError and struct.error among it.
    except Exception as error:
        raise ValidationError("Filen er ikke et bilde vi kan lese. Bruk PNG, JPEG eller WebP.") from error


def _is_photograph(image: "Image.Image") -> bool:
    """Tell whether a picture is best kept as a photograph: as PNG it would be many times as large."""
    # Many phones put a second picture in the file, and Pillow then calls the format MPO.
    if image.format in ("JPEG", "MPO"):
        return True
    return _mode(image) == "RGB" and image.convert("RGB").getcolors(_DRAWN_COLOURS) is None


def _mode(image: "Image.Image") -> str:
    """Return how a drawing is stored: a palette keeps its palette, and what can be seen through stays so."""
    if "A" in image.mode or "transparency" in image.info:
        return "RGBA"
    return image.mode if image.mode in ("P", "L") else "RGB"


def _without_metadata(image: "Image.Image", mode: str) -> "Image.Image":
    """Return the picture alone, turned the way the camera meant it, which it had only noted beside the picture."""
    from PIL import ImageOps

    clean = ImageOps.exif_transpose(image).convert(mode)
    clean.info.clear()
    return clean


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


def _locked(figure: Figure, path: str) -> Figure:
    """Lock the plan and return the figure as it is now."""
    plan = locked_plan(figure.plan, path)
    fresh = reread(figure)
    fresh.plan = plan
    return fresh


@transaction.atomic
def set_figure_alt(*, figure: Figure, alt: str, base: str, by: Person | None) -> Figure:
    """Save the alternative text. Raises ValidationError when it is empty, Conflict, Closed."""
    path = paths.figure_field(figure.blob_id, "alt")
    fresh = _locked(figure, path)
    before, fresh.alt = fresh.alt, alt.strip()
    check_base(path, base, fresh.alt, before)
    save_columns(fresh, "alt")
    record(path=path, label="Alternativ tekst", before=before, after=fresh.alt, by=by, plan=fresh.plan)
    return fresh


@transaction.atomic
def set_figure_caption(*, figure: Figure, caption: str, base: str, by: Person | None) -> Figure:
    """Save the caption; an empty one prints the number alone. Raises ValidationError (too long), Conflict, Closed."""
    path = paths.figure_field(figure.blob_id, "bildetekst")
    fresh = _locked(figure, path)
    before, fresh.caption = fresh.caption, " ".join(caption.split())
    check_base(path, base, fresh.caption, before)
    save_columns(fresh, "caption")
    record(path=path, label="Bildetekst", before=before, after=fresh.caption, by=by, plan=fresh.plan)
    return fresh


@transaction.atomic
def remove_figure(*, figure: Figure, by: Person | None, at: datetime.datetime | None = None) -> Removed:
    """Take a figure out of a plan; the returned row puts it back, and the picture itself is kept.

    Raises ValidationError that says where while a text refers to it, Closed.
    """
    path = paths.figure(figure.blob_id)
    fresh = _locked(figure, path)
    uses = figure_uses(fresh)
    if uses:
        raise ValidationError(f"Figuren står i teksten under {'; '.join(uses)}. Ta den ut av teksten først.")
    return remove(rows=[fresh], path=path, by=by, plan=fresh.plan, at=at)
