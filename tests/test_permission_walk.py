"""Every address x every role x {own pilot, other pilot, no membership, signed out}, with GET and POST."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from plans.models import Person, Plan
from plans.roles import Role
from reporting import exports
from review.demo import DEMO_PEOPLE
from tests.permission_table import (
    KNOW_PILOT,
    KNOW_PILOT_EVERYWHERE,
    PILOT_ROWS,
    PLAN_ROWS,
    READ_DRAFT,
    READ_DRAFT_EVERYWHERE,
    SITE_ROWS,
    Row,
)

STRANGER = "uten medlemskap"
SIGNED_OUT = "ikke logget inn"
SUBJECTS = [*(role.value for role in Role), STRANGER, SIGNED_OUT]

#: Addresses that are no pilot's. They show each person her own, or are the way in.
SITE_PAGES = {
    "front",
    "open_invitation",
    "accept_invitation",
    "roles",
    "verify",
    "notices",
    "open_notice",
    "mark_notice",
    "mark_notices",
    "my_account",
    "stop_mail",
    "account_login",
    "account_logout",
    "account_change_password",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "account_inactive",
    "account_reauthenticate",
}


def _names(patterns: list[URLPattern | URLResolver]) -> Iterator[str | None]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            if pattern.namespace == "admin":
                continue  # walked in tests/site/test_register_walk.py
            yield from _names(pattern.url_patterns)
        else:
            yield pattern.name


def test_every_address_has_a_row():
    names = set(_names(get_resolver().url_patterns))
    rows = {name.partition(":")[0] for name in (*PLAN_ROWS, *PILOT_ROWS, *SITE_ROWS)} | SITE_PAGES
    assert names == rows


@pytest.fixture
def client_of(db, settings):
    """A browser for each subject."""
    settings.DEMO_LOGINS = True

    def sign_in(subject: str) -> Client:
        client = Client()
        if subject == STRANGER:
            client.force_login(Person.objects.create_user("fremmed@demo.example", name="Fremmed"))
        elif subject != SIGNED_OUT:
            email = next(demo.email for demo in DEMO_PEOPLE if demo.role == subject)
            client.force_login(Person.objects.get(email=email))
        return client

    return sign_in


@pytest.fixture(autouse=True)
def _quick_documents(monkeypatch):
    """The documents themselves are tested elsewhere; here only who gets one."""
    monkeypatch.setattr(exports, "render", lambda plan, format: exports.Export("plan.pdf", "application/pdf", b"%PDF-"))


def expected(row: Row, subject: str, knows: frozenset[Role], method: str) -> int:
    """Return the status that the rules of the house give; `knows` are the roles that may know of what is asked for."""
    if method not in row.methods:
        return 405
    if subject == SIGNED_OUT:
        return 302
    if subject == STRANGER or subject not in knows:
        return 404
    if subject not in row.may:
        return 403
    return row.answer(method)


@pytest.mark.parametrize("subject", SUBJECTS)
@pytest.mark.parametrize("own", [True, False], ids=["egen pilot", "annen pilot"])
def test_every_address_answers_as_the_table_says(subject: str, own: bool, client_of):
    client = client_of(subject)
    plan = Plan.objects.get(slug="indre-namdal-2025" if own else "innlandspiloten-2025")
    rows = [(name, row, READ_DRAFT if own else READ_DRAFT_EVERYWHERE) for name, row in PLAN_ROWS.items()]
    rows += [(name, row, KNOW_PILOT if own else KNOW_PILOT_EVERYWHERE) for name, row in PILOT_ROWS.items()]
    wrong = []
    for name, row, knows in rows:
        if not own and name == "figure":
            continue  # the other plan has no figure to ask for
        address = reverse(name.partition(":")[0], kwargs=row.kwargs(plan))
        for method in ("GET", "POST"):
            status = client.generic(method, address).status_code
            if status != expected(row, subject, knows, method):
                wrong.append(f"{method} {address}: {status}, expected {expected(row, subject, knows, method)}")
    assert not wrong


@pytest.mark.parametrize("subject", SUBJECTS)
def test_every_address_across_pilots_answers_as_the_table_says(subject: str, client_of, plan):
    client = client_of(subject)
    wrong = []
    for name, row in SITE_ROWS.items():
        address = reverse(name, kwargs=row.kwargs(plan))
        for method in ("GET", "POST"):
            wanted = expected(row, subject, frozenset(Role), method)
            # What belongs to no pilot is known to be there.
            wanted = 403 if wanted == 404 and subject == STRANGER else wanted
            status = client.generic(method, address).status_code
            if status != wanted:
                wrong.append(f"{method} {address}: {status}, expected {wanted}")
    assert not wrong


def test_signed_out_is_sent_to_the_sign_in_page_and_back(client_of, plan):
    address = reverse("plan", kwargs=PLAN_ROWS["plan"].kwargs(plan))
    response = client_of(SIGNED_OUT).get(address)
    assert response["Location"] == f"{reverse('account_login')}?next={address}"


@pytest.mark.parametrize("subject", SUBJECTS[:-1])
def test_the_list_of_plans_shows_nothing_that_an_address_refuses(subject: str, client_of):
    client = client_of(subject)
    shown = {entry.plan for entry in client.get(reverse("front")).context["entries"]}
    opened = {
        plan
        for plan in Plan.objects.select_related("agreement__pilot")
        if client.get(reverse("plan", kwargs=PLAN_ROWS["plan"].kwargs(plan))).status_code == 200
    }
    assert shown == opened


def test_a_collaborator_writes_in_her_own_delmaal_and_in_no_other(client_of, plan):
    client = client_of(Role.MEDARBEIDER)
    for delmaal in plan.delmaal.all():
        tiltak = delmaal.tiltak.first()
        kwargs = {"pilot": "indre-namdal", "year": 2025, "uid": tiltak.uid}
        wanted = 200 if delmaal.number == 4 else 403
        assert client.get(reverse("edit_tiltak", kwargs=kwargs)).status_code == wanted
        assert client.get(reverse("edit_amounts", kwargs={**kwargs, "kind": "tiltak"})).status_code == wanted
