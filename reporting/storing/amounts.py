"""What a cell of the budget is to hold when a document says something of it: nothing is counted twice. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from budgets.certainty import counts
from budgets.services import Amount
from reporting.money import kroner
from reporting.value import Line
from reporting.words import certainty_word

#: A source's key and a year.
Cell = tuple[str, int]


def by_cell(lines: Iterable[Line]) -> dict[Cell, list[Amount]]:
    """Return amounts by source and year."""
    found: dict[Cell, list[Amount]] = defaultdict(list)
    for line in lines:
        found[line.source, line.year].append(Amount(line.certainty, line.shared_with, line.kroner, line.note))
    return dict(found)


def merged(document: Sequence[Amount], held: Sequence[Amount], *, is_sure: bool = True) -> list[Amount]:
    """Return what a cell holds after a document was taken in: an amount stands where the same kind of amount stood.

    A document prints one amount where the plan may have several, and seldom how sure it is. So an amount that is the
    sum of what is held changes nothing, and a lone amount takes the place of a lone one, however sure that was. Where
    `is_sure` is not set, the word for how sure it is may be about another row's amount, and changes nothing by itself.
    """
    counted_here = [one for one in document if counts(one.certainty)]
    counted_held = [one for one in held if counts(one.certainty)]
    rest = list(document)
    if len(counted_here) == 1 and counted_held:
        (one,) = counted_here
        is_plain = one.certainty == "planlagt" or len(counted_held) > 1 or not is_sure
        if is_plain and one.kroner == sum(other.kroner for other in counted_held):
            rest.remove(one)
    result = list(held)
    unplaced = []
    for one in rest:
        same = [n for n, other in enumerate(result) if other[:2] == one[:2]]
        if same:
            result[same[0]] = one._replace(note=one.note or result[same[0]].note)
        else:
            unplaced.append(one)
    for one in unplaced:
        alone = [n for n, other in enumerate(result) if counts(other.certainty)]
        if counts(one.certainty) and counted_here == [one] and len(alone) == 1:
            old = result[alone[0]]
            sure = old.certainty if one.certainty == "planlagt" else one.certainty
            result[alone[0]] = Amount(sure, one.shared or old.shared, one.kroner, one.note or old.note)
        else:
            result.append(one)
    return result


def counted_sum(amounts: Iterable[Amount]) -> int:
    """Return the kroner that count."""
    return sum(one.kroner for one in amounts if counts(one.certainty))


def same(one: Iterable[Amount], other: Iterable[Amount]) -> bool:
    """Whether two cells hold the same, whatever order their amounts come in."""
    return sorted(one) == sorted(other)


def in_words(amounts: Iterable[Amount], language: str) -> str:
    """Return the amounts of a cell as people read them."""
    return "; ".join(_one(amount, language) for amount in amounts)


def _one(amount: Amount, language: str) -> str:
    words = [kroner(amount.kroner)]
    if amount.certainty != "planlagt":
        words.append(certainty_word(amount.certainty, "nn" if language == "nn" else "nb"))
    if amount.shared:
        words.append(f"delt med {amount.shared}")
    return ", ".join(words)
