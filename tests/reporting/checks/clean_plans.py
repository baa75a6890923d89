"""Complete plans that agree with themselves, of many shapes."""

import datetime
from collections.abc import Sequence

from hypothesis import strategies as st

from plans.templatetags.kroner import kroner
from reporting.tables import overview
from reporting.value import (
    Agreement,
    AgreementParty,
    Answer,
    Delmaal,
    Handlingsplan,
    Line,
    Party,
    Post,
    Rate,
    Source,
    Tiltak,
    YearFigure,
)
from tests.reporting.example_plan import FORM, SOURCES, text

RATE = 500
#: Names that no other name begins with, so that none can be taken for another.
NAMES = ("Vertskap", "Tomtebank", "Skysstilbud", "Gardsdrift", "Kulturmelding", "Helselag", "Fiskemottak", "Skogskole")
GOALS = ("Velkomst og bosetting", "Hus til folk", "Reiser i bygdene", "Mat fra fjorden")
KOMMUNER = tuple(
    Party(key=name.lower(), name=name, kind="kommune", kommunenummer=f"99{number:02}")
    for number, name in enumerate(("Lillefjord", "Storvik", "Fjelldal"), start=1)
)
FYLKE = Party(key="fylke", name="Midtre fylkeskommune", kind="fylkeskommune")
KDD = Party(key="kdd", name="Kommunal- og distriktsdepartementet", short_name="KDD", kind="departement")
AMOUNTS = st.integers(min_value=20, max_value=40_000).map(lambda hours: hours * RATE)


@st.composite
def _lines(draw: st.DrawFn, sources: Sequence[Source], years: Sequence[int], *, state: bool = True) -> tuple[Line, ...]:
    """Some counted and uncounted amounts, one for each place; without state money of the first year unless `state`."""
    places = st.tuples(
        st.sampled_from([source.key for source in sources]),
        st.sampled_from(years),
        st.sampled_from(("planlagt", "sokt", "innvilget", "fryst")),
    )
    found = draw(st.lists(places, max_size=4, unique=True))
    return tuple(
        Line(source=source, year=year, certainty=certainty, kroner=draw(AMOUNTS))
        for source, year, certainty in found
        if state or source != "kdd" or year != years[0]
    )


def _state(lines: Sequence[Line]) -> int:
    return sum(line.kroner for line in lines if line.source == "kdd" and line.certainty != "fryst")


@st.composite
def _tiltak(draw: st.DrawFn, uid: str, number: int, name: str) -> Tiltak:
    lines = draw(_lines(SOURCES, (2025,)))
    amount = _state(lines)
    money = f"Tiltaket får {kroner(amount)}." if amount else "Det går bare med arbeidstid."
    return Tiltak(
        uid=uid,
        number=number,
        title=name,
        responsible=(draw(st.sampled_from(KOMMUNER)),),
        partners=(FYLKE,),
        time_from="2025-02",
        time_to=draw(st.sampled_from(("2025-10", "2025"))),
        answers=(
            Answer(key="beskrivelse", text=text("Kommunene prøver ut noe nytt sammen.")),
            Answer(key="framdrift", text=text("Arbeidet begynner i februar 2025 og er ferdig i oktober 2025.")),
            Answer(key="okonomi", text=text(money)),
        ),
        lines=lines,
    )


@st.composite
def clean_plans(draw: st.DrawFn) -> Handlingsplan:
    """A plan with every required answer, whose texts, tables and parties agree."""
    last = draw(st.integers(min_value=2025, max_value=2027))
    first = draw(st.sampled_from((2024, 2025)))
    years, names = range(2025, last + 1), iter(NAMES)
    goals: list[Delmaal] = []
    for number in range(1, draw(st.integers(min_value=1, max_value=4)) + 1):
        found = [
            draw(_tiltak(f"d{number}t{place}", place, next(names)))
            for place in range(1, draw(st.integers(min_value=1, max_value=2)) + 1)
        ]
        goals.append(
            Delmaal(
                uid=f"d{number}",
                number=number,
                title=GOALS[number - 1],
                short_title=GOALS[number - 1].split()[0],
                answers=(
                    Answer(key="resultater", text=text("Innen 2027 skal 20 flere familier bo her.")),
                    Answer(key="roller", text=text("Midtre fylkeskommune er med i arbeidet.")),
                    Answer(key="kommende_aar", text=text("Arbeidet går videre.")),
                ),
                tiltak=tuple(found),
                lines=draw(_lines(SOURCES, years, state=False)),
                earlier=(YearFigure(year=2024, kroner=draw(AMOUNTS)),) if first == 2024 else (),
            )
        )
    posts = tuple(
        Post(
            uid=f"p{number}",
            number=number,
            name=name,
            outside_sum=outside,
            lines=draw(_lines(SOURCES[1:] if outside else SOURCES, years)),
            earlier=(YearFigure(year=2024, kroner=draw(AMOUNTS)),) if first == 2024 and not outside else (),
        )
        for number, (name, outside) in enumerate(
            draw(st.sampled_from(((), (("Prosjektledelse", False),), (("Drift", False), ("Frikjøp", True))))),
            start=len(goals) + 1,
        )
    )
    plan = Handlingsplan(
        slug="lillefjord-2025",
        pilot="Lillefjord",
        year=2025,
        document_date=datetime.date(2024, 12, 6),
        agreement=Agreement(
            first_year=first,
            last_year=last,
            signed=datetime.date(2024, 4, 30),
            parties=tuple(
                AgreementParty(party=party, role="avtalepart", signs=party != KDD) for party in (*KOMMUNER, FYLKE, KDD)
            ),
            hourly_rates=(Rate(year=2025, kroner=RATE),),
        ),
        form=FORM,
        sources=SOURCES,
        answers=(
            Answer(key="introduksjon", text=text("Planen bygger på avtalen fra 30. april 2024.")),
            Answer(key="rammer", text=text("Pengene står i tabellen i kapittel 7.")),
            Answer(key="organisering", text=text("Styringsgruppen møtes to ganger i året.")),
        ),
        delmaal=tuple(goals),
        posts=posts,
    )
    total = overview(plan).rows[-1].cells[-1].kroner
    words = (
        f"Tiltakene får til sammen {kroner(total)}, og en time er regnet til {RATE} kroner."
        if total
        else "Se tabellen."
    )
    return plan.model_copy(update={"answers": (*plan.answers, Answer(key="samlet_budsjett", text=text(words)))})
