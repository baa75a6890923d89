"""The agreement: its years and signature, its parties, its delmål, and the small rows that hang on it."""

import datetime
from collections.abc import Callable
from typing import Any

from django import forms

from plans.forms.plan import DateInput
from plans.forms.rows import RowForm, tidy
from plans.forms.saved import Entry, SavedFieldsForm
from plans.models import Agreement, AgreementParty, Deadline, Delmaal, Meeting, Party, Person, Theme, WorkGroup
from plans.models.agreements import REACHES
from plans.services import (
    PartyEntry,
    create_deadline,
    create_delmaal,
    create_meeting,
    create_work_group,
    row_value,
    set_agreement_parties,
    set_agreement_period,
    set_delmaal_short_title,
    set_delmaal_theme,
    set_delmaal_title,
    set_signed,
    update_deadline,
    update_meeting,
    update_work_group,
)
from plans.services.agreement_rows import DATED_COLUMNS, DEADLINE_COLUMNS, WORK_GROUP_COLUMNS
from plans.services.agreements import agreement_parties, agreement_parties_value, period_value
from plans.services.rows import plain
from plans.templatetags.kroner import dato

PLAIN = "plans/plain_fields.html"


def _date_words(value: Any) -> str:
    return dato(value) if isinstance(value, datetime.date) else ""


