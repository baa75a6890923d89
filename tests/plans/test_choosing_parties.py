"""Finding parties of the register for a tiltak, and adding one that is not in it, without losing what was typed."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from plans import services
from plans.models import Party, Tiltak, TiltakParty
from plans.roles import Role
from plans.services import UNCHECKED
from plans.services.tiltak import parties_value
from tests.factories import give_role, make_person, make_plan, make_tiltak
from tests.submitting import on_page

pytestmark = pytest.mark.django_db

REFUSED = 422
#: A number with a right check digit that no party of the register has.
NUMBER = "999 999 999"


@pytest.fixture
def tiltak(by):
    plan = make_plan()
    give_role(by, Role.PROSJEKTLEDER, pilot=plan.agreement.pilot)
    return make_tiltak(plan)


@pytest.fixture
def leader(signed_in):
    return signed_in(Role.PROSJEKTLEDER)


@pytest.fixture
def address(tiltak):
    plan = tiltak.plan
    kwargs = {"pilot": plan.agreement.pilot.slug, "year": plan.year, "uid": tiltak.uid}
    return reverse("edit_tiltak", kwargs=kwargs)


def offered(response, name: str) -> list[str]:
    """The keys that can be ticked in a list of a shown page."""
    return [key for _, group in response.context["form"].fields[name].choices for key, _ in group]


def partners(tiltak: Tiltak) -> list[str]:
    return parties_value(Tiltak.objects.get(pk=tiltak.pk), TiltakParty.Part.PARTNER)[:-1]


def test_a_search_without_scripts_narrows_one_list_and_loses_nothing(leader, tiltak, address):
    data = on_page(leader, address) | {"title": "", "partners": ["lierne"], "svar-beskrivelse": "Halvferdig"}
    response = leader.post(address, data | {"sok": "partners", "sok-partners": " STATS  forvalteren trø"})
    assert response.status_code == 200
    form = response.context["form"]
    assert offered(response, "partners") == ["lierne", "statsforvalteren-i-trondelag"]
    assert (form.fields["partners"].found, form.fields["responsible"].found) == (1, None)
    assert len(offered(response, "responsible")) == Party.objects.count()
    assert (form["title"].value(), form["svar-beskrivelse"].value()) == ("", "Halvferdig")
    assert form["partners"].value() == ["lierne"]
    assert "Dette må rettes" not in response.content.decode()
    assert (partners(tiltak), Tiltak.objects.get(pk=tiltak.pk).title) == ([], "Bygge bro")


def test_a_search_that_finds_nothing_says_what_to_do(leader, address):
    response = leader.post(address, on_page(leader, address) | {"sok": "partners", "sok-partners": "xyz"})
    assert "Ingen treff. Legg til parten under." in response.content.decode()


def test_a_new_party_is_added_and_chosen_with_all_else_that_was_typed(leader, tiltak, address):
    data = on_page(leader, address) | {"title": "Bygge to broer", "partners": ["lierne"]}
    data |= {"party_name": " Brobyggerne  AS", "party_kind": "selskap", "party_number": NUMBER}
    response = leader.post(address, data | {"party_part": "partner"}, follow=True)
    party = Party.objects.get(name="Brobyggerne AS")
    assert (party.kind, party.organisasjonsnummer) == ("selskap", NUMBER.replace(" ", ""))
    assert (partners(tiltak), Tiltak.objects.get(pk=tiltak.pk).title) == (["lierne", party.key], "Bygge to broer")
    assert response.redirect_chain == [(f"{address}#del-hvem", 302)]
    assert "«Brobyggerne AS» er lagt til i registeret og valgt her." in response.content.decode()


def test_a_new_party_may_be_the_one_responsible(leader, tiltak, address):
    data = on_page(leader, address) | {"party_name": "Brobyggerne", "party_part": "responsible"}
    assert leader.post(address, data).status_code == 302
    assert parties_value(tiltak, TiltakParty.Part.RESPONSIBLE)[:-1] == [Party.objects.get(name="Brobyggerne").key]
    assert partners(tiltak) == []


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"party_name": "Bro", "party_number": "999 999 993"}, "party_number", "kontrollsiffer"),
        ({"party_name": "Bro", "party_number": "12"}, "party_number", "ni siffer"),
        ({"party_name": "lierne"}, "party_name", "«Lierne» står allerede i registeret."),
        ({"party_number": NUMBER}, "party_name", "Skriv navnet på den nye parten."),
        ({"party_name": "Bro", "party_kind": "kommune"}, "party_kind", "kommune"),
        ({"party_name": "Bro" * 60}, "party_name", "160"),
    ],
)
def test_what_is_wrong_with_a_new_party_is_said_at_its_field_and_nothing_is_saved(
    leader, tiltak, address, typed, field, sentence
):
    before = Party.objects.count()
    data = on_page(leader, address) | {"title": "Bygge to broer", "partners": ["lierne"], **typed}
    response = leader.post(address, data)
    form = response.context["form"]
    assert (response.status_code, list(form.errors)) == (REFUSED, [field])
    assert sentence in form.errors[field][0]
    assert (form["title"].value(), form["partners"].value()) == ("Bygge to broer", ["lierne"])
    assert form["party_name"].value() == typed.get("party_name", "")
    assert (Party.objects.count(), partners(tiltak)) == (before, [])
    assert Tiltak.objects.get(pk=tiltak.pk).title == "Bygge bro"


def test_a_party_is_not_added_while_something_else_is_refused(leader, tiltak, address):
    mine = on_page(leader, address) | {"title": "Mitt", "party_name": "Brobyggerne"}
    services.set_title(tiltak=tiltak, title="Deres", base=UNCHECKED, by=make_person())
    response = leader.post(address, mine)
    assert list(response.context["form"].errors) == ["title"]
    assert response.context["form"]["party_name"].value() == "Brobyggerne"
    assert not Party.objects.filter(name="Brobyggerne").exists()


def test_three_hundred_parties_ask_no_more_than_few(leader, address):
    asked = []
    for more in (0, 300):
        Party.objects.bulk_create(Party(key=f"part-{n}", name=f"Part {n}", kind="annet") for n in range(more))
        with CaptureQueriesContext(connection) as queries:
            assert leader.get(address).status_code == 200
        asked.append(len(queries))
    assert asked[0] == asked[1]
