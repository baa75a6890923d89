"""The section about anchoring: when the plan was adopted, and who signs it."""

import datetime
import re
from typing import Literal

from plans import paths
from reporting.intake.document.blocks import Block, Grid, Paragraph, words
from reporting.intake.document.ledger import Ledger
from reporting.intake.document.timeframes import read_date
from reporting.stated import StatedLine

_ADOPTED = re.compile(r"ved(?:tatt|teke[nt]|tas)|behandl\w+|godkjen[dt]", re.IGNORECASE)
_GROUP = re.compile(r"styringsgrupp", re.IGNORECASE)
_DAY = re.compile(r"\d{1,2}\.?\s*[a-zæøå]+\.?\s+20\d\d|\d{1,2}\.\d{1,2}\.20\d\d", re.IGNORECASE)
_SIGNED = re.compile(r"signert av|underskr\w+|underteikn\w*|signatur\w*|signert", re.IGNORECASE)
_SIGNING = re.compile(
    r"(?:sted(?:,? og|,)? dato|stad(?:,? og|,)? dato|dato|sted|stad|underskrift|signatur|navn|namn|for)[:. _]*",
    re.IGNORECASE,
)
_MOST_WORDS = 14


def read_anchoring(blocks: list[Block], ledger: Ledger) -> tuple[list[Block], list[StatedLine], datetime.date | None]:
    """Return what is an answer, the lines about adoption and signatures, and the day of adoption."""
    read = _Anchoring(ledger)
    rest = [block for block in blocks if not read.takes(block)]
    return rest, read.lines, read.adopted


class _Anchoring:
    """Takes the blocks that are no answer, one after another."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._path = paths.answer("plan", None, "forankring")
        self._signing = False
        self.lines: list[StatedLine] = []
        self.adopted: datetime.date | None = None

    def takes(self, block: Block) -> bool:
        """Take a block that tells of adoption or signatures; tell whether it does."""
        if isinstance(block, Grid) and (names := _signatures(block)) is not None:
            for name in names:
                self._line("signature", name, block)
            self._ledger.take(block, self._path)
            return True
        return isinstance(block, Paragraph) and self._takes_text(block, " ".join(block.text.split()))

    def _takes_text(self, block: Paragraph, text: str) -> bool:
        short = len(text.split()) <= _MOST_WORDS
        if _GROUP.search(text) and _ADOPTED.search(text):
            self._adopt(block, text)
        elif _SIGNED.search(text) and short:
            self._signing = True
            self._ledger.take(block, self._path)
        elif self._signing and short and not text.endswith("."):
            if words(text) or "[" in text or "_" in text:
                self._line("signature", text, block)
            self._ledger.take(block, self._path)
        elif re.match(r"planen (?:legges|blir lagd) fram til orientering", text, re.IGNORECASE):
            self._ledger.take(block, self._path)
        else:
            self._signing = False
            return False
        return True

    def _adopt(self, block: Paragraph, text: str) -> None:
        day = _DAY.search(text)
        date = read_date(day[0]) if day else ""
        if day:
            self._line("adoption", day[0], block)
        if len(date) == 10 and self.adopted is None:
            self.adopted = datetime.date.fromisoformat(date)
        self._ledger.take(block, paths.plan_field("adoption_date"))

    def _line(self, kind: Literal["adoption", "signature"], text: str, block: Paragraph | Grid) -> None:
        self.lines.append(StatedLine(kind=kind, text=text, path=self._path, place=block.place))


def _signatures(grid: Grid) -> list[str] | None:
    """Return who signs in a table of lines to sign on; None for another table."""
    texts = [cell.text for _, _, cell in grid.cells() if cell.text]
    names = [text for text in texts if not _SIGNING.fullmatch(text)]
    is_one = len(names) < len(texts) and all(len(text.split()) <= _MOST_WORDS for text in texts)
    return [name for name in names if words(name)] if is_one else None
