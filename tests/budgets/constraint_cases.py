"""Ways to break every constraint on kroner."""

from typing import Any

from budgets import services
from budgets.models import BudgetLine, BudgetPost, EarlierFigure, Frame, FundingSource
from plans.models import Pilot, Plan, PlanDelmaal
from plans.services import UNCHECKED
from tests.constraints import Case


def source(plan: Plan, **fields: Any) -> FundingSource:
    """A source that the pilot does not have."""
    return FundingSource(**{"pilot": plan.agreement.pilot, "key": "ny", "kind": "annet", "name": "Ny", **fields})


def kdd(plan: Plan) -> FundingSource:
    return FundingSource.objects.get(pilot=plan.agreement.pilot_id, key="kdd")


def frame(plan: Plan, **fields: Any) -> Frame:
    return Frame(**{"agreement": plan.agreement, "source": kdd(plan), "year": 2026, "kroner": 1, **fields})


def create_frame(plan: Plan, **fields: Any) -> Frame:
    own = {"agreement": plan.agreement, "source": kdd(plan), "year": 2026, "kroner": 1, "certainty": "planlagt"}
    return services.create_frame(**{**own, "by": None, **fields})


def first_post(plan: Plan) -> BudgetPost:
    return BudgetPost.objects.filter(plan=plan)[0]


def delmaal(plan: Plan) -> PlanDelmaal:
    return plan.delmaal.get(number=2)


def line(plan: Plan, **fields: Any) -> BudgetLine:
    """An amount in a cell that is empty."""
    own = {"plan": plan, "source": kdd(plan), "year": 2027, "kroner": 1, "certainty": "sokt"}
    return BudgetLine(**{**own, **({"delmaal": delmaal(plan)} | fields)})


def line_again(found: BudgetLine) -> BudgetLine:
    """The same cell once more."""
    columns = ("plan", "tiltak", "delmaal", "post", "source", "year", "certainty", "shared_with")
    return BudgetLine(kroner=1, **{name: getattr(found, name) for name in columns})


def shared_line_again(plan: Plan) -> BudgetLine:
    other = Pilot.objects.exclude(pk=plan.agreement.pilot_id)[0]
    return line_again(stored(line(plan, shared_with=other)))


def stored(row: Any) -> Any:
    row.save()
    return row


def set_amount(plan: Plan, kroner: int, certainty: str = "planlagt") -> BudgetLine | None:
    cell = services.Cell(delmaal(plan), kdd(plan), 2027, certainty)
    return services.set_amount(cell=cell, kroner=kroner, base=UNCHECKED, by=None)


def move_to_a_cell_that_is_taken(plan: Plan) -> BudgetLine | None:
    set_amount(plan, 1, "planlagt")
    set_amount(plan, 2, "innvilget")
    cell = services.Cell(delmaal(plan), kdd(plan), 2027, "planlagt")
    return services.move_amount(cell=cell, certainty="innvilget", kroner=1, base=UNCHECKED, by=None)


def earlier(plan: Plan, **fields: Any) -> EarlierFigure:
    return EarlierFigure(**({"plan": plan, "delmaal": delmaal(plan), "year": 2024, "kroner": 1} | fields))


def earlier_again(row: EarlierFigure) -> EarlierFigure:
    row.save()
    return EarlierFigure(plan=row.plan, delmaal=row.delmaal, post=row.post, year=row.year, kroner=2)


