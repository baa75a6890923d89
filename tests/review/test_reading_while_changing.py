"""While the pilot changes what KDD asked for, everybody outside reads what was sent, in every page and file."""

import io
import json
import zipfile
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from budgets import services as money
from plans import paths
from plans.models import Party, Person, Plan, Tiltak
from plans.permissions import get_plan, visible_plans
from plans.roles import Role
from plans.services import UNCHECKED, create_tiltak, set_title
from reporting.load import load
from review import services
from review.models import Version
from review.services.said import Ask, Said
from tests.factories import cell, give_role, make_person, make_tiltak, put
from tests.permission_table import PILOT_ROWS, PLAN_ROWS, SITE_ROWS
from tests.review import steps

pytestmark = pytest.mark.django_db

#: What the pilot writes after KDD has asked: a title, a new tiltak, an amount, a reason, an answer.
TITLE, NEW, AMOUNT, ANSWER = "Nyskrevet hengebro", "Splitter nytt tiltak", 7_654_321, "Ikke ferdig formulert svar"
#: How the amount may stand: in a cell, in JSON, in the sum of the plan.
WRITTEN = (TITLE, NEW, ANSWER, "7 654 321", "7654321")
OUTSIDE = (Role.SAKSBEHANDLER, Role.GODKJENNER, Role.OBSERVATOER, Role.KOMMUNESEKRETAER)


@pytest.fixture
def plan(monkeypatch) -> Plan:
    """A plan that was sent with one tiltak, asked to be changed there, and changed by its pilot since."""
    steps.quick_files(monkeypatch)
    plan = steps.small_plan()
    tiltak = make_tiltak(plan)
    put(tiltak, 1_000_000)
    cast = steps.bring(plan, "sendt")
    goal = plan.delmaal.all()[0]
    asked = Ask(paths.delmaal(goal.uid), "Delmål 1", "Si hvor broen skal gå.")
    steps.take(plan, "be-om-endringer", cast.handler, Said(asked=(asked,)))
    set_title(tiltak=Tiltak.objects.get(pk=tiltak.pk), title=TITLE, base=UNCHECKED, by=cast.leader)
    create_tiltak(delmaal=goal, title=NEW, by=cast.leader)
    money.set_amount(cell=cell(tiltak), kroner=AMOUNT, base=UNCHECKED, by=cast.leader)
    services.answer_asked(
        asked=plan.moves.get(key="be-om-endringer").asked.get(),
        answer=ANSWER,
        base=UNCHECKED,
        by=cast.leader,
        at=timezone.now(),
    )
    services.write_comment(
        plan=plan,
        path=paths.tiltak(tiltak.uid),
        where="Tiltak 1.1: Bygge bro",
        audience="delt",
        text="Hvor går den?",
        by=cast.handler,
        at=timezone.now(),
        from_kdd=True,
    )
    return steps.fresh(plan)


def reader(role: Role, plan: Plan) -> Person:
    """Return somebody outside the pilot's own people; a secretary belongs to one of its municipalities."""
    if role is not Role.KOMMUNESEKRETAER:
        return make_person(role)
    party = Party.objects.filter(kind=Party.Kind.KOMMUNE)[0]
    plan.agreement.pilot.municipalities.add(party)
    return make_person(role, pilot=plan.agreement.pilot, party=party)


def addresses(plan: Plan) -> Iterator[str]:
    """Yield everything about the plan that may be fetched, its parts beside and its tiltak by number among it."""
    for name, row in {**PLAN_ROWS, **PILOT_ROWS}.items():
        if "GET" in row.methods:
            try:
                yield reverse(name.partition(":")[0], kwargs=row.kwargs(plan))
            except (IndexError, NoReverseMatch):
                continue  # the small plan has no such part
    yield from (reverse(name) for name, row in SITE_ROWS.items() if "GET" in row.methods and not row.kwargs(plan))
    where = {"pilot": plan.agreement.pilot.slug, "year": plan.year}
    for uid in plan.tiltak.values_list("uid", flat=True):
        for panel in ("kontroll", "kommentarer", "i-fjor", "historikk"):
            yield reverse("beside_panel", kwargs={**where, "place": f"tiltak-{uid}", "panel": panel})
    yield f"{reverse('compare_versions', kwargs=where)}?fra=1&til=na"
    yield f"{reverse('comments', kwargs=where)}?vis=alle"


