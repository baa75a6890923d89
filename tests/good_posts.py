"""What somebody who may would send to every address that takes POST, so that it does something.

An address that takes POST without a row here fails `tests/test_permission_posts.py`.
"""

import datetime
from collections.abc import Callable
from typing import Any, NamedTuple

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from budgets import services as money
from plans import services
from plans.models import Membership, Person, Plan, Tiltak
from plans.roles import Role
from plans.services import UNCHECKED, field_hash
from plans.services.delmaal import delmaal_order_value
from reporting.load import load
from review.models import Comment
from review.services.confirmations import find_tiltak, tiltak_hash
from review.services.facts import signers
from review.services.moves import base_of
from tests import factories, logos, received, workbooks
from tests.grid import cell_sent, cells_sent
from tests.permission_table import PILOT_ROWS, PLAN_ROWS, SITE_ROWS, Kwargs, Row
from tests.pictures import png, scanned
from tests.review import steps
from tests.site.pages import Page

Data = dict[str, Any]


class Post(NamedTuple):
    """What is typed into the form of an address; or `prepare` returns the address's arguments and all that is sent.

    `answer` is what comes back when it is done; `writes` is false where nothing is stored.
    """

    typed: Data = {}
    prepare: Callable[[Client, Plan], tuple[Data, Data]] | None = None
    answer: int = 302
    writes: bool = True


def _plan(plan: Plan) -> Data:
    return {**_pilot(plan), "year": plan.year}


def _pilot(plan: Plan) -> Data:
    return {"pilot": plan.agreement.pilot.slug}


def _finding(client: Client, plan: Plan) -> tuple[Data, Data]:
    """A finding of the plan, as the page of findings sends it."""
    action = reverse("acknowledge_finding", kwargs=_plan(plan))
    page = Page.of(client.get(reverse("control", kwargs=_plan(plan))).content)
    form = page.find(f"//form[@action='{action}']")[0]
    sent = {box.get("name"): box.get("value") for box in form.xpath(".//input[@name]")}
    return _plan(plan), {**sent, "reason": "Avtalt med KDD."}


def _acknowledged(client: Client, plan: Plan) -> tuple[Data, Data]:
    client.post(reverse("acknowledge_finding", kwargs=_plan(plan)), _finding(client, plan)[1])
    return {**_plan(plan), "pk": plan.acknowledgements.get().pk}, {}


def _taken_in(client: Client, plan: Plan) -> tuple[Data, Data]:
    """The agreement has changed since the plan was made."""
    delmaal = plan.agreement.delmaal.all()[0]
    services.set_delmaal_title(delmaal=delmaal, title="Et nytt navn", base=UNCHECKED, by=None)
    return _plan(plan), {}


def _removed_tiltak(client: Client, plan: Plan) -> tuple[Data, Data]:
    entry = services.delete_tiltak(tiltak=factories.make_tiltak(plan, "Skal tilbake"), by=None)
    return {**_plan(plan), "pk": entry.pk}, {}


def _typed_cell(client: Client, plan: Plan) -> tuple[Data, Data]:
    return _plan(plan), cells_sent(cell_sent(plan.tiltak.filter(lines=None)[0], "1234"))


def _own_post(client: Client, plan: Plan) -> tuple[Data, Data]:
    return {**_plan(plan), "uid": factories.make_post(plan, "Skal bort").uid}, {}


def _moved_post(client: Client, plan: Plan) -> tuple[Data, Data]:
    factories.make_post(plan, "Den siste")
    order = money.post_order_value(plan)
    return {**_plan(plan), "uid": order[0]}, {"retning": "ned", "base": field_hash(order)}


def _moved_delmaal(client: Client, plan: Plan) -> tuple[Data, Data]:
    order = delmaal_order_value(plan.agreement)
    return {**_pilot(plan), "uid": order[0]}, {"retning": "ned", "base": field_hash(order)}


def _unused_delmaal(client: Client, plan: Plan) -> tuple[Data, Data]:
    made = factories.add_delmaal(plan.agreement, plan.agreement.delmaal.count() + 1)
    return {**_pilot(plan), "uid": made.uid}, {}


