"""A new pilot from nothing to its first plan, and the list of all pilots."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import URLResolver, get_resolver, reverse
from django.utils import timezone

from budgets.models import FundingSource
from budgets.services import STANDARD_SOURCES
from plans import services
from plans.keys import RESERVED
from plans.models import Agreement, Invitation, Party, Pilot, Plan, PlanForm, Removed, TiltakLink
from plans.roles import Role
from plans.services import NewMunicipality, pilots
from tests.factories import give_role, make_agreement, make_person, pilot, put_status
from tests.site.pages import Page, text

pytestmark = pytest.mark.django_db
REFUSED = 422
NEW = {"name": "Ytre Namdal", "slug": "", "new": "5058 Åfjord\n\n 5054,  Indre   Fosen "}


@pytest.fixture
def administrator(signed_in):
    return signed_in(Role.ADMINISTRATOR)


def at(name: str, pilot: str = "ytre-namdal") -> str:
    return reverse(name, kwargs={"pilot": pilot})


def test_a_pilot_begins_with_municipalities_and_the_standard_sources(administrator):
    response = administrator.post(reverse("new_pilot"), NEW)
    assert response["Location"] == at("new_agreement")
    made = Pilot.objects.get(slug="ytre-namdal")
    parties = list(Party.objects.filter(pilot=made).order_by("kommunenummer"))
    assert [(one.kommunenummer, one.name) for one in parties] == [("5054", "Indre Fosen"), ("5058", "Åfjord")]
    # The county follows from the number: others with 50 lie in Trøndelag.
    assert {one.county for one in parties} == {Party.objects.get(key="trondelag-fylkeskommune")}
    sources = FundingSource.objects.filter(pilot=made).order_by("position")
    assert [one.key for one in sources] == [one["key"] for one in STANDARD_SOURCES]


def test_budgets_say_what_a_pilot_begins_with():
    assert pilots.registered() == {"budgets"}


def test_a_county_nobody_knows_is_left_open():
    made = services.start_pilot(
        name="Ny", slug="", municipalities=(), new=[NewMunicipality("1103", "Stavanger")], by=None
    )
    assert Party.objects.get(pilot=made).county is None


def test_a_municipality_of_the_register_is_ticked_or_typed(administrator):
    free = [
        services.create_party(name=name, short_name="", kind="kommune", kommunenummer=number, by=None)
        for name, number in (("Åfjord", "5058"), ("Osen", "5020"))
    ]
    offered = administrator.get(reverse("new_pilot")).context["form"].fields["municipalities"].choices
    assert {key for _, group in offered for key, _ in group} == {one.key for one in free}
    data = {**NEW, "municipalities": [free[0].key], "new": "5020 osen"}
    assert administrator.post(reverse("new_pilot"), data).status_code == 302
    assert set(Party.objects.filter(pilot__slug="ytre-namdal")) == set(free)


@pytest.mark.parametrize(
    ("data", "field", "sentence"),
    [
        ({"name": "Indre Namdal"}, "name", "En annen pilot heter allerede det."),
        ({"slug": "indre-namdal"}, "slug", "En annen pilot har denne adressen."),
        ({"slug": "konto"}, "slug", "bruker portalen selv"),
        ({"slug": "ytre namdal"}, "slug", "Bruk bare små bokstaver"),
        ({"new": " "}, "new", "minst én kommune"),
        ({"new": "5058 Åfjord\nIndre Fosen"}, "new", "Linje 2: Skriv kommunenummer og navn"),
        ({"new": "5042 Lierne"}, "__all__", "Lierne hører til piloten Indre Namdal."),
        ({"new": "5042 Åfjord"}, "new", "5042 er Lierne i registeret, ikke Åfjord."),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_made(data, field, sentence, administrator):
    before = (Pilot.objects.count(), Party.objects.count())
    response = administrator.post(reverse("new_pilot"), {**NEW, **data})
    assert response.status_code == REFUSED
    assert sentence in " ".join(response.context["form"].errors[field])
    assert (Pilot.objects.count(), Party.objects.count()) == before


def test_every_first_part_of_the_portals_own_addresses_is_reserved():
    def firsts(resolver: URLResolver, before: str = "") -> set[str]:
        found = set()
        for one in resolver.url_patterns:
            whole = before + str(one.pattern)
            found |= firsts(one, whole) if isinstance(one, URLResolver) else {whole.split("/")[0]}
        return found

    own = {first for first in firsts(get_resolver()) if first and not first.startswith("<")}
    assert own
    assert own <= RESERVED
    for name in RESERVED:
        with pytest.raises(ValidationError):
            services.create_pilot(name=f"Pilot {name}", slug=name, by=None)
    assert services.create_pilot(name="Folk", by=None).slug == "folk-2"


def test_the_first_agreement_and_then_the_leader(administrator):
    administrator.post(reverse("new_pilot"), NEW)
    form = administrator.get(at("new_agreement")).context["form"]
    near = form["parties"].value()
    assert set(near) == {"afjord", "indre-fosen", "trondelag-fylkeskommune", "kdd"}
    data = {"first_year": "2026", "last_year": "2029", "signed": "2026-03-01", "parties": near}
    response = administrator.post(at("new_agreement"), data)
    assert response["Location"] == at("invite") + "?rolle=prosjektleder"
    agreement = Agreement.objects.get(pilot__slug="ytre-namdal")
    assert (agreement.first_year, agreement.last_year, agreement.signed) == (2026, 2029, datetime.date(2026, 3, 1))
    assert [row.party.key for row in agreement.parties.select_related("party")] == near
    assert {row.party.key for row in agreement.parties.filter(signs=True)} == set(near) - {"kdd"}
    give_role(make_person(), Role.PROSJEKTLEDER, pilot=agreement.pilot)
    again = administrator.post(at("new_agreement"), {**data, "first_year": "2030", "last_year": "2033"})
    assert again["Location"] == at("pilot")


def test_an_agreement_in_the_wrong_order_is_refused(administrator):
    administrator.post(reverse("new_pilot"), NEW)
    response = administrator.post(at("new_agreement"), {"first_year": "2029", "last_year": "2026"})
    assert response.status_code == REFUSED
    assert "kan ikke være før det første" in response.content.decode()


def test_a_party_is_named_once():
    party = Party.objects.get(key="kdd")
    with pytest.raises(ValidationError, match="to ganger"):
        services.create_agreement(
            pilot=make_agreement().pilot,
            first_year=2030,
            last_year=2031,
            signed=None,
            parties=[services.PartyEntry(party, "avtalepart", False)] * 2,
            by=None,
        )


@pytest.fixture
def leader(signed_in):
    return signed_in(Role.PROSJEKTLEDER)


def test_a_plan_is_started_for_a_year_that_has_none(leader, plan):
    page = leader.get(at("new_plan", "indre-namdal"))
    form = page.context["form"]
    assert [value for value, _ in form.fields["year"].choices] == [
        year for year in range(2024, 2028) if not plan.agreement.plans.filter(year=year).exists()
    ]
    assert form["form"].value() == PlanForm.objects.get().key
    assert plan.agreement.delmaal.all()[0].title in page.content.decode()
    response = leader.post(
        at("new_plan", "indre-namdal"), {"year": "2027", "form": "kdd-2025", "language": "nn", "start": "tom"}
    )
    assert response["Location"] == "/indre-namdal/2027/"
    made = Plan.objects.get(slug="indre-namdal-2027")
    assert (made.language, made.delmaal.count()) == ("nn", 7)
    assert leader.get(response["Location"]).status_code == 200


@pytest.mark.parametrize("year", ["2025", "2023", "2028"])
def test_a_year_that_is_taken_or_outside_is_refused(year, leader, plan):
    response = leader.post(
        at("new_plan", "indre-namdal"), {"year": year, "form": "kdd-2025", "language": "nb", "start": "tom"}
    )
    assert response.status_code == REFUSED
    assert list(response.context["form"].errors) == ["year"]


def test_a_plan_goes_on_from_the_one_before(leader, plan):
    page = leader.get(at("new_plan", "indre-namdal"))
    assert page.context["form"]["start"].value() == "forrige"
    posted = {"year": "2027", "form": "kdd-2025", "language": "nb", "start": "forrige"}
    response = leader.post(at("new_plan", "indre-namdal"), posted)
    assert response["Location"] == "/indre-namdal/2027/"
    made = Plan.objects.get(slug="indre-namdal-2027")
    before = made.agreement.plans.filter(year__lt=2027).order_by("-year")[0]
    assert list(made.tiltak.values_list("uid").order_by("uid")) == list(
        before.tiltak.values_list("uid").order_by("uid")
    )
    assert not made.lines.exists()


def test_there_must_be_a_plan_before_to_go_on_from(leader, plan):
    posted = {"year": "2024", "form": "kdd-2025", "language": "nb", "start": "forrige"}
    response = leader.post(at("new_plan", "indre-namdal"), posted)
    assert response.status_code == REFUSED
    assert response.context["form"].errors["start"] == ["Avtalen har ingen plan før 2024. Velg en tom plan."]


def test_an_agreement_without_plans_asks_nothing_of_what_to_begin_with(leader):
    other = make_agreement()
    leader.force_login(make_person(Role.PROSJEKTLEDER, pilot=other.pilot))
    address = at("new_plan", other.pilot.slug)
    assert "start" not in leader.get(address).context["form"].fields
    response = leader.post(address, {"year": "2025", "form": "kdd-2025", "language": "nb"})
    assert response["Location"] == f"/{other.pilot.slug}/2025/"


def test_where_no_plan_can_be_started_it_says_why(leader, plan):
    taken = set(plan.agreement.plans.values_list("year", flat=True))
    for year in set(plan.agreement.years) - taken:
        services.create_plan(agreement=plan.agreement, year=year, form=plan.form, by=None)
    page = leader.get(at("new_plan", "indre-namdal"))
    assert "Alle årene i avtalen, 2024–2027, har en handlingsplan." in text(Page.of(page.content).one("//main"))
    other = make_agreement(delmaal=0)
    leader_there = make_person(Role.PROSJEKTLEDER, pilot=other.pilot)
    leader.force_login(leader_there)
    assert "Avtalen har ingen delmål ennå" in leader.get(at("new_plan", other.pilot.slug)).content.decode()
    TiltakLink.objects.all().delete()
    Plan.objects.all().delete()
    PlanForm.objects.get().prompts.all().delete()
    PlanForm.objects.all().delete()
    page = leader.get(at("new_plan", other.pilot.slug))
    assert "Malen fra departementet er ikke lagt inn ennå." in text(Page.of(page.content).one("//main"))


def test_the_pilots_page_leads_to_a_new_plan(leader, signed_in, plan):
    link = f'href="{at("new_plan", "indre-namdal")}"'
    assert link in leader.get(at("pilot", "indre-namdal")).content.decode()
    assert link not in signed_in(Role.MEDARBEIDER).get(at("pilot", "indre-namdal")).content.decode()


def row_of(page, name: str) -> str:
    found = page.find(f"//tr[th[normalize-space()='{name}']]")
    assert len(found) == 1
    return text(found[0])


def test_the_list_shows_what_each_pilot_lacks(administrator, by):
    services.create_invitation(
        email="ny@eksempel.example", role=Role.PROSJEKTLEDER, pilot=pilot("nord-troms"), by=None, address=str
    )
    page = Page.of(administrator.get(reverse("pilots")).content)
    assert "Ingrid Fossmo" in row_of(page, "Indre Namdal")
    assert "2024–2027" in row_of(page, "Indre Namdal")
    assert "Mangler" not in row_of(page, "Indre Namdal")
    assert "Mangler ny@eksempel.example er invitert" in row_of(page, "Nord-Troms")
    assert "10 piloter. 8 mangler prosjektleder." in text(page.one("//main"))
    # Who has taken it up and left again is no longer invited.
    Invitation.objects.update(accepted_at=timezone.now())
    page = Page.of(administrator.get(reverse("pilots")).content)
    assert "ny@eksempel.example" not in row_of(page, "Nord-Troms")
    assert page.find("//a[@href='/nord-troms/folk/inviter/?rolle=prosjektleder']")


def test_the_list_takes_the_same_queries_however_many_pilots(administrator):
    counts = []
    for more in (1, 20):
        for _ in range(more):
            give_role(make_person(), Role.PROSJEKTLEDER, pilot=make_agreement().pilot)
        with CaptureQueriesContext(connection) as asked:
            assert administrator.get(reverse("pilots")).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_a_plan_that_was_started_wrongly_is_removed_and_comes_back(leader):
    """As with last year's form, when the ministry has a new one: the form of a plan is chosen once."""
    plan = Plan.objects.get(slug="indre-namdal-2026")
    address = reverse("remove_plan", kwargs={"pilot": "indre-namdal", "year": 2026})
    assert address in leader.get(at("pilot", "indre-namdal")).content.decode()
    told = " ".join(leader.get(address).content.decode().split())
    assert f"{plan.tiltak.count()} tiltak, " in told
    shown = leader.post(address, follow=True).content.decode()
    assert not Plan.objects.filter(pk=plan.pk).exists()
    assert at("pilot_removed", "indre-namdal") in shown
    entry = Removed.objects.get(pilot=plan.agreement.pilot, plan=None)
    leader.post(reverse("pilot_put_back", kwargs={"pilot": "indre-namdal", "pk": entry.pk}))
    assert Plan.objects.get(pk=plan.pk).tiltak.count() == 20


def test_an_approved_plan_is_not_removed_and_the_page_says_why(leader):
    address = reverse("remove_plan", kwargs={"pilot": "indre-namdal", "year": 2025})
    put_status(Plan.objects.get(slug="indre-namdal-2025"), Plan.Status.GODKJENT)
    assert address not in leader.get(at("pilot", "indre-namdal")).content.decode()
    assert "kan ikke fjernes" in leader.post(address, follow=True).content.decode()
    assert Plan.objects.filter(slug="indre-namdal-2025").exists()
