"""The pages of versions: what was frozen is shown as it was, any two are compared, and harm is said loudly."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from plans.models import Person, Plan
from plans.services import UNCHECKED, set_title
from plans.views import plan_address
from reporting.compare import comparison_tables
from reporting.load import load
from reporting.snapshots import thaw
from review.models import VersionFile
from tests.factories import make_tiltak, put
from tests.reporting.readback import expected, from_html
from tests.review import steps
from tests.review.steps import ADOPTION, bring, small_plan, take

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    steps.quick_files(monkeypatch)


@pytest.fixture
def plan(db: None) -> Plan:
    return small_plan()


def of(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def address(name: str, plan: Plan, **more: object) -> str:
    return reverse(name, kwargs={**plan_address(plan), **more})


def past_the_trigger(table: str) -> None:
    """Write other bytes over a table's data, as somebody could who owns the database and wants to."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # References are checked when the transaction ends; until then a table with new rows keeps its triggers.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        else:
            cursor.execute(f"DROP TRIGGER {table}_no_update")
        cursor.execute(f"UPDATE {table} SET data = %s", [b"{}"])


def test_a_plan_without_versions_says_how_the_first_comes_about(plan):
    page = of(steps.Cast(plan).leader).get(address("versions", plan)).content.decode()
    assert "Planen har ingen versjoner ennå" in page
    assert address("way", plan) in page


def test_every_version_stands_with_its_hash_and_its_files(plan):
    cast = bring(plan, "vedtatt")
    take(plan, "tilbake", cast.leader)
    make_tiltak(plan)
    take(plan, "vedta", cast.leader)
    client = of(cast.leader)
    page = client.get(address("versions", plan)).content.decode()
    for version in plan.versions.all():
        assert version.snapshot.sha256 in page
        where = address("version_file", plan, number=version.number, occasion="vedtak", kind="pdf")
        assert where in page
        response = client.get(where)
        assert response.content == bytes(version.files.get().data)
        assert f"-versjon-{version.number}.pdf" in response["Content-Disposition"]


def test_a_version_tells_what_stood_with_a_reason(plan, by, monkeypatch):
    monkeypatch.setattr("review.services.versions._findings", lambda control: [FINDING])
    cast = bring(plan, "vedtatt")
    page = of(cast.leader).get(address("version", plan, number=1)).content.decode()
    assert "Summen er en annen." in page
    assert "«Avtalt med KDD.»" in page
    assert "skadet" not in page


FINDING = {
    "code": "sum",
    "level": "advarsel",
    "where": {"nb": "Delmål 1", "nn": "Delmål 1"},
    "message": {"nb": "Summen er en annen.", "nn": "Summen er ein annan."},
    "reason": "Avtalt med KDD.",
    "reason_by": "Ingrid",
    "reason_at": "2025-01-01",
}


def test_any_two_are_compared_and_the_plan_as_it_is_now(plan):
    tiltak = make_tiltak(plan)
    put(tiltak, 1000)
    cast = bring(plan, "vedtatt")
    take(plan, "tilbake", cast.leader)
    set_title(tiltak=tiltak, title="Bygge to bruer", base=UNCHECKED, by=None)
    put(tiltak, 3000)
    take(plan, "vedta", cast.leader, ADOPTION)
    client, where = of(cast.leader), address("compare_versions", plan)
    page = client.get(where, {"fra": "1", "til": "2"}).content.decode()
    assert "Fra versjon 1 til versjon 2" in page
    assert "to bruer" in page
    assert "2\N{NO-BREAK SPACE}000" in page
    value = load(plan)
    for table in comparison_tables(thaw(plan.versions.get(number=1).snapshot), value):
        assert from_html.read(page.encode(), table.key) == expected(table)
    assert (
        "Ingen tekster, beløp eller tiltak er ulike." in client.get(where, {"fra": "2", "til": "na"}).content.decode()
    )
    assert client.get(where, {"fra": "2", "til": "7"}).status_code == 302


def test_a_snapshot_tampered_with_is_said_to_be_harmed_wherever_it_is_opened(plan):
    cast = bring(plan, "sendt")
    take(plan, "innstill", cast.handler)
    past_the_trigger("reporting_snapshot")
    client = of(cast.leader)
    assert "Denne versjonen er skadet" in client.get(address("version", plan, number=1)).content.decode()
    compared = client.get(address("compare_versions", plan), {"fra": "1", "til": "na"})
    assert compared.status_code == 500
    assert "Dette er skadet" in compared.content.decode()
    approver = of(cast.approver)
    form = approver.get(address("move", plan, key="godkjenn")).context["form"]
    told = approver.post(address("move", plan, key="godkjenn"), {"base": form["base"].value()})
    assert told.status_code == 409
    assert "er skadet" in told.content.decode()
    assert steps.fresh(plan).status == "sendt"


def test_a_file_tampered_with_is_not_handed_out(plan):
    cast = bring(plan, "vedtatt")
    past_the_trigger("review_versionfile")
    response = of(cast.leader).get(address("version_file", plan, number=1, occasion="vedtak", kind="pdf"))
    assert response.status_code == 500
    assert "ikke lenger den som ble lagret" in response.content.decode()


def test_the_list_asks_as_often_for_many_versions_as_for_one(plan):
    cast = bring(plan, "vedtatt")
    client = of(cast.leader)

    def asked() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(address("versions", plan))
        return len(captured)

    few = asked()
    for _ in range(3):
        take(plan, "tilbake", cast.leader)
        take(plan, "vedta", cast.leader)
    assert asked() == few
    assert VersionFile.objects.filter(version__plan=plan).count() == 4
