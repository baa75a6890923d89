"""A case with something everywhere, made of rows that no database has."""

import datetime

from plans.models import Party, Person, Plan
from reporting.models import Snapshot
from reporting.snapshots import canonical, sha256
from reporting.value import Handlingsplan
from review.case import Case, Talk
from review.models import Asked, Comment, Move, Orientation, Payout, Signature, Version

KARI = Person(pk=1, name="Kari Nordli", email="kari@demo.example")
OLA = Person(pk=2, name="Ola Vik", email="ola@demo.example")
DAY = datetime.date(2024, 12, 13)


def at(day: int) -> datetime.datetime:
    """Return noon of a day in February 2025."""
    return datetime.datetime(2025, 2, day, 12, tzinfo=datetime.UTC)


def full_case(value: Handlingsplan) -> Case:
    """Return a case that was sent back once and approved with conditions, told in unkind characters."""
    data = canonical(value)
    plan = Plan(pk=1, year=value.year, status="vilkaar")
    finding = {"where": {"nb": "Tiltak 1.1", "nn": "Tiltak 1.1"}, "message": {"nb": "Summen er rar.", "nn": "Rart."}}
    version = Version(
        pk=2,
        plan=plan,
        number=2,
        snapshot=Snapshot(sha256=sha256(data), data=data),
        adoption_date=DAY,
        case_number="12/24",
        findings=[{**finding, "level": "advarsel", "reason": "Avtalt <slik> & sånn.", "reason_by": "Kari Nordli"}],
        at=at(1),
    )

    def move(pk: int, key: str, after: str, **more: str) -> Move:
        return Move(pk=pk, plan=plan, version=version, key=key, before="sendt", after=after, by=OLA, at=at(pk), **more)

    asked = move(2, "be-om-endringer", "endringer", comment="Se på broen.\n\nTakk.")
    root = Comment(pk=1, path="x", text="Hvor går broen?\n\nSi det.", by=OLA, at=at(2), from_kdd=True, weight="maa")
    answer = Comment(pk=2, parent=root, path="x", text="Over elva.", by=KARI, at=at(3))
    root.resolved_at, root.resolved_by = at(4), OLA
    party = Party(pk=1, name="Unjárga Nesseby", short_name="Nesseby")
    return Case(
        version=version,
        status="vilkaar",
        talks=(
            Talk("Tiltak 1.1: Bygge bro. Tittel", root, (answer,)),
            Talk("Tiltak 1.2: Annet", Comment(pk=3, path="x", text="Er dette rett?", by=None, at=at(5)), ()),
        ),
        moves=(
            move(1, "send", "sendt"),
            asked,
            move(3, "innstill", "sendt", comment="Planen er god."),
            move(6, "godkjenn-med-vilkar", "vilkaar", conditions="Rapporter i juni.", comment="Til orientering."),
        ),
        asked=(Asked(pk=1, move=asked, label="Tiltak 1.1: Bygge bro", text="Si hvor.", answer="Gjort."),),
        signatures=(Signature(pk=1, version=version, party=party, name="Ordføreren", date=DAY),),
        payouts=(
            Payout(pk=1, version=version, kroner=1_800_000, date=DAY, note="Første halvår"),
            Payout(pk=2, version=version, kroner=200_000, date=DAY),
        ),
        orientations=(
            Orientation(
                pk=1, version=version, party=party, date=DAY, case_number="1/25", result="Tatt til orientering"
            ),
        ),
    )
