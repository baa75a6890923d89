"""Money that the text says is frozen, while a table counts it: asked about, for a table has no other way to say it."""

import re
from collections.abc import Iterable, Iterator, Sequence

from reporting.checks.amounts import find_amounts, sentences
from reporting.intake.document.amounts import Amount
from reporting.intake.document.asking import Asking
from reporting.intake.document.blocks import Block, Paragraph
from reporting.intake.document.drafts import Money, Part, PostDraft
from reporting.money import kroner
from reporting.stated import StatedRow, StatedTable

_Rows = dict[str, tuple[StatedTable, StatedRow]]

_FROZEN = re.compile(r"\b(?:inn|ned)?fr(?:ys|os|øs)(?:t|te|es|set|ne|en|ast|ene|e)?\b|\bfryser\b", re.IGNORECASE)


def ask_about_frozen(
    blocks: Sequence[Block], parts: Iterable[Part], tables: Iterable[StatedTable], asking: Asking
) -> None:
    """Ask of each amount that a text says is frozen whether it is counted.

    Until somebody says otherwise it is counted, unless the total printed in its own row leaves it out as well.
    """
    held, rows = list(parts), {row.place: (table, row) for table in tables for row in table.rows}
    for paragraph in blocks:
        if not isinstance(paragraph, Paragraph) or not _FROZEN.search(paragraph.text):
            continue
        for amount in _named(paragraph.text):
            for part in held:
                _ask(part, amount, paragraph, rows, asking)


def _named(text: str) -> Iterator[int]:
    """Yield the amounts that a text may call frozen: the nearest before the word, within its sentence.

    Without one, as in «midlene er fryst», it may be the first after the word, or any of the sentence before.
    """
    before: list[int] = []
    for sentence in sentences(text):
        here = [found for found in find_amounts(sentence) if not found.is_rate]
        if word := _FROZEN.search(sentence):
            nearest = [found.kroner for found in here if found.end <= word.start()][-1:]
            yield from nearest or dict.fromkeys((*(found.kroner for found in here[:1]), *before))
        before = [found.kroner for found in here]


def _ask(part: Part, amount: int, paragraph: Paragraph, rows: _Rows, asking: Asking) -> None:
    for place, money in enumerate(part.money):
        if money.amount.kroner != amount or money.amount.certainty == "fryst":
            continue
        name = part.name if isinstance(part, PostDraft) else part.title
        text = f"Teksten sier at {kroner(amount)} er fryst. Gjelder det beløpet under «{name}» ({money.place})?"
        choices = [("planlagt", "Nei, regn beløpet med"), ("fryst", "Ja, beløpet er fryst og regnes ikke med")]
        key = f"fryst-{amount}-{money.place}-{money.year}-{money.source}".replace(",", "").replace(" ", "-")
        assumed = "fryst" if money.place in rows and _leaves_out(*rows[money.place], amount) else "planlagt"
        if asking.ask(key, paragraph.place, text, choices, assumed=assumed, path=part.path) == "fryst":
            part.money[place] = _frozen(money, amount)


def _leaves_out(table: StatedTable, row: StatedRow, amount: int) -> bool:
    """Tell whether the total of a row is what its other amounts give without the one."""
    total = table.cell(row, "total").kroner
    amounts = [table.cell(row, key).kroner or 0 for key in table.kroner_keys if key != "total"]
    return total is not None and total + amount == sum(amounts)


def _frozen(money: Money, kroner: int) -> Money:
    return money._replace(amount=Amount(others=((kroner, "fryst"), *money.amount.others)))
