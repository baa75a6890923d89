"""The registers: every table's pages, what each save does, and what happens when a service refuses."""

from typing import Any

import pytest
from django.contrib import admin
from django.db import connection, models
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from plans import services
from plans.models import FieldChange, Invitation, Membership, Party, Pilot, PlanForm, Prompt, Removed, Theme
from plans.roles import Role
from plans.services import UNCHECKED
from tests.factories import make_person, make_plan
from tests.registers import REGISTERS
from tests.site.pages import Page, text

pytestmark = pytest.mark.django_db

TABLES = [pytest.param(model, id=model._meta.model_name) for model in REGISTERS]
ADDED = [pytest.param(model, id=model._meta.model_name) for model, row in REGISTERS.items() if row.add]
CHANGED = [
    pytest.param(model, id=model._meta.model_name)
    for model, register in REGISTERS.items()
    if register.change is not None
]
REMOVED = [
    pytest.param(model, id=model._meta.model_name) for model, register in REGISTERS.items() if register.removable
]


def address(model: type[models.Model] | models.Model, name: str, *args: Any) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{name}", args=args)


def filled(client: Client, where: str, **typed: Any) -> dict[str, Any]:
    """Return what a browser sends from the form at an address after something was typed in it."""
    page = Page.of(client.get(where).content)
    sent: dict[str, Any] = {}
    for control in page.find("//form[contains(@class, 'registers-form')]//*[@name]"):
        name, kind = control.get("name"), control.get("type")
        if control.tag == "button" or (kind == "checkbox" and control.get("checked") is None):
            continue
        if kind == "checkbox":
            sent.setdefault(name, []).append(control.get("value") or "on")
        elif control.tag == "select":
            chosen = [option.get("value") for option in control.xpath(".//option[@selected]")]
            sent[name] = chosen[0] if chosen else control.xpath("string(.//option[1]/@value)")
        else:
            sent[name] = control.get("value") or (control.text or "").lstrip("\n")
    return sent | typed


def complaints(response: Any) -> list[str]:
    """Return what a refused form says."""
    return [text(summary) for summary in Page.of(response.content).find("//*[@class='ds-error-summary']")]


@pytest.fixture
def client(signed_in):
    """The administrator's browser."""
    return signed_in(Role.ADMINISTRATOR)


def test_every_table_of_the_registers_is_tested():
    assert set(admin.site._registry) == set(REGISTERS)


@pytest.mark.parametrize("model", TABLES)
def test_the_list_shows_the_row_and_finds_it(model, plan, client):
    row = REGISTERS[model].row(plan)
    found = client.get(address(model, "changelist"), {"q": REGISTERS[model].search})
    assert found.status_code == 200
    assert row in found.context["cl"].queryset
    nothing = client.get(address(model, "changelist"), {"q": "xyzzy-finnes-ikke"})
    assert "Ingen passer til dette søket." in nothing.content.decode()


@pytest.mark.parametrize("model", TABLES)
def test_every_filter_of_the_list_works(model, plan, client):
    REGISTERS[model].row(plan)
    for link in Page.of(client.get(address(model, "changelist")).content).find("//nav[@aria-label='Filtrer']//a"):
        response = client.get(address(model, "changelist") + link.get("href"))
        assert response.status_code == 200, link.get("href")


@pytest.mark.parametrize("model", TABLES)
def test_a_row_has_its_page_and_its_history(model, plan, client):
    row = REGISTERS[model].row(plan)
    page = Page.of(client.get(address(model, "change", row.pk)).content)
    assert str(row) in text(page.one("//h1"))
    assert client.get(address(model, "history", row.pk)).status_code == 200
    assert client.get(address(model, "history", 0)).status_code == 404


@pytest.mark.parametrize("model", TABLES)
def test_what_is_only_shown_has_no_way_to_change_it(model, plan, client):
    register, row = REGISTERS[model], REGISTERS[model].row(plan)
    saves = Page.of(client.get(address(model, "change", row.pk)).content).find("//button[@name='_save']")
    assert bool(saves) == (register.change is not None)
    assert client.get(address(model, "add")).status_code == (200 if register.add else 403)
    assert client.get(address(model, "delete", row.pk)).status_code == (200 if register.removable else 403)


@pytest.mark.parametrize("model", ADDED)
def test_a_row_is_added_with_a_trace_of_who(model, plan, client, person):
    add = REGISTERS[model].add
    assert add
    typed = add(plan)
    before = set(model._default_manager.values_list("pk", flat=True))
    response = client.post(address(model, "add"), filled(client, address(model, "add"), **typed))
    assert response.status_code == 302, complaints(response)
    row = model._default_manager.exclude(pk__in=before).get()
    history = client.get(address(model, "history", row.pk)).context["page"].object_list
    assert [change.by for change in history] == [person(Role.ADMINISTRATOR)]


