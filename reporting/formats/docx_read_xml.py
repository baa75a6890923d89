"""Names and small questions of Word's XML, for the reader."""

from collections.abc import Iterable, Iterator
from typing import Any

#: lxml has no types.
Element = Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
#: Documents saved as «Strict Open XML» have names of their own for the same things.
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_STRICT_RELATIONS = b"http://purl.oclc.org/ooxml/officeDocument/relationships"
_RELATIONS = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
R = f"{{{_RELATIONS.decode()}}}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_OFF = ("0", "false", "off", "none")


def transitional(content: bytes) -> bytes:
    """Return a part with the names that most documents have."""
    if _STRICT not in content:
        return content
    return content.replace(_STRICT, W[1:-1].encode()).replace(_STRICT_RELATIONS, _RELATIONS)


def value(parent: Element | None, path: str) -> str | None:
    """Return `w:val` of the child at a path of Word's names such as `pPr/pStyle`; None where there is none."""
    found = child(parent, path)
    return None if found is None else found.get(f"{W}val")


def child(parent: Element | None, path: str) -> Element | None:
    """Return the child at a path of Word's names, or None."""
    return None if parent is None else parent.find("/".join(f"{W}{name}" for name in path.split("/")))


def is_on(parent: Element | None, name: str) -> bool | None:
    """Return whether a switch such as `b` is on; None where it is not mentioned."""
    found = child(parent, name)
    return None if found is None else (found.get(f"{W}val") or "on").lower() not in _OFF


def number(text: str | None, default: int = 0, *, highest: int = 10_000) -> int:
    """Return a small whole number that a document states, or the default where it states none."""
    try:
        return min(max(int(text or ""), -highest), highest)
    except ValueError:
        return default


def name_of(element: Element) -> str:
    """Return an element's name without its namespace."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def chosen(element: Element) -> Iterable[Element]:
    """Return what to read of something that is written twice, for programs that know the new way and others."""
    options: list[Element] = element.findall(f"{MC}Choice") or element.findall(f"{MC}Fallback")
    return options[:1]


def named(elements: Iterable[Element], name: str) -> Iterator[Element]:
    """Yield the elements of Word's own with this name."""
    return (element for element in elements if element.tag == f"{W}{name}")
