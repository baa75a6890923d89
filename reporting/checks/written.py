"""Every piece of text that people wrote in a plan, and every piece that its document prints, with its place."""

from collections.abc import Iterator
from typing import NamedTuple

from plans import paths
from reporting.checks.case import Case
from reporting.checks.words import Text, same
from reporting.value import Tiltak


class Piece(NamedTuple):
    """A text with its place; `printed` tells a line or cell of the document from what the plan holds."""

    path: str
    where: Text
    text: str
    printed: bool = False


def pieces(case: Case) -> Iterator[Piece]:
    """Yield the plan's own texts in reading order, then the document's lines and cells."""
    yield from held_pieces(case)
    for line in case.stated.lines:
        yield Piece(line.path, place_of(case, line.path), line.text, printed=True)
    for table in case.stated.tables:
        for row in table.rows:
            where = case.name(row.path) if row.path else case.table_name(table.key)
            path = row.path or case.table_path(table.key)
            yield from (Piece(path, where, cell.text, printed=True) for cell in row.cells if cell.text)


def held_pieces(case: Case) -> Iterator[Piece]:
    """Yield titles, short texts and answers of the plan."""
    for path, part in case.parts.items():
        names = ("title", "phase", "time_text", "responsible_text", "partners_text") if isinstance(part, Tiltak) else ()
        for name in names or ("title", "short_title", "money_note", "name"):
            text = getattr(part, name, "")
            if text:
                yield Piece(f"{path}/{_FIELDS.get(name, name)}", case.name(path), text)
    for prose in case.prose:
        yield from (Piece(prose.path, prose.where, line) for line in prose.lines if line.strip())
    for figure in case.plan.figures:
        for name, text in (("alt", figure.alt), ("bildetekst", figure.caption)):
            if text:
                yield Piece(paths.figure_field(figure.sha256, name), same("Figur"), text)


#: What a field's path calls it, where that is not its own name.
_FIELDS = {
    "time_text": "tidsramme",
    "responsible_text": "responsible",
    "partners_text": "partner",
    "name": "navn",
}


def place_of(case: Case, path: str) -> Text:
    """Return what a place is called: its delmål, tiltak or post, its section, or the title page."""
    if path.startswith(("delmaal/", "tiltak/", "post/")):
        return case.name(path)
    number = case.numbers.get(path.rpartition("/")[2])
    return same(f"Seksjon {number}") if number else TITLE_PAGE


TITLE_PAGE = Text("Tittelsiden", "Tittelsida")
