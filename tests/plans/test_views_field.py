"""One field saved on its own: what a script is answered, and what happens to the text in every case."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import strip_tags

from plans import paths
from plans.models import FieldChange, Plan, Tiltak, TiltakParty
from plans.roles import Role
from plans.services import field_hash, set_parties, set_title
from plans.services.tiltak import parties_value, time_frame_value
from tests.factories import make_person, put_status
from tests.plans.writes import WRITES
from tests.plans.writes import tiltak as first_tiltak

ADDRESS = {"pilot": "indre-namdal", "year": 2025}
TEXT = "svar/beskrivelse"


def address(path):
    return reverse("field", kwargs={**ADDRESS, "path": path})


@pytest.fixture
def leader(signed_in):
    return signed_in(Role.PROSJEKTLEDER)


@pytest.fixture
def tiltak(plan):
    return first_tiltak(plan)


@pytest.fixture
def at(tiltak):
    """A function that gives the address of a field of the plan's first tiltak."""
    return lambda name: address(paths.tiltak_field(tiltak.uid, name))


def send(client, url, **data):
    """Send a field as the script does; an underscore in a name stands for the hyphen."""
    return client.post(url, data, headers={"accept": "application/json"})


def ask(client, url):
    """Ask for a field as the script does."""
    response = client.get(url, headers={"accept": "application/json"})
    assert response.status_code == 200
    return response.json()


def test_a_field_is_saved_and_the_answer_is_what_the_next_save_starts_from(leader, at, tiltak, by):
    before = ask(leader, at("title"))
    assert before["values"] == {"title": ["Omdømmebygging"]}
    answer = send(leader, at("title"), **{"title": "Bygge  bro", "title-base": before["base"]})
    assert answer.status_code == 200
    assert Tiltak.objects.get(pk=tiltak.pk).title == "Bygge bro"
    data = answer.json()
    assert data["values"] == {"title": ["Bygge bro"]}
    assert data["base"] == field_hash("Bygge bro")
    assert data["by"] == by.name
    again = send(leader, at("title"), **{"title": "Bygge to broer", "title-base": data["base"]})
    assert again.status_code == 200
    changes = FieldChange.objects.filter(path=paths.tiltak_field(tiltak.uid, "title"), by=by)
    assert [(change.before, change.after) for change in changes] == [("Omdømmebygging", "Bygge to broer")]


def test_every_kind_of_field_can_be_saved(leader, at, tiltak, plan):
    sent: dict[str, dict[str, Any]] = {
        "phase": {"phase": "uttesting"},
        "tidsramme": {"time_from": "2025", "time_to": "2026-06", "time_text": "om været holder"},
        "responsible": {"responsible": ["lierne", "grong"], "responsible_text": "naboene"},
        "partner": {"partners": [], "partners_text": "alle"},
        TEXT: {"svar-beskrivelse": "Én.\r\n\r\n- to\r\n- tre"},
    }
    for name, values in sent.items():
        base = ask(leader, at(name))
        field = {"partner": "partners", "tidsramme": "time", TEXT: "svar-beskrivelse"}.get(name, name)
        answer = send(leader, at(name), **values, **{f"{field}-base": base["base"]})
        assert answer.status_code == 200, (name, answer.content)
    found = Tiltak.objects.get(pk=tiltak.pk)
    assert (found.phase, time_frame_value(found)) == ("uttesting", ["2025", "2026-06", "om været holder"])
    assert set(parties_value(found, TiltakParty.Part.RESPONSIBLE)) == {"grong", "lierne", "naboene"}
    assert parties_value(found, TiltakParty.Part.PARTNER) == ["alle"]
    text = found.answers.get(prompt__key="beskrivelse").html
    assert text == "<p>Én.</p><ul><li>to</li><li>tre</li></ul>"
    assert ask(leader, at(TEXT))["values"] == {
        "svar-beskrivelse": ["Én.\n\n- to\n- tre"],
        "svar-beskrivelse-html": [text],
    }


def test_fields_of_the_plan_and_of_a_delmaal_have_addresses_too(leader, plan):
    delmaal = plan.delmaal.get(number=1)
    for path, name, typed in (
        (paths.answer("plan", None, "rammer"), "svar-rammer", "Nye rammer."),
        (paths.answer("delmaal", delmaal.uid, "resultater"), "svar-resultater", "Nye resultater."),
        (
            f"{paths.answer('delmaal', delmaal.uid, 'maaloppnaaelse')}/ikke-relevant",
            "svar-maaloppnaaelse-reason",
            "Nei.",
        ),
        (paths.plan_field("case_number"), "case_number", "24/118"),
        (paths.plan_field("document_date"), "document_date", "2024-12-09"),
    ):
        base = ask(leader, address(path))["base"]
        answer = send(leader, address(path), **{name: typed, f"{name}-base": base})
        assert answer.status_code == 200, path
        html = {f"{name}-html": [f"<p>{typed}</p>"]} if name in ("svar-rammer", "svar-resultater") else {}
        assert answer.json()["values"] == {name: [typed], **html}
        assert FieldChange.objects.filter(plan=plan, path=path).exists()


