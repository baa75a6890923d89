"""Writing a delmål of a plan: the remark on money that stands in no table."""

import pytest
from django.urls import reverse

from plans.models import FieldChange, Plan
from plans.roles import Role

pytestmark = pytest.mark.django_db


def address(plan: Plan) -> str:
    goal = plan.delmaal.get(number=4)
    return reverse("edit_delmaal", kwargs={"pilot": "indre-namdal", "year": plan.year, "uid": goal.uid})


def test_the_remark_on_money_is_read_and_written(plan, signed_in, by):
    client = signed_in(Role.PROSJEKTLEDER)
    form = client.get(address(plan)).context["form"]
    goal = plan.delmaal.get(number=4)
    assert form["money_note"].value() == goal.money_note
    sent = {name: form[name].value() or "" for name in form.fields}
    client.post(address(plan), {**sent, "money_note": "  700 000 kr fra Husbanken er innvilget. "})
    goal.refresh_from_db()
    assert goal.money_note == "700 000 kr fra Husbanken er innvilget."
    trace = FieldChange.objects.filter(path=f"delmaal/{goal.uid}/money_note").first()
    assert trace
    assert (trace.label, trace.by) == ("Merknad om midler, delmål 4", by)
    page = client.get(reverse("budget", kwargs={"pilot": "indre-namdal", "year": plan.year})).content.decode()
    assert "kr fra Husbanken er innvilget." in page


def test_a_section_and_a_tiltak_have_no_such_remark(plan, signed_in):
    client = signed_in(Role.PROSJEKTLEDER)
    kwargs = {"pilot": "indre-namdal", "year": plan.year}
    for name, more in (("edit_section", {"key": "rammer"}), ("edit_tiltak", {"uid": plan.tiltak.all()[0].uid})):
        assert "money_note" not in client.get(reverse(name, kwargs={**kwargs, **more})).context["form"].fields
