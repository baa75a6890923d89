"""What the table of transitions wants to know of a plan and of a person, read from the database."""

from collections.abc import Collection

from plans.models import AgreementParty, Membership, Party, Person, Plan
from plans.permissions import capabilities
from reporting.checks import count
from reporting.checks.finding import Finding
from reporting.control import Control
from review.models import Asked, Move, Signature, Version
from review.workflow import BY_KEY, Actor, Facts, Need

#: Steps by which somebody has handled a plan, so that another must approve it.
HANDLING = ("be-om-endringer", "innstill")
#: Steps by which a plan comes to KDD.
SENDING = frozenset(key for key, row in BY_KEY.items() if row.target == "sendt")


def load_actor(person: Person, plan: Plan) -> Actor:
    """Return what a person is to a plan: three queries."""
    pilot = plan.agreement.pilot_id
    return Actor(
        capabilities(person, plan),
        own=Membership.objects.filter(person=person, pilot=pilot).exists(),
        handled=Move.objects.filter(plan=plan, by=person, key__in=HANDLING).exists(),
    )


def latest_version(plan: Plan) -> Version | None:
    """Return the plan's newest version; None for a plan that was never adopted. The snapshot comes with it."""
    return Version.objects.filter(plan=plan).select_related("snapshot", "by").order_by("-number").first()


def last_move(plan: Plan) -> Move | None:
    """Return the last step the plan has taken."""
    return Move.objects.filter(plan=plan).select_related("by").first()


def signers(plan: Plan) -> list[Party]:
    """Return the parties that sign a plan before it is sent: those of the agreement that sign, but for the ministry."""
    members = AgreementParty.objects.filter(agreement=plan.agreement_id, signs=True).select_related("party")
    return [member.party for member in members if member.party.kind != Party.Kind.DEPARTEMENT]


def unsigned(plan: Plan, version: Version | None) -> list[Party]:
    """Return the parties whose signature on a version is not noted."""
    signed = set(Signature.objects.filter(version=version).values_list("party", flat=True)) if version else set()
    return [party for party in signers(plan) if party.pk not in signed]


def open_asked(plan: Plan) -> list[Asked]:
    """Return what KDD asked for when it last did, answered or not."""
    asked = Move.objects.filter(plan=plan, key="be-om-endringer").first()
    return list(asked.asked.select_related("answered_by", "move")) if asked else []


def recommendation(plan: Plan) -> Move | None:
    """Return the case handler's recommendation on the plan as it was last sent; None before there is one."""
    sent = Move.objects.filter(plan=plan, key__in=SENDING).first()
    if sent is None:
        return None
    return Move.objects.filter(plan=plan, key="innstill", pk__gt=sent.pk).select_related("by").first()


def load_facts(plan: Plan, needs: Collection[Need], open_findings: Collection[Finding] = ()) -> Facts:
    """Return what the named needs are judged by; `open_findings` are those that nobody lets stand."""
    counts = count(open_findings)
    return Facts(
        errors=counts.feil,
        warnings=counts.advarsel,
        unsigned=tuple(str(party) for party in unsigned(plan, latest_version(plan))) if Need.SIGNED in needs else (),
        unanswered=sum(not one.answered_at for one in open_asked(plan)) if Need.ANSWERED in needs else 0,
        recommended=Need.RECOMMENDED in needs and recommendation(plan) is not None,
    )


def open_findings(control: Control) -> list[Finding]:
    """Return the findings of a plan that nobody lets stand."""
    return [shown.finding for group in control.groups for shown in group.findings]
