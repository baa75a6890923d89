"""What must be looked at after a document was taken in stands on the page that tells of it."""

import pytest
from django.urls import reverse

from plans.roles import Role
from reporting.storing import store_into
from tests.reporting.storing.cases import reading, small

pytestmark = pytest.mark.django_db


def test_a_name_that_was_cut_is_told_of(plan, by, signed_in):
    read = small()
    post = reading().plan.posts[0].model_copy(update={"name": "Prosjekt" * 30})
    read = read.model_copy(update={"plan": read.plan.model_copy(update={"delmaal": (), "posts": (post,)})})
    stored = store_into(reading=read, plan=plan, name="lang.docx", by=by)
    address = reverse("stored", kwargs={"pilot": plan.agreement.pilot.slug, "pk": stored.pk})
    html = signed_in(Role.PROSJEKTLEDER).get(address).content.decode()
    assert "Verdt å se på" in html
    assert "Navnet er på 240 tegn, og er kortet ned til 160." in html
