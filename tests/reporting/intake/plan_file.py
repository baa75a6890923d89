"""A small made-up plan as a Word document, in as many ways as people write one. Its faults are those of a real plan.

Section 6 leaves row 2 out of its first sum, section 7 has a row's total 100 000 too low, and the text of tiltak 1.2
says another amount than the tables. Every way of writing it must be understood as the same plan.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from tests.reporting.intake.known import known
from tests.reporting.intake.word_file import numbered, packed, paragraph, run, table

Rows = list[list[str]]


def amount(kroner: int) -> str:
    """Return an amount with spaces."""
    return f"{kroner:,}".replace(",", " ")


@dataclass
class Way:
    """How a plan is written. Each function returns the XML of one thing."""

    year: int = 2025
    language: str = "nb"
    section: Callable[[int, str], str] = lambda n, text: paragraph(run(f"{n}. {text}"), style="Overskrift1")
    goal: Callable[[int, str], str] = lambda n, text: paragraph(run(f"Delmål {n}: {text}"), style="Overskrift2")
    tiltak: Callable[[int, str], str] = lambda n, text: paragraph(run(f"Tiltak {n}: {text}"), style="Overskrift3")
    prompt: Callable[[str], str] = lambda text: paragraph(run(text, bold=True))
    answer: Callable[[str], str] = lambda text: paragraph(run(text))
    title: Callable[[str], str] = lambda text: paragraph(run(text), style="Tittel")
    overview: Callable[[Rows], str] = table
    about: Callable[[Rows], str] = table
    years: Callable[[Rows], str] = table
    sources: Callable[[Rows], str] = table
    number: Callable[[int], str] = amount
    joined: Callable[[str, str], str] | None = None
    heads: dict[str, Sequence[str]] = field(default_factory=dict)

    def words(self, level: str, key: str) -> str:
        """Return the form's own words for a prompt."""
        (form,) = known().forms
        found = next(one for one in form.of(level) if one.key == key)
        return (found.nn if self.language == "nn" else found.nb).replace("{år}", str(self.year))

    def asked(self, level: str, key: str, text: str) -> str:
        """Return a prompt with its answer."""
        prompt = self.words(level, key)
        return self.joined(prompt, text) if self.joined else self.prompt(prompt) + self.answer(text)

    def lead(self) -> str:
        """Return the line over the tiltak of a delmål."""
        (form,) = known().forms
        return form.lead[self.language == "nn"].replace("{år}", str(self.year))


GOALS = ("Øke bosettingen", "Flere lærlinger")
TILTAK = (("Boligbank", "Vertskap"), ("Lærlingtorg",))
RESPONSIBLE, PARTNERS = "Lillefjord kommune", "Midtre fylkeskommune, Statsforvalteren, næringslivet i regionen"
ANSWERS = ("Vi finner hus som står tomme.", "Tiltaket får 150 000 kr i {year}.", "Vi lager et torg for lærlinger.")


