"""Small pictures to upload."""

import io

from PIL import Image


def png(width: int = 40, height: int = 30, colour: str = "white") -> bytes:
    """Return a PNG of one colour."""
    out = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(out, "PNG")
    return out.getvalue()
