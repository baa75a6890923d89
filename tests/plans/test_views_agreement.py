"""Writing the agreement, its delmål and what hangs on it, as the pages do it."""

import datetime

import pytest
from django.urls import reverse

from plans.models import AgreementParty, Deadline, Delmaal, Meeting, Party, PlanDelmaal, Removed, WorkGroup
from plans.roles import Role
from tests.submitting import on_page

PILOT = {"pilot": "indre-namdal"}
REFUSED = 422


@pytest.fixture
def leader(signed_in):
    return signed_in(Role.PROSJEKTLEDER)


@pytest.fixture
def agreement(plan):
    return plan.agreement


def _address(name: str, **kwargs) -> str:
    return reverse(name, kwargs={**PILOT, **kwargs})


def _titles(agreement) -> list[str]:
    return list(agreement.delmaal.order_by("priority").values_list("title", flat=True))


def test_period_and_signing_are_written(leader, agreement):
    address = _address("edit_agreement")
    data = on_page(leader, address) | {"last_year": agreement.last_year + 1, "signed": "2024-06-03"}
    assert leader.post(address, data).status_code == 302
    before = agreement.last_year
    agreement.refresh_from_db()
    assert (agreement.last_year, agreement.signed) == (before + 1, datetime.date(2024, 6, 3))


def test_a_period_that_leaves_a_plan_outside_is_refused_and_kept_in_the_form(leader, agreement):
    address = _address("edit_agreement")
    data = on_page(leader, address) | {"first_year": "2026"}
    response = leader.post(address, data)
    assert response.status_code == REFUSED
    assert "faller dette utenfor" in response.content.decode()
    assert response.context["form"]["first_year"].value() == "2026"


def test_what_another_wrote_meanwhile_is_shown_and_not_overwritten(leader, agreement):
    address = _address("edit_agreement")
    mine = on_page(leader, address) | {"signed": "2024-06-03"}
    theirs = on_page(leader, address) | {"signed": "2024-05-01"}
    assert leader.post(address, theirs).status_code == 302
    response = leader.post(address, mine)
    assert response.status_code == REFUSED
    assert response.context["form"].conflicts["signed"] == "1. mai 2024"
    agreement.refresh_from_db()
    assert agreement.signed == datetime.date(2024, 5, 1)


def test_parties_are_added_changed_and_taken_out(leader, agreement):
    address = _address("edit_agreement_parties")
    first, second = agreement.parties.select_related("party")[:2]
    new = Party.objects.exclude(agreements__agreement=agreement)[0]
    data = on_page(leader, address) | {f"{first.party.key}-role": "samarbeidspart", f"{second.party.key}-role": "ute"}
    data |= {"new": new.key, "new_role": "avtalepart", "new_signs": "on"}
    count = agreement.parties.count()
    assert leader.post(address, data).status_code == 302
    assert agreement.parties.count() == count
    assert agreement.parties.get(party=first.party).role == AgreementParty.AgreementRole.SAMARBEIDSPART
    assert not agreement.parties.filter(party=second.party).exists()
    last = agreement.parties.last()
    assert (last.party, last.signs) == (new, True)


def test_a_new_delmaal_comes_last_and_can_be_edited(leader, agreement):
    response = leader.post(_address("new_agreement_delmaal"), {"title": "Nytt mål", "short_title": "Nytt", "theme": ""})
    assert response.status_code == 302
    delmaal = Delmaal.objects.get(agreement=agreement, title="Nytt mål")
    assert _titles(agreement)[-1] == "Nytt mål"
    address = _address("edit_agreement_delmaal", uid=delmaal.uid)
    assert leader.post(address, on_page(leader, address) | {"title": "Enda et mål"}).status_code == 302
    delmaal.refresh_from_db()
    assert (delmaal.title, delmaal.short_title) == ("Enda et mål", "Nytt")


