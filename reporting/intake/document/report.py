"""What is said of a reading in a terminal: how much was understood, what is asked, and what was left over."""

from collections.abc import Iterator
from textwrap import wrap

from reporting.intake.document.reading import Reading
from reporting.money import amount

_WIDTH = 100
_LONGEST = 160


def about(reading: Reading) -> Iterator[str]:
    """Yield the lines."""
    yield ""
    yield from _understood_workbook(reading) if reading.is_workbook else _understood(reading)
    for notice in reading.notices:
        yield from _item(notice)
    if reading.questions:
        yield ""
        yield f"SPØRSMÅL ({len(reading.questions)})"
    for question in reading.questions:
        yield from _item(f"{question.text} ({question.place})" if question.place else question.text)
        for choice in question.choices:
            mark = "antatt: " if choice.key == question.assumed else ""
            yield f"      · {mark}{choice.label}"
    if reading.leftovers:
        yield ""
        yield f"UTEN PLASS I PLANEN ({len(reading.leftovers)})"
    for leftover in reading.leftovers:
        yield from _item(f"{leftover.place}: {_short(leftover.text)}")
    if reading.left_out:
        yield ""
        yield f"IKKE LEST ({len(reading.left_out)})"
    for left in reading.left_out:
        yield from _item(f"{left.place}: {_short(left.text)} ({left.reason})")


def _understood(reading: Reading) -> Iterator[str]:
    """Yield how much of a document was understood."""
    plan, share = reading.plan, reading.share
    tiltak = sum(len(goal.tiltak) for goal in plan.delmaal)
    yield (
        f"Lest av dokumentet: {len(plan.delmaal)} delmål, {tiltak} tiltak, {len(reading.stated.tables)} tabeller, "
        f"{len(plan.figures)} figurer."
    )
    percent = f"{share.percent:.2f}".replace(".", ",")
    yield f"{amount(share.placed)} av {amount(share.words)} ord fant sin plass ({percent} %)."


def _understood_workbook(reading: Reading) -> Iterator[str]:
    """Yield which tables of a workbook were looked at."""
    tables = reading.stated.sheets
    count = "1 tabell" if len(tables) == 1 else f"{len(tables)} tabeller"
    sheets = ", ".join(dict.fromkeys(f"«{table.place}»" for table in tables))
    yield from wrap(f"Lest av arbeidsboken: {count}. Ark: {sheets}.", _WIDTH)


def _item(text: str) -> Iterator[str]:
    yield from wrap(text, _WIDTH, initial_indent="    - ", subsequent_indent="      ")


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST].rsplit(' ', 1)[0]} …"
