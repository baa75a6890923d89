"""Small plans to compute with: every part has a default, so that a test names only what it is about."""

from collections.abc import Iterable
from typing import Any

from reporting.value import Agreement, Delmaal, Form, Handlingsplan, Line, Post, Source, Tiltak

YEAR = 2025

KDD = Source(key="kdd", kind="stat", name="KDD", programme_category="13.50", chapter="553", post="66")
EGENANDEL = Source(key="egenandel", kind="egenandel", name="Kommunal egenandel")
FYLKE = Source(key="fylke", kind="fylkeskommune", name="Fylkeskommunen")


def line(kroner: int, source: str = "kdd", year: int = YEAR, certainty: str = "planlagt", **fields: Any) -> Line:
    """Return an amount: planned state money of the plan's year unless told otherwise."""
    return Line(source=source, year=year, kroner=kroner, certainty=certainty, **fields)


def tiltak(uid: str, *lines: Line, number: int = 1, **fields: Any) -> Tiltak:
    """Return a tiltak with some amounts."""
    return Tiltak(**{"uid": uid, "number": number, "title": f"Tiltak {uid}", "lines": lines, **fields})


def delmaal(number: int, found: Iterable[Tiltak] = (), lines: Iterable[Line] = (), **fields: Any) -> Delmaal:
    """Return a delmål with tiltak, and amounts that are not spread on them."""
    texts = {"title": f"Delmål nummer {number}", "short_title": f"Mål {number}"}
    return Delmaal(**{"uid": f"d{number}", "number": number, "tiltak": found, "lines": lines, **texts, **fields})


def post(number: int, *lines: Line, outside_sum: bool = False, **fields: Any) -> Post:
    """Return a row that is no delmål."""
    return Post(
        **{
            "uid": f"p{number}",
            "number": number,
            "name": f"Post {number}",
            "lines": lines,
            "outside_sum": outside_sum,
            **fields,
        }
    )


def plan(goals: Iterable[Delmaal] = (), posts: Iterable[Post] = (), **fields: Any) -> Handlingsplan:
    """Return a plan for 2025 in an agreement from 2024 to 2027, with three sources."""
    return Handlingsplan(
        **{
            "slug": "lillefjord-2025",
            "pilot": "Lillefjord",
            "year": YEAR,
            "agreement": Agreement(first_year=2024, last_year=2027),
            "form": Form(key="liten", lead="Tiltak i 2025:", overview="Oversikt over tiltak i 2025"),
            "sources": (KDD, EGENANDEL, FYLKE),
            "delmaal": tuple(goals),
            "posts": tuple(posts),
            **fields,
        }
    )
