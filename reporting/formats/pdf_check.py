"""What must hold for every PDF we make, looked for in the finished bytes in some hundredths of a second.

The tests ask veraPDF, which knows every rule of PDF/A and PDF/UA but needs Java. This asks, of each file, what would
go wrong first: a picture without its text, a font that was not embedded, a heading that skips a level.
"""

import io
import re
from collections.abc import Iterator
from typing import Any

import pikepdf

#: Actions that do something else than going to a page or to an address.
_ACTIONS = frozenset(("/JavaScript", "/Launch", "/SubmitForm", "/ResetForm", "/ImportData", "/Movie", "/Sound"))
_FONT_FILES = ("/FontFile", "/FontFile2", "/FontFile3")
_HEADING = re.compile(r"/H([1-6])")


def faults(data: bytes, *, has_attachments: bool = False) -> tuple[str, ...]:
    """Return what keeps a file from being archive copy (PDF/A-2a) and accessible (PDF/UA-1), each said once.

    With `has_attachments` it is asked to be a published copy (PDF/A-3a), whose files each say what they are to it.

    The sentences are Norwegian and begin with a small letter. None means that nothing was found, not that all rules
    of the standards hold. Raises nothing for a file that is no PDF; that is a fault too.
    """
    try:
        with pikepdf.open(io.BytesIO(data)) as document:
            found = [*_of_file(document, has_attachments), *_of_objects(document), *_of_headings(document)]
    except pikepdf.PdfError:
        return ("filen er ikke en PDF som kan leses",)
    return tuple(dict.fromkeys(found))


def _of_file(document: pikepdf.Pdf, has_attachments: bool) -> Iterator[str]:
    """Yield what the file as a whole lacks, or has and must not."""
    root = document.Root
    metadata = root.Metadata.read_bytes() if "/Metadata" in root else b""
    part = "3" if has_attachments else "2"
    marks = (
        (rb'pdfaid:part(="|>)' + part.encode(), f"filen er ikke merket som PDF/A-{part}"),
        (rb'pdfaid:conformance(="|>)A', "filen er ikke merket som PDF/A av nivå A"),
        (rb'pdfuaid:part(="|>)1', "filen er ikke merket som PDF/UA-1"),
        (rb"<dc:title>", "dokumentet har ingen tittel"),
    )
    for pattern, fault in marks:
        if not re.search(pattern, metadata):
            yield fault
    names, shown = (root.get(key, pikepdf.Dictionary()) for key in ("/Names", "/ViewerPreferences"))
    lacks = {
        "dokumentet sier ikke hvilket språk det er på": not str(root.get("/Lang", "")),
        "tittelen vises ikke": not shown.get("/DisplayDocTitle"),
        "innholdet er ikke merket for skjermleser": "/StructTreeRoot" not in root
        or not root.get("/MarkInfo", pikepdf.Dictionary()).get("/Marked"),
        "fargene er ikke bestemt": "/OutputIntents" not in root,
        "filen er kryptert": document.is_encrypted,
        "filen har vedlegg": not has_attachments and ("/EmbeddedFiles" in names or "/AF" in root),
        "filen mangler vedleggene sine": has_attachments and not ("/EmbeddedFiles" in names and "/AF" in root),
        "filen har skript eller handlinger": "/JavaScript" in names or "/AA" in root,
        "filen har skjemafelt": "/AcroForm" in root,
    }
    yield from (fault for fault, is_so in lacks.items() if is_so)


def _of_objects(document: pikepdf.Pdf) -> Iterator[str]:
    """Yield what is wrong with fonts, pictures, links and actions."""
    for item in document.objects:
        if isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
            yield from _of_object(item)


def _of_object(item: Any) -> Iterator[str]:
    """Yield what is wrong with one object of the file."""
    kind, subtype, name = (str(item.get(key, "")) for key in ("/Type", "/Subtype", "/S"))
    if kind == "/FontDescriptor" and not any(key in item for key in _FONT_FILES):
        yield f"skriften {item.get('/FontName')} er ikke med i filen"
    if name == "/Figure" and not str(item.get("/Alt", "")):
        yield "en figur mangler alternativ tekst"
    if kind == "/Filespec" and not {"/F", "/UF", "/AFRelationship"} <= set(item.keys()):
        yield "et vedlegg sier ikke hva det er for planen"
    if subtype == "/Link" and "/StructParent" not in item:
        yield "en lenke er ikke merket for skjermleser"
    if subtype == "/Image" and str(item.get("/ColorSpace", "")) == "/DeviceCMYK":
        yield "et bilde har farger for trykk (CMYK) i stedet for skjermfarger"
    if name in _ACTIONS or "/AA" in item:
        yield "filen har skript eller handlinger"


def _of_headings(document: pikepdf.Pdf) -> Iterator[str]:
    """Yield headings that skip a level, in the order of reading."""
    last = 0
    for kind in _elements(document.Root.get("/StructTreeRoot")):
        if heading := _HEADING.fullmatch(kind):
            level = int(heading[1])
            if level > last + 1:
                yield f"en overskrift på nivå {level} kommer rett etter nivå {last}"
            last = level


def _elements(root: Any) -> Iterator[str]:
    """Yield the kinds of the elements of the structure tree in the order of reading."""
    waiting = [] if root is None else [root]
    while waiting:
        element = waiting.pop()
        yield str(element.get("/S", ""))
        kids = element.get("/K", [])
        kids = list(kids) if isinstance(kids, pikepdf.Array) else [kids]
        waiting.extend(kid for kid in reversed(kids) if isinstance(kid, pikepdf.Dictionary) and "/S" in kid)
