"""Comments on pages: beside their part, all of them on one, and what waits for whom."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from plans import services as plan_services
from plans.models import Person, Plan, Tiltak
from plans.roles import Role
from plans.services import UNCHECKED
from review import services
from review.models import Comment, Confirmation
from tests import factories
from tests.review.test_comments import write
from tests.site.pages import Page, text

NOW = timezone.now()
PLAN = {"pilot": "indre-namdal", "year": 2025}


@pytest.fixture(autouse=True)
def _demo(settings):
    settings.DEMO_LOGINS = True


@pytest.fixture
def tiltak(plan) -> Tiltak:
    """The first tiltak; it names the county."""
    found: Tiltak = plan.tiltak.order_by("delmaal__number", "position")[0]
    return found


def panel(client: Client, tiltak: Tiltak) -> Page:
    kwargs = {**PLAN, "place": f"tiltak-{tiltak.uid}", "panel": "kommentarer"}
    return Page.of(client.get(reverse("beside_panel", kwargs=kwargs)).content)


def say(client: Client, tiltak: Tiltak, **data: str):
    sent = {"path": f"tiltak/{tiltak.uid}", "audience": "pilot", "text": "Er dette rett?", **data}
    return client.post(reverse("new_comment", kwargs={**PLAN, "place": f"tiltak-{tiltak.uid}"}), sent)


def test_who_comes_from_an_amount_finds_it_chosen(signed_in, tiltak):
    client = signed_in(Role.PROSJEKTLEDER)
    factories.put(tiltak, 1000)
    own = f"tiltak/{tiltak.uid}"
    kwargs = {**PLAN, "place": f"tiltak-{tiltak.uid}", "panel": "kommentarer"}
    for about, chosen in (
        (f"{own}/kroner/kdd/2025", [f"{own}/kroner/kdd/2025/planlagt"]),
        (f"{own}/title", [f"{own}/title"]),
        (f"{own}/kroner/kdd/202", []),
        ("noe/annet", []),
    ):
        page = Page.of(client.get(reverse("beside_panel", kwargs=kwargs), {"om": about}).content)
        assert [one.get("value") for one in page.find("//select[@name='path']/option[@selected]")] == chosen


def test_a_comment_on_an_amount_stands_beside_its_tiltak_and_in_the_contents(signed_in, tiltak, plan):
    client = signed_in(Role.PROSJEKTLEDER)
    factories.put(tiltak, 1000)
    choices = [one.get("value") for one in panel(client, tiltak).find("//select[@name='path']/option")]
    path = f"tiltak/{tiltak.uid}/kroner/kdd/2025/planlagt"
    assert path in choices
    assert say(client, tiltak, path=path).status_code == 302
    assert "Beløp: " in text(panel(client, tiltak).one("//li[@class='thread']"))
    page = Page.of(client.get(reverse("plan", kwargs=PLAN)).content)
    mark = f"//nav[@data-follow]//a[@href='#tiltak-{tiltak.uid}']//*[contains(@class, 'part-mark--comments')]"
    assert text(page.one(mark)) == "(1 åpen kommentar)"
    assert (
        text(page.one("//a[contains(@href, '/kommentarer/') and not(contains(@href, '/ved/'))]")) == "Kommentarer (1)"
    )


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ({"text": " "}, "Skriv hva du vil si."),
        ({"text": "x" * 4001}, "Kommentaren kan ha 4000 tegn. Denne har 4001."),
        ({"audience": "kdd"}, "Velg et gyldig valg."),
        ({"path": "plan/svar/rammer"}, "Velg et gyldig valg."),
    ],
)
def test_what_is_refused_says_why_at_the_field_and_keeps_the_text(data, says, signed_in, tiltak):
    response = say(signed_in(Role.PROSJEKTLEDER), tiltak, **{"text": "Mitt ord", **data})
    page = Page.of(response.content)
    assert response.status_code == 422
    assert says in text(page.one("//details[@class='new-comment']"))
    assert page.one("//textarea[@name='text']").text.strip() == {"text": "Mitt ord", **data}["text"].strip()
    assert not Comment.objects.exists()


def test_an_empty_answer_is_refused_in_its_thread(signed_in, tiltak, plan, by):
    thread = write(plan, by, path=f"tiltak/{tiltak.uid}")
    response = signed_in(Role.MEDARBEIDER).post(reverse("answer_comment", kwargs={**PLAN, "pk": thread.pk}), {})
    assert response.status_code == 422
    assert "Skriv hva du vil si." in text(Page.of(response.content).one(f"//li[@id='kommentar-{thread.pk}']//details"))


def test_what_people_write_is_shown_and_never_run(signed_in, tiltak, plan, by, person):
    write(plan, by, path=f"tiltak/{tiltak.uid}", text="<b onclick=x>Hei</b> @Aslak Lifjelldal\n\n{{ 1 }}")
    page = panel(signed_in(Role.PROSJEKTLEDER), tiltak)
    said = page.one("//*[@class='said-text']")
    assert text(said) == "<b onclick=x>Hei</b> @Aslak Lifjelldal {{ 1 }}"
    assert [text(one) for one in said.xpath(".//strong")] == ["@Aslak Lifjelldal"]
    assert not said.xpath(".//b")


def test_a_removed_comment_is_gone_for_others_and_can_be_undone_by_its_writer(signed_in, tiltak, plan, by):
    comment = write(plan, by, path=f"tiltak/{tiltak.uid}", text="Forsnakkelse")
    hers, other = signed_in(Role.PROSJEKTLEDER), signed_in(Role.MEDARBEIDER)
    hers.post(reverse("remove_comment", kwargs={**PLAN, "pk": comment.pk}))
    for client in (hers, other):
        assert "Forsnakkelse" not in text(panel(client, tiltak).one("//main"))
    assert not panel(other, tiltak).find("//li[@class='thread']")
    form = panel(hers, tiltak).one("//form[contains(@action, '/angre/')]")
    hers.post(form.get("action"))
    assert "Forsnakkelse" in text(panel(other, tiltak).one("//main"))


def test_the_page_of_all_is_filtered_and_has_those_of_a_removed_tiltak(signed_in, tiltak, plan, by, person):
    client = signed_in(Role.PROSJEKTLEDER)
    to_me = write(
        plan, person(Role.MEDARBEIDER), text="@Ingrid Fossmo?", path=f"tiltak/{tiltak.uid}", where="Tiltak 1.1"
    )
    own = write(plan, by, text="Mitt")
    settled = write(plan, person(Role.MEDARBEIDER), text="Løst")
    services.resolve_comment(comment=settled, by=by, at=NOW)
    plan_services.delete_tiltak(tiltak=tiltak, by=by)

    def shown(which: str) -> set[int]:
        page = Page.of(client.get(reverse("comments", kwargs=PLAN), {"vis": which}).content)
        return {int(one.get("id").split("-")[1]) for one in page.find("//li[contains(@class, 'thread')]")}

    assert shown("") == shown("tull") == {to_me.pk, own.pk}
    assert shown("meg") == {to_me.pk}
    assert shown("mine") == {own.pk}
    assert shown("alle") == {to_me.pk, own.pk, settled.pk}
    page = client.get(reverse("comments", kwargs=PLAN))
    assert "Tiltak 1.1 (slettet)" in page.content.decode()
    answer = reverse("answer_comment", kwargs={**PLAN, "pk": to_me.pk})
    for data, said in (({"text": "Ja."}, "Lagret."), ({}, "Skriv hva du vil si.")):
        assert said in client.post(answer, data, follow=True).content.decode()


def waits(person: Person) -> list[str]:
    client = Client()
    client.force_login(person)
    page = Page.of(client.get(reverse("front")).content)
    return [text(one) for one in page.find("//ul[@class='tasks']//a")]


def test_who_is_mentioned_sees_it_until_she_answers_or_it_is_settled(plan, by, person):
    someone = person(Role.MEDARBEIDER)
    thread = write(plan, by, text="@Aslak Lifjelldal, hva sier du?")
    assert any("Du er nevnt i 1 kommentar" in one for one in waits(someone))
    answer = services.answer_comment(parent=thread, text="Ja.", by=someone, at=NOW)
    assert not any("nevnt" in one for one in waits(someone))
    services.answer_comment(parent=thread, text="@Aslak Lifjelldal, sikker?", by=by, at=NOW)
    assert any("nevnt" in one for one in waits(someone))
    services.resolve_comment(comment=thread, by=by, at=answer.at)
    assert not any("nevnt" in one for one in waits(someone))


def test_who_has_lost_the_right_to_read_is_told_nothing(plan, by, person):
    someone = factories.make_person(Role.STYRINGSGRUPPE, pilot=plan.agreement.pilot)
    write(plan, by, text=f"@{someone.name}")
    assert any("nevnt" in one for one in waits(someone))
    someone.memberships.all().delete()
    factories.give_role(someone, Role.ADMINISTRATOR)
    assert not any("nevnt" in one for one in waits(someone))


def test_what_kdd_has_raised_waits_for_the_pilot_and_what_is_internal_there_does_not(plan, by, person):
    kdd = person(Role.SAKSBEHANDLER)
    write(plan, kdd, audience="kdd", from_kdd=True)
    assert not any("KDD" in one for one in waits(by))
    write(plan, kdd, audience="delt", from_kdd=True, weight="maa")
    write(plan, kdd, audience="delt", from_kdd=True, weight="raad")
    assert any("2 åpne kommentarer fra KDD, 1 må rettes" in one for one in waits(by))


def test_a_party_confirms_its_part_on_the_page_and_is_told_until_then(signed_in, tiltak, plan, person):
    client, someone = signed_in(Role.SAMARBEIDSPART), person(Role.SAMARBEIDSPART)
    own = plan.tiltak.filter(parties__party__key="trondelag-fylkeskommune").distinct().count()
    assert any(one.startswith(f"{own} tiltak er ikke bekreftet") and "2025" in one for one in waits(someone))
    form = panel(client, tiltak).one("//form[contains(@action, '/bekreft/')]")
    client.post(form.get("action"), {"seen": form.xpath(".//input[@name='seen']")[0].get("value")})
    assert Confirmation.objects.get().by == someone
    assert "bekreftet av Eirik Sundlia" in text(panel(client, tiltak).one("//*[@class='confirmed']"))
    assert any(one.startswith(f"{own - 1} tiltak er ikke bekreftet") for one in waits(someone))
    plan_services.set_title(tiltak=tiltak, title="Noe annet", base=UNCHECKED, by=None)
    page = panel(client, tiltak)
    assert "men tiltaket er endret siden" in text(page.one("//*[@class='confirmed']"))
    assert page.find("//form[contains(@action, '/bekreft/')]")


def test_a_party_finds_its_own_part_on_the_page_that_it_is_sent_to(signed_in, tiltak, plan, by):
    client = signed_in(Role.SAMARBEIDSPART)

    def states() -> list[str]:
        page = Page.of(client.get(reverse("comments", kwargs=PLAN)).content)
        return [one.get("class") for one in page.find("//*[@class='confirmed']//li")]

    own = plan.tiltak.filter(parties__party__key="trondelag-fylkeskommune").distinct().count()
    assert states() == ["is-waiting"] * own
    form = panel(client, tiltak).one("//form[contains(@action, '/bekreft/')]")
    client.post(form.get("action"), {"seen": form.xpath(".//input[@name='seen']")[0].get("value")})
    assert states() == ["is-confirmed", *["is-waiting"] * (own - 1)]
    plan_services.set_title(tiltak=tiltak, title="Noe annet", base=UNCHECKED, by=None)
    assert states()[0] == "is-lapsed"
    leader = Page.of(signed_in(Role.PROSJEKTLEDER).get(reverse("comments", kwargs=PLAN)).content)
    assert not leader.find("//*[@class='confirmed']")


def test_a_party_is_told_that_it_comments_where_it_takes_part(signed_in, plan):
    other = plan.tiltak.exclude(parties__party__key="trondelag-fylkeskommune")[0]
    client = signed_in(Role.SAMARBEIDSPART)
    assert "der parten din er med" in text(panel(client, other).one("//main"))
    assert say(client, other).status_code == 403


def test_ones_own_can_be_changed_for_a_quarter_of_an_hour(signed_in, plan, by):
    client = signed_in(Role.PROSJEKTLEDER)
    for minutes, status in ((14, 200), (16, 403)):
        comment = write(plan, by, at=timezone.now() - datetime.timedelta(minutes=minutes))
        assert client.get(reverse("edit_comment", kwargs={**PLAN, "pk": comment.pk})).status_code == status


def test_kdd_weighs_what_it_shares(signed_in, plan: Plan, tiltak):
    factories.put_status(plan, Plan.Status.SENDT)
    client = signed_in(Role.SAKSBEHANDLER)
    assert say(client, tiltak, audience="kdd", weight="maa").status_code == 422
    assert say(client, tiltak, audience="delt", weight="maa").status_code == 302
    made = Comment.objects.get()
    assert (made.from_kdd, made.weight, made.audience) == (True, "maa", "delt")
