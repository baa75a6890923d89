"""Every write of a single field, as one table: how it is saved, where it lands, and what its base hash is taken of."""

import datetime
from collections.abc import Callable
from typing import Any, NamedTuple

from budgets import services as money
from budgets.models import FundingSource
from plans import paths, services
from plans.models import Answer, Party, Person, Plan, PlanDelmaal, Tiltak, TiltakChange, TiltakParty
from plans.services.tiltak import parties_value, time_frame_value
from plans.timeframe import TimeFrame


class Write(NamedTuple):
    """One kind of field. `values` are two that differ from each other and from what the demo plan holds."""

    name: str
    path: Callable[[Plan], str]
    stored: Callable[[Plan], Any]
    save: Callable[[Plan, Any, str, Person | None], object]
    values: tuple[Any, Any]


def tiltak(plan: Plan) -> Tiltak:
    """The plan's first tiltak, as it is stored now."""
    return Tiltak.objects.select_related("plan", "delmaal").get(plan=plan, delmaal__number=1, position=1)


def delmaal(plan: Plan) -> PlanDelmaal:
    """The plan's first delmål, as it is stored now."""
    return PlanDelmaal.objects.select_related("plan").get(plan=plan, number=1)


def place(plan: Plan, level: str) -> Plan | PlanDelmaal | Tiltak:
    """Where an answer of a level stands."""
    if level == "plan":
        return plan
    return delmaal(plan) if level == "delmaal" else tiltak(plan)


def _answers(plan: Plan, level: str, key: str) -> Any:
    where = {
        "delmaal": delmaal(plan) if level == "delmaal" else None,
        "tiltak": tiltak(plan) if level == "tiltak" else None,
    }
    return Answer.objects.filter(plan=plan, prompt__key=key, prompt__level=level, **where)


def _answer(name: str, level: str, key: str) -> Write:
    def path(plan: Plan) -> str:
        found = place(plan, level)
        return paths.answer(level, None if isinstance(found, Plan) else found.uid, key)

    def save(plan: Plan, value: Any, base: str, by: Person | None) -> object:
        return services.save_answer(place=place(plan, level), key=key, html=value, base=base, by=by)

    def stored(plan: Plan) -> Any:
        return "".join(answer.html for answer in _answers(plan, level, key))

    return Write(name, path, stored, save, ("<p>Én vei.</p>", "<p>En annen vei.</p>"))


def _not_relevant(level: str, key: str) -> Write:
    def save(plan: Plan, value: Any, base: str, by: Person | None) -> object:
        return services.set_not_relevant(place=place(plan, level), key=key, reason=value, base=base, by=by)

    def stored(plan: Plan) -> Any:
        return "".join(answer.not_relevant_reason for answer in _answers(plan, level, key))

    return Write(
        "not relevant",
        lambda plan: f"{paths.answer(level, delmaal(plan).uid, key)}/ikke-relevant",
        stored,
        save,
        ("Gjelder ikke oss.", "Er gjort ferdig."),
    )


def _said(said: Any, column: str) -> Write:
    """What is said of a change, here of a tiltak that the plan itself has."""

    def save(plan: Plan, value: Any, base: str, by: Person | None) -> object:
        return services.set_change_text(plan=plan, uid=tiltak(plan).uid, said=said, text=value, base=base, by=by)

    def stored(plan: Plan) -> Any:
        return "".join(TiltakChange.objects.filter(plan=plan, uid=tiltak(plan).uid).values_list(column, flat=True))

    return Write(
        said, lambda plan: paths.tiltak_field(tiltak(plan).uid, said), stored, save, ("Det ble dyrt.", "Det gikk bra.")
    )


def _parties(part: TiltakParty.Part) -> Write:
    def save(plan: Plan, value: Any, base: str, by: Person | None) -> object:
        *keys, text = value
        parties = [Party.objects.get(key=key) for key in keys]
        return services.set_parties(tiltak=tiltak(plan), part=part, parties=parties, text=text, base=base, by=by)

    return Write(
        f"parties, {part}",
        lambda plan: paths.tiltak_field(tiltak(plan).uid, part.value),
        lambda plan: parties_value(tiltak(plan), part),
        save,
        (["lierne", "grong", "naboene"], ["grong", "lierne", "naboene"]),
    )


def _plan_field(field: str, values: tuple[Any, Any]) -> Write:
    def save(plan: Plan, value: Any, base: str, by: Person | None) -> object:
        return services.set_plan_field(plan=plan, field=field, value=value, base=base, by=by)

    return Write(
        field,
        lambda plan: paths.plan_field(field),
        lambda plan: getattr(Plan.objects.get(pk=plan.pk), field),
        save,
        values,
    )


