"""Who gets which answer from which address. An address without a row here fails the walk."""

import datetime
from collections.abc import Callable
from typing import Any, NamedTuple
from uuid import UUID

from django.utils import timezone

from budgets.models import Frame, FundingSource
from plans.models import Invitation, Membership, Person, Plan, WorkGroup
from plans.roles import Role
from review.models import Comment
from tests.logos import make_logo, with_logo
from tests.received import OF_A_FILE, OF_A_PILOTS_FILE, no_file

Kwargs = Callable[[Plan], dict[str, Any]]

#: Roles that may know of a draft in their own pilot. Everybody else is told that there is no such page.
READ_DRAFT = frozenset(
    {Role.PROSJEKTLEDER, Role.MEDARBEIDER, Role.STYRINGSGRUPPE, Role.SAMARBEIDSPART, Role.ADMINISTRATOR}
)
#: Roles that also know of drafts in other pilots.
READ_DRAFT_EVERYWHERE = frozenset({Role.ADMINISTRATOR})
#: Roles that may know of their own pilot and its agreement; an observer reads adopted plans and nothing else.
KNOW_PILOT = frozenset(Role) - {Role.OBSERVATOER}
#: Roles that also know of the other pilots.
KNOW_PILOT_EVERYWHERE = frozenset({Role.SAKSBEHANDLER, Role.GODKJENNER, Role.ADMINISTRATOR})
#: Roles that may see who has changed what in their own pilot.
HISTORY = READ_DRAFT - {Role.SAMARBEIDSPART}
#: Roles that comment on their own pilot's drafts, a party on the tiltak that names it.
COMMENT = READ_DRAFT - {Role.ADMINISTRATOR}
#: Roles at the ministry, which handle and decide.
KDD = frozenset({Role.SAKSBEHANDLER, Role.GODKJENNER})


class Row(NamedTuple):
    """What an address answers.

    `may` get the page; those who may know of the plan but are not among them get 403, all others 404.
    `methods` are the ones the address takes; another one is 405 for everybody, before anything is looked up.
    """

    kwargs: Kwargs
    may: frozenset[Role]
    methods: frozenset[str] = frozenset({"GET"})
    found: int = 200
    posted: int = 422

    def answer(self, method: str) -> int:
        """Return what somebody who may gets.

        A form sent empty is refused with its errors, not for want of a right;
        what asks for nothing but a yes is done.
        """
        return self.posted if method == "POST" and "GET" in self.methods else self.found


def _plan(plan: Plan) -> dict[str, Any]:
    return {"pilot": plan.agreement.pilot.slug, "year": plan.year}


def _tiltak(plan: Plan) -> dict[str, Any]:
    """The first tiltak of the first delmål: outside what the demo collaborator is limited to."""
    return {**_plan(plan), "uid": plan.tiltak.order_by("delmaal__number", "position")[0].uid}


def _numbered(plan: Plan) -> dict[str, Any]:
    return {**_plan(plan), "delmaal": 1, "number": 1}


def _figure(plan: Plan) -> dict[str, Any]:
    figure = plan.figures.first()
    return {**_plan(plan), "sha256": figure.blob_id if figure else "0" * 64}


def _section(plan: Plan) -> dict[str, Any]:
    return {**_plan(plan), "key": "introduksjon"}


def _delmaal(plan: Plan) -> dict[str, Any]:
    return {**_plan(plan), "uid": plan.delmaal.all()[0].uid}


def _comment(plan: Plan, **fields: Any) -> dict[str, Any]:
    """A comment of the pilot's leader on a tiltak that names the county, made for the occasion."""
    uid = _tiltak(plan)["uid"]
    leader = Membership.objects.filter(pilot=plan.agreement.pilot, role=Role.PROSJEKTLEDER)[0].person
    own = {"path": f"tiltak/{uid}", "uid": uid, "where": "Tiltak 1.1", "audience": "pilot", "text": "Er dette rett?"}
    return {
        **_plan(plan),
        "pk": Comment.objects.create(plan=plan, by=leader, at=timezone.now(), **{**own, **fields}).pk,
    }


def _removed_comment(plan: Plan) -> dict[str, Any]:
    return _comment(plan, removed_at=timezone.now())


def _row(kind: str) -> Kwargs:
    def kwargs(plan: Plan) -> dict[str, Any]:
        uid = plan.posts.all()[0].uid if kind == "post" else plan.delmaal.all()[0].uid
        return {**_plan(plan), "kind": kind, "uid": uid}

    return kwargs


def _post(plan: Plan) -> dict[str, Any]:
    return {**_plan(plan), "uid": plan.posts.all()[0].uid}


