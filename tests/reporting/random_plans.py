"""Plans of every shape that the portal can hold, for tests of what is true of all plans."""

from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st

from reporting.value import Delmaal, Handlingsplan, Line, Post, Source, YearFigure
from tests.reporting import small_plan

KINDS = ("stat", "egenandel", "fylkeskommune", "statsforvalter", "offentlige", "annet")
CERTAINTIES = ("planlagt", "sokt", "innvilget", "fryst", "avslatt")
#: Any amount, with zero often enough to tell it from blank.
AMOUNTS = st.one_of(st.just(0), st.integers(min_value=0, max_value=10**9))
NOTES = st.sampled_from(("", "", "Merknad om beløpet.", "En annen merknad."))


@st.composite
def lines(draw: st.DrawFn, sources: tuple[Source, ...], years: tuple[int, ...]) -> tuple[Line, ...]:
    """Some amounts of these sources and years; one for each place and certainty, as the database has it."""
    if not sources:
        return ()
    places = st.tuples(
        st.sampled_from([source.key for source in sources]),
        st.sampled_from(years),
        st.sampled_from(CERTAINTIES),
        st.sampled_from(("", "Storefjord")),
    )
    return tuple(
        Line(source=source, year=year, certainty=certainty, shared_with=shared, kroner=draw(AMOUNTS), note=draw(NOTES))
        for source, year, certainty, shared in draw(st.lists(places, max_size=4, unique=True))
    )


@st.composite
def earlier(draw: st.DrawFn) -> tuple[YearFigure, ...]:
    """Figures of years before the plan's."""
    years = draw(st.lists(st.sampled_from((2023, 2024)), unique=True, max_size=2))
    return tuple(YearFigure(year=year, kroner=draw(AMOUNTS)) for year in sorted(years))


@st.composite
def plans(draw: st.DrawFn) -> Handlingsplan:
    """A plan with any number of delmål, tiltak, posts, sources and years, none included."""
    kinds = draw(st.lists(st.sampled_from(KINDS), max_size=4))
    sources = tuple(Source(key=f"k{n}", kind=kind, name=f"Kilde {n}") for n, kind in enumerate(kinds))
    last_year = draw(st.integers(min_value=2025, max_value=2028))
    this_year, years = (2025,), tuple(range(2025, last_year + 1))
    goals: list[Delmaal] = []
    for number in range(1, draw(st.integers(min_value=0, max_value=3)) + 1):
        found = [
            small_plan.tiltak(f"d{number}t{place}", *draw(lines(sources, this_year)), number=place)
            for place in range(1, draw(st.integers(min_value=0, max_value=3)) + 1)
        ]
        own = draw(lines(sources, years))
        note = draw(st.sampled_from(("", "Midler utenfor tabellene.")))
        goals.append(small_plan.delmaal(number, found, own, earlier=draw(earlier()), money_note=note))
    posts: list[Post] = []
    for number in range(len(goals) + 1, len(goals) + 1 + draw(st.integers(min_value=0, max_value=2))):
        own = draw(lines(sources, years))
        posts.append(small_plan.post(number, *own, outside_sum=draw(st.booleans()), earlier=draw(earlier())))
    agreement = small_plan.plan().agreement.model_copy(update={"last_year": last_year})
    return small_plan.plan(goals, posts, sources=sources, agreement=agreement)


def any_plan(test: Callable[..., None]) -> Callable[..., None]:
    """Run a test on many plans. How long one takes says something of the machine and nothing of the plan."""
    return settings(deadline=None)(given(plans())(test))
