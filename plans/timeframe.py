"""Dates that are a year, a month or a day, and the words for a time frame between two of them."""

import datetime
import re
from typing import NamedTuple

from django.core.exceptions import ValidationError

from plans.templatetags.kroner import MONTHS

# Also used as a database check, so only what both databases' regular expressions understand.
PARTIAL_DATE_PATTERN = r"^(20[0-9]{2})(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$"


def is_partial_date(text: str) -> bool:
    """Tell whether `text` is `2025`, `2025-04` or `2025-04-30` and names a day that exists."""
    if not re.fullmatch(PARTIAL_DATE_PATTERN, text, flags=re.ASCII):
        return False
    if len(text) == 10:
        try:
            datetime.date.fromisoformat(text)
        except ValueError:
            return False
    return True


def validate_partial_date(text: str) -> None:
    """Raise ValidationError unless `text` is a year, month or day."""
    if not is_partial_date(text):
        raise ValidationError("Skriv et år (2025), en måned (2025-04) eller en dato (2025-04-30).")


def in_words(partial: str) -> str:
    """Return `2025`, `april 2025` or `30. april 2025`."""
    parts = partial.split("-")
    if len(parts) == 1:
        return parts[0]
    month = f"{MONTHS[int(parts[1]) - 1]} {parts[0]}"
    return month if len(parts) == 2 else f"{int(parts[2])}.\N{NO-BREAK SPACE}{month}"


#: The whole period, an open end, and an open beginning, in both written languages.
_WORDS = {
    "nb": ("Hele avtaleperioden", "Fra", "Ferdig"),
    "nn": ("Heile avtaleperioden", "Frå", "Ferdig"),
}


class TimeFrame(NamedTuple):
    """From, to and a remark; an empty end is open."""

    start: str
    end: str
    remark: str = ""

    def is_ordered(self) -> bool:
        """Tell whether the end is not before the beginning; a year or month lasts to its last day."""
        return not self.start or not self.end or self.start <= f"{self.end}-99"

    def in_words(self, first_year: int, last_year: int, language: str = "nb") -> str:
        """Return the time frame as a reader expects it, in `nb` or `nn`.

        The agreement's years tell when it is the whole period.
        """
        whole, begun, done = _WORDS[language]
        if self.start == str(first_year) and self.end == str(last_year):
            words = whole
        elif self.start and self.start == self.end:
            words = in_words(self.start)
        elif self.start and self.end:
            years_only = len(self.start) == len(self.end) == 4
            words = f"{self.start}–{self.end}" if years_only else f"{in_words(self.start)} – {in_words(self.end)}"
        elif self.start:
            words = f"{begun} {in_words(self.start)}"
        elif self.end:
            words = f"{done} {in_words(self.end)}"
        else:
            words = ""
        text = ", ".join(part for part in (words, self.remark) if part)
        return text[:1].upper() + text[1:]
