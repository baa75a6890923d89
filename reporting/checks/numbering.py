"""Numbers as printed: those that come twice, are missing or jump, and tiltak that one list has and another lacks."""

import re
from collections.abc import Iterator, Sequence

from plans.richtext import ListBlock
from reporting.checks.case import Case
from reporting.checks.finding import Hit
from reporting.checks.matching import first
from reporting.checks.rules import Family
from reporting.checks.words import EMPTY, Text, Value, Words, listed, same, uncapitalised
from reporting.stated import StatedTable
from reporting.value import Tiltak

FAMILY = Family(
    "nummer",
    Text("Nummer og lister", "Nummer og lister"),
    "Numbers of sections, delmål, tiltak and rows as printed. Silent without a document: the portal numbers them.",
)

_FIRST_NUMBER = re.compile(r"(\d{1,9})")
_TABLE = Words(nb="Nummereringen i {table}", nn="Nummereringa i {table}")
_SECTIONS = Text("Nummereringen av seksjonene", "Nummereringa av seksjonane")
_DELMAAL = Text("Nummereringen av delmålene", "Nummereringa av delmåla")
_GOALS = Text("Nummereringen i listen over delmål", "Nummereringa i lista over delmål")
_HEADINGS = Words(nb="Overskriftene på tiltakene i {goal}", nn="Overskriftene på tiltaka i {goal}")
_UNDER = Words(nb="Tiltakene under {goal} i {table}", nn="Tiltaka under {goal} i {table}")

#: Where a run of numbers stands, the path to go to, and the numbers as printed: None where one has no number.
Run = tuple[Text, str, str, list[int | None]]


def _number(text: str) -> int | None:
    """Return the first number of a cell such as «1.» or «Delmål 1:»."""
    match = first(text, _FIRST_NUMBER)
    return int(match[1]) if match else None


def _runs(case: Case) -> Iterator[Run]:
    """Yield every run of numbers that the document prints."""
    lines = case.stated.lines
    chapters = [line for line in lines if line.kind == "heading" and line.path.startswith("plan/")]
    goals = [line for line in lines if line.kind == "heading" and line.path.startswith("delmaal/")]
    yield _SECTIONS, "plan", "seksjoner", [line.number for line in chapters]
    yield _GOALS, "plan/svar/introduksjon", "delmaal-liste", [line.number for line in lines if line.kind == "goal"]
    yield _DELMAAL, "plan/svar/handlingsplan_per_delmaal", "delmaal", [line.number for line in goals]
    for goal in case.plan.delmaal:
        paths = {f"tiltak/{item.uid}" for item in goal.tiltak}
        numbers = [line.number for line in lines if line.kind == "heading" and line.path in paths]
        name = case.name(f"delmaal/{goal.uid}").nb.lower()
        yield _HEADINGS(goal=name), f"delmaal/{goal.uid}", "overskrifter", numbers
    for table in case.stated.tables:
        yield from _table_runs(case, table)


def _table_runs(case: Case, table: StatedTable) -> Iterator[Run]:
    """Yield the runs of numbers in a table: its rows, or in section 3 its delmål and the tiltak of each."""
    name = uncapitalised(case.table_name(table.key))
    numbered = {id(row): _number(table.cell(row, "number").text) for row in table.rows}
    if table.key != "seksjon-3":
        items = [row for row in table.rows if row.kind == "item"]
        yield _TABLE(table=name), case.table_path(table.key), table.key, [numbered[id(row)] for row in items]
        return
    path, found = "", list[int | None]()
    groups = list[int | None]()
    for row in table.rows:
        if row.kind == "group":
            path, found = row.path, []
            groups.append(numbered[id(row)] or _number(table.cell(row, "title").text))
        elif row.kind == "item" and row.path.startswith("tiltak/"):
            found.append(numbered[id(row)])
        elif row.kind == "sum" and path:
            yield _UNDER(goal=case.name(path).nb.lower(), table=name), path, table.key, found
    yield _TABLE(table=name), case.table_path(table.key), f"{table.key}/delmaal", groups


