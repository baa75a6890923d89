"""Reasons on the page of changes: several stand on one page, and none is lost while another is saved."""

import pytest
from playwright.sync_api import Page, expect

from plans.models import Plan, TiltakChange
from tests.browser.writing.form import LEADER

pytestmark = pytest.mark.browser

PAGE = "/indre-namdal/2026/endringer/"


@pytest.fixture
def missing(db) -> list[TiltakChange]:
    """Two reasons that nobody has written yet."""
    plan = Plan.objects.get(slug="indre-namdal-2026")
    found = list(TiltakChange.objects.filter(plan=plan).exclude(reason="").order_by("pk"))
    taken = [one for one in found if one.plan.tiltak.filter(uid=one.uid).exists()][:2]
    TiltakChange.objects.filter(pk__in=[one.pk for one in taken]).delete()
    return taken


def test_what_is_written_in_one_reason_outlives_the_saving_of_another(page: Page, sign_in, missing):
    sign_in(page, LEADER)
    page.goto(PAGE)
    first, second = (page.locator(f"#endring-{one.uid}") for one in missing)
    expect(first.locator(".save-state")).to_be_attached()
    expect(page.locator(".changes-summary")).to_contain_text("2 begrunnelser og vurderinger mangler.")
    with page.expect_response(lambda answer: "/felt/tiltak/" in answer.url and answer.ok):
        first.get_by_label("Begrunnelse", exact=True).fill("Stålet ble dyrere.")
        first.get_by_label("Begrunnelse", exact=True).blur()
    # What is counted follows: here, and at the way to Kontroll.
    expect(page.locator(".changes-summary")).to_contain_text("Én begrunnelse eller vurdering mangler.")
    expect(first).not_to_have_class("change change--missing")
    expect(second).to_have_class("change change--missing")
    second.get_by_label("Begrunnelse", exact=True).fill("Det tok lenger tid.")
    second.get_by_role("button", name="Lagre").click()
    expect(page.locator(".changes-summary")).to_contain_text("Alt som må begrunnes eller vurderes, er det.")
    reasons = {one.uid: TiltakChange.objects.get(plan=one.plan, uid=one.uid).reason for one in missing}
    assert list(reasons.values()) == ["Stålet ble dyrere.", "Det tok lenger tid."]
