"""A workbook read back: unchanged it changes nothing, and whatever is changed in it is found and nothing else."""

import random
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from budgets.services import Amount
from reporting.formats import xlsx, xlsx_read
from reporting.formats.xlsx_entry import HEAD_ROW, KEY_ROW, cells_of
from reporting.intake.applied import with_changes
from reporting.intake.workbook_changes import compared
from reporting.value import Handlingsplan
from tests.reporting.example_plan import DRAFT, PLAN
from tests.reporting.intake.editing import PILOTS, back, book_of, saved
from tests.reporting.random_plans import plans

#: Fewer than elsewhere: each plan is written as a workbook and read.
few = settings(max_examples=20, deadline=None)


def emptied(plan: Handlingsplan) -> Handlingsplan:
    """The plan without a single amount."""
    return with_changes(plan, dict.fromkeys(cells_of(plan), ()))


def of_cells(plan: Handlingsplan) -> dict[str, list[Amount]]:
    return {key: sorted(amounts) for key, amounts in cells_of(plan).items()}


@few
@given(plans())
def test_a_workbook_changes_nothing_in_the_plan_that_it_was_made_of(plan: Handlingsplan):
    found = back(xlsx.write(plan, DRAFT), plan)
    assert found.changes == ()
    assert found.remarks == ()


@few
@given(plans())
def test_a_workbook_holds_the_whole_budget(plan: Handlingsplan):
    """Read into the same plan without amounts, and without what the hidden sheet says, it gives all of them back."""
    read = xlsx_read.read(xlsx.write(plan, DRAFT)).model_copy(update={"bases": None, "printed": ()})
    empty = emptied(plan)
    assert cells_of(empty) == {}
    found = compared(read, empty, [], PILOTS)
    assert found.remarks == ()
    assert {change.key: sorted(change.new) for change in found.changes} == of_cells(plan)
    filled = with_changes(empty, {change.key: change.new for change in found.changes})
    assert of_cells(filled) == of_cells(plan)


@few
@given(plans(), st.randoms(use_true_random=False), st.booleans())
def test_random_edits_are_found_and_nothing_else(plan: Handlingsplan, chance: random.Random, is_sorted: bool):
    book = book_of(plan)
    sheet = book["Beløp"]
    keys = [cell.value or "" for cell in sheet[KEY_ROW + 1]]
    money = [place for place, key in enumerate(keys, start=1) if key.startswith("source/")]
    rows = [
        at
        for at in range(HEAD_ROW + 2, sheet.max_row + 1)
        if sheet.cell(at, 4).value >= plan.year and sheet.cell(at, 5).value == "planlagt"
    ]
    expected: dict[str, set[int | None]] = {}
    for _ in range(chance.randint(0, 5)) if rows and money else ():
        at, place = chance.choice(rows), chance.choice(money)
        key = f"{sheet.cell(at, 1).value}/{keys[place - 1].removeprefix('source/')}/{sheet.cell(at, 4).value}"
        note, shared = sheet.cell(at, keys.index("note") + 1).value, sheet.cell(at, 6).value
        if key in expected or note or shared:
            continue
        old, new = sheet.cell(at, place).value, chance.choice([None, 0, 12, 700_000])
        taken = any(one[:2] == ("planlagt", "") for one in cells_of(plan).get(key, [])) and old is None
        if new == old or taken:
            continue
        sheet.cell(at, place).value = new if new != 700_000 else "kr 700 000,-"
        expected[key] = {new}
    if is_sorted:
        body = [[cell.value for cell in line] for line in sheet.iter_rows(min_row=HEAD_ROW + 2)]
        chance.shuffle(body)
        for at, line in enumerate(body, start=HEAD_ROW + 2):
            for place, value in enumerate(line, start=1):
                sheet.cell(at, place).value = value
    found = back(saved(book), plan)
    assert {change.key for change in found.changes} == set(expected)
    for change in found.changes:
        plain: list[int | None] = [one.kroner for one in change.new if one[:2] == ("planlagt", "") and not one.note]
        assert set(plain or [None]) == expected[change.key]
    assert [one for one in found.remarks if one.level == "feil"] == []


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_a_workbook_that_libreoffice_has_saved_is_the_same(tmp_path: Path):
    source = tmp_path / "budsjett.xlsx"
    source.write_bytes(xlsx.write(PLAN, DRAFT))
    home = (tmp_path / "home").as_uri()
    command = ["soffice", f"-env:UserInstallation={home}", "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML"]
    subprocess.run(
        [*command, "--outdir", str(tmp_path / "ut"), str(source)], check=True, capture_output=True, timeout=300
    )
    found = back((tmp_path / "ut" / "budsjett.xlsx").read_bytes(), PLAN)
    assert found.changes == ()
    assert found.remarks == ()
    read = xlsx_read.read((tmp_path / "ut" / "budsjett.xlsx").read_bytes())
    assert read.bases