def _rammer(plan: Plan) -> dict[str, Any]:
    return {**_plan(plan), "path": "plan/svar/rammer"}


def _tiltak_title(plan: Plan) -> dict[str, Any]:
    return {**_plan(plan), "path": f"tiltak/{_tiltak(plan)['uid']}/title"}


def _tiltak_amounts(plan: Plan) -> dict[str, Any]:
    return {**_tiltak(plan), "kind": "tiltak"}


def _beside_tiltak(plan: Plan) -> dict[str, Any]:
    return {**_plan(plan), "place": f"tiltak-{_tiltak(plan)['uid']}"}


def _step(key: str) -> Kwargs:
    return lambda plan: {**_plan(plan), "key": key}


def _cell(plan: Plan) -> dict[str, Any]:
    return {**_tiltak_amounts(plan), "source": "kdd", "of_year": plan.year}


WRITE = frozenset({"GET", "POST"})
LEADER = frozenset({Role.PROSJEKTLEDER})
#: Those who write in the plan, if only in some delmål of it.
WRITERS = LEADER | {Role.MEDARBEIDER}

#: Addresses under a plan, by the name of the address; a name with a second case has it after a colon.
PLAN_ROWS: dict[str, Row] = {
    "plan": Row(_plan, READ_DRAFT),
    **{
        name: Row(_plan, READ_DRAFT) for name in ("budget", "figures_of_the_year", "control", "preview", "pdf_progress")
    },
    "read_workbook": Row(_plan, WRITERS, WRITE),
    "workbook": Row(lambda plan: {**_plan(plan), "pk": 0}, WRITERS, WRITE, 404, 404),
    **{
        f"{name}_workbook": Row(lambda plan: {**_plan(plan), "pk": 0}, WRITERS, frozenset({"POST"}), 404)
        for name in ("undo", "drop")
    },
    "findings_beside": Row(lambda plan: {**_plan(plan), "place": "del-1"}, READ_DRAFT),
    "beside": Row(lambda plan: {**_plan(plan), "place": "del-1"}, READ_DRAFT),
    "beside_panel": Row(lambda plan: {**_beside_tiltak(plan), "panel": "i-fjor"}, READ_DRAFT),
    "beside_panel:historikk": Row(lambda plan: {**_beside_tiltak(plan), "panel": "historikk"}, READ_DRAFT),
    # Sent empty, the page comes again with the error at its place.
    "acknowledge_finding": Row(_plan, LEADER, frozenset({"POST"}), 422),
    # Nobody lets a finding stand under this number.
    "withdraw_finding": Row(lambda plan: {**_plan(plan), "pk": 0}, LEADER, frozenset({"POST"}), 404),
    "tiltak": Row(_tiltak, READ_DRAFT, found=302),
    "tiltak_by_number": Row(_numbered, READ_DRAFT, found=302),
    "figure": Row(_figure, READ_DRAFT),
    **{f"download_{kind}": Row(_plan, READ_DRAFT) for kind in ("pdf", "xlsx", "docx", "json")},
    "edit_dates": Row(_plan, LEADER, WRITE),
    "edit_section": Row(_section, LEADER, WRITE),
    "edit_delmaal": Row(_delmaal, LEADER, WRITE),
    "new_tiltak": Row(_delmaal, LEADER, WRITE),
    "edit_tiltak": Row(_tiltak, LEADER, WRITE),
    "field": Row(_rammer, LEADER, WRITE),
    "field:tiltak": Row(_tiltak_title, LEADER, WRITE),
    # Nothing has been changed under no number.
    "earlier": Row(_rammer, LEADER, WRITE, posted=404),
    "earlier:tiltak": Row(_tiltak_title, LEADER, WRITE, posted=404),
    "together": Row(_plan, LEADER | {Role.MEDARBEIDER}, frozenset({"POST"})),
    "pasted": Row(_plan, LEADER | {Role.MEDARBEIDER}, frozenset({"POST"})),
    "move_tiltak": Row(_tiltak, LEADER, WRITE),
    "take_in_delmaal": Row(_plan, LEADER, WRITE, posted=302),
    "remove_plan": Row(_plan, LEADER, WRITE, posted=302),
    "comments": Row(_plan, COMMENT),
    "new_comment": Row(_beside_tiltak, COMMENT, frozenset({"POST"}), 422),
    "answer_comment": Row(_comment, COMMENT, frozenset({"POST"}), 422),
    "edit_comment": Row(_comment, LEADER, WRITE),
    "resolve_comment": Row(_comment, COMMENT - {Role.SAMARBEIDSPART}, frozenset({"POST"}), 302),
    "reopen_comment": Row(_comment, COMMENT - {Role.SAMARBEIDSPART}, frozenset({"POST"}), 302),
    "remove_comment": Row(_comment, LEADER, frozenset({"POST"}), 302),
    "restore_comment": Row(_removed_comment, LEADER, frozenset({"POST"}), 302),
    # Sent without the hash of what was read, it is refused, which is said on the page one is sent to.
    "confirm_part": Row(_tiltak, frozenset({Role.SAMARBEIDSPART}), frozenset({"POST"}), 302),
    "trace": Row(_plan, HISTORY),
    "trace_csv": Row(_plan, HISTORY),
    "figures": Row(_plan, WRITERS),
    "new_figure": Row(_plan, WRITERS, WRITE),
    "edit_figure": Row(_figure, LEADER, WRITE),
    "place_figure": Row(_figure, WRITERS, WRITE),
    # A text shows it, so it stays, which is said on the page one is sent to.
    "remove_figure": Row(_figure, LEADER, frozenset({"POST"}), 302),
    "removed": Row(_plan, WRITERS),
    # Nothing has been removed under this number, so whoever may write is told that there is no such thing.
    "put_back": Row(lambda plan: {**_plan(plan), "pk": 0}, WRITERS, frozenset({"POST"}), 404),
    "changes": Row(_plan, READ_DRAFT),
    "missing": Row(_plan, READ_DRAFT),
    # Sent without saying what is moved, it moves nothing, which is said on the page one is sent to.
    "order": Row(_plan, WRITERS, WRITE, posted=302),
    "edit_begrunnelse": Row(_tiltak, LEADER, WRITE, posted=302),
    "edit_vurdering": Row(_tiltak, LEADER, WRITE, posted=302),
    "link_change": Row(_tiltak, LEADER, WRITE),
    # Nothing is linked, so whoever may write is told that there is no such link.
    "unlink_change": Row(lambda plan: {**_tiltak(plan), "earlier": UUID(int=0)}, LEADER, frozenset({"POST"}), 404),
    "carry": Row(_plan, LEADER, frozenset({"POST"}), 302),
    "confirm_carried": Row(_plan, LEADER, frozenset({"POST"}), 302),
    "way": Row(_plan, READ_DRAFT),
    # Sent empty, it lacks the date; the whole table is walked in tests/review/test_every_step.py.
    "move": Row(_step("vedta"), LEADER, WRITE),
    # A draft has not been sent, which is said.
    "move:send": Row(_step("send"), LEADER, WRITE, found=409, posted=409),
    "versions": Row(_plan, READ_DRAFT),
    # A draft has no version under any number.
    "version": Row(lambda plan: {**_plan(plan), "number": 1}, READ_DRAFT, found=404),
    "version_file": Row(
        lambda plan: {**_plan(plan), "number": 1, "occasion": "vedtak", "kind": "pdf"}, READ_DRAFT, found=404
    ),
    "compare_versions": Row(_plan, READ_DRAFT, found=404),
    "upload_signed": Row(lambda plan: {**_plan(plan), "number": 1}, LEADER, WRITE, found=404, posted=404),
    "signed_file": Row(lambda plan: {**_plan(plan), "number": 1, "pk": 1}, READ_DRAFT, found=404),
    # Nor has it a case to archive.
    "case_document": Row(_plan, COMMENT - {Role.SAMARBEIDSPART}, found=404),
    # A draft has no version under any number.
    "council_package": Row(lambda plan: {**_plan(plan), "number": 1, "party": "lierne"}, LEADER, found=404),
    # KDD's own pages of a plan.
    "examine": Row(_plan, KDD),
    "seen": Row(_plan, KDD, frozenset({"POST"})),
    # Nothing has been asked for under this number.
    "answer_asked": Row(lambda plan: {**_plan(plan), "pk": 0}, LEADER, frozenset({"POST"}), 404),
    # Last, as the tiltak is gone after it.
    "remove_tiltak": Row(_tiltak, LEADER, frozenset({"POST"}), 302),
    "posts": Row(_plan, LEADER),
    "new_post": Row(_plan, LEADER, WRITE),
    "edit_post": Row(_post, LEADER, WRITE),
    "move_post": Row(_post, LEADER, frozenset({"POST"}), 302),
    "cells": Row(_plan, WRITERS, WRITE),
    "edit_amounts": Row(_row("delmaal"), LEADER, WRITE),
    "edit_amounts:post": Row(_row("post"), LEADER, WRITE),
    "edit_cell": Row(_cell, LEADER, WRITE),
    "edit_amounts:tiltak": Row(_tiltak_amounts, LEADER, WRITE),
    # Last of all, as the post is gone after it.
    "remove_post": Row(_post, LEADER, frozenset({"POST"}), 302),
}


