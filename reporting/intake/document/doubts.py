"""Questions about single cells: digits that make no amount, and brackets that may mean two things."""

from reporting.intake.document.amounts import Amount, possible
from reporting.intake.document.asking import Asking
from reporting.intake.document.columns import Column
from reporting.intake.document.table_rows import Row
from reporting.money import kroner


def mended(
    asking: Asking, row: Row, column: Column, unit: int = 1, meant: int | None = None, *, path: str = ""
) -> Amount:
    """Return what stands in a cell; where it makes no amount, what was answered to the question about it.

    `meant` is what the other figures of the row make of the cell. Until answered it stays as printed.
    """
    amount = row.amounts[column.index]
    if not amount.is_malformed:
        return amount
    choices = [(str(one), kroner(one)) for one in possible(amount.text, unit)]
    if meant is not None and meant > 0:
        others = [choice for choice in choices if choice[0] != str(meant)]
        choices = [(str(meant), f"{kroner(meant)}, som de andre tallene i raden gir"), *others]
    choices.append(("tom", "La ruten stå tom"))
    where = f"raden «{row.name}», kolonnen «{column.heading}»," if row.name else f"kolonnen «{column.heading}»"
    text = f"«{amount.text}» i {where} er ikke et gyldig beløp. Hva skal stå der?"
    given = asking.ask(key_of("belop", row, column), place_of(row, column), text, choices, path=path)
    if not given:
        return amount
    return Amount() if given == "tom" else amount._replace(kroner=int(given))


def place_of(row: Row, column: Column) -> str:
    """Return the place of a cell in words."""
    return f"{row.place}, kolonne {column.index + 1}"


def key_of(what: str, row: Row, column: Column | None = None) -> str:
    """Return the key of a question about a row or a cell: the same whenever the document is read."""
    place = row.place if column is None else place_of(row, column)
    return f"{what}-{place}".replace(",", "").replace(" ", "-")
