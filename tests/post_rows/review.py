"""Good data for comments and for the plan's way to KDD."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from plans.models import Person, Plan, Tiltak
from plans.services import field_hash
from reporting.load import load
from review.models import Comment
from review.services.confirmations import find_tiltak, tiltak_hash
from review.services.facts import signers
from review.services.moves import base_of
from tests.permission_rows.kwargs import of_plan
from tests.permission_table import PLAN_ROWS
from tests.pictures import scanned
from tests.post_rows.post import Data, Post
from tests.review import steps


def _adoptable(client: Client, plan: Plan) -> tuple[Data, Data]:
    sent = {"base": base_of(plan), "adoption_date": "2024-12-13", "case_number": "12/24"}
    return {**of_plan(plan), "key": "vedta"}, sent


def _sendable(client: Client, plan: Plan) -> tuple[Data, Data]:
    """Adopted, and signed by every party."""
    leader = Person.objects.get(email="prosjektleder@demo.example")
    steps.take(plan, "vedta", leader)
    for party in signers(plan):
        steps.take(plan, "signer", leader, steps.signature(party))
    return {**of_plan(plan), "key": "send"}, {"base": base_of(plan)}


def _signed_copy(client: Client, plan: Plan) -> tuple[Data, Data]:
    """Adopted, and signed on paper that was scanned."""
    _sendable(client, plan)
    return {**of_plan(plan), "number": 1}, {"file": SimpleUploadedFile("underskrevet.pdf", scanned())}


def _asked_for(client: Client, plan: Plan) -> tuple[Data, Data]:
    """KDD has asked for a change."""
    _sendable(client, plan)
    steps.take(plan, "send", Person.objects.get(email="prosjektleder@demo.example"))
    taken = steps.take(plan, "be-om-endringer", Person.objects.get(email="saksbehandler@demo.example"))
    return {**of_plan(plan), "pk": taken.asked.get().pk}, {"answer": "Gjort.", "base": field_hash("")}


def _to_go_through(client: Client, plan: Plan) -> tuple[Data, Data]:
    """Sent, so that KDD has it before it."""
    _sendable(client, plan)
    steps.take(plan, "send", Person.objects.get(email="prosjektleder@demo.example"))
    return of_plan(plan), {}


def _said(client: Client, plan: Plan) -> tuple[Data, Data]:
    """A new comment, as the panel sends it."""
    kwargs = PLAN_ROWS["new_comment"].kwargs(plan)
    return kwargs, {"path": f"tiltak/{_first(plan).uid}/title", "audience": "pilot", "text": "Er dette rett?"}


def _first(plan: Plan) -> Tiltak:
    return plan.tiltak.order_by("delmaal__number", "position")[0]


def _confirmed(client: Client, plan: Plan) -> tuple[Data, Data]:
    found = find_tiltak(load(plan), _first(plan).uid)
    assert found
    return PLAN_ROWS["confirm_part"].kwargs(plan), {"seen": tiltak_hash(found)}


def _settled(client: Client, plan: Plan) -> tuple[Data, Data]:
    kwargs = PLAN_ROWS["reopen_comment"].kwargs(plan)
    Comment.objects.filter(pk=kwargs["pk"]).update(resolved_at=timezone.now())
    return kwargs, {}


POSTS: dict[str, Post] = {
    "new_comment": Post(prepare=_said),
    "answer_comment": Post({"text": "Ja."}),
    "edit_comment": Post({"text": "Er dette riktig?"}),
    "resolve_comment": Post(),
    "reopen_comment": Post(prepare=_settled),
    "remove_comment": Post(),
    "restore_comment": Post(),
    "confirm_part": Post(prepare=_confirmed),
    "move": Post(prepare=_adoptable),
    "upload_signed": Post(prepare=_signed_copy),
    "move:send": Post(prepare=_sendable),
    "answer_asked": Post(prepare=_asked_for),
    "seen": Post(prepare=_to_go_through),
}
