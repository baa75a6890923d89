"""Budget posts: rows of a plan's budget that are no delmål."""

import datetime
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import Max

from budgets.models import BudgetPost
from plans import paths
from plans.models import Person, Plan, Removed
from plans.services.fields import check_base, create, locked_plan, save_columns
from plans.services.ordering import order_value, set_order
from plans.services.removal import remove
from plans.services.rows import reread
from plans.services.trace import record


@transaction.atomic
def create_post(
    *,
    plan: Plan,
    name: str,
    by: Person | None,
    position: int | None = None,
    outside_sum: bool = False,
    **fields: Any,
) -> BudgetPost:
    """Add a row that is no delmål, at `position` or last. `outside_sum` prints it in brackets.

    Raises ValidationError when the name is taken, Closed.
    """
    plan = locked_plan(plan, "plan/poster")
    if position is None:
        position = (BudgetPost.objects.filter(plan=plan).aggregate(last=Max("position"))["last"] or 0) + 1
    name = " ".join(name.split())
    post = BudgetPost(plan=plan, name=name, position=position, outside_sum=outside_sum, **fields)
    create(post)
    record(path=paths.post_field(post.uid, "navn"), label="Ny budsjettpost", before="", after=name, by=by, plan=plan)
    return post


def _locked(post: BudgetPost, path: str) -> BudgetPost:
    """Lock the plan and return the post as it is now. Raises Closed; ValidationError when it is gone."""
    plan = locked_plan(post.plan, path)
    fresh = reread(post)
    fresh.plan = plan
    return fresh


@transaction.atomic
def rename_post(*, post: BudgetPost, name: str, base: str, by: Person | None) -> BudgetPost:
    """Save a post's name. Raises ValidationError (empty, taken), Conflict, Closed."""
    path = paths.post_field(post.uid, "navn")
    fresh = _locked(post, path)
    before, fresh.name = fresh.name, " ".join(name.split())
    check_base(path, base, fresh.name, before)
    save_columns(fresh, "name")
    record(path=path, label="Budsjettpostens navn", before=before, after=fresh.name, by=by, plan=fresh.plan)
    return fresh


@transaction.atomic
def set_outside_sum(*, post: BudgetPost, outside_sum: bool, base: str, by: Person | None) -> BudgetPost:
    """Say whether a post stands outside the sum. Raises Conflict, Closed."""
    path = paths.post_field(post.uid, "utenfor")
    fresh = _locked(post, path)
    before, fresh.outside_sum = fresh.outside_sum, outside_sum
    check_base(path, base, outside_sum, before)
    save_columns(fresh, "outside_sum")
    words = {True: "utenfor summen", False: "i summen"}
    record(path=path, label=str(fresh), before=words[before], after=words[outside_sum], by=by, plan=fresh.plan)
    return fresh


def post_order_value(plan: Plan) -> list[str]:
    """Return the uids of the plan's posts in order: the list that the order's base hash is taken of."""
    return order_value(list(BudgetPost.objects.filter(plan=plan)))


@transaction.atomic
def set_post_order(*, plan: Plan, uids: Sequence[str], base: str, by: Person | None) -> list[BudgetPost]:
    """Put the plan's posts in this order. Raises ValidationError when `uids` are not theirs, Conflict, Closed."""
    path = "plan/poster"
    fresh = locked_plan(plan, path)
    rows = BudgetPost.objects.filter(plan=fresh)
    set_order(rows=list(rows), ids=uids, path=path, label="Budsjettpostenes rekkefølge", base=base, by=by, plan=fresh)
    return list(rows.all())


@transaction.atomic
def remove_post(*, post: BudgetPost, by: Person | None, at: datetime.datetime | None = None) -> Removed:
    """Remove a post with its amounts; the returned row puts them back. Raises ValidationError (gone), Closed."""
    path = paths.post(post.uid)
    fresh = _locked(post, path)
    return remove(rows=[fresh], path=path, by=by, plan=fresh.plan, at=at)