def _pilot(plan: Plan) -> dict[str, Any]:
    return {"pilot": plan.agreement.pilot.slug}


def _agreement_delmaal(plan: Plan) -> dict[str, Any]:
    return {**_pilot(plan), "uid": plan.agreement.delmaal.all()[0].uid}


def _kind(kind: str) -> Kwargs:
    return lambda plan: {**_pilot(plan), "kind": kind}


def _work_group(plan: Plan) -> dict[str, Any]:
    """A work group of the agreement, made for the occasion where the demo has none."""
    group, _ = WorkGroup.objects.get_or_create(agreement=plan.agreement, name="Arbeidsgruppe for prøving")
    return {**_pilot(plan), "kind": "arbeidsgruppe", "pk": group.pk}


def _collaborator(plan: Plan) -> dict[str, Any]:
    """A collaborator's role in the pilot, made for the occasion; an earlier row of the walk may have ended it."""
    someone, _ = Person.objects.get_or_create(email="provd@eksempel.example", name="Prøvd")
    role = Role.MEDARBEIDER.value
    found, _ = Membership.objects.get_or_create(person=someone, role=role, pilot=plan.agreement.pilot)
    return {**_pilot(plan), "pk": found.pk}


def _leader(plan: Plan) -> dict[str, Any]:
    """A second leader's role in the pilot, made for the occasion."""
    someone, _ = Person.objects.get_or_create(email="leder@eksempel.example", name="Prøvd leder")
    role = Role.PROSJEKTLEDER.value
    found, _ = Membership.objects.get_or_create(person=someone, role=role, pilot=plan.agreement.pilot)
    return {**_pilot(plan), "pk": found.pk}


