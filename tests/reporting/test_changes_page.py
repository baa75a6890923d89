"""The page of changes: what it shows, what it asks for in place, and who may answer."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from plans import services
from plans.models import Answer, FieldChange, Plan, TiltakChange, TiltakLink
from plans.roles import Role
from plans.services import UNCHECKED, field_hash
from reporting.account import account, account_tables
from reporting.freezing import freeze
from reporting.load import load
from reporting.services import set_approved
from tests.factories import make_plan, make_tiltak, put, put_status
from tests.reporting.readback import expected, from_html
from tests.site.pages import Page, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(db):
    """The draft of Indre Namdal for 2026."""
    return Plan.objects.select_related("agreement__pilot").get(slug="indre-namdal-2026")


@pytest.fixture
def leader(signed_in):
    return signed_in(Role.PROSJEKTLEDER)


def at(name, plan, **more):
    return reverse(name, kwargs={"pilot": plan.agreement.pilot.slug, "year": plan.year, **more})


def approve(plan):
    """Let the ministry have approved a plan as it is now."""
    set_approved(plan=plan, snapshot=freeze(plan=plan, by=None, at=timezone.now()))


def page_of(client, plan) -> Page:
    response = client.get(at("changes", plan))
    assert response.status_code == 200
    return Page.of(response.content)


def test_every_tiltak_of_both_years_stands_there_once(leader, plan):
    page = page_of(leader, plan)
    told = account(load(plan))
    assert told is not None
    for entry in told.entries:
        shown = page.by_id(f"endring-{entry.name.uid}")
        assert entry.name.title in text(shown)
        assert entry.said in " ".join(text(shown).split())
    assert len(page.find("//article")) == len(told.entries)


def test_words_are_marked_for_who_sees_no_colours(leader, plan):
    renamed = plan.tiltak.get(title="Flere i arbeid")
    shown = page_of(leader, plan).by_id(f"endring-{renamed.uid}")
    assert text(shown.xpath(".//del")[0]) == "tatt ut: Test:"
    assert "500 000 kr" in text(shown)
    assert "+100 000 kr" in text(shown)


def test_the_tables_are_the_account_s(leader, plan):
    content = leader.get(at("changes", plan)).content
    for table in account_tables(load(plan)):
        assert from_html.read(content, table.key) == expected(table)


def test_the_page_says_which_edition_of_the_plan_before_it_compares_with(leader, by):
    earlier = make_plan(year=2025)
    make_tiltak(earlier, "Bygge bru")
    plan = services.continue_plan(earlier=earlier, year=2026, form=earlier.form, language="nb", by=None)
    services.add_membership(person=by, role=Role.PROSJEKTLEDER, pilot=earlier.agreement.pilot, by=None)
    told = text(page_of(leader, plan).one("//main"))
    assert "Planen for 2025 er ikke godkjent av departementet ennå." in told
    assert "Ingenting må begrunnes eller vurderes så langt." in told
    assert "1 som går videre" in told
    assert "Ingen beløp er ført på tiltakene for 2026 ennå." in told
    approve(earlier)
    assert "slik departementet godkjente den sist" in text(page_of(leader, plan).one("//main"))
    approve(put_status(plan, Plan.Status.GODKJENT))
    assert "Planen for 2025 står her slik den var da denne ble låst." in text(page_of(leader, plan).one("//main"))


def test_another_delmaal_is_another_one_whatever_words_the_two_share(leader, plan):
    moved = plan.tiltak.get(title__startswith="Brobygger")
    (before,) = page_of(leader, plan).by_id(f"endring-{moved.uid}").xpath(".//del")
    assert text(before) == "tatt ut: Delmål 1: Øke rekruttering av relevant arbeidskraft"


def test_a_missing_reason_is_asked_for_in_place_and_saved_from_there(leader, plan):
    change = TiltakChange.objects.filter(plan=plan).exclude(reason="")[0]
    uid, reason = change.uid, change.reason
    TiltakChange.objects.filter(pk=change.pk).delete()
    page = page_of(leader, plan)
    assert "Én begrunnelse eller vurdering mangler." in text(page.one("//main"))
    (form,) = page.by_id(f"endring-{uid}").xpath(".//form[.//textarea]")
    assert form.get("action") == at("edit_begrunnelse", plan, uid=uid)
    posted = {one.get("name"): one.get("value") for one in form.xpath(".//input[@name!='csrfmiddlewaretoken']")}
    assert posted == {"text-base": field_hash("")}
    response = leader.post(form.get("action"), {**posted, "text": reason})
    assert response["Location"] == f"{at('changes', plan)}#endring-{uid}"
    assert TiltakChange.objects.get(plan=plan, uid=uid).reason == reason
    assert "Alt som må begrunnes eller vurderes, er det." in text(page_of(leader, plan).one("//main"))


def test_a_missing_reason_is_missed_where_the_tiltak_is_written_too(leader, plan):
    change = TiltakChange.objects.filter(plan=plan).exclude(reason="")[0]
    where = f"{at('changes', plan)}#endring-{change.uid}"
    place = f"tiltak-{change.uid}"
    beside = [at("findings_beside", plan, place=place), at("beside", plan, place=place)]
    assert all(where not in leader.get(address).content.decode() for address in beside)
    TiltakChange.objects.filter(pk=change.pk).delete()
    assert all(where in leader.get(address).content.decode() for address in beside)
    shown = Page.of(leader.get(at("plan", plan)).content)
    assert shown.by_id(place).xpath(f".//a[@href='{where}']")
    line = shown.find(f"//nav//li/a[@href='#{place}']")[0]
    assert line.xpath(".//*[contains(@class, 'finding-mark--feil')]")


def test_who_ends_a_tiltak_is_led_to_what_has_to_be_said_of_it(leader, plan):
    old = plan.tiltak.get(title="Flere i arbeid")
    merged = plan.tiltak.get(title="Møteplasser")
    new = make_tiltak(plan, "Nettopp begynt")
    earlier = plan.agreement.plans.get(year=2025).tiltak.get(uid=merged.uid)
    services.link_tiltak(plan=plan, uid=new.uid, earlier_uid=earlier.uid, kind="slått sammen", by=None)
    shown = {}
    for tiltak in (old, merged, new):
        response = leader.post(at("remove_tiltak", plan, uid=tiltak.uid), follow=True)
        shown[tiltak] = f"{at('changes', plan)}#endring-{tiltak.uid}" in response.content.decode()
    assert shown == {old: True, merged: False, new: False}


def test_a_colleague_who_was_first_is_shown_and_nothing_is_lost(leader, plan):
    change = TiltakChange.objects.filter(plan=plan).exclude(assessment="")[0]
    address = at("edit_vurdering", plan, uid=change.uid)
    posted = {"text-base": field_hash("noe eldre"), "text": "Mitt syn."}
    response = leader.post(address, posted)
    assert response.status_code == 422
    shown = text(Page.of(response.content).one("//main"))
    assert "Noen andre har endret dette mens du skrev." in shown
    assert "Mitt syn." in shown
    assert change.assessment[:40] in shown


def test_an_assessment_saves_itself_while_one_writes_and_an_earlier_one_comes_back(leader, plan):
    change = TiltakChange.objects.filter(plan=plan).exclude(assessment="")[0]
    path = f"tiltak/{change.uid}/vurdering"
    field = at("field", plan, path=path)
    (form,) = [
        one
        for one in page_of(leader, plan).by_id(f"endring-{change.uid}").xpath(".//form")
        if one.xpath(f".//*[@data-save='{field}']")
    ]
    assert form.get("data-person")
    asked = {"accept": "application/json"}
    before = leader.get(field, headers=asked).json()
    assert before["values"] == {"text": [change.assessment]}
    sent = {"text": "Nyttig.", "text-base": before["base"]}
    assert leader.post(field, sent, headers=asked).json()["values"] == {"text": ["Nyttig."]}
    again = leader.post(field, {**sent, "text": "Unyttig."}, headers=asked)
    assert (again.status_code, again.json()["values"]) == (409, {"text": ["Nyttig."]})
    old = FieldChange.objects.filter(plan=plan, path=path).order_by("pk")[0]
    earlier = at("earlier", plan, path=path)
    seen = leader.get(earlier).context["seen"]
    leader.post(earlier, {"change": old.pk, "side": "after", "seen": seen})
    assert TiltakChange.objects.get(pk=change.pk).assessment == old.after


def test_without_a_script_a_reason_is_a_field_like_others(leader, plan):
    change = TiltakChange.objects.filter(plan=plan).exclude(reason="")[0]
    field = at("field", plan, path=f"tiltak/{change.uid}/begrunnelse")
    response = leader.post(field, {"text": "Dyrt.", "text-base": field_hash(change.reason)})
    assert response["Location"] == f"{at('changes', plan)}#endring-{change.uid}"


def test_an_assessment_has_a_place_when_last_year_s_plan_was_written_anew(leader, by):
    """What KDD approved is compared with, also while that plan is open again and the tiltak is gone from it."""
    earlier = make_plan(year=2025)
    old = make_tiltak(earlier, "Bygge bru")
    approve(earlier)
    plan = services.continue_plan(earlier=earlier, year=2026, form=earlier.form, language="nb", by=None)
    services.add_membership(person=by, role=Role.PROSJEKTLEDER, pilot=earlier.agreement.pilot, by=None)
    for tiltak in (plan.tiltak.get(uid=old.uid), old):
        services.delete_tiltak(tiltak=tiltak, by=None)
    (form,) = page_of(leader, plan).by_id(f"endring-{old.uid}").xpath(".//form")
    posted = {"text-base": field_hash(""), "text": "Brua står."}
    assert leader.post(form.get("action"), posted)["Location"] == f"{at('changes', plan)}#endring-{old.uid}"
    assert "Brua står." in text(page_of(leader, plan).by_id(f"endring-{old.uid}"))
    trace = FieldChange.objects.get(plan=plan, path=f"tiltak/{old.uid}/vurdering")
    assert trace.label == "Vurdering, Bygge bru"


def test_a_tiltak_that_last_year_s_plan_got_afterwards_did_not_end_here(leader, by):
    earlier = make_plan(year=2025)
    ended = make_tiltak(earlier, "Bygge bru")
    plan = services.continue_plan(earlier=earlier, year=2026, form=earlier.form, language="nb", by=None)
    services.add_membership(person=by, role=Role.PROSJEKTLEDER, pilot=earlier.agreement.pilot, by=None)
    services.set_title(tiltak=plan.tiltak.get(), title="Bygge to bruer", base=UNCHECKED, by=None)
    services.delete_tiltak(tiltak=plan.tiltak.get(), by=None)
    late = make_tiltak(earlier, "Rydde skog")
    page = page_of(leader, plan)
    told = {one: text(page.by_id(f"endring-{one.uid}")) for one in (ended, late)}
    assert "Kom med i planen for 2025 etter at denne ble startet" in told[late]
    assert "Kom med i planen" not in told[ended]


def test_no_two_fields_of_the_page_share_an_id(leader, plan):
    ids = [one.get("id") for one in page_of(leader, plan).find("//*[@id]")]
    assert len(ids) == len(set(ids))


def test_a_limited_collaborator_writes_of_her_own_delmaal_alone(signed_in, plan):
    client = signed_in(Role.MEDARBEIDER)
    told = account(load(plan))
    assert told is not None
    for entry in told.entries:
        kind = "edit_vurdering" if entry.after is None else "edit_begrunnelse"
        wanted = 200 if entry.goal == 4 else 403
        path = f"tiltak/{entry.name.uid}/{kind.removeprefix('edit_')}"
        addresses = (at(kind, plan, uid=entry.name.uid), *(at(name, plan, path=path) for name in ("field", "earlier")))
        assert {client.get(address).status_code for address in addresses} == {wanted}, entry.name
    page = page_of(client, plan)
    owners = {one.getparent().xpath("ancestor::article/@id")[0] for one in page.find("//article//textarea")}
    goals = {f"endring-{entry.name.uid}" for entry in told.entries if entry.goal == 4}
    assert owners
    assert owners <= goals


def test_who_only_reads_sees_no_forms(signed_in, plan):
    page = page_of(signed_in(Role.STYRINGSGRUPPE), plan)
    assert page.find("//article//form") == []
    assert page.find("//article//del")


def test_tiltak_are_linked_and_the_link_is_taken_away_and_put_back(leader, plan):
    new = plan.tiltak.get(title="Felles digitalisering")
    ended = plan.agreement.plans.get(year=2025).tiltak.get(title__startswith="Lage en interkommunal strategisk plan")
    address = at("link_change", plan, uid=new.uid)
    choices = [value for value, _ in leader.get(address).context["form"].fields["earlier"].choices]
    assert choices[0] == ""
    assert str(ended.uid) in choices[1:11]
    refused = leader.post(address, {"earlier": "", "kind": ""})
    assert (refused.status_code, set(refused.context["form"].errors)) == (422, {"earlier", "kind"})
    response = leader.post(address, {"earlier": str(ended.uid), "kind": "delt"})
    assert response["Location"] == f"{at('changes', plan)}#endring-{new.uid}"
    shown = text(page_of(leader, plan).by_id(f"endring-{new.uid}"))
    assert "Skilt ut fra 6.2 Lage en interkommunal strategisk plan" in shown
    again = leader.post(address, {"earlier": str(ended.uid), "kind": "delt"})
    assert "Tiltakene er allerede koblet." in again.content.decode()
    leader.post(at("unlink_change", plan, uid=new.uid, earlier=ended.uid))
    assert not TiltakLink.objects.filter(later_uid=new.uid).exists()


def test_an_answer_from_last_year_is_marked_in_the_plan_until_it_is_confirmed(leader, plan):
    carried = Answer.objects.filter(plan=plan, carried=True)
    before = carried.count()
    page = Page.of(leader.get(at("plan", plan)).content)
    assert len(page.find("//*[@class='carried']")) == before
    for form in (page.find("//*[@class='carried']/form")[0], page.find("//*[@class='carried']/form")[-1]):
        values = {one.get("name"): one.get("value") for one in form.xpath(".//input[@name!='csrfmiddlewaretoken']")}
        response = leader.post(form.get("action"), values)
        assert response.status_code == 302
        assert response["Location"].startswith(f"{at('plan', plan)}#")
    assert carried.count() == before - 2
    for answer in carried:
        assert answer.html


def test_a_confirmation_of_nothing_is_refused(leader, plan):
    response = leader.post(at("confirm_carried", plan), {"niva": "tiltak", "uid": "ikke-en-uid", "ledetekst": "x"})
    assert response.status_code == 302
    assert "Her står det ikke noe svar." in leader.get(response["Location"]).content.decode()


def test_the_first_plan_says_that_there_is_nothing_to_compare_with(leader):
    first = Plan.objects.select_related("agreement__pilot").get(slug="indre-namdal-2025")
    assert "avtalens første plan i portalen" in text(page_of(leader, first).one("//main"))
    assert at("changes", first) not in leader.get(at("plan", first)).content.decode()


def test_the_frame_of_a_delmaal_is_what_was_foreseen(leader, plan):
    shown = text(Page.of(leader.get(at("plan", plan)).content).one("//main"))
    assert "Bygdevekstmidler i 2026: 1 400 000 kr av 1 500 000 kr som planen for 2025 anslo" in shown
    budget = leader.get(at("budget", plan)).content
    table = account_tables(load(plan))[-1]
    assert from_html.read(budget, table.key) == expected(table)


def test_many_tiltak_take_no_more_queries_than_few(leader, by):
    def queries(tiltak):
        earlier = make_plan(delmaal=1)
        for number in range(tiltak):
            put(make_tiltak(earlier, f"Tiltak {number}"), number)
        later = services.continue_plan(earlier=earlier, year=2026, form=earlier.form, language="nb", by=None)
        first = later.tiltak.all()[0]
        services.set_phase(tiltak=first, phase="strategi", base=UNCHECKED, by=None)
        services.add_membership(person=by, role=Role.PROSJEKTLEDER, pilot=earlier.agreement.pilot, by=None)
        with CaptureQueriesContext(connection) as captured:
            assert leader.get(at("changes", later)).status_code == 200
        return len(captured.captured_queries)

    assert queries(3) == queries(30)
