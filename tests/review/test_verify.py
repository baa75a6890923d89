"""«Er dette den godkjente planen?»: yes, no, and what differs; never a word about drafts."""

import json

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from plans.models import Plan
from plans.services import UNCHECKED, set_title
from reporting.exports import render_value
from reporting.formats import pdf_text
from reporting.formats.pdf_text import Unreadable, hashes
from reporting.load import load, standing
from review.services import versions
from review.verify import verify
from review.views import verify as view
from tests.factories import make_tiltak
from tests.review import steps
from tests.review.steps import bring, fresh, small_plan, take

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only JSON is made, which takes no time."""
    steps.quick_files(monkeypatch)
    monkeypatch.setattr(
        versions, "render_files", lambda value, standing: (("json", render_value(value, standing, "json")),)
    )
    cache.clear()


@pytest.fixture
def plan(db: None) -> Plan:
    plan = small_plan()
    make_tiltak(plan)
    return plan


def exported(plan: Plan) -> bytes:
    """The plan as its page lets one download it."""
    return render_value(load(plan), standing(fresh(plan)), "json").data


def test_the_published_file_is_known_byte_for_byte(plan):
    bring(plan, "godkjent")
    for file in plan.versions.get().files.filter(kind="json"):
        verdict = verify(bytes(file.data))
        assert (verdict.is_same, verdict.is_file, verdict.is_latest) == (True, True, True)
        assert verdict.decision
        assert verdict.decision.after == "godkjent"


def test_the_same_content_in_another_file_is_the_same_plan(plan):
    bring(plan, "vedtatt")
    file = plan.versions.get().files.get()
    compact = json.dumps(json.loads(bytes(file.data))).encode()
    verdict = verify(compact)
    assert (verdict.is_same, verdict.is_file, verdict.decision) == (True, False, None)


def test_a_changed_file_is_told_where_and_not_what(plan):
    bring(plan, "vedtatt")
    data = json.loads(bytes(plan.versions.get().files.get().data))
    data["plan"]["delmaal"][0]["tiltak"][0]["title"] = "Noe helt annet"
    verdict = verify(json.dumps(data).encode())
    assert not verdict.is_same
    assert verdict.differences == ("1.1 Noe helt annet er endret (Tittel).",)


def test_a_draft_gets_the_same_answer_as_a_stranger(plan):
    draft = verify(exported(plan))
    data = json.loads(exported(plan))
    data["plan"]["slug"] = "finnes-ikke-2025"
    assert draft == verify(json.dumps(data).encode())
    assert draft.version is None


def test_what_is_written_after_the_adoption_is_told_nothing_of(plan):
    cast = bring(plan, "vedtatt")
    take(plan, "tilbake", cast.leader)
    set_title(tiltak=plan.tiltak.get(), title="En hemmelighet", base=UNCHECKED, by=None)
    old = bytes(plan.versions.get().files.get().data)
    page = Client().post(reverse("verify"), {"file": SimpleUploadedFile("plan.json", old)}).content.decode()
    assert "hemmelighet" not in page
    assert "Dette er en vedtatt plan, men KDD har ikke godkjent den" in page


def test_an_older_version_says_that_there_is_a_newer(plan):
    cast = bring(plan, "vedtatt")
    old = bytes(plan.versions.get().files.get().data)
    take(plan, "tilbake", cast.leader)
    take(plan, "vedta", cast.leader)
    assert not verify(old).is_latest


@pytest.mark.parametrize(
    "data",
    [b"", b"hei", b"%PDF-1.7 ikke egentlig", b"{", b'{"plan": 3}', b'{"plan": {}}', b"[]", b'{"a":' * 5000],
)
def test_what_is_no_plan_is_refused_with_a_sentence(data):
    with pytest.raises(Unreadable, match=r"\.$"):
        verify(data)


def test_a_pdf_is_found_by_the_hash_at_its_foot_and_compared_page_by_page(plan, monkeypatch):
    """Reading real PDFs is tested below; here each file is its pages, a line each."""
    monkeypatch.setattr("review.verify.page_texts", lambda data: data.decode().split("\n")[1:])
    monkeypatch.setattr("review.verify.attached", lambda data: {})
    foot = "Versjon 1, SHA-256 "

    def render(value, standing):
        pages = f"%PDF-\nBygge bro for 100 kr {foot}{standing.sha256}\nSlutt".encode()
        return (("pdf", steps.FILE._replace(data=pages)),)

    monkeypatch.setattr(versions, "render_files", render)
    bring(plan, "vedtatt")
    stored = bytes(plan.versions.get().files.get().data)
    assert verify(stored).is_file
    assert verify(stored + b"\n").differences == ("Side 3 er lagt til.",)
    assert verify(stored.replace(b"%PDF-\n", b"%PDF-1\n")).is_same
    assert verify(stored.replace(b"100", b"900")).differences == ("Side 1: «900» der versjonen har «100».",)
    assert verify(b"%PDF-\nuten kode").version is None
    monkeypatch.setattr("review.verify.attached", lambda data: {"budsjett.xlsx": "ab" * 32})
    swapped = verify(stored.replace(b"%PDF-\n", b"%PDF-1\n"))
    assert not swapped.is_same
    assert swapped.differences == ("Vedlegget «budsjett.xlsx» er ikke det som ble publisert.",)


def test_hashes_are_read_across_the_pages():
    found = hashes([f"Versjon 1, SHA-256 {'ab' * 32}", f"{'ab' * 32} {'c' * 63}"])
    assert found == ["ab" * 32]


def test_anybody_may_ask_and_not_all_the_time(plan, monkeypatch):
    monkeypatch.setattr(view, "MOST_TIMES", 2)
    client = Client()
    assert client.get(reverse("verify")).status_code == 200
    answers = [client.post(reverse("verify"), {"file": SimpleUploadedFile("a.json", b"{}")}) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [422, 422, 429]
    assert "Vent ti minutter" in answers[-1].content.decode()


def test_a_file_too_large_is_not_read(monkeypatch):
    monkeypatch.setattr("review.forms.sent_file.MOST_BYTES", 10)
    page = Client().post(reverse("verify"), {"file": SimpleUploadedFile("a.pdf", b"%PDF-" + b"x" * 20)})
    assert page.status_code == 422
    assert "større enn" in page.content.decode()


def test_a_page_that_unpacks_to_too_much_is_refused(monkeypatch):
    import io

    import pikepdf

    document = pikepdf.new()
    page = document.add_blank_page()
    page.Contents = document.make_stream(b"0 0 m\n" * 20_000)
    out = io.BytesIO()
    document.save(out, compress_streams=True)
    assert len(pdf_text.page_texts(out.getvalue())) == 1
    monkeypatch.setattr(pdf_text, "MOST_ON_A_PAGE", 1000)
    with pytest.raises(Unreadable, match="Side 1 i PDF-en er for stor"):
        pdf_text.page_texts(out.getvalue())
