"""A signed PDF beside its version: uploading it, and fetching it again."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from plans.models import Person
from plans.permissions import get_plan
from plans.views import plan_address, plan_trail, submitted
from plans.views.edit import REFUSED
from reporting.snapshots import Damaged, sha256
from review.forms.signed import SignedForm
from review.models import SignedCopy
from review.services.facts import load_actor
from review.services.signed import add_signed
from review.workflow import BY_KEY, barred, holds


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def upload_signed(request: HttpRequest, pilot: str, year: int, number: int) -> HttpResponse:
    """Take a signed PDF of a version from who notes its signatures, or say what differs."""
    plan = get_plan(request.user, pilot, year)
    assert isinstance(request.user, Person)
    actor, step = load_actor(request.user, plan), BY_KEY["signer"]
    if not holds(step, actor) or barred(step, actor):
        raise PermissionDenied
    version = get_object_or_404(plan.versions.select_related("snapshot", "plan"), number=number)
    form = SignedForm(submitted(request), request.FILES or None)
    address = plan_address(plan)
    here = reverse("version", kwargs={**address, "number": number})
    status = 200
    if request.method == "POST":
        status = REFUSED
        if form.is_valid():
            filename, data = form.cleaned_data["file"]
            try:
                add_signed(version=version, filename=filename, data=data, by=request.user, at=timezone.localtime())
            except ValidationError as error:
                form.add_error("file", ValidationError(error.messages))
            else:
                messages.success(request, f"Det underskrevne eksemplaret er lagret ved versjon {number}.")
                return redirect(f"{here}#underskrevet")
    context = {
        "form": form,
        "plan": plan,
        "version": version,
        "here": here,
        "is_open": plan.status in step.sources,
        "breadcrumbs": plan_trail(plan, (f"Versjon {number}", here), ("Underskrevet PDF", None)),
    }
    return render(request, "review/upload_signed.html", context, status=status)


@require_safe
@login_required
def signed_file(request: HttpRequest, pilot: str, year: int, number: int, pk: int) -> HttpResponse:
    """A signed PDF as it was uploaded."""
    plan = get_plan(request.user, pilot, year)
    copy = get_object_or_404(SignedCopy, version__plan=plan, version__number=number, pk=pk)
    data = bytes(copy.data)
    if sha256(data) != copy.sha256:
        raise Damaged(f"Filen «{copy.filename}» er ikke lenger den som ble lastet opp.")
    response = HttpResponse(data, content_type="application/pdf")
    name = f"underskrevet-{plan.year}-versjon-{number}-{pk}.pdf"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
