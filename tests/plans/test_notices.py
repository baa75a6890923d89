"""Notices: told once, seen by who still may, counted in few queries, read and unread again."""

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from plans import services
from plans.models import Membership, Notice, Person, Plan
from plans.notices import unread, visible_notices
from plans.permissions import visible_plans
from plans.roles import Role, roles_with
from plans.tellings import TELLINGS
from tests import factories

pytestmark = pytest.mark.django_db
NOW = timezone.now()
PAGE = reverse("notices")


def tell(*people: Person, **fields) -> list[Notice]:
    own = {"what": "endringer", "about": "steg/1", "address": "/roller/", "by": None, "at": NOW}
    return services.notify(people=people, **{**own, **fields})


def test_words_exist_in_both_forms_and_name_nothing_else_than_who_and_what():
    for telling in TELLINGS.values():
        for language in ("nb", "nn"):
            assert "{" not in telling.words(language, who="Kari", detail="prosjektleder")
        assert telling.nb != telling.nn


def test_somebody_is_told_of_a_thing_once(plan, by):
    (first,) = tell(by, plan=plan)
    assert tell(by, plan=plan) == []
    assert [one.about for one in tell(by, plan=plan, about="steg/2")] == ["steg/2"]
    assert first.pilot == plan.agreement.pilot


def test_who_did_it_and_who_cannot_sign_in_are_not_told(plan, by):
    gone = factories.make_person(Role.PROSJEKTLEDER, pilot=plan.agreement.pilot)
    gone.is_active = False
    assert tell(by, gone, by=by, plan=plan) == []


def test_what_the_table_does_not_have_cannot_be_told(plan, by):
    with pytest.raises(KeyError):
        tell(by, plan=plan, what="noe annet")


@pytest.mark.parametrize("role", Role)
def test_a_notice_is_seen_by_who_may_see_the_plan_and_for_whom_it_is_meant(role, plan, person):
    somebody, other = person(role), factories.make_plan(delmaal=1)
    for what in TELLINGS:
        tell(somebody, plan=plan, what=what)
        tell(somebody, plan=other, what=what, about="steg/2")
    at = {plan.pk: True, other.pk: not Membership.objects.get(person=somebody).pilot_id}
    for status in Plan.Status:
        Plan.objects.filter(pk__in=at).update(status=status, adoption_date=NOW.date())
        seen = {(one.plan_id, one.what) for one in visible_notices(somebody)}
        known = visible_plans(somebody).filter(pk__in=at).values_list("pk", flat=True)
        wanted = {
            (pk, what)
            for pk in known
            for what, telling in TELLINGS.items()
            if at[pk] and (not telling.needs or any(role in roles_with(needs) for needs in telling.needs))
        }
        assert seen == wanted, status


def test_a_notice_goes_with_the_role_and_comes_back_with_it(plan):
    somebody = factories.make_person(Role.PROSJEKTLEDER, pilot=plan.agreement.pilot)
    tell(somebody, plan=plan)
    assert unread(somebody) == 1
    removed = services.end_membership(membership=somebody.memberships.get(), by=None)
    assert unread(somebody) == 0
    services.restore(removed=removed, by=None)
    assert unread(somebody) == 1


def test_the_top_of_a_page_counts_in_two_queries_however_many(by, plan):
    request = RequestFactory().get("/")
    asked = []
    for count in (3, 300):
        for number in range(count):
            tell(by, plan=plan, about=f"{count}/{number}")
        request.user = Person.objects.get(pk=by.pk)
        assert request.user.is_kdd is False
        with CaptureQueriesContext(connection) as queries:
            top = render_to_string("parts/header.html", {"user": request.user, "request": request})
        asked.append([one for one in queries.captured_queries if "notice" in one["sql"]])
        assert f">{unread(by)}<span" in top
    assert [len(one) for one in asked] == [2, 2]
    assert unread(by) == 303


def test_nothing_unread_is_no_number_and_one_query(by):
    request = RequestFactory().get("/")
    request.user = by
    with CaptureQueriesContext(connection) as queries:
        top = render_to_string("parts/header.html", {"user": by, "request": request})
    assert "site-notices-count" not in top
    assert sum("notice" in one["sql"] for one in queries.captured_queries) == 1


# The page


@pytest.fixture
def leader(signed_in):
    return signed_in(Role.PROSJEKTLEDER)


