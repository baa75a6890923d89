"""What comes along to the next plan: the budget's own rows, without any amount."""

from budgets.models import BudgetPost
from plans.models import Person, Plan
from plans.services.continuing import copied

#: The columns of a post that come along; amounts start blank, and history is read from the earlier plan.
COPIED = ("uid", "name", "position", "outside_sum")


def copy_posts(*, old: Plan, new: Plan, by: Person | None) -> None:
    """Give the next plan the same posts. That they came along is told by the trace of the plan as a whole."""
    BudgetPost.objects.bulk_create(BudgetPost(plan=new, **copied(post, COPIED)) for post in old.posts.all())