@pytest.mark.parametrize("model", CHANGED)
def test_a_row_is_changed_with_a_trace_of_who(model, plan, client, person):
    row, change = REGISTERS[model].row(plan), dict(REGISTERS[model].change or {})
    where = address(model, "change", row.pk)
    if model is Membership:
        change = {"delmaal": [plan.agreement.delmaal.all()[0].pk]}
    response = client.post(where, filled(client, where, **change))
    assert response.status_code == 302, complaints(response)
    for column, value in (REGISTERS[model].change or {}).items():
        assert model._default_manager.filter(pk=row.pk, **{column: value}).exists()
    history = client.get(address(model, "history", row.pk)).context["page"].object_list
    assert history[0].by == person(Role.ADMINISTRATOR)


@pytest.mark.parametrize("model", CHANGED)
def test_a_page_that_is_saved_as_it_stands_changes_nothing(model, plan, client):
    row = REGISTERS[model].row(plan)
    traces = FieldChange.objects.count()
    where = address(model, "change", row.pk)
    assert client.post(where, filled(client, where)).status_code == 302
    assert FieldChange.objects.count() == traces


@pytest.mark.parametrize("model", REMOVED)
def test_a_row_is_removed_and_put_back(model, plan, client):
    row = REGISTERS[model].row(plan)
    response = client.post(address(model, "delete", row.pk), {"post": "yes"}, follow=True)
    assert "Angre" in response.content.decode()
    assert not model._default_manager.filter(pk=row.pk).exists()
    entry = Removed.objects.get(data__roots=[[model._meta.label_lower, row.pk]])
    data = {"action": "put_back", "_selected_action": [entry.pk], "index": 0}
    client.post(address(Removed, "changelist"), data)
    assert model._default_manager.filter(pk=row.pk).exists()


@pytest.mark.parametrize("model", TABLES)
def test_the_list_asks_the_database_as_often_for_many_rows_as_for_one(model, plan, client):
    REGISTERS[model].row(plan)
    counts = []
    for tiltak in (1, 4):
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address(model, "changelist")).status_code == 200
        counts.append(len(asked))
        make_plan(delmaal=3, tiltak=tiltak)
        for _ in range(3):
            make_person(Role.MEDARBEIDER, pilot=plan.agreement.pilot)
    with CaptureQueriesContext(connection) as asked:
        client.get(address(model, "changelist"))
    assert {*counts, len(asked)} == {counts[0]}
    assert counts[0] <= 16


# What services refuse


def test_what_another_has_written_meanwhile_is_shown_and_kept_until_one_decides(plan, client):
    theme = REGISTERS[Theme].row(plan)
    where = address(Theme, "change", theme.pk)
    sent = filled(client, where, name="Mitt navn")
    services.rename_theme(theme=theme, name="Ditt navn", base=UNCHECKED, by=None)
    refused = client.post(where, sent)
    page = Page.of(refused.content)
    assert "Her står det nå «Ditt navn»." in text(page.one("//*[@class='ds-error-summary']"))
    assert page.by_id("id_name").get("value") == "Mitt navn"
    assert Theme.objects.get(pk=theme.pk).name == "Ditt navn"
    again = {**sent, "row-base": page.one("//input[@name='row-base']").get("value")}
    again["order-base"] = page.one("//input[@name='order-base']").get("value")
    assert client.post(where, again).status_code == 302
    assert Theme.objects.get(pk=theme.pk).name == "Mitt navn"


def test_a_save_without_what_it_started_from_is_no_way_round(plan, client):
    theme = REGISTERS[Theme].row(plan)
    client.post(address(Theme, "change", theme.pk), {"name": "Uten grunnlag"})
    assert Theme.objects.get(pk=theme.pk).name == "Stillhet"


def test_an_error_of_a_field_is_said_at_the_field(client):
    other = Party.objects.filter(kind="kommune")[0]
    sent = filled(client, address(Party, "add"), name=other.name.upper(), kind="annet")
    page = Page.of(client.post(address(Party, "add"), sent).content)
    assert "står allerede i registeret" in page.description(page.by_id("id_name"))


def test_a_rule_of_the_whole_row_is_said_in_the_summary(client):
    sent = filled(client, address(Party, "add"), name="Nykommune", kind="kommune")
    page = Page.of(client.post(address(Party, "add"), sent).content)
    assert "En kommune har et kommunenummer med fire siffer" in text(page.one("//*[@class='ds-error-summary']"))