def test_the_page_takes_the_same_queries_for_three_and_three_hundred(leader, by, plan):
    asked = []
    for count in (3, 300):
        for number in range(count):
            tell(by, plan=plan, about=f"{count}/{number}")
        with CaptureQueriesContext(connection) as queries:
            page = leader.get(PAGE)
        asked.append(len(queries))
    assert asked[0] == asked[1] <= 12
    assert "Side 1 av 13" in page.content.decode()
    assert "Side 13 av 13" in leader.get(PAGE, {"side": "999"}).content.decode()


def test_an_empty_page_says_what_will_come(leader):
    assert "Du har ingen uleste varsler" in leader.get(PAGE).content.decode()
    assert "Her får du vite når det er din tur" in leader.get(PAGE, {"vis": "alle"}).content.decode()


def test_opening_goes_to_what_it_is_about_and_marks_it_read(leader, by, plan):
    (notice,) = tell(by, plan=plan)
    address = reverse("open_notice", kwargs={"pk": notice.pk})
    assert leader.head(address).headers["Location"] == "/roller/"
    assert unread(by) == 1
    assert leader.get(address).headers["Location"] == "/roller/"
    assert unread(by) == 0
    assert notice.sentence() not in leader.get(PAGE).content.decode()
    assert notice.sentence() in leader.get(PAGE, {"vis": "alle"}).content.decode()


def test_read_becomes_unread_again_and_keeps_when_it_was_first_read(leader, by, plan):
    (notice,) = tell(by, plan=plan)
    mark = reverse("mark_notice", kwargs={"pk": notice.pk})
    leader.post(mark)
    notice.refresh_from_db()
    first = notice.read_at
    leader.post(mark)
    notice.refresh_from_db()
    assert notice.read_at == first is not None
    assert leader.post(mark, {"ulest": "1", "vis": "alle"}).headers["Location"] == f"{PAGE}?vis=alle"
    assert unread(by) == 1


def test_all_that_had_come_is_marked_and_what_came_since_is_not(leader, by, plan):
    tell(by, plan=plan, about="a")
    tell(by, plan=plan, about="b")
    newest = leader.get(PAGE).context["newest"]
    (later,) = tell(by, plan=plan, about="c")
    answer = leader.post(reverse("mark_notices"), {"nyeste": str(newest)}, follow=True)
    assert "2 varsler er merket som lest." in answer.content.decode()
    assert list(visible_notices(by).filter(read_at=None)) == [later]
    for nonsense in ("", "x", "9" * 40):
        leader.post(reverse("mark_notices"), {"nyeste": nonsense})
    assert unread(by) == 1


def test_nobody_opens_or_marks_what_is_another_persons_or_may_no_longer_be_seen(client, leader, by, plan):
    other = factories.make_person(Role.PROSJEKTLEDER, pilot=plan.agreement.pilot)
    (theirs,) = tell(other, plan=plan)
    (hidden,) = tell(by, plan=Plan.objects.get(slug="innlandspiloten-2025"))
    for notice in (theirs, hidden):
        assert leader.get(reverse("open_notice", kwargs={"pk": notice.pk})).status_code == 404
        assert leader.post(reverse("mark_notice", kwargs={"pk": notice.pk})).status_code == 404
    leader.post(reverse("mark_notices"), {"nyeste": str(hidden.pk)})
    assert not Notice.objects.exclude(read_at=None).exists()
    for name, kwargs in (("notices", {}), ("open_notice", {"pk": theirs.pk})):
        assert client.get(reverse(name, kwargs=kwargs)).headers["Location"].startswith(reverse("account_login"))
    for name, kwargs in (("mark_notices", {}), ("mark_notice", {"pk": theirs.pk})):
        assert client.post(reverse(name, kwargs=kwargs)).headers["Location"].startswith(reverse("account_login"))
        assert leader.get(reverse(name, kwargs=kwargs)).status_code == 405


def test_an_accepted_invitation_is_told_to_who_invited(by, plan):
    invited = services.create_invitation(
        email="ny@eksempel.example", role=Role.OBSERVATOER, pilot=plan.agreement.pilot, by=by, address=str
    )
    services.accept_invitation(invitation=invited, name="Kari Li", password="Snøfonna-ligger-lenge", by=None)
    (notice,) = visible_notices(by)
    assert notice.sentence() == "Kari Li har tatt imot invitasjonen og er nå observatør"
    assert (notice.where, notice.address) == ("Indre Namdal", "/indre-namdal/folk/")