def texts(answer) -> str:
    """Return all that an answer says, a zip unpacked."""
    data = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            data = b"\n".join(packed.read(name) for name in packed.namelist())
    return data.decode(errors="replace").replace("\u00a0", " ").replace("&nbsp;", " ")


def client_of(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.mark.parametrize("role", OUTSIDE)
def test_nothing_that_is_being_written_is_read_outside(role: Role, plan: Plan):
    client = client_of(reader(role, plan))
    answered = 0
    for address in addresses(plan):
        answer = client.get(address, follow=True)
        found = [word for word in WRITTEN if word in texts(answer)]
        assert not found, (address, found)
        answered += answer.status_code == 200
    # The plan's pages and files were there to be read, and not refused.
    assert answered > 20


def leader_of(plan: Plan) -> Person:
    found = plan.moves.get(key="vedta").by
    assert found
    return found


def test_the_pilot_itself_reads_all_of_it(plan: Plan):
    client, where = client_of(leader_of(plan)), {"pilot": plan.agreement.pilot.slug, "year": plan.year}
    pages = [reverse(name, kwargs=where) for name in ("plan", "budget", "way", "download_json")]
    read = " ".join(texts(client.get(address)) for address in pages)
    assert [word for word in WRITTEN if word not in read] == []


def test_the_page_shows_the_version_and_says_so(plan: Plan):
    client = client_of(make_person(Role.SAKSBEHANDLER))
    read = texts(client.get(f"/{plan.agreement.pilot.slug}/{plan.year}/"))
    assert "Bygge bro" in read
    assert "1 000 000" in read
    assert "Du leser versjon 1, slik den ble sendt." in read
    # And where all plans are, with the money that was sent.
    assert "1 000 000" in texts(client.get("/"))
    assert "1 000 000" in texts(client.get("/kdd/"))


def test_a_comment_is_answered_under_the_name_that_was_sent(plan: Plan):
    handler = make_person(Role.SAKSBEHANDLER)
    comment = plan.comments.get()
    where = {"pilot": plan.agreement.pilot.slug, "year": plan.year, "pk": comment.pk}
    # Refused, so that the page of the part comes again.
    refused = client_of(handler).post(reverse("answer_comment", kwargs=where), {"text": ""})
    assert refused.status_code == 422
    assert TITLE not in texts(refused)
    assert "Bygge bro" in texts(refused)


def test_the_data_is_the_frozen_value(plan: Plan):
    client = client_of(make_person(Role.GODKJENNER))
    address = reverse("download_json", kwargs={"pilot": plan.agreement.pilot.slug, "year": plan.year})
    data = json.loads(client.get(address).content)
    frozen = json.loads(bytes(Version.objects.get(plan=plan).snapshot.data))
    assert data["plan"] == frozen


def test_sent_again_the_new_version_is_read(plan: Plan):
    steps.take(plan, "send-igjen", leader_of(plan))
    seen = get_plan(make_person(Role.SAKSBEHANDLER), plan.agreement.pilot.slug, plan.year)
    assert not seen.as_sent
    assert load(seen).delmaal[0].tiltak[0].title == TITLE


def test_somebody_who_has_a_role_on_both_sides_reads_the_draft(plan: Plan):
    both = make_person(Role.SAKSBEHANDLER)
    give_role(both, Role.STYRINGSGRUPPE, pilot=plan.agreement.pilot)
    assert not visible_plans(both).get(pk=plan.pk).as_sent
