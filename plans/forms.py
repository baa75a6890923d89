"""Forms hold layout and messages. What may be written, and by whom, is decided in services and permissions."""

from collections.abc import Callable, Iterable, Iterator, MutableMapping
from copy import copy
from typing import Any, NamedTuple

from crispy_forms.helper import FormHelper
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
    `template` draws the fields.
    """

    template = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.entries: dict[str, Entry] = {}
        #: What somebody else has saved meanwhile, in words, by the name of the field that shows it.
        self.conflicts: dict[str, str] = {}
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.template = self.template
        # Nearly everything may be left out while a plan is being written; saying so at every field is noise.
        self.helper.hide_optional = True

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
                    self._refuse(entry, error)
            if refused:
                transaction.set_rollback(True)
        return not refused

    def _refuse(self, entry: Entry, error: ValidationError) -> None:
        """Say what is wrong at the field it is wrong in, or at the entry's first where that is no field here."""
        found = error.error_dict if hasattr(error, "error_dict") else {"": [error]}
        for name, errors in found.items():
            place = name if name in entry.fields else entry.fields[0]
            self.add_error(place, ValidationError([message for one in errors for message in one.messages]))

    def _tell(self, name: str, entry: Entry, conflict: Conflict) -> None:
        """Say what the other wrote, keep what was typed, and let the next save start from the other's value."""
        self.conflicts[entry.fields[0]] = entry.shown(conflict.theirs)
        self.add_error(entry.fields[0], "Noen andre har endret dette mens du skrev.")
        self._put({f"{name}-base": field_hash(conflict.theirs)})

    def _put(self, values: dict[str, str]) -> None:
        """Put values into what was submitted, for the form that is shown again."""
        data = copy(self.data)
        # A submitted form is immutable, its copy is not.
        if isinstance(data, QueryDict):
            data = data.copy()
        assert isinstance(data, MutableMapping)
        for name, value in values.items():
            data[self.add_prefix(name)] = value
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


class PartiesField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # Django has no such subscript
    """Parties of the register as a list to tick off; the ones that matter most here come first."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=Party.objects.none(), required=False, to_field_name="key", **kwargs)

    def offer(self, parties: Iterable[Party], chosen: Iterable[str], near: Iterable[str]) -> None:
        """Let all `parties` be chosen; those with a key in `chosen` stand first in that order, then those in `near`."""
        self.queryset = Party.objects.all()
        names = {party.key: party.name for party in parties}
        first = [key for key in chosen if key in names]
        close = [key for key in names if key in set(near) - set(first)]
        rest = [key for key in names if key not in {*first, *close}]
        groups = (("Valgt", first), ("Partene i avtalen", close), ("Andre", rest))
        self.choices = [(label, [(key, names[key]) for key in keys]) for label, keys in groups if keys]


class Text(NamedTuple):
    """A prompt with its field, or with the text itself where it cannot be written here."""

    label: str
    field: forms.BoundField | None
    blocks: RichText = ()


class TiltakForm(SavedFieldsForm):
    """Everything of one tiltak but its money."""

    template = "plans/tiltak_fields.html"

    title = forms.CharField(label="Tittel", max_length=250, error_messages={"required": NEEDS_TITLE})
    phase = forms.ChoiceField(label="Status", required=False, choices=[("", "Ikke satt"), *Tiltak.Phase.choices])
    responsible = PartiesField(label="Hovedansvarlig")
    responsible_text = forms.CharField(
        label="Andre hovedansvarlige", max_length=300, required=False, help_text="De som ikke står i listen."
    )
    partners = PartiesField(label="Samarbeidsparter")
    partners_text = forms.CharField(
        label="Andre samarbeidsparter", max_length=300, required=False, help_text="De som ikke står i listen."
    )
    time_from = forms.CharField(label="Fra", required=False, max_length=10, help_text="Tomt betyr åpent.")
    time_to = forms.CharField(label="Til", required=False, max_length=10, help_text="Tomt betyr åpent.")
    time_text = forms.CharField(label="Merknad til tidsrammen", max_length=200, required=False)

    def __init__(self, tiltak: Tiltak, *args: Any, **kwargs: Any) -> None:
        self.tiltak = tiltak
        super().__init__(*args, **kwargs)
        self._simple()
        self._parties()
        self._time()
        self._texts()

    @property
    def texts(self) -> Iterator[Text]:
        """The prompts in the form's order, for the template."""
        for label, name, blocks in self._prompts:
            yield Text(label, self[name] if name else None, blocks)

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
        register = list(Party.objects.all())
        self._party_names = {party.key: party.name for party in register}
        near = list(tiltak.plan.agreement.parties.values_list("party__key", flat=True))
        for part, name in ((TiltakParty.Part.RESPONSIBLE, "responsible"), (TiltakParty.Part.PARTNER, "partners")):
            stored = parties_value(tiltak, part)
            *keys, text = stored
            field = self.fields[name]
            assert isinstance(field, PartiesField)
            field.offer(register, self._posted(name) if self.is_bound else keys, near)
            self.initial.update({name: keys, f"{name}_text": text})
            self.add_entry(name, self._party_entry(part, name, keys), stored)

    def _posted(self, name: str) -> list[str]:
        """Return what was ticked off in a list."""
        widget = self.fields[name].widget
        found: list[str] = widget.value_from_datadict(self.data, self.files, self.add_prefix(name)) or []
        return found

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
            lambda value: ", ".join(self._party_names.get(word, word) for word in value if word),
        )

    def _time(self) -> None:
        """From, to and remark, saved as one."""
        tiltak, agreement = self.tiltak, self.tiltak.plan.agreement
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
                lambda value: TimeFrame(*value).in_words(agreement.first_year, agreement.last_year),
            ),
            stored,
        )

    def _texts(self) -> None:
        """One field per prompt. A text with a table or figure cannot be written as plain text; it is only shown."""
        tiltak = self.tiltak
        plan = tiltak.plan
        answers = {answer.prompt_id: answer for answer in Answer.objects.filter(tiltak=tiltak)}
        self._prompts: list[tuple[str, str, RichText]] = []
        for prompt in Prompt.objects.filter(form=plan.form_id, level=Prompt.Level.TILTAK):
            html = answers[prompt.pk].html if prompt.pk in answers else ""
            label = prompt.wording(plan.language, plan.year)
            name = f"svar-{prompt.key}"
            text = to_plain(html)
            # If it got its table while this was being written, what was written still has to be answered.
            if text is None and self.add_prefix(name) not in self.data:
                self._prompts.append((label, "", parse(html)))
                continue
            self.fields[name] = RichTextField(
                label=label,
                help_text=prompt.guidance_nn if plan.language == "nn" else prompt.guidance_nb,
                widget=forms.Textarea(attrs={"rows": _rows(text or "")}),
            )
            self.initial[name] = text
            self.add_entry(name, self._text_entry(name, prompt.key), html)
            self._prompts.append((label, name, ()))

    def _text_entry(self, name: str, key: str) -> Entry:
        """Return the entry of one answer."""
        return Entry(
            (name,),
            lambda data: data[name],
            lambda data, base, by: save_answer(place=self.tiltak, key=key, html=data[name], base=base, by=by),
            _shown_text,
        )


def _rows(text: str) -> int:
    """Return how many lines high a box for the text is, where neither style sheet nor script lets it grow."""
    return min(24, max(4, text.count("\n") + len(text) // 70 + 2))


def _shown_text(html: str) -> str:
    """Return a stored text in words."""
    text = to_plain(html)
    return "En tekst med en tabell eller en figur. Se den i planen." if text is None else text.strip()
