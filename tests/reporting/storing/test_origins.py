"""Beside a field's history stands which place of which document it was read from."""

import pytest
from django.urls import reverse

from plans.models import FieldChange
from plans.roles import Role
from plans.services import UNCHECKED, save_answer
from plans.slots import origins_of
from reporting.load import load
from reporting.storing import store_into
from tests.reporting.storing.cases import reading

pytestmark = pytest.mark.django_db

WORDS = "fra plan fra Ålesund.docx, avsnitt 18–19"


@pytest.fixture
def stored(plan, by):
    """The first tiltak of the demo plan with two texts of a document."""
    value = load(plan)
    first = value.delmaal[0].tiltak[0]
    read = reading()
    document = read.plan.delmaal[0].tiltak[0].model_copy(update={"title": first.title})
    goal = read.plan.delmaal[0].model_copy(update={"title": value.delmaal[0].title, "tiltak": (document,)})
    read = read.model_copy(update={"plan": read.plan.model_copy(update={"delmaal": (goal,)})})
    path = f"tiltak/{first.uid}/svar/beskrivelse"
    store_into(reading=read, plan=plan, name="plan fra Ålesund.docx", by=by, paths=[path])
    return plan.tiltak.get(uid=first.uid)


def pages(plan, tiltak):
    address = {"pilot": plan.agreement.pilot.slug, "year": plan.year}
    return (
        reverse("beside_panel", kwargs={**address, "place": f"tiltak-{tiltak.uid}", "panel": "historikk"}),
        reverse("trace", kwargs=address),
        reverse("earlier", kwargs={**address, "path": f"tiltak/{tiltak.uid}/svar/beskrivelse"}),
    )


def test_history_log_and_earlier_texts_say_where_a_text_was_read(stored, plan, by, signed_in):
    client = signed_in(Role.PROSJEKTLEDER)
    save_answer(place=plan, key="rammer", html="<p>Skrevet for hånd.</p>", base=UNCHECKED, by=by)
    for address in pages(plan, stored):
        html = client.get(address).content.decode()
        assert html.count(WORDS) == 1, address
        assert html.count("fra plan") == 1


def test_they_are_found_in_one_query(stored, plan, django_assert_num_queries):
    changes = list(FieldChange.objects.filter(plan=plan))
    assert len(changes) > 10
    with django_assert_num_queries(1):
        assert list(origins_of(changes).values()) == [WORDS.removeprefix("fra ")]
