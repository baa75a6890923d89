"""The text of a PDF somebody sends us, page by page. Within limits: what comes from outside may be made to hurt."""

import hashlib
import io
import re
import zlib
from typing import Any

#: More than a plan with its figures ever is.
MOST_BYTES = 20 * 1024 * 1024
MOST_PAGES = 300
#: Of one page's contents, unpacked: a small file can hold a page of gigabytes.
MOST_ON_A_PAGE = 5 * 1024 * 1024


class Unreadable(ValueError):
    """The file cannot be read as a PDF. The message is a Norwegian sentence that says why."""


def page_texts(data: bytes) -> list[str]:
    """Return the text of every page, each with its white space made single. Raises Unreadable."""
    if len(data) > MOST_BYTES:
        raise Unreadable(f"PDF-en er større enn {MOST_BYTES // 1024**2} MB.")
    import pdfplumber
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(data)) as document:
            if len(document.pages) > MOST_PAGES:
                raise Unreadable(f"PDF-en har mer enn {MOST_PAGES} sider.")
            for number, page in enumerate(document.pages, start=1):
                if _packed_too_tight(page):
                    raise Unreadable(f"Side {number} i PDF-en er for stor til å leses.")
        with pdfplumber.open(io.BytesIO(data)) as document:
            return [" ".join((page.extract_text() or "").split()) for page in document.pages]
    except Unreadable:
        raise
    except Exception as error:  # The libraries raise what they like at a file made to break them.
        raise Unreadable("PDF-en kan ikke leses. Den kan være skadet eller beskyttet med passord.") from error


def _packed_too_tight(page: object) -> bool:
    """Tell whether a page's contents are larger unpacked than any page of ours. Unpacks at most a little more."""
    contents = page.obj.get("/Contents")  # type: ignore[attr-defined]
    streams = [] if contents is None else list(contents) if contents._type_name == "array" else [contents]
    size = 0
    for stream in streams:
        packed = bytes(stream.read_raw_bytes())
        if str(stream.get("/Filter", "")) == "/FlateDecode":
            size += len(zlib.decompressobj().decompress(packed, MOST_ON_A_PAGE + 1))
        elif stream.get("/Filter") is not None and len(packed) > MOST_ON_A_PAGE // 100:
            return True  # another packing than the one every program uses, and not small
        else:
            size += len(packed)
        if size > MOST_ON_A_PAGE:
            return True
    return False


def hashes(pages: list[str]) -> list[str]:
    """Return the SHA-256 hashes that stand in the text, each once, in order."""
    return list(dict.fromkeys(re.findall(r"\b[0-9a-f]{64}\b", " ".join(pages))))


def attached(data: bytes) -> dict[str, str]:
    """Return the SHA-256 of every file inside a PDF by its name, whichever way it was put there.

    One that cannot be unpacked within the limits has an empty hash, as none of ours is. Raises Unreadable.
    """
    import pikepdf

    found: dict[str, str] = {}
    try:
        with pikepdf.open(io.BytesIO(data)) as document:
            for item in document.objects:
                if isinstance(item, pikepdf.Dictionary) and "/EF" in item:
                    name = str(item.get("/UF", item.get("/F", "")))
                    hashes = {_hash_of(stream) for _, stream in item.EF.items()}
                    found[name] = hashes.pop() if len(hashes) == 1 and name not in found else ""
    except Exception as error:  # as above
        raise Unreadable("Vedleggene i PDF-en kan ikke leses.") from error
    return found


def _hash_of(stream: Any) -> str:
    """Return the SHA-256 of a file inside a PDF, or nothing for one that is packed in an unusual way or too large."""
    packed = bytes(stream.read_raw_bytes())
    if stream.get("/Filter") is None:
        return hashlib.sha256(packed).hexdigest()
    if str(stream.Filter) != "/FlateDecode" or "/DecodeParms" in stream:
        return ""
    unpacker = zlib.decompressobj()
    content = unpacker.decompress(packed, MOST_BYTES)
    return hashlib.sha256(content).hexdigest() if unpacker.eof else ""
