"""The real plan as it was printed: its tables, numbers and single lines, typed from the document."""

import csv
import datetime
import re
from collections.abc import Iterator
from typing import Any

from plans import paths
from reporting.checks import Context
from reporting.stated import Stated, StatedCell, StatedColumn, StatedLine, StatedRow, StatedTable, read_cell
from reporting.value import Handlingsplan
from tests.fixtures.typed_cells import FILE, Typed, typed

LINES = FILE.with_name("indre-namdal-2025-lines.csv")
_NUMBERED = re.compile(r"(?:Delmål|Tiltak) (\d+):? *(.*)")
TILTAK_COLUMNS = ("number", "title", "responsible", "partners", "time_frame")


def context(**more: Any) -> Context:
    """The day the plan was dated."""
    return Context(**{"today": datetime.date(2024, 12, 6)} | more)


def stated(plan: Handlingsplan) -> Stated:
    """What the document prints, tied to the parts of the plan by their numbers."""
    return Stated(
        tables=(_overview(plan), *_tiltak_tables(plan), _money(plan, "6"), _money(plan, "7")),
        lines=tuple(_lines(plan)),
    )


def _uids(plan: Handlingsplan) -> dict[str, str]:
    """Paths by the numbers that the typed rows use: `2`, `2.1`, `8`."""
    found = {str(post.number): paths.post(post.uid) for post in plan.posts}
    for goal in plan.delmaal:
        found[str(goal.number)] = paths.delmaal(goal.uid)
        found |= {f"{goal.number}.{tiltak.number}": paths.tiltak(tiltak.uid) for tiltak in goal.tiltak}
    return found


def _one(rows: list[Typed], field: str, **more: str) -> str:
    """The printed words of the only row of a field; empty where there is none."""
    found = [row for row in rows if row.field == field and all(getattr(row, key) == more[key] for key in more)]
    assert len(found) <= 1, found
    return found[0].printed if found else ""


def _overview(plan: Handlingsplan) -> StatedTable:
    rows, uids = typed("overview"), _uids(plan)
    columns = (
        StatedColumn(key="number", heading="", kind="number"),
        StatedColumn(key="title", heading=_one(rows, "head", id="s3-head-tiltak"), kind="text"),
        StatedColumn(key="kroner", heading=_one(rows, "head", id="s3-head-amount"), kind="kroner"),
    )

    def row(kind, number, title, kroner, path="") -> StatedRow:
        cells = (read_cell(number), read_cell(title), read_cell(kroner, money=True))
        return StatedRow(kind=kind, cells=cells, path=path)

    found = []
    for goal in sorted({row.delmaal for row in rows if row.delmaal.isdigit()}, key=int):
        under = [row for row in rows if row.delmaal == goal]
        own = [row for row in under if not row.tiltak]
        found.append(row("group", _one(own, "label"), _one(own, "title"), "", uids[goal]))
        for number in sorted({row.tiltak for row in under if row.tiltak}, key=int):
            cells = [row for row in under if row.tiltak == number]
            texts = [_one(cells, field) for field in ("number", "title", "amount")]
            found.append(row("item", texts[0], texts[1], texts[2], uids[f"{goal}.{number}"]))
        found.append(row("sum", "", _one(own, "sum_label"), _one(own, "sum"), uids[goal]))
    last = [row for row in rows if row.delmaal == "sum"]
    found.append(row("total", "", _one(last, "sum_label"), _one(last, "sum")))
    return StatedTable(key="seksjon-3", title=plan.form.overview, columns=columns, rows=tuple(found))


def _money(plan: Handlingsplan, section: str) -> StatedTable:
    rows, uids = typed(f"section{section}"), _uids(plan)
    heads = {row.id.rpartition("-")[2]: row.printed for row in rows if row.field == "head"}
    heads.pop("sources", None)
    name, total, *parts = heads
    assert (name, total) == ("name", "total")
    columns = (
        StatedColumn(key="number", heading="", kind="number"),
        StatedColumn(key="name", heading=heads["name"], kind="text"),
        *(StatedColumn(key=key, heading=heads[key], kind="kroner") for key in (total, *parts)),
    )
    found = []
    for number in dict.fromkeys(row.delmaal for row in rows if row.delmaal):
        own = {row.id.rpartition("-")[2]: row.printed for row in rows if row.delmaal == number}
        cells: list[StatedCell] = [read_cell(own.get("number", "")), read_cell(own["name"])]
        cells += [read_cell(own[key], money=True) for key in (total, *parts)]
        kind = "total" if number == "sum" else "item"
        found.append(StatedRow(kind=kind, cells=tuple(cells), path=uids.get(number, "")))
    return StatedTable(key=f"seksjon-{section}", columns=columns, rows=tuple(found))


def _tiltak_tables(plan: Handlingsplan) -> Iterator[StatedTable]:
    rows, uids = typed("tiltak_table"), _uids(plan)
    for goal in plan.delmaal:
        under = [row for row in rows if row.delmaal == str(goal.number)]
        heads = [row.printed for row in under if row.field == "head"]
        columns = [
            StatedColumn(key=key, heading=heading, kind="number" if key == "number" else "text")
            for key, heading in zip(TILTAK_COLUMNS, ["", *heads], strict=True)
        ]
        found = []
        for tiltak in goal.tiltak:
            cells = [row for row in under if row.tiltak == str(tiltak.number)]
            texts = [_one(cells, key) for key in TILTAK_COLUMNS]
            if any(texts):  # the row that the document left out is no row
                path = uids[f"{goal.number}.{tiltak.number}"]
                found.append(StatedRow(kind="item", cells=tuple(map(read_cell, texts)), path=path))
        yield StatedTable(key=f"delmaal-{goal.uid}", columns=tuple(columns), rows=tuple(found))


def _lines(plan: Handlingsplan) -> Iterator[StatedLine]:
    """Lines outside tables: those of the sections, and between them goals and the headings of delmål and tiltak."""
    uids = _uids(plan)
    for number, row in enumerate(typed("delmaal_list"), start=1):
        yield StatedLine(kind="goal", number=number, text=row.printed, path=uids[row.delmaal])
    for row in typed("heading"):
        match = _NUMBERED.fullmatch(row.printed)
        assert match, row
        key = f"{row.delmaal}.{row.tiltak}" if row.tiltak else row.delmaal
        yield StatedLine(kind="heading", number=int(match[1]), text=match[2], path=uids[key])
    with LINES.open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file, delimiter=";"):
            printed = int(line["number"]) if line["number"] else None
            yield StatedLine.model_validate(
                {"kind": line["kind"], "number": printed, "text": line["printed"], "path": _path(line["path"], uids)}
            )


def _path(place: str, uids: dict[str, str]) -> str:
    """The path of a line: `plan`, a prompt of the plan, `2`, `2/okonomi` or `6.1/beskrivelse`."""
    number, _, key = place.partition("/")
    if number == "plan":
        return "plan"
    if number not in uids:
        return paths.answer("plan", None, number)
    return f"{uids[number]}/svar/{key}" if key else uids[number]
