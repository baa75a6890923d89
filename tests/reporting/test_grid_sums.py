"""The grid's script and the server add up the same lines to the same sums, and say the same of how sure they are."""

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from budgets.certainty import COUNTED_IN, Certainty, Counting, counts
from reporting.entry import EntryCell, EntryRow, EntryTable, entry_table
from reporting.tables import financing
from reporting.value import Handlingsplan
from tests.node import in_node
from tests.reporting.random_plans import plans

#: Node is started once for all examples.
EXAMPLES = 60


def table(value: Handlingsplan, counting: Counting = Counting.ALT) -> EntryTable:
    return entry_table(value, financing(value, counting), frozenset(), counting)


def rows(found: EntryTable) -> list[tuple[str, int, EntryRow]]:
    """The rows of the grid in their order, each with its kind and its group."""
    all_rows: list[tuple[str, int, EntryRow]] = []
    for number, group in enumerate(found.groups):
        if group.sums:
            all_rows.append(("group", number, group.sums))
        all_rows += [("row", number, row) for row in group.rows]
    return [*all_rows, ("foot", -1, found.foot)]


def written(cell: EntryCell) -> list[dict[str, str]]:
    """The amounts of a cell as the script holds them, all as text."""
    names = ("certainty", "shared", "kroner", "note")
    return [dict(zip(names, map(str, amount), strict=True)) for amount in json.loads(cell.amounts or "[]")]


def as_grid(found: EntryTable) -> dict[str, Any]:
    """The table as the script reads it from the page."""

    return {
        "counted": found.counted.split(),
        "columns": [source.key for source in found.sources],
        "rows": [{"kind": kind, "group": group, "outside": row.outside_sum} for kind, group, row in rows(found)],
        "cells": [
            [{"amounts": written(one)} for one in row.cells] if kind == "row" else [] for kind, _, row in rows(found)
        ],
    }


def test_the_script_adds_up_as_the_server_does():
    found: list[EntryTable] = []

    @settings(max_examples=EXAMPLES)
    @given(plans(), st.sampled_from(Counting))
    def gather(value: Handlingsplan, counting: Counting) -> None:
        found.append(table(value, counting))

    gather()
    sums = in_node("grid/sums.js", "given.map(one => m.addUp(one, new Set(one.counted)))", [as_grid(x) for x in found])
    assert len(found) >= EXAMPLES
    assert sums == [[[cell.kroner for cell in (*row.cells, row.total)] for _, _, row in rows(one)] for one in found]


def test_the_script_says_how_sure_amounts_are_as_the_server_does():
    cells: list[tuple[EntryCell, str]] = []

    @settings(max_examples=EXAMPLES)
    @given(plans(), st.sampled_from(Counting))
    def gather(value: Handlingsplan, counting: Counting) -> None:
        one = table(value, counting)
        cells.extend((cell, one.counted) for kind, _, row in rows(one) if kind == "row" for cell in row.cells)

    gather()
    names = ("certainty", "shared", "kroner", "note")
    sent = [
        [
            [dict(zip(names, map(str, amount), strict=True)) for amount in json.loads(cell.amounts or "[]")],
            counted.split(),
        ]
        for cell, counted in cells
    ]
    said = in_node("grid/marks.js", "given.map(([amounts, counted]) => m.marks(amounts, new Set(counted)))", sent)
    assert [[(one["certainty"], one["label"], one["apart"]) for one in cell] for cell in said] == [
        [*((*mark, False) for mark in cell.marks), *((*mark, True) for mark in cell.apart)] for cell, _ in cells
    ]


def test_the_script_has_the_servers_words():
    assert in_node("grid/marks.js", "m.WORDS", None) == dict(Certainty.choices)


def test_every_way_to_count_leaves_out_what_never_counts():
    for counting in Counting:
        assert {one for one in Certainty if counts(one, counting)} == COUNTED_IN[counting] <= COUNTED_IN[Counting.ALT]
    assert not any(counts(one, counting) for one in ("fryst", "avslatt") for counting in Counting)
    assert COUNTED_IN[Counting.UTEN_SOKTE] == {"planlagt", "innvilget"}
    assert COUNTED_IN[Counting.BARE_INNVILGET] == {"innvilget"}
