"""Figures of a plan, tiltak at a place, and what the undo of a person sees."""

import pytest
from django.core.exceptions import ValidationError

from plans import paths, services
from plans.models import Blob, EditOpening, FieldChange, Figure, Plan, Tiltak
from plans.services import UNCHECKED, Closed, Conflict, field_hash
from plans.services.placing import figure_uses
from tests.factories import make_person, make_plan, make_tiltak, put_status
from tests.pictures import png

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(db):
    return make_plan(delmaal=2, tiltak=1)


@pytest.fixture
def figure(draft):
    return services.add_figure(plan=draft, data=png(41, 23), alt="Et kart.", caption="Kart", by=None)


def set_alt(figure, alt, base, by):
    return services.set_figure_alt(figure=figure, alt=alt, base=base, by=by)


def set_caption(figure, caption, base, by):
    return services.set_figure_caption(figure=figure, caption=caption, base=base, by=by)


each_text = pytest.mark.parametrize(
    ("save", "column", "name"), [(set_alt, "alt", "alt"), (set_caption, "caption", "bildetekst")]
)


def stored(figure, column):
    return Figure.objects.values_list(column, flat=True).get(pk=figure.pk)


@each_text
def test_a_text_of_a_figure_is_saved_with_a_trace(save, column, name, figure, by):
    before = stored(figure, column)
    save(figure, " Et bedre kart. ", field_hash(before), by)
    assert stored(figure, column) == "Et bedre kart."
    trace = FieldChange.objects.get(path=paths.figure_field(figure.blob_id, name))
    assert (trace.before, trace.after, trace.by, trace.plan) == (before, "Et bedre kart.", by, figure.plan)


@each_text
def test_two_who_write_the_text_of_a_figure(save, column, name, figure, by):
    base = field_hash(stored(figure, column))
    save(figure, "Mitt", base, make_person())
    with pytest.raises(Conflict) as conflict:
        save(figure, "Ditt", base, by)
    assert (conflict.value.theirs, conflict.value.mine) == ("Mitt", "Ditt")
    save(figure, "Mitt", base, by)
    assert stored(figure, column) == "Mitt"


@each_text
def test_the_text_of_a_figure_is_closed_with_its_plan(save, column, name, figure, by):
    put_status(figure.plan, Plan.Status.SENDT)
    with pytest.raises(Closed):
        save(figure, "Nytt", UNCHECKED, by)
    EditOpening.objects.create(plan=figure.plan, path=paths.figure(figure.blob_id))
    save(figure, "Nytt", UNCHECKED, by)
    assert stored(figure, column) == "Nytt"


def test_a_figure_always_says_what_it_shows(figure, by):
    with pytest.raises(ValidationError, match="En figur må ha en alternativ tekst"):
        set_alt(figure, "  ", UNCHECKED, by)
    assert stored(figure, "alt") == "Et kart."
    set_caption(figure, "", UNCHECKED, by)
    assert stored(figure, "caption") == ""


def place_in_text(place, figure, key):
    html = f'<p>Se her.</p><figure data-sha256="{figure.blob_id}"></figure>'
    return services.save_answer(place=place, key=key, html=html, base=UNCHECKED, by=None)


def test_a_figure_that_stands_in_a_text_stays_until_it_is_taken_out(figure, draft, by):
    delmaal = draft.delmaal.get(number=2)
    tiltak = services.create_tiltak(delmaal=delmaal, title="Bolig", by=None)
    places = {"rammer": draft, "resultater": delmaal, "beskrivelse": tiltak}
    for key, place in places.items():
        place_in_text(place, figure, key)
    with pytest.raises(ValidationError) as error:
        services.remove_figure(figure=figure, by=by)
    (sentence,) = error.value.messages
    assert "tiltak 2.2 Bolig, «" in sentence
    assert "Delmål 2: Øke noe 2, «" in sentence
    assert sentence.endswith("Ta den ut av teksten først.")
    assert len(figure_uses(figure)) == 3
    for key, place in places.items():
        services.save_answer(place=place, key=key, html="<p>Uten.</p>", base=UNCHECKED, by=None)
    removed = services.remove_figure(figure=figure, by=by)
    assert not Figure.objects.filter(pk=figure.pk).exists()
    assert Blob.objects.filter(pk=figure.blob_id).exists()
    services.restore(removed=removed, by=by)
    assert Figure.objects.get(pk=figure.pk).alt == "Et kart."


def test_the_same_picture_in_another_plan_holds_nothing(figure, draft, by):
    other = make_plan()
    again = services.add_figure(plan=other, data=png(41, 23), alt="Et kart.", caption="", by=None)
    assert again.blob_id == figure.blob_id
    place_in_text(other, again, "rammer")
    services.remove_figure(figure=figure, by=by)
    assert Figure.objects.filter(pk=again.pk).exists()


def test_a_hash_in_an_address_is_no_figure(figure, draft, by):
    html = f'<p><a href="https://kart.example/{figure.blob_id}">kart</a></p>'
    services.save_answer(place=draft, key="rammer", html=html, base=UNCHECKED, by=None)
    assert figure_uses(figure) == []
    services.remove_figure(figure=figure, by=by)


def test_the_same_picture_taken_in_anew_stops_the_old_from_coming_back(figure, draft, by):
    removed = services.remove_figure(figure=figure, by=by)
    services.add_figure(plan=draft, data=png(41, 23), alt="Et nytt kart.", caption="", by=by)
    with pytest.raises(ValidationError, match="Planen har allerede denne figuren"):
        services.restore(removed=removed, by=by)


def test_what_another_has_removed_is_not_written(figure, by):
    services.remove_figure(figure=figure, by=by)
    with pytest.raises(ValidationError, match="er fjernet"):
        set_alt(figure, "Nytt", UNCHECKED, by)
    with pytest.raises(ValidationError, match="er fjernet"):
        services.remove_figure(figure=figure, by=by)


@pytest.mark.parametrize(("place", "expected"), [(1, ["N", "A", "B"]), (2, ["A", "N", "B"]), (None, ["A", "B", "N"])])
def test_a_tiltak_is_made_at_a_place(place, expected, by):
    plan = make_plan(delmaal=1)
    for title in "AB":
        make_tiltak(plan, title)
    made = services.create_tiltak(delmaal=plan.delmaal.all()[0], title="N", place=place, by=by)
    assert list(Tiltak.objects.filter(plan=plan).values_list("title", flat=True)) == expected
    assert Tiltak.objects.get(pk=made.pk).position == made.position == expected.index("N") + 1


def test_a_page_can_list_what_was_removed_newest_first(draft, by):
    first, second = make_tiltak(draft, "Først"), make_tiltak(draft, "Sist")
    for tiltak in (first, second):
        services.delete_tiltak(tiltak=tiltak, by=by)
    assert [str(removed) for removed in draft.removed.filter(restored_at=None)] == ["Tiltak «Sist»", "Tiltak «Først»"]
