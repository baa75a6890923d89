"""The arguments of addresses that several rooms share."""

from typing import Any

from plans.models import Plan


def nowhere(plan: Plan) -> dict[str, Any]:
    return {}


def of_pilot(plan: Plan) -> dict[str, Any]:
    return {"pilot": plan.agreement.pilot.slug}


def of_plan(plan: Plan) -> dict[str, Any]:
    return {"pilot": plan.agreement.pilot.slug, "year": plan.year}


def of_tiltak(plan: Plan) -> dict[str, Any]:
    """The first tiltak of the first delmål: outside what the demo collaborator is limited to."""
    return {**of_plan(plan), "uid": plan.tiltak.order_by("delmaal__number", "position")[0].uid}


def of_delmaal(plan: Plan) -> dict[str, Any]:
    return {**of_plan(plan), "uid": plan.delmaal.all()[0].uid}


def beside_tiltak(plan: Plan) -> dict[str, Any]:
    return {**of_plan(plan), "place": f"tiltak-{of_tiltak(plan)['uid']}"}