def test_every_path_that_a_service_writes_to_a_text_can_be_asked_for(leader, plan):
    """A field that is saved somewhere and has no address would not be saved while one writes."""
    elsewhere = {
        "amount of a tiltak",
        "amount of a delmål",
        "amount where there is none",
        "amount of a post",
    }
    answered = {
        write.name
        for write in WRITES
        if leader.get(address(write.path(plan)), headers={"accept": "application/json"}).status_code == 200
    }
    assert answered == {write.name for write in WRITES} - elsewhere


def test_two_texts_collide_and_both_come_back_with_their_words_marked(leader, at, tiltak):
    other = make_person()
    start = ask(leader, at("title"))
    set_title(tiltak=tiltak, title="Omdømmebygging i Namdal", base=start["base"], by=other)
    answer = send(
        leader,
        at("title"),
        **{"title": "Felles omdømmebygging", "title-base": start["base"], "start": "Omdømmebygging"},
    )
    assert answer.status_code == 409
    data = answer.json()
    assert Tiltak.objects.get(pk=tiltak.pk).title == "Omdømmebygging i Namdal"
    assert data["values"] == {"title": ["Omdømmebygging i Namdal"]}
    assert data["by"] == other.name
    assert "<mark>Felles omdømmebygging</mark>" in data["html"]
    assert "<mark>Omdømmebygging i Namdal</mark>" in data["html"]
    assert data["combined"] == "Felles omdømmebygging i Namdal"
    # The choice is saved from the other's value.
    chosen = send(leader, at("title"), **{"title": data["combined"], "title-base": data["base"]})
    assert chosen.status_code == 200
    path = paths.tiltak_field(tiltak.uid, "title")
    assert [change.after for change in FieldChange.objects.filter(path=path)[:2]] == [
        "Felles omdømmebygging i Namdal",
        "Omdømmebygging i Namdal",
    ]


def test_lists_collide_in_words_and_are_not_put_together(leader, at, tiltak):
    base = ask(leader, at("partner"))["base"]
    set_parties(tiltak=tiltak, part=TiltakParty.Part.PARTNER, parties=[], text="ingen", base=base, by=make_person())
    answer = send(leader, at("partner"), **{"partners": ["grong"], "partners_text": "", "partners-base": base})
    assert answer.status_code == 409
    data = answer.json()
    assert data["combined"] is None
    assert data["values"] == {"partners": [], "partners_text": ["ingen"]}
    assert "<mark>Grong</mark>" in data["html"]
    assert "Sett sammen" not in data["html"]


def test_markup_in_a_text_is_text_in_the_conflict(leader, at, tiltak):
    base = ask(leader, at("title"))["base"]
    set_title(tiltak=tiltak, title="<script>alert(1)</script>", base=base, by=make_person())
    html = send(leader, at("title"), **{"title": "<b>x</b>", "title-base": base}).json()["html"]
    assert "<script>" not in html
    assert "<b>" not in html


def test_the_same_text_from_two_is_no_conflict(leader, at, tiltak):
    base = ask(leader, at("title"))["base"]
    set_title(tiltak=tiltak, title="Bygge bro", base=base, by=make_person())
    assert send(leader, at("title"), **{"title": "Bygge bro", "title-base": base}).status_code == 200


def test_a_save_whose_answer_was_lost_can_be_sent_again(leader, at):
    base = ask(leader, at("title"))["base"]
    for _ in range(2):
        assert send(leader, at("title"), **{"title": "Bygge bro", "title-base": base}).status_code == 200


@pytest.mark.parametrize(
    ("name", "values", "sentence"),
    [
        ("title", {"title": " "}, "Et tiltak må ha en tittel."),
        (
            "tidsramme",
            {"time_from": "2026", "time_to": "2025", "time_text": ""},
            "Tiltaket kan ikke slutte før det begynner.",
        ),
        (
            "tidsramme",
            {"time_from": "våren", "time_to": "", "time_text": ""},
            "Skriv et år (2025), en måned (2025-04) eller en dato (2025-04-30).",
        ),
    ],
)
def test_what_is_refused_comes_with_a_sentence(leader, at, tiltak, name, values, sentence):
    answer = send(
        leader, at(name), **values, **{f"{'time' if name == 'tidsramme' else name}-base": ask(leader, at(name))["base"]}
    )
    assert answer.status_code == 422
    assert answer.json()["sentence"] == sentence
    assert Tiltak.objects.get(pk=tiltak.pk).title == "Omdømmebygging"


