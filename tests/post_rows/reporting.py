"""Good data for findings and for what is read from files."""

from django.test import Client
from django.urls import reverse

from plans.models import Plan
from tests import received, workbooks
from tests.permission_rows.kwargs import of_plan
from tests.post_rows.post import Data, Post
from tests.site.pages import Page


def _finding(client: Client, plan: Plan) -> tuple[Data, Data]:
    """A finding of the plan, as the page of findings sends it."""
    action = reverse("acknowledge_finding", kwargs=of_plan(plan))
    page = Page.of(client.get(reverse("control", kwargs=of_plan(plan))).content)
    form = page.find(f"//form[@action='{action}']")[0]
    sent = {box.get("name"): box.get("value") for box in form.xpath(".//input[@name]")}
    return of_plan(plan), {**sent, "reason": "Avtalt med KDD."}


def _acknowledged(client: Client, plan: Plan) -> tuple[Data, Data]:
    client.post(reverse("acknowledge_finding", kwargs=of_plan(plan)), _finding(client, plan)[1])
    return {**of_plan(plan), "pk": plan.acknowledgements.get().pk}, {}


POSTS: dict[str, Post] = {
    "acknowledge_finding": Post(prepare=_finding),
    "withdraw_finding": Post(prepare=_acknowledged),
    "read_workbook": Post(prepare=workbooks.uploaded),
    "workbook": Post(prepare=workbooks.chosen),
    "undo_workbook": Post(prepare=workbooks.taken),
    "drop_workbook": Post(prepare=workbooks.kept),
    **{name: Post(prepare=prepare) for name, prepare in received.SENT.items()},
}
