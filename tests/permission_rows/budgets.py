"""Addresses of amounts, posts, funding sources, frames and rates."""

from typing import Any

from budgets.models import Frame, FundingSource
from plans.models import Plan
from tests.permission_rows.kwargs import of_pilot, of_plan, of_tiltak
from tests.permission_rows.row import KNOW_PILOT, LEADER, POST, WRITE, WRITERS, Kwargs, Row


def _row(kind: str) -> Kwargs:
    def kwargs(plan: Plan) -> dict[str, Any]:
        uid = plan.posts.all()[0].uid if kind == "post" else plan.delmaal.all()[0].uid
        return {**of_plan(plan), "kind": kind, "uid": uid}

    return kwargs


def _post(plan: Plan) -> dict[str, Any]:
    return {**of_plan(plan), "uid": plan.posts.all()[0].uid}


def _tiltak_amounts(plan: Plan) -> dict[str, Any]:
    return {**of_tiltak(plan), "kind": "tiltak"}


def _cell(plan: Plan) -> dict[str, Any]:
    return {**_tiltak_amounts(plan), "source": "kdd", "of_year": plan.year}


def _source(plan: Plan) -> dict[str, Any]:
    return {**of_pilot(plan), "key": "annet"}


def _frame(plan: Plan) -> dict[str, Any]:
    """A frame of the agreement, made for the occasion where the demo has none."""
    source = FundingSource.objects.get(pilot=plan.agreement.pilot, key="kdd")
    frame, _ = Frame.objects.get_or_create(agreement=plan.agreement, source=source, year=2025, kroner=10, moved_to=2026)
    return {**of_pilot(plan), "pk": frame.pk}


PLAN_ROWS: dict[str, Row] = {
    "posts": Row(of_plan, LEADER),
    "new_post": Row(of_plan, LEADER, WRITE),
    "edit_post": Row(_post, LEADER, WRITE),
    "move_post": Row(_post, LEADER, POST, 302),
    "cells": Row(of_plan, WRITERS, WRITE),
    "edit_amounts": Row(_row("delmaal"), LEADER, WRITE),
    "edit_amounts:post": Row(_row("post"), LEADER, WRITE),
    "edit_cell": Row(_cell, LEADER, WRITE),
    "edit_amounts:tiltak": Row(_tiltak_amounts, LEADER, WRITE),
    # Last of all, as the post is gone after it.
    "remove_post": Row(_post, LEADER, POST, 302),
}

PILOT_ROWS: dict[str, Row] = {
    "sources": Row(of_pilot, KNOW_PILOT),
    "new_source": Row(of_pilot, LEADER, WRITE),
    "edit_source": Row(_source, LEADER, WRITE),
    "move_source": Row(_source, LEADER, POST, 302),
    # A plan uses it, so it stays, which is said on the page one is sent to.
    "remove_source": Row(_source, LEADER, POST, 302),
    "frames": Row(of_pilot, KNOW_PILOT),
    "new_frame": Row(of_pilot, LEADER, WRITE),
    "edit_frame": Row(_frame, LEADER, WRITE),
    "move_frame": Row(_frame, LEADER, WRITE),
    "remove_frame": Row(_frame, LEADER, POST, 302),
    # Sent without the hash of the rate it showed, it is a conflict.
    "rates": Row(of_pilot, LEADER, WRITE),
}
