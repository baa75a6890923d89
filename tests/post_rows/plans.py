"""Good data for the plan's texts, order, pictures and account, and for the agreement."""

import datetime
from collections.abc import Callable

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from plans import services
from plans.models import Person, Plan
from plans.services import UNCHECKED, field_hash
from plans.services.delmaal import delmaal_order_value
from tests import factories, logos
from tests.permission_rows.kwargs import of_pilot, of_plan
from tests.permission_table import PLAN_ROWS, Kwargs
from tests.pictures import png
from tests.post_rows.post import Data, Post


def _taken_in(client: Client, plan: Plan) -> tuple[Data, Data]:
    """The agreement has changed since the plan was made."""
    delmaal = plan.agreement.delmaal.all()[0]
    services.set_delmaal_title(delmaal=delmaal, title="Et nytt navn", base=UNCHECKED, by=None)
    return of_plan(plan), {}


def _removed_tiltak(client: Client, plan: Plan) -> tuple[Data, Data]:
    entry = services.delete_tiltak(tiltak=factories.make_tiltak(plan, "Skal tilbake"), by=None)
    return {**of_plan(plan), "pk": entry.pk}, {}


def _moved_delmaal(client: Client, plan: Plan) -> tuple[Data, Data]:
    order = delmaal_order_value(plan.agreement)
    return {**of_pilot(plan), "uid": order[0]}, {"retning": "ned", "base": field_hash(order)}


def _unused_delmaal(client: Client, plan: Plan) -> tuple[Data, Data]:
    made = factories.add_delmaal(plan.agreement, plan.agreement.delmaal.count() + 1)
    return {**of_pilot(plan), "uid": made.uid}, {}


def _removed_deadline(client: Client, plan: Plan) -> tuple[Data, Data]:
    day = datetime.date(2026, 3, 1)
    made = services.create_deadline(agreement=plan.agreement, title="Skal tilbake", date=day, by=None)
    return {**of_pilot(plan), "pk": services.remove_deadline(deadline=made, by=None).pk}, {}


def _new_picture(client: Client, plan: Plan) -> tuple[Data, Data]:
    return of_plan(plan), {"file": SimpleUploadedFile("kart.png", png()), "alt": "Et hvitt kart", "caption": "Kart"}


def _unused_picture(client: Client, plan: Plan) -> tuple[Data, Data]:
    made = services.add_figure(plan=plan, data=png(20, 20), alt="Et lite kart", caption="", by=None)
    return {**of_plan(plan), "sha256": made.blob_id}, {}


def _year_before(plan: Plan) -> tuple[Data, Data]:
    """A plan of the year before with a tiltak of its own, which a tiltak of the plan may have come from."""
    before = services.create_plan(agreement=plan.agreement, year=plan.year - 1, form=plan.form, by=None)
    earlier = factories.make_tiltak(before, "Fra i fjor")
    return {**of_plan(plan), "uid": plan.tiltak.all()[0].uid}, {"earlier": str(earlier.uid), "kind": "delt"}


def _linked(client: Client, plan: Plan) -> tuple[Data, Data]:
    kwargs, sent = _year_before(plan)
    client.post(reverse("link_change", kwargs=kwargs), sent)
    return {**kwargs, "earlier": sent["earlier"]}, {}


def _from_last_year(client: Client, plan: Plan) -> tuple[Data, Data]:
    plan.answers.filter(prompt__key="rammer").delete()
    services.save_answer(place=plan, key="rammer", html="<p>Slik.</p>", base=UNCHECKED, by=None)
    plan.answers.filter(prompt__key="rammer").update(carried=True)
    return of_plan(plan), {"niva": "plan", "uid": "", "ledetekst": "rammer"}


def _answered_last_year(client: Client, plan: Plan) -> tuple[Data, Data]:
    """Last year's plan answers what this year's has not."""
    _year_before(plan)
    before = Plan.objects.get(agreement=plan.agreement, year=plan.year - 1)
    services.save_answer(place=before, key="rammer", html="<p>Slik var det.</p>", base=UNCHECKED, by=None)
    plan.answers.filter(prompt__key="rammer").delete()
    return of_plan(plan), {"niva": "plan", "uid": "", "ledetekst": "rammer"}


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
    return of_plan(plan), {"path": "plan/svar/rammer", "since": ""}


def _moved_tiltak(client: Client, plan: Plan) -> tuple[Data, Data]:
    """The first tiltak goes one place down, from the order that the page shows."""
    goals = client.get(reverse("order", kwargs=of_plan(plan))).context["goals"]
    seen = {f"sett-{goal.delmaal.uid}": goal.seen for goal in goals}
    return of_plan(plan), {**seen, "flytt": goals[0].rows[0].down.move}


def _clipboard(client: Client, plan: Plan) -> tuple[Data, Data]:
    return of_plan(plan), {"html": "<p>Fra Word</p>"}


POSTS: dict[str, Post] = {
    "carry": Post(prepare=_answered_last_year),
    "order": Post(prepare=_moved_tiltak),
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
    "edit_dates": Post({"case_number": "24/9"}),
    "edit_section": Post({"svar-introduksjon": "En ny innledning."}),
    "edit_delmaal": Post({"svar-resultater": "Andre resultater."}),
    "new_tiltak": Post({"title": "Bygge bro"}),
    "edit_tiltak": Post({"title": "Bygge to broer"}),
    "move_tiltak": Post({"place": 2}),
    "take_in_delmaal": Post(prepare=_taken_in),
    "remove_plan": Post(prepare=lambda client, plan: (of_plan(plan.agreement.plans.latest("year")), {})),
    "put_back": Post(prepare=_removed_tiltak),
    "remove_tiltak": Post(),
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
    "pilot_put_back": Post(prepare=_removed_deadline),
    "new_plan": Post(),
    "new_agreement": Post({"first_year": 2030, "last_year": 2033}),
    "site:new_pilot": Post({"name": "Helt ny pilot", "new": "5099 Nykommune"}),
}
