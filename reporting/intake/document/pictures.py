"""The pictures of a document as the plan's figures."""

import io
import re
from collections.abc import Mapping
from xml.sax.saxutils import unescape

from PIL import Image, UnidentifiedImageError

from reporting.intake.document.asking import Asking
from reporting.intake.document.blocks import Block, Paragraph, Picture
from reporting.value import Figure

_LABEL = re.compile(r"(?:figur|bilde|bilete)\s+(?:\d+|x+|[ivx]+)\b\s*[.:–-]?\s*", re.IGNORECASE)
_MAX_PIXELS = 50_000_000


class Pictures:
    """Pictures that the plan may show: those that can be opened."""

    def __init__(
        self, pictures: Mapping[str, tuple[str, bytes]], captions: Mapping[int, Paragraph], asking: Asking
    ) -> None:
        self._pictures, self._captions, self._asking = pictures, captions, asking
        self._sizes: dict[str, tuple[int, int] | None] = {}
        self._shown: dict[str, Figure] = {}

    def has(self, sha256: str) -> bool:
        """Whether a picture can be a figure of the plan."""
        if sha256 not in self._sizes:
            self._sizes[sha256] = _size(*self._pictures[sha256]) if sha256 in self._pictures else None
        return self._sizes[sha256] is not None

    def shown(self, picture: Picture) -> Block:
        """Return the picture, and remember that the plan shows it."""
        size = self._sizes.get(picture.sha256) if self.has(picture.sha256) else None
        if size is None:
            what = f"«{picture.alt[:80]}»" if picture.alt else "uten alternativ tekst"
            self._asking.tell(f"Et bilde {what} ({picture.place}) kan ikke vises i portalen, og er ikke tatt med.")
            return picture
        caption = self._captions.get(id(picture))
        text = _LABEL.sub("", caption.text, count=1) if caption else ""
        media_type, _ = self._pictures[picture.sha256]
        self._shown.setdefault(
            picture.sha256,
            Figure(
                sha256=picture.sha256,
                media_type=media_type,
                width=size[0],
                height=size[1],
                alt=unescape(picture.alt)[:1000],
                caption=" ".join(text.split())[:300],
            ),
        )
        return picture

    @property
    def figures(self) -> tuple[Figure, ...]:
        """The figures that texts of the plan show, in order."""
        return tuple(self._shown.values())

    @property
    def kept(self) -> dict[str, tuple[str, bytes]]:
        """Their media types and bytes."""
        return {sha256: self._pictures[sha256] for sha256 in self._shown}


def _size(media_type: str, data: bytes) -> tuple[int, int] | None:
    """Return width and height in pixels; None for what is no picture that a browser shows."""
    if media_type not in ("image/png", "image/jpeg"):
        return None
    try:
        with Image.open(io.BytesIO(data)) as image:
            width, height = image.size
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError):
        return None
    return (width, height) if 0 < width * height <= _MAX_PIXELS else None
