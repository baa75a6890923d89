"""Lines that the portal itself writes into a document, and works out anew: they are no one's answer."""

import re

from reporting.intake.document.wording import plain
from reporting.words import WORDS

_LEADS = frozenset(plain(words["goals"]) for words in WORDS.values())
_BRACKETS = frozenset(plain(words["in_brackets"]) for words in WORDS.values())
_NOTE = re.compile(r"\d{1,2}\)\s+(?P<text>.*)", re.DOTALL)
_ABOUT_AMOUNT = re.compile(
    r"[\d\s]+kr (?:fra|frå) .+? er (?:\w+ og ikk(?:e|je) (?:regnet|rekna) med i (?:noen|nokon) sum"
    r"|delt med piloten .+)",
    re.DOTALL,
)
_MONEY_NOTE = re.compile(r"delmål (?P<number>\d{1,2}): (?P<text>\S.*)", re.IGNORECASE | re.DOTALL)
_NOT_RELEVANT = re.compile(r"ikk(?:e|je) relevant: (?P<reason>\S.*)", re.IGNORECASE | re.DOTALL)
_UNIT = re.compile(r"\(?(?:alle )?(?:beløp|tall|tal) (?:er )?(?:oppgitt )?i [\w .]{2,30}\)?\.?", re.IGNORECASE)


def is_lead_of_goals(text: str) -> bool:
    """Whether a line is the one over the list of delmål."""
    return plain(text) in _LEADS


def is_about_table(text: str) -> bool:
    """Whether a line above a table only tells the unit of its amounts."""
    return bool(_UNIT.fullmatch(text))


def note_of_table(text: str) -> str | None:
    """Return the note under a table without its number; None for what is none, and nothing for one the portal makes."""
    match = _NOTE.fullmatch(text)
    words = match["text"] if match else text
    if plain(words) in _BRACKETS or _ABOUT_AMOUNT.match(words):
        return ""
    return words if match else None


def money_note(text: str) -> tuple[int, str] | None:
    """Return the number of the delmål that a note is about, and what it says."""
    match = _MONEY_NOTE.fullmatch(text)
    return (int(match["number"]), match["text"]) if match else None


def not_relevant(text: str) -> str:
    """Return why a prompt was said not to be relevant; nothing where that is not what stands there."""
    match = _NOT_RELEVANT.fullmatch(text)
    return match["reason"] if match else ""