#: More than this is no number in a list, whatever a damaged document says.
_HIGHEST = 300
_TWICE = Words(nb="{numbers} står to ganger", nn="{numbers} står to gonger")
_LACKS = Words(nb="{numbers} mangler", nn="{numbers} manglar")
_WITHOUT = Text("en står uten nummer", "ein står utan nummer")
_NAMED_WITHOUT = Words(nb="{names} står uten nummer", nn="{names} står utan nummer")
_DISORDER = Text("rekkefølgen er en annen", "rekkjefølgja er ei anna")


@FAMILY.rule(
    "nummer-rekke",
    level="advarsel",
    says=Words(
        nb="{run} er ikke fortløpende: {faults}.",
        nn="{run} er ikkje fortløpande: {faults}.",
    ),
    mend=Words(nb="Nummerer på nytt.", nn="Nummerer på nytt."),
    example={
        "run": Text("Nummereringen av seksjonene", "Nummereringa av seksjonane"),
        "faults": Text("5 mangler og «Forankring» står uten nummer", "5 manglar og «Forankring» står utan nummer"),
    },
)
def runs_of_numbers(case: Case) -> Iterator[Hit]:
    """Printed numbers come twice, are missing, stand in disorder, or one of the numbered has none."""
    for where, path, at, numbers in _runs(case):
        faults = _faults(numbers, _unnumbered(case) if at == "seksjoner" else ())
        if faults:
            values: dict[str, Value] = {"run": where, "faults": listed(faults)}
            values["numbers"] = ",".join(str(number or "-") for number in numbers)
            yield Hit(path, _CHAPTERS if at == "seksjoner" else case.place(path), at=at, values=values)


_CHAPTERS = Text("Overskriftene", "Overskriftene")


def _unnumbered(case: Case) -> list[Text]:
    """Return the headings of sections that are printed without a number."""
    lines = [line for line in case.stated.lines if line.kind == "heading" and line.path.startswith("plan/")]
    return [same(f"«{line.text}»") for line in lines if line.number is None]


def _faults(numbers: Sequence[int | None], unnumbered: Sequence[Text]) -> list[Text]:
    """Return what is wrong with a run of numbers; nothing is where none of them has a number.

    `unnumbered` names those without one, where they have names.
    """
    printed = [number for number in numbers if number is not None]
    if not printed:
        return []
    twice = sorted({number for number in printed if printed.count(number) > 1})
    # A run has no gaps to speak of where a number is printed that no list reaches.
    missing = sorted(set(range(1, min(max(printed), _HIGHEST) + 1)) - set(printed))
    found = [
        words(numbers=listed([same(str(number)) for number in them]))
        for words, them in ((_TWICE, twice), (_LACKS, missing))
        if them
    ]
    if len(printed) < len(numbers):
        found.append(_NAMED_WITHOUT(names=listed(list(unnumbered))) if unnumbered else _WITHOUT)
    if not found and printed != sorted(printed):
        found.append(_DISORDER)
    return found


def _lists(case: Case) -> dict[str, dict[str, int | None]]:
    """Return the printed number of every tiltak by its path, list by list: overview, tables of delmål, headings."""
    found: dict[str, dict[str, int | None]] = {"overview": {}, "table": {}, "heading": {}}
    for table in case.stated.tables:
        name = "overview" if table.key == "seksjon-3" else "table" if table.key.startswith("delmaal-") else ""
        for row in table.rows if name else ():
            if row.kind == "item" and isinstance(case.parts.get(row.path), Tiltak):
                found[name][row.path] = _number(table.cell(row, "number").text)
    for line in case.stated.lines:
        if line.kind == "heading" and isinstance(case.parts.get(line.path), Tiltak):
            found["heading"][line.path] = line.number
    return {name: rows for name, rows in found.items() if rows}


_LIST_NAMES = {
    "overview": Text("oversikten i seksjon 3", "oversikta i seksjon 3"),
    "table": Text("tabellen under delmålet", "tabellen under delmålet"),
    "heading": Text("overskriften", "overskrifta"),
}
_NUMBERED = Words(nb="nummer {number} i {name}", nn="nummer {number} i {name}")


