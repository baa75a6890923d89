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


def counts(certainty: str) -> bool:
    """Tell whether a line of this certainty is part of sums: frozen and refused money never is."""
    return certainty in COUNTED
