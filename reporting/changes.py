"""What the page of changes shows besides the account itself: words marked, amounts in words, and the forms in place."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from plans.forms.changes import ChangeTextForm
from plans.models import Plan
from plans.services import plan_before
from plans.services.changes import Said, came_later
from plans.words import Piece
from plans.words import compare as compare_words
from reporting.account import Account, Entry, account, account_tables
from reporting.account.entries import State
from reporting.account.sentences import amount_in_words
from reporting.account.tables import STATES, heading
from reporting.account.words import WORDS, Words
from reporting.changes_words import PageWords, page_words
from reporting.compare import AmountDifference, FieldDifference, Name
from reporting.load import standing
from reporting.models import Approved
from reporting.money import difference
from reporting.table import Table
from reporting.value import Answer, Handlingsplan


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


class LinkView(NamedTuple):
    """Another tiltak: how the two belong together, what it is called, and where it stands on the page."""

    how: str
    name: Name
    year: int


class EntryView(NamedTuple):
    """A tiltak on the page; `form` is there for who may write what is asked for. Answers are long, and folded."""

    entry: Entry
    marks: tuple[str, ...]
    came_from: tuple[LinkView, ...]
    went_to: tuple[LinkView, ...]
    because: str
    came_later: str
    said_name: str
    missing: str
    fields: tuple[FieldView, ...]
    answers: tuple[FieldView, ...]
    amounts: tuple[AmountView, ...]
    form: ChangeTextForm | None
    may_edit: bool


class Group(NamedTuple):
    """The tiltak of one kind; `how_many` is in words, `note` what one has to know of them."""

    state: State
    heading: str
    how_many: str
    empty: str
    note: str
    entries: tuple[EntryView, ...]


class ChangesView(NamedTuple):
    """The whole page in words; `carried` is of answers that nobody has looked at since last year."""

    account: Account
    told: Words
    lead: str
    against: str
    groups: tuple[Group, ...]
    missing: str
    carried: str
    money: str
    no_money: str
    tables: tuple[Table, ...]


def changes_view(row: Plan, plan: Handlingsplan, editable: frozenset[str]) -> ChangesView | None:
    """Return the page of a plan's changes; None for the first plan, which continues nothing.

    `editable` holds the uids of the delmål that the reader may write in.
    """
    found = account(plan)
    if found is None:
        return None
    builder = _Builder(row, plan, editable, came_later(row, [entry.name.uid for entry in found.of("avsluttet")]))
    words, told = builder.words, builder.told
    years = (found.earlier_year, found.year)
    carried, missing = sum(answer.carried for answer in answers(plan)), len(found.missing)
    return ChangesView(
        account=found,
        told=told,
        lead=words.lead.format(*years),
        against=_against(row, words).format(found.earlier_year),
        groups=tuple(builder.group(found, state) for state in STATES),
        missing=_counted(missing, words.missing_one, words.missing) if missing else "",
        carried=_counted(carried, words.carried_one, words.carried) if carried else "",
        money=told.money.format(before=found.earlier_year, after=found.year),
        no_money="" if found.has_money else told.no_money.format(after=found.year),
        tables=account_tables(plan),
    )


def _counted(count: int, one: str, many: str) -> str:
    """Return how many there are, in words."""
    return one if count == 1 else many.format(count)


def _against(row: Plan, words: PageWords) -> str:
    """Return which edition of the plan before this one is compared with. Two queries at most."""
    if row.as_sent or standing(row).is_approved:
        return words.against_frozen
    if Approved.objects.filter(plan=plan_before(row)).exists():
        return words.against_approved
    return words.against_draft


def answers(plan: Handlingsplan) -> Iterator[Answer]:
    """Yield every answer of a plan."""
    yield from plan.answers
    for goal in plan.delmaal:
        yield from goal.answers
        for tiltak in goal.tiltak:
            yield from tiltak.answers


class _Builder:
    """Makes the entries of one page."""

    def __init__(self, row: Plan, plan: Handlingsplan, editable: frozenset[str], came_later: frozenset[str]) -> None:
        self.row, self.editable, self.came_later = row, editable, came_later
        self.words, self.told = page_words(plan), WORDS[plan.language]
        self.year, self.earlier_year = plan.year, plan.earlier.year if plan.earlier else plan.year
        self.everywhere = editable >= {goal.uid for goal in plan.delmaal}
        self.goals = {goal.uid for goal in plan.delmaal}
        sources = (*(plan.earlier.sources if plan.earlier else ()), *plan.sources)
        self.sources = {source.key: source.name for source in sources}

    def group(self, found: Account, state: State) -> Group:
        """Return the tiltak of one kind."""
        entries = tuple(map(self.entry, found.of(state)))
        count = _counted(len(entries), *self.words.counts[state])
        none = self.told.none[state].format(after=self.year)
        has_note = state == "avsluttet" and bool(entries)
        note = self.told.old_numbers.format(before=self.earlier_year) if has_note else ""
        return Group(state, heading(state, self.told), count, none, note, entries)

    def entry(self, entry: Entry) -> EntryView:
        """Return a tiltak as the page shows it."""
        goal = entry.name.delmaal
        may = goal in self.editable if goal in self.goals else self.everywhere and bool(self.editable)
        said: Said = "vurdering" if entry.state == "avsluttet" else "begrunnelse"
        form = ChangeTextForm(self.row, entry.name.uid, said, entry.said) if may and entry.may_be_said else None
        if form and entry.state == "ny":
            form.ask_for_background()
        went = self.words.parted if entry.after else self.words.went_to
        return EntryView(
            entry=entry,
            marks=tuple(self._marks(entry)),
            came_from=tuple(
                LinkView(self.words.came_from[one.kind], one.name, self.earlier_year) for one in entry.linked
            ),
            went_to=tuple(LinkView(went[one.kind], one.name, self.year) for one in entry.went_to if one.kind in went),
            because=self.words.to_be_said.format(", ".join(entry.because)) if entry.because else "",
            came_later=self.words.came_later.format(self.earlier_year) if entry.name.uid in self.came_later else "",
            said_name=self.words.names.get(entry.state, ""),
            missing=self.told.missing[entry.asks_for] if entry.is_missing else "",
            fields=tuple(_field(field) for field in entry.fields if not field.prompt),
            answers=tuple(_field(field) for field in entry.fields if field.prompt),
            amounts=tuple(self._amounts(entry.amounts)),
            form=form,
            may_edit=may,
        )

    def _marks(self, entry: Entry) -> Iterator[str]:
        """Yield what is seen at a glance."""
        if entry.is_moved:
            yield self.words.moved
        if entry.is_renamed:
            yield self.words.renamed
        yield self.words.with_state if entry.has_state_money else self.words.without_state

    def _amounts(self, amounts: Iterable[AmountDifference]) -> Iterator[AmountView]:
        for amount in amounts:
            if amount.is_money:
                before, after = (amount_in_words(lines, self.told.blank) for lines in (amount.before, amount.after))
                yield AmountView(self.sources[amount.source], before, after, difference(amount.difference))


def _field(field: FieldDifference) -> FieldView:
    """Return a field with its words marked; a delmål is another one, however many words the two share."""
    if field.key == "delmaal":
        return FieldView(field.label, [Piece("removed", field.before), Piece("added", field.after)])
    return FieldView(field.label, compare_words(field.before, field.after))
