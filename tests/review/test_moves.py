"""Taking steps: what is frozen, what stops a step, who is told, and what KDD's request opens."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from plans.models import EditOpening, FieldChange, Plan
from plans.roles import Role
from plans.services import UNCHECKED, Closed, save_answer, set_title
from reporting import exports
from reporting.formats.pdf import RenderError
from reporting.load import load
from reporting.models import Approved, Snapshot
from reporting.rendering.engines import ENGINES
from reporting.snapshots import canonical, sha256
from review.models import Move, Version, VersionFile
from review.services import NotPossible, Overtaken, versions
from review.services.moves import base_of
from review.services.said import Ask, Said
from tests.factories import give_role, make_person, make_tiltak
from tests.review import steps
from tests.review.steps import ADOPTION, bring, fresh, make_next, small_plan, take

pytestmark = pytest.mark.django_db
REAL_FILES = versions.render_files


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    steps.quick_files(monkeypatch)


@pytest.fixture
def plan(db: None) -> Plan:
    return small_plan()


def nothing_was_done(plan: Plan, status: str = "utkast") -> bool:
    left = Version.objects.filter(plan=plan).exists(), Snapshot.objects.filter(plan=plan).exists()
    return left == (False, False) and not plan.moves.exists() and fresh(plan).status == status


def test_adopting_freezes_the_plan_with_who_when_and_what_made_it(plan):
    cast = steps.Cast(plan)
    before = sha256(canonical(load(plan)))
    taken = take(plan, "vedta", cast.leader)
    version = taken.version
    assert version
    assert (version.number, version.by, version.at) == (1, cast.leader, taken.at)
    assert version.snapshot.sha256 == before
    assert set(version.engines) == {"Python", *ENGINES}
    assert [finding["code"] for finding in version.findings]
    assert [(file.occasion, file.kind, bytes(file.data)) for file in version.files.all()] == [
        ("vedtak", "pdf", steps.FILE.data)
    ]
    stored = fresh(plan)
    assert (stored.status, stored.adoption_date, stored.case_number) == ("vedtatt", steps.MEETING, "12/24")
    assert FieldChange.objects.get(plan=plan, path="plan/status").after == "vedtatt i styringsgruppen"


def test_what_is_written_after_means_a_new_version(plan):
    cast = bring(plan, "vedtatt")
    take(plan, "tilbake", cast.leader)
    make_tiltak(fresh(plan))
    second = take(plan, "vedta", cast.leader).version
    first = Version.objects.get(plan=plan, number=1)
    assert second
    assert second.number == 2
    assert second.snapshot != first.snapshot


def test_the_same_again_is_a_version_of_the_same_bytes(plan):
    cast = bring(plan, "vedtatt")
    take(plan, "tilbake", cast.leader)
    take(plan, "vedta", cast.leader)
    assert [one.number for one in plan.versions.all()] == [2, 1]
    assert len({one.snapshot_id for one in plan.versions.all()}) == 1


def test_an_edit_while_the_files_are_made_stops_the_adoption_and_is_kept(plan, monkeypatch):
    def render(*args):
        make_tiltak(fresh(plan), "Skrevet imens")
        return (("pdf", steps.FILE),)

    monkeypatch.setattr(versions, "render_files", render)
    with pytest.raises(ValidationError, match="Noen endret planen mens filene ble laget"):
        take(plan, "vedta", steps.Cast(plan).leader)
    assert nothing_was_done(plan)
    assert plan.tiltak.get().title == "Skrevet imens"


def test_a_render_that_fails_stops_it_and_names_what_cannot_be_printed(plan, monkeypatch):
    def fail(*args):
        raise RenderError("Figuren «Kart over elva» kan ikke leses.")

    monkeypatch.setattr(versions, "render_files", REAL_FILES)
    monkeypatch.setattr(exports, "render_value", fail)
    with pytest.raises(ValidationError, match=r"ingenting er endret\. Figuren «Kart over elva»"):
        take(plan, "vedta", steps.Cast(plan).leader)
    assert nothing_was_done(plan)


@pytest.mark.parametrize("late", ["store_files", "_findings"])
def test_a_break_in_the_middle_leaves_nothing(late, plan, monkeypatch):
    def pull_the_plug(*args):
        raise OSError("strømmen gikk")

    monkeypatch.setattr(versions, late, pull_the_plug)
    with pytest.raises(OSError, match="strømmen"):
        take(plan, "vedta", steps.Cast(plan).leader)
    assert nothing_was_done(plan)


def test_open_warnings_stop_the_adoption(plan, monkeypatch):
    monkeypatch.undo()
    leader = steps.Cast(plan).leader
    monkeypatch.setattr(versions, "render_files", lambda *args: (("pdf", steps.FILE),))
    with pytest.raises(ValidationError, match="Alle advarsler er rettet eller begrunnet"):
        take(plan, "vedta", leader)
    assert nothing_was_done(plan)


def test_what_the_step_asks_for_is_said_at_its_field(plan):
    with pytest.raises(ValidationError) as refused:
        take(plan, "vedta", steps.Cast(plan).leader, Said())
    assert set(refused.value.error_dict) == {"adoption_date", "case_number"}


def test_who_was_first_is_told_to_who_was_not(plan):
    cast = bring(plan, "sendt")
    take(plan, "innstill", cast.handler)
    base = base_of(plan)
    other = make_person(Role.GODKJENNER)
    take(plan, "godkjenn", cast.approver, base=base)
    with pytest.raises(Overtaken, match=f"{cast.approver} var først.*Planen er godkjent"):
        take(plan, "godkjenn-med-vilkar", other, base=base)
    assert fresh(plan).status == "godkjent"
    assert plan.moves.filter(key__startswith="godkjenn").count() == 1


def test_a_step_from_elsewhere_says_where_the_plan_is(plan):
    cast = bring(plan, "vedtatt")
    with pytest.raises(NotPossible, match=r"«Godkjenn» er ikke mulig nå.*vedtatt i styringsgruppen"):
        take(plan, "godkjenn", cast.approver)


def test_without_a_recommendation_nothing_is_approved(plan):
    cast = bring(plan, "sendt")
    with pytest.raises(ValidationError, match="Saksbehandleren har gitt innstilling"):
        take(plan, "godkjenn", cast.approver)


def test_a_recommendation_is_of_what_was_sent_then(plan):
    cast = bring(plan, "sendt")
    take(plan, "innstill", cast.handler)
    take(plan, "trekk", cast.leader)
    take(plan, "send", cast.leader)
    with pytest.raises(ValidationError, match="innstilling"):
        take(plan, "godkjenn", cast.approver)


@pytest.mark.parametrize("key", ["innstill", "be-om-endringer"])
def test_who_handled_the_case_does_not_approve_it_whatever_roles_she_has(key, plan):
    cast = bring(plan, "sendt")
    both = make_person(Role.SAKSBEHANDLER)
    give_role(both, Role.GODKJENNER)
    take(plan, key, both)
    if key == "be-om-endringer":
        plan.moves.get(key=key).asked.update(answer="Gjort.", answered_at="2025-01-01T12:00Z")
        take(plan, "send-igjen", cast.leader)
        take(plan, "innstill", cast.handler)
    with pytest.raises(PermissionDenied):
        take(plan, "godkjenn", both)
    take(plan, "godkjenn", cast.approver)


def test_a_pilots_own_people_never_approve(plan):
    cast = bring(plan, "sendt")
    take(plan, "innstill", cast.handler)
    give_role(cast.approver, Role.OBSERVATOER, pilot=plan.agreement.pilot)
    with pytest.raises(PermissionDenied):
        take(plan, "godkjenn", cast.approver)


def test_what_kdd_asked_for_is_open_and_nothing_else(plan):
    tiltak, other = make_tiltak(plan), make_tiltak(plan, "Et annet")
    cast = bring(plan, "sendt")
    asked = Ask(f"tiltak/{tiltak.uid}", "Tiltak 1.1: Bygge bro", "Si hvem som bygger.")
    take(plan, "be-om-endringer", cast.handler, Said(asked=(asked,)))
    set_title(tiltak=tiltak, title="Bygge bru", base=UNCHECKED, by=cast.leader)
    with pytest.raises(Closed):
        set_title(tiltak=other, title="Noe annet", base=UNCHECKED, by=cast.leader)
    with pytest.raises(Closed):
        save_answer(place=plan, key="introduksjon", html="<p>Ny</p>", base=UNCHECKED, by=cast.leader)


def test_a_delmaal_is_opened_with_its_tiltak(plan):
    tiltak = make_tiltak(plan)
    cast = bring(plan, "sendt")
    asked = Ask(f"delmaal/{tiltak.delmaal.uid}", "Delmål 1 med alle tiltakene", "Skriv om.")
    take(plan, "be-om-endringer", cast.handler, Said(asked=(asked,)))
    set_title(tiltak=tiltak, title="Bygge bru", base=UNCHECKED, by=cast.leader)


def test_sending_again_closes_what_was_opened_and_needs_every_answer(plan):
    cast = bring(plan, "endringer")
    with pytest.raises(ValidationError, match="Alt KDD ba om, er svart på"):
        take(plan, "send-igjen", cast.leader)
    plan.moves.get(key="be-om-endringer").asked.update(answer="Gjort.", answered_at="2025-01-01T12:00Z")
    taken = take(plan, "send-igjen", cast.leader, ADOPTION)
    assert taken.version
    assert taken.version.number == 2
    assert not EditOpening.objects.filter(plan=plan).exists()


@pytest.mark.parametrize("status", ["godkjent", "vilkaar"])
def test_approval_stores_its_own_files_beside_those_of_the_adoption(status, plan):
    bring(plan, status)
    version = plan.versions.get()
    kinds = [(file.occasion, file.kind) for file in version.files.all()]
    assert kinds == [("godkjenning", "pdf"), ("godkjenning", "brev"), ("vedtak", "pdf")]
    assert Approved.objects.get(plan=plan).snapshot == version.snapshot


def test_next_years_approval_replaces_this_years_plan(plan):
    cast = bring(plan, "godkjent")
    later = make_next(plan)
    bring(later, "godkjent", cast)
    assert fresh(plan).status == "erstattet"
    last = Move.objects.filter(plan=plan).first()
    assert last
    assert (last.key, last.by) == ("erstatt", cast.approver)


def test_what_was_approved_stands_while_a_reopened_plan_is_written(plan):
    cast = bring(plan, "godkjent")
    approved = Approved.objects.get(plan=plan).snapshot
    take(plan, "gjenapne", cast.approver)
    make_tiltak(fresh(plan))
    assert Approved.objects.get(plan=plan).snapshot == approved
    assert VersionFile.objects.filter(version__plan=plan, occasion="godkjenning").count() == 2
