"""The council package: stored files byte for byte, and a case that begins with the municipality's own share."""

import io
import zipfile
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.urls import reverse

from plans.models import Party, Plan, TiltakParty
from plans.roles import Role
from plans.services import UNCHECKED, set_parties
from plans.views import plan_address
from reporting.formats import docx_plain
from reporting.formats.docx_plain import Grid, Heading, Text
from review.council import package
from tests.factories import make_person, make_tiltak, put
from tests.review import steps
from tests.review.steps import bring, small_plan

pytestmark = pytest.mark.django_db
TEXT = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    steps.quick_files(monkeypatch)


@pytest.fixture
def plan(db: None) -> Plan:
    """A plan of two municipalities; the second is a partner in one tiltak and responsible for another."""
    plan = small_plan()
    parties = [
        Party.objects.create(
            key=key, name=name, kind="kommune", kommunenummer=number, language=language, pilot=plan.agreement.pilot
        )
        for key, name, number, language in (
            ("proveby", "Prøveby", "9901", "nb"),
            ("naboby", "Naboby", "9902", "nn"),
        )
    ]
    for title, part, party, kroner in (
        ("Bygge bro", "partner", parties[1], 1000),
        ("Lage <vei> & sti", "responsible", parties[1], 2000),
        ("Noe annet", "responsible", parties[0], 4000),
    ):
        tiltak = make_tiltak(plan, title)
        set_parties(tiltak=tiltak, part=TiltakParty.Part(part), parties=[party], text="", base=UNCHECKED, by=None)
        put(tiltak, kroner)
    return plan


def texts(data: bytes) -> list[str]:
    """The texts of a Word document, in order, as a reader of XML finds them."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        assert packed.testzip() is None
        for name in packed.namelist():
            ElementTree.fromstring(packed.read(name))
        root = ElementTree.fromstring(packed.read("word/document.xml"))
    return [node.text or "" for node in root.iter(TEXT)]


def test_a_document_holds_what_a_person_wrote_as_text():
    data = docx_plain.write([Heading("A & <b>", 1), Text("C\x00D", bullet=True), Grid(("E",), [("=1+1",)])])
    assert texts(data) == ["A & <b>", "– CD", "E", "=1+1", ""]
    assert data == docx_plain.write([Heading("A & <b>", 1), Text("C\x00D", bullet=True), Grid(("E",), [("=1+1",)])])


def test_the_package_has_the_stored_files_and_the_case(plan):
    bring(plan, "godkjent")
    version = plan.versions.get()
    export = package(version, Party.objects.get(key="naboby"))
    with zipfile.ZipFile(io.BytesIO(export.data)) as packed:
        assert packed.namelist()[0] == "saksframlegg-naboby.docx"
        assert packed.read("plan.pdf") == steps.FILE.data
        case = texts(packed.read("saksframlegg-naboby.docx"))
    assert case.index("Dette gjeld Naboby") < case.index("Heile planen")
    assert case.index("1.2 Lage <vei> & sti") < case.index("1.1 Bygge bro")
    assert "1.3 Noe annet" not in case
    assert any("godkjent" in text for text in case)
    assert any(version.snapshot.sha256 in text for text in case)


def test_before_kdd_has_decided_the_case_says_so(plan):
    bring(plan, "vedtatt")
    with zipfile.ZipFile(io.BytesIO(package(plan.versions.get(), Party.objects.get(key="proveby")).data)) as packed:
        case = texts(packed.read("saksframlegg-proveby.docx"))
    assert "Kommunal- og distriktsdepartementet har ikke godkjent planen ennå." in case


def test_a_secretary_fetches_her_own_municipalitys_and_the_leader_all(plan):
    cast = bring(plan, "vedtatt")
    own = Party.objects.get(key="proveby")
    secretary = make_person(Role.KOMMUNESEKRETAER, pilot=plan.agreement.pilot, party=own)
    reader = make_person(Role.OBSERVATOER)
    answers = {}
    for person in (cast.leader, secretary, reader):
        client = Client()
        client.force_login(person)
        answers[person] = [
            client.get(
                reverse("council_package", kwargs={**plan_address(plan), "number": 1, "party": party})
            ).status_code
            for party in ("proveby", "naboby")
        ]
    assert list(answers.values()) == [[200, 200], [200, 404], [403, 403]]
