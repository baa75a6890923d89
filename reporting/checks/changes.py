"""The account of the year's changes: a reason for every changed tiltak, an assessment of every ended one."""

from collections.abc import Iterator

from plans import paths
from reporting.account import Entry
from reporting.checks.case import Case
from reporting.checks.finding import Hit
from reporting.checks.rules import Family
from reporting.checks.words import Text, Words, same

FAMILY = Family(
    "endring",
    Text("Endringer fra i fjor", "Endringar frå i fjor"),
    "What must be said of tiltak that were changed or ended since the plan before.",
)


def _missing(case: Case, asks_for: str) -> Iterator[Entry]:
    """Yield the tiltak of which something has to be said and is not."""
    for entry in case.account.missing if case.account else ():
        if entry.asks_for == asks_for:
            yield entry


def _hit(entry: Entry, field: str, **values: Text) -> Hit:
    name = str(entry.name)
    return Hit(paths.tiltak_field(entry.name.uid, field), Text(f"Tiltak {name}", f"Tiltak {name}"), values={**values})


@FAMILY.rule(
    "begrunnelse-mangler",
    level="feil",
    says=Words(
        nb="Tiltaket er endret ({what}), men det står ikke hvorfor.",
        nn="Tiltaket er endra ({what}), men det står ikkje kvifor.",
    ),
    mend=Words(nb="Skriv en begrunnelse under Endringer.", nn="Skriv ei grunngiving under Endringar."),
    example={"what": Text("tidsramme, beløp", "tidsramme, beløp")},
)
def reason_missing(case: Case) -> Iterator[Hit]:
    """A tiltak has another delmål, phase, responsible, partners, time frame, amount or description than in the plan
    before, or was merged or parted, and no reason is given.
    """
    for entry in _missing(case, "begrunnelse"):
        yield _hit(entry, "begrunnelse", what=same(", ".join(entry.because).lower()))


@FAMILY.rule(
    "vurdering-mangler",
    level="feil",
    says=Words(
        nb="Tiltaket er avsluttet, men det står ikke hva det har bidratt med.",
        nn="Tiltaket er avslutta, men det står ikkje kva det har bidrege med.",
    ),
    mend=Words(nb="Skriv en kort vurdering under Endringer.", nn="Skriv ei kort vurdering under Endringar."),
    example={},
)
def assessment_missing(case: Case) -> Iterator[Hit]:
    """A tiltak of the plan before is no longer there, lives on in no other, and is not assessed."""
    for entry in _missing(case, "vurdering"):
        yield _hit(entry, "vurdering")
