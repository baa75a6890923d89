"""Rich text in a form: typed as plain text, or written in the editor that a script makes of the same box."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from plans.richtext import (
    RichTextError,
    figure_hashes,
    from_plain,
    normalise,
    parse,
    to_plain,
    unknown_figures,
)

#: The editor's text comes under the name of the box with this behind it, so that the two are never confused.
AS_HTML = "-html"


class Html(str):
    """What was written in the editor; a text that is no `Html` was typed as plain text."""

    __slots__ = ()


class Written(str):
    """A text as it is typed as plain text, with what the editor shows in `html`.

    `html` is None for what was typed and cannot be read; `can_be_typed` is false for a text with a table.
    """

    html: str | None
    can_be_typed: bool

    @classmethod
    def of(cls, value: Any, figures: Collection[str]) -> "Written":
        """Return a stored or submitted value of a field in both forms."""
        typed: str | None = str(value or "")
        html: str | None = None
        try:
            if isinstance(value, Html):
                html, typed = value, to_plain(value, figures)
            else:
                html = from_plain(str(value or "").replace("\r\n", "\n"), figures)
        except RichTextError:
            # Too large to be taken in: it stays as it was sent, under the sentence that says so.
            pass
        written = cls(typed or "")
        written.html, written.can_be_typed = html, typed is not None
        return written


class RichTextBox(forms.Textarea):
    """A box for typed text that carries the same text for the editor, which takes its place where scripts run."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """Return what was written in the editor, or else what was typed."""
        html = data.get(f"{name}{AS_HTML}")
        return super().value_from_datadict(data, files, name) if html is None else Html(html)

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        """Tell whether neither came."""
        return name not in data and f"{name}{AS_HTML}" not in data

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Add the text for the editor, and keep a box that cannot hold the text from being sent."""
        context = super().get_context(name, value, attrs)
        if isinstance(value, Written):
            if value.html is not None:
                context["widget"]["attrs"] |= {"data-rich-text": f"{name}{AS_HTML}", "data-html": value.html}
            if not value.can_be_typed:
                context["widget"]["attrs"]["disabled"] = True
        return context


class RichTextField(forms.CharField):
    """Rich text: typed, where a blank line makes a paragraph, «- » a list item, **bold** bold; or from the editor.

    `figures` holds the SHA-256 of the plan's figures. When typed, each of them is a line of its own.
    """

    widget = RichTextBox
    figures: tuple[str, ...] = ()

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, strip=False, **kwargs)

    def prepare_value(self, value: Any) -> Written:
        """Return a value as the page shows it."""
        return Written.of(value, self.figures)

    def clean(self, value: Any) -> str:
        """Return the normal form. Raises ValidationError with a sentence for a text too large, or an unknown figure."""
        try:
            return self._written(value) if isinstance(value, Html) else self._typed(str(super().clean(value)))
        except RichTextError as error:
            raise ValidationError(str(error)) from error

    def _typed(self, text: str) -> str:
        if unknown := unknown_figures(text, self.figures):
            raise ValidationError(f"Planen har ingen figur {unknown[0]}. Se hvilke den har, under «Slik skriver du».")
        return normalise(from_plain(text.replace("\r\n", "\n"), self.figures))

    def _written(self, html: str) -> str:
        text = normalise(html)
        if not set(figure_hashes(parse(text))) <= set(self.figures):
            raise ValidationError(
                "Teksten har en figur som ikke hører til planen lenger. Ta den ut, eller legg den til."
            )
        return text
