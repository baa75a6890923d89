"""A document becomes a new plan: all of it, with its places, and gone again as a whole."""

import pytest
from django.core.exceptions import ValidationError

from plans.models import Delmaal, FieldChange, Party, Plan, Removed
from plans.services import restore, save_answer
from plans.services.fields import UNCHECKED
from reporting.load import load
from reporting.models import Origin, Stored
from reporting.storing import MissingDelmaal, in_the_way, missing_delmaal, store_as_new, undo, what_would_change
from reporting.value import Rate
from tests.factories import add_delmaal, make_plan
from tests.reporting.storing.cases import empty_agreement, held, reading, small

pytestmark = pytest.mark.django_db


@pytest.fixture
def agreement():
    return empty_agreement()


@pytest.fixture
def stored(agreement, by):
    return store_as_new(reading=reading(), agreement=agreement, year=2025, name="plan.docx", by=by, sha256="ab" * 32)


def test_the_plan_is_what_was_read_and_says_the_same_as_the_document(stored, agreement, by):
    assert held(stored.plan) == held(reading().plan)
    assert stored.plan.form.key == "kdd-2025"
    assert (stored.is_new, stored.agreement, stored.name, stored.by) == (True, agreement, "plan.docx", by)
    assert stored.notes == []
    changes = FieldChange.objects.filter(plan=stored.plan)
    assert changes.count() > 40
    assert set(changes.values_list("by", flat=True)) == {by.pk}
    assert what_would_change(reading(), load(stored.plan), adopted=stored.plan.adoption_date) == ()
    (left,) = what_would_change(reading(), load(stored.plan))
    assert (left.path, left.would_be) == ("plan/adoption_date", "13. januar 2025")


def test_each_field_knows_its_place(stored):
    plan = load(stored.plan)
    places = dict(Origin.objects.filter(stored=stored).values_list("change__path", "place"))
    tiltak = plan.delmaal[0].tiltak[0]
    assert places[f"tiltak/{tiltak.uid}/svar/beskrivelse"].startswith("avsnitt ")
    assert places[f"tiltak/{tiltak.uid}/responsible"] == "tabell 2, rad 2"
    assert places[f"tiltak/{tiltak.uid}/kroner/kdd/2025/planlagt"] == "tabell 1, rad 3"
    assert places[f"delmaal/{plan.delmaal[0].uid}/kroner/egenandel/2025/planlagt"] == "tabell 5, rad 2"
    assert places[f"delmaal/{plan.delmaal[0].uid}/kroner/kdd/2026/planlagt"] == "tabell 4, rad 2"
    without = FieldChange.objects.filter(plan=stored.plan, origins=None).values_list("path", flat=True)
    assert set(without) == {"plan/opprettet"}


def test_undone_it_is_as_if_nothing_had_been(stored, agreement, by):
    parties = [key for kind, key, _ in stored.made if kind == "part"]
    assert "Lillefjord" in {party.name for party in Party.objects.filter(key__in=parties)}
    assert in_the_way(stored) == ()
    assert undo(stored=stored, by=by) == ()
    assert not Plan.objects.filter(agreement=agreement).exists()
    assert not Delmaal.objects.filter(agreement=agreement).exists()
    assert not Party.objects.filter(key__in=parties).exists()
    assert (stored.plan, stored.undone_by) == (None, by)
    with pytest.raises(ValidationError, match="allerede angret"):
        undo(stored=stored, by=by)


def test_an_hourly_rate_of_the_agreement_goes_with_the_plan_it_came_with(agreement, by):
    read = small()
    rates = (Rate(year=2025, kroner=500),)
    about = {"pilot": str(agreement.pilot), "agreement": read.plan.agreement.model_copy(update={"hourly_rates": rates})}
    read = read.model_copy(update={"plan": read.plan.model_copy(update=about)})
    stored = store_as_new(reading=read, agreement=agreement, year=2025, name="sats.docx", by=by)
    assert agreement.hourly_rates.get().kroner == 500
    assert undo(stored=stored, by=by) == ()
    assert not agreement.hourly_rates.exists()


def test_an_undone_plan_can_be_put_back(stored, agreement, by):
    before = held(stored.plan)
    undo(stored=stored, by=by)
    for removed in Removed.objects.filter(plan=None, restored_at=None).order_by("-pk"):
        restore(removed=removed, by=by)
    plan = Plan.objects.get(agreement=agreement)
    assert held(plan) == before
    assert Stored.objects.get(pk=stored.pk).plan == plan


def test_what_somebody_has_written_since_keeps_the_plan(stored, person, by):
    writer = person("medarbeider")
    tiltak = stored.plan.tiltak.all()[0]
    save_answer(place=tiltak, key="beskrivelse", html="<p>Skrevet etterpå.</p>", base=UNCHECKED, by=writer)
    (found,) = in_the_way(stored)
    assert (found.path, found.who) == (f"tiltak/{tiltak.uid}/svar/beskrivelse", writer.name)
    with pytest.raises(ValidationError, match=f"Beskriv.*{writer.name}"):
        undo(stored=stored, by=by)
    assert stored.plan.tiltak.count() == 3

    stays = undo(stored=stored, by=by, keep=True)
    assert any(tiltak.title in sentence for sentence in stays)
    plan = load(stored.plan)
    assert [one.title for goal in plan.delmaal for one in goal.tiltak] == [tiltak.title]
    assert (plan.answers, plan.posts, plan.document_date) == ((), (), None)


def test_delmaal_that_the_agreement_lacks_are_asked_about(by):
    agreement = empty_agreement()
    add_delmaal(agreement, 1)
    read = reading()
    missing = missing_delmaal(read, agreement)
    assert [goal.title for goal in missing] == ["Øke bosettingen", "Flere lærlinger"]
    with pytest.raises(MissingDelmaal, match="«Øke bosettingen», «Flere lærlinger»"):
        store_as_new(reading=read, agreement=agreement, year=2025, name="plan.docx", by=by)
    assert not agreement.plans.exists()
    wanted = {goal.uid for goal in missing}
    stored = store_as_new(reading=read, agreement=agreement, year=2025, name="plan.docx", by=by, add_delmaal=wanted)
    assert [goal.priority for goal in agreement.delmaal.all()] == [1, 2, 3]
    assert [len(goal.tiltak) for goal in load(agreement.plans.get()).delmaal] == [0, 2, 1]
    # The agreement numbers them otherwise, and that is said.
    assert [note["kind"] for note in stored.notes] == ["kept"] * 3


def test_a_year_has_one_plan(by):
    agreement = make_plan(year=2025).agreement
    with pytest.raises(ValidationError, match="allerede en handlingsplan"):
        store_as_new(reading=small(), agreement=agreement, year=2025, name="plan.docx", by=by, add_delmaal=ALL)
    with pytest.raises(ValidationError, match="utenfor avtaleperioden"):
        store_as_new(reading=small(), agreement=agreement, year=2031, name="plan.docx", by=by, add_delmaal=ALL)


ALL = {goal.uid for goal in small().plan.delmaal}
