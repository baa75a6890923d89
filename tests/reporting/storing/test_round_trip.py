"""The project's own plan, printed as Word and read back: it changes nothing, and becomes the same plan elsewhere."""

import pytest

from plans.models import Blob, Plan
from reporting.formats import docx
from reporting.formats.documents import read
from reporting.intake.document.reading import Reading
from reporting.known import load_known
from reporting.load import load, standing
from reporting.models import Origin
from reporting.storing import store_as_new, undo, what_would_change
from tests.reporting.intake.real_case import FOLDER, needs_the_real_case
from tests.reporting.storing.cases import empty_agreement, held

pytestmark = pytest.mark.django_db


@pytest.fixture
def printed(plan: Plan) -> Reading:
    figures = {blob.sha256: (blob.media_type, bytes(blob.data)) for blob in Blob.objects.filter(figures__plan=plan)}
    data = docx.write(load(plan), standing(plan), figures)
    return read(data, load_known().model_dump(mode="json"))


def test_our_own_document_changes_nothing_in_its_plan_and_becomes_one_elsewhere(printed, plan, by):
    assert what_would_change(printed, load(plan), adopted=plan.adoption_date) == ()
    agreement = empty_agreement()
    stored = store_as_new(reading=printed, agreement=agreement, year=2025, name="handlingsplan.docx", by=by)
    assert stored.notes == []
    assert stored.plan is not None
    assert len(load(stored.plan).figures) == 2
    assert held(stored.plan) == held(printed.plan)
    assert what_would_change(printed, load(stored.plan), adopted=stored.plan.adoption_date) == ()
    undo(stored=stored, by=by)
    assert not agreement.plans.exists()


@needs_the_real_case
@pytest.mark.parametrize("ending", ["docx", "pdf"])
def test_the_real_plan_is_stored_whole(ending, plan, by):
    data = (FOLDER / f"handlingsplan.{ending}").read_bytes()
    reading = read(data, load_known().model_dump(mode="json"))
    agreement = empty_agreement()
    stored = store_as_new(reading=reading, agreement=agreement, year=2025, name=f"plan.{ending}", by=by)
    assert [note for note in stored.notes if note["kind"] == "refused"] == []
    assert stored.plan is not None
    expected, found = held(reading.plan), held(stored.plan)
    # What a PDF says nothing of gets a text that says so, and a note.
    assert len(found.pop("figures")) == len(expected.pop("figures")) == 2
    assert found == expected
    assert Origin.objects.filter(stored=stored).count() > 200
    assert undo(stored=stored, by=by) == ()
