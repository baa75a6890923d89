"""The form of one tiltak."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.forms.utils import ErrorDict

from plans import paths
from plans.forms.parties import SEARCH, PartiesField, add_party, new_party_fields
from plans.forms.saved import Entry
from plans.forms.texts import TextsForm
from plans.models import Agreement, Party, Person, Tiltak, TiltakParty
from plans.models.tiltak import NEEDS_TITLE
from plans.services import set_parties, set_phase, set_time_frame, set_title
from plans.services.tiltak import parties_value, time_frame_value
from plans.timeframe import TimeFrame, is_partial_date


class TiltakForm(TextsForm):
    """Everything of one tiltak but its money."""

    template = "plans/tiltak_fields.html"
    _lists: ClassVar = {TiltakParty.Part.RESPONSIBLE: "responsible", TiltakParty.Part.PARTNER: "partners"}

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
        super().__init__(tiltak, *args, **kwargs)
        self._simple()
        self._parties()
        self._time()
        self.fields.update(new_party_fields())
        #: The party that was added to the register when the form was saved.
        self.added: Party | None = None

    def save(self, by: Person) -> bool:
        """Save what was changed; a new party is added to the register and chosen, or nothing is saved at all."""
        with transaction.atomic():
            try:
                added = add_party(self.cleaned_data, by)
            except ValidationError as error:
                self.refuse(error, "party_name")
                return False
            if added:
                name = self._lists[self.cleaned_data["party_part"] or TiltakParty.Part.PARTNER]
                self.cleaned_data[name] = [*self.cleaned_data[name], added]
                self._party_names[added.key] = added.name
            saved = super().save(by)
            if saved:
                self.added = added
            else:
                transaction.set_rollback(True)
        return saved

    @property
    def is_search(self) -> bool:
        """Whether the form was only sent to search in a list, as where no script runs."""
        return SEARCH in self.data

    def leave_unjudged(self) -> None:
        """Show what was typed, and find no fault with it: nothing is to be saved yet."""
        self._errors = ErrorDict()

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
                paths.tiltak_field(tiltak.uid, "title"),
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
                paths.tiltak_field(tiltak.uid, "phase"),
            ),
            tiltak.phase,
        )

    def _parties(self) -> None:
        """Who is responsible and who takes part, each saved as one list."""
        tiltak = self.tiltak
        register = list(Party.objects.all())
        self._party_names = {party.key: party.name for party in register}
        near = list(tiltak.plan.agreement.parties.values_list("party__key", flat=True))
        for part, name in self._lists.items():
            stored = parties_value(tiltak, part)
            *keys, text = stored
            field = self.fields[name]
            assert isinstance(field, PartiesField)
            search = str(self.data.get(f"{SEARCH}-{name}", "")).strip()
            field.offer(register, self._posted(name) if self.is_bound else keys, near, search)
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
            paths.tiltak_field(self.tiltak.uid, part.value),
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
                lambda value: _shown_frame(TimeFrame(*value), agreement),
                paths.tiltak_field(tiltak.uid, "tidsramme"),
                "Tidsramme",
            ),
            stored,
        )


def _shown_frame(frame: TimeFrame, agreement: Agreement) -> str:
    """Return a time frame in words, or as it was typed where it holds no dates."""
    if all(not end or is_partial_date(end) for end in (frame.start, frame.end)):
        return frame.in_words(agreement.first_year, agreement.last_year)
    return ", ".join(part for part in frame if part)