def _amount(name: str, row: Callable[[Plan], money.Row], year: int) -> Write:
    def cell(plan: Plan) -> money.Cell:
        source = FundingSource.objects.get(pilot=plan.agreement.pilot_id, key="kdd")
        return money.Cell(row(plan), source, year, "planlagt")

    def save(plan: Plan, value: Any, base: str, by: Person | None) -> object:
        kroner, note, _ = value
        return money.set_amount(cell=cell(plan), kroner=kroner, note=note, base=base, by=by)

    return Write(
        name,
        lambda plan: cell(plan).path,
        lambda plan: money.line_value(money.find_line(cell(plan))),
        save,
        ([0, "", "planlagt"], [125_000, "Nå fordelt.", "planlagt"]),
    )


def _cell() -> Write:
    """A whole cell of the grid that is empty: what two people type in it never adds up."""

    def place(plan: Plan) -> money.Place:
        return money.Place(tiltak(plan), FundingSource.objects.get(pilot=plan.agreement.pilot_id, key="annet"), 2025)

    def save(plan: Plan, value: Any, base: str, by: Person | None) -> object:
        return money.set_cell(place=place(plan), amounts=[money.Amount(*one) for one in value], base=base, by=by)

    def path(plan: Plan) -> str:
        certainty = next((one.certainty for one in money.amounts_of(place(plan))), "planlagt")
        return paths.line("tiltak", tiltak(plan).uid, "annet", 2025, certainty)

    def stored(plan: Plan) -> Any:
        return sorted(list(one) for one in money.amounts_of(place(plan)))

    return Write("an empty cell", path, stored, save, ([["planlagt", "", 700, ""]], [["sokt", "", 800, ""]]))


#: Several amounts saved as one thing: it has a base of its own, and the paths of the amounts in it.
CELL = _cell()

WRITES = (
    Write(
        "title",
        lambda plan: paths.tiltak_field(tiltak(plan).uid, "title"),
        lambda plan: tiltak(plan).title,
        lambda plan, value, base, by: services.set_title(tiltak=tiltak(plan), title=value, base=base, by=by),
        ("Bygge bro", "Bygge to broer"),
    ),
    Write(
        "phase",
        lambda plan: paths.tiltak_field(tiltak(plan).uid, "phase"),
        lambda plan: tiltak(plan).phase,
        lambda plan, value, base, by: services.set_phase(tiltak=tiltak(plan), phase=value, base=base, by=by),
        ("strategi", "uttesting"),
    ),
    Write(
        "time frame",
        lambda plan: paths.tiltak_field(tiltak(plan).uid, "tidsramme"),
        lambda plan: time_frame_value(tiltak(plan)),
        lambda plan, value, base, by: services.set_time_frame(
            tiltak=tiltak(plan), frame=TimeFrame(*value), base=base, by=by
        ),
        (["2025", "2026-06", "om været holder"], ["", "2025-05-17", ""]),
    ),
    _parties(TiltakParty.Part.RESPONSIBLE),
    _parties(TiltakParty.Part.PARTNER),
    _said("begrunnelse", "reason"),
    _said("vurdering", "assessment"),
    _answer("answer of the plan", "plan", "rammer"),
    _answer("answer of a delmål", "delmaal", "resultater"),
    _answer("answer of a tiltak", "tiltak", "beskrivelse"),
    _answer("answer where there is none", "delmaal", "annet_arbeid"),
    _not_relevant("delmaal", "annet_arbeid"),
    Write(
        "money note",
        lambda plan: paths.delmaal_field(delmaal(plan).uid, "money_note"),
        lambda plan: delmaal(plan).money_note,
        lambda plan, value, base, by: services.set_money_note(delmaal=delmaal(plan), note=value, base=base, by=by),
        ("680 000 er søkt om.", "700 000 er søkt om."),
    ),
    _plan_field("case_number", ("24/123", "24/124")),
    _plan_field("document_date", (datetime.date(2025, 1, 2), datetime.date(2025, 1, 3))),
    _plan_field("adoption_date", (datetime.date(2025, 1, 2), datetime.date(2025, 1, 3))),
    _amount("amount of a tiltak", tiltak, 2025),
    _amount("amount of a delmål", delmaal, 2026),
    _amount("amount where there is none", delmaal, 2025),
    _amount("amount of a post", lambda plan: plan.posts.all()[0], 2025),
)
