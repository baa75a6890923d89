"""All that the PDF renderer may read: the document's own style sheets, its fonts, and the plan's figures.

Importing this needs WeasyPrint, and so the system's Pango; only `reporting.formats.pdf` does, when it renders.
"""

import io
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from weasyprint.urls import URLFetcher, URLFetcherResponse

#: An address that leads nowhere: everything under it is answered here.
ROOT = "https://dokument.invalid/"
STYLES = {"css": "text/css", "svg": "image/svg+xml"}
SOURCE_SANS = Path(settings.BASE_DIR) / "node_modules/source-sans/TTF"
#: What is drawn for characters that Source Sans does not have, where the machine has it.
DEJAVU = Path("/usr/share/fonts/truetype/dejavu")
FACES = (
    ("Source Sans 3", 400, "normal", SOURCE_SANS / "SourceSans3-Regular.ttf"),
    ("Source Sans 3", 600, "normal", SOURCE_SANS / "SourceSans3-Semibold.ttf"),
    ("Source Sans 3", 700, "normal", SOURCE_SANS / "SourceSans3-Bold.ttf"),
    ("Source Sans 3", 400, "italic", SOURCE_SANS / "SourceSans3-It.ttf"),
    ("Dokument reserve", 400, "normal", DEJAVU / "DejaVuSans.ttf"),
    ("Dokument reserve", 700, "normal", DEJAVU / "DejaVuSans-Bold.ttf"),
)


class Refused(ValueError):
    """An address outside what the document may read."""


class AssetFetcher(URLFetcher):  # type: ignore[misc]  # WeasyPrint ships no types
    """Serve what the document is made of, and refuse every other address, on disk and on the network alike."""

    def __init__(self, figures: Mapping[str, tuple[str, bytes]]) -> None:
        super().__init__(allowed_protocols=("https",), allow_redirects=False)
        self._figures = figures

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
        """Return what an address under `ROOT` stands for. Raises Refused."""
        media_type, data = self._read(url)
        return URLFetcherResponse(url, io.BytesIO(data), {"Content-Type": media_type})

    def _read(self, url: str) -> tuple[str, bytes]:
        """Return the media type and bytes of an address."""
        if not url.startswith(ROOT):
            raise Refused(f"dokumentet får ikke hente {url}")
        kind, _, name = urlsplit(url).path.lstrip("/").partition("/")
        if kind == "figures" and name in self._figures:
            return self._figures[name]
        if kind == "fonts":
            for *_, face in FACES:
                if face.name == name:
                    return "font/ttf", face.read_bytes()
        suffix = name.rpartition(".")[2]
        # A name with a folder in it would lead out of the document's own.
        if kind == "static" and suffix in STYLES and "/" not in name and (path := finders.find(f"document/{name}")):
            return STYLES[suffix], Path(path).read_bytes()
        raise Refused(f"dokumentet har ingen {url}")


def fonts_are_installed() -> bool:
    """Tell whether the project's own fonts are there; the reserve may be missing."""
    return all(path.is_file() for *_, path in FACES if path.parent == SOURCE_SANS)


def font_faces() -> str:
    """Return the style sheet that names the fonts the document is set in, each from its own file."""
    return "\n".join(
        f'@font-face {{ font-family: "{family}"; font-weight: {weight}; font-style: {style};'
        f' src: url("{ROOT}fonts/{path.name}") }}'
        for family, weight, style, path in FACES
        if path.is_file()
    )