def _invited(plan: Plan | None) -> dict[str, Any]:
    """An invitation to be a collaborator in the plan's pilot, or an observer of all, made for the occasion."""
    now = timezone.now()
    pilot = plan.agreement.pilot if plan else None
    made = Invitation.objects.create(
        token_hash=f"{Invitation.objects.count():064}",
        email="invitert@eksempel.example",
        role=Role.MEDARBEIDER if plan else Role.OBSERVATOER,
        pilot=pilot,
        created_at=now,
        expires_at=now + datetime.timedelta(days=1),
    )
    return {**(_pilot(plan) if plan else {}), "pk": made.pk}


ADMINISTRATOR = frozenset({Role.ADMINISTRATOR})
INVITES = LEADER | ADMINISTRATOR
POST = frozenset({"POST"})


def _source(plan: Plan) -> dict[str, Any]:
    return {**_pilot(plan), "key": "annet"}


def _frame(plan: Plan) -> dict[str, Any]:
    """A frame of the agreement, made for the occasion where the demo has none."""
    source = FundingSource.objects.get(pilot=plan.agreement.pilot, key="kdd")
    frame, _ = Frame.objects.get_or_create(agreement=plan.agreement, source=source, year=2025, kroner=10, moved_to=2026)
    return {**_pilot(plan), "pk": frame.pk}


