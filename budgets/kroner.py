"""Reading an amount as people write it. Whatever is doubtful is refused with a sentence, never guessed."""

import re
from decimal import Decimal

from django.core.exceptions import ValidationError

MAX_KRONER = 10**12

_SPACES = dict.fromkeys(map(ord, "\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}"), " ")
_PLAIN = re.compile(r"[0-9]+")
_SPACED = re.compile(r"[0-9]{1,3}( [0-9]{3})+")
_DOTTED = re.compile(r"[0-9]{1,3}(\.[0-9]{3})+")
_SCALED = re.compile(r"([0-9]+)(?:,([0-9]+))? ?(mill\.?|million|millioner|tusen)")
_ORE = re.compile(r"[0-9]+,[0-9]{2}|[0-9]{1,3}([ .][0-9]{3})+,[0-9]{2}")
_SCALES = {"tusen": 1_000}
_NEGATIVE = "Et beløp kan ikke være negativt. Poster utenfor summen føres som egen post."
_EXAMPLE = "Skriv for eksempel 1 800 000, 1,8 mill. eller 500 tusen."


def parse_kroner(text: str) -> int | None:
    """Return whole kroner, or None for a blank.

    Takes `1 800 000`, `1.800.000,-`, `1,8 mill.`, `500 tusen`, `kr 500 000`, no-break and thin spaces.
    Raises ValidationError for anything `negative`, broken (`fraction`: øre), too `large` or not understood (`unknown`);
    the word is its code. `static/js/kroner.js` reads by the same rules, and a table of examples holds them together.
    """
    words = " ".join(text.translate(_SPACES).lower().split())
    if not words:
        return None
    words = re.sub(r"^kr\.? ?|(,-|,00)? ?(kr\.?|kroner)$|(,-|,00)$", "", words).strip()
    words = re.sub(r"(,-|,00)$", "", words).strip()
    if words.startswith(("-", "\N{MINUS SIGN}", "(")):
        raise ValidationError(
            "Et beløp kan ikke være negativt. Poster utenfor summen føres som egen post.", code="negative"
        )
    if _PLAIN.fullmatch(words) or _SPACED.fullmatch(words) or _DOTTED.fullmatch(words):
        digits = words.replace(" ", "").replace(".", "")
        # Python makes no number of some thousand digits.
        kroner = int(digits) if len(digits) < 20 else MAX_KRONER + 1
    elif found := _SCALED.fullmatch(words):
        scaled = Decimal(f"{found[1]}.{found[2] or 0}") * _SCALES.get(found[3], 1_000_000)
        if scaled != scaled.to_integral_value():
            raise ValidationError(f"«{text.strip()}» er ikke hele kroner. {_EXAMPLE}", code="fraction")
        kroner = int(scaled)
    elif _ORE.fullmatch(words):
        raise ValidationError(f"«{text.strip()[:40]}» er ikke hele kroner. {_EXAMPLE}", code="fraction")
    else:
        raise ValidationError(f"Forstår ikke beløpet «{text.strip()[:40]}». {_EXAMPLE}", code="unknown")
    if kroner > MAX_KRONER:
        raise ValidationError("Beløpet er for stort.", code="large")
    return kroner