def test_delmaal_change_places_and_a_stale_page_changes_nothing(leader, agreement):
    before = _titles(agreement)
    base = leader.get(_address("pilot")).context["order_base"]
    second = agreement.delmaal.get(priority=2)
    address = _address("move_agreement_delmaal", uid=second.uid)
    leader.post(address, {"retning": "opp", "base": base})
    moved = [before[1], before[0], *before[2:]]
    assert _titles(agreement) == moved
    third = agreement.delmaal.get(priority=3)
    response = leader.post(
        _address("move_agreement_delmaal", uid=third.uid), {"retning": "ned", "base": base}, follow=True
    )
    assert "Noen andre har endret rekkefølgen" in response.content.decode()
    assert _titles(agreement) == moved


def test_a_draft_takes_in_what_has_changed_in_the_agreement(leader, agreement, plan):
    leader.post(_address("new_agreement_delmaal"), {"title": "Nytt mål", "short_title": "Nytt", "theme": ""})
    address = _address("take_in_delmaal", year=2025)
    assert f'href="{address}"' in leader.get(_address("pilot")).content.decode()
    assert "Nytt delmål 8: Nytt mål." in leader.get(address).content.decode()
    assert not PlanDelmaal.objects.filter(plan=plan, title="Nytt mål").exists()
    assert leader.post(address).status_code == 302
    assert PlanDelmaal.objects.get(plan=plan, title="Nytt mål").number == 8
    assert "de samme som i avtalen" in leader.get(address).content.decode()


def test_a_delmaal_in_use_stays_and_an_unused_one_can_be_put_back(leader, agreement):
    used = agreement.delmaal.get(priority=1)
    response = leader.post(_address("remove_agreement_delmaal", uid=used.uid), follow=True)
    assert "har innhold i handlingsplanen" in response.content.decode()
    assert used.title in _titles(agreement)
    leader.post(_address("new_agreement_delmaal"), {"title": "Nytt mål", "short_title": "Nytt", "theme": ""})
    new = agreement.delmaal.get(title="Nytt mål")
    leader.post(_address("remove_agreement_delmaal", uid=new.uid))
    assert "Nytt mål" not in _titles(agreement)
    entry = leader.get(_address("pilot_removed")).context["entries"][0]
    leader.post(_address("pilot_put_back", pk=entry.pk))
    assert _titles(agreement)[-1] == "Nytt mål"


@pytest.mark.parametrize(
    ("kind", "model", "data", "change"),
    [
        ("arbeidsgruppe", WorkGroup, {"name": "Bolig"}, {"name": "Bolig og tomter"}),
        ("frist", Deadline, {"title": "Rapport", "date": "2025-03-01"}, {"date": "2025-03-15"}),
        ("mote", Meeting, {"title": "Dialogmøte", "date": ""}, {"date": "2025-05-02"}),
    ],
)
def test_rows_are_added_edited_removed_and_put_back(kind, model, data, change, leader, agreement):
    old = set(model.objects.values_list("pk", flat=True))
    assert leader.post(_address("new_agreement_row", kind=kind), data).status_code == 302
    row = model.objects.exclude(pk__in=old).get()
    assert row.agreement == agreement
    address = _address("edit_agreement_row", kind=kind, pk=row.pk)
    assert leader.post(address, on_page(leader, address) | change).status_code == 302
    row.refresh_from_db()
    assert {name: str(getattr(row, name)) for name in change} == change
    leader.post(_address("remove_agreement_row", kind=kind, pk=row.pk))
    assert not model.objects.filter(pk=row.pk).exists()
    leader.post(_address("pilot_put_back", pk=Removed.objects.get(pilot=agreement.pilot, plan=None).pk))
    assert model.objects.filter(pk=row.pk).exists()


def test_a_deadline_of_all_pilots_is_nobodys_to_change_here(leader, plan):
    common = Deadline.objects.create(agreement=None, title="Felles", date=datetime.date(2025, 3, 1))
    assert leader.get(_address("edit_agreement_row", kind="frist", pk=common.pk)).status_code == 404
    assert leader.post(_address("remove_agreement_row", kind="frist", pk=common.pk)).status_code == 404


def test_who_only_reads_the_agreement_sees_no_way_to_write_it(signed_in, plan):
    page = signed_in(Role.STYRINGSGRUPPE).get(_address("pilot")).content.decode()
    assert "/avtale/" not in page
    assert "Rediger" not in page
