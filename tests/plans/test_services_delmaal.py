"""The agreement's delmål and the copies that plans have of them."""

import pytest
from django.core.exceptions import ValidationError

from budgets import services as money
from plans import services
from plans.models import Delmaal, EditOpening, FieldChange, Invitation, Membership, Plan, PlanDelmaal
from plans.roles import Role
from plans.services import UNCHECKED, Closed
from plans.services.delmaal import delmaal_order_value
from tests.empty_delmaal import empty_delmaal
from tests.factories import add_delmaal, make_agreement, make_plan, put, put_status

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(db):
    return make_plan(delmaal=2, tiltak=2)


def copies(plan):
    return list(PlanDelmaal.objects.filter(plan=plan).values_list("number", "title", "short_title"))


def change_the_agreement(plan):
    """Rename the first delmål, put it last, and add another before it."""
    agreement = plan.agreement
    first, second = agreement.delmaal.all()
    services.set_delmaal_title(delmaal=first, title="Øke alt", base=UNCHECKED, by=None)
    services.set_delmaal_short_title(delmaal=first, short_title="Alt", base=UNCHECKED, by=None)
    new = services.create_delmaal(agreement=agreement, title="Nytt", short_title="N", theme=None, by=None)
    uids = [str(one.uid) for one in (second, new, first)]
    services.set_delmaal_order(agreement=agreement, uids=uids, base=UNCHECKED, by=None)


def test_a_plan_keeps_its_copy_until_it_is_asked(draft):
    before = copies(draft)
    change_the_agreement(draft)
    assert copies(draft) == before == [(1, "Øke noe 1", "Noe 1"), (2, "Øke noe 2", "Noe 2")]


def test_what_differs_is_told_in_the_order_of_the_agreement(draft):
    assert services.delmaal_differences(draft) == []
    change_the_agreement(draft)
    assert [one.sentence for one in services.delmaal_differences(draft)] == [
        "Delmål 2 er blitt delmål 1.",
        "Nytt delmål 2: Nytt.",
        "Delmål 1 er blitt delmål 3.",
        "Delmål 1 heter nå «Øke alt», ikke «Øke noe 1».",
        "Kort tittel på delmål 1 er nå «Alt», ikke «Noe 1».",
    ]


def test_a_draft_takes_in_what_has_changed(draft, by):
    tiltak = {row.pk: row.delmaal_id for row in draft.tiltak.all()}
    change_the_agreement(draft)
    expected = services.delmaal_differences(draft)
    assert services.refresh_plan_delmaal(plan=draft, by=by) == expected
    assert copies(draft) == [(1, "Øke noe 2", "Noe 2"), (2, "Nytt", "N"), (3, "Øke alt", "Alt")]
    assert {row.pk: row.delmaal_id for row in draft.tiltak.all()} == tiltak
    assert services.delmaal_differences(draft) == []
    traces = FieldChange.objects.filter(plan=draft, by=by, path__startswith="delmaal/")
    assert sorted(traces.values_list("label", "before", "after")) == [
        ("Delmålets korte tittel", "Noe 1", "Alt"),
        ("Delmålets nummer", "1", "3"),
        ("Delmålets nummer", "2", "1"),
        ("Delmålets tittel", "Øke noe 1", "Øke alt"),
        ("Nytt delmål", "", "2. Nytt"),
    ]
    assert services.refresh_plan_delmaal(plan=draft, by=by) == []
    assert traces.count() == 5


@pytest.mark.parametrize("status", [status for status in Plan.Status if status != Plan.Status.UTKAST])
def test_a_plan_past_draft_is_never_rewritten(status, draft, by):
    change_the_agreement(draft)
    put_status(draft, status)
    EditOpening.objects.create(plan=draft, path="plan")
    before = copies(draft)
    assert services.delmaal_differences(draft) == []
    with pytest.raises(Closed):
        services.refresh_plan_delmaal(plan=draft, by=by)
    assert copies(draft) == before


def test_another_years_plan_is_left_alone(draft, by):
    other = services.create_plan(agreement=draft.agreement, year=2026, form=draft.form, by=None)
    add_delmaal(draft.agreement, 3)
    services.refresh_plan_delmaal(plan=draft, by=by)
    assert (len(copies(draft)), len(copies(other))) == (3, 2)


def test_delmaal_are_removed_from_drafts_where_they_are_empty(draft):
    delmaal = empty_delmaal(draft)
    services.set_delmaal_order(
        agreement=draft.agreement,
        uids=[str(delmaal.uid), *(str(one.uid) for one in draft.agreement.delmaal.all() if one != delmaal)],
        base=UNCHECKED,
        by=None,
    )
    services.refresh_plan_delmaal(plan=draft, by=None)
    removed = services.remove_delmaal(delmaal=delmaal, by=None)
    assert list(Delmaal.objects.filter(agreement=draft.agreement).values_list("priority", flat=True)) == [1, 2]
    assert list(draft.delmaal.values_list("number", flat=True)) == [1, 2]
    assert FieldChange.objects.filter(plan=draft, path=f"delmaal/{delmaal.uid}/fjernet").exists()
    services.restore(removed=removed, by=None)
    assert Delmaal.objects.get(pk=delmaal.pk).priority == 1
    assert list(draft.delmaal.values_list("number", "title")) == [(1, "Ferie"), (2, "Øke noe 1"), (3, "Øke noe 2")]


