"""A delmål that can be removed."""

from plans import services
from plans.models import Delmaal, Plan
from plans.roles import Role


def empty_delmaal(plan: Plan) -> Delmaal:
    """A delmål that stands empty in a draft, with a work group and a collaborator of two delmål."""
    agreement = plan.agreement
    delmaal = services.create_delmaal(agreement=agreement, title="Ferie", short_title="Ferie", theme=None, by=None)
    services.refresh_plan_delmaal(plan=plan, by=None)
    services.create_work_group(agreement=agreement, name="Feriegruppa", leader=None, delmaal=delmaal, by=None)
    person = services.create_person(email="to@eksempel.example", name="To", by=None)
    both = [delmaal, agreement.delmaal.all()[0]]
    services.add_membership(person=person, role=Role.MEDARBEIDER, pilot=agreement.pilot, delmaal=both, by=None)
    return delmaal
