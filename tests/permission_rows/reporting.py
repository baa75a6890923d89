"""Addresses that show the plan: its pages, documents and findings, and what is read from files."""

from typing import Any

from plans.models import Plan
from tests.permission_rows.kwargs import beside_tiltak, nowhere, of_pilot, of_plan, of_tiltak
from tests.permission_rows.row import KDD, LEADER, POST, READ_DRAFT, WRITE, WRITERS, Row
from tests.received import OF_A_FILE, OF_A_PILOTS_FILE, no_file


def _numbered(plan: Plan) -> dict[str, Any]:
    return {**of_plan(plan), "delmaal": 1, "number": 1}


PLAN_ROWS: dict[str, Row] = {
    "plan": Row(of_plan, READ_DRAFT),
    **{
        name: Row(of_plan, READ_DRAFT)
        for name in ("budget", "figures_of_the_year", "control", "preview", "pdf_progress")
    },
    "read_workbook": Row(of_plan, WRITERS, WRITE),
    "workbook": Row(lambda plan: {**of_plan(plan), "pk": 0}, WRITERS, WRITE, 404, 404),
    **{
        f"{name}_workbook": Row(lambda plan: {**of_plan(plan), "pk": 0}, WRITERS, POST, 404)
        for name in ("undo", "drop")
    },
    "findings_beside": Row(lambda plan: {**of_plan(plan), "place": "del-1"}, READ_DRAFT),
    "beside": Row(lambda plan: {**of_plan(plan), "place": "del-1"}, READ_DRAFT),
    "beside_panel": Row(lambda plan: {**beside_tiltak(plan), "panel": "i-fjor"}, READ_DRAFT),
    "beside_panel:historikk": Row(lambda plan: {**beside_tiltak(plan), "panel": "historikk"}, READ_DRAFT),
    # Sent empty, the page comes again with the error at its place.
    "acknowledge_finding": Row(of_plan, LEADER, POST, 422),
    # Nobody lets a finding stand under this number.
    "withdraw_finding": Row(lambda plan: {**of_plan(plan), "pk": 0}, LEADER, POST, 404),
    "tiltak": Row(of_tiltak, READ_DRAFT, found=302),
    "tiltak_by_number": Row(_numbered, READ_DRAFT, found=302),
    **{f"download_{kind}": Row(of_plan, READ_DRAFT) for kind in ("pdf", "xlsx", "docx", "json")},
    "changes": Row(of_plan, READ_DRAFT),
    "missing": Row(of_plan, READ_DRAFT),
}

PILOT_ROWS: dict[str, Row] = {
    "receive": Row(of_pilot, LEADER, WRITE),
    **{name: Row(no_file, LEADER, methods, 404, 404) for name, methods in OF_A_PILOTS_FILE.items()},
}

SITE_ROWS: dict[str, Row] = {
    "receive": Row(nowhere, KDD, WRITE),
    **{name: Row(lambda plan: {"pk": 0}, KDD, methods, 404) for name, methods in OF_A_FILE.items()},
}
