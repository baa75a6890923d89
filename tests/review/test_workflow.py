"""The table of transitions by itself, and the page that is written from it."""

from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from plans.models import Plan
from plans.roles import ROLES, Capability, Role
from review import workflow
from review.management.commands import workflow as command
from review.services.facts import HANDLING
from review.services.said import FIELDS
from review.workflow import BY_KEY, STATUSES, TRANSITIONS, TURNS, TYPED, Actor, Facts, Need, Never
from review.workflow_page import as_markdown


def test_the_statuses_are_the_plans_own():
    assert dict(Plan.Status.choices) == STATUSES
    assert set(TURNS) == set(STATUSES)


def test_the_published_page_is_the_one_the_code_walks_by(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    assert command.PUBLISHED.read_text("utf-8") == as_markdown(), "run manage.py workflow"
    monkeypatch.setattr(command, "PUBLISHED", tmp_path / "workflow.md")
    monkeypatch.setattr(settings, "BASE_DIR", tmp_path)
    call_command("workflow", verbosity=0)
    assert (tmp_path / "workflow.md").read_text("utf-8") == as_markdown()


def test_the_page_has_every_step_and_every_way_between_statuses():
    page = as_markdown()
    for row in TRANSITIONS:
        assert f"(`{row.key}`)" in page
        for source in row.sources if row.target else ():
            assert f"    {source} --> {row.target}: {row.button}\n" in page


def test_no_two_steps_have_the_same_key_or_button():
    assert len(BY_KEY) == len(TRANSITIONS) == len({row.button for row in TRANSITIONS})


def test_every_status_is_reached_from_a_draft_and_only_a_replaced_plan_is_at_the_end():
    reached, new = set(), {workflow.UTKAST}
    while new:
        reached |= new
        new = {row.target for row in TRANSITIONS if row.target and reached & set(row.sources)} - reached
    assert reached == set(STATUSES)
    leads_on = {source for row in TRANSITIONS if row.target for source in row.sources}
    assert set(STATUSES) - leads_on == {workflow.ERSTATTET}


def test_kdd_never_takes_a_step_in_a_pilot_it_belongs_to():
    for row in TRANSITIONS:
        if row.who in (Capability.HANDLE, Capability.DECIDE):
            assert Never.OWN in row.never


def test_nobody_both_recommends_and_approves_by_one_role():
    for row in TRANSITIONS:
        if row.decides:
            assert Need.RECOMMENDED in row.needs
            assert Never.HANDLER in row.never
    assert all(BY_KEY[key].who is Capability.HANDLE for key in HANDLING)
    both = {role for role, grant in ROLES.items() if {Capability.HANDLE, Capability.DECIDE} <= grant.capabilities}
    assert both == set()


def test_who_writes_a_plan_does_not_approve_it():
    for role, grant in ROLES.items():
        if role in (Role.SAKSBEHANDLER, Role.GODKJENNER):
            assert not {Capability.ADOPT, Capability.EDIT_TEXT} & grant.capabilities


def test_only_a_plan_without_faults_is_frozen():
    for row in TRANSITIONS:
        if row.freezes:
            assert {Need.NO_ERRORS, Need.WARNINGS, Need.ADOPTION} <= set(row.needs)
            assert row.target in (workflow.VEDTATT, workflow.SENDT)


def test_every_step_back_has_a_reason():
    order = list(STATUSES)
    for row in TRANSITIONS:
        if row.target in (workflow.UTKAST, workflow.VEDTATT) and row.sources[0] in order[order.index(row.target) + 1 :]:
            assert Need.REASON in row.needs, row.key


def test_what_is_typed_has_fields_and_the_rest_is_read_from_the_plan():
    assert set(FIELDS) == TYPED


@pytest.mark.parametrize(
    ("need", "lacking"),
    [
        (Need.NO_ERRORS, Facts(errors=1, recommended=True)),
        (Need.WARNINGS, Facts(warnings=1, recommended=True)),
        (Need.SIGNED, Facts(unsigned=("Lierne",), recommended=True)),
        (Need.ANSWERED, Facts(unanswered=1, recommended=True)),
        (Need.RECOMMENDED, Facts()),
    ],
)
def test_what_is_lacking_stops_the_steps_that_need_it_and_no_other(need, lacking):
    for row in TRANSITIONS:
        assert workflow.unmet(row, lacking) == ((need,) if need in row.needs else ())


def test_who_handled_a_plan_is_shown_no_button_to_approve_it():
    deciding = frozenset({Capability.DECIDE})
    shown = [row.key for row in workflow.offered("sendt", Actor(deciding))]
    assert shown == ["godkjenn", "godkjenn-med-vilkar"]
    for actor in (Actor(deciding, handled=True), Actor(deciding, own=True)):
        assert list(workflow.offered("sendt", actor)) == []


def test_what_follows_by_itself_is_nobodys_button():
    everything = Actor(frozenset(Capability))
    assert all(row.key != "erstatt" for status in STATUSES for row in workflow.offered(status, everything))
