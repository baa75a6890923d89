"""Our own check of a finished PDF: silent about a good file, and each fault said of a file that is spoiled with it."""

import io
from collections.abc import Callable
from typing import Any

import pikepdf
import pydyf  # type: ignore[import-untyped]
import pytest
from pikepdf import Array, Dictionary, Name, String

from reporting.formats import pdf, pdf_check, pdf_marks
from reporting.formats.pdf import RenderError
from tests.reporting.rendered import example, opened

# One worker renders for all of them.
pytestmark = pytest.mark.xdist_group("rendered")

Spoil = Callable[[pikepdf.Pdf], None]


def first(document: pikepdf.Pdf, key: str, value: str) -> Any:
    """Return the first object of the file with this under a key."""
    return next(item for item in document.objects if isinstance(item, Dictionary) and str(item.get(key, "")) == value)


def without(*keys: str) -> Spoil:
    """Return what takes keys out of the file's catalogue."""

    def spoil(document: pikepdf.Pdf) -> None:
        for key in keys:
            del document.Root[key]

    return spoil


def with_root(key: str, value: Callable[[pikepdf.Pdf], Any]) -> Spoil:
    """Return what adds something to the file's catalogue."""
    return lambda document: document.Root.__setitem__(key, value(document))


def metadata(before: bytes, after: bytes) -> Spoil:
    """Return what changes the file's metadata."""

    def spoil(document: pikepdf.Pdf) -> None:
        said = document.Root.Metadata.read_bytes()
        assert before in said
        document.Root.Metadata.write(said.replace(before, after))

    return spoil


def in_object(key: str, value: str, spoil: Callable[[Any], object]) -> Spoil:
    """Return what changes the first object with this under a key."""

    def change(document: pikepdf.Pdf) -> None:
        spoil(first(document, key, value))

    return change


def no_font_files(document: pikepdf.Pdf) -> None:
    found = first(document, "/Type", "/FontDescriptor")
    for key in ("/FontFile2", "/FontFile3"):
        if key in found:
            del found[key]


def print_colours(document: pikepdf.Pdf) -> None:
    picture = document.make_stream(b"\x00" * 4, Type=Name.XObject, Subtype=Name.Image, ColorSpace=Name.DeviceCMYK)
    document.pages[0].Resources.Spoilt = document.make_indirect(picture)


SCRIPT = {"/S": Name.JavaScript, "/JS": String("app.alert(1)")}
SPOILT: dict[str, Spoil] = {
    "filen er ikke merket som PDF/A-2": metadata(b'pdfaid:part="2"', b'pdfaid:part="3"'),
    "filen er ikke merket som PDF/A av nivå A": metadata(b'conformance="A"', b'conformance="B"'),
    "filen er ikke merket som PDF/UA-1": metadata(b'pdfuaid:part="1"', b""),
    "dokumentet har ingen tittel": metadata(b"dc:title", b"dc:other"),
    "dokumentet sier ikke hvilket språk det er på": without("/Lang"),
    "tittelen vises ikke": without("/ViewerPreferences"),
    "innholdet er ikke merket for skjermleser": without("/MarkInfo"),
    "fargene er ikke bestemt": without("/OutputIntents"),
    "filen har vedlegg": with_root("/AF", lambda document: Array()),
    "filen har skjemafelt": with_root("/AcroForm", lambda document: Dictionary()),
    "filen har skript eller handlinger": with_root("/OpenAction", lambda d: d.make_indirect(Dictionary(SCRIPT))),
    "er ikke med i filen": no_font_files,
    "en figur mangler alternativ tekst": in_object("/S", "/Figure", lambda found: found.__delitem__("/Alt")),
    "en lenke er ikke merket": in_object("/Subtype", "/Link", lambda found: found.__delitem__("/StructParent")),
    "CMYK": print_colours,
    "en overskrift på nivå 6 kommer rett etter nivå 2": in_object(
        "/S", "/H3", lambda found: found.__setitem__("/S", Name.H6)
    ),
}


def saved(document: pikepdf.Pdf) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


@pytest.mark.parametrize("status", ["utkast", "vedtatt"])
def test_nothing_is_wrong_with_what_we_make(status):
    assert pdf_check.faults(example(status)) == ()


def test_nothing_is_wrong_with_it_when_another_program_has_saved_it():
    with opened(example("utkast")) as document:
        assert pdf_check.faults(saved(document)) == ()


@pytest.mark.parametrize("fault", SPOILT)
def test_a_spoilt_file_is_found_out(fault):
    with opened(example("utkast")) as document:
        SPOILT[fault](document)
        (found,) = pdf_check.faults(saved(document))
    assert fault in found


def test_a_locked_file_is_found_out():
    out = io.BytesIO()
    with opened(example("utkast")) as document:
        document.save(out, encryption=pikepdf.Encryption(owner="a", user=""))
    assert "filen er kryptert" in pdf_check.faults(out.getvalue())


def test_what_is_no_pdf_is_a_fault():
    assert pdf_check.faults(b"<html>") == ("filen er ikke en PDF som kan leses",)


def test_a_pdf_with_a_fault_is_not_handed_out():
    page = '<html lang="nb"><head><title>Brev</title></head><body><h1>En</h1><h3>Tre</h3></body></html>'
    with pytest.raises(RenderError, match="en overskrift på nivå 3 kommer rett etter nivå 1"):
        pdf.write_html(lambda root: page)


def test_metadata_of_another_make_is_refused():
    strange = pydyf.PDF()
    with pytest.raises(ValueError, match="no metadata"):
        pdf_marks.mark_accessible(strange)
