"""What the page of changes shows besides the account itself: words marked, amounts in words, and the forms in place."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from plans.forms.changes import ChangeTextForm
from plans.models import Plan
from plans.services.changes import Said
from plans.words import Piece
from plans.words import compare as compare_words
from reporting.account import Account, Entry, account, account_tables
from reporting.account.entries import State
from reporting.account.sentences import amount_in_words
from reporting.compare import AmountDifference, FieldDifference
from reporting.money import difference
from reporting.table import Table
from reporting.value import Answer, Handlingsplan

_HEADINGS: dict[State, str] = {
    "ny": "Nye tiltak",
    "endret": "Endrede tiltak",
    "avsluttet": "Avsluttede tiltak",
    "videreført": "Tiltak som går videre",
}
_EMPTY: dict[State, str] = {
    "ny": "Ingen tiltak er nye.",
    "endret": "Ingen tiltak er endret slik at det må begrunnes.",
    "avsluttet": "Ingen tiltak er avsluttet.",
    "videreført": "Ingen tiltak går videre uten endringer.",
}


class FieldView(NamedTuple):
    """A field that differs, with its words marked."""

    label: str
    pieces: list[Piece]


class AmountView(NamedTuple):
    """A source's money in both years and the difference, in words."""

    source: str
    before: str
    after: str
    difference: str


class EntryView(NamedTuple):
    """A tiltak on the page; `form` is there for who may write what is asked for. Answers are long, and folded."""

    entry: Entry
    fields: tuple[FieldView, ...]
    answers: tuple[FieldView, ...]
    amounts: tuple[AmountView, ...]
    form: ChangeTextForm | None
    may_edit: bool


class Group(NamedTuple):
    """The tiltak of one kind."""

    state: State
    heading: str
    empty: str
    entries: tuple[EntryView, ...]


class ChangesView(NamedTuple):
    """The whole page; `carried` counts answers that nobody has looked at since last year."""

    account: Account
    groups: tuple[Group, ...]
    tables: tuple[Table, ...]
    carried: int


def changes_view(row: Plan, plan: Handlingsplan, editable: frozenset[str]) -> ChangesView | None:
    """Return the page of a plan's changes; None for the first plan, which continues nothing.

    `editable` holds the uids of the delmål that the reader may write in.
    """
    found = account(plan)
    if found is None:
        return None
    builder = _Builder(row, plan, editable)
    groups = tuple(
        Group(state, _HEADINGS[state], _EMPTY[state], tuple(map(builder.entry, found.of(state)))) for state in _HEADINGS
    )
    return ChangesView(found, groups, account_tables(plan), sum(answer.carried for answer in answers(plan)))


def answers(plan: Handlingsplan) -> Iterator[Answer]:
    """Yield every answer of a plan."""
    yield from plan.answers
    for goal in plan.delmaal:
        yield from goal.answers
        for tiltak in goal.tiltak:
            yield from tiltak.answers


class _Builder:
    """Makes the entries of one page."""

    def __init__(self, row: Plan, plan: Handlingsplan, editable: frozenset[str]) -> None:
        self.row, self.editable = row, editable
        self.everywhere = editable >= {goal.uid for goal in plan.delmaal}
        self.goals = {goal.uid for goal in plan.delmaal}
        sources = (*(plan.earlier.sources if plan.earlier else ()), *plan.sources)
        self.sources = {source.key: source.name for source in sources}

    def entry(self, entry: Entry) -> EntryView:
        """Return a tiltak as the page shows it."""
        goal = entry.name.delmaal
        may = goal in self.editable if goal in self.goals else self.everywhere and bool(self.editable)
        said: Said = "vurdering" if entry.state == "avsluttet" else "begrunnelse"
        has_form = may and not entry.went_to and entry.state != "videreført"
        form = ChangeTextForm(self.row, entry.name.uid, said, entry.said) if has_form else None
        if form and entry.state == "ny":
            form.fields["text"].label = "Bakgrunn"
            form.fields["text"].help_text = "Hvorfor tiltaket er nytt, og hvilket annet arbeid det henger sammen med."
        fields = tuple(_field(field) for field in entry.fields if not field.prompt)
        texts = tuple(_field(field) for field in entry.fields if field.prompt)
        return EntryView(entry, fields, texts, tuple(self._amounts(entry.amounts)), form, may)

    def _amounts(self, amounts: Iterable[AmountDifference]) -> Iterator[AmountView]:
        for amount in amounts:
            if amount.is_money:
                before, after = (amount_in_words(lines, "") for lines in (amount.before, amount.after))
                yield AmountView(self.sources[amount.source], before, after, difference(amount.difference))


def _field(field: FieldDifference) -> FieldView:
    return FieldView(field.label, compare_words(field.before, field.after))
