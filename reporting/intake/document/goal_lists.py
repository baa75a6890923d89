"""The list of delmål in the introduction: numbered items after a text about them, or several headings in a row."""

import re
from itertools import pairwise

from reporting.intake.document.blocks import Block, Paragraph
from reporting.intake.document.generated import is_lead_of_goals
from reporting.intake.document.marks import Mark

_OF_GOALS = re.compile(r"delm[åa]l", re.IGNORECASE)
_LONGEST = 160


def goal_run(blocks: list[Block], marks: list[Mark | None], at: int) -> list[tuple[Paragraph, str]]:
    """Return the paragraphs of a list of delmål that begins at a place, with their titles."""
    run: list[tuple[Paragraph, str]] = []
    first = blocks[at]
    if not isinstance(first, Paragraph):
        return run
    mark = marks[at]
    if mark is not None and mark.kind == "goal":
        for block, own in zip(blocks[at:], marks[at:], strict=True):
            if not isinstance(block, Paragraph) or own is None or own.kind != "goal":
                break
            run.append((block, own.title))
        return (
            run if len(run) > 1 and all(one < other for one, other in pairwise(_numbers(marks, at, len(run)))) else []
        )
    about = [block.text for block in blocks[max(0, at - 2) : at] if isinstance(block, Paragraph)]
    if first.item is None and not re.match(r"1[.)]\s", first.text):
        return run
    if not about or not _OF_GOALS.search(about[-1]) or _is_heading(blocks[at - 1]):
        return run
    for block in blocks[at:]:
        if not isinstance(block, Paragraph) or len(block.text) > _LONGEST or block.level:
            break
        typed = re.match(rf"{len(run) + 1}[.)]\s+", block.text)
        if not typed and (block.item is None or block.item.ordered != (first.item is not None and first.item.ordered)):
            break
        run.append((block, block.text[typed.end() :] if typed else block.text))
    least = 1 if is_lead_of_goals(about[-1]) else 2
    # «- bolig» is a word about a delmål and not its title.
    titled = sum(title[:1].islower() for _, title in run) * 2 <= len(run)
    return run if titled and least <= len(run) <= 12 else []


def _numbers(marks: list[Mark | None], at: int, count: int) -> list[int]:
    return [mark.number or 0 for mark in marks[at : at + count] if mark is not None]


def _is_heading(block: Block) -> bool:
    return isinstance(block, Paragraph) and bool(block.level)
