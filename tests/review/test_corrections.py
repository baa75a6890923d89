"""What was noted wrong is corrected by a row of its own, with a reason; the sums follow and nothing is written over."""

import io

import openpyxl
import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from plans.models import Party, Plan
from plans.roles import Role
from plans.views import plan_address
from reporting.models import Frozen
from review.models import Orientation, Payout, standing
from review.queue import queued
from review.services.said import Said
from tests.factories import make_person
from tests.review import steps

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(monkeypatch: pytest.MonkeyPatch) -> Plan:
    steps.quick_files(monkeypatch)
    plan = steps.small_plan()
    Party.objects.create(
        key="proveby", name="Prøveby", kind="kommune", kommunenummer="9901", pilot=plan.agreement.pilot
    )
    return plan


@pytest.fixture
def cast(plan: Plan) -> steps.Cast:
    """The people of a plan that is approved, and paid 1 000 000 and 500 000."""
    cast = steps.bring(plan, "godkjent")
    for kroner in (1_000_000, 500_000):
        steps.take(plan, "utbetal", cast.handler, Said(kroner=kroner, date=steps.MEETING))
    return cast


def correct(plan: Plan, cast: steps.Cast, wrong: Payout, kroner: int, comment: str = "Feil beløp.") -> None:
    said = Said(corrects=wrong, kroner=kroner, date=steps.MEETING, comment=comment)
    steps.take(plan, "rett-utbetaling", cast.handler, said)


