"""Which tiltak are new, changed, ended or going on, and what has to be said about each."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

from reporting import tables
from reporting.account.words import WORDS
from reporting.compare import AmountDifference, FieldDifference, Name, Part, compare
from reporting.compare.names import tiltak_name, tiltak_names
from reporting.compare.plans import CONTINUED, origins
from reporting.value import Delmaal, Handlingsplan, Node, Prompt, Tiltak

State = Literal["ny", "endret", "avsluttet", "videreført"]

#: The fields whose change must be given a reason, besides amounts and answers that say what the tiltak is.
NEEDS_REASON = frozenset({"delmaal", "phase", "responsible", "partners", "time"})


class Linked(Node):
    """Another tiltak that this one came from or went into: `delt`, `slått sammen` or `videreført`."""

    kind: str
    name: Name


class Entry(Node):
    """A tiltak in the account. `before` and `after` is what it is called in the one plan and the other.

    `linked` are those it came from, `went_to` those that took over all of it or a part of it.
    """

    state: State
    before: Name | None
    after: Name | None
    goal: int
    fields: tuple[FieldDifference, ...] = ()
    amounts: tuple[AmountDifference, ...] = ()
    linked: tuple[Linked, ...] = ()
    went_to: tuple[Linked, ...] = ()
    because: tuple[str, ...] = ()
    reason: str = ""
    assessment: str = ""
    state_before: int | None = None
    state_after: int | None = None
    has_state_money: bool = False

    @property
    def name(self) -> Name:
        """What it is called now, or was called when it ended."""
        name = self.after or self.before
        assert name is not None
        return name

    @property
    def asks_for(self) -> Literal["begrunnelse", "vurdering", ""]:
        """What has to be said about it: why it was changed, or what it has contributed.

        An ended one that lives on in another needs no assessment: that the other was changed is given a reason.
        """
        if self.state == "avsluttet":
            return "" if self.went_to else "vurdering"
        return "begrunnelse" if self.state == "endret" else ""

    @property
    def may_be_said(self) -> bool:
        """Whether there is a place for words about it: asked for, or the background of a new one."""
        return bool(self.asks_for) or self.state == "ny"

    @property
    def said(self) -> str:
        """What has been said about it. A new tiltak may have its background told as a reason.

        A reason for a change that was taken back is kept, and told again only when there is something to give it for.
        """
        if self.state == "videreført":
            return ""
        return self.assessment if self.state == "avsluttet" else self.reason

    @property
    def is_missing(self) -> bool:
        """Whether something has to be said and is not."""
        return bool(self.asks_for) and not self.said

    @property
    def is_moved(self) -> bool:
        """Whether it stands under another delmål than before."""
        return any(field.key == "delmaal" for field in self.fields)

    @property
    def is_renamed(self) -> bool:
        """Whether it has another title than before."""
        return any(field.key == "title" for field in self.fields)

    @property
    def difference(self) -> int | None:
        """State money more than the year before; blank where neither year has any."""
        if self.state_before is None and self.state_after is None:
            return None
        return (self.state_after or 0) - (self.state_before or 0)


class Account(Node):
    """Every tiltak of two years' plans, each once, in the order of the newer plan.

    Amounts of the new plan start blank: until the first is entered (`has_money`) nothing is said of them.
    """

    year: int
    earlier_year: int
    entries: tuple[Entry, ...]
    has_money: bool = True

    def of(self, state: State) -> tuple[Entry, ...]:
        """Return the entries of one kind."""
        return tuple(entry for entry in self.entries if entry.state == state)

    @property
    def says_something(self) -> bool:
        """Whether something had to be said."""
        return any(entry.asks_for for entry in self.entries)

    @property
    def missing(self) -> tuple[Entry, ...]:
        """The entries that lack a reason or an assessment."""
        return tuple(entry for entry in self.entries if entry.is_missing)


def account(plan: Handlingsplan) -> Account | None:
    """Return the account of the plan's year; None for the first plan, which continues nothing."""
    if plan.earlier is None:
        return None
    accountant = _Accountant(plan, plan.earlier)
    return Account(
        year=plan.year,
        earlier_year=plan.earlier.year,
        entries=tuple(accountant.entries()),
        has_money=accountant.has_money,
    )


