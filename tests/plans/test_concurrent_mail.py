"""Two machines that mail at the same time: what one has claimed, the other leaves alone."""

import datetime

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend

from plans.models import Person
from plans.roles import Role
from plans.services import notify
from plans.services.posting import Posted, post, waiting_people
from tests.connections import elsewhere
from tests.factories import make_person, make_plan

pytestmark = pytest.mark.django_db(transaction=True)
NOON = datetime.datetime(2025, 3, 4, 12, tzinfo=datetime.UTC)

#: What the other machine did, while this one was sending.
meanwhile: list[Posted] = []


def send() -> Posted:
    return post(people=list(waiting_people(NOON)), at=NOON)


class Meanwhile(EmailBackend):
    """Sends its first mail only when another machine has gone through all that waits."""

    is_first = True

    def send_messages(self, messages):
        if Meanwhile.is_first:
            Meanwhile.is_first = False
            meanwhile.append(elsewhere(send))
        return super().send_messages(messages)


@pytest.fixture(autouse=True)
def _nobody_yet():
    meanwhile.clear()
    Meanwhile.is_first = True


def test_a_mail_that_is_being_sent_is_sent_by_nobody_else(settings):
    plan = make_plan(delmaal=1)
    leader = make_person(Role.PROSJEKTLEDER, pilot=plan.agreement.pilot)
    Person.objects.filter(pk=leader.pk).update(last_login=NOON)
    notify(people=[leader], what="endringer", about="steg/1", address="/", by=None, at=NOON, plan=plan)
    assert mail.outbox == []
    settings.EMAIL_BACKEND = f"{__name__}.Meanwhile"
    assert send() == Posted(1, 0)
    assert meanwhile == [Posted(0, 0)]
    assert [one.to for one in mail.outbox] == [[leader.email]]
