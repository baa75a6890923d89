"""Whole plans that could have been written by somebody: five pilots, five hands, both written languages.

They are complete and right, so no rule may say anything of them, and each is a place to put a mistake into. The
facts are made up. A plan is a file that names parties by their keys in the fixtures, and money by source, kroner and
how certain it is; `corpus` makes the value of it.
"""

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from plans.richtext import from_plain, normalise, parse
from reporting.checks import Context
from reporting.value import (
    Agreement,
    AgreementParty,
    Answer,
    Delmaal,
    Form,
    Handlingsplan,
    Line,
    Party,
    Post,
    Prompt,
    Rate,
    Tiltak,
    YearFigure,
)
from tests.reporting.example_plan import SOURCES

_HERE = Path(__file__).resolve().parent
_FIXTURES = _HERE.parents[3] / "fixtures"
NAMES = tuple(sorted(path.stem for path in _HERE.glob("*.toml")))


@cache
def register() -> dict[str, Party]:
    """Every party of the fixtures, by its key."""
    found: dict[str, Party] = {}
    for row in _toml(_FIXTURES / "parties.toml")["party"]:
        number = row.get("organisasjonsnummer")
        found[row["key"]] = Party(
            key=row["key"],
            name=row["name"],
            short_name=row.get("short_name", ""),
            kind=row["kind"],
            organisasjonsnummer=number,
        )
    for pilot in _toml(_FIXTURES / "pilots.toml")["pilot"]:
        for row in pilot["municipality"]:
            found[row["key"]] = Party(
                key=row["key"],
                name=row["name"],
                short_name=row.get("short_name", ""),
                kind="kommune",
                kommunenummer=row["kommunenummer"],
            )
    return found


def context_of(plan: Handlingsplan) -> Context:
    """The day the plan was dated, and a register with the parties of the fixtures and of the plan."""
    assert plan.document_date
    mine = {
        one.key: one for goal in plan.delmaal for item in goal.tiltak for one in (*item.responsible, *item.partners)
    }
    return Context(today=plan.document_date, parties=tuple((register() | mine).values()))


@cache
def read(name: str) -> Handlingsplan:
    """The plan of a file, by the file's name without its ending."""
    return _Reader(_toml(_HERE / f"{name}.toml")).plan(name)


def read_with(name: str, place: str, was: str, now: str) -> Handlingsplan:
    """The same plan with one thing written otherwise: `was` stands once at `place` and becomes `now`."""
    file = _toml(_HERE / f"{name}.toml")
    part, _, key = place.partition("/")
    row = _part(file, part)
    row[key] = _replaced(row[key], was, now)
    return _Reader(file).plan(name)


def _part(file: dict[str, Any], part: str) -> dict[str, Any]:
    """The table of a file that `plan`, `d1` or `1.2` means."""
    goal, _, item = part.removeprefix("d").partition(".")
    row: dict[str, Any] = file["answers"] if part == "plan" else file["delmaal"][int(goal) - 1]
    found: dict[str, Any] = row["tiltak"][int(item) - 1] if item else row
    return found


def _replaced(value: Any, was: str, now: str) -> Any:
    """A text with some of its words replaced, a list with one of its items, or years with one of them."""
    if isinstance(value, dict):
        assert was in value
        return {now if key == was else key: kroner for key, kroner in value.items()}
    if isinstance(value, list):
        assert value.count(was) == 1, was
        return [item for item in (now if item == was else item for item in value) if item]
    assert value.count(was) == 1, was
    return value.replace(was, now)


def _toml(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text("utf-8"))


