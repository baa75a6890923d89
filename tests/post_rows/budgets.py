"""Good data for amounts, posts, sources, frames and rates."""

from django.test import Client
from django.urls import reverse

from budgets import services as money
from plans.models import Plan
from plans.services import field_hash
from tests import factories
from tests.grid import cell_sent, cells_sent
from tests.permission_rows.kwargs import of_pilot, of_plan
from tests.post_rows.post import Data, Post


def _typed_cell(client: Client, plan: Plan) -> tuple[Data, Data]:
    return of_plan(plan), cells_sent(cell_sent(plan.tiltak.filter(lines=None)[0], "1234"))


def _own_post(client: Client, plan: Plan) -> tuple[Data, Data]:
    return {**of_plan(plan), "uid": factories.make_post(plan, "Skal bort").uid}, {}


def _moved_post(client: Client, plan: Plan) -> tuple[Data, Data]:
    factories.make_post(plan, "Den siste")
    order = money.post_order_value(plan)
    return {**of_plan(plan), "uid": order[0]}, {"retning": "ned", "base": field_hash(order)}


def _moved_frame(client: Client, plan: Plan) -> tuple[Data, Data]:
    source = plan.agreement.pilot.sources.get(key="kdd")
    frame = money.create_frame(
        agreement=plan.agreement, source=source, year=2025, kroner=50, certainty="planlagt", by=None
    )
    kwargs = {**of_pilot(plan), "pk": frame.pk}
    form = client.get(reverse("move_frame", kwargs=kwargs)).context["form"]
    return kwargs, {**{name: form[name].value() for name in form.fields}, "year": 2026}


def _moved_source(client: Client, plan: Plan) -> tuple[Data, Data]:
    order = money.source_order_value(plan.agreement.pilot)
    return {**of_pilot(plan), "key": order[0]}, {"retning": "ned", "base": field_hash(order)}


def _unused_source(client: Client, plan: Plan) -> tuple[Data, Data]:
    made = money.create_source(pilot=plan.agreement.pilot, kind="annet", name="Sparebanken", by=None)
    return {**of_pilot(plan), "key": made.key}, {}


POSTS: dict[str, Post] = {
    "new_post": Post({"name": "Reiser"}),
    "edit_post": Post({"name": "Ledelse"}),
    "move_post": Post(prepare=_moved_post),
    "remove_post": Post(prepare=_own_post),
    "cells": Post(prepare=_typed_cell, answer=200),
    "edit_amounts": Post({"kdd-2025-planlagt-kroner": "1234"}),
    "edit_amounts:post": Post({"kdd-2025-planlagt-kroner": "1234"}),
    "edit_cell": Post({"kdd-2025-planlagt-kroner": "1234"}),
    "edit_amounts:tiltak": Post({"kdd-2025-planlagt-kroner": "1234"}),
    "new_source": Post({"name": "Sparebanken"}),
    "edit_source": Post({"name": "Andre"}),
    "move_source": Post(prepare=_moved_source),
    "remove_source": Post(prepare=_unused_source),
    "new_frame": Post({"source": "kdd", "kroner": "5000", "certainty": "planlagt"}),
    "edit_frame": Post({"kroner": "77"}),
    "move_frame": Post(prepare=_moved_frame),
    "remove_frame": Post(),
    "rates": Post({"sats-2025": "501"}),
}
