"""Adding, moving, removing and putting back a tiltak, and the log of changes, as the pages do it."""

import csv
import io

import pytest
from django.urls import reverse

from plans.models import FieldChange, Tiltak
from plans.roles import Role
from reporting.load import load
from reporting.tables import overview

ADDRESS = {"pilot": "indre-namdal", "year": 2025}


@pytest.fixture
def leader(signed_in):
    return signed_in(Role.PROSJEKTLEDER)


def _titles(plan, number: int) -> list[str]:
    return list(Tiltak.objects.filter(plan=plan, delmaal__number=number).values_list("title", flat=True))


def test_a_new_tiltak_comes_last_and_one_goes_on_to_write_it(leader, plan):
    delmaal = plan.delmaal.get(number=7)
    response = leader.post(reverse("new_tiltak", kwargs={**ADDRESS, "uid": delmaal.uid}), {"title": "Felles beitelag"})
    added = Tiltak.objects.get(plan=plan, title="Felles beitelag")
    assert response["Location"] == reverse("edit_tiltak", kwargs={**ADDRESS, "uid": added.uid})
    assert _titles(plan, 7)[-1] == "Felles beitelag"


def test_a_tiltak_without_title_is_refused_at_the_field(leader, plan):
    delmaal = plan.delmaal.get(number=7)
    response = leader.post(reverse("new_tiltak", kwargs={**ADDRESS, "uid": delmaal.uid}), {"title": "  "})
    assert response.status_code == 422
    assert response.context["form"].errors["title"] == ["Et tiltak må ha en tittel."]


def test_moving_takes_number_and_money_along(leader, plan):
    tiltak = Tiltak.objects.get(plan=plan, delmaal__number=1, title="Møteplasser")
    target = plan.delmaal.get(number=3)
    response = leader.post(
        reverse("move_tiltak", kwargs={**ADDRESS, "uid": tiltak.uid}), {"target": str(target.uid), "place": "1"}
    )
    assert response.status_code == 302
    assert _titles(plan, 3)[0] == "Møteplasser"
    assert "Møteplasser" not in _titles(plan, 1)
    table = overview(load(plan))
    sums = [row.cells[2].kroner for row in table.rows if row.kind == "sum"]
    assert sums[0] == 1_600_000
    assert sums[2] == 1_500_000
    assert table.rows[-1].cells[2].kroner == 6_150_000


def test_a_place_that_is_not_there_is_refused_with_a_sentence(leader, plan):
    tiltak = Tiltak.objects.filter(plan=plan, delmaal__number=1)[0]
    response = leader.post(
        reverse("move_tiltak", kwargs={**ADDRESS, "uid": tiltak.uid}),
        {"target": str(tiltak.delmaal.uid), "place": "99"},
    )
    assert response.status_code == 422
    assert response.context["form"].non_field_errors()


def test_a_collaborator_moves_a_tiltak_only_to_where_she_writes(signed_in, plan):
    tiltak = Tiltak.objects.filter(plan=plan, delmaal__number=4)[0]
    client = signed_in(Role.MEDARBEIDER)
    address = reverse("move_tiltak", kwargs={**ADDRESS, "uid": tiltak.uid})
    response = client.post(address, {"target": str(plan.delmaal.get(number=5).uid), "place": "1"})
    assert response.status_code == 422
    assert "target" in response.context["form"].errors
    assert tiltak.title in _titles(plan, 4)


def test_removing_says_how_to_undo_and_undoing_brings_everything_back(leader, plan):
    before = load(plan)
    tiltak = Tiltak.objects.filter(plan=plan, delmaal__number=6)[0]
    response = leader.post(reverse("remove_tiltak", kwargs={**ADDRESS, "uid": tiltak.uid}), follow=True)
    way_back = reverse("removed", kwargs=ADDRESS)
    assert f'href="{way_back}"' in response.content.decode()
    assert overview(load(plan)).rows[-1].cells[2].kroner == 6_150_000 - 1_400_000
    entry = leader.get(way_back).context["entries"][0]
    leader.post(reverse("put_back", kwargs={**ADDRESS, "pk": entry.pk}))
    assert load(plan) == before
    assert not leader.get(way_back).context["entries"]


