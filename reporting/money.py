"""How kroner and their certainty are written for people, the same on page, in PDF and in notes."""

from budgets.certainty import Certainty
from plans.templatetags.kroner import belop as amount
from plans.templatetags.kroner import kroner

__all__ = ["CERTAINTY_WORDS", "amount", "kroner"]

#: How sure an amount is, in words.
CERTAINTY_WORDS = {certainty.value: certainty.label for certainty in Certainty}
