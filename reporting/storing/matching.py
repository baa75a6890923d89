"""Which parts of a plan the parts of a document are: by title and number, never by number alone. Pure."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple, TypeVar
from uuid import UUID, uuid5

from reporting.intake.document.wording import alike
from reporting.value import Delmaal, Figure, Handlingsplan, Source, Tiltak

_SPACE = UUID("0c2a7a61-33d4-5f0b-8f6e-5b0f2f6b8d52")
#: How alike two titles are when they are surely the same, and when the same number is needed as well.
_SURE, _WITH_NUMBER = 0.6, 0.51
#: Kinds of source that a pilot has one of, whatever it is called.
_ONE_OF_A_KIND = frozenset({"stat", "egenandel", "fylkeskommune", "statsforvalter"})
#: What may stand after a name and is none of it: a full stop, the mark of a footnote.
_TAIL = re.compile(r"[.*⁰¹²³⁴⁵⁶⁷⁸⁹]+$")
_OTHERS = re.compile(r"(?:ann(?:et|en|a)|andre|øvrige?)(?: midler| kilder| finansiering)?", re.IGNORECASE)

_T = TypeVar("_T", Delmaal, Tiltak)


class Matched(NamedTuple):
    """How the parts of a document are those of a plan.

    `uids` gives the plan's uid of each of the document's delmål, tiltak and posts, also of those to be made, which are
    in `new`. `missing` are delmål that the plan lacks. `sources` and `figures` give the plan's key and SHA-256 of the
    document's; what the plan lacks is not in them.
    """

    uids: Mapping[str, str]
    new: frozenset[str]
    missing: tuple[Delmaal, ...]
    sources: Mapping[str, str]
    figures: Mapping[str, str]


def distinct(document: Handlingsplan) -> Handlingsplan:
    """Return a document's plan in which no two tiltak have one uid, as those of several tables of a workbook may."""
    seen: set[str] = set()

    def own(one: Tiltak) -> Tiltak:
        uid, number = one.uid, 1
        while uid in seen:
            number += 1
            uid = str(uuid5(_SPACE, f"{one.uid}/{number}"))
        seen.add(uid)
        return one if uid == one.uid else one.model_copy(update={"uid": uid})

    goals = tuple(goal.model_copy(update={"tiltak": tuple(map(own, goal.tiltak))}) for goal in document.delmaal)
    return document.model_copy(update={"delmaal": goals})


def match(document: Handlingsplan, plan: Handlingsplan) -> Matched:
    """Return how a document's parts are those of a plan.

    A tiltak or post that the plan lacks gets the uid it has in the plan before, where it goes on from there.
    """
    goals, missing = match_goals(document.delmaal, plan.delmaal)
    by_uid = {goal.uid: goal for goal in plan.delmaal}
    before = {goal.uid: goal for goal in plan.earlier.delmaal} if plan.earlier else {}
    uids, new = dict(goals), set[str]()
    taken = {one.uid for goal in plan.delmaal for one in goal.tiltak} | {post.uid for post in plan.posts}
    elsewhere = [one for goal in plan.delmaal for one in goal.tiltak]
    left: list[tuple[Tiltak, str]] = []
    for goal in document.delmaal:
        if goal.uid not in goals:
            continue
        here = by_uid[goals[goal.uid]]
        found = _paired(goal.tiltak, [one for one in here.tiltak if one.uid not in uids.values()])
        uids |= found
        left += [(one, here.uid) for one in goal.tiltak if one.uid not in found]
    for one, goal_uid in left:
        moved = [other for other in elsewhere if _same(one.title, other.title) and other.uid not in uids.values()]
        if len(moved) == 1:
            uids[one.uid] = moved[0].uid
            continue
        earlier = [(other.title, other.uid) for other in before[goal_uid].tiltak] if goal_uid in before else []
        uids[one.uid] = _new_uid(one.uid, one.title, earlier, plan, taken)
        taken.add(uids[one.uid])
        new.add(uids[one.uid])
    for post in document.posts:
        same = next((other for other in plan.posts if _same(post.name, other.name)), None)
        if same is not None:
            uids[post.uid] = same.uid
            continue
        earlier = [(other.name, other.uid) for other in plan.earlier.posts] if plan.earlier else []
        uids[post.uid] = _new_uid(post.uid, post.name, earlier, plan, taken)
        taken.add(uids[post.uid])
        new.add(uids[post.uid])
    return Matched(
        uids=uids,
        new=frozenset(new),
        missing=missing,
        sources=match_sources(document.sources, plan.sources),
        figures=_figures(document.figures, plan.figures),
    )


