"""What our own Word document prints is read back from it, with nothing of the plan embedded in the file."""

import io
import os
import zipfile

from hypothesis import given, settings

from plans.richtext import plain_text, to_html
from reporting.formats import docx, docx_read
from reporting.intake.document.known import Known, KnownForm, Wording
from reporting.intake.document.reading import Reading
from reporting.intake.document.recognise import recognise
from reporting.stated import Stated
from reporting.value import Handlingsplan, Standing
from tests.reporting.checks.clean_plans import FYLKE, KOMMUNER, clean_plans
from tests.reporting.checks.printing import printed
from tests.reporting.intake.rich_answers import rich_plans

#: How many times more plans are tried by hand than in the suite: `INTAKE_DEEPER=20`.
DEEPER = int(os.environ.get("INTAKE_DEEPER", "1"))
#: Parts that hold text a reader of the document sees; properties and embedded files are taken away before reading.
_READ = ("[Content_Types].xml", "_rels/", "word/")


def bare(data: bytes) -> bytes:
    """The document without properties and embedded parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            if name.startswith(_READ) and "embeddings" not in name:
                target.writestr(name, source.read(name))
    return out.getvalue()


def known_of(plan: Handlingsplan) -> Known:
    """The plan's own form and parties."""
    form = plan.form
    prompts = [
        Wording(level=level, key=one.key, nb=one.wording, nn=one.wording, required=one.required)
        for level in ("plan", "delmaal", "tiltak")
        for one in getattr(form, level)
    ]
    return Known(
        forms=(KnownForm(key=form.key, lead=(form.lead,) * 2, overview=(form.overview,) * 2, prompts=tuple(prompts)),),
        parties=(*KOMMUNER, FYLKE),
    )


def names(plan: Handlingsplan) -> dict[str, str]:
    """Paths by number, so that two plans can be held against each other."""
    found = {f"post/{post.uid}": f"post {post.number}" for post in plan.posts}
    for goal in plan.delmaal:
        found[f"delmaal/{goal.uid}"] = f"delmål {goal.number}"
        found |= {f"tiltak/{one.uid}": f"tiltak {goal.number}.{one.number}" for one in goal.tiltak}
    return found


def comparable(plan: Handlingsplan, stated: Stated) -> tuple[object, object]:
    """Tables cell by cell and lines one by one, with paths by number."""
    named = names(plan)

    def path(own: str) -> str:
        part = "/".join(own.split("/")[:2])
        return own.replace(part, named[part]) if part in named else own

    tables = {
        path(table.key.replace("delmaal-", "delmaal/")): (
            [(column.heading, column.kind) for column in table.columns],
            [
                (row.kind, path(row.path), [(cell.text, cell.kroner, cell.bracketed) for cell in row.cells])
                for row in table.rows
            ],
        )
        for table in stated.tables
    }
    lines = [
        (line.kind, line.number, line.text, path(line.path))
        for line in stated.lines
        if line.kind in ("goal", "heading", "lead")
    ]
    return tables, sorted(lines, key=str)


def texts(plan: Handlingsplan) -> dict[str, str]:
    """Every answer by the number of its part."""
    named = names(plan)
    parts = [("plan", plan.answers)]
    for goal in plan.delmaal:
        parts.append((named[f"delmaal/{goal.uid}"], goal.answers))
        parts += [(named[f"tiltak/{one.uid}"], one.answers) for one in goal.tiltak]
    # The writer keeps an amount or a date on one line by spaces that are not broken.
    return {
        f"{name}/{answer.key}": " ".join(plain_text(answer.text).split())
        for name, answers in parts
        for answer in answers
    }


def read(plan: Handlingsplan) -> Reading:
    return recognise(docx_read.read(bare(docx.write(plan, Standing(), {}))), known_of(plan))


def rich_texts(plan: Handlingsplan) -> dict[str, str]:
    """Every answer by the number of its part, with its lists, tables, headings, links and bold words."""
    named = names(plan)
    parts = [("plan", plan.answers)]
    for goal in plan.delmaal:
        parts.append((named[f"delmaal/{goal.uid}"], goal.answers))
        parts += [(named[f"tiltak/{one.uid}"], one.answers) for one in goal.tiltak]
    # The writer keeps an amount or a date on one line by spaces that are not broken.
    return {
        f"{name}/{answer.key}": " ".join(to_html(answer.text).split()) for name, answers in parts for answer in answers
    }


@settings(deadline=None, max_examples=3 * DEEPER)
@given(rich_plans())
def test_answers_of_every_sort_are_read_as_they_were(plan):
    reading = read(plan)
    assert rich_texts(reading.plan) == rich_texts(plan)
    assert comparable(reading.plan, reading.stated) == comparable(plan, printed(plan))
    assert reading.leftovers == ()


@settings(deadline=None, max_examples=3 * DEEPER)
@given(clean_plans())
def test_what_is_printed_is_read(plan):
    reading = read(plan)
    ours, theirs = comparable(plan, printed(plan)), comparable(reading.plan, reading.stated)
    assert theirs[0] == ours[0]
    assert theirs[1] == ours[1]
    assert texts(reading.plan) == texts(plan)
    assert [[one.title for one in goal.tiltak] for goal in reading.plan.delmaal] == [
        [one.title for one in goal.tiltak] for goal in plan.delmaal
    ]
    assert reading.leftovers == ()
