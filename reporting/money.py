"""How kroner and their certainty are written for people, the same on page, in PDF and in notes."""

from budgets.certainty import Certainty
from plans.templatetags.kroner import belop as amount
from plans.templatetags.kroner import kroner

__all__ = ["CERTAINTY_WORDS", "amount", "difference", "kroner"]

#: How sure an amount is, in words.
CERTAINTY_WORDS = {certainty.value: certainty.label for certainty in Certainty}


def difference(value: int) -> str:
    """Return kroner more or less than before, with the sign that says which; no change has none."""
    return f"+{kroner(value)}" if value > 0 else kroner(value)
