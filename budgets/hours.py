"""Own effort in hours. Pure: no database, no request."""


def hours(kroner: int | None, rate: int | None) -> int | None:
    """Return kroner as whole hours at a rate in kroner an hour, half an hour rounded up; None without one of them."""
    if kroner is None or not rate:
        return None
    return (2 * kroner + rate) // (2 * rate)
