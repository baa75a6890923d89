"""What is measured, each as a ratio to something that should cost about as much, or a known share of it."""

import datetime
from collections.abc import Callable
from typing import NamedTuple

from plans.models import Plan
from reporting import snapshots, tables
from reporting.checks import checks
from reporting.context import load_context
from reporting.exports import figure_data
from reporting.formats import data, pdf, xlsx
from reporting.load import load, standing
from reporting.value import Handlingsplan
from tests.reporting.checks.real_plan import stated


class Case(NamedTuple):
    """A pair of functions, and what the ratio says."""

    name: str
    says: str
    a: Callable[[], object]
    b: Callable[[], object]
    rounds: int


def grown(plan: Handlingsplan, times: int) -> Handlingsplan:
    """Return the plan with every delmål's tiltak repeated, as a plan of some hundred tiltak."""
    return plan.model_copy(
        update={
            "delmaal": tuple(
                goal.model_copy(
                    update={
                        "tiltak": tuple(
                            tiltak.model_copy(update={"uid": f"{tiltak.uid}-{turn}", "number": number})
                            for number, (turn, tiltak) in enumerate(
                                ((turn, tiltak) for turn in range(times) for tiltak in goal.tiltak), start=1
                            )
                        )
                    }
                )
                for goal in plan.delmaal
            )
        }
    )


def cases() -> list[Case]:
    """Return the cases over the demo plan of Indre Namdal, which must be in the database."""
    row = Plan.objects.get(slug="indre-namdal-2025")
    plan, state = load(row), standing(row)
    large = grown(plan, 12)
    bare = plan.model_copy(update={"delmaal": plan.delmaal[:1]})
    figures = figure_data(plan)
    context, printed = load_context(row, today=datetime.date(2024, 12, 6)), stated(plan)
    return [
        Case("null", "the same work twice: the noise of this run", lambda: load(row), lambda: load(row), 15),
        Case("tables 288/24", "tables of 12 times the tiltak; 12 is linear", *_tables(large, plan), 15),
        Case(
            "json/load",
            "the snapshot's bytes against reading the plan",
            lambda: snapshots.canonical(plan),
            lambda: load(row),
            15,
        ),
        Case(
            "kontroll/load",
            "every rule on the plan as printed against reading the plan",
            lambda: checks(plan, context, printed),
            lambda: load(row),
            9,
        ),
        Case(
            "kontroll 288/24",
            "every rule on 12 times the tiltak; 12 is linear",
            lambda: checks(large, context),
            lambda: checks(plan, context),
            5,
        ),
        Case("xlsx/data", "workbook against JSON", lambda: xlsx.write(plan, state), lambda: data.write(plan, state), 9),
        Case(
            "pdf 7/1 delmål",
            "PDF of the whole plan against one delmål; the pages are about 4 to 1",
            lambda: pdf.write(plan, state, figures),
            lambda: pdf.write(bare, state, figures),
            3,
        ),
    ]


def _tables(large: Handlingsplan, small: Handlingsplan) -> tuple[Callable[[], object], Callable[[], object]]:
    """Return the making of the money tables of both plans."""
    return lambda: tables.money_tables(large), lambda: tables.money_tables(small)
