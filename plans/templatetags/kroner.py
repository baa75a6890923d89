"""How amounts and dates are written wherever a person reads them: «1 800 000 kr», «13. desember 2024».

Plain functions as well as template filters, so that page, PDF and Word write the same characters.
"""

import datetime

from django import template
from django.utils import timezone

register = template.Library()

NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"
MINUS = "\N{MINUS SIGN}"
# Bokmål and nynorsk spell the months alike, so the language in use does not matter.
MONTHS = (
    "januar",
    "februar",
    "mars",
    "april",
    "mai",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "desember",
)


@register.filter
def belop(value: int | str | None) -> str:
    """Write whole kroner without the unit: 1800000 → «1 800 000», the groups parted by no-break spaces.

    None and "" (a variable the template does not have) give "": an empty cell differs from zero. A difference below
    zero gets a real minus sign. Anything that is not a whole number raises TypeError; money is never rounded here.
    """
    if value is None or value == "":
        return ""
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError(f"kroner are whole numbers, not {value!r}")
    digits = f"{abs(value):,}".replace(",", NO_BREAK_SPACE)
    return f"{MINUS}{digits}" if value < 0 else digits


@register.filter
def kroner(value: int | str | None) -> str:
    """Write whole kroner with the unit: 1800000 → «1 800 000 kr», never broken over two lines; see `belop`."""
    digits = belop(value)
    return f"{digits}{NO_BREAK_SPACE}kr" if digits else ""


@register.filter
def dato(value: datetime.date | str | None) -> str:
    """Write a date as in running text: 2024-12-13 → «13. desember 2024».

    A time with a zone is first moved to the site's own zone. None and "" give "".
    """
    if value is None or value == "":
        return ""
    if isinstance(value, datetime.datetime) and timezone.is_aware(value):
        value = timezone.localtime(value)
    if not isinstance(value, datetime.date):
        raise TypeError(f"not a date: {value!r}")
    return f"{value.day}. {MONTHS[value.month - 1]} {value.year}"
