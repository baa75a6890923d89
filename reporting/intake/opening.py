"""Opening an office file that somebody uploaded: an archive of XML from a stranger.

Nothing is unpacked to disk, no link is followed, no macro is looked at, and every limit is on what really comes out,
never on what the archive says of itself. What is given back are the archive's parts as bytes, with all XML in them
known to be whole, free of entities and of a sane depth, so that any parser may have it. Reading should still run in a
process of its own (`reporting.intake.child`), as a parser can have faults that nobody knows.
"""

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO, NamedTuple
from xml.parsers import expat

from reporting.intake.sorts import NAMES, Refused, Sort, save_as, sort_of

MAX_PARTS = 2000
MAX_UNPACKED = 120 * 1024 * 1024
#: How many times larger than its packed self a part over a megabyte may be; XML of tables comes to some fifty times.
MAX_RATIO = 200
_RATIO_FROM = 1024 * 1024
MAX_DEPTH = 200
#: Elements and attributes in all the parts together.
MAX_NODES = 8_000_000
_CHUNK = 64 * 1024

BROKEN = (
    "Filen er skadet og kan ikke leses. Åpne den på nytt i programmet den er laget i, lagre den, og last den opp igjen."
)
_BOMB = (
    "Filen pakker ut til mye mer enn et vanlig dokument og er ikke lest. Ta bort bilder og tomme rader, og lagre den "
    "på nytt."
)
_XML_ENDINGS = (".xml", ".rels", ".vml")
#: Words in the media type of the part that an archive begins with, which say what it is.
_TYPES: dict[Sort, tuple[str, ...]] = {
    "xlsx": ("spreadsheetml", "ms-excel.sheet.macroEnabled", "ms-excel.template.macroEnabled"),
    "docx": ("wordprocessingml", "ms-word.document.macroEnabled", "ms-word.template.macroEnabled"),
}
MACROS = "Filen har makroer. De er ikke kjørt og ikke lest."
LINKS = "Filen henter innhold fra andre filer eller nettsteder. Det er ikke hentet. Bare det som står i filen, er lest."


class Package(NamedTuple):
    """An office file that is safe to read: its parts by name, and sentences about what was left out of it.

    `main` names the part it begins with: the workbook, or the document's text.
    """

    sort: Sort
    main: str
    parts: dict[str, bytes]
    notices: tuple[str, ...]


def open_package(data: bytes, wanted: tuple[Sort, ...]) -> Package:
    """Return the parts of an Excel or Word file, without macros. Raises Refused with a sentence for people."""
    if sort_of(data, wanted) == "pdf":
        raise ValueError("a PDF is no archive")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = dict(_parts(archive))
    # What the library raises for archives that are cut off or put together wrongly.
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError) as error:
        raise Refused(BROKEN) from error
    _check_xml(parts)
    sort, main = _sort(parts, wanted)
    return Package(sort, main, *_without_macros(parts))


