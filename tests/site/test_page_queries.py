"""Pages ask the database as often for a plan with three hundred tiltak as for one with three."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from budgets.models import BudgetLine, FundingSource
from plans.models import Answer, Party, Plan, Prompt, Tiltak, TiltakParty
from plans.roles import Role
from tests.factories import give_role, make_plan


def fill(plan: Plan, tiltak: int) -> Plan:
    """Give every delmål of a plan this many tiltak, each with an answer, a party and an amount."""
    source = FundingSource.objects.filter(pilot=plan.agreement.pilot).first()
    prompt = Prompt.objects.get(form=plan.form, level=Prompt.Level.TILTAK, key="beskrivelse")
    party = Party.objects.first()
    assert source
    assert party
    made = Tiltak.objects.bulk_create(
        Tiltak(plan=plan, delmaal=delmaal, position=number, title=f"Tiltak {number}")
        for delmaal in plan.delmaal.all()
        for number in range(1, tiltak + 1)
    )
    Answer.objects.bulk_create(Answer(plan=plan, prompt=prompt, tiltak=one, html="<p>Bygge bro.</p>") for one in made)
    TiltakParty.objects.bulk_create(TiltakParty(tiltak=one, party=party, part="partner") for one in made)
    BudgetLine.objects.bulk_create(
        BudgetLine(plan=plan, tiltak=one, source=source, year=plan.year, kroner=1000) for one in made
    )
    return plan


@pytest.mark.parametrize("name", ["front", "plan", "budget", "edit_tiltak", "edit_amounts"])
def test_the_number_of_queries_does_not_grow_with_the_plan(name, signed_in, by):
    client = signed_in(Role.PROSJEKTLEDER)
    counts = []
    for tiltak in (1, 100):
        plan = fill(make_plan(delmaal=3), tiltak)
        give_role(by, Role.PROSJEKTLEDER, pilot=plan.agreement.pilot)
        kwargs = {} if name == "front" else {"pilot": plan.agreement.pilot.slug, "year": plan.year}
        if name.startswith("edit_"):
            kwargs["uid"] = plan.tiltak.all()[0].uid
        if name == "edit_amounts":
            kwargs["kind"] = "tiltak"
        with CaptureQueriesContext(
            connection,
        ) as asked:
            response = client.get(reverse(name, kwargs=kwargs))
        assert response.status_code == 200
        if name in ("plan", "budget"):
            assert f"{tiltak} Tiltak {tiltak}" in response.content.decode()
        counts.append(len(asked))
    assert counts[0] == counts[1]
