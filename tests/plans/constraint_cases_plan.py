"""Ways to break every constraint on plans, answers, figures and tiltak."""

import datetime
import uuid
from typing import Any

from django.utils import timezone

from plans import services
from plans.models import (
    Answer,
    Delmaal,
    EditOpening,
    Figure,
    Party,
    Plan,
    PlanDelmaal,
    Presence,
    Prompt,
    Tiltak,
    TiltakChange,
    TiltakLink,
    TiltakParty,
)
from plans.services import UNCHECKED
from plans.timeframe import TimeFrame
from tests.constraints import Case
from tests.factories import make_person
from tests.pictures import png

PARTIAL_DATE = "Skriv et år (2025), en måned (2025-04) eller en dato (2025-04-30)."


def plan_again(plan: Plan) -> Plan:
    return Plan(slug="et-annet", agreement=plan.agreement, year=plan.year, form=plan.form)


def adopted_without_date(plan: Plan) -> Plan:
    row = Plan.objects.get(pk=plan.pk)
    row.status, row.adoption_date = Plan.Status.VEDTATT, None
    return row


def first_delmaal(plan: Plan) -> PlanDelmaal:
    return plan.delmaal.get(number=1)


def first_tiltak(plan: Plan) -> Tiltak:
    return first_delmaal(plan).tiltak.all()[0]


def copied(plan: Plan, **fields: Any) -> PlanDelmaal:
    """A delmål that is in the agreement and not in the plan."""
    delmaal = Delmaal.objects.create(agreement=plan.agreement, priority=90, title="T", short_title="K")
    own = {"plan": plan, "delmaal": delmaal, "uid": delmaal.uid, "number": 90, "title": "T", "short_title": "K"}
    return PlanDelmaal(**{**own, **fields})


def answer(plan: Plan, **fields: Any) -> Answer:
    """An answer to a prompt that the plan has not answered."""
    prompt = Prompt.objects.create(form=plan.form, level="plan", key="ny", position=90, nb="Ny", nn="Ny")
    return Answer(**{"plan": plan, "prompt": prompt, "html": "<p>Ja.</p>", **fields})


def answer_again(found: Answer) -> Answer:
    return Answer(plan=found.plan, prompt=found.prompt, delmaal=found.delmaal, tiltak=found.tiltak, html="<p>Ja.</p>")


def opening_again(plan: Plan) -> EditOpening:
    EditOpening.objects.create(plan=plan, path="plan/svar/rammer")
    return EditOpening(plan=plan, path="plan/svar/rammer")


def figure(plan: Plan, **fields: Any) -> Figure:
    return Figure(**{"plan": plan, "blob": services.store_blob(data=png(31, 17)), "alt": "Et kart.", **fields})


def figure_again(plan: Plan) -> Figure:
    figure(plan).save()
    return figure(plan)


def tiltak(plan: Plan, **fields: Any) -> Tiltak:
    return Tiltak(**{"plan": plan, "delmaal": first_delmaal(plan), "position": 90, "title": "Nytt", **fields})


def set_time_frame(plan: Plan, *frame: str) -> Tiltak:
    return services.set_time_frame(tiltak=first_tiltak(plan), frame=TimeFrame(*frame), base=UNCHECKED, by=None)


def party_again(plan: Plan) -> TiltakParty:
    row = TiltakParty.objects.filter(tiltak__plan=plan)[0]
    return TiltakParty(tiltak=row.tiltak, party=row.party, part=row.part, position=90)


def name_a_party_twice(plan: Plan) -> Tiltak:
    lierne = Party.objects.get(key="lierne")
    return services.set_parties(
        tiltak=first_tiltak(plan),
        part=TiltakParty.Part.PARTNER,
        parties=[lierne, lierne],
        text="",
        base=UNCHECKED,
        by=None,
    )


def link(plan: Plan, **fields: Any) -> TiltakLink:
    own = {
        "earlier_plan": Plan.objects.exclude(pk=plan.pk)[0],
        "earlier_uid": uuid.UUID(int=1),
        "later_plan": plan,
        "later_uid": uuid.UUID(int=2),
        "kind": TiltakLink.Kind.CONTINUED,
    }
    return TiltakLink(**{**own, **fields})


def link_again(plan: Plan) -> TiltakLink:
    link(plan).save()
    return link(plan, kind=TiltakLink.Kind.SPLIT)


def presence_again(plan: Plan) -> Presence:
    own = {"plan": plan, "person": make_person(), "path": "plan/svar/rammer", "at": timezone.now()}
    Presence.objects.create(**own)
    return Presence(**own)


def change_again(plan: Plan) -> TiltakChange:
    TiltakChange.objects.create(plan=plan, uid=uuid.UUID(int=1), reason="Dyrere enn ventet.")
    return TiltakChange(plan=plan, uid=uuid.UUID(int=1), reason="Utsatt.")


