"""What a line must not part: the groups of an amount, an amount and its unit, a day and its month."""

import re

from plans.templatetags.kroner import MONTHS, NO_BREAK_SPACE

_GROUPED = re.compile(r"(?<![\d.,])\d{1,3}(?: \d{3})+(?!\d)")
_UNIT = re.compile(r"(?<=\d) (?=(?:kr|kroner|mill|millionar|millioner|mrd|prosent|timer|timar)\b|%)")
_NUMBERED = re.compile(r"(\b(?:post|side|sak|punkt)|\b(?:kap|pkt|nr)\.|§) (?=\d)")
_DAY = re.compile(rf"(?<=\d\.) ?(?=(?:{'|'.join(MONTHS)})\b)")
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufeff\ufffe\uffff\ud800-\udfff]")


def keep_together(text: str) -> str:
    """Return the text with no-break spaces inside `1 800 000 kr`, `50 %`, `post 66` and `6. desember`.

    Only spaces change, so that what people wrote is still what is printed.
    """
    text = _GROUPED.sub(lambda amount: amount[0].replace(" ", NO_BREAK_SPACE), text)
    text = _NUMBERED.sub(rf"\1{NO_BREAK_SPACE}", text)
    return _DAY.sub(NO_BREAK_SPACE, _UNIT.sub(NO_BREAK_SPACE, text))


def printable(text: str) -> str:
    """Return the text without control characters and halves of characters, which no document format can hold."""
    return _CONTROLS.sub("", text)


def enumerate_words(names: tuple[str, ...]) -> str:
    """Return `a, b og c`; the same in bokmål and nynorsk."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} og {names[-1]}"
