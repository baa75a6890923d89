"""The account as a chapter of the printed plan."""

from collections.abc import Iterator

from reporting.account.entries import Account, Entry, State, account
from reporting.account.sentences import differences_in_words, lead, what_was_said
from reporting.account.tables import STATES, heading, overview_table
from reporting.account.words import WORDS
from reporting.compare import comparison_tables
from reporting.printed import Section, Sentence, TableBlock
from reporting.table import Table
from reporting.value import Handlingsplan


def chapter(plan: Handlingsplan, number: int, widest_upright: int) -> Section | None:
    """Return the chapter with this number; None for the first plan, which continues nothing.

    Tables with more columns than `widest_upright` stand on pages with the long side across.
    """
    found = account(plan)
    if found is None or plan.earlier is None:
        return None
    words = WORDS[plan.language]
    money = comparison_tables(plan.earlier, plan)
    return Section(
        anchor="del-endringer",
        kind="chapter",
        level=2,
        heading=words.heading.format(before=found.earlier_year),
        number=number,
        blocks=(*_lead(plan, found), _block(overview_table(plan, found))),
        sections=(
            *(_group(plan, found, state) for state in STATES),
            Section(
                anchor="endringer-penger",
                kind="part",
                level=3,
                heading=words.money.format(before=found.earlier_year, after=found.year),
                listed=False,
                landscape=any(len(table.columns) > widest_upright for table in money),
                blocks=tuple(_block(table) for table in money),
            ),
        ),
    )


def _lead(plan: Handlingsplan, found: Account) -> Iterator[Sentence]:
    """Yield how many there are of each kind, and what one has to know to read the table."""
    words = WORDS[plan.language]
    yield Sentence(text=lead(found, words))
    if not found.has_money:
        yield Sentence(text=words.no_money.format(after=found.year))
    if found.of("avsluttet"):
        yield Sentence(text=words.old_numbers.format(before=found.earlier_year))


def _block(table: Table) -> TableBlock:
    return TableBlock(table=table, caption=table.title)


def _group(plan: Handlingsplan, found: Account, state: State) -> Section:
    """Return the tiltak of one kind. Of those that go on, only what differs is told."""
    words = WORDS[plan.language]
    entries = [entry for entry in found.of(state) if state != "videreført" or entry.fields]
    none = () if found.of(state) else (Sentence(text=words.none[state].format(after=found.year)),)
    return Section(
        anchor=f"endringer-{STATES.index(state) + 1}",
        kind="part",
        level=3,
        heading=heading(state, words) if entries or none else "",
        listed=False,
        blocks=none,
        sections=tuple(_entry(plan, entry) for entry in entries),
    )


def _entry(plan: Handlingsplan, entry: Entry) -> Section:
    return Section(
        anchor=f"endring-{entry.name.uid}",
        kind="prompt",
        level=4,
        heading=str(entry.name),
        listed=False,
        blocks=tuple(Sentence(text=text) for text in _paragraphs(plan, entry)),
    )


def _paragraphs(plan: Handlingsplan, entry: Entry) -> Iterator[str]:
    """Yield what differs as one paragraph, and what was said of it, as it was parted."""
    yield " ".join(differences_in_words(plan, entry))
    yield from filter(None, what_was_said(entry, WORDS[plan.language]).split("\n"))
