"""The table of who may do what."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from plans.management.commands import roles as command
from plans.models import FieldChange, Person
from plans.roles import MAY_BE_LIMITED, NEEDS_PARTY, ROLES, Capability, Role, as_markdown
from tests.factories import make_person


def test_the_published_table_is_the_one_the_code_reads():
    assert (Path(settings.BASE_DIR) / "docs" / "roles.md").read_text("utf-8") == as_markdown()


def test_the_command_writes_what_is_published(tmp_path, monkeypatch):
    monkeypatch.setattr(command, "PUBLISHED", tmp_path / "roles.md")
    monkeypatch.setattr(settings, "BASE_DIR", tmp_path)
    call_command("roles", verbosity=0)
    assert (tmp_path / "roles.md").read_text("utf-8") == as_markdown()


def test_every_role_has_a_row_and_a_sentence_of_its_own():
    assert set(ROLES) == set(Role)
    for grant in ROLES.values():
        assert re.fullmatch(r"[A-ZÆØÅ].+\.", grant.sentence)
        assert Capability.SEE_SENT in grant.capabilities


def test_the_page_shows_every_capability_of_every_role():
    rows = [line for line in as_markdown().splitlines() if line.startswith("| ")]
    assert len(rows) == len(Role) + 2
    head = [cell.strip() for cell in rows[0].strip("|").split("|")]
    for role, row in zip(ROLES, rows[2:], strict=True):
        cells = dict(zip(head, (cell.strip() for cell in row[1:-1].split("|")), strict=True))
        for capability in Capability:
            assert (cells[capability.value] == "ja") == (capability in ROLES[role].capabilities)


def test_who_invites_may_and_nobody_else():
    for grant in ROLES.values():
        assert bool(grant.invites) == (Capability.INVITE in grant.capabilities)


def test_a_project_leader_gives_no_role_of_kdd_or_the_registers():
    kept = set(Role) - ROLES[Role.PROSJEKTLEDER].invites
    assert kept == {Role.SAKSBEHANDLER, Role.GODKJENNER, Role.ADMINISTRATOR}
    assert ROLES[Role.ADMINISTRATOR].invites == set(Role)


@pytest.mark.parametrize("role", [Role.SAKSBEHANDLER, Role.GODKJENNER, Role.OBSERVATOER, Role.KOMMUNESEKRETAER])
def test_a_draft_is_for_the_pilot_alone(role):
    hidden = {Capability.SEE_DRAFT, Capability.SEE_HISTORY, Capability.EDIT_TEXT, Capability.EDIT_MONEY}
    assert not hidden & ROLES[role].capabilities


def test_who_writes_reads():
    for grant in ROLES.values():
        if {Capability.EDIT_TEXT, Capability.EDIT_MONEY} & grant.capabilities:
            assert {Capability.SEE_DRAFT, Capability.SEE_AGREEMENT} <= grant.capabilities


def test_a_role_for_a_party_is_not_limited_to_delmaal():
    assert not set(NEEDS_PARTY) & set(MAY_BE_LIMITED)


@pytest.mark.django_db
@pytest.mark.parametrize("role", Role)
def test_the_registers_are_open_to_who_administers_all_pilots_and_to_nobody_else(role, person):
    found = person(role)
    assert found.is_staff == (role == Role.ADMINISTRATOR)
    assert found.has_module_perms("plans") == found.has_perm("plans.change_party") == found.is_staff


@pytest.mark.django_db
def test_an_administrator_of_one_pilot_has_no_registers(plan):
    assert not make_person(Role.ADMINISTRATOR, pilot=plan.agreement.pilot).is_staff


@pytest.mark.django_db
def test_who_is_shut_out_has_no_registers():
    shut_out = make_person(Role.ADMINISTRATOR)
    shut_out.is_active = False
    assert not shut_out.is_staff


@pytest.mark.django_db
def test_the_first_administrator_comes_from_the_command_line(monkeypatch):
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", "et langt og godt passord")
    call_command("createsuperuser", "--noinput", email="Forste@Eksempel.example", name="Den første", verbosity=0)
    first = Person.objects.get(email="forste@eksempel.example")
    assert first.is_staff
    assert first.check_password("et langt og godt passord")
    assert FieldChange.objects.filter(path=f"person/{first.pk}").exists()
