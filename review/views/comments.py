"""Comments of a plan: all of them on one page, and each beside its part."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from plans.models import Person, Plan
from plans.permissions import get_tiltak
from plans.views import edit, plan_address, submitted
from reporting.load import load
from reporting.panel_views import beside_page
from reporting.parts import part_at
from reporting.views import plan_head
from review import services
from review.about import About
from review.audiences import Voice, get_comment, get_voice
from review.forms import CommentForm, EditCommentForm, ReplyForm
from review.models import Comment
from review.panels import own_parties, own_parts, part_uid
from review.threads import Thread, threads

PANEL = "kommentarer"
#: What the page of all comments can show, by its word in the address.
SHOWN = {"": "Åpne", "meg": "Til meg", "mine": "Mine", "alle": "Alle"}


def _says(error: ValidationError) -> str:
    return " ".join(error.messages)


def _shown(thread: Thread, shown: str, person: Person) -> bool:
    """Whether a filter lets a thread through."""
    everything = [thread.root.comment, *(said.comment for said in thread.answers)]
    if shown == "alle":
        return True
    if shown == "mine":
        return any(comment.by_id == person.pk for comment in everything)
    if shown == "meg":
        return thread.is_open and any(person in comment.mentioned.all() for comment in everything)
    return thread.is_open


@require_safe
@login_required
def comments(request: HttpRequest, pilot: str, year: int) -> HttpResponse:
    """Every comment of the plan that she may read, open ones first of all; those of removed tiltak among them."""
    plan, found = get_voice(request.user, pilot, year)
    assert isinstance(request.user, Person)
    every = threads(found, plan, About(plan), timezone.now())
    chosen = request.GET.get("vis", "")
    chosen = chosen if chosen in SHOWN else ""
    filters = [(key, words, sum(_shown(thread, key, request.user) for thread in every)) for key, words in SHOWN.items()]
    value = load(plan)
    context = {
        **plan_head(request, plan, value),
        "own": own_parts(found, plan, value),
        "threads": [thread for thread in reversed(every) if _shown(thread, chosen, request.user)],
        "filters": filters,
        "chosen": chosen,
        "is_empty": not every,
    }
    return render(request, "review/comments.html", context)


def _back(plan: Plan, comment: Comment, request: HttpRequest) -> HttpResponse:
    """Go back to where the comment was shown: the page of all, or beside its part."""
    place = About(plan).place(comment)
    address = plan_address(plan)
    if request.POST.get("tilbake") == "alle" or not place:
        return redirect(f"{reverse('comments', kwargs=address)}?vis=alle#kommentar-{comment.parent_id or comment.pk}")
    beside = reverse("beside_panel", kwargs={**address, "place": place, "panel": PANEL})
    return redirect(f"{beside}#kommentar-{comment.parent_id or comment.pk}")


@require_POST
@login_required
def new_comment(request: HttpRequest, pilot: str, year: int, place: str) -> HttpResponse:
    """Say something of a part of the plan."""
    plan, found = get_voice(request.user, pilot, year)
    part = part_at(plan, place)
    audiences = found.audiences(part_uid(part))
    if not audiences:
        raise PermissionDenied
    form = CommentForm(found, audiences, About(plan).choices(part), data=request.POST)
    if form.is_valid():
        try:
            made = services.write_comment(
                plan=plan,
                where=part.name,
                by=found.person,
                at=timezone.now(),
                from_kdd=found.is_kdd,
                **form.cleaned_data,
            )
        except ValidationError as error:
            form.add_error("text", _says(error))
        else:
            messages.success(request, _told(made))
            return _back(plan, made, request)
    return beside_page(request, plan, place, PANEL, status=422, form=form)


def _told(comment: Comment) -> str:
    """Return what is said when a comment has been kept."""
    names = [str(person) for person in comment.mentioned.all()]
    return f"Lagret. {', '.join(names)} ser den på forsiden sin." if names else "Lagret."


@require_POST
@login_required
def answer_comment(request: HttpRequest, pilot: str, year: int, pk: int) -> HttpResponse:
    """Answer a thread."""
    comment, found = get_comment(request.user, pilot, year, pk)
    form = ReplyForm(request.POST)
    error = ""
    if form.is_valid():
        try:
            made = services.answer_comment(
                parent=comment,
                text=form.cleaned_data["text"],
                by=found.person,
                at=timezone.now(),
                from_kdd=found.is_kdd,
            )
        except ValidationError as refused:
            error = _says(refused)
        else:
            messages.success(request, _told(made))
            return _back(comment.plan, made, request)
    error = error or " ".join(str(one) for one in form.errors.get("text", ()))
    return _refused_answer(request, comment, error)


def _refused_answer(request: HttpRequest, comment: Comment, error: str) -> HttpResponse:
    """Show the thread again with what was typed, or say why on the page of all comments where its part is gone."""
    place = About(comment.plan).place(comment)
    if not place:
        messages.error(request, error)
        return _back(comment.plan, comment, request)
    refused = {"pk": comment.pk, "text": request.POST.get("text", ""), "error": error}
    return beside_page(request, comment.plan, place, PANEL, status=422, refused=refused)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def edit_comment(request: HttpRequest, pilot: str, year: int, pk: int) -> HttpResponse:
    """Write one's own comment over, for a while."""
    comment, found = get_comment(request.user, pilot, year, pk)
    now = timezone.now()
    if not found.may_edit(comment, now):
        raise PermissionDenied
    address = plan_address(comment.plan)
    place = About(comment.plan).place(comment)
    beside = reverse("beside_panel", kwargs={**address, "place": place, "panel": PANEL}) if place else ""
    back = beside or reverse("comments", kwargs=address)
    anchor = f"kommentar-{comment.parent_id or comment.pk}"
    context: dict[str, Any] = {
        "plan": comment.plan,
        "address": address,
        "heading": "Endre kommentaren",
        "lead": comment.where,
        "back": back,
        "anchor": anchor,
    }
    return edit(
        request,
        EditCommentForm(comment, now, submitted(request)),
        template="plans/edit_fields.html",
        context=context,
        saved="Kommentaren er endret.",
        done=lambda: f"{back}#{anchor}",
    )