def body(way: Way) -> str:
    """Return the plan's body."""
    year = way.year
    made = [way.title(f"Handlingsplan {year}"), paragraph(run("Oppfølging av bygdevekstavtalen for Midtre"))]
    made.append(way.section(1, way.words("plan", "introduksjon")))
    made.append(way.answer(f"Lillefjord og Storvik har inngått en avtale for {year - 1}–{year + 2}."))
    made.append(way.answer("Avtalen har to delmål, i prioritert rekkefølge:"))
    made += [paragraph(run(text), about=numbered(4)) for text in GOALS]
    made.append(way.section(2, way.words("plan", "rammer")) + way.answer("Planen er grunnlag for utbetaling."))
    made.append(way.section(3, way.words("plan", "handlingsplan_per_delmaal")))
    made.append(way.overview(_overview(way)))
    for number, title in enumerate(GOALS, start=1):
        made.append(way.goal(number, title))
        made.append(way.asked("delmaal", "resultater", f"Delmål {number} skal gi ti nye innbyggere."))
        made.append(way.asked("delmaal", "okonomi", "Se tabellen i kapittel 7."))
        made.append(way.prompt(way.lead()) + way.about(_about(way, number)))
        for place, name in enumerate(TILTAK[number - 1], start=1):
            money = ANSWERS[1].format(year=year) if name == "Vertskap" else "Bare arbeidstid."
            made.append(way.tiltak(place, name))
            made.append(way.asked("tiltak", "beskrivelse", ANSWERS[0] if number == 1 else ANSWERS[2]))
            made.append(way.asked("tiltak", "okonomi", money))
    made.append(way.section(4, way.words("plan", "organisering")) + way.answer("Styringsgruppen leder arbeidet."))
    made.append(way.section(5, way.words("plan", "forankring")))
    made.append(way.answer(f"Handlingsplanen er vedtatt i styringsgruppen 13. januar {year}."))
    made.append(way.section(6, way.words("plan", "budsjett_avtaleperioden")) + way.years(_years(way)))
    made.append(way.section(7, way.words("plan", "samlet_budsjett")) + way.sources(_sources(way)))
    made.append(way.answer("Timene er regnet til 500 kroner."))
    return "".join(made)


def _overview(way: Way) -> Rows:
    n = way.number
    return [
        list(way.heads.get("overview", ("", "Tiltak", "Beløp"))),
        ["Delmål 1:", GOALS[0], ""],
        ["1.", "Boligbank", n(300_000)],
        ["2.", "Vertskap", n(200_000)],
        ["Til sammen", "", n(500_000)],
        ["Delmål 2:", GOALS[1], ""],
        ["1.", "Lærlingtorg", n(400_000)],
        ["Til sammen", "", n(400_000)],
        ["", f"Total bruk av bygdevekstmidler i {way.year}", n(900_000)],
    ]


def _about(way: Way, goal: int) -> Rows:
    heads = way.heads.get("about", ("", "Tiltak", "Hovedansvarlig", "Samarbeidsparter", "Tidsramme"))
    rows = [
        [str(place), name, RESPONSIBLE, PARTNERS, f"Desember {way.year}"]
        for place, name in enumerate(TILTAK[goal - 1], start=1)
    ]
    return [list(heads), *rows]


def _years(way: Way) -> Rows:
    n, year = way.number, way.year
    return [
        list(way.heads.get("years", ("", "Delmål", "Totalbudsjett", str(year), str(year + 1), str(year + 2)))),
        ["1", "Bosetting", n(1_500_000), n(500_000), n(500_000), n(500_000)],
        ["2", "Lærlinger", n(800_000), n(400_000), n(400_000), ""],
        ["3", "Prosjektledelse", n(600_000), n(200_000), n(200_000), n(200_000)],
        ["4", "Frikjøp", f"({n(300_000)})", f"({n(100_000)})", f"({n(100_000)})", f"({n(100_000)})"],
        ["", "SUM", n(2_900_000), n(700_000), n(1_100_000), n(700_000)],
    ]


def _sources(way: Way) -> Rows:
    n = way.number
    heads = ("", "Delmål", "Totalbudsjett", "KDD post 66", "Kommunal egenandel", "Fylkeskommunen")
    return [
        list(way.heads.get("sources", heads)),
        ["1", "Bosetting", n(700_000), n(500_000), n(100_000), n(100_000)],
        ["2", "Lærlinger", n(400_000), n(400_000), n(100_000), ""],
        ["3", "Prosjektledelse", n(200_000), n(200_000), "", ""],
        ["4", "Frikjøp", f"({n(100_000)})", "", f"({n(100_000)})", ""],
        ["", "SUM", n(1_400_000), n(1_100_000), n(200_000), n(100_000)],
    ]


def document(way: Way | None = None) -> bytes:
    """Return the plan as a file."""
    return packed(body(way or Way()))
