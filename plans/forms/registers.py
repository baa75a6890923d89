"""The forms of the registers. Each carries the hash of what it started from, and shows what a service refused."""

from copy import copy
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.contrib.admin.helpers import ActionForm
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import QueryDict

from plans.forms.plan import DateInput
from plans.models import (
    Agreement,
    Deadline,
    Delmaal,
    Invitation,
    Membership,
    Party,
    Person,
    Pilot,
    PlanForm,
    Prompt,
    Theme,
)
from plans.services import Conflict, field_hash, row_value
from plans.services.agreement_rows import DEADLINE_COLUMNS
from plans.services.ordering import identity, order_value, siblings
from plans.services.people import PERSON_COLUMNS, membership_delmaal_value
from plans.services.plan_forms import FORM_COLUMNS, PROMPT_COLUMNS
from plans.services.registers import PARTY_COLUMNS, municipalities_value
from plans.services.rows import plain

if TYPE_CHECKING:
    _ModelForm = forms.ModelForm[Any]
    _ModelMultipleChoiceField = forms.ModelMultipleChoiceField[Any]
else:
    _ModelForm, _ModelMultipleChoiceField = forms.ModelForm, forms.ModelMultipleChoiceField


CHANGED_MEANWHILE = "Noen andre har endret dette mens du skrev. Lagre på nytt for å beholde det du har skrevet."


class RowsForm(ActionForm):
    """What can be done with the rows that were picked in a list."""

    action = forms.ChoiceField(widget=forms.Select(attrs={"class": "ds-input"}))


class RegisterForm(_ModelForm):
    """A row of a register as one form. `columns` are what its service saves, in the order of the base hash.

    `once` are fields of a new row alone, `later` are fields of a row that is there. `refusal` is what the service
    raised at the try before, if it did.
    """

    columns: ClassVar[tuple[str, ...]] = ()
    once: ClassVar[tuple[str, ...]] = ()
    later: ClassVar[tuple[str, ...]] = ()
    refusal: ClassVar[Exception | None] = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bases = {f"{name}-base": field_hash(value) for name, value in self.stored().items()}
        for name, base in bases.items():
            self.fields[name] = forms.CharField(widget=forms.HiddenInput, initial=base, required=False)
        if isinstance(self.refusal, Conflict):
            self._put(bases)

    def stored(self) -> dict[str, Any]:
        """Return what the base hashes are taken of, by name; nothing for a new row."""
        return {"row": row_value(self.instance, self.columns)} if self.instance.pk and self.columns else {}

    def base(self, name: str = "row") -> str:
        """Return the hash that was sent along."""
        return str(self.cleaned_data.get(f"{name}-base", ""))

    def values(self) -> dict[str, Any]:
        """Return what was typed in the row's columns."""
        return {column: self.cleaned_data[column] for column in self.columns}

    def clean(self) -> dict[str, Any]:
        """Say what the service refused."""
        cleaned = super().clean() or self.cleaned_data
        refusal = self.refusal
        if isinstance(refusal, Conflict):
            self._tell(cleaned)
        elif isinstance(refusal, ValidationError):
            found = refusal.error_dict if hasattr(refusal, "error_dict") else {"": [refusal]}
            for name, errors in found.items():
                messages = [message for one in errors for message in one.messages]
                self.add_error(name if name in self.fields else None, ValidationError(messages))
        elif isinstance(refusal, PermissionDenied):
            self.add_error(None, "Du har ikke lov til å lagre dette.")
        elif refusal is not None:
            self.add_error(None, "Noen andre lagret noe samtidig. Se over, og lagre på nytt.")
        return cleaned

    def _tell(self, cleaned: dict[str, Any]) -> None:
        """Say what another has written meanwhile; saving again is then a decision, from the other's value."""
        self.add_error(None, CHANGED_MEANWHILE)
        for column in self.columns:
            theirs = getattr(self.instance, column)
            if column in cleaned and plain(cleaned[column]) != plain(theirs):
                words = {True: "ja", False: "nei", None: "ikke noe", "": "ikke noe"}.get(theirs, f"«{theirs}»")
                self.add_error(column, f"Her står det nå {words}.")

    def _put(self, values: dict[str, str]) -> None:
        """Put values into what was submitted."""
        data: Any = self.data.copy() if isinstance(self.data, QueryDict) else copy(self.data)
        for name, value in values.items():
            data[self.add_prefix(name)] = value
        self.data = data


