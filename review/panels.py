"""Comments beside a part of the plan: the threads there, the form for a new one, and what parties have confirmed."""

from collections.abc import Iterable
from typing import Any, NamedTuple
from uuid import UUID

from django.utils import timezone

from plans.lately import under
from plans.models import Membership, Party, Person, Plan
from plans.roles import Capability, roles_with
from plans.slots import Part, Reader
from plans.views import plan_address
from reporting.load import load
from reporting.value import Handlingsplan
from review.about import About
from review.audiences import Audience, Voice, readers, voice
from review.forms import CommentForm
from review.models import Asked, Confirmation
from review.services.confirmations import PartysWord, find_tiltak, tiltak_hash, words_of_parties
from review.services.facts import open_asked
from review.threads import open_counts, threads


class Known(NamedTuple):
    """A person who can be mentioned, and for which audiences."""

    person: Person
    audiences: str


class Confirmed(NamedTuple):
    """What the parties of a tiltak have said of it; `seen` is its hash, `mine` whether the reader may say so."""

    words: list[PartysWord]
    seen: str
    mine: list[PartysWord]

    @property
    def holding(self) -> int:
        """How many parties' word holds."""
        return sum(word.holds for word in self.words)


def asked(reader: Reader) -> list[Asked]:
    """Return the places that KDD has asked to have changed and that wait for an answer. Two queries at most.

    Nothing unless the plan is open for it. Who reads the plan as it was sent sees all of them: answers come with it.
    """
    if reader.plan.status != Plan.Status.ENDRINGER:
        return []
    return [one for one in open_asked(reader.plan) if reader.plan.as_sent or not one.answered_at]


def asked_marks(reader: Reader) -> dict[str, int]:
    """Return one for each place that waits for an answer, by path."""
    return {one.path: 1 for one in asked(reader)}


def _is_under(path: str, where: Iterable[str]) -> bool:
    return any(path == one or path.startswith(f"{one}/") for one in where)


def marks(reader: Reader) -> dict[str, int]:
    """Return the open threads by path. Two queries."""
    return open_counts(voice(reader.person, reader.plan, reader.may), reader.plan)


def tab(reader: Reader) -> int | None:
    """Return how many open threads the reader has before her in the plan; None where she comments nowhere."""
    found = voice(reader.person, reader.plan, reader.may)
    if not found.speaks:
        return None
    return sum(open_counts(found, reader.plan).values())


def comments(reader: Reader, part: Part) -> dict[str, Any]:
    """Return what the panel shows. A fixed number of queries; a tiltak is loaded with its plan, for its hash."""
    found = voice(reader.person, reader.plan, reader.may)
    about = About(reader.plan)
    uid = part_uid(part)
    here = threads(found, reader.plan, about, timezone.now(), under(part.paths))
    audiences = found.audiences(uid)
    return {
        "asked": [one for one in asked(reader) if _is_under(one.path, part.paths)],
        "open": [thread for thread in here if thread.is_open],
        "settled": [thread for thread in here if not thread.is_open],
        "form": CommentForm(found, audiences, about.choices(part), reader.about) if audiences else None,
        "people": people(reader.plan, audiences, uid, reader.person),
        "confirmed": confirmed(reader, found, uid) if part.place.startswith("tiltak-") else None,
        "part_uid": uid,
        "address": plan_address(reader.plan),
    }


def part_uid(part: Part) -> UUID | None:
    """Return the uid of a part's tiltak or delmål; None for a section."""
    kind, _, name = part.place.partition("-")
    return None if kind == "del" else UUID(name)


def people(plan: Plan, audiences: list[Audience], uid: UUID | None, reader: Person) -> list[Known]:
    """Return who can be mentioned at a part of the plan, by name, but for the reader. One query for each audience."""
    found: dict[Person, list[str]] = {}
    for audience in audiences:
        for person in readers(plan, audience, uid):
            found.setdefault(person, []).append(audience.value)
    return [Known(person, " ".join(of)) for person, of in found.items() if person != reader]


def own_parties(person: Person, plan: Plan) -> list[Party]:
    """Return the parties that a person speaks for in a plan. One query."""
    members = Membership.objects.filter(
        person=person, pilot=plan.agreement.pilot_id, role__in=roles_with(Capability.COMMENT_OWN)
    )
    return list(Party.objects.filter(pk__in=members.values("party")))


class OwnPart(NamedTuple):
    """A tiltak where a party that the reader speaks for takes part: its place, its name, and that party's word."""

    place: str
    name: str
    word: PartysWord


def own_parts(found: Voice, plan: Plan, value: Handlingsplan) -> list[OwnPart]:
    """Return the reader's own part of a plan, in its order; `value` is the plan as loaded. Two queries at most."""
    if not found.own:
        return []
    keys = {party.key for party in own_parties(found.person, plan)}
    given: dict[str, list[Confirmation]] = {}
    for row in Confirmation.objects.filter(plan=plan, party__key__in=keys).select_related("party", "by"):
        given.setdefault(str(row.uid), []).append(row)
    return [
        OwnPart(f"tiltak-{item.uid}", f"Tiltak {goal.number}.{item.number}: {item.title}", word)
        for goal in value.delmaal
        for item in goal.tiltak
        for word in words_of_parties(item, given.get(item.uid, ()))
        if word.party.key in keys
    ]


def confirmed(reader: Reader, found: Voice, uid: UUID | None) -> Confirmed | None:
    """Return what the parties of a tiltak have said of it; None where it names none, or is none of the reader's."""
    if uid is None or not (found.everywhere or uid in found.own):
        return None
    tiltak = find_tiltak(load(reader.plan), uid)
    if tiltak is None:
        return None
    rows = Confirmation.objects.filter(plan=reader.plan, uid=uid).select_related("party", "by")
    words = words_of_parties(tiltak, rows)
    keys = {party.key for party in own_parties(reader.person, reader.plan)} if uid in found.own else set()
    return Confirmed(words, tiltak_hash(tiltak), [one for one in words if one.party.key in keys]) if words else None
