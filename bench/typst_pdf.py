"""The same plan set by Typst: how cheap a PDF/A-2a and PDF/UA-1 could be, were there a second template for it.

Typst is installed for the bench alone (`requirements/bench.in`). What is left out: the bars of the year, figures, marks
of certainty. Its file has every heading, text and amount.
"""

import json
import tempfile
from pathlib import Path
from typing import Any

from django.conf import settings

from reporting.document import build
from reporting.money import amount
from reporting.printed import ChartBlock, Document, Goals, Section, TableBlock
from reporting.table import Table
from reporting.value import Handlingsplan, Standing


def write(plan: Handlingsplan) -> bytes:
    """Return a plan as PDF by Typst."""
    import typst

    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "plan.json").write_text(json.dumps(_document(build(plan, Standing()))), encoding="utf-8")
        (root / "plan.typ").write_text(Path(__file__).with_name("plan.typ").read_text(encoding="utf-8"))
        fonts = [str(Path(settings.BASE_DIR) / "node_modules/source-sans/TTF")]
        compiler = typst.Compiler(root=str(root), font_paths=fonts, ignore_system_fonts=True)
        made = compiler.compile(
            input=str(root / "plan.typ"),
            sys_inputs={"data": "plan.json"},
            format="pdf",
            timestamp=0,
            pdf_standards=["a-2a", "ua-1"],
        )
        assert isinstance(made, bytes)
        return made


def _document(document: Document) -> dict[str, Any]:
    """Return what the template reads."""
    return {
        "title": document.title,
        "author": document.pilot,
        "description": document.description,
        "language": document.language,
        "subtitle": document.subtitle,
        "footer": document.footer,
        "facts": [fact.model_dump() for fact in document.facts],
        "sections": [_section(one) for one in document.sections],
    }


def _section(section: Section) -> dict[str, Any]:
    number = f"{section.number} " if section.number else ""
    return {
        **section.model_dump(include={"kind", "level", "listed"}),
        "heading": number + section.heading if section.heading else "",
        "blocks": [_block(one) for one in section.blocks if not isinstance(one, ChartBlock)],
        "sections": [_section(one) for one in section.sections],
    }


def _block(block: Any) -> dict[str, Any]:
    if isinstance(block, TableBlock):
        return {"kind": "table", "caption": block.caption, **_table(block.table)}
    if isinstance(block, Goals):
        return {"kind": "goals", "lead": block.lead, "goals": [goal.title for goal in block.goals]}
    found: dict[str, Any] = block.model_dump(mode="json")
    return found


def _table(table: Table) -> dict[str, Any]:
    return {
        "kinds": [column.kind for column in table.columns],
        "heads": [column.heading for column in table.columns],
        "rows": [
            [cell.text if cell.kroner is None else amount(cell.kroner) for cell in row.cells] for row in table.rows
        ],
    }
