"""How sure an amount is, and whether it counts. The one place that decides it."""

from django.db import models


class Certainty(models.TextChoices):
    """From planned to granted, or out of the reckoning."""

    PLANLAGT = "planlagt", "planlagt"
    SOKT = "sokt", "søkt"
    INNVILGET = "innvilget", "innvilget"
    FRYST = "fryst", "fryst"
    AVSLATT = "avslatt", "avslått"


COUNTED = frozenset({Certainty.PLANLAGT, Certainty.SOKT, Certainty.INNVILGET})


class Counting(models.TextChoices):
    """Which certainties a sum on the screen takes in. What is printed always takes in all that counts."""

    ALT = "alt", "alt"
    UTEN_SOKTE = "uten-sokte", "uten søkte"
    BARE_INNVILGET = "bare-innvilget", "bare innvilget"


COUNTED_IN = {
    Counting.ALT: COUNTED,
    Counting.UTEN_SOKTE: COUNTED - {Certainty.SOKT},
    Counting.BARE_INNVILGET: frozenset({Certainty.INNVILGET}),
}


def counts(certainty: str, counting: Counting = Counting.ALT) -> bool:
    """Tell whether a line of this certainty is part of sums: frozen and refused money never is."""
    return certainty in COUNTED_IN[counting]
