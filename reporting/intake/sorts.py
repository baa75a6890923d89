"""What an uploaded file is, told by its bytes and never by its name, and a sentence that helps where it cannot be read.

Knows no library: the first bytes and a look for a few words are enough.
"""

from typing import Literal

Sort = Literal["xlsx", "docx", "pdf"]

#: Larger files are not looked at.
MAX_BYTES = 20 * 1024 * 1024

NAMES: dict[Sort, str] = {"xlsx": "en arbeidsbok fra Excel", "docx": "et Word-dokument", "pdf": "en PDF"}
_ENDINGS: dict[Sort, str] = {"xlsx": ".xlsx", "docx": ".docx", "pdf": ".pdf"}
#: The old container of Office, which also holds what is protected with a password.
_COMPOUND = bytes.fromhex("d0cf11e0a1b11ae1")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
#: Other files that people take for one of ours, by their first bytes.
_OTHERS = (
    (b"{\\rtf", "Filen er et RTF-dokument."),
    (b"\x89PNG", "Filen er et bilde."),
    (b"\xff\xd8\xff", "Filen er et bilde."),
    (b"Rar!", "Filen er et arkiv (RAR)."),
    (b"7z\xbc\xaf", "Filen er et arkiv (7-Zip)."),
)


class Refused(Exception):
    """The file is not read. The exception's text says in Norwegian why, and what one can do."""


def sort_of(data: bytes, wanted: tuple[Sort, ...]) -> Sort | Literal["zip"]:
    """Return `pdf`, or `zip` for what may be Excel or Word; the archive itself tells which.

    Raises Refused for an empty, too large, encrypted or old file, and for anything else.
    """
    if not data.strip(b"\0 \r\n\t"):
        raise Refused(f"Filen er tom. {save_as(wanted)}")
    if len(data) > MAX_BYTES:
        size, most = -(-len(data) // 1024**2), MAX_BYTES // 1024**2
        raise Refused(f"Filen er på {size} MB. Den kan være høyst {most} MB. Ta bort eller forminsk bilder i den.")
    if b"%PDF-" in data[:1024]:
        if "pdf" not in wanted:
            raise Refused(f"Filen er en PDF. {save_as(wanted)}")
        return "pdf"
    if data.startswith(b"PK"):
        return "zip"
    if data.startswith(_COMPOUND):
        raise Refused(_compound(data, wanted))
    raise Refused(f"{_other(data)} {save_as(wanted)}")


def save_as(wanted: tuple[Sort, ...]) -> str:
    """Return what to do to get a file that is read."""
    if wanted == ("xlsx",):
        return "Lagre budsjettet fra Excel som «Excel-arbeidsbok (.xlsx)», og last opp den filen."
    if wanted == ("docx",):
        return "Lagre planen fra Word som «Word-dokument (.docx)», og last opp den filen."
    endings = [_ENDINGS[sort] for sort in wanted]
    return f"Last opp en fil som er lagret som {', '.join(endings[:-1])} eller {endings[-1]}."


def _compound(data: bytes, wanted: tuple[Sort, ...]) -> str:
    """Return what is said to a file in the old container."""
    if _ENCRYPTED in data:
        return (
            "Filen er beskyttet med passord og kan ikke leses. Åpne den i Excel eller Word, ta bort passordet under "
            "Fil → Info → Beskytt, lagre, og last den opp på nytt."
        )
    return f"Filen er lagret i et gammelt format (.doc eller .xls). {save_as(wanted)}"


def _other(data: bytes) -> str:
    """Return what a file is that is none of ours."""
    for start, said in _OTHERS:
        if data.startswith(start):
            return said
    head = data[:1024].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if head.startswith((b"<!doctype html", b"<html")):
        return "Filen er en nettside, selv om den kan ha et annet navn."
    if b"\0" not in data[:4096]:
        return "Filen er ren tekst."
    return "Filen er ikke av et slag som kan leses her, eller den er skadet."