class _Accountant:
    """Goes through the tiltak of both plans."""

    def __init__(self, plan: Handlingsplan, earlier: Handlingsplan) -> None:
        self.plan, self.earlier = plan, earlier
        comparison = compare(earlier, plan)
        parts = [part for part in comparison.parts if part.kind == "tiltak"]
        self.by_new = {part.after.uid: part for part in parts if part.after}
        self.by_old = {part.before.uid: part for part in parts if part.before}
        self.said = {change.uid: change for change in plan.changes}
        self.state = (_state_money(earlier), _state_money(plan))
        #: A prompt that only one of the two years' forms has, was not answered otherwise: it was not asked.
        asked = {prompt.key for prompt in earlier.form.tiltak}
        self.prompts = {prompt.key: prompt for prompt in plan.form.tiltak if prompt.key in asked}
        old, new = tiltak_names(earlier), tiltak_names(plan)
        self.old_names = old
        self.origins = origins(earlier, plan)
        self.linked: dict[str, list[Linked]] = {}
        self.went_to: dict[str, list[Linked]] = {}
        for link in comparison.links:
            if link.earlier_uid not in old or link.later_uid not in new:
                continue
            if link.kind == CONTINUED and self.origins.get(link.later_uid) != link.earlier_uid:
                continue
            self.linked.setdefault(link.later_uid, []).append(Linked(kind=link.kind, name=old[link.earlier_uid]))
            goal = Linked(kind=link.kind, name=new[link.later_uid])
            self.went_to.setdefault(link.earlier_uid, []).append(goal)
        self.has_money = any(line.year == plan.year for _, tiltak in _all(plan) for line in tiltak.lines)

    def entries(self) -> Iterator[Entry]:
        """Yield every tiltak once; one that has ended stands after those of its delmål."""
        goals = {goal.uid: goal for goal in (*self.plan.delmaal, *self.earlier.delmaal)}
        now = {goal.uid: goal for goal in self.plan.delmaal}
        before = {goal.uid: goal for goal in self.earlier.delmaal}
        for uid in goals:
            for tiltak in now[uid].tiltak if uid in now else ():
                yield self._here(now[uid], tiltak)
            for tiltak in before[uid].tiltak if uid in before else ():
                part = self.by_old.get(tiltak.uid)
                if part and part.after is None:
                    yield self._ended(goals[uid], part)

    def _here(self, goal: Delmaal, tiltak: Tiltak) -> Entry:
        """Return the entry of a tiltak that the plan has."""
        part = self.by_new.get(tiltak.uid)
        linked = tuple(self.linked.get(tiltak.uid, ()))
        said = self.said.get(tiltak.uid)
        origin = self.origins.get(tiltak.uid, "")
        before = self.old_names.get(origin)
        fields = tuple(field for field in part.fields if self._is_told(field)) if part else ()
        amounts = part.amounts if part and (self.has_money or not before) else ()
        kinds = WORDS[self.plan.language].became
        because = (
            *(kinds[link.kind] for link in linked if link.kind != CONTINUED),
            *(self._because(fields, amounts) if before else ()),
        )
        state: State = "videreført"
        if because:
            state = "endret"
        elif before is None:
            state = "ny"
        return Entry(
            state=state,
            before=before,
            after=tiltak_name(goal, tiltak),
            goal=goal.number,
            fields=fields,
            amounts=amounts,
            linked=linked,
            went_to=tuple(link for link in self.went_to.get(origin, ()) if link.name.uid != tiltak.uid),
            because=tuple(dict.fromkeys(because)),
            reason=said.reason if said else "",
            **self._money(origin, tiltak.uid),
        )

    def _ended(self, goal: Delmaal, part: Part) -> Entry:
        """Return the entry of a tiltak that the plan no longer has."""
        said = self.said.get(part.name.uid)
        return Entry(
            state="avsluttet",
            before=part.before,
            after=None,
            goal=goal.number,
            amounts=part.amounts,
            went_to=tuple(self.went_to.get(part.name.uid, ())),
            assessment=said.assessment if said else "",
            **self._money(part.name.uid, ""),
        )

    def _money(self, before: str, after: str) -> Mapping[str, int | bool | None]:
        """Return what an entry says of state money, as section 3 of the two plans has it."""
        was, now = self.state[0].get(before), self.state[1].get(after)
        return {"state_before": was, "state_after": now, "has_state_money": bool(was or now)}

    def _is_told(self, field: FieldDifference) -> bool:
        """Tell whether a field is a difference of the tiltak and not of the two years' forms."""
        return not field.prompt or field.prompt in self.prompts

    def _because(self, fields: Iterable[FieldDifference], amounts: Iterable[AmountDifference]) -> Iterator[str]:
        """Yield the words for what must be given a reason."""
        for field in fields:
            if field.key in NEEDS_REASON or _changes_substance(field, self.prompts):
                yield field.label
        if any(amount.is_money for amount in amounts):
            yield WORDS[self.plan.language].money_word


def _changes_substance(field: FieldDifference, prompts: Mapping[str, Prompt]) -> bool:
    """Tell whether an answer that says what the tiltak is has other words; commas and capitals are not words."""
    prompt = prompts.get(field.prompt)
    return prompt is not None and prompt.substance and _words(field.before) != _words(field.after)


def _words(text: str) -> list[str]:
    """Return the words of a text."""
    return re.findall(r"\w+", text.casefold())


def _all(plan: Handlingsplan) -> Iterator[tuple[Delmaal, Tiltak]]:
    """Yield every tiltak with its delmål."""
    for goal in plan.delmaal:
        for tiltak in goal.tiltak:
            yield goal, tiltak


def _state_money(plan: Handlingsplan) -> dict[str, int | None]:
    """Return state money by the uid of the tiltak, as section 3 has it."""
    table = tables.overview(plan)
    uids = {tiltak.uid for _, tiltak in _all(plan)}
    return {row.uid: row.cells[table.column("kroner")].kroner for row in table.rows if row.uid in uids}
