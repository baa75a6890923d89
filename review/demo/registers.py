"""The registers: themes, parties, pilots with municipalities, agreements and KDD's form."""

from typing import Any

from budgets.services import create_standard_sources
from plans import services
from plans.models import Party, Pilot
from review.demo.files import read


def load_registers() -> None:
    """Read all registers into an empty database."""
    for place, theme in enumerate(read("themes.toml")["theme"], start=1):
        services.create_theme(key=theme["key"], name=theme["name"], position=place, by=None)
    for party in read("parties.toml")["party"]:
        services.create_party(by=None, **_party(party))
    for pilot in read("pilots.toml")["pilot"]:
        _load_pilot(pilot)
    _load_form(read("forms.toml"))


def _party(values: dict[str, Any]) -> dict[str, Any]:
    """Return a party's columns; numbers that are left out are none, not empty."""
    return {
        "key": values["key"],
        "name": values["name"],
        "short_name": values.get("short_name", ""),
        "kind": values["kind"],
        "organisasjonsnummer": values.get("organisasjonsnummer") or None,
        "language": values.get("language", "nb"),
    }


def _load_pilot(values: dict[str, Any]) -> Pilot:
    """Add a pilot, its municipalities and, where it is known, its agreement."""
    pilot = services.create_pilot(slug=values["slug"], name=values["name"], by=None)
    create_standard_sources(pilot=pilot, by=None)
    for municipality in values["municipality"]:
        services.create_party(
            by=None,
            pilot=pilot,
            kommunenummer=municipality["kommunenummer"],
            county=Party.objects.get(key=municipality["county"]),
            **_party({**municipality, "kind": "kommune"}),
        )
    if "agreement" in values:
        _load_agreement(pilot, values["agreement"])
    return pilot


def _load_agreement(pilot: Pilot, values: dict[str, Any]) -> None:
    """Add an agreement with its parties and hourly rates."""
    agreement = services.create_agreement(
        pilot=pilot,
        first_year=values["first_year"],
        last_year=values["last_year"],
        signed=values.get("signed"),
        by=None,
    )
    for place, member in enumerate(values.get("party", []), start=1):
        services.add_agreement_party(
            agreement=agreement,
            party=Party.objects.get(key=member["key"]),
            role=member["role"],
            signs=member["signs"],
            position=place,
            by=None,
        )
    for rate in values.get("hourly_rate", []):
        services.set_hourly_rate(agreement=agreement, year=rate["year"], kroner=rate["kroner"], by=None)


def _load_form(values: dict[str, Any]) -> None:
    """Add KDD's form with its prompts."""
    services.create_plan_form(
        key=values["key"],
        name=values["name"],
        texts={
            "lead_nb": values["lead"]["nb"],
            "lead_nn": values["lead"]["nn"],
            "overview_nb": values["overview"]["nb"],
            "overview_nn": values["overview"]["nn"],
        },
        prompts=[
            {
                "level": prompt["level"],
                "key": prompt["key"],
                "position": prompt["order"],
                "nb": prompt["nb"],
                "nn": prompt["nn"],
                "guidance_nb": prompt.get("guidance_nb", ""),
                "guidance_nn": prompt.get("guidance_nn", ""),
                "required": prompt.get("required", False),
                "substance": prompt.get("substance", False),
            }
            for prompt in values["prompt"]
        ],
    )