def match_goals(document: Sequence[Delmaal], plan: Sequence[Delmaal]) -> tuple[dict[str, str], tuple[Delmaal, ...]]:
    """Return the plan's uid of each of the document's delmål, and those that it lacks."""
    found = _paired(document, plan)
    return found, tuple(goal for goal in document if goal.uid not in found)


def _paired(document: Sequence[_T], plan: Sequence[_T]) -> dict[str, str]:
    """Return the plan's uid of each part by the document's: the likeliest pairs first, each part once."""
    scores = sorted(
        (
            (_likeness(one, other), -place, -number, one.uid, other.uid)
            for place, one in enumerate(document)
            for number, other in enumerate(plan)
        ),
        reverse=True,
    )
    found: dict[str, str] = {}
    for score, _, _, one, other in scores:
        if score >= _SURE and one not in found and other not in found.values():
            found[one] = other
    return found


def _likeness(one: Delmaal | Tiltak, other: Delmaal | Tiltak) -> float:
    """Return how sure it is that two parts are one: 0.6 or more where they are."""
    score = max((alike(a, b) for a in _names(one) for b in _names(other)), default=0.0)
    if one.number == other.number and score >= _WITH_NUMBER:
        return max(score, _SURE) + 0.1
    return score


def _names(part: Delmaal | Tiltak) -> list[str]:
    return [name for name in (part.title, getattr(part, "short_title", "")) if name]


def _same(one: str, other: str) -> bool:
    return _plain(one) == _plain(other)


def _plain(name: str) -> str:
    return _TAIL.sub("", " ".join(name.casefold().split()))


def _new_uid(uid: str, name: str, earlier: Iterable[tuple[str, str]], plan: Handlingsplan, taken: set[str]) -> str:
    """Return the uid a new part gets: that of the plan before (`earlier`: name and uid), else one of its own.

    That is the same whenever the same document is read into the same plan.
    """
    for other, its_uid in earlier:
        if _same(name, other) and its_uid not in taken:
            return its_uid
    number = 0
    while (found := str(uuid5(_SPACE, f"{plan.slug}/{uid}/{number}"))) in taken:
        number += 1
    return found


def match_sources(document: Sequence[Source], plan: Sequence[Source]) -> dict[str, str]:
    """Return the plan's key of each of the document's sources; those that it lacks are not among them."""
    found: dict[str, str] = {}
    tests: list[Callable[[Source, Source], bool]] = [
        lambda one, other: one.key == other.key and one.kind == other.kind and _may_be(one, other),
        lambda one, other: _same(one.name, other.name),
        lambda one, other: one.kind == other.kind and (one.kind in _ONE_OF_A_KIND or _may_be(one, other)),
    ]
    for test in tests:
        for one in document:
            free = [other for other in plan if other.key not in found.values() and test(one, other)]
            if one.key not in found and free:
                found[one.key] = max(free, key=lambda other: alike(one.name, other.name)).key
    return found


def _may_be(one: Source, other: Source) -> bool:
    """Whether two sources of one kind may be the same: a fund by its name is not «Annet»."""
    return (
        one.kind in _ONE_OF_A_KIND
        or alike(one.name, other.name) >= _SURE
        or bool(_OTHERS.fullmatch(one.name) and _OTHERS.fullmatch(other.name))
    )


def _figures(document: Sequence[Figure], plan: Sequence[Figure]) -> dict[str, str]:
    """Return the plan's SHA-256 of each of the document's figures. One that was stored was encoded anew."""
    found = {}
    for figure in document:
        same = next((one for one in plan if one.sha256 == figure.sha256), None)
        same = same or next((one for one in plan if _same_picture(figure, one)), None)
        same = same or _by_caption(figure, document, plan)
        if same is not None:
            found[figure.sha256] = same.sha256
    return found


def _by_caption(figure: Figure, document: Sequence[Figure], plan: Sequence[Figure]) -> Figure | None:
    """Return the plan's figure with the same caption: a PDF holds pictures in another size, and not what they say."""
    own = [one for one in plan if one.caption == figure.caption]
    alone = len(own) == 1 and sum(one.caption == figure.caption for one in document) == 1
    said = alone and figure.alt in ("", figure.caption, own[0].alt)
    return own[0] if figure.caption and said else None


def _same_picture(document: Figure, held: Figure) -> bool:
    """Whether a picture of a document is one of the plan's: as large, with the same words where it has any."""
    size = (document.width, document.height) == (held.width, held.height)
    return size and document.caption == held.caption and document.alt in ("", held.alt)
