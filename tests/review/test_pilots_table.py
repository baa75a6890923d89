"""All pilots in one table: the money agrees however it is cut, and page, Excel and CSV say the same."""

import csv
import io

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from budgets.sums import total
from plans.models import Pilot, Theme
from plans.roles import Role
from review.pilots_table import NO_THEME, PilotFacts, money_table, pilots_table, theme_table
from tests.factories import make_person, make_tiltak, put
from tests.reporting.random_plans import plans as random_plans
from tests.review import steps
from tests.review.steps import bring, small_plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def kdd(monkeypatch: pytest.MonkeyPatch, db: None) -> Client:
    steps.quick_files(monkeypatch)
    client = Client()
    client.force_login(make_person(Role.SAKSBEHANDLER))
    return client


def test_a_pilot_without_a_plan_is_there_with_nothing():
    table = pilots_table([PilotFacts("Tomme")])
    assert [cell.text for cell in table.rows[0].cells] == ["Tomme", *[""] * 9]
    assert table.rows[-1].cells[8].kroner is None


def test_the_tables_say_the_same_as_page_excel_and_csv(kdd):
    theme = Theme.objects.all()[0]
    plans = [small_plan(), small_plan()]
    for number, plan in enumerate(plans, start=1):
        put(make_tiltak(plan), 1000 * number)
    plans[0].agreement.delmaal.update(theme=theme)
    for plan in plans:
        bring(plan, "sendt")
    page = kdd.get(reverse("all_pilots"))
    pilots, money, themes = page.context["tables"]
    assert len(pilots.rows) == Pilot.objects.count() + 1
    assert pilots.rows[-1].cells[pilots.column("state")].kroner == 3000
    assert total(row.cells[money.column("2025")].kroner for row in money.rows) == 3000
    assert {row.cells[0].text: row.cells[themes.column("2025")].kroner for row in themes.rows} == {
        theme.name: 1000,
        NO_THEME: 2000,
        "Sum": 3000,
    }
    rows = list(csv.reader(io.StringIO(kdd.get(reverse("all_pilots_csv")).content.decode("utf-8-sig")), delimiter=";"))
    assert len(rows) == len(pilots.rows) + 1
    assert rows[-1][8] == "3000"
    book = openpyxl.load_workbook(io.BytesIO(kdd.get(reverse("all_pilots_xlsx")).content), data_only=True)
    assert book.sheetnames == ["Piloter", "Delmål", "Tema"]
    seen = [cell.value for row in book["Piloter"].iter_rows() for cell in row]
    assert 3000 in seen
    assert str(plans[0].agreement.pilot) in seen


def test_a_draft_is_not_in_the_table(kdd):
    plan = small_plan()
    put(make_tiltak(plan), 1000)
    (row,) = [
        row
        for row in kdd.get(reverse("all_pilots")).context["tables"][0].rows
        if row.cells[0].text == str(plan.agreement.pilot)
    ]
    assert [cell.text for cell in row.cells[1:]] == [""] * 9


def test_it_asks_as_often_for_many_pilots_as_for_one(kdd):
    def asked() -> int:
        with CaptureQueriesContext(connection) as captured:
            kdd.get(reverse("all_pilots"))
        return len(captured)

    bring(small_plan(), "sendt")
    few = asked()
    for _ in range(3):
        bring(small_plan(), "sendt")
    assert asked() == few


def test_money_by_theme_is_money_by_delmaal_added_up():
    from hypothesis import given, settings

    @settings(max_examples=25)
    @given(random_plans())
    def agrees(plan):
        money = money_table([PilotFacts("En", plan=plan), PilotFacts("To", plan=plan)], {})
        themes = theme_table(money)
        if str(plan.year) in {column.key for column in themes.columns}:
            state = pilots_table([PilotFacts("En", plan=plan), PilotFacts("To", plan=plan)]).rows[-1].cells[8].kroner
            assert themes.rows[-1].cells[themes.column(str(plan.year))].kroner == state
        for column in themes.columns[1:]:
            per_goal = total(row.cells[money.column(column.key)].kroner for row in money.rows)
            assert themes.rows[-1].cells[themes.column(column.key)].kroner == per_goal

    agrees()
