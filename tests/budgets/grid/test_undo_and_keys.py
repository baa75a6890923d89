"""The pure parts of the grid's scripts: keys, undo, and blocks on the clipboard."""

from typing import Any

import pytest

from tests.node import in_node

KEY = {"ctrlKey": False, "metaKey": False, "shiftKey": False, "altKey": False}


def press(key: str, *held: str) -> dict[str, Any]:
    return {**KEY, "key": key, **{f"{name}Key": True for name in held}}


def test_what_each_key_asks_for_in_a_cell():
    table = [
        (press("ArrowDown"), "move"),
        (press("ArrowRight", "ctrl", "shift"), "move"),
        (press("Enter"), "move"),
        (press("Tab", "shift"), "move"),
        (press("PageDown"), "move"),
        (press("Home"), "go"),
        (press("End", "ctrl"), "go"),
        (press("F2"), "edit"),
        (press("Delete"), "empty"),
        (press("Backspace"), "empty"),
        (press("z", "ctrl"), "undo"),
        (press("Z", "ctrl", "shift"), "redo"),
        (press("y", "ctrl"), "redo"),
        (press("a", "meta"), "all"),
        (press("s", "ctrl"), "save"),
        (press("Escape"), "leave"),
        (press(" "), "tell"),
        (press("ArrowDown", "alt"), "open"),
        (press("5"), "type"),
        (press("k"), "type"),
        # The browser's own.
        (press("c", "ctrl"), None),
        (press("v", "ctrl"), None),
        (press("x", "ctrl"), None),
        (press("F5"), None),
        (press("Shift", "shift"), None),
        (press("d", "alt"), None),
    ]
    found = in_node("grid/keys.js", "given.map(([event]) => m.standing(event)?.does ?? null)", table)
    assert found == [does for _, does in table]


def test_what_each_key_asks_for_while_one_writes():
    table = [
        (press("Enter"), True, "move"),
        (press("Tab"), False, "move"),
        (press("Escape"), False, "cancel"),
        (press("F2"), True, "edit"),
        (press("ArrowLeft"), True, "move"),
        (press("ArrowLeft"), False, None),
        (press("ArrowLeft", "shift"), True, None),
        (press("s", "ctrl"), False, "save"),
        (press("z", "ctrl"), False, None),
        (press("5"), True, None),
        (press("Delete"), True, None),
    ]
    found = in_node("grid/keys.js", "given.map(([event, over]) => m.writing(event, over)?.does ?? null)", table)
    assert found == [does for *_, does in table]


#: Where a key leads in four rows of three columns, in which a cross stands for something that is there.
FILLED = ["x..", "x.x", "...", "x.."]


@pytest.mark.parametrize(
    ("start", "key", "end"),
    [
        ((0, 0), press("ArrowDown"), (1, 0)),
        ((0, 0), press("ArrowUp"), (0, 0)),
        ((3, 2), press("ArrowRight"), (3, 2)),
        ((0, 0), press("ArrowDown", "ctrl"), (1, 0)),
        ((1, 0), press("ArrowDown", "ctrl"), (3, 0)),
        ((3, 0), press("ArrowDown", "ctrl"), (3, 0)),
        ((1, 0), press("ArrowRight", "ctrl"), (1, 2)),
        ((0, 1), press("ArrowDown", "ctrl"), (3, 1)),
        ((2, 1), press("Home"), (2, 0)),
        ((2, 1), press("End"), (2, 2)),
        ((2, 1), press("Home", "ctrl"), (0, 0)),
        ((2, 1), press("End", "ctrl"), (3, 2)),
        ((0, 2), press("Tab"), (1, 0)),
        ((1, 0), press("Tab", "shift"), (0, 2)),
        ((3, 2), press("Tab"), None),
        ((0, 0), press("Tab", "shift"), None),
        ((0, 1), press("Enter"), (1, 1)),
        ((0, 1), press("Enter", "shift"), (0, 1)),
        ((0, 1), press("PageDown"), (3, 1)),
    ],
)
def test_where_each_key_leads(start, key, end):
    go = """[m.follow({rows: 4, columns: 3}, given.from, m.standing(given.key),
                ({row, column}) => given.filled[row][column] === "x")].map(one => one && [one.row, one.column])[0]"""
    given = {"from": {"row": start[0], "column": start[1]}, "key": key, "filled": FILLED}
    assert in_node("grid/keys.js", go, given) == (list(end) if end else None)


