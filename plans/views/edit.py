"""What every edit view does with its form once the person has been authorised."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from plans.forms import SavedFieldsForm
from plans.models import Person, Pilot, Plan
from plans.services import Closed

#: A form is refused with this, so that scripts and tests can tell it from a page that was asked for.
REFUSED = 422


def edit(
    request: HttpRequest,
    form: SavedFieldsForm,
    *,
    template: str,
    context: dict[str, Any],
    saved: str,
    done: Callable[[], str],
) -> HttpResponse:
    """Show a form, or save it and go to the address that `done` gives with `saved` as the message.

    A refused form keeps everything that was typed. A plan that has been closed meanwhile is said so, with 409.
    """
    status = 200
    if request.method == "POST":
        assert isinstance(request.user, Person)
        try:
            if form.is_valid() and form.save(request.user):
                messages.success(request, saved)
                return redirect(done())
            status = REFUSED
        except Closed as closed:
            form.add_error(None, str(closed))
            status = 409
        except ValidationError as error:
            form.refuse(error)
            status = REFUSED
    return render(request, template, {"form": form, **context}, status=status)


def submitted(request: HttpRequest) -> Any:
    """Return what was submitted, or None when the page was only asked for: an empty submission is still one."""
    return request.POST if request.method == "POST" else None


def plan_address(plan: Plan) -> dict[str, Any]:
    """Return the keyword arguments of every address under a plan."""
    return {"pilot": plan.agreement.pilot.slug, "year": plan.year}


#: A step of the breadcrumbs: a name with its address; the page one is on has none.
Step = tuple[str, str | None]


def pilot_trail(pilot: Pilot, *steps: Step) -> list[Step]:
    """Return the breadcrumbs of a page under a pilot."""
    return [("Mine planer", reverse("front")), (str(pilot), reverse("pilot", kwargs={"pilot": pilot.slug})), *steps]


def plan_trail(plan: Plan, *steps: Step) -> list[Step]:
    """Return the breadcrumbs of a page under a plan."""
    name = f"{plan.agreement.pilot} {plan.year}"
    return [("Mine planer", reverse("front")), (name, reverse("plan", kwargs=plan_address(plan))), *steps]
