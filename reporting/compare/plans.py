"""Matching the parts of two plans and telling how each pair differs."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple, TypeVar

from reporting.compare.amounts import amount_differences, year_pairs
from reporting.compare.differences import Comparison, FieldDifference, Kind, Name, Part
from reporting.compare.fields import (
    Shown,
    answer_differences,
    delmaal_fields,
    field_differences,
    plan_fields,
    post_fields,
    tiltak_fields,
)
from reporting.compare.names import tiltak_name
from reporting.compare.said import NOTHING, ended_name, said
from reporting.value import Answer, Delmaal, Handlingsplan, Line, Link, Post, Prompt, Tiltak

CONTINUED = "videreført"


class _Side(NamedTuple):
    """One plan's edition of a part: its name and all that is compared of it."""

    name: Name
    fields: Mapping[str, Shown]
    answers: tuple[Answer, ...] = ()
    lines: tuple[Line, ...] = ()


_S = TypeVar("_S")


def compare(old: Handlingsplan, new: Handlingsplan) -> Comparison:
    """Return what differs between two plans. Parts are matched by uid, so renaming and moving keep identity.

    A tiltak that somebody has linked as «videreført» is matched with the one it continues.
    """
    parts = tuple(_Comparer(old, new).parts())
    return Comparison(before_year=old.year, after_year=new.year, parts=parts, links=_links(old, new))


def _links(old: Handlingsplan, new: Handlingsplan) -> tuple[Link, ...]:
    """Return the links between the two plans, whichever of them is the newer year's."""
    forward = tuple(link for link in new.links if link.earlier_year == old.year)
    back = tuple(
        Link(earlier_year=link.earlier_year, earlier_uid=link.later_uid, later_uid=link.earlier_uid, kind=link.kind)
        for link in old.links
        if link.earlier_year == new.year
    )
    return forward + back


def origins(old: Handlingsplan, new: Handlingsplan) -> dict[str, str]:
    """Return which older tiltak each newer one is matched with, by uid: itself, or the one it is said to continue.

    A link counts where neither end is in both plans, and the first one for each end.
    """
    mine, theirs = ({one.uid for goal in plan.delmaal for one in goal.tiltak} for plan in (old, new))
    found = {uid: uid for uid in theirs & mine}
    for link in _links(old, new):
        fits = link.earlier_uid in mine - theirs and link.later_uid in theirs - mine
        if link.kind == CONTINUED and fits and link.earlier_uid not in found.values():
            found.setdefault(link.later_uid, link.earlier_uid)
    return found


class _Comparer:
    """Compares two plans part by part."""

    def __init__(self, old: Handlingsplan, new: Handlingsplan) -> None:
        self.old, self.new = old, new
        self.pairs = year_pairs(old, new)
        self.sources = [source.key for source in (*new.sources, *old.sources)]
        self.old_tiltak = dict(_tiltak(old))
        self.new_tiltak = dict(_tiltak(new))
        self.origin = origins(old, new)
        of_one_year = old.year == new.year
        self.said = (said(old), said(new)) if of_one_year else ({}, {})

    def parts(self) -> Iterator[Part]:
        """Yield every part that differs, in the order of the newer plan."""
        whole = (self._plan(self.old), self._plan(self.new))
        yield from self._differing("plan", *whole, (*self.new.form.plan, *self.old.form.plan))
        goals = (*self.new.form.delmaal, *self.old.form.delmaal)
        prompts = (*self.new.form.tiltak, *self.old.form.tiltak)
        ended = {uid: side for uid, side in self.old_tiltak.items() if uid not in self.origin.values()}
        for before, after in _matched(self.old.delmaal, self.new.delmaal, lambda goal: goal.uid):
            yield from self._differing("delmaal", self._goal(self.old, before), self._goal(self.new, after), goals)
            for tiltak in after.tiltak if after else ():
                origin = self.origin.get(tiltak.uid)
                was = self.old_tiltak[origin] if origin else None
                yield from self._differing("tiltak", was, self.new_tiltak[tiltak.uid], prompts)
            for tiltak in before.tiltak if before else ():
                if tiltak.uid in ended:
                    yield from self._differing("tiltak", ended[tiltak.uid], None, prompts)
        yield from self._said_of_ended()
        for old_post, new_post in _matched(self.old.posts, self.new.posts, lambda post: post.uid):
            yield from self._differing("post", _post(old_post), _post(new_post), ())

    def _said_of_ended(self) -> Iterator[Part]:
        """Yield what is said otherwise of tiltak that ended before both plans were made."""
        for uid in dict.fromkeys((*self.said[1], *self.said[0])):
            if uid not in self.old_tiltak and uid not in self.new_tiltak and (fields := self._said(uid)):
                before, after = ended_name(self.old, uid), ended_name(self.new, uid)
                yield Part(kind="tiltak", before=before, after=after, fields=fields)

    def _said(self, uid: str) -> tuple[FieldDifference, ...]:
        """Return what is said otherwise of a tiltak's change."""
        before, after = (dict(side.get(uid, NOTHING)) for side in self.said)
        return field_differences(before, after, self.new.language)

    def _plan(self, plan: Handlingsplan) -> _Side:
        return _Side(Name(title=f"Handlingsplan {plan.year}"), plan_fields(plan), plan.answers)

    def _goal(self, plan: Handlingsplan, goal: Delmaal | None) -> _Side | None:
        if goal is None:
            return None
        name = Name(uid=goal.uid, number=str(goal.number), title=goal.title)
        return _Side(name, delmaal_fields(plan, goal), goal.answers, goal.lines)

    def _differing(self, kind: Kind, old: _Side | None, new: _Side | None, prompts: Iterable[Prompt]) -> Iterator[Part]:
        """Yield the part when it was added, has ended, or differs; of what only one plan has the money is told."""
        language = self.new.language
        amounts = amount_differences(old.lines if old else (), new.lines if new else (), self.pairs, self.sources)
        fields: tuple[FieldDifference, ...] = ()
        if old and new:
            fields = (
                *field_differences(dict(old.fields), dict(new.fields), language),
                *answer_differences(old.answers, new.answers, prompts, language),
            )
        if kind == "tiltak":
            fields += self._said(max((side.name.uid for side in (old, new) if side), default=""))
        if fields or amounts or old is None or new is None:
            yield Part(
                kind=kind,
                before=old.name if old else None,
                after=new.name if new else None,
                fields=fields,
                amounts=amounts,
            )


def _tiltak(plan: Handlingsplan) -> Iterator[tuple[str, _Side]]:
    """Yield every tiltak by its uid."""
    for goal in plan.delmaal:
        for tiltak in goal.tiltak:
            yield tiltak.uid, _tiltak_side(plan, goal, tiltak)


def _tiltak_side(plan: Handlingsplan, goal: Delmaal, tiltak: Tiltak) -> _Side:
    fields = tiltak_fields(plan, goal, tiltak)
    return _Side(tiltak_name(goal, tiltak), fields, tiltak.answers, tiltak.lines)


def _post(post: Post | None) -> _Side | None:
    if post is None:
        return None
    name = Name(uid=post.uid, number=str(post.number), title=post.name, outside_sum=post.outside_sum)
    return _Side(name, post_fields(post), (), post.lines)


def _matched(old: Iterable[_S], new: Iterable[_S], uid: Callable[[_S], str]) -> Iterator[tuple[_S | None, _S | None]]:
    """Yield pairs in the order of the newer ones, then what only the older has."""
    before = {uid(one): one for one in old}
    for one in new:
        yield before.pop(uid(one), None), one
    for gone in before.values():
        yield gone, None
