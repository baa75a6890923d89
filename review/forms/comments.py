"""Saying something of a part of the plan, and answering."""

from collections.abc import Iterable
from typing import Any

from django import forms

from plans.forms import Entry, SavedFieldsForm
from review.audiences import Audience, Voice
from review.models import Comment
from review.models.comments import LONGEST, NEEDS_TEXT
from review.services import edit_comment

TOO_LONG = f"Kommentaren kan ha {LONGEST} tegn. Denne har %(show_value)s."


class TextField(forms.CharField):
    """What somebody says: plain text, in which people are mentioned as @Navn."""

    def __init__(self, label: str = "Kommentar") -> None:
        super().__init__(
            label=label,
            max_length=LONGEST,
            error_messages={"required": NEEDS_TEXT, "max_length": TOO_LONG},
            widget=forms.Textarea(attrs={"rows": 3, "data-mention": True}),
        )


class CommentForm(forms.Form):
    """A new comment: about what, for whom, and what."""

    path = forms.ChoiceField(label="Om")
    audience = forms.ChoiceField(label="Hvem ser den")
    weight = forms.ChoiceField(label="Vekt", required=False, choices=[("", "Ingen"), *Comment.Weight.choices])
    text = TextField()

    def __init__(
        self,
        found: Voice,
        audiences: list[Audience],
        places: Iterable[tuple[str, str]],
        about: str = "",
        **kwargs: Any,
    ) -> None:
        """Offer these audiences and places. The first place is chosen, or one whose path is or begins with `about`."""
        kwargs.setdefault("auto_id", "kommentar-%s")
        offered = list(places)
        wanted = next((path for path, _ in offered if about and f"{path}/".startswith(f"{about}/")), None)
        kwargs["initial"] = {**({"path": wanted} if wanted else {}), **kwargs.get("initial", {})}
        super().__init__(**kwargs)
        self._shape("path", offered)
        #: In words, where there is no choice.
        self.only_audience = audiences[0].label if len(audiences) == 1 else ""
        self._shape("audience", [(one.value, one.label[:1].upper() + one.label[1:]) for one in audiences])
        if not found.is_kdd:
            del self.fields["weight"]

    def _shape(self, name: str, choices: list[tuple[str, str]]) -> None:
        """Give a field its choices; one choice is none."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices
        if len(choices) == 1:
            field.widget = forms.HiddenInput()
            self.initial[name] = choices[0][0]

    def clean(self) -> dict[str, Any]:
        """Raise a sentence where KDD weighs what only KDD sees."""
        data = super().clean() or {}
        if data.get("weight") and data.get("audience") == Audience.KDD:
            self.add_error("weight", "Det som er internt i KDD, har ingen vekt for piloten.")
        return data


class ReplyForm(forms.Form):
    """An answer."""

    text = TextField("Svar")


class EditCommentForm(SavedFieldsForm):
    """One's own comment, written over."""

    template = "plans/plain_fields.html"
    text = TextField()

    def __init__(self, comment: Comment, at: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["text"] = comment.text
        entry = Entry(
            ("text",),
            lambda data: data["text"],
            lambda data, base, by: edit_comment(comment=comment, text=data["text"], base=base, by=by, at=at),
            str,
        )
        self.add_entry("text", entry, comment.text)
