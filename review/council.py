"""What a kommunestyre gets: the plan as PDF and Excel, and a short saksframlegg that begins with its own share."""

import io
import zipfile
from collections.abc import Iterator

from budgets.sums import counted
from plans.models import Party
from plans.templatetags.kroner import dato, kroner
from reporting.exports import Export
from reporting.formats import docx_plain
from reporting.formats.docx_plain import Block, Grid, Heading, Text
from reporting.snapshots import thaw
from reporting.tables import time_frame
from reporting.value import Delmaal, Handlingsplan, Tiltak
from review.models import Move, Version, VersionFile
from review.versions import check_file
from review.workflow import BY_KEY

#: The saksframlegg in both written forms; the municipality's own is used.
WORDS = {
    "nb": {
        "title": "Handlingsplan {year} for bygdevekstavtalen i {pilot}",
        "proposal": "Forslag til vedtak",
        "take_note": "Kommunestyret tar handlingsplanen for {year} til orientering.",
        "own": "Dette gjelder {party}",
        "none": "Kommunen er ikke satt opp som ansvarlig eller samarbeidspart for noe tiltak i planen.",
        "responsible": "hovedansvarlig",
        "partner": "samarbeidspart",
        "tiltak": "Tiltak",
        "role": "Kommunens rolle",
        "time": "Tidsramme",
        "state": "Bygdevekstmidler {year}",
        "facts": "Saksopplysninger",
        "adopted": "Handlingsplanen ble vedtatt i styringsgruppen {date}{case}.",
        "case": ", sak {number}",
        "approved": "Kommunal- og distriktsdepartementet: {status} {date}.",
        "pending": "Kommunal- og distriktsdepartementet har ikke godkjent planen ennå.",
        "conditions": "Vilkår: {conditions}",
        "whole": "Hele planen",
        "goal": "Delmål",
        "sum": "Sum",
        "attached": "Vedlegg",
        "plan": "Handlingsplan {year} (PDF), versjon {number}, kontrollkode {sha256}",
        "tables": "Budsjettabellene (Excel)",
    },
    "nn": {
        "title": "Handlingsplan {year} for bygdevekstavtalen i {pilot}",
        "proposal": "Framlegg til vedtak",
        "take_note": "Kommunestyret tek handlingsplanen for {year} til orientering.",
        "own": "Dette gjeld {party}",
        "none": "Kommunen er ikkje sett opp som ansvarleg eller samarbeidspart for noko tiltak i planen.",
        "responsible": "hovudansvarleg",
        "partner": "samarbeidspart",
        "tiltak": "Tiltak",
        "role": "Rolla til kommunen",
        "time": "Tidsramme",
        "state": "Bygdevekstmiddel {year}",
        "facts": "Saksopplysningar",
        "adopted": "Handlingsplanen vart vedteken i styringsgruppa {date}{case}.",
        "case": ", sak {number}",
        "approved": "Kommunal- og distriktsdepartementet: {status} {date}.",
        "pending": "Kommunal- og distriktsdepartementet har ikkje godkjent planen enno.",
        "conditions": "Vilkår: {conditions}",
        "whole": "Heile planen",
        "goal": "Delmål",
        "sum": "Sum",
        "attached": "Vedlegg",
        "plan": "Handlingsplan {year} (PDF), versjon {number}, kontrollkode {sha256}",
        "tables": "Budsjettabellane (Excel)",
    },
}


def _state(plan: Handlingsplan, part: Tiltak | Delmaal) -> int | None:
    """Return the state money of a tiltak or delmål in the plan's own year."""
    lines = part.all_lines if isinstance(part, Delmaal) else part.lines
    return counted(line for line in lines if line.source in plan.state_sources and line.year == plan.year)


def own_rows(plan: Handlingsplan, key: str, words: dict[str, str]) -> Iterator[tuple[str, str, str, str]]:
    """Yield the tiltak where a municipality takes part, by its key: those it is responsible for first."""
    found = [(goal, tiltak) for goal in plan.delmaal for tiltak in goal.tiltak]
    for role, parties in (("responsible", "responsible"), ("partner", "partners")):
        for goal, tiltak in found:
            if any(party.key == key for party in getattr(tiltak, parties)):
                name = f"{goal.number}.{tiltak.number} {tiltak.title}"
                yield name, words[role], time_frame(plan, tiltak), kroner(_state(plan, tiltak))


def saksframlegg(plan: Handlingsplan, version: Version, decision: Move | None, party: Party) -> list[Block]:
    """Return the case for one municipality's council: its own share first, then the plan as a whole."""
    words = WORDS["nn" if party.language == "nn" else "nb"]
    year = {"year": plan.year}
    case = words["case"].format(number=version.case_number) if version.case_number else ""
    own = list(own_rows(plan, party.key, words))
    blocks: list[Block] = [
        Heading(words["title"].format(pilot=plan.pilot, **year), 1),
        Heading(words["proposal"]),
        Text(words["take_note"].format(**year)),
        Heading(words["own"].format(party=party.short_name or party.name)),
    ]
    head = (words["tiltak"], words["role"], words["time"], words["state"].format(**year))
    blocks.append(Grid(head, own, frozenset({3})) if own else Text(words["none"]))
    blocks += [
        Heading(words["facts"]),
        Text(words["adopted"].format(date=dato(version.adoption_date), case=case)),
    ]
    if decision:
        blocks.append(Text(words["approved"].format(status=decision.get_after_display(), date=dato(decision.at))))
        if decision.conditions:
            blocks.append(Text(words["conditions"].format(conditions=decision.conditions)))
    else:
        blocks.append(Text(words["pending"]))
    goals = [(f"{goal.number}. {goal.title}", kroner(_state(plan, goal))) for goal in plan.delmaal]
    sha256 = version.snapshot.sha256
    blocks += [
        Heading(words["whole"]),
        Grid((words["goal"], words["state"].format(**year)), goals, frozenset({1})),
        Heading(words["attached"]),
        Text(words["plan"].format(number=version.number, sha256=sha256, **year), bullet=True),
        Text(words["tables"], bullet=True),
    ]
    return blocks


def package(version: Version, party: Party) -> Export:
    """Return everything for one municipality as a zip: stored files byte for byte, and the case. Raises Damaged."""
    plan = thaw(version.snapshot)
    deciding = [key for key, step in BY_KEY.items() if step.decides]
    decision = Move.objects.filter(version=version, key__in=deciding).first()
    stored: dict[str, VersionFile] = {}
    # «godkjenning» sorts before «vedtak»: what KDD approved, where it has.
    for file in version.files.filter(kind__in=("pdf", "xlsx", "brev")).order_by("occasion"):
        check_file(file)
        stored.setdefault(file.kind, file)
    case = docx_plain.write(saksframlegg(plan, version, decision, party), party.language)
    files = [(f"saksframlegg-{party.key}.docx", case), *((one.filename, bytes(one.data)) for one in stored.values())]
    stamp = version.at.timetuple()[:6]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in files:
            packed.writestr(zipfile.ZipInfo(name, stamp), data)
    name = f"kommunestyre-{plan.year}-{party.key}.zip"
    return Export(name, "application/zip", out.getvalue())
