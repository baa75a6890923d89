"""A text written in the editor, as its save comes to the server: normal form, figures, conflicts; what is pasted."""

import pytest
from django.urls import reverse
from django.utils.html import strip_tags

from plans import paths, services
from plans.models import Plan
from plans.richtext import normalise
from plans.roles import Role
from plans.services import UNCHECKED, save_answer
from tests.factories import give_role, make_person, make_plan, make_tiltak
from tests.pictures import png
from tests.plans.test_richtext_paste import WORD_LISTS

pytestmark = pytest.mark.django_db

NAME = "svar-beskrivelse"
TABLE = "<table><tbody><tr><td>År</td><td>Kroner</td></tr></tbody></table>"
JSON = {"accept": "application/json"}


@pytest.fixture
def tiltak(by):
    plan = make_plan(delmaal=1)
    give_role(by, Role.PROSJEKTLEDER, pilot=plan.agreement.pilot)
    return make_tiltak(plan)


@pytest.fixture
def leader(signed_in):
    return signed_in(Role.PROSJEKTLEDER)


def at(plan: Plan, name: str, **more) -> str:
    return reverse(name, kwargs={"pilot": plan.agreement.pilot.slug, "year": plan.year, **more})


@pytest.fixture
def send(leader, tiltak):
    """A function that sends what the editor holds, as its script does."""
    url = at(tiltak.plan, "field", path=paths.answer("tiltak", tiltak.uid, "beskrivelse"))

    def do(html: str, base: str | None = None, **more: str):
        base = leader.get(url, headers=JSON).json()["base"] if base is None else base
        return leader.post(url, {f"{NAME}-html": html, f"{NAME}-base": base, **more}, headers=JSON)

    return do


def stored(tiltak) -> str:
    return "".join(tiltak.answers.values_list("html", flat=True))


def test_what_is_stored_is_the_normal_form_and_comes_back_for_the_editor(send, tiltak):
    answer = send("<h1>Mål</h1><div>Ett <i>to</i></div><p></p><script>alert(1)</script>" + TABLE)
    assert answer.status_code == 200
    assert stored(tiltak) == f"<h3>Mål</h3><p>Ett to</p>{TABLE}"
    assert answer.json()["values"] == {NAME: [""], f"{NAME}-html": [stored(tiltak)]}


def test_marks_of_typed_text_are_text_in_the_editor(send, tiltak):
    assert send("<p>**ikke fet** og # ikke overskrift</p><p>[figur 1a2b3c4d]</p>").status_code == 200
    assert stored(tiltak) == "<p>**ikke fet** og # ikke overskrift</p><p>[figur 1a2b3c4d]</p>"


def test_a_figure_has_to_be_the_plans_own(send, tiltak):
    figure = services.add_figure(plan=tiltak.plan, data=png(), alt="Kart", caption="", by=None)
    html = f'<figure data-sha256="{figure.blob_id}"></figure>'
    assert send(html).status_code == 200
    assert stored(tiltak) == html
    refused = send(html.replace(figure.blob_id, "0" * 64))
    assert (refused.status_code, stored(tiltak)) == (422, html)
    assert "hører til planen" in refused.json()["sentence"]


def test_two_texts_collide_with_their_words_marked_and_are_put_together(send, tiltak):
    start = "<p>En bro.</p>"
    base = send(start).json()["base"]
    save_answer(place=tiltak, key="beskrivelse", html="<p>En bro over elva.</p>", base=base, by=make_person())
    answer = send("<p>En <strong>fin</strong> bro.</p>", base, start=start)
    assert answer.status_code == 409
    data = answer.json()
    assert data["combined"] == "<p>En <strong>fin</strong> bro over elva.</p>"
    assert "<mark>**fin** </mark>" in data["html"]
    assert "<mark> over elva</mark>" in data["html"]
    assert stored(tiltak) == "<p>En bro over elva.</p>"