def _act(
    request: HttpRequest,
    where: dict[str, Any],
    *,
    may: Callable[[Voice, Comment], bool],
    act: Callable[[Comment, Person], object],
    said: str,
) -> HttpResponse:
    """Do one thing with a comment, and go back to it."""
    comment, found = get_comment(request.user, **where)
    if not may(found, comment):
        raise PermissionDenied
    try:
        act(comment, found.person)
    except ValidationError as error:
        messages.error(request, _says(error))
    else:
        messages.success(request, said)
    return _back(comment.plan, comment, request)


@require_POST
@login_required
def resolve_comment(request: HttpRequest, pilot: str, year: int, pk: int) -> HttpResponse:
    """Say that a thread is settled."""
    return _act(
        request,
        {"pilot": pilot, "year": year, "pk": pk},
        may=Voice.may_resolve,
        act=lambda comment, by: services.resolve_comment(comment=comment, by=by, at=timezone.now()),
        said="Kommentaren er løst.",
    )


@require_POST
@login_required
def reopen_comment(request: HttpRequest, pilot: str, year: int, pk: int) -> HttpResponse:
    """Open a settled thread again."""
    return _act(
        request,
        {"pilot": pilot, "year": year, "pk": pk},
        may=Voice.may_resolve,
        act=lambda comment, by: services.reopen_comment(comment=comment, by=by),
        said="Kommentaren er åpen igjen.",
    )


@require_POST
@login_required
def remove_comment(request: HttpRequest, pilot: str, year: int, pk: int) -> HttpResponse:
    """Remove one's own comment. No question is asked, as it can be put back where it stood."""
    return _act(
        request,
        {"pilot": pilot, "year": year, "pk": pk},
        may=Voice.may_remove,
        act=lambda comment, by: services.remove_comment(comment=comment, by=by, at=timezone.now()),
        said="Kommentaren er slettet. Du kan angre der den stod.",
    )


@require_POST
@login_required
def restore_comment(request: HttpRequest, pilot: str, year: int, pk: int) -> HttpResponse:
    """Put one's own comment back."""
    return _act(
        request,
        {"pilot": pilot, "year": year, "pk": pk},
        may=Voice.may_restore,
        act=lambda comment, by: services.restore_comment(comment=comment, by=by),
        said="Kommentaren er satt tilbake.",
    )


@require_POST
@login_required
def confirm_part(request: HttpRequest, pilot: str, year: int, uid: UUID) -> HttpResponse:
    """Confirm a tiltak on behalf of the party one speaks for."""
    plan, found = get_voice(request.user, pilot, year)
    get_tiltak(request.user, pilot, year, str(uid))
    if uid not in found.own:
        raise PermissionDenied
    parties = own_parties(found.person, plan)
    try:
        made = services.confirm_part(
            plan=plan,
            uid=uid,
            parties=parties,
            seen=request.POST.get("seen", ""),
            by=found.person,
            at=timezone.now(),
        )
    except ValidationError as error:
        messages.error(request, _says(error))
    else:
        messages.success(request, f"Tiltaket er bekreftet for {', '.join(str(one.party) for one in made)}.")
    place = {**plan_address(plan), "place": f"tiltak-{uid}", "panel": PANEL}
    return redirect(reverse("beside_panel", kwargs=place))
