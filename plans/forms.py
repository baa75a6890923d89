"""Forms hold layout and messages. What may be written, and by whom, is decided in services and permissions."""

from collections.abc import Callable, MutableMapping
from copy import copy
from typing import Any, NamedTuple

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import QueryDict

from plans.models import Answer, Party, Person, Prompt, Tiltak, TiltakParty
from plans.models.tiltak import NEEDS_TITLE
from plans.richtext import RichText, RichTextError, from_plain, normalise, parse, to_plain
from plans.services import Conflict, field_hash, save_answer, set_parties, set_phase, set_time_frame, set_title
from plans.services.tiltak import parties_value, time_frame_value
from plans.timeframe import TimeFrame


class Entry(NamedTuple):
    """One thing that is saved on its own: the form fields it takes, and how it is saved.

    `value` makes of the cleaned data what the base hash is taken of; `save` gets cleaned data, base and person.
    `shown` says the other writer's value in words.
    """

    fields: tuple[str, ...]
    value: Callable[[dict[str, Any]], Any]
    save: Callable[[dict[str, Any], str, Person], object]
    shown: Callable[[Any], str]


class SavedFieldsForm(forms.Form):
    """A form whose entries are saved one by one, each with the hash of the value it started from.

    An entry the writer did not touch is left alone, so two people on different fields never meet. If somebody else
    saved the same entry meanwhile, nothing is written, both values are shown, and saving again is a decision.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.entries: dict[str, Entry] = {}
        self.helper = FormHelper()
        self.helper.form_tag = False

    def add_entry(self, name: str, entry: Entry, stored: Any) -> None:
        """Add an entry whose stored value is `stored`; its hash travels in a hidden field."""
        self.entries[name] = entry
        self.fields[f"{name}-base"] = forms.CharField(
            widget=forms.HiddenInput, initial=field_hash(stored), required=False
        )

    def save(self, by: Person) -> bool:
        """Save every entry that was changed, all or nothing. False when something was refused; the errors say what."""
        refused = False
        with transaction.atomic():
            for name, entry in self.entries.items():
                base = self.cleaned_data[f"{name}-base"]
                try:
                    if field_hash(entry.value(self.cleaned_data)) == base:
                        continue
                    with transaction.atomic():
                        entry.save(self.cleaned_data, base, by)
                except Conflict as conflict:
                    refused = True
                    self._tell(name, entry, conflict)
                except ValidationError as error:
                    refused = True
                    self.add_error(entry.fields[0], ValidationError(error.messages))
            if refused:
                transaction.set_rollback(True)
        return not refused

    def _tell(self, name: str, entry: Entry, conflict: Conflict) -> None:
        """Say what the other wrote, keep what was typed, and let the next save start from the other's value."""
        theirs = entry.shown(conflict.theirs) or "tomt"
        self.add_error(
            entry.fields[0],
            f"Noen andre har endret dette mens du skrev. Der står det nå: «{theirs}». "
            "Det du skrev, står fortsatt i feltet. Rett det om du vil, og lagre på nytt for å bruke ditt.",
        )
        data = copy(self.data)
        # A submitted form is immutable; only the hidden hash is replaced in the copy that is shown again.
        if isinstance(data, QueryDict):
            data = data.copy()
        assert isinstance(data, MutableMapping)
        data[self.add_prefix(f"{name}-base")] = field_hash(conflict.theirs)
        self.data = data