def test_a_text_with_a_table_collides_too_and_is_chosen_not_put_together(send, tiltak):
    base = send(TABLE).json()["base"]
    theirs = TABLE.replace("Kroner", "Beløp")
    save_answer(place=tiltak, key="beskrivelse", html=theirs, base=base, by=make_person())
    answer = send(TABLE.replace("År", "Når"), base, start=TABLE)
    assert answer.status_code == 409
    assert answer.json()["combined"] is None
    shown = strip_tags(answer.json()["html"])
    assert "År | Beløp" in shown
    assert "Når | Kroner" in shown


def test_a_text_too_large_is_refused_with_a_sentence(send, tiltak):
    answer = send("<p>" + "x" * 200_000 + "</p>")
    assert answer.status_code == 422
    assert "Teksten er for lang" in answer.json()["sentence"]


def test_the_page_carries_the_text_for_the_editor_and_typed_text_for_who_has_no_script(leader, tiltak):
    save_answer(place=tiltak, key="beskrivelse", html='<p>Bro & "vei"</p>', base=UNCHECKED, by=None)
    page = leader.get(at(tiltak.plan, "edit_tiltak", uid=tiltak.uid)).content.decode()
    assert 'data-html="&lt;p&gt;Bro &amp;amp; &quot;vei&quot;&lt;/p&gt;"' in page
    assert "Bro &amp; &quot;vei&quot;</textarea>" in page


def test_without_a_script_a_text_with_a_table_is_shown_and_never_emptied(leader, tiltak):
    save_answer(place=tiltak, key="beskrivelse", html=TABLE, base=UNCHECKED, by=None)
    url = at(tiltak.plan, "edit_tiltak", uid=tiltak.uid)
    response = leader.get(url)
    assert "kan bare skrives om der skript er slått på" in response.content.decode()
    assert response.context["form"].fields[NAME].widget.attrs.get("disabled") is None
    # The box that is only the editor's is not sent, as a browser does with a disabled one.
    form = response.context["form"]
    shown = {name: form[name].value() for name in form.fields if name != NAME}
    assert leader.post(url, {name: value for name, value in shown.items() if value}).status_code == 302
    assert stored(tiltak) == TABLE


@pytest.mark.parametrize(
    ("sent", "html"),
    [
        ({"html": WORD_LISTS}, normalise(WORD_LISTS)),
        (
            {"html": "<ul><li>a</ul><table><tr><td><b>b</b>"},
            "<ul><li>a</li></ul>" + TABLE.replace("År", "<strong>b</strong>").replace("<td>Kroner</td>", ""),
        ),
        ({"html": "", "text": "- a\n- b\n\nc"}, "<ul><li>a</li><li>b</li></ul><p>c</p>"),
        ({"html": "<img src=x onerror=alert(1)><a href='javascript:alert(1)'>a</a>"}, "<p>a</p>"),
    ],
)
def test_what_is_pasted_comes_back_in_normal_form_and_nothing_is_stored(leader, tiltak, sent, html):
    answer = leader.post(at(tiltak.plan, "pasted"), sent, headers=JSON)
    assert answer.json() == {"html": html, "left_out": 0}
    assert stored(tiltak) == ""


def test_figures_of_other_plans_are_not_pasted(leader, tiltak):
    own = services.add_figure(plan=tiltak.plan, data=png(), alt="Kart", caption="", by=None)
    other = services.add_figure(plan=make_plan(), data=png(5, 5), alt="Kart", caption="", by=None)
    html = "".join(f'<figure data-sha256="{one.blob_id}"></figure>' for one in (own, other))
    answer = leader.post(at(tiltak.plan, "pasted"), {"html": html}, headers=JSON).json()
    assert answer == {"html": f'<figure data-sha256="{own.blob_id}"></figure>', "left_out": 1}


def test_what_is_too_large_to_paste_is_refused_with_a_sentence(leader, tiltak):
    answer = leader.post(at(tiltak.plan, "pasted"), {"html": "x" * 200_001}, headers=JSON)
    assert (answer.status_code, "for lang" in answer.json()["sentence"]) == (422, True)
