"""Reading a workbook back in the browser: seen before it is saved, saved as one, undone as one, and one's own alone."""

import datetime
import html

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags

from budgets.models import BudgetLine
from plans.models import EditOpening, FieldChange, Plan
from plans.roles import Role
from reporting.models import WorkbookReading
from reporting.workbook_services import keep_reading
from tests.factories import give_role, make_person, make_plan, make_tiltak, put_status
from tests.workbooks import address, book_of, changed, file_of, reading, saved

pytestmark = pytest.mark.django_db


@pytest.fixture
def leader(person):
    return person(Role.PROSJEKTLEDER)


@pytest.fixture
def draft(leader) -> Plan:
    """A plan of two tiltak without amounts, that the demo leader leads too."""
    plan = make_plan()
    give_role(leader, Role.PROSJEKTLEDER, pilot=plan.agreement.pilot)
    for title in ("Bygge bru", "Bygge vei"):
        make_tiltak(plan, title)
    return plan


@pytest.fixture
def client(signed_in):
    return signed_in(Role.PROSJEKTLEDER)


def at(plan: Plan, name: str, pk: int) -> str:
    return reverse(name, kwargs={**address(plan), "pk": pk})


def words(answer) -> str:
    """Return what a page says, tags taken out."""
    return " ".join(strip_tags(html.unescape(answer.content.decode())).split())


def amounts(plan: Plan) -> list[tuple[str, int]]:
    found = BudgetLine.objects.filter(plan=plan, tiltak__isnull=False).order_by("tiltak__position")
    return [(str(line.tiltak), line.kroner) for line in found]


def send(client, plan, row, **more):
    """Send the page as it is shown, with all changes ticked."""
    view = client.get(at(plan, "workbook", row.pk)).context["view"]
    data = {"sett": view.seen, "endring": [one.number for one in view.changes], **more}
    return client.post(at(plan, "workbook", row.pk), data)


def test_a_file_is_uploaded_looked_at_saved_and_undone(client, draft):
    upload = reverse("read_workbook", kwargs=address(draft))
    answer = client.post(upload, {"file": file_of(changed(draft, "kr 500 000,-"))})
    row = WorkbookReading.objects.get(plan=draft)
    assert answer["Location"] == at(draft, "workbook", row.pk)
    page = words(client.get(answer["Location"]))
    for said in ("Bygge bru", "500 000", "Beløp!H7", "Ingenting er lagret ennå."):
        assert said in page
    assert amounts(draft) == []
    assert send(client, draft, row).status_code == 302
    assert [kroner for _, kroner in amounts(draft)] == [500_000]
    assert "Ett beløp i planen er endret." in words(client.get(answer["Location"]))
    client.post(at(draft, "undo_workbook", row.pk))
    assert amounts(draft) == []
    assert "Bygge bru" in words(client.get(answer["Location"]))


def test_what_is_not_ticked_is_not_saved_and_nothing_ticked_is_told(client, draft, leader):
    book = book_of(draft)
    sheet = book["Beløp"]
    sheet.cell(7, 8).value, sheet.cell(8, 8).value = 1, 2
    row = reading(draft, saved(book), leader)
    assert "Ingen endringer er valgt" in send(client, draft, row, endring=[]).content.decode()
    assert send(client, draft, row, endring=[1]).status_code == 302
    assert [kroner for _, kroner in amounts(draft)] == [2]


def test_a_page_that_is_older_than_the_plan_saves_nothing(client, draft, leader):
    row = reading(draft, changed(draft, 10), leader)
    old = client.get(at(draft, "workbook", row.pk)).context["view"]
    other = reading(draft, changed(draft, 20), leader)
    send(client, draft, other)
    answer = client.post(at(draft, "workbook", row.pk), {"sett": old.seen, "endring": [0]})
    assert answer.status_code == 409
    assert [kroner for _, kroner in amounts(draft)] == [20]
    assert len(answer.context["view"].collisions) == 1


def test_a_collision_is_asked_about_and_either_may_stand(client, draft, leader):
    first, second = reading(draft, changed(draft, 10), leader), reading(draft, changed(draft, 20), leader)
    send(client, draft, first)
    answer = send(client, draft, second)
    assert answer.status_code == 422
    assert "Velg hvilket beløp som skal stå" in answer.content.decode()
    assert "Ingen endringer er valgt" in send(client, draft, second, **{"valg-0": "plan"}).content.decode()
    assert [kroner for _, kroner in amounts(draft)] == [10]
    assert send(client, draft, second, **{"valg-0": "fil"}).status_code == 302
    assert [kroner for _, kroner in amounts(draft)] == [20]


def test_undoing_stops_where_somebody_has_written_since(client, draft, leader):
    first = reading(draft, changed(draft, 10), leader)
    send(client, draft, first)
    second = reading(draft, changed(draft, 20), leader)
    send(client, draft, second)
    answer = client.post(at(draft, "undo_workbook", first.pk), follow=True)
    assert "Ett av beløpene er endret av noen siden. Ingenting er angret." in answer.content.decode()
    assert [kroner for _, kroner in amounts(draft)] == [20]


