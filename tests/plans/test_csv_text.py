"""What a spreadsheet reads from our CSV: every cell as the text it is."""

import csv
import io

import pytest

from plans.csv_text import csv_text


@pytest.mark.parametrize("cell", ["=1+1", "+47 12 34 56 78", "-5", "@SUM(A1)", " \n=1", "\tinnrykk", "\r1"])
def test_what_could_become_a_formula_stays_text(cell):
    assert csv_text([[cell]]).removeprefix("\ufeff").lstrip('"').startswith(f"'{cell[:1]}")


def test_other_texts_go_through_unchanged():
    rows = [["Navn", "Kroner"], ['«Semikolon; og "anførsel"»', "1 000"], ["to\nlinjer", ""]]
    text = csv_text(rows)
    assert text.startswith("\ufeff")
    assert list(csv.reader(io.StringIO(text[1:], newline=""), delimiter=";")) == rows
