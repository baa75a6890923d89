"""Blocks from Excel and Word, and what each becomes in the grid: a table of cases, read by hand before it was kept."""

import json
from pathlib import Path

import pytest

from tests.node import in_node

TABLE = json.loads((Path(__file__).parents[2] / "data" / "pasted.json").read_text())

#: The grid of the table, in which tiltak 1.1 has one amount and tiltak 1.3 two, from the first source.
PLACED = """(await (async () => {
  const { Model } = await import(new URL("model.js", given.scripts));
  const { readTsv } = await import(new URL("clipboard.js", given.scripts));
  const amount = (kroner, certainty = "planlagt") => ({ certainty, shared: "", kroner, note: "" });
  const columns = given.table.columns.map((label) => ({ key: label, label }));
  const rows = given.table.rows.map(([kind, label, group], index) => ({
    kind, label, group, key: `rad ${index}`,
    outside: label.includes("Avsetning"), editable: kind === "row" && !label.includes("Låst"),
  }));
  const stands = (label, column) => {
    if (column === 0 && label.startsWith("1.1")) return [amount("500000")];
    return column === 0 && label.startsWith("1.3") ? [amount("5", "innvilget"), amount("6", "sokt")] : [];
  };
  return given.table.cases.map((one) => {
    const cells = rows.map((row) => columns.map((column, at) => row.kind === "row"
      ? { key: `${row.key}/${column.key}`, amounts: stands(row.label, at), state: "" } : null));
    const model = new Model(rows, columns, cells);
    const from = { row: one.from[0], column: one.from[1] };
    const found = m.place(one.block ?? readTsv(one.tsv), model, from, new Set(["planlagt", "sokt", "innvilget"]));
    const becomes = found.changes.map(({ key, after }) => [model.where(key), after[0]?.kroner ?? ""]);
    return { becomes, refused: found.refusals, said: found.notes };
  });
})())"""


@pytest.fixture(scope="module")
def placed():
    scripts = (Path(__file__).parents[3] / "static" / "js" / "grid").as_uri() + "/"
    found = in_node("grid/paste.js", PLACED, {"table": TABLE, "scripts": scripts})
    return dict(zip((case["name"] for case in TABLE["cases"]), found, strict=True))


@pytest.mark.parametrize("case", [pytest.param(case, id=case["name"]) for case in TABLE["cases"]])
def test_what_a_block_becomes(placed, case):
    assert placed[case["name"]] == {part: case[part] for part in ("becomes", "refused", "said")}
