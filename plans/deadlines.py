"""Whether a deadline of a plan is kept, read from where the plan is. Pure."""

from plans.models import Deadline, Plan

_S = Plan.Status
#: How far each status is on the way. What KDD has asked to have changed has been sent.
_FAR = {
    _S.UTKAST: 0,
    _S.VEDTATT: 1,
    _S.SENDT: 2,
    _S.ENDRINGER: 2,
    _S.GODKJENT: 3,
    _S.VILKAAR: 3,
    _S.ERSTATTET: 3,
}


def is_about(deadline: Deadline, plan: Plan) -> bool:
    """Tell whether a deadline asks something of a plan: its year, in its agreement or in all."""
    return (
        bool(deadline.reaches)
        and deadline.plan_year == plan.year
        and deadline.agreement_id in (None, plan.agreement_id)
    )


def is_kept(deadline: Deadline, plan: Plan) -> bool:
    """Tell whether a plan has come as far as a deadline about it asks for."""
    return _FAR[_S(plan.status)] >= _FAR[_S(deadline.reaches)]