def test_every_cell_leaves_its_trace(client, draft, leader):
    row = reading(draft, changed(draft, 10), leader)
    send(client, draft, row)
    change = FieldChange.objects.filter(plan=draft, path__contains="/kroner/").get()
    assert change.by == leader
    assert change.after == "10, , planlagt"


def test_a_file_that_is_none_is_told_at_its_field(client, draft):
    upload = reverse("read_workbook", kwargs=address(draft))
    answer = client.post(upload, {"file": file_of(b"a;b;c")})
    assert answer.status_code == 422
    assert "Filen er ren tekst." in answer.context["form"].errors["file"][0]
    assert client.post(upload, {}).context["form"].errors["file"] == ["Velg filen som skal leses."]
    assert not WorkbookReading.objects.exists()


def test_errors_name_sheet_and_cell_and_the_rest_can_be_saved(client, draft, leader):
    book = book_of(draft)
    sheet = book["Beløp"]
    sheet.cell(7, 8).value, sheet.cell(8, 8).value = "mye", 2
    row = reading(draft, saved(book), leader)
    text = words(client.get(at(draft, "workbook", row.pk)))
    assert "Beløp, H7" in text
    assert "Forstår ikke beløpet «mye»" in text
    send(client, draft, row)
    assert [kroner for _, kroner in amounts(draft)] == [2]


def test_nobody_else_sees_the_file_and_after_a_day_nobody_does(client, draft, leader):
    other = make_person()
    give_role(other, Role.PROSJEKTLEDER, pilot=draft.agreement.pilot)
    theirs = reading(draft, changed(draft), other)
    assert client.get(at(draft, "workbook", theirs.pk)).status_code == 404
    own = reading(draft, changed(draft), leader)
    assert client.get(at(draft, "workbook", own.pk)).status_code == 200
    WorkbookReading.objects.filter(pk=own.pk).update(at=timezone.now() - datetime.timedelta(hours=25))
    assert client.get(at(draft, "workbook", own.pk)).status_code == 404
    keep_reading(plan=draft, name="ny.xlsx", data=b"x", found={}, by=leader, at=timezone.now())
    assert not WorkbookReading.objects.filter(pk=own.pk).exists()


def test_a_file_can_be_deleted_and_what_it_changed_stays(client, draft, leader):
    row = reading(draft, changed(draft, 10), leader)
    send(client, draft, row)
    client.post(at(draft, "drop_workbook", row.pk))
    assert not WorkbookReading.objects.exists()
    assert [kroner for _, kroner in amounts(draft)] == [10]


def test_only_what_one_may_write_is_offered(signed_in, plan, person):
    """The demo collaborator writes in delmål 4 alone."""
    mine = plan.delmaal.get(number=4).tiltak.all()[0]
    book = book_of(plan)
    sheet = book["Beløp"]
    keys = {sheet.cell(at_row, 1).value: at_row for at_row in range(sheet.max_row, 6, -1)}
    theirs = plan.delmaal.get(number=1).tiltak.all()[0]
    for tiltak in (mine, theirs):
        sheet.cell(keys[f"tiltak/{tiltak.uid}"], 9).value = 77
    row = reading(plan, saved(book), person(Role.MEDARBEIDER))
    client = signed_in(Role.MEDARBEIDER)
    view = client.get(at(plan, "workbook", row.pk)).context["view"]
    assert [one.change.row.uid for one in view.changes] == [str(mine.uid)]
    assert [one.change.row.uid for one in view.refused] == [str(theirs.uid)]
    # What is not offered is not saved, whatever is sent.
    send(client, plan, row, endring=[one.number for one in (*view.changes, *view.refused)])
    assert not BudgetLine.objects.filter(tiltak=theirs, kroner=77).exists()
    assert BudgetLine.objects.filter(tiltak=mine, kroner=77).exists()


def test_in_a_closed_plan_only_what_is_opened_is_offered(client, draft, leader):
    data = changed(draft, 10)
    row = reading(draft, data, leader)
    put_status(draft, Plan.Status.ENDRINGER)
    assert client.get(at(draft, "workbook", row.pk)).status_code == 403
    first, second = draft.tiltak.order_by("position")
    opening = EditOpening.objects.create(plan=draft, path=f"tiltak/{second.uid}")
    view = client.get(at(draft, "workbook", row.pk)).context["view"]
    assert (len(view.changes), len(view.refused)) == (0, 1)
    EditOpening.objects.filter(pk=opening.pk).update(path=f"tiltak/{first.uid}")
    assert send(client, draft, row).status_code == 302
    assert [kroner for _, kroner in amounts(draft)] == [10]


def test_the_budget_page_leads_there_for_who_may_write(client, draft, signed_in, plan):
    link = reverse("read_workbook", kwargs=address(draft))
    assert link in client.get(reverse("budget", kwargs=address(draft))).content.decode()
    reader = signed_in(Role.SAMARBEIDSPART)
    assert "les-inn" not in reader.get(reverse("budget", kwargs=address(plan))).content.decode()