CASES = (
    Case(
        "source_key_once",
        lambda plan: source(plan, key="kdd"),
        lambda plan, by: services.create_source(pilot=plan.agreement.pilot, key="kdd", kind="annet", name="Ny", by=by),
    ),
    Case(
        "source_name_once",
        lambda plan: source(plan, name="Annet"),
        lambda plan, by: services.create_source(
            pilot=plan.agreement.pilot, key="ny", kind="annet", name="Annet", by=by
        ),
    ),
    Case(
        "source_state_has_chapter",
        lambda plan: source(plan, kind="stat", post="66"),
        lambda plan, by: services.create_source(
            pilot=plan.agreement.pilot, key="ny", kind="stat", name="Ny", post="66", by=by
        ),
        variant="no chapter",
    ),
    Case("source_state_has_chapter", lambda plan: source(plan, kind="stat", chapter="553"), variant="no post"),
    Case("frame_not_negative", lambda plan: frame(plan, kroner=-1), lambda plan, by: create_frame(plan, kroner=-1)),
    Case(
        "frame_moved_forward",
        lambda plan: frame(plan, moved_to=2026),
        lambda plan, by: create_frame(plan, moved_to=2026),
        variant="to the same year",
    ),
    Case("frame_moved_forward", lambda plan: frame(plan, moved_to=2025), variant="back"),
    Case(
        "post_uid_once",
        lambda plan: BudgetPost(plan=plan, name="Ny", uid=first_post(plan).uid),
        lambda plan, by: services.create_post(plan=plan, name="Ny", position=90, uid=first_post(plan).uid, by=by),
    ),
    Case(
        "post_name_once",
        lambda plan: BudgetPost(plan=plan, name=first_post(plan).name),
        lambda plan, by: services.create_post(plan=plan, name=first_post(plan).name, position=90, by=by),
    ),
    Case("line_exactly_one_row", lambda plan: line(plan, delmaal=None), variant="none"),
    Case("line_exactly_one_row", lambda plan: line(plan, post=first_post(plan)), variant="delmål and post"),
    Case(
        "line_exactly_one_row",
        lambda plan: line(plan, tiltak=delmaal(plan).tiltak.all()[0]),
        variant="tiltak and delmål",
    ),
    Case(
        "line_exactly_one_row",
        lambda plan: line(plan, delmaal=None, tiltak=delmaal(plan).tiltak.all()[0], post=first_post(plan)),
        variant="tiltak and post",
    ),
    Case(
        "line_exactly_one_row",
        lambda plan: line(plan, tiltak=delmaal(plan).tiltak.all()[0], post=first_post(plan)),
        variant="all three",
    ),
    Case(
        "line_once",
        lambda plan: line_again(BudgetLine.objects.filter(plan=plan, tiltak__isnull=False)[0]),
        variant="tiltak",
    ),
    Case(
        "line_once",
        lambda plan: line_again(BudgetLine.objects.filter(plan=plan, delmaal__isnull=False)[0]),
        variant="delmål",
    ),
    Case("line_once", lambda plan: line_again(first_post(plan).lines.all()[0]), variant="post"),
    Case("line_once", shared_line_again, lambda plan, by: move_to_a_cell_that_is_taken(plan), variant="shared"),
    Case("line_not_negative", lambda plan: line(plan, kroner=-1), lambda plan, by: set_amount(plan, -1)),
    Case(
        "line_certainty_known",
        lambda plan: line(plan, certainty="kanskje"),
        lambda plan, by: set_amount(plan, 1, "kanskje"),
    ),
    Case("earlier_exactly_one_row", lambda plan: earlier(plan, delmaal=None), variant="none"),
    Case("earlier_exactly_one_row", lambda plan: earlier(plan, post=first_post(plan)), variant="both"),
    Case("earlier_once", lambda plan: earlier_again(earlier(plan)), variant="delmål"),
    Case(
        "earlier_once",
        lambda plan: earlier_again(earlier(plan, delmaal=None, post=first_post(plan))),
        variant="post",
    ),
    Case(
        "earlier_not_negative",
        lambda plan: earlier(plan, kroner=-1),
        lambda plan, by: services.set_earlier_figure(row=delmaal(plan), year=2024, kroner=-1, by=by),
    ),
)

#: What lies just inside a constraint and is no fault.
ALLOWED = (
    lambda plan: source(plan, kind="stat", chapter="553", post="66"),
    lambda plan: source(plan),
    lambda plan: frame(plan, kroner=0, moved_to=2027),
    lambda plan: line(plan, kroner=0),
    lambda plan: line(plan, certainty="avslatt"),
    lambda plan: line(plan, delmaal=None, post=first_post(plan)),
    lambda plan: line(plan, shared_with=Pilot.objects.exclude(pk=plan.agreement.pilot_id)[0]),
    lambda plan: earlier(plan, kroner=0),
)