def _moved_frame(client: Client, plan: Plan) -> tuple[Data, Data]:
    source = plan.agreement.pilot.sources.get(key="kdd")
    frame = money.create_frame(
        agreement=plan.agreement, source=source, year=2025, kroner=50, certainty="planlagt", by=None
    )
    kwargs = {**_pilot(plan), "pk": frame.pk}
    form = client.get(reverse("move_frame", kwargs=kwargs)).context["form"]
    return kwargs, {**{name: form[name].value() for name in form.fields}, "year": 2026}


def _moved_source(client: Client, plan: Plan) -> tuple[Data, Data]:
    order = money.source_order_value(plan.agreement.pilot)
    return {**_pilot(plan), "key": order[0]}, {"retning": "ned", "base": field_hash(order)}


def _unused_source(client: Client, plan: Plan) -> tuple[Data, Data]:
    made = money.create_source(pilot=plan.agreement.pilot, kind="annet", name="Sparebanken", by=None)
    return {**_pilot(plan), "key": made.key}, {}


def _removed_deadline(client: Client, plan: Plan) -> tuple[Data, Data]:
    day = datetime.date(2026, 3, 1)
    made = services.create_deadline(agreement=plan.agreement, title="Skal tilbake", date=day, by=None)
    return {**_pilot(plan), "pk": services.remove_deadline(deadline=made, by=None).pk}, {}


def _ended(pilot: bool) -> Callable[[Client, Plan], tuple[Data, Data]]:
    def prepare(client: Client, plan: Plan) -> tuple[Data, Data]:
        role, where = (Role.MEDARBEIDER, {"pilot": plan.agreement.pilot}) if pilot else (Role.OBSERVATOER, {})
        person = factories.make_person(role, **where)
        entry = services.end_membership(membership=person.memberships.get(), by=None)
        return {**(_pilot(plan) if pilot else {}), "pk": entry.pk}, {}

    return prepare


def _leaving(client: Client, plan: Plan) -> tuple[Data, Data]:
    """A leader who is to leave one day."""
    kwargs = PILOT_ROWS["keep_role"].kwargs(plan)
    Membership.objects.filter(pk=kwargs["pk"]).update(ends_on=datetime.date(2099, 1, 1))
    return kwargs, {}


def _adoptable(client: Client, plan: Plan) -> tuple[Data, Data]:
    sent = {"base": base_of(plan), "adoption_date": "2024-12-13", "case_number": "12/24"}
    return {**_plan(plan), "key": "vedta"}, sent


def _sendable(client: Client, plan: Plan) -> tuple[Data, Data]:
    """Adopted, and signed by every party."""
    leader = Person.objects.get(email="prosjektleder@demo.example")
    steps.take(plan, "vedta", leader)
    for party in signers(plan):
        steps.take(plan, "signer", leader, steps.signature(party))
    return {**_plan(plan), "key": "send"}, {"base": base_of(plan)}


def _signed_copy(client: Client, plan: Plan) -> tuple[Data, Data]:
    """Adopted, and signed on paper that was scanned."""
    _sendable(client, plan)
    return {**_plan(plan), "number": 1}, {"file": SimpleUploadedFile("underskrevet.pdf", scanned())}


def _asked_for(client: Client, plan: Plan) -> tuple[Data, Data]:
    """KDD has asked for a change."""
    _sendable(client, plan)
    steps.take(plan, "send", Person.objects.get(email="prosjektleder@demo.example"))
    taken = steps.take(plan, "be-om-endringer", Person.objects.get(email="saksbehandler@demo.example"))
    return {**_plan(plan), "pk": taken.asked.get().pk}, {"answer": "Gjort.", "base": field_hash("")}


def _to_go_through(client: Client, plan: Plan) -> tuple[Data, Data]:
    """Sent, so that KDD has it before it."""
    _sendable(client, plan)
    steps.take(plan, "send", Person.objects.get(email="prosjektleder@demo.example"))
    return _plan(plan), {}


