"""Writing under the form's prompts: of a plan, a delmål or a tiltak."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django import forms

from plans import paths
from plans.forms.rich import Html, RichTextBox, RichTextField
from plans.forms.saved import Entry, SavedFieldsForm
from plans.models import Answer, Figure, Plan, PlanDelmaal, Prompt, Tiltak
from plans.richtext import RichText, figure_mark, parse, readable, to_plain
from plans.services import save_answer, set_money_note, set_not_relevant
from plans.services.carrying import answers_before

Place = Plan | PlanDelmaal | Tiltak


class Text(NamedTuple):
    """A prompt with its fields; `blocks` is the text itself, where it takes the editor to write it."""

    label: str
    field: forms.BoundField | None
    reason: forms.BoundField | None
    blocks: RichText = ()
    before: RichText = ()
    key: str = ""
    is_empty: bool = False


class TextsForm(SavedFieldsForm):
    """The answers of one place, each with «ikke relevant fordi …» beside it where the form asks for no text."""

    template = "plans/texts_fields.html"

    def __init__(self, place: Place, *args: Any, key: str | None = None, **kwargs: Any) -> None:
        """`key` limits the form to one prompt, as when one section of the plan is written; an empty one to none."""
        self.place = place
        super().__init__(*args, **kwargs)
        self._prompts: list[tuple[str, str, RichText]] = []
        figures = Figure.objects.filter(plan=self._scope()[0])
        self._figures = {figure.blob_id: str(figure) for figure in figures}
        self._add_texts(key)
        if isinstance(place, PlanDelmaal) and not key:
            self._add_money_note(place)

    @property
    def note(self) -> forms.BoundField | None:
        """The remark on a delmål's money, for the template."""
        return self["money_note"] if "money_note" in self.fields else None

    @property
    def texts(self) -> Iterator[Text]:
        """The prompts in the form's order, for the template."""
        before = answers_before(self.place)
        for label, name, blocks in self._prompts:
            reason = f"{name}-reason"
            key = name.removeprefix("svar-")
            yield Text(
                label,
                self[name] if name in self.fields else None,
                self[reason] if reason in self.fields else None,
                blocks,
                parse(before[key].html) if key in before else (),
                key,
                not (self.initial.get(name) or self.initial.get(reason)),
            )

    @property
    def level(self) -> str:
        """The level of the prompts, for the template."""
        return str(self._scope()[1].value)

    @property
    def figures(self) -> list[tuple[str, str]]:
        """What one types for each of the plan's figures, and what it is called, for the template."""
        return [(figure_mark(sha256, self._figures), name) for sha256, name in self._figures.items()]

    def _scope(self) -> tuple[Plan, Prompt.Level, dict[str, Any]]:
        """Return the plan, the level of the prompts, and where their answers stand."""
        if isinstance(self.place, Tiltak):
            return self.place.plan, Prompt.Level.TILTAK, {"tiltak": self.place}
        if isinstance(self.place, PlanDelmaal):
            return self.place.plan, Prompt.Level.DELMAAL, {"delmaal": self.place}
        return self.place, Prompt.Level.PLAN, {"plan": self.place, "delmaal": None, "tiltak": None}

    def _add_texts(self, key: str | None) -> None:
        """Add one field per prompt."""
        if key == "":
            return
        plan, level, where = self._scope()
        answers = {answer.prompt_id: answer for answer in Answer.objects.filter(**where)}
        prompts = Prompt.objects.filter(form=plan.form_id, level=level)
        for prompt in prompts.filter(key=key) if key else prompts:
            stored = answers.get(prompt.pk) or Answer()
            label = prompt.wording(plan.language, plan.year)
            name = f"svar-{prompt.key}"
            typed = to_plain(stored.html, self._figures)
            blocks = parse(stored.html) if typed is None else ()
            box = RichTextBox(attrs={"rows": _rows(typed or "")})
            field = RichTextField(
                label=label,
                help_text=prompt.guidance_nn if plan.language == "nn" else prompt.guidance_nb,
                widget=box,
            )
            # Without a script a text with a table is only shown, and nothing is sent for it. If it got its table while
            # this was being written, what was written still has to be answered.
            if blocks and self.is_bound and box.value_omitted_from_data(self.data, {}, self.add_prefix(name)):
                self._prompts.append((label, "", blocks))
                continue
            field.figures = tuple(self._figures)
            self.fields[name] = field
            self.initial[name] = Html(stored.html)
            self.add_entry(name, self._text_entry(name, prompt.key), stored.html)
            if level != Prompt.Level.PLAN:
                self._add_reason(f"{name}-reason", prompt.key, stored.not_relevant_reason)
            self._prompts.append((label, name, blocks))

    def _text_entry(self, name: str, key: str) -> Entry:
        """Return the entry of one answer."""
        return Entry(
            (name,),
            lambda data: data[name],
            lambda data, base, by: save_answer(place=self.place, key=key, html=data[name], base=base, by=by),
            self._shown_text,
            self._path(key),
        )

    def _path(self, key: str) -> str:
        """Return the path of the answer to a prompt."""
        _, level, _ = self._scope()
        return paths.answer(level, None if isinstance(self.place, Plan) else self.place.uid, key)

    def _shown_text(self, html: str) -> str:
        """Return a stored text in words."""
        return readable(html, self._figures).strip()

    def _add_reason(self, name: str, key: str, stored: str) -> None:
        """Add why a prompt is not relevant here; after the text, so that emptying one and giving the other works."""
        self.fields[name] = forms.CharField(label="Ikke relevant fordi", max_length=500, required=False)
        self.initial[name] = stored
        self.add_entry(
            name,
            Entry(
                (name,),
                lambda data: data[name].strip(),
                lambda data, base, by: set_not_relevant(place=self.place, key=key, reason=data[name], base=base, by=by),
                str,
                f"{self._path(key)}/ikke-relevant",
            ),
            stored,
        )

    def _add_money_note(self, delmaal: PlanDelmaal) -> None:
        """Add the remark on money that the texts name and no table has; it is a footnote to section 7."""
        column = PlanDelmaal._meta.get_field("money_note")
        self.fields["money_note"] = forms.CharField(
            label=str(column.verbose_name).capitalize(),
            help_text=column.help_text,
            max_length=500,
            required=False,
            widget=forms.Textarea(attrs={"rows": 2}),
        )
        self.initial["money_note"] = delmaal.money_note
        entry = Entry(
            ("money_note",),
            lambda data: data["money_note"].strip(),
            lambda data, base, by: set_money_note(delmaal=delmaal, note=data["money_note"], base=base, by=by),
            str,
            paths.delmaal_field(delmaal.uid, "money_note"),
        )
        self.add_entry("money_note", entry, delmaal.money_note)


def _rows(text: str) -> int:
    """Return how many lines high a box for the text is, where neither style sheet nor script lets it grow."""
    return min(24, max(4, text.count("\n") + len(text) // 70 + 2))
