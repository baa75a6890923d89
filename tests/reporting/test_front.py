"""The front page: what waits for whom on which day."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from budgets import services as money
from budgets.frames import frame_uses
from budgets.models import FundingSource
from budgets.promised import promises
from plans import services, slots
from plans.models import (
    Deadline,
    Delmaal,
    Invitation,
    Membership,
    Person,
)
from plans.permissions import held, reach, visible_pilots, visible_plans
from plans.roles import Capability, Role
from plans.services import UNCHECKED
from plans.slots import Viewer, Waiting, waiting_for
from reporting import page
from reporting.load import load
from reporting.tables import money_tables
from tests.factories import make_agreement, make_person, make_plan, make_post, make_tiltak, put, put_status
from tests.site.pages import Page, text

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2025, 10, 1)


def viewer(person: Person, today: datetime.date = TODAY) -> Viewer:
    return Viewer(
        person=person,
        today=today,
        held=held(person),
        reach=reach(person, Capability.EDIT_TEXT),
        pilots=list(visible_pilots(person)),
        plans=list(visible_plans(person)),
    )


def waits(person: Person, today: datetime.date = TODAY) -> dict[str, Waiting]:
    """What waits for a person, by what it says."""
    return {one.what: one for one in waiting_for(viewer(person, today))}


def like(found: dict[str, Waiting], words: str) -> list[str]:
    return [what for what in found if words in what]


@pytest.fixture
def bare():
    """The plan of a pilot of its own, and its leader."""
    plan = make_plan(delmaal=2)
    return plan, make_person(Role.PROSJEKTLEDER, pilot=plan.agreement.pilot)


def test_what_is_asked_and_in_which_order():
    assert slots.registered_waiting() == [
        "turn",
        "deadlines",
        "kdd",
        "mentions",
        "pilots",
        "plans",
        "frames",
        "delmaal",
        "confirm",
        "answers",
        "carried",
        "invitations",
    ]


# Deadlines


def test_deadlines_come_from_data_and_stand_first_and_soonest_first(bare):
    plan, leader = bare
    for title, days, agreement in (
        ("Om en uke", 7, plan.agreement),
        ("Felles frist", 3, None),
        ("Gikk nettopp ut", -14, plan.agreement),
        ("Glemt", -15, plan.agreement),
        ("Om to måneder", 60, plan.agreement),
        ("Langt fram", 61, plan.agreement),
        ("En annens", 1, make_agreement()),
    ):
        Deadline.objects.create(title=title, date=TODAY + datetime.timedelta(days=days), agreement=agreement)
    found = waiting_for(viewer(leader))
    dated = [one.what for one in found if one.due]
    assert dated == ["Gikk nettopp ut", "Felles frist", "Om en uke", "Om to måneder"]
    assert [one.what for one in found[:4]] == dated
    assert len(found) > 4
    shared = next(one for one in found if one.what == "Felles frist")
    assert shared.where == "Alle pilotene"


def test_a_deadline_is_for_those_who_write(bare):
    plan, _ = bare
    Deadline.objects.create(title="Frist", date=TODAY, agreement=plan.agreement)
    assert "Frist" in waits(make_person(Role.MEDARBEIDER, pilot=plan.agreement.pilot))
    for role in (Role.STYRINGSGRUPPE, Role.ADMINISTRATOR, Role.GODKJENNER):
        where = {} if role in Role.across_pilots() else {"pilot": plan.agreement.pilot}
        assert "Frist" not in waits(make_person(role, **where))


@pytest.mark.parametrize(
    ("days", "words", "late"),
    [
        (0, "I dag", False),
        (1, "I morgen", False),
        (12, "Om 12 dager", False),
        (-1, "I går", True),
        (-3, "For 3 dager siden", True),
        (None, "", False),
    ],
)
def test_how_far_off_a_day_is(days, words, late):
    due = None if days is None else TODAY + datetime.timedelta(days=days)
    (task,) = page.tasks([Waiting("Noe", "et sted", "/", due)], TODAY)
    assert (task.when, task.is_late) == (words, late)


# Plans and delmål


def test_a_year_without_a_plan_waits_for_the_leader_alone(bare):
    plan, leader = bare
    pilot = {"pilot": plan.agreement.pilot.slug}
    collaborator = make_person(Role.MEDARBEIDER, pilot=plan.agreement.pilot)
    for year, wanted in ((2024, True), (2025, False), (2026, True), (2027, True), (2028, False)):
        today = datetime.date(year, 3, 1)
        found = waits(leader, today)
        assert (f"Handlingsplanen for {year} er ikke begynt" in found) == wanted
        assert not like(waits(collaborator, today), "er ikke begynt")
        if wanted:
            assert found[f"Handlingsplanen for {year} er ikke begynt"].address == reverse("new_plan", kwargs=pilot)


def test_an_agreement_that_has_not_begun_asks_for_its_first_year():
    agreement = make_agreement(first_year=2027, last_year=2030, delmaal=0)
    leader = make_person(Role.PROSJEKTLEDER, pilot=agreement.pilot)
    assert list(waits(leader)) == ["Avtalen har ingen delmål", "Handlingsplanen for 2027 er ikke begynt"]


def test_what_has_changed_in_the_agreement_waits_until_it_is_taken_in(bare):
    plan, leader = bare
    assert not like(waits(leader), "avtalens delmål")
    Delmaal.objects.filter(agreement=plan.agreement, priority=1).update(title="Nytt navn")
    assert like(waits(leader), "avtalens delmål") == ["1 endring i avtalens delmål er ikke tatt inn"]
    services.create_delmaal(agreement=plan.agreement, title="Nytt", short_title="Nytt", theme=None, by=None)
    (what,) = like(waits(leader), "avtalens delmål")
    assert what.startswith(f"{len(services.delmaal_differences(plan))} endringer")
    # Somebody limited to one delmål cannot take it in.
    limited = make_person(
        Role.MEDARBEIDER, pilot=plan.agreement.pilot, delmaal=[plan.agreement.delmaal.get(priority=1)]
    )
    assert not like(waits(limited), "avtalens delmål")
    services.refresh_plan_delmaal(plan=plan, by=None)
    assert not like(waits(leader), "avtalens delmål")


# Answers


def missing(plan) -> int:
    """What the plan's own page counts as unanswered."""
    view = page.plan_view(load(plan))
    return sum(part.field.is_missing for part in view.sections) + sum(goal.missing for goal in view.delmaal)