def test_a_date_that_is_none_may_collide_too(leader, at, tiltak):
    values = {"time_from": "våren", "time_to": "", "time_text": "kanskje", "time-base": "0" * 16}
    answer = send(leader, at("tidsramme"), **values)
    assert answer.status_code == 409
    assert "våren, kanskje" in strip_tags(answer.json()["html"])


def test_who_is_signed_out_is_told_so_as_data(at):
    answer = send(Client(), at("title"), title="Bygge bro")
    assert answer.status_code == 401
    assert answer.json() == {"sentence": "Du er logget ut.", "sign_in": "/konto/logg-inn/"}


def test_a_text_is_never_saved_in_the_name_of_who_signed_in_afterwards(leader, at, tiltak, person):
    base = ask(leader, at("title"))["base"]
    typed = {"title": "Bygge bro", "title-base": base, "person": str(person(Role.MEDARBEIDER).pk)}
    answer = send(leader, at("title"), **typed)
    assert answer.status_code == 401
    assert "annen" in answer.json()["sentence"]
    assert Tiltak.objects.get(pk=tiltak.pk).title == "Omdømmebygging"


def test_an_old_token_is_refused_and_what_is_read_brings_a_new_one(leader, at, by):
    client = Client(enforce_csrf_checks=True)
    client.force_login(by)
    fresh = ask(client, at("title"))
    typed = {"title": "Bygge bro", "title-base": fresh["base"]}
    headers = {"accept": "application/json"}
    assert client.post(at("title"), typed, headers=headers).status_code == 403
    assert client.post(at("title"), typed, headers={**headers, "x-csrftoken": fresh["token"]}).status_code == 200


def test_a_closed_plan_takes_nothing(leader, at, plan, tiltak):
    base = ask(leader, at("title"))["base"]
    put_status(plan, Plan.Status.VEDTATT)
    assert send(leader, at("title"), **{"title": "Bygge bro", "title-base": base}).status_code == 403
    assert Tiltak.objects.get(pk=tiltak.pk).title == "Omdømmebygging"


def test_a_field_that_is_not_there_is_not_found(leader, at, plan):
    delmaal = plan.delmaal.get(number=1)
    for url in (
        at("finnes-ikke"),
        at("position"),
        at("svar/finnes-ikke"),
        address("plan/slug"),
        address("plan/status"),
        address("noe/annet"),
        address(paths.delmaal_field(delmaal.uid, "title")),
        address(f"tiltak/{delmaal.uid}/title"),
    ):
        assert leader.get(url).status_code == 404, url
        assert send(leader, url, title="x").status_code == 404


def test_a_collaborator_saves_in_her_own_delmaal_and_nowhere_else(signed_in, plan):
    client = signed_in(Role.MEDARBEIDER)
    for delmaal in plan.delmaal.all():
        url = address(paths.tiltak_field(delmaal.tiltak.all()[0].uid, "title"))
        assert client.get(url).status_code == (200 if delmaal.number == 4 else 403)
    assert client.get(address("plan/svar/rammer")).status_code == 403


def test_without_a_script_a_field_is_a_small_page_with_a_button(leader, at, tiltak):
    page = leader.get(at(TEXT))
    form = page.context["form"]
    assert [field.name for field in form.visible_fields()] == ["svar-beskrivelse"]
    data = {"svar-beskrivelse": "En bro.", "svar-beskrivelse-base": form["svar-beskrivelse-base"].value()}
    response = leader.post(at(TEXT), data)
    assert response["Location"] == f"{reverse('plan', kwargs=ADDRESS)}#tiltak-{tiltak.uid}"
    assert tiltak.answers.get(prompt__key="beskrivelse").html == "<p>En bro.</p>"
    refused = leader.post(at(TEXT), {**data, "svar-beskrivelse": "En vei."})
    assert refused.status_code == 422
    assert "<mark>bro</mark>" in refused.content.decode()


def test_a_field_of_the_plan_leads_back_to_its_section(leader):
    url = address("plan/svar/organisering")
    form = leader.get(url).context["form"]
    data = {"svar-organisering": "Slik.", "svar-organisering-base": form["svar-organisering-base"].value()}
    assert leader.post(url, data)["Location"].endswith("#del-4")


#: What saving one field asks of the database, by the field. More than this needs a reason.
QUERIES = {"title": 47, TEXT: 39, "partner": 49}


@pytest.mark.parametrize("name", QUERIES)
def test_a_save_asks_the_database_as_often_every_time(leader, at, name, django_assert_num_queries):
    field = {"partner": "partners_text", TEXT: "svar-beskrivelse"}.get(name, name)
    state = ask(leader, at(name))
    for text in ("Første.", "Andre."):
        sent = {field: text, f"{field}-html": f"<p>{text}</p>"} if name == TEXT else {field: text}
        values = {**state["values"], **sent, f"{field.removesuffix('_text')}-base": state["base"]}
        with django_assert_num_queries(QUERIES[name]):
            answer = send(leader, at(name), **values)
        assert answer.status_code == 200
        state = answer.json()
