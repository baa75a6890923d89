"""A signed PDF beside its version: what signing adds is welcome, anything else is told and refused."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from plans.models import Plan
from plans.views import plan_address
from reporting.formats import pdf_text
from reporting.models import Frozen
from review.models import SignedCopy, Version
from review.services import add_signed, versions
from review.signed import compare_signed
from tests.pictures import scanned, written
from tests.review import steps

HASH, OTHER = "a" * 64, "b" * 64
STORED = [f"Planen er god og skal koste 1 000 kr. {HASH}", f"Side to sier mer. {HASH}"]


def test_a_copy_without_changes_is_the_version():
    assert compare_signed(STORED, STORED, HASH, {}) == ((), (), False)


def test_what_signing_adds_is_said_and_refuses_nothing():
    sent = [STORED[0], f"{STORED[1]} Signert av Kari Li", "Om underskriften"]
    found = compare_signed(STORED, sent, HASH, {})
    assert found.differs == ()
    assert found.added == ("Side 2: «Signert av Kari Li» er lagt til.", "1 side er lagt til sist.")


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ([STORED[0].replace("1 000", "9 000"), STORED[1]], "Side 1: «9» står der versjonen har «1»."),
        ([STORED[0].replace("skal ", ""), STORED[1]], "Side 1: «skal» mangler."),
        (STORED[:1], "Side 2 mangler."),
        (["Noe helt annet."], "Filen er ikke en PDF av denne versjonen: kontrollkoden står ikke nederst på sidene."),
        ([f"Planen. {OTHER}"], "Filen er versjon 1, ikke denne versjonen."),
    ],
)
def test_what_differs_is_told(sent: list[str], said: str):
    assert compare_signed(STORED, sent, HASH, {OTHER: "versjon 1"}).differs == (said,)


def test_a_scanned_copy_has_nothing_to_compare():
    assert compare_signed(STORED, ["", ""], HASH, {}).is_scanned


@pytest.fixture
def plan(monkeypatch: pytest.MonkeyPatch, db: None) -> Plan:
    """An adopted plan whose one file says what a plan's foot says."""
    steps.quick_files(monkeypatch)
    pages = lambda standing: written(f"Planen er god. {standing.sha256}")  # noqa: E731
    monkeypatch.setattr(
        versions, "render_files", lambda value, standing: (("pdf", steps.FILE._replace(data=pages(standing))),)
    )
    plan = steps.small_plan()
    steps.bring(plan, "vedtatt")
    return steps.fresh(plan)


def version_of(plan: Plan) -> Version:
    return Version.objects.select_related("snapshot", "plan").get(plan=plan)


def keep(plan: Plan, data: bytes) -> SignedCopy:
    by = plan.moves.get(key="vedta").by
    assert by
    return add_signed(version=version_of(plan), filename="plan.pdf", data=data, by=by, at=timezone.now())


def test_it_stands_beside_the_version_and_changes_nothing(plan: Plan):
    version = version_of(plan)
    before = (bytes(version.snapshot.data), bytes(version.files.get().data), plan.moves.count())
    copy = keep(plan, written(f"Planen er god. {version.snapshot.sha256} Signert"))
    assert (copy.is_scanned, copy.remarks) == (False, ["Side 1: «Signert» er lagt til."])
    assert before == (bytes(version.snapshot.data), bytes(version.files.get().data), plan.moves.count())
    copy.filename = "annet.pdf"
    with pytest.raises(Frozen):
        copy.save()
    with pytest.raises(DatabaseError), transaction.atomic():
        SignedCopy.objects.filter(pk=copy.pk).update(filename="annet.pdf")
    with pytest.raises(ValidationError, match="allerede lastet opp"):
        keep(plan, bytes(copy.data))


def test_another_text_is_refused_with_what_differs(plan: Plan):
    sha256 = version_of(plan).snapshot.sha256
    with pytest.raises(ValidationError, match=r"«rar\.» står der versjonen har «god\.»") as refused:
        keep(plan, written(f"Planen er rar. {sha256}"))
    assert refused.value.messages[0].startswith("Filen er ikke lagret.")
    assert not SignedCopy.objects.exists()


def test_what_is_no_pdf_or_too_large_is_refused(plan: Plan, monkeypatch: pytest.MonkeyPatch):
    with pytest.raises(ValidationError, match="ikke en PDF"):
        keep(plan, b"PK\x03\x04")
    with pytest.raises(ValidationError, match="kan ikke leses"):
        keep(plan, b"%PDF-1.7 og ikke noe mer")
    monkeypatch.setattr(pdf_text, "MOST_PAGES", 2)
    with pytest.raises(ValidationError, match="mer enn 2 sider"):
        keep(plan, scanned(3))


def test_after_the_decision_none_is_taken(plan: Plan):
    cast = steps.Cast(plan)
    for key, role in steps.ROADS["godkjent"][1:]:
        steps.take(plan, key, cast.of(role))
    with pytest.raises(ValidationError, match="tas ikke imot nå"):
        keep(plan, scanned())


def test_it_is_uploaded_and_fetched_byte_for_byte(plan: Plan):
    leader, client = plan.moves.get(key="vedta").by, Client()
    assert leader
    client.force_login(leader)
    where = {**plan_address(plan), "number": 1}
    data = scanned()
    sent = client.post(
        reverse("upload_signed", kwargs=where), {"file": SimpleUploadedFile("Plan <signert>.pdf", data)}, follow=True
    )
    html = sent.content.decode()
    assert "ikke sammenlignet med versjonen" in html
    assert "Plan &lt;signert&gt;.pdf" in html
    copy = SignedCopy.objects.get()
    fetched = client.get(reverse("signed_file", kwargs={**where, "pk": copy.pk}))
    assert fetched.content == data
    wrong = client.post(reverse("upload_signed", kwargs=where), {"file": SimpleUploadedFile("x.pdf", b"nei")})
    assert (wrong.status_code, "Filen er ikke en PDF." in wrong.content.decode()) == (422, True)
