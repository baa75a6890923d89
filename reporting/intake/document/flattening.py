"""Tables that only lay out text, as the text in them: boxes of one column, and forms with prompts beside answers."""

import re
from dataclasses import replace
from itertools import zip_longest

from reporting.intake.document.blocks import Block, Grid, Paragraph, Span
from reporting.intake.document.generated import is_chapter
from reporting.intake.document.ledger import Ledger
from reporting.intake.document.marks import FIELD_NAMES, Marker

_CONTENTS = re.compile(r"innhold(?:sfortegnelse)?|innhald(?:sliste)?", re.IGNORECASE)
_CONTENTS_LINE = re.compile(r".*(?:\t|\.{3,}|…|\s)\d{1,3}", re.DOTALL)


class Flattener:
    """Makes one sequence of text, pictures and true tables of a document's blocks."""

    def __init__(self, marker: Marker, ledger: Ledger) -> None:
        self._marker, self._ledger = marker, ledger

    def flat(self, blocks: tuple[Block, ...]) -> list[Block]:
        """Return the blocks without contents, and with tables that only lay out text as the text in them."""
        return self._without_generated(self._without_contents(self._laid_out(blocks)))

    def _laid_out(self, blocks: tuple[Block, ...]) -> list[Block]:
        found: list[Block] = []
        for block in blocks:
            if isinstance(block, Grid) and (block.width == 1 or self._is_form(block)):
                laid_out = self._from_form(block)
                self._ledger.stands_for(block, laid_out)
                found += laid_out
            else:
                found.append(block)
        return found

    def _is_form(self, grid: Grid) -> bool:
        """Whether a table of two columns has prompts or names of fields in the first."""
        if grid.width != 2:
            return False
        texts = [text for row in range(len(grid.rows)) if (text := grid.text(row, 0))]
        known = [text for text in texts if self._names_field(text)]
        return bool(known) and (len(known) == len(texts) or (len(known) >= 2 and 2 * len(known) >= len(texts)))

    def _names_field(self, text: str) -> bool:
        bare = text.strip(" :")
        if any(pattern.fullmatch(bare) for pattern in FIELD_NAMES.values()):
            return True
        mark = self._marker.mark(_as_heading(text), "tiltak")
        return mark.kind in ("prompt", "tiltak", "goal")

    def _from_form(self, grid: Grid) -> list[Block]:
        found: list[Block] = []
        for row in range(len(grid.rows)):
            parts = [grid.at(row, column) for column in range(grid.width) if grid.starts(row, column)]
            if grid.width == 1 or len(parts) < 2 or not parts[1].text:
                found += [paragraph for cell in parts for paragraph in cell.paragraphs]
                continue
            name, *rest = parts
            bare = name.text.strip(" :")
            values = [paragraph for cell in rest for paragraph in cell.paragraphs]
            is_field = any(pattern.fullmatch(bare) for pattern in FIELD_NAMES.values())
            if is_field or re.fullmatch(r"(?:tiltak|del\s?-?mål)\s*(?:nr\.?\s*)?\d*", bare, re.IGNORECASE):
                joined = name.paragraphs[0]
                text = f"{bare}: {' '.join(value.labelled for value in values)}"
                made = replace(
                    joined, spans=(joined.spans[0]._replace(text=text, strong=not is_field),), stands_out=not is_field
                )
                for part in (*name.paragraphs, *values):
                    self._ledger.split(part, ())
                self._ledger.add(made)
                found.append(made)
            else:
                found += [_counted(self._ledger, paragraph, stands_out=True) for paragraph in name.paragraphs]
                found += values
        return found

    def _without_contents(self, blocks: list[Block]) -> list[Block]:
        """Take away a table of contents that no style tells of."""
        found: list[Block] = []
        inside = False
        for block in blocks:
            if isinstance(block, Paragraph):
                if block.style == "contents" or (inside and _CONTENTS_LINE.fullmatch(block.labelled)):
                    self._ledger.take(block, "")
                    continue
                if _CONTENTS.fullmatch(block.text):
                    inside = True
                    self._ledger.take(block, "")
                    continue
            elif inside and isinstance(block, Grid):
                self._ledger.take(block, "")
                continue
            inside = False
            found.append(block)
        return found

    def _without_generated(self, blocks: list[Block]) -> list[Block]:
        """Take away the chapter that the portal draws of the budget, up to the first section of the form."""
        found: list[Block] = []
        inside = False
        for block, after in zip_longest(blocks, blocks[1:]):
            assert block is not None
            if isinstance(block, Paragraph):
                begins = isinstance(after, Paragraph) and is_chapter(block.text, after.text)
                inside = begins or (inside and self._marker.mark(block).kind != "section")
            if inside:
                self._ledger.take(block, "")
            else:
                found.append(block)
        return found


def _as_heading(text: str) -> Paragraph:
    return Paragraph("", (Span(text, strong=True),), stands_out=True)


def _counted(ledger: Ledger, paragraph: Paragraph, *, stands_out: bool) -> Paragraph:
    """Return a paragraph with another look, counted instead of the first."""
    made = replace(paragraph, stands_out=stands_out)
    ledger.split(paragraph, (made,))
    return made