def _new_picture(client: Client, plan: Plan) -> tuple[Data, Data]:
    return _plan(plan), {"file": SimpleUploadedFile("kart.png", png()), "alt": "Et hvitt kart", "caption": "Kart"}


def _unused_picture(client: Client, plan: Plan) -> tuple[Data, Data]:
    made = services.add_figure(plan=plan, data=png(20, 20), alt="Et lite kart", caption="", by=None)
    return {**_plan(plan), "sha256": made.blob_id}, {}


def _year_before(plan: Plan) -> tuple[Data, Data]:
    """A plan of the year before with a tiltak of its own, which a tiltak of the plan may have come from."""
    before = services.create_plan(agreement=plan.agreement, year=plan.year - 1, form=plan.form, by=None)
    earlier = factories.make_tiltak(before, "Fra i fjor")
    return {**_plan(plan), "uid": plan.tiltak.all()[0].uid}, {"earlier": str(earlier.uid), "kind": "delt"}


def _linked(client: Client, plan: Plan) -> tuple[Data, Data]:
    kwargs, sent = _year_before(plan)
    client.post(reverse("link_change", kwargs=kwargs), sent)
    return {**kwargs, "earlier": sent["earlier"]}, {}


def _from_last_year(client: Client, plan: Plan) -> tuple[Data, Data]:
    plan.answers.filter(prompt__key="rammer").delete()
    services.save_answer(place=plan, key="rammer", html="<p>Slik.</p>", base=UNCHECKED, by=None)
    plan.answers.filter(prompt__key="rammer").update(carried=True)
    return _plan(plan), {"niva": "plan", "uid": "", "ledetekst": "rammer"}


def _answered_last_year(client: Client, plan: Plan) -> tuple[Data, Data]:
    """Last year's plan answers what this year's has not."""
    _year_before(plan)
    before = Plan.objects.get(agreement=plan.agreement, year=plan.year - 1)
    services.save_answer(place=before, key="rammer", html="<p>Slik var det.</p>", base=UNCHECKED, by=None)
    plan.answers.filter(prompt__key="rammer").delete()
    return _plan(plan), {"niva": "plan", "uid": "", "ledetekst": "rammer"}


def _brought_back(kwargs: Kwargs) -> Callable[[Client, Plan], tuple[Data, Data]]:
    """What stood in a field before its newest change, as the page of earlier texts sends it."""

    def prepare(client: Client, plan: Plan) -> tuple[Data, Data]:
        where = kwargs(plan)
        newest = plan.changes.filter(path=where["path"])[0]
        return where, {"change": newest.pk, "side": "before", "seen": f"{newest.pk}-{newest.at.isoformat()}"}

    return prepare


def _renamed(client: Client, plan: Plan) -> tuple[Data, Data]:
    """A tiltak has got another title, and gets its first one back."""
    where = PLAN_ROWS["earlier:tiltak"].kwargs(plan)
    tiltak = plan.tiltak.get(uid=where["path"].split("/")[1])
    # By a person: what comes from one and the same becomes one change with that of the demo data.
    services.set_title(tiltak=tiltak, title="Et annet navn", base=UNCHECKED, by=Person.objects.all()[0])
    return _brought_back(PLAN_ROWS["earlier:tiltak"].kwargs)(client, plan)


def _standing_in(client: Client, plan: Plan) -> tuple[Data, Data]:
    return _plan(plan), {"path": "plan/svar/rammer", "since": ""}


def _said(client: Client, plan: Plan) -> tuple[Data, Data]:
    """A new comment, as the panel sends it."""
    kwargs = PLAN_ROWS["new_comment"].kwargs(plan)
    return kwargs, {"path": f"tiltak/{_first(plan).uid}/title", "audience": "pilot", "text": "Er dette rett?"}


def _first(plan: Plan) -> Tiltak:
    return plan.tiltak.order_by("delmaal__number", "position")[0]


def _confirmed(client: Client, plan: Plan) -> tuple[Data, Data]:
    found = find_tiltak(load(plan), _first(plan).uid)
    assert found
    return PLAN_ROWS["confirm_part"].kwargs(plan), {"seen": tiltak_hash(found)}


