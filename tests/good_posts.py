"""What somebody who may would send to every address that takes POST, so that it does something.

An address that takes POST without a row here fails `tests/test_permission_posts.py`. The rows lie in
`tests/post_rows/`, one file for each room of the house.
"""

from django.test import Client
from django.urls import reverse

from plans.models import Plan
from tests.permission_table import PILOT_ROWS, PLAN_ROWS, SITE_ROWS, Row
from tests.post_rows import budgets, people, plans, reporting, review
from tests.post_rows.post import Data, Post

#: By the name of the address; those across pilots that differ from a pilot's have `site:` before it.
POSTS: dict[str, Post] = {
    **plans.POSTS,
    **people.POSTS,
    **budgets.POSTS,
    **reporting.POSTS,
    **review.POSTS,
}


def posted_rows() -> dict[str, Row]:
    """Return every address that takes POST, by name; those across pilots with `site:` before it."""
    rows = {**PLAN_ROWS, **PILOT_ROWS, **{f"site:{name}": row for name, row in SITE_ROWS.items()}}
    return {name: row for name, row in rows.items() if "POST" in row.methods}


def good_post(name: str, client: Client, plan: Plan) -> tuple[str, Data]:
    """Return the address and all that `client`, who may, would send there."""
    row = posted_rows()[name]
    post = POSTS.get(name) or POSTS[name.removeprefix("site:")]
    route = name.removeprefix("site:").partition(":")[0]
    if post.prepare is not None:
        kwargs, data = post.prepare(client, plan)
        return reverse(route, kwargs=kwargs), data
    address = reverse(route, kwargs=row.kwargs(plan))
    form = client.get(address).context["form"] if "GET" in row.methods else None
    shown = {field: form[field].value() for field in form.fields} if form else {}
    # An unticked box sends nothing.
    data = {field: value for field, value in shown.items() if value not in (None, False, "")}
    if name == "limit_membership":
        data["delmaal"] = [str(plan.agreement.delmaal.all()[0].uid)]
    return address, {**data, **post.typed}