class PlacedForm(RegisterForm):
    """A row that has its place among others."""

    later = ("place",)

    place = forms.IntegerField(label="Plass", min_value=1, required=False, help_text="Den første har plass 1.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and "place" in self.fields:
            self.fields["place"].initial = self._ids().index(identity(self.instance)) + 1

    def _ids(self) -> list[str]:
        return order_value(siblings(self.instance))

    def stored(self) -> dict[str, Any]:
        """Return the row and the order it stands in."""
        return {**super().stored(), **({"order": self._ids()} if self.instance.pk else {})}

    def moved(self) -> list[str] | None:
        """Return the order that was asked for, or None when the place was left as it is."""
        place = self.cleaned_data.get("place")
        ids = self._ids()
        here = ids.index(identity(self.instance))
        if not place or place == here + 1:
            return None
        ids.insert(place - 1, ids.pop(here))
        return ids


class PilotForm(RegisterForm):
    """A pilot's name and its municipalities."""

    columns = ("name",)
    later = ("municipalities",)

    municipalities = forms.ModelMultipleChoiceField(
        Party.objects.none(), label="Kommuner", required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Pilot
        fields = ("name",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and "municipalities" in self.fields:
            free = Party.objects.filter(kind=Party.Kind.KOMMUNE)
            self.fields["municipalities"].queryset = free.filter(pilot=None) | free.filter(pilot=self.instance)  # type: ignore[attr-defined]
            self.fields["municipalities"].initial = free.filter(pilot=self.instance)

    def stored(self) -> dict[str, Any]:
        """Return the name and the municipalities."""
        if not self.instance.pk:
            return {}
        return {**super().stored(), "municipalities": municipalities_value(self.instance)}


class PartyForm(RegisterForm):
    """A party; which pilot a municipality belongs to is chosen at the pilot."""

    columns = PARTY_COLUMNS

    class Meta:
        model = Party
        fields = PARTY_COLUMNS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "county" in self.fields:
            self.fields["county"].queryset = Party.objects.filter(kind=Party.Kind.FYLKESKOMMUNE)  # type: ignore[attr-defined]


class ThemeForm(PlacedForm):
    """A theme's name and place."""

    columns = ("name",)

    class Meta:
        model = Theme
        fields = ("name",)


class PlanFormForm(RegisterForm):
    """The words of one version of KDD's template; a new one begins as a copy of another, or empty."""

    columns = FORM_COLUMNS
    once = ("copied",)

    copied = forms.ModelChoiceField(
        PlanForm.objects.all(),
        label="Kopier fra",
        required=False,
        empty_label="Begynn uten noe",
        help_text="Tekster og ledetekster kommer da fra den malen. Det du skriver i feltene over, gjelder ikke.",
    )

    class Meta:
        model = PlanForm
        fields = FORM_COLUMNS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance.pk:
            for column in FORM_COLUMNS[1:]:
                self.fields[column].required = False

    def _get_validation_exclusions(self) -> set[str]:
        """Leave the texts of a new form to the service: a copy has its own."""
        return set(super()._get_validation_exclusions()) | (set() if self.instance.pk else set(FORM_COLUMNS[1:]))  # type: ignore[misc]


class PromptForm(PlacedForm):
    """A question of a form."""

    columns = PROMPT_COLUMNS

    class Meta:
        model = Prompt
        fields = PROMPT_COLUMNS


class AgreementForm(RegisterForm):
    """A new agreement; its project leader keeps it from then on."""

    class Meta:
        model = Agreement
        fields = ("pilot", "first_year", "last_year", "signed")
        widgets: ClassVar = {"signed": DateInput()}


class DeadlineForm(RegisterForm):
    """A date by which something must be done, in one agreement or in all."""

    columns = DEADLINE_COLUMNS

    class Meta:
        model = Deadline
        fields = DEADLINE_COLUMNS
        widgets: ClassVar = {"date": DateInput()}


class PersonForm(RegisterForm):
    """Somebody who can sign in. She chooses her own password."""

    columns = PERSON_COLUMNS
    later = ("is_active",)

    class Meta:
        model = Person
        fields = PERSON_COLUMNS


class _NamedDelmaal(_ModelMultipleChoiceField):
    """Delmål with the agreement they belong to."""

    def label_from_instance(self, obj: Any) -> str:
        """Return the delmål's name for people."""
        return f"{obj.agreement.pilot}: {obj}"


def _delmaal_field() -> _NamedDelmaal:
    return _NamedDelmaal(
        Delmaal.objects.select_related("agreement__pilot").order_by("agreement__pilot__name", "agreement", "priority"),
        label="Bare disse delmålene",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Bare for medarbeidere. Velger du ingen, gjelder rollen alle delmålene.",
    )


class MembershipForm(RegisterForm):
    """A role somebody has; afterwards only its delmål can be changed, a role is ended and given anew."""

    delmaal = _delmaal_field()

    class Meta:
        model = Membership
        fields = ("delmaal",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and "delmaal" in self.fields:
            field: Any = self.fields["delmaal"]
            field.queryset = field.queryset.filter(agreement__pilot=self.instance.pilot_id)

    def stored(self) -> dict[str, Any]:
        """Return the delmål it is limited to."""
        return {"delmaal": membership_delmaal_value(self.instance)} if self.instance.pk else {}


class InvitationForm(RegisterForm):
    """A new invitation."""

    delmaal = _delmaal_field()

    class Meta:
        model = Invitation
        fields = ("email", "role", "pilot", "party", "delmaal")
