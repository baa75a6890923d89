"""Addresses of the plan's way to KDD: comments, steps, versions, and KDD's own pages."""

from typing import Any

from django.utils import timezone

from plans.models import Membership, Plan
from plans.roles import Role
from review.models import Comment
from tests.permission_rows.kwargs import beside_tiltak, nowhere, of_plan, of_tiltak
from tests.permission_rows.row import COMMENT, KDD, LEADER, POST, READ_DRAFT, WRITE, Kwargs, Row


def _comment(plan: Plan, **fields: Any) -> dict[str, Any]:
    """A comment of the pilot's leader on a tiltak that names the county, made for the occasion."""
    uid = of_tiltak(plan)["uid"]
    leader = Membership.objects.filter(pilot=plan.agreement.pilot, role=Role.PROSJEKTLEDER)[0].person
    own = {"path": f"tiltak/{uid}", "uid": uid, "where": "Tiltak 1.1", "audience": "pilot", "text": "Er dette rett?"}
    return {
        **of_plan(plan),
        "pk": Comment.objects.create(plan=plan, by=leader, at=timezone.now(), **{**own, **fields}).pk,
    }


def _removed_comment(plan: Plan) -> dict[str, Any]:
    return _comment(plan, removed_at=timezone.now())


def _step(key: str) -> Kwargs:
    return lambda plan: {**of_plan(plan), "key": key}


PLAN_ROWS: dict[str, Row] = {
    "comments": Row(of_plan, COMMENT),
    "new_comment": Row(beside_tiltak, COMMENT, POST, 422),
    "answer_comment": Row(_comment, COMMENT, POST, 422),
    "edit_comment": Row(_comment, LEADER, WRITE),
    "resolve_comment": Row(_comment, COMMENT - {Role.SAMARBEIDSPART}, POST, 302),
    "reopen_comment": Row(_comment, COMMENT - {Role.SAMARBEIDSPART}, POST, 302),
    "remove_comment": Row(_comment, LEADER, POST, 302),
    "restore_comment": Row(_removed_comment, LEADER, POST, 302),
    # Sent without the hash of what was read, it is refused, which is said on the page one is sent to.
    "confirm_part": Row(of_tiltak, frozenset({Role.SAMARBEIDSPART}), POST, 302),
    "way": Row(of_plan, READ_DRAFT),
    # Sent empty, it lacks the date; the whole table is walked in tests/review/test_every_step.py.
    "move": Row(_step("vedta"), LEADER, WRITE),
    # A draft has not been sent, which is said.
    "move:send": Row(_step("send"), LEADER, WRITE, found=409, posted=409),
    "versions": Row(of_plan, READ_DRAFT),
    # A draft has no version under any number.
    "version": Row(lambda plan: {**of_plan(plan), "number": 1}, READ_DRAFT, found=404),
    "version_file": Row(
        lambda plan: {**of_plan(plan), "number": 1, "occasion": "vedtak", "kind": "pdf"}, READ_DRAFT, found=404
    ),
    "compare_versions": Row(of_plan, READ_DRAFT, found=404),
    "upload_signed": Row(lambda plan: {**of_plan(plan), "number": 1}, LEADER, WRITE, found=404, posted=404),
    "signed_file": Row(lambda plan: {**of_plan(plan), "number": 1, "pk": 1}, READ_DRAFT, found=404),
    # Nor has it a case to archive.
    "case_document": Row(of_plan, COMMENT - {Role.SAMARBEIDSPART}, found=404),
    # A draft has no version under any number.
    "council_package": Row(lambda plan: {**of_plan(plan), "number": 1, "party": "lierne"}, LEADER, found=404),
    # KDD's own pages of a plan.
    "examine": Row(of_plan, KDD),
    "seen": Row(of_plan, KDD, POST),
    # Nothing has been asked for under this number.
    "answer_asked": Row(lambda plan: {**of_plan(plan), "pk": 0}, LEADER, POST, 404),
}

SITE_ROWS: dict[str, Row] = {
    **dict.fromkeys(
        ("queue", "all_pilots", "all_pilots_xlsx", "all_pilots_csv", "payouts", "payouts_xlsx", "payouts_csv"),
        Row(nowhere, KDD),
    ),
}
