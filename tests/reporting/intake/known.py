"""What the portal knows, from the fixtures alone: no database."""

import tomllib
from functools import cache
from pathlib import Path

from reporting.intake.document.known import Known, KnownForm, Wording
from reporting.value import Party

_FIXTURES = Path(__file__).resolve().parents[3] / "fixtures"


@cache
def known() -> Known:
    """The ministry's form in both languages, and three parties of a made-up region."""
    form = tomllib.loads((_FIXTURES / "forms.toml").read_text("utf-8"))
    return Known(
        forms=(
            KnownForm(
                key=form["key"],
                lead=(form["lead"]["nb"], form["lead"]["nn"]),
                overview=(form["overview"]["nb"], form["overview"]["nn"]),
                prompts=tuple(
                    Wording(
                        level=one["level"],
                        key=one["key"],
                        nb=one["nb"],
                        nn=one["nn"],
                        required=one["required"],
                        substance=one.get("substance", False),
                    )
                    for one in form["prompt"]
                ),
            ),
        ),
        parties=(
            Party(key="lillefjord", name="Lillefjord", kind="kommune"),
            Party(key="storvik", name="Storvik", kind="kommune"),
            Party(key="midtre-fylkeskommune", name="Midtre fylkeskommune", kind="fylkeskommune"),
            Party(
                key="statsforvalteren-i-midtre",
                name="Statsforvalteren i Midtre",
                short_name="Statsforvalteren",
                kind="statlig",
            ),
        ),
    )
