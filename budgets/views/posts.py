"""The rows of a plan's budget that are no delmål: list, add, edit, order and remove."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from budgets import services
from budgets.forms import PostForm
from budgets.models import BudgetPost
from plans.models import Person, Plan
from plans.permissions import Signed, get_plan, require_whole_plan
from plans.roles import Capability
from plans.services import field_hash
from plans.views import edit, move, plan_address, plan_trail, remove, submitted

NEEDS = Capability.EDIT_MONEY
HEADING = "Budsjettposter"


def _plan(person: Signed, pilot: str, year: int) -> Plan:
    """Return a plan whose posts the person may write: those of all of it."""
    plan = get_plan(person, pilot, year, NEEDS)
    require_whole_plan(person, plan, NEEDS)
    return plan


def _post(person: Signed, pilot: str, year: int, uid: UUID) -> BudgetPost:
    """Return a post that the person may write."""
    plan = _plan(person, pilot, year)
    post = get_object_or_404(BudgetPost, plan=plan, uid=uid)
    post.plan = plan
    return post


def _budget(plan: Plan) -> tuple[str, str]:
    """Return the budget page as a step of the breadcrumbs."""
    return "Budsjettet", reverse("budget", kwargs=plan_address(plan))


def _list(plan: Plan) -> str:
    return reverse("posts", kwargs=plan_address(plan))


@require_safe
@login_required
def posts(request: HttpRequest, pilot: str, year: int) -> HttpResponse:
    """The plan's posts in order."""
    plan = _plan(request.user, pilot, year)
    rows = list(BudgetPost.objects.filter(plan=plan))
    context = {
        "plan": plan,
        "address": plan_address(plan),
        "posts": rows,
        "first_number": plan.delmaal.count() + 1,
        "order_base": field_hash([str(row.uid) for row in rows]),
        "breadcrumbs": plan_trail(plan, _budget(plan), (HEADING, None)),
    }
    return render(request, "budgets/posts.html", context)


def _edit(request: HttpRequest, plan: Plan, post: BudgetPost | None, heading: str, saved: str) -> HttpResponse:
    """Show or save the form of a post, or of a new one."""
    back = _list(plan)
    context: dict[str, Any] = {
        "heading": heading,
        "back": back,
        "breadcrumbs": plan_trail(plan, _budget(plan), (HEADING, back), (heading, None)),
    }
    if post is not None:
        context["remove"] = reverse("remove_post", kwargs={**plan_address(plan), "uid": post.uid})
    form = PostForm(plan, post, submitted(request))
    return edit(request, form, template="plans/pilot_fields.html", context=context, saved=saved, done=lambda: back)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def new_post(request: HttpRequest, pilot: str, year: int) -> HttpResponse:
    """Add a post."""
    plan = _plan(request.user, pilot, year)
    return _edit(request, plan, None, "Ny budsjettpost", "Posten er lagt til. Nå kan du føre beløpene.")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def edit_post(request: HttpRequest, pilot: str, year: int, uid: UUID) -> HttpResponse:
    """Edit a post's name, and whether it stands outside the sum."""
    post = _post(request.user, pilot, year, uid)
    return _edit(request, post.plan, post, post.name, "Posten er lagret.")


@require_POST
@login_required
def move_post(request: HttpRequest, pilot: str, year: int, uid: UUID) -> HttpResponse:
    """Move a post one place up or down."""
    post = _post(request.user, pilot, year, uid)
    by = request.user
    assert isinstance(by, Person)

    def save(uids: list[str], base: str) -> None:
        services.set_post_order(plan=post.plan, uids=uids, base=base, by=by)

    move(request, ids=services.post_order_value(post.plan), one=str(uid), save=save, name=post.name)
    return redirect(_list(post.plan))


@require_POST
@login_required
def remove_post(request: HttpRequest, pilot: str, year: int, uid: UUID) -> HttpResponse:
    """Remove a post with its amounts. No question is asked, as it can be put back."""
    post = _post(request.user, pilot, year, uid)
    by = request.user
    assert isinstance(by, Person)
    way_back = reverse("removed", kwargs=plan_address(post.plan))
    remove(request, lambda: services.remove_post(post=post, by=by), way_back=way_back)
    return redirect(_list(post.plan))
