"""The forms of a plan's figures: the picture, the words that belong to it, and which text it is put in."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from plans.forms.saved import Entry, SavedFieldsForm
from plans.models import Figure, Person, Plan, PlanDelmaal, Prompt, Tiltak
from plans.services import add_figure, place_figure, set_figure_alt, set_figure_caption
from plans.services.figures import check_size
from plans.services.texts import Place

_ALT = "Det samme som bildet sier, for den som ikke ser det. Leses opp av skjermlesere, også i PDF-en."


def picture_field(help_text: str) -> forms.FileField:
    """Return the field a picture is chosen in."""
    return forms.FileField(
        label="Bilde",
        help_text=help_text,
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/webp"}),
        error_messages={
            "required": "Velg et bilde.",
            "missing": "Velg et bilde.",
            "empty": "Filen er tom. Velg et bilde.",
            "invalid": "Bildet kom ikke fram. Velg det på nytt.",
        },
    )


class FigureForm(SavedFieldsForm):
    """The words of a figure: what stands for it, and what is printed under it."""

    template = "plans/plain_fields.html"

    alt = forms.CharField(
        label="Alternativ tekst",
        help_text=_ALT,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "En figur må ha en alternativ tekst."},
    )
    caption = forms.CharField(
        label="Bildetekst", max_length=300, required=False, help_text="Trykkes under figuren, etter nummeret."
    )

    def __init__(self, figure: Figure, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.update({"alt": figure.alt, "caption": figure.caption})
        alt = Entry(
            ("alt",),
            lambda data: data["alt"].replace("\r\n", "\n").strip(),
            lambda data, base, by: set_figure_alt(
                figure=figure, alt=data["alt"].replace("\r\n", "\n"), base=base, by=by
            ),
            str,
        )
        self.add_entry("alt", alt, figure.alt)
        caption = Entry(
            ("caption",),
            lambda data: " ".join(data["caption"].split()),
            lambda data, base, by: set_figure_caption(figure=figure, caption=data["caption"], base=base, by=by),
            str,
        )
        self.add_entry("caption", caption, figure.caption)


class NewFigureForm(SavedFieldsForm):
    """A picture that is added with its words."""

    template = "plans/plain_fields.html"

    file = picture_field("PNG, JPEG eller WebP, høyst 8 MB.")
    alt = FigureForm.base_fields["alt"]
    caption = FigureForm.base_fields["caption"]

    def __init__(self, plan: Plan, *args: Any, **kwargs: Any) -> None:
        self.plan = plan
        super().__init__(*args, **kwargs)

    def clean_file(self) -> Any:
        """Refuse what is too large before it is read."""
        file = self.cleaned_data["file"]
        check_size(file.size or 0)
        return file

    def save(self, by: Person) -> bool:
        """Add the figure; it is then in `created`. A file that is no picture is refused at its field."""
        words = {name: self.cleaned_data[name] for name in ("alt", "caption")}
        try:
            self.created = add_figure(plan=self.plan, data=self.cleaned_data["file"].read(), by=by, **words)
        except ValidationError as error:
            self.refuse(error, "file")
            return False
        return True


class PlaceFigureForm(SavedFieldsForm):
    """Which text a figure is put at the end of."""

    template = "plans/plain_fields.html"

    text = forms.ChoiceField(label="Tekst", help_text="Figuren settes sist. Linjen dens kan flyttes i teksten.")

    def __init__(self, figure: Figure, editable: Iterable[str], sections: bool, *args: Any, **kwargs: Any) -> None:
        """`editable` holds the uids of the delmål one may write in; `sections` is for who may write in all."""
        self.figure = figure
        super().__init__(*args, **kwargs)
        self._places: dict[str, tuple[Place, str]] = {}
        field = self.fields["text"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = self._choices(figure.plan, frozenset(editable), sections)

    def _choices(self, plan: Plan, editable: frozenset[str], sections: bool) -> list[tuple[str, list[tuple[str, str]]]]:
        """Return the texts of the plan in its order, and note where each stands."""
        prompts: dict[str, list[Prompt]] = defaultdict(list)
        for prompt in Prompt.objects.filter(form=plan.form_id):
            prompts[prompt.level].append(prompt)
        tiltak: dict[int, list[Tiltak]] = defaultdict(list)
        for one in Tiltak.objects.filter(plan=plan):
            tiltak[one.delmaal_id].append(one)
        groups = [("Planen", self._texts(plan, "plan", prompts[Prompt.Level.PLAN]))] if sections else []
        for goal in PlanDelmaal.objects.filter(plan=plan):
            if str(goal.uid) not in editable:
                continue
            groups.append((str(goal), self._texts(goal, f"delmaal/{goal.uid}", prompts[Prompt.Level.DELMAAL])))
            for number, one in enumerate(tiltak[goal.pk], start=1):
                name = f"Tiltak {goal.number}.{number} {one.title}"
                groups.append((name, self._texts(one, f"tiltak/{one.uid}", prompts[Prompt.Level.TILTAK])))
        return groups

    def _texts(self, place: Place, path: str, prompts: list[Prompt]) -> list[tuple[str, str]]:
        """Return the choices of one place."""
        plan = self.figure.plan
        if not isinstance(place, Plan):
            place.plan = plan
        found = {f"{path}/{prompt.key}": prompt for prompt in prompts}
        self._places |= {name: (place, prompt.key) for name, prompt in found.items()}
        return [(name, prompt.wording(plan.language, plan.year)) for name, prompt in found.items()]

    def save(self, by: Person) -> bool:
        """Put the figure there."""
        place, key = self._places[self.cleaned_data["text"]]
        try:
            place_figure(figure=self.figure, place=place, key=key, by=by)
        except ValidationError as error:
            self.refuse(error, "text")
            return False
        return True
