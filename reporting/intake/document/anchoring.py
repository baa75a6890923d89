"""The section about anchoring: when the plan was adopted, and who signs it."""

import datetime
import re

from plans import paths
from reporting.intake.document.blocks import Block, Paragraph, words
from reporting.intake.document.ledger import Ledger
from reporting.intake.document.timeframes import read_date
from reporting.stated import StatedLine

_ADOPTED = re.compile(r"ved(?:tatt|teke[nt]|tas)|behandl\w+|godkjen[dt]", re.IGNORECASE)
_GROUP = re.compile(r"styringsgrupp", re.IGNORECASE)
_DAY = re.compile(r"\d{1,2}\.?\s*[a-zæøå]+\.?\s+20\d\d|\d{1,2}\.\d{1,2}\.20\d\d", re.IGNORECASE)
_SIGNED = re.compile(r"signert av|underskr\w+|underteikn\w*|signatur\w*|signert", re.IGNORECASE)
_MOST_WORDS = 14


def read_anchoring(blocks: list[Block], ledger: Ledger) -> tuple[list[Block], list[StatedLine], datetime.date | None]:
    """Return what is an answer, the lines about adoption and signatures, and the day of adoption."""
    path = paths.answer("plan", None, "forankring")
    rest: list[Block] = []
    lines: list[StatedLine] = []
    adopted: datetime.date | None = None
    signing = False
    for block in blocks:
        if not isinstance(block, Paragraph):
            rest.append(block)
            continue
        text = " ".join(block.text.split())
        short = len(text.split()) <= _MOST_WORDS
        if _GROUP.search(text) and _ADOPTED.search(text):
            day = _DAY.search(text)
            date = read_date(day[0]) if day else ""
            if day:
                lines.append(StatedLine(kind="adoption", text=day[0], path=path, place=block.place))
            if len(date) == 10 and adopted is None:
                adopted = datetime.date.fromisoformat(date)
            ledger.take(block, paths.plan_field("adoption_date"))
        elif _SIGNED.search(text) and short:
            signing = True
            ledger.take(block, path)
        elif signing and short and not text.endswith("."):
            if words(text) or "[" in text or "_" in text:
                lines.append(StatedLine(kind="signature", text=text, path=path, place=block.place))
            ledger.take(block, path)
        elif re.match(r"planen (?:legges|blir lagd) fram til orientering", text, re.IGNORECASE):
            ledger.take(block, path)
        else:
            signing = False
            rest.append(block)
    return rest, lines, adopted
