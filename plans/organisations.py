"""The Norwegian organisation number and its check digit."""

from django.core.exceptions import ValidationError

_WEIGHTS = (3, 2, 7, 6, 5, 4, 3, 2)


def is_organisasjonsnummer(text: str) -> bool:
    """Tell whether `text` is nine digits with a right check digit.

    Modulus 11 with weights 3 2 7 6 5 4 3 2, as Brønnøysundregistrene describes it.
    """
    if len(text) != 9 or not (text.isascii() and text.isdigit()):
        return False
    rest = sum(int(digit) * weight for digit, weight in zip(text[:8], _WEIGHTS, strict=True)) % 11
    return (11 - rest) % 11 == int(text[8])


def validate_organisasjonsnummer(text: str) -> None:
    """Raise ValidationError, with a sentence for the person at the form, unless the number is right."""
    if not is_organisasjonsnummer(text):
        raise ValidationError(
            "Organisasjonsnummeret er ikke gyldig: det skal ha ni siffer, og det siste er et kontrollsiffer."
        )