def test_as_many_answers_are_missing_as_the_plans_page_says(bare, plan, by):
    own, leader = bare
    make_tiltak(own)
    for one, person in ((own, leader), (plan, by)):
        number = missing(one)
        assert number > 1
        assert f"{number} ledetekster er ikke besvart" in like(waits(person), "ikke besvart")
    services.save_answer(place=own, key="introduksjon", html="<p>Vi.</p>", base=UNCHECKED, by=None)
    tiltak = own.tiltak.get()
    services.set_not_relevant(place=tiltak, key="beskrivelse", reason="Fordi", base=UNCHECKED, by=None)
    assert like(waits(leader), "ikke besvart") == [f"{missing(own)} ledetekster er ikke besvart"]
    # An answer that was taken away again is none.
    services.save_answer(place=own, key="introduksjon", html="", base=UNCHECKED, by=None)
    assert like(waits(leader), "ikke besvart") == [f"{missing(own)} ledetekster er ikke besvart"]


def test_a_collaborator_is_asked_for_her_own_delmaal_alone(bare):
    plan, _ = bare
    make_tiltak(plan)
    pilot = plan.agreement.pilot
    for goal in load(plan).delmaal:
        limit = [plan.agreement.delmaal.get(uid=goal.uid)]
        collaborator = make_person(Role.MEDARBEIDER, pilot=pilot, delmaal=limit)
        number = next(one.missing for one in page.plan_view(load(plan)).delmaal if one.delmaal.uid == goal.uid)
        assert number
        assert [what.split()[0] for what in like(waits(collaborator), "ikke besvart")] == [str(number)]


def test_texts_from_last_year_wait_until_somebody_has_looked(bare):
    old, leader = bare
    tiltak = make_tiltak(old)
    services.save_answer(place=old, key="introduksjon", html="<p>Vi.</p>", base=UNCHECKED, by=None)
    services.save_answer(place=tiltak, key="beskrivelse", html="<p>Bro.</p>", base=UNCHECKED, by=None)
    new = services.continue_plan(earlier=old, year=2026, form=old.form, language="nb", by=None)
    limits = list(old.agreement.delmaal.all())
    first, second = (make_person(Role.MEDARBEIDER, pilot=old.agreement.pilot, delmaal=[goal]) for goal in limits)
    assert like(waits(leader), "fra i fjor") == ["2 tekster er fra i fjor og ikke sett på"]
    assert like(waits(first), "fra i fjor") == ["1 tekst er fra i fjor og ikke sett på"]
    assert not like(waits(second), "fra i fjor")
    for place, key in ((new, "introduksjon"), (new.tiltak.get(), "beskrivelse")):
        services.save_answer(place=place, key=key, html="<p>Nytt.</p>", base=UNCHECKED, by=None)
    assert not like(waits(leader), "fra i fjor")


def test_a_plan_past_draft_waits_for_nobody_to_write_in_it(bare):
    plan, leader = bare
    put_status(plan, plan.Status.SENDT)
    assert waits(leader, datetime.date(2025, 3, 1)) == {}


