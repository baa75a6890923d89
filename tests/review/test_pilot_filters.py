"""Narrowing the table of all pilots: what it picks, and the same on the page, in the address and in the files."""

import datetime
import io

import openpyxl
import pytest
from django.http import QueryDict
from django.test import Client
from django.urls import reverse

from plans.models import Pilot, Theme
from plans.roles import Role
from plans.services import create_deadline
from review.forms.filters import PilotFilter
from review.pilots_table import PilotFacts
from review.queue import queued
from tests.factories import make_person, make_tiltak, put
from tests.reporting import small_plan
from tests.review import steps

THEMED = small_plan.plan([small_plan.delmaal(1, []).model_copy(update={"theme": "bolig"})])
PILOTS = [
    PilotFacts("Indre Namdal", status="sendt", days=12, plan=THEMED),
    PilotFacts("Østerdalen", status="sendt", days=3, is_late=True),
    PilotFacts("Øvre Æsdal", status="godkjent"),
    PilotFacts("Uten plan"),
]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("", [0, 1, 2, 3]),
        ("status=sendt", [0, 1]),
        ("navn=ø", [1, 2]),
        ("navn=INDRE", [0]),
        ("dager=3", [0, 1]),
        ("dager=4", [0]),
        ("dager=0", [0, 1, 2, 3]),
        ("frist=on", [1]),
        ("tema=bolig", [0]),
        ("status=sendt&dager=4&tema=bolig&navn=namdal", [0]),
        ("status=godkjent&frist=on", []),
        # What cannot be understood narrows nothing.
        ("dager=mange", [0, 1, 2, 3]),
        ("status=finnes-ikke&navn=uten", [3]),
    ],
)
def test_what_is_asked_for_is_picked(asked: str, found: list[int]):
    form = PilotFilter({"bolig": "Bolig"}, QueryDict(asked))
    assert form.chosen(PILOTS) == [PILOTS[one] for one in found]


def test_it_is_said_in_words_and_kept_in_the_address():
    form = PilotFilter({"bolig": "Bolig"}, QueryDict("status=sendt&tema=bolig&frist=on&navn=&dager=x"))
    assert form.in_words() == "Status: sendt KDD, Tema: Bolig, Bare der en frist er passert"
    assert form.address() == "?status=sendt&tema=bolig&frist=on"
    assert form.errors.keys() == {"dager"}


@pytest.fixture
def kdd(monkeypatch: pytest.MonkeyPatch, db: None) -> Client:
    steps.quick_files(monkeypatch)
    client = Client()
    client.force_login(make_person(Role.SAKSBEHANDLER))
    return client


def test_sums_and_files_follow(kdd: Client):
    theme, other = Theme.objects.all()[:2]
    plans = [steps.small_plan() for _ in range(2)]
    for number, plan in enumerate(plans, start=1):
        put(make_tiltak(plan), 1000 * number)
        plan.agreement.delmaal.update(theme=theme if number == 1 else other)
        steps.bring(plan, "sendt")
    asked = f"?status=sendt&tema={theme.key}"
    page = kdd.get(reverse("all_pilots") + asked)
    pilots, money, themes = page.context["tables"]
    assert [row.cells[0].text for row in pilots.rows] == [str(plans[0].agreement.pilot), "Sum"]
    assert pilots.rows[-1].cells[pilots.column("state")].kroner == 1000
    assert {row.cells[money.column("theme")].text for row in money.rows} == {theme.name}
    assert themes.rows[-1].cells[themes.column("2025")].kroner == 1000
    html = page.content.decode()
    assert f'href="/kdd/piloter.xlsx{asked.replace("&", "&amp;")}"' in html
    assert len(kdd.get(reverse("all_pilots_csv") + asked).content.decode().splitlines()) == 3
    book = openpyxl.load_workbook(io.BytesIO(kdd.get(reverse("all_pilots_xlsx") + asked).content), data_only=True)
    said = " ".join(str(cell.value) for row in book["Piloter"].iter_rows() for cell in row)
    assert f"Tema: {theme.name}" in said
    assert str(plans[1].agreement.pilot) not in said


def test_nothing_that_fits_says_so(kdd: Client):
    html = kdd.get(f"{reverse('all_pilots')}?navn=finnesikke").content.decode()
    assert "Ingen piloter passer til det du har valgt." in html
    assert Pilot.objects.first()


TODAY = datetime.date(2025, 3, 1)


def due(plan, today: datetime.date = TODAY) -> tuple[datetime.date | None, bool]:
    (one,) = queued([steps.fresh(plan)], today)
    return one.due, one.is_late


def test_a_deadline_of_a_plan_has_passed_until_the_plan_has_come_so_far(kdd: Client):
    plan = steps.small_plan()
    sending, general = datetime.date(2025, 2, 1), datetime.date(2025, 4, 1)
    create_deadline(agreement=None, title="Send", date=sending, reaches="sendt", plan_year=2025, by=None)
    create_deadline(agreement=None, title="Neste år", date=sending, reaches="sendt", plan_year=2026, by=None)
    create_deadline(agreement=plan.agreement, title="Møte", date=general, by=None)
    cast = steps.bring(plan, "vedtatt")
    assert due(plan) == (sending, True)
    assert due(plan, datetime.date(2025, 2, 1)) == (sending, False)
    steps.take(plan, "send", cast.leader)
    assert due(plan) == (general, False)
    # What is sent back has been sent; the deadline was kept.
    steps.take(plan, "be-om-endringer", cast.handler)
    assert due(plan) == (general, False)
