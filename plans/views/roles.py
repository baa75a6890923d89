"""Who may do what, for people: the table that the code reads."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from plans.models import Membership, Person
from plans.roles import ROLES, Capability, Role


@require_safe
@login_required
def roles_page(request: HttpRequest) -> HttpResponse:
    """Each role with its sentence, what it may do and whom it may invite; her own are marked."""
    assert isinstance(request.user, Person)
    mine = set(Membership.objects.filter(person=request.user).values_list("role", flat=True))
    context = {
        "roles": [
            {
                "label": role.label,
                "grant": grant,
                "mine": role in mine,
                "cells": [capability in grant.capabilities for capability in Capability],
                "invites": [other.label for other in Role if other in grant.invites],
            }
            for role, grant in ROLES.items()
        ],
        "capabilities": [capability.value for capability in Capability],
        "breadcrumbs": [("Mine planer", reverse("front")), ("Roller", None)],
    }
    return render(request, "plans/roles.html", context)
