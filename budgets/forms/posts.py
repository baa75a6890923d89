"""The form of a row of the budget that is no delmål."""

from typing import Any

from django import forms

from budgets.models import BudgetPost
from budgets.services import create_post, rename_post, set_outside_sum
from plans.forms import Entry, SavedFieldsForm
from plans.models import Person, Plan


class PostForm(SavedFieldsForm):
    """A post of a plan, each field saved on its own, or a new one, which comes last."""

    template = "plans/plain_fields.html"

    name = forms.CharField(
        label="Navn",
        max_length=160,
        help_text="For eksempel Prosjektledelse.",
        error_messages={"required": "Posten må ha et navn."},
    )
    outside_sum = forms.BooleanField(
        label="Står utenfor summen",
        required=False,
        help_text="Da trykkes beløpene i parentes og regnes ikke med i noen sum, som «Avsetning til frikjøp».",
    )

    def __init__(self, plan: Plan, post: BudgetPost | None, *args: Any, **kwargs: Any) -> None:
        self.plan = plan
        self.post = post
        super().__init__(*args, **kwargs)
        if post is None:
            return
        self.initial.update({"name": post.name, "outside_sum": post.outside_sum})
        name = Entry(
            ("name",),
            lambda data: " ".join(data["name"].split()),
            lambda data, base, by: rename_post(post=post, name=data["name"], base=base, by=by),
            str,
        )
        self.add_entry("name", name, post.name)
        outside = Entry(
            ("outside_sum",),
            lambda data: data["outside_sum"],
            lambda data, base, by: set_outside_sum(post=post, outside_sum=data["outside_sum"], base=base, by=by),
            lambda theirs: "Utenfor summen" if theirs else "I summen",
        )
        self.add_entry("outside_sum", outside, post.outside_sum)

    def save(self, by: Person) -> bool:
        """Save what was changed, or add the post."""
        if self.post is not None:
            return super().save(by)
        create_post(plan=self.plan, by=by, **{name: self.cleaned_data[name] for name in ("name", "outside_sum")})
        return True
