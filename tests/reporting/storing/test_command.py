"""`manage.py lesinn`: shows what would change, and stores when it is told to."""

import io

import pytest
from django.core.management import CommandError, call_command

from plans.models import Plan
from reporting.models import Stored
from tests.reporting.intake.plan_file import document
from tests.reporting.storing.cases import empty_agreement

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "plan.docx"
    path.write_bytes(document())
    return path


def said(*args: str) -> str:
    out = io.StringIO()
    call_command("lesinn", *args, stdout=out)
    return out.getvalue()


def test_a_new_plan_is_stored_and_what_would_change_is_shown(file, by):
    agreement = empty_agreement()
    where = f"{agreement.pilot.slug}/2025"
    told = said(str(file), "--ny", where, "--lagre", "--av", by.email)
    assert told.startswith("plan.docx er lest inn i Handlingsplan 2025 for Midtre: ")
    stored = Stored.objects.get(agreement=agreement)
    assert (stored.by, len(stored.sha256)) == (by, 64)
    plan = Plan.objects.get(agreement=agreement)
    plan.tiltak.update(time_text="Usikkert")
    shown = said(str(file), "--plan", plan.slug)
    assert "~ Tidsramme: «Ferdig desember 2025, Usikkert» -> «Ferdig desember 2025» (tabell 2, rad 2)" in shown
    assert "Ingenting er lagret" in shown
    assert plan.stored.count() == 1


@pytest.mark.parametrize(
    ("args", "why"),
    [
        (("--ny", "ukjent/2025"), "ikke en pilot"),
        (("--plan", "ukjent-2025"), "Fant ingen plan"),
        (("--plan", "indre-namdal-2025", "--lagre"), "--av"),
    ],
)
def test_what_is_lacking_is_said(file, args, why):
    with pytest.raises(CommandError, match=why):
        said(str(file), *args)


def test_a_file_that_is_no_plan_is_said(tmp_path):
    path = tmp_path / "brev.docx"
    path.write_bytes("Kjære alle".encode())
    with pytest.raises(CommandError):
        said(str(path), "--plan", "indre-namdal-2025")
    with pytest.raises(CommandError, match="kan ikke åpnes"):
        said(str(tmp_path / "borte.docx"), "--plan", "indre-namdal-2025")
