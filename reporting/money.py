"""How kroner are written for people, the same on page, in PDF and in notes."""

NBSP = "\N{NO-BREAK SPACE}"

#: Words and signs for how sure an amount is; planned needs none.
CERTAINTY_WORDS = {
    "planlagt": "planlagt",
    "sokt": "søkt",
    "innvilget": "innvilget",
    "fryst": "fryst",
    "avslatt": "avslått",
}


def amount(kroner: int | None) -> str:
    """Return `1 800 000` with no-break spaces; blank for None."""
    return "" if kroner is None else f"{kroner:,}".replace(",", NBSP)


def kroner(value: int | None) -> str:
    """Return `1 800 000 kr` with no-break spaces; blank for None."""
    return "" if value is None else f"{amount(value)}{NBSP}kr"
