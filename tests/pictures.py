"""Small pictures and PDFs to upload."""

import io

import pikepdf
from PIL import Image


def png(width: int = 40, height: int = 30, colour: str = "white") -> bytes:
    """Return a PNG of one colour."""
    out = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(out, "PNG")
    return out.getvalue()


def scanned(pages: int = 1) -> bytes:
    """Return a PDF without a letter in it, as a scanner makes it."""
    out = io.BytesIO()
    document = pikepdf.new()
    for _ in range(pages):
        document.add_blank_page()
    document.save(out)
    return out.getvalue()


def written(*pages: str) -> bytes:
    """Return a PDF with a line of text on each page, for what reads text."""
    out = io.BytesIO()
    document = pikepdf.new()
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    for text in pages:
        page = document.add_blank_page(page_size=(1200, 100))
        page.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        page.obj.Contents = document.make_stream(f"BT /F1 8 Tf 10 50 Td ({text}) Tj ET".encode("latin-1"))
    document.save(out)
    return out.getvalue()
