"""What taking in a document would change in a plan, field by field. Pure: two values in, rows out."""

import datetime
from collections.abc import Iterator, Mapping, Sequence

from plans import paths
from plans.models import Tiltak as TiltakRow
from plans.templatetags.kroner import dato
from plans.timeframe import TimeFrame
from reporting.intake.document.reading import Reading
from reporting.storing import money_changes
from reporting.storing.change import Change
from reporting.storing.comparison import Comparison, kind_of
from reporting.storing.text_changes import answer_changes
from reporting.storing.texts import same_words
from reporting.tables import party_names
from reporting.value import Delmaal, Handlingsplan, Party, Post, Tiltak

_WHOLE = {"part": "plan", "part_name": "Planen"}


def what_would_change(
    reading: Reading,
    plan: Handlingsplan,
    put: Mapping[str, str] | None = None,
    adopted: datetime.date | None = None,
) -> tuple[Change, ...]:
    """Return what taking in a document would change in a plan, what it leaves alone, and what it cannot take.

    `put` gives for the keys of leftovers the path of the text that they are put under, in the document's plan or in the
    portal's. `adopted` is the day of the styringsgruppe that the portal holds; it is no part of a plan's value.
    """
    here = Comparison(reading, plan, put or {})
    found = list(_all(here, adopted))
    seen = {change.path for change in found}
    why = "Feltet finnes ikke i planen, så teksten ble ikke lagt der."
    lost = (path for path in here.put if path not in seen)
    return (
        *found,
        *(Change(path, "Lagt hit for hånd", "", "\n".join(here.put[path]), "kan-ikke", why=why) for path in lost),
    )


def _all(here: Comparison, adopted: datetime.date | None) -> Iterator[Change]:
    yield from _dates(here, adopted)
    yield from _figures(here)
    yield from answer_changes(here, "plan", ("", ""), here.document.answers, here.plan.answers, _WHOLE)
    goals = {goal.uid: goal for goal in here.plan.delmaal}
    for goal in here.document.delmaal:
        held = goals.get(here.matched.uids.get(goal.uid, ""))
        yield from _goal(here, goal, held) if held else [_missing(here, goal)]
    for post in here.document.posts:
        yield from _post(here, post)
    yield from money_changes.rate_changes(here)
    yield from _left_alone(here)


def _dates(here: Comparison, adopted: datetime.date | None) -> Iterator[Change]:
    dates = (
        ("document_date", "Dokumentdato", here.plan.document_date, here.document.document_date),
        ("adoption_date", "Styringsgruppens møtedato", adopted, here.reading.standing.adoption_date),
    )
    for name, label, now, then in dates:
        if then is not None and then != now:
            path, before = paths.plan_field(name), dato(now) if now else ""
            place, kind = here.places.field(path), kind_of(before)
            yield Change(path, label, before, dato(then), kind, place, **_WHOLE, value=then.isoformat())


def _figures(here: Comparison) -> Iterator[Change]:
    for figure in here.document.figures:
        if figure.sha256 not in here.matched.figures and figure.sha256 in here.reading.pictures:
            words = figure.caption or figure.alt or "Uten bildetekst"
            value = [figure.sha256, figure.alt, figure.caption]
            yield Change(paths.figure(figure.sha256), "Ny figur", "", words, "ny", **_WHOLE, value=value)


def _missing(here: Comparison, goal: Delmaal) -> Change:
    path, count = paths.delmaal(goal.uid), len(goal.tiltak)
    what = f"{goal.title} ({count} tiltak)" if count else goal.title
    why = "Delmålet står ikke i planen. Det, og alt som hører til det, blir ikke med."
    place = here.places.field(f"{path}/title")
    return Change(path, f"Delmål {goal.number}", "", what, "kan-ikke", place, path, goal.title, why=why)


def _goal(here: Comparison, goal: Delmaal, held: Delmaal) -> Iterator[Change]:
    about = {"part": paths.delmaal(held.uid), "part_name": f"Delmål {held.number}: {held.title}"}
    if goal.money_note and not same_words(goal.money_note, held.money_note):
        place = here.places.field(paths.delmaal_field(goal.uid, "money_note"))
        path, now, note = paths.delmaal_field(held.uid, "money_note"), held.money_note, goal.money_note
        yield Change(path, "Merknad om midler", now, note, kind_of(now), place, **about, value=note)
    yield from answer_changes(here, "delmaal", (goal.uid, held.uid), goal.answers, held.answers, about)
    yield from money_changes.goal_changes(here, goal, held, about)
    yield from money_changes.earlier_changes(here, "delmaal", goal, held, about)
    held_tiltak = {one.uid: (at, one) for at in here.plan.delmaal for one in at.tiltak}
    for one in goal.tiltak:
        at, own = held_tiltak.get(here.matched.uids[one.uid], (held, None))
        yield from _tiltak(here, one, own, at)


