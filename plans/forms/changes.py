"""Saying why a tiltak was changed or what an ended one has contributed, and which tiltak belong together."""

from typing import Any
from uuid import UUID

from django import forms

from plans import paths
from plans.forms.saved import Entry, SavedFieldsForm
from plans.models import Person, Plan, Tiltak, TiltakLink
from plans.services import link_tiltak, plan_before, set_change_text
from plans.services.changes import MOST_CHARACTERS, Said

PLAIN = "plans/plain_fields.html"

#: What each is called and asks for, in both written forms: it stands in the account, which is the plan's own.
_ASKED: dict[str, dict[str, tuple[str, str]]] = {
    "nb": {
        "begrunnelse": (
            "Begrunnelse",
            "Noen få setninger om hvorfor. De står i endringsoversikten til departementet.",
        ),
        "vurdering": (
            "Vurdering",
            "Noen få setninger om hva tiltaket har bidratt med. De står i endringsoversikten til departementet.",
        ),
        "bakgrunn": ("Bakgrunn", "Hvorfor tiltaket er nytt, og hvilket annet arbeid det henger sammen med."),
    },
    "nn": {
        "begrunnelse": (
            "Grunngiving",
            "Nokre få setningar om kvifor. Dei står i endringsoversikta til departementet.",
        ),
        "vurdering": (
            "Vurdering",
            "Nokre få setningar om kva tiltaket har bidrege med. Dei står i endringsoversikta til departementet.",
        ),
        "bakgrunn": ("Bakgrunn", "Kvifor tiltaket er nytt, og kva anna arbeid det heng saman med."),
    },
}


class ChangeTextForm(SavedFieldsForm):
    """What is said of one tiltak's change. Several stand on one page, so every id has the tiltak's uid in it."""

    template = PLAIN

    text = forms.CharField(
        required=False, strip=False, max_length=MOST_CHARACTERS, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, plan: Plan, uid: UUID | str, said: Said, stored: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id=f"{said}-{uid}-%s", **kwargs)
        self.asked = _ASKED["nn" if plan.language == "nn" else "nb"]
        self._ask_for(said)
        self.initial["text"] = stored
        self.add_entry(
            "text",
            Entry(
                ("text",),
                lambda data: data["text"].strip().replace("\r\n", "\n"),
                lambda data, base, by: set_change_text(
                    plan=plan, uid=UUID(str(uid)), said=said, text=data["text"], base=base, by=by
                ),
                str,
                paths.tiltak_field(uid, said),
            ),
            stored,
        )

    def ask_for_background(self) -> None:
        """Ask why a tiltak is new, where else a reason would be asked for."""
        self._ask_for("bakgrunn")

    def _ask_for(self, what: str) -> None:
        self.fields["text"].label, self.fields["text"].help_text = self.asked[what]


class TiltakLinkForm(SavedFieldsForm):
    """Which tiltak of the plan before this one came from, and how."""

    template = PLAIN

    earlier = forms.ChoiceField(label="Tiltak i forrige plan")
    kind = forms.ChoiceField(
        label="Hva har skjedd?",
        widget=forms.RadioSelect,
        choices=[
            (TiltakLink.Kind.MERGED, "Det er slått sammen med dette"),
            (TiltakLink.Kind.SPLIT, "Dette er skilt ut fra det"),
            (TiltakLink.Kind.CONTINUED, "Dette er det samme tiltaket, lagt inn på nytt"),
        ],
    )

    def __init__(self, plan: Plan, tiltak: Tiltak, *args: Any, **kwargs: Any) -> None:
        self.plan, self.tiltak = plan, tiltak
        super().__init__(*args, **kwargs)
        earlier = plan_before(plan)
        found = Tiltak.objects.filter(plan=earlier).exclude(uid=tiltak.uid).select_related("delmaal")
        here = set(Tiltak.objects.filter(plan=plan).values_list("uid", flat=True))
        rows = sorted(found, key=lambda row: (row.uid in here, row.delmaal.number, row.position))
        field = self.fields["earlier"]
        assert isinstance(field, forms.ChoiceField)
        numbers = _numbers(rows)
        field.choices = [("", "Velg tiltak"), *((str(row.uid), f"{numbers[row.pk]} {row.title}") for row in rows)]
        ended = sum(row.uid not in here for row in rows)
        field.help_text = "De som er avsluttet, står først." if ended else ""

    def save(self, by: Person) -> bool:
        """Make the link."""
        link_tiltak(
            plan=self.plan,
            uid=self.tiltak.uid,
            earlier_uid=UUID(self.cleaned_data["earlier"]),
            kind=self.cleaned_data["kind"],
            by=by,
        )
        return True


def _numbers(rows: list[Tiltak]) -> dict[int, str]:
    """Return the number of each tiltak, «6.1», by primary key."""
    counted: dict[int, int] = {}
    found = {}
    for row in sorted(rows, key=lambda row: (row.delmaal.number, row.position)):
        counted[row.delmaal_id] = counted.get(row.delmaal_id, 0) + 1
        found[row.pk] = f"{row.delmaal.number}.{counted[row.delmaal_id]}"
    return found