@pytest.mark.parametrize(
    ("write", "words"),
    [
        (lambda copy: services.create_tiltak(delmaal=copy, title="T", by=None), "1 tiltak"),
        (lambda copy: put(copy, 5, year=2026), "1 budsjettlinje"),
        (lambda copy: money.set_earlier_figure(row=copy, year=2024, kroner=5, by=None), "1 tidligere beløp"),
        (
            lambda copy: services.set_money_note(delmaal=copy, note="680 000", base=UNCHECKED, by=None),
            "en merknad om midler",
        ),
        (
            lambda copy: services.save_answer(place=copy, key="resultater", html="<p>Ja.</p>", base=UNCHECKED, by=None),
            "1 svar",
        ),
        (
            lambda copy: services.set_not_relevant(
                place=copy, key="resultater", reason="Nytt", base=UNCHECKED, by=None
            ),
            "1 svar",
        ),
    ],
)
def test_a_delmaal_with_content_in_a_draft_stays(write, words, draft):
    delmaal = empty_delmaal(draft)
    write(draft.delmaal.get(uid=delmaal.uid))
    with pytest.raises(ValidationError, match=f"innhold i handlingsplanen for 2025: {words}"):
        services.remove_delmaal(delmaal=delmaal, by=None)
    assert PlanDelmaal.objects.filter(delmaal=delmaal).exists()


def test_an_emptied_answer_is_no_content(draft):
    delmaal = empty_delmaal(draft)
    copy = draft.delmaal.get(uid=delmaal.uid)
    for html in ("<p>Ja.</p>", ""):
        services.save_answer(place=copy, key="resultater", html=html, base=UNCHECKED, by=None)
    services.remove_delmaal(delmaal=delmaal, by=None)
    assert not Delmaal.objects.filter(pk=delmaal.pk).exists()


@pytest.mark.parametrize("status", [status for status in Plan.Status if status != Plan.Status.UTKAST])
def test_a_delmaal_of_a_plan_past_draft_stays(status, draft):
    delmaal = empty_delmaal(draft)
    put_status(draft, status)
    with pytest.raises(ValidationError, match=f"som er {Plan.Status(status).label}. Det kan ikke fjernes"):
        services.remove_delmaal(delmaal=delmaal, by=None)


def test_a_delmaal_does_not_come_back_into_a_plan_that_has_been_closed_since(draft):
    removed = services.remove_delmaal(delmaal=empty_delmaal(draft), by=None)
    put_status(draft, Plan.Status.VEDTATT)
    before = delmaal_order_value(draft.agreement), copies(draft)
    with pytest.raises(Closed):
        services.restore(removed=removed, by=None)
    assert (delmaal_order_value(draft.agreement), copies(draft)) == before


def test_nobody_gains_reach_when_a_delmaal_goes(draft):
    delmaal = empty_delmaal(draft)
    agreement = draft.agreement
    member = Membership.objects.get(person__email="to@eksempel.example")
    services.set_membership_delmaal(membership=member, delmaal=[delmaal], base=UNCHECKED, by=None)
    with pytest.raises(ValidationError, match="To er bare med på dette delmålet"):
        services.remove_delmaal(delmaal=delmaal, by=None)
    services.set_membership_delmaal(membership=member, delmaal=[], base=UNCHECKED, by=None)
    invitation = services.create_invitation(
        email="ny@eksempel.example",
        role=Role.MEDARBEIDER,
        pilot=agreement.pilot,
        delmaal=[delmaal],
        address=str,
        by=None,
    )
    with pytest.raises(ValidationError, match=r"ny@eksempel\.example er invitert til dette delmålet alene"):
        services.remove_delmaal(delmaal=delmaal, by=None)
    services.revoke_invitation(invitation=invitation, by=None)
    services.remove_delmaal(delmaal=delmaal, by=None)
    assert not Invitation.objects.get(pk=invitation.pk).delmaal.exists()


def test_a_removal_can_be_undone_after_the_order_has_changed():
    agreement = make_agreement(delmaal=4)
    first, second, *rest = agreement.delmaal.all()
    removed = services.remove_delmaal(delmaal=second, by=None)
    gone = [services.remove_delmaal(delmaal=one, by=None) for one in rest]
    services.restore(removed=gone[1], by=None)
    services.restore(removed=removed, by=None)
    assert [one.pk for one in agreement.delmaal.all()] == [first.pk, second.pk, rest[1].pk]
    assert list(agreement.delmaal.values_list("priority", flat=True)) == [1, 2, 3]