CASES = (
    Case("presence_once", presence_again),
    Case(
        "plan_once_a_year",
        plan_again,
        lambda plan, by: services.create_plan(agreement=plan.agreement, year=plan.year, form=plan.form, by=by),
    ),
    Case("plan_adopted_has_date", adopted_without_date),
    Case("plan_delmaal_once", lambda plan: copied(plan, delmaal=first_delmaal(plan).delmaal)),
    Case("plan_delmaal_number_once", lambda plan: copied(plan, number=1)),
    Case("plan_delmaal_uid_once", lambda plan: copied(plan, uid=first_delmaal(plan).uid)),
    Case("plan_delmaal_number_from_one", lambda plan: copied(plan, number=0)),
    Case("answer_one_place", lambda plan: answer(plan, delmaal=first_delmaal(plan), tiltak=first_tiltak(plan))),
    Case(
        "answer_once",
        lambda plan: answer_again(plan.answers.filter(delmaal=None, tiltak=None)[0]),
        variant="of the plan",
    ),
    Case("answer_once", lambda plan: answer_again(first_delmaal(plan).answers.all()[0]), variant="of a delmål"),
    Case("answer_once", lambda plan: answer_again(first_tiltak(plan).answers.all()[0]), variant="of a tiltak"),
    Case("answer_text_or_reason", lambda plan: answer(plan, not_relevant_reason="Gjelder ikke oss.")),
    Case("edit_opening_once", opening_again),
    Case(
        "figure_once",
        figure_again,
        lambda plan, by: services.add_figure(plan=plan, data=png(31, 17), alt="Et kart.", caption="", by=by),
    ),
    Case(
        "figure_has_alt",
        lambda plan: figure(plan, alt=""),
        lambda plan, by: services.add_figure(plan=plan, data=png(31, 17), alt=" ", caption="", by=by),
    ),
    Case(
        "tiltak_uid_once",
        lambda plan: tiltak(plan, uid=first_tiltak(plan).uid),
        lambda plan, by: services.create_tiltak(
            delmaal=first_delmaal(plan), title="Nytt", uid=first_tiltak(plan).uid, by=by
        ),
    ),
    Case(
        "tiltak_has_title",
        lambda plan: tiltak(plan, title=""),
        lambda plan, by: services.create_tiltak(delmaal=first_delmaal(plan), title=" ", by=by),
        variant="when made",
    ),
    Case(
        "tiltak_has_title",
        lambda plan: tiltak(plan, title=""),
        lambda plan, by: services.set_title(tiltak=first_tiltak(plan), title=" ", base=UNCHECKED, by=by),
        variant="when renamed",
    ),
    Case(
        "tiltak_time_is_partial_date",
        lambda plan: tiltak(plan, time_from="våren 2025"),
        lambda plan, by: set_time_frame(plan, "våren 2025", ""),
        says=PARTIAL_DATE,
        variant="from",
    ),
    Case(
        "tiltak_time_is_partial_date",
        lambda plan: tiltak(plan, time_to="2025-13"),
        lambda plan, by: set_time_frame(plan, "", "2025-13"),
        says=PARTIAL_DATE,
        variant="to",
    ),
    Case(
        "tiltak_time_in_order",
        lambda plan: tiltak(plan, time_from="2025-06-02", time_to="2025-06-01"),
        lambda plan, by: set_time_frame(plan, "2025-06-02", "2025-06-01"),
        variant="days",
    ),
    Case(
        "tiltak_time_in_order",
        lambda plan: tiltak(plan, time_from="2026", time_to="2025-12"),
        lambda plan, by: set_time_frame(plan, "2026", "2025-12"),
        variant="year and month",
    ),
    Case(
        "tiltak_party_once",
        party_again,
        lambda plan, by: name_a_party_twice(plan),
        says="Samme part er valgt to ganger.",
    ),
    Case("tiltak_link_once", link_again),
    Case("tiltak_link_two_plans", lambda plan: link(plan, earlier_plan=plan)),
    Case("tiltak_change_once", change_again),
)

#: What lies just inside a constraint and is no fault.
ALLOWED = (
    lambda plan: tiltak(plan, time_from="2025-06-02", time_to="2025-06"),
    lambda plan: tiltak(plan, time_from="2025-12-31", time_to="2025"),
    lambda plan: tiltak(plan, time_from="2025", time_to="2025"),
    lambda plan: tiltak(plan, time_to="2025-02-28"),
    lambda plan: copied(plan, number=91),
    lambda plan: link(plan),
    lambda plan: Plan(
        slug="neste",
        agreement=plan.agreement,
        year=plan.agreement.last_year,
        form=plan.form,
        status=Plan.Status.VEDTATT,
        adoption_date=datetime.date(2025, 12, 12),
    ),
    lambda plan: answer(plan, html="", not_relevant_reason="Gjelder ikke oss."),
    lambda plan: answer(plan, delmaal=first_delmaal(plan)),
)