def test_undo_takes_back_what_nobody_has_changed_since_and_redo_does_it_again():
    script = """(() => {
      const amount = kroner => kroner ? [{certainty: "planlagt", shared: "", kroner, note: ""}] : [];
      const now = {a: amount("1"), b: amount("2")};
      const undo = new m.Undo(), said = [];
      const put = found => {
        for (const {key, after} of found?.changes ?? []) now[key] = after;
        said.push(found && [found.changes.map(one => one.key), found.stale]);
      };
      const look = key => now[key] ?? null;
      undo.add([{key: "a", before: [], after: amount("1")}, {key: "b", before: [], after: amount("2")}]);
      put(undo.undo(look));            // both empty again
      put(undo.redo(look));            // and back
      now.b = amount("99");            // somebody else
      put(undo.undo(look));            // only a
      undo.add([{key: "a", before: [], after: amount("5")}]);
      now.a = amount("5");
      put(undo.redo(look));            // nothing: a new step forgets what was undone
      delete now.a;                    // its row is gone
      put(undo.undo(look));
      return [said, now.b[0].kroner];
    })()"""
    said, left = in_node("grid/undo.js", script, None)
    assert said == [[["a", "b"], []], [["a", "b"], []], [["a"], ["b"]], None, [[], ["a"]]]
    assert left == "99"


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("1\t2\r\n3\t4\r\n", [["1", "2"], ["3", "4"]]),
        ("1\t2\n3\t4", [["1", "2"], ["3", "4"]]),
        ("\t5", [["", "5"]]),
        ("5\t\r\n\t\r\n", [["5", ""], ["", ""]]),
        ('"to\nlinjer"\t5', [["to\nlinjer", "5"]]),
        ('"sa ""ja"" her"\t5', [['sa "ja" her', "5"]]),
        ('"a\tb"\t5', [["a\tb", "5"]]),
        ('5"\t6', [['5"', "6"]]),
        ('"uten slutt\t5\n6', [['"uten slutt', "5"], ["6"]]),
        ("", [[""]]),
        ("5", [["5"]]),
    ],
)
def test_lines_parted_by_tabs_are_read_as_excel_writes_them(text, rows):
    assert in_node("grid/clipboard.js", "m.readTsv(given)", text) == rows


def test_what_is_copied_is_read_back_as_it_was():
    block: list[list[Any]] = [["1.1 «Bru»", 500_000, None], ["to\nlinjer", 0, 'sa "ja"'], ["a\tb", None, None]]
    texts = [["" if cell is None else str(cell) for cell in row] for row in block]
    assert in_node("grid/clipboard.js", "m.readTsv(m.writeTsv(given))", block) == texts
    html = in_node("grid/clipboard.js", "m.writeHtml(given)", [["<b>&", 5, None]])
    assert html == "<table><tbody><tr><td>&lt;b&gt;&amp;</td><td>5</td><td></td></tr></tbody></table>"


def test_merged_cells_lie_where_they_begin():
    def one(text: str, across: int = 1, down: int = 1) -> dict[str, Any]:
        return {"text": text, "across": across, "down": down}

    rows = [[one("a", across=2), one("b")], [one("c", down=2), one("d"), one("e")], [one("f"), one("g")], [one("h")]]
    assert in_node("grid/clipboard.js", "m.layOut(given)", rows) == [
        ["a", None, "b"],
        ["c", "d", "e"],
        [None, "f", "g"],
        ["h", "", ""],
    ]
