"""Earlier texts of a field: seen with who, when and which words, and brought back exactly."""

import pytest
from django.urls import reverse

from plans import services
from plans.models import FieldChange, Plan
from plans.roles import Role
from plans.services import UNCHECKED
from plans.services.earlier import bring_back
from plans.services.trace import as_text
from tests.factories import make_person, put_status
from tests.plans.writes import WRITES, delmaal, place
from tests.plans.writes import tiltak as first_tiltak

#: Written on pages of their own, where a field does not save itself yet.
ELSEWHERE = {"money note", "begrunnelse", "vurdering"}
TEXTS = [write for write in WRITES if "amount" not in write.name and write.name not in ELSEWHERE]
each_text = pytest.mark.parametrize("write", [pytest.param(write, id=write.name) for write in TEXTS])


def place_of(plan, path):
    return {"tiltak": first_tiltak, "delmaal": delmaal}.get(path.split("/")[0], lambda plan: place(plan, "plan"))(plan)


def address(path):
    return reverse("earlier", kwargs={"pilot": "indre-namdal", "year": 2025, "path": path})


@pytest.fixture
def leader(signed_in):
    return signed_in(Role.PROSJEKTLEDER)


@pytest.fixture
def rewritten(plan):
    """A function that lets three people write in a field, one after the other; it returns the field's path."""

    def write_thrice(write):
        for value in (*write.values, write.values[0]):
            write.save(plan, value, UNCHECKED, make_person())
        return write.path(plan)

    return write_thrice


@each_text
def test_every_earlier_value_comes_back_as_it_was(write, rewritten, plan, by):
    before = write.stored(plan)
    path = rewritten(write)
    changes = list(FieldChange.objects.filter(plan=plan, path=path)[:3])
    for text, value in (
        (changes[1].after, write.values[1]),
        (changes[2].before, before),
        (changes[0].after, write.values[0]),
    ):
        bring_back(place=place_of(plan, path), path=path, text=text, base=UNCHECKED, by=by)
        assert as_text(write.stored(plan)) == as_text(value)


@each_text
def test_the_page_shows_all_of_them_and_brings_them_back(write, rewritten, plan, leader):
    path = rewritten(write)
    page = leader.get(address(path))
    shown = page.context["earlier"]
    assert [one.is_now for one in shown][:3] == [True, False, True]
    chosen = shown[1].change
    sent = {"change": chosen.pk, "side": "after", "seen": page.context["seen"]}
    assert leader.post(address(path), sent, follow=True).status_code == 200
    assert as_text(write.stored(plan)) == chosen.after
    # What stood there is in the history, and comes back the same way.
    assert any(change.after == as_text(write.values[0]) for change in FieldChange.objects.filter(path=path))


def test_who_when_and_which_words(rewritten, plan, leader):
    content = leader.get(address(rewritten(WRITES[0]))).content.decode()
    assert "<ins>to broer</ins>" in content
    assert "<del>bro</del>" in content
    assert "Person" in content


def test_parties_are_named(plan, leader, rewritten):
    write = next(write for write in WRITES if write.name == "parties, partner")
    content = leader.get(address(rewritten(write))).content.decode()
    assert "Lierne" in content
    assert "naboene" in content


def test_a_text_with_a_table_comes_back_with_it(plan, by):
    table = "<table><tbody><tr><td><p>a</p></td><td><p>b</p></td></tr></tbody></table>"
    found = services.save_answer(place=plan, key="rammer", html=table, base=UNCHECKED, by=make_person())
    kept = found.html
    services.save_answer(place=plan, key="rammer", html="<p>Uten tabell.</p>", base=UNCHECKED, by=by)
    change = FieldChange.objects.filter(plan=plan, path="plan/svar/rammer")[0]
    bring_back(place=plan, path=change.path, text=change.before, base=UNCHECKED, by=by)
    assert plan.answers.get(prompt__key="rammer").html == kept
    assert "<table" in kept


def test_nothing_is_brought_back_over_what_was_saved_meanwhile(plan, leader, rewritten):
    write = WRITES[0]
    path = rewritten(write)
    page = leader.get(address(path))
    write.save(plan, "Helt nytt", UNCHECKED, make_person())
    sent = {"change": page.context["earlier"][1].change.pk, "side": "after", "seen": page.context["seen"]}
    answer = leader.post(address(path), sent, follow=True)
    assert "Noen har endret feltet siden du åpnet denne siden." in answer.content.decode()
    assert write.stored(plan) == "Helt nytt"


def test_a_change_of_another_field_is_no_way_in(plan, leader, rewritten):
    other = FieldChange.objects.filter(plan=plan).exclude(path=rewritten(WRITES[0]))[0]
    page = leader.get(address(WRITES[0].path(plan)))
    sent = {"change": other.pk, "side": "after", "seen": page.context["seen"]}
    assert leader.post(address(WRITES[0].path(plan)), sent).status_code == 404


def test_what_no_longer_fits_is_refused_with_its_sentence(plan, leader):
    write = WRITES[0]
    FieldChange.objects.create(
        plan=plan,
        pilot=plan.agreement.pilot,
        path=write.path(plan),
        label="Tittel",
        after="",
        before="x",
        by=None,
        at=FieldChange.objects.all()[0].at,
    )
    page = leader.get(address(write.path(plan)))
    empty = next(one.change for one in page.context["earlier"] if not one.change.after)
    sent = {"change": empty.pk, "side": "after", "seen": page.context["seen"]}
    assert "Et tiltak må ha en tittel." in leader.post(address(write.path(plan)), sent, follow=True).content.decode()


def test_a_closed_plan_has_no_way_back(plan, leader):
    put_status(plan, Plan.Status.VEDTATT)
    assert leader.get(address("plan/svar/rammer")).status_code == 403


def test_a_field_nobody_has_written_in_says_so(plan, leader):
    FieldChange.objects.filter(plan=plan).delete()
    assert "Ingen har skrevet noe her ennå." in leader.get(address("plan/svar/rammer")).content.decode()


def test_the_form_leads_there(plan, leader):
    tiltak = first_tiltak(plan)
    page = leader.get(reverse("edit_tiltak", kwargs={"pilot": "indre-namdal", "year": 2025, "uid": tiltak.uid}))
    for name in ("title", "partner", "svar/beskrivelse"):
        assert f'href="{address(f"tiltak/{tiltak.uid}/{name}")}"' in page.content.decode()
    assert "Tidsramme" in dict(page.context["form"].labels).values()


@pytest.mark.parametrize("changes", [1, 30])
def test_it_asks_the_database_as_often_however_long_the_history(plan, leader, changes, django_assert_max_num_queries):
    for number in range(changes):
        WRITES[0].save(plan, f"Bro {number}", UNCHECKED, make_person())
    with django_assert_max_num_queries(25):
        leader.get(address(WRITES[0].path(plan)))
