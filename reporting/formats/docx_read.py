"""Reading a Word document into blocks, from its XML alone.

python-docx would drop content controls, tracked insertions and text boxes, so lxml reads the parts. Tracked changes are
taken as accepted; comments, hidden text and the head and foot of pages are left out, and told of.
"""

import hashlib
from collections.abc import Iterator, Mapping
from posixpath import join, normpath

from lxml import etree

from reporting.formats.docx_read_body import Body
from reporting.formats.docx_read_numbers import Numbering
from reporting.formats.docx_read_styles import Styles
from reporting.formats.docx_read_xml import Element, W, name_of, transitional
from reporting.intake.document.blocks import LeftOut, Source, tidy, words
from reporting.intake.opening import BROKEN, open_package
from reporting.intake.sorts import Refused

Parts = Mapping[str, bytes]

_MEDIA = {"png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "svg": "image/svg+xml"}
_NOTHING = "Dokumentet har ingen tekst. Er det et bilde av en plan, må teksten finnes som tekst før den kan leses."


def read(data: bytes) -> Source:
    """Return a Word document as blocks. Raises Refused with a sentence that helps."""
    package = open_package(data, ("docx",))
    parts = package.parts
    relations = _relations(parts, package.main)
    root = _root(parts, package.main)
    found = root.find(f"{W}body")
    if found is None:
        raise Refused(_NOTHING)
    body = Body(
        styles=Styles(_optional(parts, "word/styles.xml")),
        numbering=Numbering(_optional(parts, "word/numbering.xml")),
        links=relations,
        pictures=_Pictures(parts, relations),
        notes=dict(_notes(parts)),
    )
    blocks = tuple(body.read(found))
    if not blocks:
        raise Refused(_NOTHING)
    edges = tuple(_edges(parts))
    return Source(
        blocks=blocks,
        notices=(*package.notices, *_notices(body, parts)),
        left_out=(*body.left_out, *edges, *_comments(parts)),
        pictures=body.pictures.shown,
    )


class _Pictures(Mapping[str, str]):
    """SHA-256 of the pictures by the id of their relation; those that a browser can show are kept with their bytes."""

    def __init__(self, parts: Parts, relations: Mapping[str, str]) -> None:
        self._parts, self._relations = parts, relations
        self.shown: dict[str, tuple[str, bytes]] = {}

    def __getitem__(self, relation: str) -> str:
        name = normpath(join("word", self._relations[relation])).lstrip("/")
        media_type = _MEDIA.get(name.rpartition(".")[2].lower())
        if media_type is None or name not in self._parts:
            raise KeyError(relation)
        data = self._parts[name]
        sha256 = hashlib.sha256(data).hexdigest()
        self.shown[sha256] = (media_type, data)
        return sha256

    def __iter__(self) -> Iterator[str]:
        return iter(self._relations)

    def __len__(self) -> int:
        return len(self._relations)


def _root(parts: Parts, name: str) -> Element:
    # The package has no entities and is of a sane depth; the parser is not asked to fetch anything either.
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(transitional(parts[name]), parser)
    except etree.XMLSyntaxError as error:
        raise Refused(BROKEN) from error


def _optional(parts: Parts, name: str) -> Element | None:
    return _root(parts, name) if name in parts else None


def _relations(parts: Parts, name: str) -> dict[str, str]:
    """Return where a part's relations lead, by their id. Nothing is followed."""
    folder, _, file = name.rpartition("/")
    path = f"{folder}/_rels/{file}.rels"
    if path not in parts:
        return {}
    return {
        one.get("Id") or "": one.get("Target") or "" for one in _root(parts, path) if name_of(one) == "Relationship"
    }


def _notes(parts: Parts) -> Iterator[tuple[tuple[str, str], Element]]:
    """Yield the footnotes and endnotes by their kind and id."""
    for kind in ("footnote", "endnote"):
        root = _optional(parts, f"word/{kind}s.xml")
        for note in [] if root is None else root.findall(f"{W}{kind}"):
            if note.get(f"{W}type") in (None, "normal"):
                yield (kind, note.get(f"{W}id") or ""), note


def _edges(parts: Parts) -> Iterator[LeftOut]:
    """Yield what stands at the head and foot of the pages, each text once."""
    told: set[str] = set()
    for name in sorted(parts):
        place = "topptekst" if name.startswith("word/header") else "bunntekst"
        if not name.startswith(("word/header", "word/footer")) or not name.endswith(".xml"):
            continue
        for paragraph in _root(parts, name).iter(f"{W}p"):
            text = tidy("".join(piece.text or "" for piece in paragraph.iter(f"{W}t")))
            if words(text) and text not in told:
                told.add(text)
                yield LeftOut(place, text, "topptekst og bunntekst er ikke en del av planen")


def _comments(parts: Parts) -> Iterator[LeftOut]:
    root = _optional(parts, "word/comments.xml")
    for number, comment in enumerate([] if root is None else root.findall(f"{W}comment"), start=1):
        text = tidy(" ".join(piece.text or "" for piece in comment.iter(f"{W}t")))
        author = comment.get(f"{W}author") or ""
        yield LeftOut(f"kommentar {number}", f"{author}: {text}" if author else text, "kommentarer leses ikke inn")


def _notices(body: Body, parts: Parts) -> Iterator[str]:
    """Yield a sentence about each thing that was read in a way the user should know of."""
    seen = body.seen
    if seen["inserted"] or seen["deleted"]:
        yield (
            f"Dokumentet har sporede endringer ({seen['inserted']} innsatt, {seen['deleted']} slettet). "
            "De er lest som om alle var godtatt."
        )
    comments = _optional(parts, "word/comments.xml")
    count = 0 if comments is None else len(comments.findall(f"{W}comment"))
    if count:
        yield f"Dokumentet har {count} {'kommentar' if count == 1 else 'kommentarer'}. De er ikke lest inn."
    if seen["hidden"]:
        yield "Dokumentet har skjult tekst. Den er ikke lest inn."
    if seen["prompting"]:
        yield f"{seen['prompting']} felt i skjemaet er ikke fylt ut. De er lest som tomme."
    if seen["boxes"]:
        yield f"Teksten i {seen['boxes']} tekstbokser er lest der boksen er festet i dokumentet."
    if seen["nested"]:
        yield "En tabell står inni en annen. Den er lest som tekst i ruten den står i."
    if seen["elsewhere"]:
        yield "Dokumentet viser til tekst i andre filer. Den er ikke lest inn."
