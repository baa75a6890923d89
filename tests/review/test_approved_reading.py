"""Whatever reads an approved plan reads what was approved, not today's rows."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from budgets.models import EarlierFigure
from plans.models import Delmaal, Pilot, Plan, PlanDelmaal
from plans.services import continue_plan
from plans.views import plan_address
from reporting import exports
from reporting.checks import checks
from reporting.context import load_context
from reporting.load import load
from reporting.reading import consistent_read
from reporting.snapshots import Damaged, thaw
from reporting.tables import agreement_years
from review.models import VersionFile
from tests.factories import make_tiltak, put
from tests.review import steps
from tests.review.steps import bring, fresh, small_plan, take
from tests.review.test_versions import past_the_trigger

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    steps.quick_files(monkeypatch)


@pytest.fixture
def plan(db: None) -> Plan:
    """A plan with 1000 kroner of state money."""
    plan = small_plan()
    put(make_tiltak(plan), 1000)
    return plan


def meddle(plan: Plan) -> None:
    """Change rows past every lock, as a register or a mistake could."""
    Pilot.objects.filter(pk=plan.agreement.pilot_id).update(name="Et annet navn")
    PlanDelmaal.objects.filter(plan=plan).update(title="Noe annet")
    Delmaal.objects.filter(agreement=plan.agreement).update(title="Noe annet")
    plan.lines.update(kroner=999_999)


@pytest.mark.parametrize("status", ["godkjent", "vilkaar", "erstattet"])
def test_an_approved_plan_is_what_was_approved(status, plan):
    bring(plan, status)
    approved = thaw(plan.versions.get().snapshot)
    meddle(plan)
    assert load(fresh(plan)) == approved


def test_next_years_plan_goes_on_from_what_was_approved(plan):
    bring(plan, "godkjent")
    approved = thaw(plan.versions.get().snapshot)
    meddle(plan)
    later = load(continue_plan(earlier=fresh(plan), year=plan.year + 1, form=plan.form, language="nb", by=None))
    assert later.earlier == approved
    table = agreement_years(later)
    total = next(row for row in table.rows if row.kind == "total")
    assert total.cells[table.column(str(plan.year))].kroner == 1000


def test_an_earlier_year_typed_otherwise_than_it_was_approved_is_an_error(plan):
    bring(plan, "godkjent")
    later = continue_plan(earlier=fresh(plan), year=plan.year + 1, form=plan.form, language="nb", by=None)
    goal = later.delmaal.get()
    for kroner, wanted in ((1000, []), (1200, [200])):
        EarlierFigure.objects.update_or_create(plan=later, delmaal=goal, year=plan.year, defaults={"kroner": kroner})
        value = load(later)
        found = checks(value, load_context(later, timezone.localdate()))
        assert [one.difference for one in found if one.code == "tidligere-aar"] == wanted


def test_a_reopened_plan_is_read_as_it_is_written_and_next_year_from_what_stands(plan):
    cast = bring(plan, "godkjent")
    take(plan, "gjenapne", cast.approver)
    put(plan.tiltak.get(), 5000)
    assert load(fresh(plan)).delmaal[0].tiltak[0].lines[0].kroner == 5000
    later = load(continue_plan(earlier=fresh(plan), year=plan.year + 1, form=plan.form, language="nb", by=None))
    assert later.earlier
    assert later.earlier.delmaal[0].tiltak[0].lines[0].kroner == 1000


def test_what_is_downloaded_is_what_was_stored(plan):
    cast = bring(plan, "vedtatt")
    client = Client()
    client.force_login(cast.leader)
    where = reverse("download_pdf", kwargs=plan_address(plan))
    assert client.get(where).content == bytes(VersionFile.objects.get(version__plan=plan).data)


def test_while_kdd_waits_for_changes_the_plan_is_made_as_it_is_now(plan):
    bring(plan, "endringer")
    assert exports.render(fresh(plan), "json").data != steps.FILE.data


def test_an_approved_plan_that_was_tampered_with_is_not_shown(plan):
    cast = bring(plan, "godkjent")
    past_the_trigger("reporting_snapshot")
    with pytest.raises(Damaged):
        load(fresh(plan))
    client = Client()
    client.force_login(cast.leader)
    response = client.get(reverse("plan", kwargs=plan_address(plan)))
    assert response.status_code == 500
    assert "Noen kan ha endret databasen" in response.content.decode()


def test_an_approved_plan_takes_fewer_queries_than_a_draft(plan, django_assert_max_num_queries):
    bring(plan, "godkjent")
    with django_assert_max_num_queries(4), consistent_read():
        load(fresh(plan))
