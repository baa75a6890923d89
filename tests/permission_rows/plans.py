"""Addresses of the plan's contents, its history and its pictures, and of the pilot and its agreement."""

from typing import Any
from uuid import UUID

from plans.models import Plan, WorkGroup
from plans.roles import Role
from tests.logos import make_logo, with_logo
from tests.permission_rows.kwargs import nowhere, of_delmaal, of_pilot, of_plan, of_tiltak
from tests.permission_rows.row import (
    ADMINISTRATOR,
    HISTORY,
    KNOW_PILOT,
    LEADER,
    POST,
    READ_DRAFT,
    WRITE,
    WRITERS,
    Kwargs,
    Row,
)


def _figure(plan: Plan) -> dict[str, Any]:
    figure = plan.figures.first()
    return {**of_plan(plan), "sha256": figure.blob_id if figure else "0" * 64}


def _section(plan: Plan) -> dict[str, Any]:
    return {**of_plan(plan), "key": "introduksjon"}


def _rammer(plan: Plan) -> dict[str, Any]:
    return {**of_plan(plan), "path": "plan/svar/rammer"}


def _tiltak_title(plan: Plan) -> dict[str, Any]:
    return {**of_plan(plan), "path": f"tiltak/{of_tiltak(plan)['uid']}/title"}


def _agreement_delmaal(plan: Plan) -> dict[str, Any]:
    return {**of_pilot(plan), "uid": plan.agreement.delmaal.all()[0].uid}


def _kind(kind: str) -> Kwargs:
    return lambda plan: {**of_pilot(plan), "kind": kind}


def _work_group(plan: Plan) -> dict[str, Any]:
    """A work group of the agreement, made for the occasion where the demo has none."""
    group, _ = WorkGroup.objects.get_or_create(agreement=plan.agreement, name="Arbeidsgruppe for prøving")
    return {**of_pilot(plan), "kind": "arbeidsgruppe", "pk": group.pk}


PLAN_ROWS: dict[str, Row] = {
    "figure": Row(_figure, READ_DRAFT),
    "edit_dates": Row(of_plan, LEADER, WRITE),
    "edit_section": Row(_section, LEADER, WRITE),
    "edit_delmaal": Row(of_delmaal, LEADER, WRITE),
    "new_tiltak": Row(of_delmaal, LEADER, WRITE),
    "edit_tiltak": Row(of_tiltak, LEADER, WRITE),
    "field": Row(_rammer, LEADER, WRITE),
    "field:tiltak": Row(_tiltak_title, LEADER, WRITE),
    # Nothing has been changed under no number.
    "earlier": Row(_rammer, LEADER, WRITE, posted=404),
    "earlier:tiltak": Row(_tiltak_title, LEADER, WRITE, posted=404),
    "together": Row(of_plan, LEADER | {Role.MEDARBEIDER}, POST),
    "pasted": Row(of_plan, LEADER | {Role.MEDARBEIDER}, POST),
    "move_tiltak": Row(of_tiltak, LEADER, WRITE),
    "take_in_delmaal": Row(of_plan, LEADER, WRITE, posted=302),
    "remove_plan": Row(of_plan, LEADER, WRITE, posted=302),
    "trace": Row(of_plan, HISTORY),
    "trace_csv": Row(of_plan, HISTORY),
    "figures": Row(of_plan, WRITERS),
    "new_figure": Row(of_plan, WRITERS, WRITE),
    "edit_figure": Row(_figure, LEADER, WRITE),
    "place_figure": Row(_figure, WRITERS, WRITE),
    # A text shows it, so it stays, which is said on the page one is sent to.
    "remove_figure": Row(_figure, LEADER, POST, 302),
    "removed": Row(of_plan, WRITERS),
    # Nothing has been removed under this number, so whoever may write is told that there is no such thing.
    "put_back": Row(lambda plan: {**of_plan(plan), "pk": 0}, WRITERS, POST, 404),
    # Sent without saying what is moved, it moves nothing, which is said on the page one is sent to.
    "order": Row(of_plan, WRITERS, WRITE, posted=302),
    "edit_begrunnelse": Row(of_tiltak, LEADER, WRITE, posted=302),
    "edit_vurdering": Row(of_tiltak, LEADER, WRITE, posted=302),
    "link_change": Row(of_tiltak, LEADER, WRITE),
    # Nothing is linked, so whoever may write is told that there is no such link.
    "unlink_change": Row(lambda plan: {**of_tiltak(plan), "earlier": UUID(int=0)}, LEADER, POST, 404),
    "carry": Row(of_plan, LEADER, POST, 302),
    "confirm_carried": Row(of_plan, LEADER, POST, 302),
    # Last, as the tiltak is gone after it.
    "remove_tiltak": Row(of_tiltak, LEADER, POST, 302),
}

PILOT_ROWS: dict[str, Row] = {
    "pilot": Row(of_pilot, KNOW_PILOT),
    "edit_agreement": Row(of_pilot, LEADER, WRITE),
    "edit_agreement_parties": Row(of_pilot, LEADER, WRITE),
    "new_agreement_delmaal": Row(of_pilot, LEADER, WRITE),
    "edit_agreement_delmaal": Row(_agreement_delmaal, LEADER, WRITE),
    "move_agreement_delmaal": Row(_agreement_delmaal, LEADER, POST, 302),
    # Plans need it, so it stays, which is said on the page one is sent to.
    "remove_agreement_delmaal": Row(_agreement_delmaal, LEADER, POST, 302),
    "new_agreement_row": Row(_kind("arbeidsgruppe"), LEADER, WRITE),
    "new_agreement_row:frist": Row(_kind("frist"), LEADER, WRITE),
    "new_agreement_row:mote": Row(_kind("mote"), LEADER, WRITE),
    "edit_agreement_row": Row(_work_group, LEADER, WRITE),
    "remove_agreement_row": Row(_work_group, LEADER, POST, 302),
    "pilot_removed": Row(of_pilot, LEADER),
    "logo_picture": Row(lambda plan: {**of_pilot(plan), "sha256": make_logo(plan.agreement.pilot).blob_id}, KNOW_PILOT),
    "edit_logo": Row(of_pilot, LEADER, WRITE),
    "remove_logo": Row(with_logo, LEADER, POST, 302),
    "pilot_trace": Row(of_pilot, HISTORY),
    "pilot_trace_csv": Row(of_pilot, HISTORY),
    # Nothing has been removed under this number.
    "pilot_put_back": Row(lambda plan: {**of_pilot(plan), "pk": 0}, LEADER, POST, 404),
    "new_plan": Row(of_pilot, LEADER, WRITE),
    "new_agreement": Row(of_pilot, ADMINISTRATOR, WRITE),
}

SITE_ROWS: dict[str, Row] = {
    "pilots": Row(nowhere, ADMINISTRATOR),
    "workers": Row(nowhere, ADMINISTRATOR),
    "register_trace": Row(nowhere, ADMINISTRATOR),
    "register_trace_csv": Row(nowhere, ADMINISTRATOR),
    "new_pilot": Row(nowhere, ADMINISTRATOR, WRITE),
}