@FAMILY.rule(
    "nummer-ulikt",
    level="advarsel",
    says=Words(nb="Tiltaket har {numbers}.", nn="Tiltaket har {numbers}."),
    mend=Words(nb="Bruk samme nummer overalt.", nn="Bruk same nummer overalt."),
    example={"numbers": "nummer 4 i oversikten i seksjon 3 og nummer 3 i tabellen under delmålet"},
)
def numbers_that_differ(case: Case) -> Iterator[Hit]:
    """A tiltak has another number in one list than in another."""
    lists = _lists(case)
    for path in case.parts:
        numbers = {name: rows[path] for name, rows in lists.items() if rows.get(path) is not None}
        if len(set(numbers.values())) > 1:
            said = [
                _NUMBERED(
                    number=str(number), name=listed([_LIST_NAMES[name] for name in numbers if numbers[name] == number])
                )
                for number in dict.fromkeys(numbers.values())
            ]
            at = ",".join(str(number) for number in numbers.values())
            yield Hit(
                path, case.name(path), at=at, values={"numbers": Text(*map(", men ".join, zip(*said, strict=True)))}
            )


@FAMILY.rule(
    "tiltak-i-lister",
    level="advarsel",
    says=Words(
        nb="Tiltaket står i {present}, men ikke i {missing}.{cells}",
        nn="Tiltaket står i {present}, men ikkje i {missing}.{cells}",
    ),
    mend=Words(nb="Ta tiltaket med i alle listene.", nn="Ta tiltaket med i alle listene."),
    example={
        "present": "oversikten i seksjon 3",
        "missing": "tabellen under delmålet",
        "cells": Text(" Der mangler derfor også tidsrammen.", " Der manglar difor òg tidsramma."),
    },
)
def tiltak_in_lists(case: Case) -> Iterator[Hit]:
    """A tiltak stands in the overview, the table of its delmål or among the headings, and not in all that there are."""
    lists = _lists(case)
    for path, part in case.parts.items():
        here = [name for name, rows in lists.items() if path in rows]
        missing = [name for name, rows in lists.items() if path not in rows]
        if isinstance(part, Tiltak) and here and missing:
            values: dict[str, Value] = {
                "present": listed([_LIST_NAMES[name] for name in here]),
                "missing": listed([_LIST_NAMES[name] for name in missing]),
                "cells": _cells_gone(part) if "table" in missing else EMPTY,
            }
            yield Hit(path, case.name(path), at=",".join(missing), values=values)


_CELLS_GONE = Words(nb=" Der mangler derfor også {cells}.", nn=" Der manglar difor òg {cells}.")


def _cells_gone(item: Tiltak) -> Text:
    """Return what nobody is told of a tiltak that its table leaves out."""
    cells = (
        (item.responsible or item.responsible_text, Text("ansvarlig", "ansvarleg")),
        (item.partners or item.partners_text, Text("samarbeidspartene", "samarbeidspartane")),
        (item.time_from or item.time_to or item.time_text, Text("tidsrammen", "tidsramma")),
    )
    gone = [name for said, name in cells if not said]
    return _CELLS_GONE(cells=listed(gone)) if gone else EMPTY


@FAMILY.rule(
    "liste-start",
    level="tips",
    says=Words(
        nb="En liste begynner på {start}, uten noen liste foran som den fortsetter.",
        nn="Ei liste byrjar på {start}, utan noka liste framfor som ho held fram frå.",
    ),
    mend=Words(nb="La listen begynne på 1.", nn="La lista byrje på 1."),
    example={"start": "4"},
)
def list_starts(case: Case) -> Iterator[Hit]:
    """A numbered list begins with another number than 1 and goes on from no list before it in the same answer."""
    for prose in case.prose:
        expected = 1
        for block in prose.blocks:
            if isinstance(block, ListBlock) and block.ordered:
                if block.start not in (0, 1, expected):
                    yield Hit(prose.path, prose.where, at=str(block.start), values={"start": str(block.start)})
                expected = block.start + len(block.items)
