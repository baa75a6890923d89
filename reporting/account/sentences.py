"""An entry of the account in sentences, for the printed plan and the workbook."""

from collections.abc import Iterable, Iterator

from reporting.account.entries import Account, Entry, State, account
from reporting.account.words import WORDS, Words
from reporting.compare import AmountDifference, FieldDifference
from reporting.money import CERTAINTY_WORDS, kroner
from reporting.typography import enumerate_words
from reporting.value import Handlingsplan, Line


def lead(found: Account, words: Words) -> str:
    """Return how many tiltak there are of each kind, as a sentence."""
    states: tuple[State, ...] = ("ny", "endret", "avsluttet", "videreført")
    new, changed, ended, continued = (len(found.of(state)) for state in states)
    told = words.one_new if new == 1 else words.many_new.format(new)
    return words.lead.format(after=found.year, new=told, changed=changed, ended=ended, continued=continued)


def differences_in_words(plan: Handlingsplan, entry: Entry) -> tuple[str, ...]:
    """Return what is otherwise than the year before, a sentence each, in the plan's written form.

    Answers are long, and what they say now stands in the plan; that they were rewritten is said once.
    """
    words = WORDS[plan.language]
    return (
        *_origins(entry, words),
        *(_field(field, words) for field in entry.fields if not field.prompt),
        *([words.rewritten] if any(field.prompt for field in entry.fields) else []),
        *_amounts(plan, entry, words),
    )


def told(plan: Handlingsplan) -> dict[str, tuple[str, ...]]:
    """Return by the uid of each tiltak where it came from or went, and what was said of its change or is missing.

    Sentences in the plan's written form; a tiltak of which there are none is left out.
    """
    found = account(plan)
    words = WORDS[plan.language]
    sentences = {
        entry.name.uid: (*_origins(entry, words), *filter(None, [what_was_said(entry, words)]))
        for entry in (found.entries if found else ())
    }
    return {uid: lines for uid, lines in sentences.items() if lines}


def what_was_said(entry: Entry, words: Words) -> str:
    """Return the reason or the assessment as a sentence, or that it is missing; nothing where none is asked for."""
    if entry.is_missing:
        return words.missing[entry.asks_for]
    if not entry.said:
        return ""
    told = {"ny": words.background, "avsluttet": words.assessment}.get(entry.state, words.reason)
    return told.format(entry.said)


def _origins(entry: Entry, words: Words) -> Iterator[str]:
    """Yield which other tiltak it came from or went into; those of one kind in one sentence."""
    came = {"slått sammen": words.merged, "delt": words.split, "videreført": words.continues}
    went = {"slått sammen": words.went_in, "delt": words.split_in, "videreført": words.went_in}
    if entry.after:
        went = {"slått sammen": words.partly_in, "delt": words.parted}
    for found, told in ((entry.linked, came), (entry.went_to, went)):
        for kind, sentence in told.items():
            names = tuple(f"{one.name.number} «{one.name.title}»" for one in found if one.kind == kind)
            if names:
                yield sentence.format(enumerate_words(names))


def _field(field: FieldDifference, words: Words) -> str:
    """Return the sentence of one field."""
    if field.key == "title":
        told = words.renamed
    elif field.before and field.after:
        told = words.from_to
    else:
        told = words.is_now if field.after else words.was
    return told.format(label=field.label, before=field.before, after=field.after)


def _amounts(plan: Handlingsplan, entry: Entry, words: Words) -> Iterator[str]:
    """Yield the money of each source: both years' where the tiltak is in both plans, else its own year's."""
    if not entry.has_state_money:
        yield words.without_state
    sources = (*plan.sources, *(plan.earlier.sources if plan.earlier else ()))
    names = {source.key: source.name for source in sources}
    for amount in entry.amounts:
        if amount.is_money:
            yield f"{names[amount.source]}: {_sides(entry, amount, words)}."


def _sides(entry: Entry, amount: AmountDifference, words: Words) -> str:
    before = f"{amount_in_words(amount.before, words.blank)} i {amount.before_year}"
    after = f"{amount_in_words(amount.after, words.blank)} i {amount.after_year}"
    if entry.before is None:
        return after
    return before if entry.after is None else f"{before}, {after}"


def amount_in_words(lines: Iterable[Line], blank: str) -> str:
    """Return amounts of one place with how sure they are, or the word for none."""
    parts = [
        kroner(line.kroner)
        if line.certainty == "planlagt"
        else f"{kroner(line.kroner)} {CERTAINTY_WORDS[line.certainty]}"
        for line in lines
    ]
    return " og ".join(parts) or blank