def _parts(archive: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    """Yield every file of the archive with its bytes, within the limits."""
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    if len(entries) > MAX_PARTS:
        raise Refused(f"Filen er satt sammen av {len(entries)} deler; høyst {MAX_PARTS} kan leses. {BROKEN}")
    if len({entry.filename.lower() for entry in entries}) != len(entries):
        raise Refused(BROKEN)
    left = MAX_UNPACKED
    for entry in entries:
        if entry.flag_bits & 1:
            raise Refused("Filen er kryptert og kan ikke leses. Lagre den uten passord, og last den opp på nytt.")
        with archive.open(entry) as source:
            data = _read(source, min(left, max(_RATIO_FROM, MAX_RATIO * entry.compress_size)))
        left -= len(data)
        yield entry.filename, data


def _read(source: IO[bytes], most: int) -> bytes:
    """Read to the end. Raises Refused when there is more than that, however much more."""
    out = bytearray()
    while chunk := source.read(_CHUNK):
        out += chunk
        if len(out) > most:
            raise Refused(_BOMB)
    return bytes(out)


def _sort(parts: dict[str, bytes], wanted: tuple[Sort, ...]) -> tuple[Sort, str]:
    """Tell what the archive is and with which part it begins. Raises Refused with what it is when it is not wanted."""
    if b"opendocument" in parts.get("mimetype", b"")[:100]:
        raise Refused(f"Filen er lagret i LibreOffice sitt eget format. Velg «Lagre som». {save_as(wanted)}")
    if "[Content_Types].xml" not in parts:
        raise Refused(f"Filen er et zip-arkiv. Pakk det ut, og last opp filen som ligger i det. {save_as(wanted)}")
    if "xl/workbook.bin" in parts:
        raise Refused(f"Filen er en binær arbeidsbok (.xlsb). {save_as(wanted)}")
    begins = [
        posixpath.normpath(one.get("Target", "").lstrip("/"))
        for one in _elements(parts.get("_rels/.rels", b""), "Relationship")
        if one.get("Type", "").endswith("/officeDocument")
    ]
    types = {
        one.get("PartName", "").lstrip("/"): one.get("ContentType", "")
        for one in _elements(parts["[Content_Types].xml"], "Override")
    }
    for main in begins:
        for sort, words in _TYPES.items():
            if main in parts and any(word in types.get(main, "") for word in words):
                if sort not in wanted:
                    raise Refused(f"Filen er {NAMES[sort]}, uansett hva den heter. {save_as(wanted)}")
                return sort, main
    raise Refused(BROKEN)


def _check_xml(parts: dict[str, bytes]) -> None:
    """Raise Refused for XML that is not whole, names entities, or is nested or large beyond reason."""
    nodes = MAX_NODES
    for name, data in parts.items():
        if name.lower().endswith(_XML_ENDINGS) and data:
            nodes = _Watch(nodes).through(data)


class _Watch:
    """Goes through one piece of XML without building anything."""

    def __init__(self, nodes: int) -> None:
        self.nodes, self.depth = nodes, 0

    def through(self, data: bytes) -> int:
        """Return how many nodes are left of those allowed."""
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.StartDoctypeDeclHandler = self._doctype
        try:
            parser.Parse(data, True)
        except (expat.ExpatError, ValueError, LookupError) as error:
            raise Refused(BROKEN) from error
        return self.nodes

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        self.nodes -= 1 + len(attributes)
        if self.depth > MAX_DEPTH or self.nodes < 0:
            raise Refused(_BOMB)

    def _end(self, name: str) -> None:
        self.depth -= 1

    def _doctype(self, *args: object) -> None:
        # No office program writes one, and entities need it.
        raise Refused(BROKEN)


def _without_macros(parts: dict[str, bytes]) -> tuple[dict[str, bytes], tuple[str, ...]]:
    """Return the parts that hold no program, and what must be said of the others."""
    kept = {name: data for name, data in parts.items() if not name.lower().endswith(("vbaproject.bin", "vbadata.xml"))}
    notices = [MACROS] if len(kept) < len(parts) else []
    if any(b'"External"' in data and _fetches(data) for name, data in kept.items() if name.endswith(".rels")):
        notices.append(LINKS)
    return kept, tuple(notices)


def _fetches(relations: bytes) -> bool:
    """Tell whether a part would have something fetched when a program shows it; a link that one may click does not."""
    outside = (one for one in _elements(relations, "Relationship") if one.get("TargetMode") == "External")
    return any(not one.get("Type", "").endswith("/hyperlink") for one in outside)


def _elements(data: bytes, wanted: str) -> list[dict[str, str]]:
    """Return the attributes of every element of a name, whatever its namespace is called, in XML known to be whole."""
    found: list[dict[str, str]] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(":")[2] == wanted:
            found.append(attributes)

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    if data:
        parser.Parse(data, True)
    return found