def client_of(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_the_sums_follow_and_both_rows_stand(plan: Plan, cast: steps.Cast):
    first = Payout.objects.get(kroner=1_000_000)
    correct(plan, cast, first, 1_200_000)
    assert list(Payout.objects.values_list("kroner", flat=True)) == [1_000_000, 500_000, 1_200_000]
    assert sorted(standing(Payout.objects.all()).values_list("kroner", flat=True)) == [500_000, 1_200_000]
    (one,) = queued([steps.fresh(plan)], steps.MEETING)
    assert one.paid == 1_700_000
    html = client_of(cast.handler).get(reverse("way", kwargs=plan_address(plan))).content.decode()
    assert "<s>1\u00a0000\u00a0000\u00a0kr</s>" in html
    assert "1\u00a0700\u00a0000\u00a0kr" in html
    assert "Feil beløp." in html


def test_a_payout_that_never_was_is_corrected_to_nothing(plan: Plan, cast: steps.Cast):
    correct(plan, cast, Payout.objects.get(kroner=500_000), 0, "Ble aldri betalt.")
    (one,) = queued([steps.fresh(plan)], steps.MEETING)
    assert one.paid == 1_000_000


def test_it_is_the_one_that_counts_which_is_corrected(plan: Plan, cast: steps.Cast):
    first = Payout.objects.get(kroner=1_000_000)
    correct(plan, cast, first, 1_200_000)
    with pytest.raises(ValidationError, match="Rett den nye"):
        correct(plan, cast, first, 1_300_000)
    correct(plan, cast, Payout.objects.get(kroner=1_200_000), 1_300_000)
    assert sorted(standing(Payout.objects.all()).values_list("kroner", flat=True)) == [500_000, 1_300_000]


def test_a_reason_is_asked_for(plan: Plan, cast: steps.Cast):
    with pytest.raises(ValidationError, match="Skriv en begrunnelse"):
        correct(plan, cast, Payout.objects.get(kroner=500_000), 400_000, comment="")
    assert Payout.objects.count() == 2


def test_a_record_of_another_plan_is_not_corrected_here(plan: Plan, cast: steps.Cast):
    other = steps.small_plan()
    theirs = steps.bring(other, "godkjent")
    steps.take(other, "utbetal", theirs.handler, Said(kroner=7, date=steps.MEETING))
    with pytest.raises(ValidationError, match="på denne planen"):
        correct(plan, cast, Payout.objects.get(kroner=7), 8)


def test_nothing_is_written_over(plan: Plan, cast: steps.Cast):
    row = Payout.objects.all()[0]
    row.kroner = 1
    with pytest.raises(Frozen):
        row.save()
    with pytest.raises(Frozen):
        row.delete()
    for write in (lambda rows: rows.update(kroner=1), lambda rows: rows._raw_delete("default")):
        with pytest.raises(DatabaseError), transaction.atomic():
            write(Payout.objects.filter(pk=row.pk))


def test_the_form_begins_with_what_is_wrong(plan: Plan, cast: steps.Cast):
    row = Payout.objects.get(kroner=500_000)
    address = reverse("move", kwargs={**plan_address(plan), "key": "rett-utbetaling"})
    form = client_of(cast.handler).get(f"{address}?gjelder={row.pk}").context["form"]
    assert (form.initial["corrects"], form.initial["kroner"]) == (row.pk, 500_000)
    assert len(form.fields["corrects"].choices) == 3


def test_an_orientation_is_corrected_by_who_may_note_it(plan: Plan):
    cast = steps.bring(plan, "vedtatt")
    pilot = plan.agreement.pilot
    steps.take(plan, "orienter", cast.leader)
    wrong = Orientation.objects.get()
    right = Said(corrects=wrong, date=steps.MEETING, case_number="2/25", result="Utsatt", comment="Saken ble utsatt.")
    with pytest.raises(PermissionDenied):
        steps.take(plan, "rett-orientering", make_person(Role.MEDARBEIDER, pilot=pilot), right)
    secretary = make_person(Role.KOMMUNESEKRETAER, pilot=pilot, party=pilot.municipalities.get())
    steps.take(plan, "rett-orientering", secretary, right)
    (stands,) = standing(Orientation.objects.all())
    assert (stands.party, stands.result, stands.corrects) == (wrong.party, "Utsatt", wrong)
    # And it is still noted once: no second one is begun.
    with pytest.raises(ValidationError, match="allerede registrert"):
        steps.take(plan, "orienter", cast.leader)


def test_the_list_of_payouts_is_the_same_on_the_page_in_excel_and_in_csv(plan: Plan, cast: steps.Cast):
    correct(plan, cast, Payout.objects.get(kroner=1_000_000), 1_200_000)
    client = client_of(cast.handler)
    page = client.get(reverse("payouts"))
    table = page.context["table"]
    assert [row.kind for row in table.rows] == ["item", "item", "outside", "total"]
    assert table.rows[-1].cells[table.column("kroner")].kroner == 1_700_000
    assert "Rettet, teller ikke: Feil beløp." in page.content.decode()
    lines = client.get(reverse("payouts_csv")).content.decode("utf-8-sig").splitlines()
    assert len(lines) == 5
    assert lines[-1].startswith("Sum;;;;1700000;")
    book = openpyxl.load_workbook(io.BytesIO(client.get(reverse("payouts_xlsx")).content), data_only=True)
    assert 1_700_000 in [cell.value for row in book["Utbetalinger"].iter_rows() for cell in row]


def test_the_list_is_narrowed_and_so_are_sum_and_files(plan: Plan, cast: steps.Cast):
    client = client_of(cast.handler)
    none = "?plan=2025&betalt=2024&pilot="
    assert client.get(reverse("payouts") + none).context["table"].rows[-1].cells[4].kroner == 1_500_000
    unknown = client.get(f"{reverse('payouts')}?betalt=1999")
    # What the list does not have narrows nothing, and is said.
    assert unknown.context["form"].errors
    other = make_person(Role.SAKSBEHANDLER)
    assert (
        client_of(other)
        .get(f"{reverse('payouts')}?pilot={plan.agreement.pilot}")
        .context["table"]
        .rows[-1]
        .cells[4]
        .kroner
        == 1_500_000
    )
    assert 'href="/kdd/utbetalinger.csv?plan=2025"' in client.get(f"{reverse('payouts')}?plan=2025").content.decode()


def test_a_pilot_does_not_see_the_list(plan: Plan, cast: steps.Cast):
    assert client_of(cast.leader).get(reverse("payouts")).status_code == 403


def test_an_empty_list_says_so(db):
    assert (
        "Ingen utbetalinger er registrert ennå."
        in client_of(make_person(Role.GODKJENNER)).get(reverse("payouts")).content.decode()
    )