def _moved_tiltak(client: Client, plan: Plan) -> tuple[Data, Data]:
    """The first tiltak goes one place down, from the order that the page shows."""
    goals = client.get(reverse("order", kwargs=_plan(plan))).context["goals"]
    seen = {f"sett-{goal.delmaal.uid}": goal.seen for goal in goals}
    return _plan(plan), {**seen, "flytt": goals[0].rows[0].down.move}


def _settled(client: Client, plan: Plan) -> tuple[Data, Data]:
    kwargs = PLAN_ROWS["reopen_comment"].kwargs(plan)
    Comment.objects.filter(pk=kwargs["pk"]).update(resolved_at=timezone.now())
    return kwargs, {}


def _clipboard(client: Client, plan: Plan) -> tuple[Data, Data]:
    return _plan(plan), {"html": "<p>Fra Word</p>"}


POSTS: dict[str, Post] = {
    "carry": Post(prepare=_answered_last_year),
    "order": Post(prepare=_moved_tiltak),
    "new_comment": Post(prepare=_said),
    "answer_comment": Post({"text": "Ja."}),
    "edit_comment": Post({"text": "Er dette riktig?"}),
    "resolve_comment": Post(),
    "reopen_comment": Post(prepare=_settled),
    "remove_comment": Post(),
    "restore_comment": Post(),
    "confirm_part": Post(prepare=_confirmed),
    "earlier": Post(prepare=_brought_back(PLAN_ROWS["earlier"].kwargs)),
    "earlier:tiltak": Post(prepare=_renamed),
    "together": Post(prepare=_standing_in, answer=200),
    "pasted": Post(prepare=_clipboard, answer=200, writes=False),
    "field": Post({"svar-rammer": "Andre rammer."}),
    "field:tiltak": Post({"title": "Bygge en tredje bro"}),
    "new_figure": Post(prepare=_new_picture),
    "edit_figure": Post({"alt": "Et annet kart"}),
    "place_figure": Post({"text": "plan/introduksjon"}),
    "remove_figure": Post(prepare=_unused_picture),
    "edit_begrunnelse": Post({"text": "Det ble dyrt."}),
    "edit_vurdering": Post({"text": "Det gikk bra."}),
    "link_change": Post(prepare=lambda client, plan: _year_before(plan)),
    "unlink_change": Post(prepare=_linked),
    "confirm_carried": Post(prepare=_from_last_year),
    "acknowledge_finding": Post(prepare=_finding),
    "withdraw_finding": Post(prepare=_acknowledged),
    "edit_dates": Post({"case_number": "24/9"}),
    "edit_section": Post({"svar-introduksjon": "En ny innledning."}),
    "edit_delmaal": Post({"svar-resultater": "Andre resultater."}),
    "new_tiltak": Post({"title": "Bygge bro"}),
    "edit_tiltak": Post({"title": "Bygge to broer"}),
    "move_tiltak": Post({"place": 2}),
    "take_in_delmaal": Post(prepare=_taken_in),
    "remove_plan": Post(prepare=lambda client, plan: (_plan(plan.agreement.plans.latest("year")), {})),
    "put_back": Post(prepare=_removed_tiltak),
    "remove_tiltak": Post(),
    "new_post": Post({"name": "Reiser"}),
    "edit_post": Post({"name": "Ledelse"}),
    "move_post": Post(prepare=_moved_post),
    "remove_post": Post(prepare=_own_post),
    "cells": Post(prepare=_typed_cell, answer=200),
    "read_workbook": Post(prepare=workbooks.uploaded),
    "workbook": Post(prepare=workbooks.chosen),
    "undo_workbook": Post(prepare=workbooks.taken),
    "drop_workbook": Post(prepare=workbooks.kept),
    "edit_amounts": Post({"kdd-2025-planlagt-kroner": "1234"}),
    "edit_amounts:post": Post({"kdd-2025-planlagt-kroner": "1234"}),
    "edit_cell": Post({"kdd-2025-planlagt-kroner": "1234"}),
    "edit_amounts:tiltak": Post({"kdd-2025-planlagt-kroner": "1234"}),
    **{name: Post(prepare=prepare) for name, prepare in received.SENT.items()},
    "edit_logo": Post(prepare=logos.uploaded),
    "remove_logo": Post(prepare=logos.there),
    "edit_agreement": Post({"signed": "2024-05-17"}),
    "edit_agreement_parties": Post({"royrvik-role": "samarbeidspart", "new_role": "avtalepart"}),
    "new_agreement_delmaal": Post({"title": "Et delmål til", "short_title": "Til"}),
    "edit_agreement_delmaal": Post({"title": "Et annet navn"}),
    "move_agreement_delmaal": Post(prepare=_moved_delmaal),
    "remove_agreement_delmaal": Post(prepare=_unused_delmaal),
    "new_agreement_row": Post({"name": "Gruppe for elva"}),
    "new_agreement_row:frist": Post({"title": "Rapport", "date": "2026-03-01"}),
    "new_agreement_row:mote": Post({"title": "Vårmøte", "date": "2026-03-01"}),
    "edit_agreement_row": Post({"name": "Gruppe for fjellet"}),
    "remove_agreement_row": Post(),
    "move": Post(prepare=_adoptable),
    "upload_signed": Post(prepare=_signed_copy),
    "move:send": Post(prepare=_sendable),
    "answer_asked": Post(prepare=_asked_for),
    "seen": Post(prepare=_to_go_through),
    "new_source": Post({"name": "Sparebanken"}),
    "edit_source": Post({"name": "Andre"}),
    "move_source": Post(prepare=_moved_source),
    "remove_source": Post(prepare=_unused_source),
    "new_frame": Post({"source": "kdd", "kroner": "5000", "certainty": "planlagt"}),
    "edit_frame": Post({"kroner": "77"}),
    "move_frame": Post(prepare=_moved_frame),
    "remove_frame": Post(),
    "rates": Post({"sats-2025": "501"}),
    "pilot_put_back": Post(prepare=_removed_deadline),
    "new_plan": Post(),
    "new_agreement": Post({"first_year": 2030, "last_year": 2033}),
    "invite": Post({"email": "ny@eksempel.example", "role": "observatoer"}),
    "limit_membership": Post(),
    "end_role": Post(),
    "give_role_back": Post(prepare=_ended(pilot=True)),
    "withdraw_invitation": Post(),
    "send_invitation_again": Post(),
    "hand_over": Post({"email": "ny@eksempel.example", "when": "naa"}),
    "keep_role": Post(prepare=_leaving),
    "site:new_pilot": Post({"name": "Helt ny pilot", "new": "5099 Nykommune"}),
    "site:give_role_back": Post(prepare=_ended(pilot=False)),
}


def posted_rows() -> dict[str, Row]:
    """Return every address that takes POST, by name; those across pilots with `site:` before it."""
    rows = {**PLAN_ROWS, **PILOT_ROWS, **{f"site:{name}": row for name, row in SITE_ROWS.items()}}
    return {name: row for name, row in rows.items() if "POST" in row.methods}


def good_post(name: str, client: Client, plan: Plan) -> tuple[str, Data]:
    """Return the address and all that `client`, who may, would send there."""
    row = posted_rows()[name]
    post = POSTS.get(name) or POSTS[name.removeprefix("site:")]
    route = name.removeprefix("site:").partition(":")[0]
    if post.prepare is not None:
        kwargs, data = post.prepare(client, plan)
        return reverse(route, kwargs=kwargs), data
    address = reverse(route, kwargs=row.kwargs(plan))
    form = client.get(address).context["form"] if "GET" in row.methods else None
    shown = {field: form[field].value() for field in form.fields} if form else {}
    # An unticked box sends nothing.
    data = {field: value for field, value in shown.items() if value not in (None, False, "")}
    if name == "limit_membership":
        data["delmaal"] = [str(plan.agreement.delmaal.all()[0].uid)]
    return address, {**data, **post.typed}
