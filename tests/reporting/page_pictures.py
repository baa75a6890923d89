"""Reference pictures of chosen pages, and how near a page is to its picture.

`make pictures` makes them anew. They are small and grey, drawn by PDFium, which comes in a wheel and draws alike
everywhere; the fonts are in the PDF. Compared is how dark each square of a page is, so that the edges of letters may
differ from machine to machine, and a table, a heading or a word that is gone or elsewhere may not.
"""

import io
from collections.abc import Callable
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]
from PIL import Image, ImageChops

FOLDER = Path(__file__).with_name("pictures")
#: Dots per inch: a heading can still be read.
RESOLUTION = 48
#: The side of a square in dots, some 4 mm, and how much darker or lighter, of 255, one may be.
SQUARE, SHADE = 8, 10
#: How large a share of the squares that are not white in both may differ more than that.
MOST = 0.04


def page_picture(data: bytes, page: int) -> Image.Image:
    """Return a page of a PDF, counted from 1 or, below zero, from the end, as a grey picture."""
    with pypdfium2.PdfDocument(data) as document:
        place = page - 1 if page > 0 else len(document) + page
        drawn: Image.Image = document[place].render(scale=RESOLUTION / 72).to_pil()
    return drawn.convert("L")


def difference(one: Image.Image, other: Image.Image) -> float:
    """Return the share of squares that differ, of those that hold anything in either; 1 for pages of unlike size."""
    if one.size != other.size:
        return 1.0
    squares = (max(1, one.width // SQUARE), max(1, one.height // SQUARE))
    left, right = (picture.resize(squares, Image.Resampling.BOX) for picture in (one, other))
    apart = ImageChops.difference(left, right).tobytes()
    filled = sum(dark < 250 for dark in ImageChops.darker(left, right).tobytes())
    return sum(shade > SHADE for shade in apart) / max(1, filled)


def chosen() -> dict[str, Callable[[], tuple[bytes, int]]]:
    """Return what makes each page, by the name of its picture: a document and the page of it."""
    from tests.reporting.every_kind import letter
    from tests.reporting.rendered import example

    return {
        "forside": lambda: (example("vedtatt"), 1),
        "utkast": lambda: (example("utkast"), 5),
        "innhold": lambda: (example("vedtatt"), 2),
        "aret-i-tall": lambda: (example("vedtatt"), 3),
        "seksjon-7": lambda: (example("vedtatt"), -1),
        "vedtaksbrev": lambda: (letter(), 1),
    }


def stored(name: str) -> Image.Image:
    """Return the picture that is kept of a page."""
    return Image.open(FOLDER / f"{name}.png").convert("L")


def encoded(picture: Image.Image) -> bytes:
    """Return a picture as it is kept, in sixteen greys."""
    out = io.BytesIO()
    picture.quantize(16).save(out, "PNG", optimize=True)
    return out.getvalue()


def make_anew() -> None:
    """Draw every page and keep its picture."""
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.glob("*.png"):
        old.unlink()
    for name, make in chosen().items():
        (FOLDER / f"{name}.png").write_bytes(encoded(page_picture(*make())))
        print(f"Tegnet {name}.png")


if __name__ == "__main__":
    import django

    django.setup()
    make_anew()