def test_who_does_not_write_is_asked_for_nothing(bare):
    plan, _ = bare
    assert waits(make_person(Role.STYRINGSGRUPPE, pilot=plan.agreement.pilot)) == {}
    assert waits(make_person()) == {}


# Money


def promise(plan, kroner: int, year: int = 2025, certainty: str = "innvilget", **more) -> None:
    source = FundingSource.objects.get(pilot=plan.agreement.pilot, key="kdd")
    money.create_frame(
        agreement=plan.agreement, source=source, year=year, kroner=kroner, certainty=certainty, by=None, **more
    )


def test_a_plan_over_its_frame_says_by_how_much(bare):
    plan, leader = bare
    tiltak = make_tiltak(plan)
    put(tiltak, 900)
    put(tiltak, 50, certainty="avslatt")
    put(tiltak, 70, "egenandel")
    put(plan.delmaal.all()[1], 200)
    put(plan.delmaal.all()[1], 5000, year=2026)
    put(make_post(plan, outside_sum=True), 10_000)
    assert not like(waits(leader), "over rammen")
    promise(plan, 600)
    promise(plan, 300, year=2024, moved_to=2025)
    promise(plan, 10_000, certainty="fryst")
    (use,) = frame_uses(promises(plan.agreement), 2025, page.used(money_tables(load(plan))[-1]))
    assert (use.used, use.available, use.exceeded) == (1100, 900, 200)
    assert like(waits(leader), "over rammen") == ["200\N{NO-BREAK SPACE}kr over rammen fra KDD 13.50 post 66"]
    promise(plan, 200)
    assert not like(waits(leader), "over rammen")


# Who looks after the portal


def test_an_administrator_is_told_what_pilots_lack(person):
    found = waits(person(Role.ADMINISTRATOR))
    (led,) = like(found, "prosjektleder")
    assert led == "8 piloter mangler prosjektleder"
    assert found[led].address == reverse("pilots")
    for membership in Membership.objects.filter(role=Role.PROSJEKTLEDER):
        membership.delete()
    assert like(waits(person(Role.ADMINISTRATOR)), "prosjektleder") == ["10 piloter mangler prosjektleder"]
    assert not like(waits(person(Role.GODKJENNER)), "mangler")


def test_an_invitation_that_leads_nowhere_waits_for_who_can_send_it_again(bare):
    plan, leader = bare
    made = services.create_invitation(
        email="kari@eksempel.example", role=Role.MEDARBEIDER, pilot=plan.agreement.pilot, by=None, address=str
    )
    assert like(waits(leader), "Invitasjonen") == ["Invitasjonen til kari@eksempel.example ble ikke sendt"]
    Invitation.objects.filter(pk=made.pk).update(sent_at=timezone.now())
    assert not like(waits(leader, timezone.localdate()), "Invitasjonen")
    later = timezone.localdate(made.expires_at) + datetime.timedelta(days=1)
    assert like(waits(leader, later), "Invitasjonen") == ["Invitasjonen til kari@eksempel.example er gått ut"]
    assert not like(waits(make_person(Role.MEDARBEIDER, pilot=plan.agreement.pilot), later), "Invitasjonen")


# The page


def front(person: Person) -> Page:
    client = Client()
    client.force_login(person)
    return Page.of(client.get(reverse("front")).content)


def test_nothing_waits_and_nothing_is_there():
    main = text(front(make_person()).one("//main"))
    assert "Ingenting venter på deg nå." in main
    assert "Du har ingen planer ennå. Be prosjektlederen" in main


def test_a_leader_without_a_plan_can_begin_one_here():
    agreement = make_agreement()
    leader = make_person(Role.PROSJEKTLEDER, pilot=agreement.pilot)
    address = reverse("new_plan", kwargs={"pilot": agreement.pilot.slug})
    assert text(front(leader).one(f"//main//a[@href='{address}' and contains(@class, 'ds-button')]")) == (
        f"Lag handlingsplan for {agreement.pilot}"
    )
    reader = make_person(Role.STYRINGSGRUPPE, pilot=agreement.pilot)
    assert front(reader).find(f"//main//a[@href='{address}']") == []


@pytest.mark.parametrize(
    ("number", "first", "more", "left_out"),
    [(0, 0, 0, 0), (10, 10, 0, 0), (11, 8, 3, 0), (100, 8, 92, 0), (101, 8, 92, 1)],
)
def test_what_is_folded_away_is_worth_a_click(number, first, more, left_out):
    shown = page.folded([Waiting(str(one), "", "/") for one in range(number)])
    assert (len(shown.first), len(shown.more), shown.left_out) == (first, more, left_out)
