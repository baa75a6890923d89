"""A new pilot with its municipalities, its first agreement, and the plan of a year."""

import datetime
import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from plans.forms.parties import PartiesField
from plans.forms.plan import DateInput
from plans.forms.saved import SavedFieldsForm
from plans.models import Agreement, AgreementParty, Party, Person, Pilot, PlanForm
from plans.services import NewMunicipality, PartyEntry, continue_plan, create_agreement, create_plan, start_pilot

PLAIN = "plans/plain_fields.html"
_MUNICIPALITY = re.compile(r"([0-9]{4})[\s,;]+(\S.*)\Z")


class MunicipalitiesField(forms.CharField):
    """Municipalities as they are typed, one on a line: number and name."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, widget=forms.Textarea(attrs={"rows": 4}), **kwargs)

    def clean(self, value: Any) -> list[NewMunicipality]:
        """Return them in order. Raises ValidationError with a sentence for each line that cannot be read."""
        lines = [" ".join(line.split()) for line in super().clean(value).splitlines()]
        found, wrong = [], []
        for number, line in enumerate(lines, start=1):
            read = _MUNICIPALITY.match(line)
            if read:
                found.append(NewMunicipality(read[1], read[2]))
            elif line:
                wrong.append(f"Linje {number}: Skriv kommunenummer og navn, for eksempel «5042 Lierne», ikke «{line}».")
        if wrong:
            raise ValidationError(wrong)
        return found


class NewPilotForm(SavedFieldsForm):
    """A pilot's name and address, and the municipalities it is made of."""

    template = PLAIN

    name = forms.CharField(label="Navn", max_length=120)
    slug = forms.SlugField(
        label="Adresse",
        max_length=60,
        required=False,
        help_text="Slik piloten står i nettadressen, for eksempel «indre-namdal». Tomt betyr at den lages av navnet.",
        error_messages={"invalid": "Bruk bare små bokstaver fra a til z, tall og bindestreker."},
    )
    municipalities = PartiesField(
        label="Kommuner i registeret", help_text="Her står bare kommuner som ikke hører til en pilot fra før."
    )
    new = MunicipalitiesField(
        label="Andre kommuner",
        help_text="Én på hver linje: kommunenummer og navn, for eksempel «5042 Lierne». Fylket følger av nummeret.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        free = list(Party.objects.filter(kind=Party.Kind.KOMMUNE, pilot__isnull=True))
        if not free:
            del self.fields["municipalities"]
            self.fields["new"].label = "Kommuner"
            return
        field = self.fields["municipalities"]
        assert isinstance(field, PartiesField)
        field.offer(free, (), (party.key for party in free))

    def clean_slug(self) -> str:
        """Return the address in small letters."""
        return str(self.cleaned_data["slug"]).lower()

    def clean(self) -> dict[str, Any]:
        """Ask for at least one municipality."""
        data: dict[str, Any] = super().clean() or {}
        if not data.get("municipalities") and not data.get("new") and "new" not in self.errors:
            self.add_error("new", "En pilot består av minst én kommune. Skriv nummer og navn.")
        return data

    def save(self, by: Person) -> bool:
        """Add the pilot; it is then in `created`."""
        data = self.cleaned_data
        municipalities = list(data.get("municipalities", ()))
        self.created = start_pilot(
            name=data["name"], slug=data["slug"], municipalities=municipalities, new=data["new"], by=by
        )
        return True


#: What kinds of party sign a year's plan unless the project leader says otherwise.
_SIGNS = (Party.Kind.KOMMUNE, Party.Kind.FYLKESKOMMUNE)


class NewAgreementForm(SavedFieldsForm):
    """A pilot's agreement: its years, the date of signing, and who it is between."""

    template = PLAIN

    first_year = forms.IntegerField(label="Første år")
    last_year = forms.IntegerField(label="Siste år", help_text="Begge årene er med i avtalen.")
    signed = forms.DateField(
        label="Signert", required=False, widget=DateInput(), help_text="Tomt betyr at den ikke er signert ennå."
    )
    parties = PartiesField(
        label="Parter",
        help_text="Kommuner og fylkeskommuner får en signaturlinje i handlingsplanen. Prosjektlederen kan endre det.",
    )

    def __init__(self, pilot: Pilot, *args: Any, **kwargs: Any) -> None:
        self.pilot = pilot
        super().__init__(*args, **kwargs)
        register = list(Party.objects.all())
        own = [party for party in register if party.pilot_id == pilot.pk]
        counties = {party.county_id for party in own}
        near = [*own, *(party for party in register if party.pk in counties or party.kind == Party.Kind.DEPARTEMENT)]
        field = self.fields["parties"]
        assert isinstance(field, PartiesField)
        self.initial["parties"] = [party.key for party in near]
        field.offer(register, self.initial["parties"], ())

    def save(self, by: Person) -> bool:
        """Add the agreement; all its parties are avtaleparter."""
        data = self.cleaned_data
        role = AgreementParty.AgreementRole.AVTALEPART
        first = {key: place for place, key in enumerate(self.initial["parties"])}
        chosen = sorted(data["parties"], key=lambda party: first.get(party.key, len(first)))
        create_agreement(
            pilot=self.pilot,
            first_year=data["first_year"],
            last_year=data["last_year"],
            signed=data["signed"],
            parties=[PartyEntry(party, role, party.kind in _SIGNS) for party in chosen],
            by=by,
        )
        return True


#: What a new plan begins with.
CONTINUED, EMPTY = "forrige", "tom"


class NewPlanForm(SavedFieldsForm):
    """The plan of a year: which year of the agreement, on which form, in which written form."""

    template = PLAIN

    year = forms.TypedChoiceField(label="År", coerce=int)
    form = forms.ModelChoiceField(
        label="Mal fra departementet", queryset=PlanForm.objects.none(), to_field_name="key", empty_label=None
    )
    language = forms.ChoiceField(label="Målform", choices=Party.Language.choices, widget=forms.RadioSelect)
    start = forms.ChoiceField(
        label="Begynn med",
        widget=forms.RadioSelect,
        help_text="Fra forrige plan følger tiltak og tekster med. Tekstene er merket «fra i fjor» til noen har sett på "
        "dem, og beløpene er tomme.",
    )

    def __init__(self, agreement: Agreement, years: list[int], today: datetime.date, *args: Any, **kwargs: Any) -> None:
        """`years` are those of the agreement that have no plan yet."""
        self.agreement = agreement
        super().__init__(*args, **kwargs)
        forms_of = PlanForm.objects.order_by("-key")
        year, form = self.fields["year"], self.fields["form"]
        assert isinstance(year, forms.ChoiceField)
        assert isinstance(form, forms.ModelChoiceField)
        year.choices = [(one, str(one)) for one in years]
        form.queryset = forms_of
        last = agreement.plans.order_by("-year").first()
        self.initial["year"] = next((one for one in years if one >= today.year), years[-1])
        self.initial["form"] = getattr(forms_of.first(), "key", None)
        self.initial["language"] = last.language if last else Party.Language.NB
        self._offer_start(agreement.plans.filter(year__lt=years[-1]).exists())

    def _offer_start(self, has_earlier: bool) -> None:
        """Let her choose what to begin with, where there is a plan to go on from."""
        start = self.fields["start"]
        assert isinstance(start, forms.ChoiceField)
        start.choices = [(CONTINUED, "Det som står i forrige plan"), (EMPTY, "En tom plan, bare med delmålene")]
        self.initial["start"] = CONTINUED
        if not has_earlier:
            del self.fields["start"]

    def clean(self) -> dict[str, Any]:
        """Find the plan to go on from."""
        data: dict[str, Any] = super().clean() or {}
        self.earlier = None
        if data.get("start") == CONTINUED and "year" in data:
            self.earlier = self.agreement.plans.filter(year__lt=data["year"]).order_by("-year").first()
            if self.earlier is None:
                self.add_error("start", f"Avtalen har ingen plan før {data['year']}. Velg en tom plan.")
        return data

    def save(self, by: Person) -> bool:
        """Make the plan; it is then in `created`."""
        names = ("year", "form", "language")
        values = {name: self.cleaned_data[name] for name in names}
        if self.earlier is not None:
            self.created = continue_plan(earlier=self.earlier, by=by, **values)
        else:
            self.created = create_plan(agreement=self.agreement, by=by, **values)
        return True
