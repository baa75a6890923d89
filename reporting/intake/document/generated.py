"""Lines that the portal itself writes into a document, and works out anew: they are no one's answer."""

import re

from reporting.intake.document.wording import plain
from reporting.words import WORDS

_LEADS = frozenset(plain(words["goals"]) for words in WORDS.values())
_BRACKETS = frozenset(plain(words["in_brackets"]) for words in WORDS.values())
_TITLES = frozenset(
    plain(words[key].replace("{year}", ""))
    for words in WORDS.values()
    for key in ("agreement_years", "financing", "sources")
)
_NOTE = re.compile(r"\d{1,2}\)\s+(?P<text>.*)", re.DOTALL)
_ABOUT_AMOUNT = re.compile(
    r"[\d\s]+kr (?:fra|frå) .+? er (?:\w+ og ikk(?:e|je) (?:regnet|rekna) med i (?:noen|nokon) sum"
    r"|delt med piloten .+)",
    re.DOTALL,
)
_MONEY_NOTE = re.compile(r"delmål (?P<number>\d{1,2}): (?P<text>\S.*)", re.IGNORECASE | re.DOTALL)
_NOT_RELEVANT = re.compile(r"ikk(?:e|je) relevant: (?P<reason>\S.*)", re.IGNORECASE | re.DOTALL)
_UNIT = re.compile(r"\(?(?:alle )?(?:beløp|tall|tal) (?:er )?(?:oppgitt )?i [\w .]{2,30}\)?\.?", re.IGNORECASE)


_CHAPTERS = frozenset(plain(words["year_in_figures"]) for words in WORDS.values())
_CHAPTER_NOTES = tuple(plain(words["chart_note"]) for words in WORDS.values())


def is_chapter(title: str, after: str) -> bool:
    """Whether a heading and the text after it begin the year in figures, which the portal draws of the budget."""
    note = plain(after)
    return plain(title) in _CHAPTERS and bool(note) and any(own.startswith(note[:80]) for own in _CHAPTER_NOTES)


def is_lead_of_goals(text: str) -> bool:
    """Whether a line is the one over the list of delmål."""
    return plain(text) in _LEADS


def is_about_table(text: str) -> bool:
    """Whether a line above a table only tells the unit of its amounts, or is a title that the portal gives it."""
    title, _, unit = text.partition(".")
    own = plain(title.strip()) in _TITLES and (not unit.strip() or bool(_UNIT.fullmatch(unit.strip())))
    return own or bool(_UNIT.fullmatch(text))


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