def _tiltak(here: Comparison, one: Tiltak, held: Tiltak | None, goal: Delmaal) -> Iterator[Change]:
    """Yield what is of a tiltak; `held` is the plan's own, if it has one, and `goal` the delmål it stands under."""
    uid = here.matched.uids[one.uid]
    path, title_place = paths.tiltak(uid), here.places.field(f"{paths.tiltak(one.uid)}/title")
    own = held or one
    name = f"Tiltak {goal.number}.{own.number}: {own.title}"
    about = {"part": path, "part_name": name, "within": "" if held else path}
    if held is None:
        label = f"Nytt tiltak under delmål {goal.number}"
        yield Change(path, label, "", one.title, "ny", title_place, **about, value=[goal.uid, one.title])
    elif not same_words(one.title, held.title):
        title = paths.tiltak_field(uid, "title")
        yield Change(title, "Tittel", held.title, one.title, "endres", title_place, **about, value=one.title)
    now = held or Tiltak(uid=uid, number=one.number, title=one.title)
    yield from _about_tiltak(here, one, now, about)
    yield from answer_changes(here, "tiltak", (one.uid, uid), one.answers, now.answers, about)
    yield from money_changes.tiltak_changes(here, one, now, about)


def _about_tiltak(here: Comparison, one: Tiltak, held: Tiltak, about: Mapping[str, str]) -> Iterator[Change]:
    """Yield phase, parties and time frame."""
    theirs, path = paths.tiltak(one.uid), paths.tiltak(held.uid)
    if one.phase and one.phase != held.phase:
        place = here.places.field(f"{theirs}/phase")
        known = one.phase in TiltakRow.Phase.values
        kind, why = (kind_of(held.phase), "") if known else ("kan-ikke", "Portalen har ingen slik fase.")
        yield Change(f"{path}/phase", "Fase", held.phase, one.phase, kind, place, **about, why=why, value=one.phase)
    named = ("responsible", "Hovedansvarlig", "responsible"), ("partner", "Samarbeidsparter", "partners")
    for name, label, attribute in named:
        (parties, text), (now, now_text) = _parties(one, attribute), _parties(held, attribute)
        if (parties or text) and not (_same_parties(parties, now) and same_words(text, now_text)):
            before, after = party_names(now, now_text), party_names(parties, text)
            value = [[party.model_dump() for party in parties], text]
            place, kind = here.places.field(f"{theirs}/{attribute}"), kind_of(before)
            yield Change(f"{path}/{name}", label, before, after, kind, place, **about, value=value)
    frame, now_frame = _frame(one), _frame(held)
    if any(frame) and not _same_frame(frame, now_frame):
        agreement, language = here.plan.agreement, here.plan.language
        before, after = (
            each.in_words(agreement.first_year, agreement.last_year, language) for each in (now_frame, frame)
        )
        place, kind = here.places.field(f"{theirs}/time"), kind_of(before)
        yield Change(f"{path}/tidsramme", "Tidsramme", before, after, kind, place, **about, value=list(frame))


def _frame(tiltak: Tiltak) -> TimeFrame:
    return TimeFrame(tiltak.time_from, tiltak.time_to, tiltak.time_text)


def _same_frame(document: TimeFrame, held: TimeFrame) -> bool:
    """Whether two time frames are one. A lone month in a document may be the end, or the month it all happens in."""
    alone = not document.start and held.start == held.end == document.end
    return document == held or (alone and same_words(document.remark, held.remark))


def _parties(tiltak: Tiltak, attribute: str) -> tuple[tuple[Party, ...], str]:
    return getattr(tiltak, attribute), getattr(tiltak, f"{attribute}_text")


def _same_parties(one: Sequence[Party], other: Sequence[Party]) -> bool:
    return [party.key for party in one] == [party.key for party in other]


def _post(here: Comparison, post: Post) -> Iterator[Change]:
    uid = here.matched.uids[post.uid]
    held, path = next((one for one in here.plan.posts if one.uid == uid), None), paths.post(uid)
    about = {"part": path, "part_name": (held or post).name, "within": "" if held else path}
    place = here.places.row(paths.post(post.uid), "seksjon-6", "seksjon-7")
    if held is None:
        value = [post.name, post.outside_sum]
        yield Change(path, "Ny budsjettpost", "", post.name, "ny", place, **about, value=value)
    elif held.outside_sum != post.outside_sum:
        words = {True: "utenfor summen", False: "i summen"}
        now, then, outside = words[held.outside_sum], words[post.outside_sum], post.outside_sum
        yield Change(f"{path}/utenfor", "Regnes med", now, then, "endres", place, **about, value=outside)
    yield from money_changes.post_changes(here, post, held or Post(uid=uid, number=0, name=post.name), about)


def _left_alone(here: Comparison) -> Iterator[Change]:
    """Yield what stands in the plan and not in the document: delmål, tiltak and posts."""
    ours = set(here.matched.uids.values())
    for goal in here.plan.delmaal:
        if goal.uid not in ours:
            name = f"Delmål {goal.number}"
            path, full = paths.delmaal(goal.uid), f"{name}: {goal.title}"
            yield Change(path, name, goal.title, "", "beholdes", part=path, part_name=full)
        for one in goal.tiltak:
            if one.uid not in ours:
                name = f"Tiltak {goal.number}.{one.number}"
                path, full = paths.tiltak(one.uid), f"{name}: {one.title}"
                yield Change(path, name, one.title, "", "beholdes", part=path, part_name=full)
    for post in here.plan.posts:
        if post.uid not in ours:
            path = paths.post(post.uid)
            yield Change(path, "Budsjettpost", post.name, "", "beholdes", part=path, part_name=post.name)