#: Addresses under a pilot. Those who may not know of the pilot get 404, those who do but are not in `may` get 403.
PILOT_ROWS: dict[str, Row] = {
    "pilot": Row(_pilot, KNOW_PILOT),
    "edit_agreement": Row(_pilot, LEADER, WRITE),
    "edit_agreement_parties": Row(_pilot, LEADER, WRITE),
    "new_agreement_delmaal": Row(_pilot, LEADER, WRITE),
    "edit_agreement_delmaal": Row(_agreement_delmaal, LEADER, WRITE),
    "move_agreement_delmaal": Row(_agreement_delmaal, LEADER, frozenset({"POST"}), 302),
    # Plans need it, so it stays, which is said on the page one is sent to.
    "remove_agreement_delmaal": Row(_agreement_delmaal, LEADER, frozenset({"POST"}), 302),
    "new_agreement_row": Row(_kind("arbeidsgruppe"), LEADER, WRITE),
    "new_agreement_row:frist": Row(_kind("frist"), LEADER, WRITE),
    "new_agreement_row:mote": Row(_kind("mote"), LEADER, WRITE),
    "edit_agreement_row": Row(_work_group, LEADER, WRITE),
    "remove_agreement_row": Row(_work_group, LEADER, frozenset({"POST"}), 302),
    "sources": Row(_pilot, KNOW_PILOT),
    "new_source": Row(_pilot, LEADER, WRITE),
    "edit_source": Row(_source, LEADER, WRITE),
    "move_source": Row(_source, LEADER, frozenset({"POST"}), 302),
    # A plan uses it, so it stays, which is said on the page one is sent to.
    "remove_source": Row(_source, LEADER, frozenset({"POST"}), 302),
    "frames": Row(_pilot, KNOW_PILOT),
    "new_frame": Row(_pilot, LEADER, WRITE),
    "edit_frame": Row(_frame, LEADER, WRITE),
    "move_frame": Row(_frame, LEADER, WRITE),
    "remove_frame": Row(_frame, LEADER, frozenset({"POST"}), 302),
    # Sent without the hash of the rate it showed, it is a conflict.
    "rates": Row(_pilot, LEADER, WRITE),
    "pilot_removed": Row(_pilot, LEADER),
    "logo_picture": Row(lambda plan: {**_pilot(plan), "sha256": make_logo(plan.agreement.pilot).blob_id}, KNOW_PILOT),
    "edit_logo": Row(_pilot, LEADER, WRITE),
    "remove_logo": Row(with_logo, LEADER, frozenset({"POST"}), 302),
    "pilot_trace": Row(_pilot, HISTORY),
    "pilot_trace_csv": Row(_pilot, HISTORY),
    # Nothing has been removed under this number.
    "pilot_put_back": Row(lambda plan: {**_pilot(plan), "pk": 0}, LEADER, frozenset({"POST"}), 404),
    "new_plan": Row(_pilot, LEADER, WRITE),
    "new_agreement": Row(_pilot, ADMINISTRATOR, WRITE),
    "receive": Row(_pilot, LEADER, WRITE),
    **{name: Row(no_file, LEADER, methods, 404, 404) for name, methods in OF_A_PILOTS_FILE.items()},
    "people": Row(_pilot, INVITES | {Role.MEDARBEIDER, Role.STYRINGSGRUPPE}),
    "invite": Row(_pilot, INVITES, WRITE),
    # No tick means no limit, which is what this role has already.
    "limit_membership": Row(_collaborator, INVITES, WRITE, posted=302),
    "end_role": Row(_collaborator, INVITES, POST, 302),
    # No role has been ended under this number.
    "give_role_back": Row(lambda plan: {**_pilot(plan), "pk": 0}, INVITES, POST, 404),
    "withdraw_invitation": Row(_invited, INVITES, POST, 302),
    "send_invitation_again": Row(_invited, INVITES, POST, 302),
    "hand_over": Row(_leader, INVITES, WRITE),
    "keep_role": Row(_leader, INVITES, POST, 302),
}


def _nowhere(plan: Plan) -> dict[str, Any]:
    return {}


def _observer(plan: Plan) -> dict[str, Any]:
    """An observer's role across pilots, made for the occasion."""
    someone, _ = Person.objects.get_or_create(email="provd@eksempel.example", name="Prøvd")
    found, _ = Membership.objects.get_or_create(person=someone, role=Role.OBSERVATOER.value, pilot=None)
    return {"pk": found.pk}


#: Addresses across pilots. That they are there is no secret: everybody else who has signed in gets 403.
SITE_ROWS: dict[str, Row] = {
    **dict.fromkeys(
        ("queue", "all_pilots", "all_pilots_xlsx", "all_pilots_csv", "payouts", "payouts_xlsx", "payouts_csv"),
        Row(_nowhere, KDD),
    ),
    "receive": Row(_nowhere, KDD, WRITE),
    **{name: Row(lambda plan: {"pk": 0}, KDD, methods, 404) for name, methods in OF_A_FILE.items()},
    "pilots": Row(_nowhere, ADMINISTRATOR),
    "workers": Row(_nowhere, ADMINISTRATOR),
    "register_trace": Row(_nowhere, ADMINISTRATOR),
    "register_trace_csv": Row(_nowhere, ADMINISTRATOR),
    "new_pilot": Row(_nowhere, ADMINISTRATOR, WRITE),
    "people": Row(_nowhere, ADMINISTRATOR),
    "invite": Row(_nowhere, ADMINISTRATOR, WRITE),
    "end_role": Row(_observer, ADMINISTRATOR, POST, 302),
    "give_role_back": Row(lambda plan: {"pk": 0}, ADMINISTRATOR, POST, 404),
    "withdraw_invitation": Row(lambda plan: _invited(None), ADMINISTRATOR, POST, 302),
    "send_invitation_again": Row(lambda plan: _invited(None), ADMINISTRATOR, POST, 302),
}