class AgreementForm(SavedFieldsForm):
    """First and last year, and the date of signing."""

    template = PLAIN

    first_year = forms.IntegerField(label="Første år")
    last_year = forms.IntegerField(label="Siste år", help_text="Begge årene er med i avtalen.")
    signed = forms.DateField(label="Signert", required=False, widget=DateInput())

    def __init__(self, agreement: Agreement, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        years = period_value(agreement)
        self.initial.update({"first_year": years[0], "last_year": years[1], "signed": agreement.signed})
        period = Entry(
            ("first_year", "last_year"),
            lambda data: [data["first_year"], data["last_year"]],
            lambda data, base, by: set_agreement_period(
                agreement=agreement, first_year=data["first_year"], last_year=data["last_year"], base=base, by=by
            ),
            lambda theirs: f"{theirs[0]}–{theirs[1]}",
        )
        self.add_entry("period", period, years)
        signed = Entry(
            ("signed",),
            lambda data: data["signed"],
            lambda data, base, by: set_signed(agreement=agreement, signed=data["signed"], base=base, by=by),
            _date_words,
        )
        self.add_entry("signed", signed, agreement.signed)


class DelmaalForm(SavedFieldsForm):
    """A delmål of the agreement: an existing one, each field saved on its own, or a new one, which comes last."""

    template = PLAIN

    title = forms.CharField(label="Tittel", max_length=200)
    short_title = forms.CharField(label="Kort tittel", max_length=100, help_text="Brukes i tabeller.")
    theme = forms.ModelChoiceField(
        label="Tema", queryset=Theme.objects.all(), to_field_name="key", required=False, empty_label="Ikke valgt"
    )

    def __init__(self, agreement: Agreement, delmaal: Delmaal | None, *args: Any, **kwargs: Any) -> None:
        self.agreement = agreement
        self.delmaal = delmaal
        super().__init__(*args, **kwargs)
        if delmaal is None:
            return
        self._add(delmaal, "title", set_delmaal_title)
        self._add(delmaal, "short_title", set_delmaal_short_title)
        self._add(delmaal, "theme", set_delmaal_theme)

    def _add(self, delmaal: Delmaal, column: str, save: Callable[..., object]) -> None:
        """Add one field; a text is compared as it is stored, with its white space tidied."""
        self.initial[column] = getattr(delmaal, column)
        entry = Entry(
            (column,),
            lambda data: [tidy(plain(data[column]))],
            lambda data, base, by: save(delmaal=delmaal, base=base, by=by, **{column: data[column]}),
            lambda theirs: _theme_name(theirs[0]) if column == "theme" else str(theirs[0]),
        )
        self.add_entry(column, entry, row_value(delmaal, [column]))

    def save(self, by: Person) -> bool:
        """Save what was changed, or add the delmål."""
        if self.delmaal is not None:
            return super().save(by)
        names = ("title", "short_title", "theme")
        create_delmaal(agreement=self.agreement, by=by, **{name: self.cleaned_data[name] for name in names})
        return True


def _theme_name(key: str | None) -> str:
    theme = Theme.objects.filter(key=key).first()
    return str(theme) if theme else ""


class WorkGroupForm(RowForm):
    """A work group: its name, who leads it, and the delmål it works on."""

    columns = WORK_GROUP_COLUMNS

    name = forms.CharField(label="Navn", max_length=160)
    leader = forms.ModelChoiceField(
        label="Ledes av", queryset=Party.objects.all(), to_field_name="key", required=False, empty_label="Ikke valgt"
    )
    delmaal = forms.ModelChoiceField(
        label="Delmål", queryset=Delmaal.objects.none(), to_field_name="uid", required=False, empty_label="Alle"
    )

    def __init__(self, agreement: Agreement, *args: Any, **kwargs: Any) -> None:
        super().__init__(agreement, *args, **kwargs)
        field = self.fields["delmaal"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Delmaal.objects.filter(agreement=agreement)

    def in_words(self, theirs: list[Any]) -> str:
        """Return name, leader and delmål by their names."""
        name, leader, delmaal = theirs
        party = Party.objects.filter(key=leader).first() if leader else None
        goal = Delmaal.objects.filter(uid=delmaal).first() if delmaal else None
        return ", ".join(str(one) for one in (name, party, goal) if one)

    def create(self, values: dict[str, Any], by: Person) -> None:
        """Add the work group."""
        create_work_group(agreement=self.owner, by=by, **values)

    def update(self, values: dict[str, Any], base: str, by: Person) -> None:
        """Save the work group."""
        assert isinstance(self.row, WorkGroup)
        update_work_group(group=self.row, base=base, by=by, **values)


class DeadlineForm(RowForm):
    """A deadline: what must be done by when."""

    columns = DEADLINE_COLUMNS

    title = forms.CharField(label="Hva", max_length=160)
    date = forms.DateField(label="Frist", widget=DateInput())
    reaches = forms.ChoiceField(
        label="Planen skal da være",
        required=False,
        choices=[("", "Gjelder ikke en plan"), *REACHES],
        help_text="Fristen er holdt når planen er kommet så langt.",
    )
    plan_year = forms.TypedChoiceField(label="Planen for", required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["plan_year"]
        assert isinstance(field, forms.TypedChoiceField)
        years = range(self.owner.first_year, self.owner.last_year + 1)
        field.choices = [("", "Velg år"), *((str(year), str(year)) for year in years)]

    def create(self, values: dict[str, Any], by: Person) -> None:
        """Add the deadline."""
        create_deadline(agreement=self.owner, by=by, **values)

    def update(self, values: dict[str, Any], base: str, by: Person) -> None:
        """Save the deadline."""
        assert isinstance(self.row, Deadline)
        update_deadline(deadline=self.row, base=base, by=by, **values)


class MeetingForm(RowForm):
    """A meeting, whose date may not be set yet."""

    columns = DATED_COLUMNS

    title = forms.CharField(label="Møte", max_length=160)
    date = forms.DateField(label="Dato", required=False, widget=DateInput(), help_text="Tomt betyr ikke satt ennå.")

    def create(self, values: dict[str, Any], by: Person) -> None:
        """Add the meeting."""
        create_meeting(agreement=self.owner, by=by, **values)

    def update(self, values: dict[str, Any], base: str, by: Person) -> None:
        """Save the meeting."""
        assert isinstance(self.row, Meeting)
        update_meeting(meeting=self.row, base=base, by=by, **values)


#: What a party is to an agreement when it has been taken out of it.
OUT = "ute"


class AgreementPartiesForm(SavedFieldsForm):
    """Each party's role and whether it signs, and room for one more, saved as one list."""

    template = PLAIN

    new = forms.ModelChoiceField(
        label="Legg til part", queryset=Party.objects.none(), to_field_name="key", required=False, empty_label="Ingen"
    )
    new_role = forms.ChoiceField(label="Rolle for den nye parten", choices=AgreementParty.AgreementRole.choices)
    new_signs = forms.BooleanField(label="Den nye parten signerer handlingsplanen", required=False)

    def __init__(self, agreement: Agreement, *args: Any, **kwargs: Any) -> None:
        self.agreement = agreement
        super().__init__(*args, **kwargs)
        self.parties = {entry.party.key: entry.party for entry in agreement_parties(agreement)}
        new = {name: self.fields.pop(name) for name in ("new", "new_role", "new_signs")}
        for stored in agreement_parties(agreement):
            key = stored.party.key
            roles = [*AgreementParty.AgreementRole.choices, (OUT, "ikke med i avtalen")]
            self.fields[f"{key}-role"] = forms.ChoiceField(label=stored.party.name, choices=roles)
            self.fields[f"{key}-signs"] = forms.BooleanField(
                label=f"{stored.party.name} signerer handlingsplanen", required=False
            )
            self.initial.update({f"{key}-role": stored.role, f"{key}-signs": stored.signs})
        self.fields.update(new)
        field = self.fields["new"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Party.objects.exclude(key__in=self.parties)
        first = f"{next(iter(self.parties))}-role" if self.parties else "new"
        entry = Entry(
            (first,),
            lambda data: [one.value() for one in self._chosen(data)],
            lambda data, base, by: set_agreement_parties(
                agreement=agreement, parties=self._chosen(data), base=base, by=by
            ),
            self._in_words,
        )
        self.add_entry("parties", entry, agreement_parties_value(agreement))

    def _chosen(self, data: dict[str, Any]) -> list[PartyEntry]:
        """Return the parties as they were chosen: those that stood there in their order, the new one last."""
        chosen = [
            PartyEntry(party, data[f"{key}-role"], data[f"{key}-signs"])
            for key, party in self.parties.items()
            if data[f"{key}-role"] != OUT
        ]
        if data["new"]:
            chosen.append(PartyEntry(data["new"], data["new_role"], data["new_signs"]))
        return chosen

    def _in_words(self, theirs: list[list[Any]]) -> str:
        """Return the list somebody else saved, by the parties' names."""
        names = dict(Party.objects.values_list("key", "name"))
        return ", ".join(names.get(key, key) for key, *_ in theirs)