def test_what_is_in_use_is_not_removed_and_says_where(plan, client):
    party = Party.objects.filter(agreements__agreement=plan.agreement)[0]
    response = client.post(address(Party, "delete", party.pk), {"post": "yes"}, follow=True)
    assert "kan ikke fjernes" in response.content.decode()
    assert Party.objects.filter(pk=party.pk).exists()


def test_a_form_that_a_plan_uses_is_shown_with_what_to_do_instead(plan, client):
    page = client.get(address(PlanForm, "change", plan.form_id)).content.decode()
    assert "Legg til en ny mal som kopi av den" in page
    assert client.post(address(PlanForm, "change", plan.form_id), {"name": "Annet navn"}).status_code == 403
    prompt = plan.form.prompts.all()[0]
    assert client.post(address(type(prompt), "change", prompt.pk), {"nb": "Noe annet?"}).status_code == 403
    assert client.post(address(type(prompt), "delete", prompt.pk), {"post": "yes"}).status_code == 403


def test_a_new_form_may_begin_empty_but_not_without_its_texts(client):
    where = address(PlanForm, "add")
    page = Page.of(client.post(where, filled(client, where, name="Tom mal")).content)
    assert "innledning til tiltakstabellen" in text(page.one("//*[@class='ds-error-summary']")).lower()
    texts = dict.fromkeys(("lead_nb", "lead_nn", "overview_nb", "overview_nn"), "Tekst")
    assert client.post(where, filled(client, where, name="Tom mal", **texts)).status_code == 302


def test_rows_are_moved_among_each_other(client):
    themes = list(Theme.objects.all())
    where = address(Theme, "change", themes[0].pk)
    assert client.post(where, filled(client, where, place="2")).status_code == 302
    assert list(Theme.objects.all())[:2] == [themes[1], themes[0]]


def test_a_new_pilot_has_its_address_and_the_standard_sources(client):
    client.post(address(Pilot, "add"), filled(client, address(Pilot, "add"), name="Søre Åfjord"))
    pilot = Pilot.objects.get(slug="sore-afjord")
    assert pilot.sources.count() == 6


def test_a_pilot_takes_a_municipality_in(client):
    pilot = services.create_pilot(name="Alene", by=None)
    free = Party.objects.filter(kind="kommune", pilot=None)[:2]
    where = address(Pilot, "change", pilot.pk)
    taken = [party.pk for party in free]
    if not taken:
        taken = [services.create_party(name="Nye", kind="kommune", kommunenummer="9999", by=None).pk]
    assert client.post(where, filled(client, where, municipalities=taken)).status_code == 302
    assert list(pilot.municipalities.values_list("pk", flat=True)) == taken


def test_an_invitation_is_withdrawn(plan, client, person):
    invitation = REGISTERS[Invitation].row(plan)
    data = {"action": "withdraw", "_selected_action": [invitation.pk], "index": 0}
    client.post(address(Invitation, "changelist"), data)
    invitation.refresh_from_db()
    assert invitation.revoked_at
    assert FieldChange.objects.filter(label="Invitasjon trukket tilbake", by=person(Role.ADMINISTRATOR)).exists()


def test_what_was_removed_from_a_plan_is_not_put_back_here(plan, client, by):
    entry = services.delete_tiltak(tiltak=plan.tiltak.all()[0], by=by)
    data = {"action": "put_back", "_selected_action": [entry.pk], "index": 0}
    client.post(address(Removed, "changelist"), data)
    entry.refresh_from_db()
    assert entry.restored_at is None


def test_django_keeps_no_log_of_its_own(client):
    client.post(address(Theme, "add"), filled(client, address(Theme, "add"), name="Et tema"))
    assert admin.models.LogEntry.objects.count() == 0


def test_the_front_page_parts_what_is_kept_from_what_is_shown(client):
    page = Page.of(client.get(reverse("admin:index")).content)
    lists = [[text(link) for link in part.xpath(".//ul//a[not(@aria-label)]")] for part in page.find("//main//section")]
    assert "Parter" in lists[0]
    assert "Avtaler" in lists[0]
    assert "Budsjettlinjer" in lists[1]
    assert sorted(lists[0] + lists[1], key=str.casefold) == sorted(
        (str(model._meta.verbose_name_plural).capitalize() for model in REGISTERS), key=str.casefold
    )


def test_yes_and_no_are_words(plan, client):
    prompts = client.get(address(Prompt, "changelist")).content.decode()
    assert ">ja<" in prompts
    assert ">nei<" in prompts
    assert "<img" not in prompts.partition("<main")[2]
    shown = client.get(address(Prompt, "change", plan.form.prompts.filter(required=False)[0].pk)).content.decode()
    assert "<dd>nei</dd>" in shown