class RichTextField(forms.CharField):
    """Rich text written as plain text: a blank line makes a paragraph, «- » a list item, **bold** bold."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, strip=False, **kwargs)

    def clean(self, value: Any) -> str:
        """Return the normal form. Raises ValidationError with a sentence when the text is too large."""
        text: str = super().clean(value)
        try:
            return normalise(from_plain(text.replace("\r\n", "\n")))
        except RichTextError as error:
            raise ValidationError(str(error)) from error


class TiltakForm(SavedFieldsForm):
    """Everything of one tiltak but its money."""

    title = forms.CharField(label="Tittel", max_length=250, error_messages={"required": NEEDS_TITLE})
    phase = forms.ChoiceField(label="Status", required=False, choices=[("", "Ikke satt"), *Tiltak.Phase.choices])
    responsible = forms.ModelMultipleChoiceField(
        label="Hovedansvarlig", queryset=Party.objects.none(), required=False, to_field_name="key"
    )
    responsible_text = forms.CharField(label="Andre hovedansvarlige", max_length=300, required=False)
    partners = forms.ModelMultipleChoiceField(
        label="Samarbeidsparter", queryset=Party.objects.none(), required=False, to_field_name="key"
    )
    partners_text = forms.CharField(label="Andre samarbeidsparter", max_length=300, required=False)
    time_from = forms.CharField(
        label="Fra",
        required=False,
        max_length=10,
        help_text="År, måned eller dato: 2025, 2025-04 eller 2025-04-30. Tomt betyr åpent.",
    )
    time_to = forms.CharField(label="Til", required=False, max_length=10, help_text="Skrives på samme måte.")
    time_text = forms.CharField(label="Merknad til tidsrammen", max_length=200, required=False)

    def __init__(self, tiltak: Tiltak, *args: Any, **kwargs: Any) -> None:
        self.tiltak = tiltak
        super().__init__(*args, **kwargs)
        self._simple()
        self._parties()
        self._time()
        texts = self._texts()
        self.helper.layout = Layout(
            "title",
            "phase",
            Fieldset("Hvem", "responsible", "responsible_text", "partners", "partners_text"),
            Fieldset("Tidsramme", "time_from", "time_to", "time_text"),
            *texts,
            *(f"{name}-base" for name in self.entries),
        )

    def _simple(self) -> None:
        """Title and phase."""
        tiltak = self.tiltak
        self.initial.update({"title": tiltak.title, "phase": tiltak.phase})
        self.add_entry(
            "title",
            Entry(
                ("title",),
                lambda data: " ".join(data["title"].split()),
                lambda data, base, by: set_title(tiltak=tiltak, title=data["title"], base=base, by=by),
                str,
            ),
            tiltak.title,
        )
        self.add_entry(
            "phase",
            Entry(
                ("phase",),
                lambda data: data["phase"],
                lambda data, base, by: set_phase(tiltak=tiltak, phase=data["phase"], base=base, by=by),
                lambda phase: Tiltak.Phase(phase).label if phase else "",
            ),
            tiltak.phase,
        )

    def _parties(self) -> None:
        """Who is responsible and who takes part, each saved as one list."""
        tiltak = self.tiltak
        chosen = {part: parties_value(tiltak, part) for part in TiltakParty.Part}
        for part, name in ((TiltakParty.Part.RESPONSIBLE, "responsible"), (TiltakParty.Part.PARTNER, "partners")):
            field = self.fields[name]
            assert isinstance(field, forms.ModelMultipleChoiceField)
            field.queryset = Party.objects.all()
            field.widget.attrs["size"] = 8
            keys = chosen[part][:-1]
            self.initial.update({name: keys, f"{name}_text": chosen[part][-1]})
            self.add_entry(name, self._party_entry(part, name, keys), chosen[part])

    def _party_entry(self, part: TiltakParty.Part, name: str, order: list[str]) -> Entry:
        """Return the entry of one list; parties that stood there keep their order, new ones come after."""

        def sorted_parties(data: dict[str, Any]) -> list[Party]:
            place = {key: number for number, key in enumerate(order)}
            return sorted(data[name], key=lambda party: place.get(party.key, len(order)))

        return Entry(
            (name, f"{name}_text"),
            lambda data: [*(party.key for party in sorted_parties(data)), " ".join(data[f"{name}_text"].split())],
            lambda data, base, by: set_parties(
                tiltak=self.tiltak,
                part=part,
                parties=sorted_parties(data),
                text=data[f"{name}_text"],
                base=base,
                by=by,
            ),
            lambda value: ", ".join(word for word in value if word),
        )

    def _time(self) -> None:
        """From, to and remark, saved as one."""
        tiltak = self.tiltak
        names = ("time_from", "time_to", "time_text")
        stored = time_frame_value(tiltak)
        self.initial.update(zip(names, stored, strict=True))
        self.add_entry(
            "time",
            Entry(
                names,
                lambda data: [data["time_from"], data["time_to"], " ".join(data["time_text"].split())],
                lambda data, base, by: set_time_frame(
                    tiltak=tiltak, frame=TimeFrame(*(data[name] for name in names)), base=base, by=by
                ),
                lambda value: " – ".join(word for word in value if word),
            ),
            stored,
        )

    def _texts(self) -> list[str]:
        """One field per prompt. A text with a table or figure cannot be written as plain text, so it is left out."""
        tiltak = self.tiltak
        plan = tiltak.plan
        answers = {answer.prompt_id: answer for answer in Answer.objects.filter(tiltak=tiltak)}
        self.read_only: list[tuple[str, RichText]] = []
        names = []
        for prompt in Prompt.objects.filter(form=plan.form_id, level=Prompt.Level.TILTAK):
            html = answers[prompt.pk].html if prompt.pk in answers else ""
            label = prompt.wording(plan.language, plan.year)
            text = to_plain(html)
            if text is None:
                self.read_only.append((label, parse(html)))
                continue
            name = f"svar-{prompt.key}"
            lines = min(24, max(4, text.count("\n") + len(text) // 70 + 2))
            self.fields[name] = RichTextField(
                label=label,
                help_text=prompt.guidance_nn if plan.language == "nn" else prompt.guidance_nb,
                widget=forms.Textarea(attrs={"rows": lines}),
            )
            self.initial[name] = text
            self.add_entry(name, self._text_entry(name, prompt.key), html)
            names.append(name)
        return names

    def _text_entry(self, name: str, key: str) -> Entry:
        """Return the entry of one answer."""
        return Entry(
            (name,),
            lambda data: data[name],
            lambda data, base, by: save_answer(place=self.tiltak, key=key, html=data[name], base=base, by=by),
            lambda html: (to_plain(html) or "").strip(),
        )
