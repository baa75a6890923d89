"""What KDD's lists are narrowed to. A form that is sent with GET, so that what was asked for stands in the address."""

from collections.abc import Iterable, Sequence
from typing import Any, cast

from crispy_forms.helper import FormHelper
from django import forms
from django.http import QueryDict

from review.payouts import Paid
from review.pilots_table import PilotFacts
from review.workflow import STATUSES, UTKAST


def _choice(label: str, every: str, choices: Iterable[tuple[str, str]]) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, required=False, choices=[("", every), *choices])


def _choices(field: forms.ChoiceField) -> list[tuple[str, str]]:
    return cast("list[tuple[str, str]]", list(field.widget.choices))


class Filter(forms.Form):
    """A form whose fields narrow a list; what cannot be understood narrows nothing and is said at its field."""

    def __init__(self, data: QueryDict) -> None:
        # Bound also where nothing is asked for, so that what is wrong in an address is said.
        super().__init__(data, auto_id="vis-%s")
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.template = "review/filter_fields.html"
        self.helper.hide_optional = True
        for name, choices in self.choices().items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [_choices(field)[0], *choices]
        self.full_clean()

    def choices(self) -> dict[str, list[tuple[str, str]]]:
        """Return the choices that stand in the data and not in the code, by field."""
        return {}

    @property
    def asked(self) -> dict[str, Any]:
        """What is asked for, by field; empty where everything is shown."""
        return {name: value for name, value in self.cleaned_data.items() if value not in ("", None, False)}

    def address(self) -> str:
        """Return what is asked for as the end of an address, for the files of the same list."""
        query = QueryDict(mutable=True)
        query.update({name: self.data[name] for name in self.asked})
        return f"?{query.urlencode()}" if query else ""

    def in_words(self) -> str:
        """Return what is asked for in words, for a file that is read away from its page."""
        said = []
        for name, value in self.asked.items():
            field = self.fields[name]
            shown = dict(_choices(field)).get(value, value) if isinstance(field, forms.ChoiceField) else value
            said.append(str(field.label) if value is True else f"{field.label}: {shown}")
        return ", ".join(said)


class PilotFilter(Filter):
    """All pilots, narrowed. `themes` are names by key."""

    navn = forms.CharField(label="Navn", required=False, max_length=100)
    status = _choice("Status", "Alle", [(key, name) for key, name in STATUSES.items() if key != UTKAST])
    tema = _choice("Tema", "Alle", ())
    dager = forms.IntegerField(label="Har ventet i minst (dager)", required=False, min_value=0, max_value=9999)
    frist = forms.BooleanField(label="Bare der en frist er passert", required=False)

    def __init__(self, themes: dict[str, str], data: QueryDict) -> None:
        self.themes = themes
        super().__init__(data)

    def choices(self) -> dict[str, list[tuple[str, str]]]:
        """Return the themes."""
        return {"tema": list(self.themes.items())}

    def chosen(self, pilots: Sequence[PilotFacts]) -> list[PilotFacts]:
        """Return the pilots that are asked for."""
        return [one for one in pilots if self._lets_through(one)]

    def _lets_through(self, one: PilotFacts) -> bool:
        asked = self.asked
        return (
            asked.get("navn", "").casefold() in one.pilot.casefold()
            and asked.get("status", one.status) == one.status
            and (one.days or 0) >= asked.get("dager", 0)
            and (not asked.get("dager") or one.days is not None)
            and (not asked.get("frist") or one.is_late)
            and ("tema" not in asked or asked["tema"] in _themes(one))
        )


def _themes(one: PilotFacts) -> set[str]:
    return {goal.theme for goal in one.plan.delmaal} if one.plan else set()


class PayoutFilter(Filter):
    """All payouts, narrowed to a pilot, the plan of a year, or the year of payment."""

    pilot = _choice("Pilot", "Alle", ())
    plan = _choice("Plan for", "Alle år", ())
    betalt = _choice("Utbetalt i", "Alle år", ())

    def __init__(self, found: Sequence[Paid], data: QueryDict) -> None:
        self.found = found
        super().__init__(data)

    def choices(self) -> dict[str, list[tuple[str, str]]]:
        """Return the pilots and years that have payouts."""
        values = {
            "pilot": {one.pilot for one in self.found},
            "plan": {str(one.year) for one in self.found},
            "betalt": {str(one.date.year) for one in self.found},
        }
        return {name: [(value, value) for value in sorted(of)] for name, of in values.items()}

    def chosen(self, found: Sequence[Paid]) -> list[Paid]:
        """Return the payouts that are asked for."""
        asked = self.asked
        return [
            one
            for one in found
            if asked.get("pilot", one.pilot) == one.pilot
            and asked.get("plan", str(one.year)) == str(one.year)
            and asked.get("betalt", str(one.date.year)) == str(one.date.year)
        ]