class _Reader:
    """One file on its way to a value."""

    def __init__(self, file: Mapping[str, Any]) -> None:
        self.file, self.year, self.language = file, file["year"], file["language"]
        own = {
            key: Party(key=key, name=name, short_name=short, kind=kind)
            for key, (name, short, kind) in file.get("party", {}).items()
        }
        self.parties = register() | own
        self.form = self._form()

    def plan(self, slug: str) -> Handlingsplan:
        file, (first, last) = self.file, self.file["years"]
        signed = [self.parties[key] for key in file["parties"]]
        goals = tuple(self._goal(number, row) for number, row in enumerate(file["delmaal"], start=1))
        posts = enumerate(file["post"], start=len(goals) + 1)
        return Handlingsplan(
            slug=slug,
            pilot=file["pilot"],
            year=self.year,
            language=self.language,
            document_date=file["document_date"],
            agreement=Agreement(
                first_year=first,
                last_year=last,
                signed=file["signed"],
                parties=tuple(AgreementParty(party=one, role="avtalepart", signs=one.key != "kdd") for one in signed),
                hourly_rates=(Rate(year=self.year, kroner=file["rate"]),) if "rate" in file else (),
            ),
            form=self.form,
            sources=SOURCES,
            answers=tuple(self._answers(file["answers"], self.form.plan)),
            delmaal=goals,
            posts=tuple(self._post(number, row) for number, row in posts),
        )

    def _form(self) -> Form:
        """The ministry's form in the plan's language and for its year."""
        form = _toml(_FIXTURES / "forms.toml")

        def words(row: Mapping[str, str]) -> str:
            return row[self.language].replace("{år}", str(self.year))

        prompts: dict[str, list[Prompt]] = {"plan": [], "delmaal": [], "tiltak": []}
        for row in form["prompt"]:
            own = Prompt(key=row["key"], wording=words(row), required=row["required"], substance="substance" in row)
            prompts[row["level"]].append(own)
        return Form.model_validate(
            {"key": form["key"], "lead": words(form["lead"]), "overview": words(form["overview"]), **prompts}
        )

    def _answers(self, row: Mapping[str, Any], prompts: tuple[Prompt, ...]) -> Iterator[Answer]:
        for prompt in prompts:
            if (said := row.get(prompt.key, "").strip()).startswith("ikke relevant:"):
                yield Answer(key=prompt.key, not_relevant_reason=said.removeprefix("ikke relevant:").strip())
            elif said:
                html = normalise(said) if said.startswith("<") else from_plain(said)
                yield Answer(key=prompt.key, text=parse(html))

    def _goal(self, number: int, row: Mapping[str, Any]) -> Delmaal:
        uid = f"d{number}"
        return Delmaal(
            uid=uid,
            number=number,
            title=row["title"],
            short_title=row["short"],
            answers=tuple(self._answers(row, self.form.delmaal)),
            tiltak=tuple(self._tiltak(f"{uid}t{place}", place, item) for place, item in enumerate(row["tiltak"], 1)),
            lines=(*self._state(row), *self._lines(row.get("lines", ()))),
            earlier=self._earlier(row),
        )

    def _tiltak(self, uid: str, number: int, row: Mapping[str, Any]) -> Tiltak:
        return Tiltak(
            uid=uid,
            number=number,
            title=row["title"],
            phase=row.get("phase", ""),
            responsible=tuple(self.parties[key] for key in row["by"]),
            partners=tuple(self.parties[key] for key in row["with"]),
            partners_text=row.get("with_text", ""),
            time_from=row["from"],
            time_to=row["to"],
            answers=tuple(self._answers(row, self.form.tiltak)),
            lines=tuple(self._lines(row["money"])),
        )

    def _post(self, number: int, row: Mapping[str, Any]) -> Post:
        own = {int(year): kroner for year, kroner in row.get("egenandel", {}).items()}
        lines = [
            Line(source="egenandel", year=year, kroner=kroner, certainty="planlagt") for year, kroner in own.items()
        ]
        return Post(
            uid=f"p{number}",
            number=number,
            name=row["name"],
            outside_sum=row.get("outside", False),
            lines=(*self._state(row), *lines),
            earlier=self._earlier(row),
        )

    def _lines(self, rows: list[str]) -> Iterator[Line]:
        """Amounts of the plan's year, each written as source, kroner and, where it is not planned, how certain."""
        for row in rows:
            source, kroner, *certainty = row.split()
            yield Line(
                source=source, year=self.year, kroner=int(kroner), certainty=certainty[0] if certainty else "planlagt"
            )

    def _state(self, row: Mapping[str, Any]) -> Iterator[Line]:
        """The state's money of the plan's year and later; what is earlier is history."""
        for year, kroner in row.get("kdd", {}).items():
            if int(year) >= self.year:
                yield Line(source="kdd", year=int(year), kroner=kroner, certainty="planlagt")

    def _earlier(self, row: Mapping[str, Any]) -> tuple[YearFigure, ...]:
        years = row.get("kdd", {}).items()
        return tuple(YearFigure(year=int(year), kroner=kroner) for year, kroner in years if int(year) < self.year)
