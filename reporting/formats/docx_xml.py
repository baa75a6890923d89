"""The few parts of a Word document that python-docx has no words for, written as XML."""

from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph


def element(tag: str, **attributes: str) -> Any:
    """Return an element of Word's own namespace, `w:tag`, with attributes of the same."""
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    return made


def add(parent: Any, tag: str, **attributes: str) -> Any:
    """Add an element at the end of another, and return it."""
    made = element(tag, **attributes)
    parent.append(made)
    return made


def field_edge(paragraph: Paragraph, kind: str) -> None:
    """Write where a field begins, where its result begins, or where it ends: `begin`, `separate` or `end`."""
    add(paragraph.add_run()._r, "w:fldChar", fldCharType=kind)


def field_code(paragraph: Paragraph, code: str) -> None:
    """Write what a field is, such as `PAGE`, and go on to its result."""
    field_edge(paragraph, "begin")
    instruction = add(paragraph.add_run()._r, "w:instrText")
    instruction.set(qn("xml:space"), "preserve")
    instruction.text = f" {code} "
    field_edge(paragraph, "separate")


def field(paragraph: Paragraph, code: str) -> None:
    """Write a whole field that Word fills in by itself, with 1 until then."""
    field_code(paragraph, code)
    paragraph.add_run("1")
    field_edge(paragraph, "end")