def test_a_collaborator_does_not_put_back_what_another_removed_elsewhere(leader, signed_in, plan):
    tiltak = Tiltak.objects.filter(plan=plan, delmaal__number=6)[0]
    leader.post(reverse("remove_tiltak", kwargs={**ADDRESS, "uid": tiltak.uid}))
    entry = plan.removed.get()
    client = signed_in(Role.MEDARBEIDER)
    assert client.post(reverse("put_back", kwargs={**ADDRESS, "pk": entry.pk})).status_code == 403
    assert plan.removed.get().restored_at is None


def test_the_log_is_filtered_by_person_and_exported_harmlessly(leader, plan, by):
    delmaal = plan.delmaal.get(number=7)
    leader.post(reverse("new_tiltak", kwargs={**ADDRESS, "uid": delmaal.uid}), {"title": "=1+1"})
    page = leader.get(reverse("trace", kwargs=ADDRESS), {"hvem": by.pk}).context["page"]
    assert {change.by for change in page.object_list} == {by}
    content = leader.get(reverse("trace_csv", kwargs=ADDRESS), {"hvem": by.pk}).content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(content), delimiter=";"))
    assert [row["Etter"] for row in rows] == ["'=1+1"]
    assert len(rows) == FieldChange.objects.filter(plan=plan, by=by).count()


def test_the_log_takes_the_same_queries_for_one_page_whatever_its_length(leader, plan, django_assert_max_num_queries):
    with django_assert_max_num_queries(15):
        leader.get(reverse("trace", kwargs=ADDRESS))


def test_sections_and_delmaal_are_written_and_marked_as_not_relevant(leader, plan):
    page = leader.get(reverse("edit_section", kwargs={**ADDRESS, "key": "rammer"}))
    form = page.context["form"]
    data = {name: form[name].value() or "" for name in form.fields}
    data["svar-rammer"] = "Ny ramme.\n\n- ett\n- to"
    assert leader.post(page.wsgi_request.path, data).status_code == 302
    assert plan.answers.get(prompt__key="rammer").html == "<p>Ny ramme.</p><ul><li>ett</li><li>to</li></ul>"

    delmaal = plan.delmaal.get(number=1)
    page = leader.get(reverse("edit_delmaal", kwargs={**ADDRESS, "uid": delmaal.uid}))
    form = page.context["form"]
    data = {name: form[name].value() or "" for name in form.fields}
    data["svar-maaloppnaaelse-reason"] = "Måles i sluttevalueringen."
    assert leader.post(page.wsgi_request.path, data).status_code == 302
    stored = delmaal.answers.get(prompt__key="maaloppnaaelse")
    assert stored.not_relevant_reason == "Måles i sluttevalueringen."


def test_a_reason_beside_a_text_is_refused_and_nothing_is_lost(leader, plan):
    delmaal = plan.delmaal.get(number=1)
    page = leader.get(reverse("edit_delmaal", kwargs={**ADDRESS, "uid": delmaal.uid}))
    form = page.context["form"]
    data = {name: form[name].value() or "" for name in form.fields}
    data["svar-resultater-reason"] = "Gjelder ikke oss."
    response = leader.post(page.wsgi_request.path, data)
    assert response.status_code == 422
    assert "svar-resultater-reason" in response.context["form"].errors
    assert "Gjelder ikke oss." in response.content.decode()
    assert not delmaal.answers.get(prompt__key="resultater").not_relevant_reason


def test_the_dates_of_a_plan_are_written(leader, plan):
    address = reverse("edit_dates", kwargs=ADDRESS)
    form = leader.get(address).context["form"]
    data = {name: form[name].value() or "" for name in form.fields}
    data |= {"adoption_date": "2024-12-16", "document_date": "2024-12-06", "case_number": "24/118"}
    assert leader.post(address, data).status_code == 302
    plan.refresh_from_db()
    assert (plan.adoption_date.isoformat(), plan.case_number) == ("2024-12-16", "24/118")
