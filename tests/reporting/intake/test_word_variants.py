"""More ways of writing the made-up plan: what people do to a template in Word, and what Word does to it."""

import re
from collections.abc import Callable

import pytest

from tests.reporting.intake.plan_file import PARTNERS, TILTAK, Rows, Way, body
from tests.reporting.intake.test_word_plans import read, understood
from tests.reporting.intake.word_file import cell, packed, paragraph, run, table


def heading(text: str, level: int) -> str:
    return paragraph(run(text), style=f"Overskrift{level}")


def goal_of(title: str) -> int:
    return 2 if title in TILTAK[1] else 1


def letters(xml: str) -> str:
    """Every letter in a run of its own, with marks of the spelling checker between them."""
    mark = '<w:proofErr w:type="spellStart"/>'

    def apart(found: re.Match[str]) -> str:
        return "".join(run(letter) + mark for letter in found[1])

    return re.sub(r'<w:r><w:t xml:space="preserve">([^<&]{4,})</w:t></w:r>', apart, xml)


def controlled(element: str) -> Callable[[str], str]:
    """Every element of a kind inside a content control."""
    made = r"<w:sdt><w:sdtPr/><w:sdtContent>\1</w:sdtContent></w:sdt>"
    return lambda xml: re.sub(rf"(<w:{element}>.*?</w:{element}>)", made, xml)


def tracked(xml: str) -> str:
    """An amount, a title and a row of a table changed, with the changes tracked."""
    deleted = '<w:del w:id="1"><w:r><w:delText>{}</w:delText></w:r></w:del>'
    xml = xml.replace(run("400 000"), deleted.format("300 000") + f'<w:ins w:id="2">{run("400 000")}</w:ins>')
    xml = xml.replace(run("Tiltak 2: Vertskap"), run("Tiltak ") + deleted.format("3") + run("2: Vertskap"))
    row = f"<w:tr>{''.join(cell(text) for text in ('2.', 'Vertskap', '200 000'))}</w:tr>"
    gone = "".join(f"<w:tc><w:p>{deleted.format(text)}</w:p></w:tc>" for text in ("2.", "Gammelt", "999 000"))
    return xml.replace(row, f'<w:tr><w:trPr><w:del w:id="3"/></w:trPr>{gone}</w:tr>{row}')


def merged_parties(rows: Rows) -> str:
    """Who is responsible and with whom, in cells over all rows."""
    made = []
    for number, row in enumerate(rows):
        start = "restart" if number == 1 else "continue"
        merge = f'<w:vMerge w:val="{start}"/>' if number else ""
        cells = [
            cell("" if n in (2, 3) and number > 1 else text, merge if n in (2, 3) else "") for n, text in enumerate(row)
        ]
        made.append(f"<w:tr>{''.join(cells)}</w:tr>")
    return f"<w:tbl>{''.join(made)}</w:tbl>"


def under_a_merged_head(rows: Rows) -> str:
    head = cell("") * 3 + cell("Finansieringskilder", '<w:gridSpan w:val="3"/>')
    made = "".join(f"<w:tr>{''.join(map(cell, row))}</w:tr>" for row in rows)
    return f"<w:tbl><w:tr>{head}</w:tr>{made}</w:tbl>"


def with_air(rows: Rows) -> str:
    """An empty row and an empty column between all others."""
    wide = [[part for text in row for part in (text, "")] for row in rows]
    return table([line for row in wide for line in (row, [""] * len(row))])


def in_contents(xml: str) -> str:
    """A table of contents that somebody typed."""
    first = xml.index('<w:pStyle w:val="Overskrift1"/>')
    at = xml.rindex("<w:p>", 0, first)
    listed = ["Innhold", "1. Introduksjon ........ 2", "Delmål 1: Øke bosettingen\t3", "Tiltak 1: Boligbank\t4"]
    return xml[:at] + "".join(paragraph(run(text)) for text in listed) + xml[at:]


ROMAN, LETTERS, ORDINALS = ("I", "II"), ("A", "B"), ("en", "to")
WAYS: dict[str, Way] = {
    "titles on the next line": Way(
        goal=lambda n, text: heading(f"Delmål {n}", 2) + paragraph(run(text, bold=True)),
        tiltak=lambda n, text: heading(f"Tiltak {n}", 3) + paragraph(run(text, bold=True)),
    ),
    "titles after a soft line break": Way(
        goal=lambda n, text: heading(f"Delmål {n}\n{text}", 2), tiltak=lambda n, text: heading(f"Tiltak {n}\n{text}", 3)
    ),
    "roman numbers and letters": Way(
        goal=lambda n, text: heading(f"Delmål {ROMAN[n - 1]}: {text}", 2),
        tiltak=lambda n, text: heading(f"Tiltak {LETTERS[n - 1]}: {text}", 3),
    ),
    "numbers in words and projects": Way(
        goal=lambda n, text: heading(f"Delmål {ORDINALS[n - 1]}: {text}", 2),
        tiltak=lambda n, text: heading(f"Prosjekt {n}: {text}", 3),
    ),
    "short numbers": Way(
        goal=lambda n, text: heading(f"{n}. delmål: {text}", 2),
        tiltak=lambda n, text: heading(f"T{goal_of(text)}.{n}: {text}", 3),
    ),
    "decimal numbers alone": Way(
        goal=lambda n, text: heading(f"3.{n} {text}", 2),
        tiltak=lambda n, text: heading(f"3.{goal_of(text)}.{n} {text}", 3),
    ),
    "large and underlined": Way(
        goal=lambda n, text: paragraph(run(f"Delmål {n}: {text}", more='<w:sz w:val="32"/>')),
        tiltak=lambda n, text: paragraph(run(f"Tiltak {n}: {text}", more='<w:u w:val="single"/>')),
        prompt=lambda text: paragraph(run(f"a) {text.rstrip('.')}?", bold=True)),
    ),
    "merged cells": Way(about=merged_parties, sources=under_a_merged_head),
    "air in tables": Way(overview=with_air, years=with_air),
    "other sums and years": Way(
        heads={
            "years": ("", "Delmål", "Totalt (kr)", "Budsjett 2025", "2026 (kr)", "Budsjett 2027"),
            "sources": ("", "Delmål", "I alt", "Bygdevekstmidler", "Kommunene", "Midtre fylkeskommune"),
        },
        number=lambda kroner: f"NOK {kroner:,}".replace(",", "."),
    ),
    "units in the lines above": Way(
        number=lambda kroner: f"{kroner // 1000}",
        overview=lambda rows: paragraph(run("Alle tall i 1000 kr")) + table(rows),
        years=lambda rows: paragraph(run("(tall i hele tusen)")) + table(rows),
        sources=lambda rows: paragraph(run("(tall i tusen kroner)")) + table(rows),
    ),
}
CHANGES: dict[str, Callable[[str], str]] = {
    "letters apart": letters,
    "changes tracked": tracked,
    "controls around runs": controlled("r"),
    "controls around cells": controlled("tc"),
    "controls around rows": controlled("tr"),
    "all in one cell": lambda xml: f"<w:tbl><w:tr><w:tc>{xml}</w:tc></w:tr></w:tbl>",
    "parties line by line": lambda xml: xml.replace(run(PARTNERS), run(PARTNERS.replace(", ", "\n"))),
    "invisible signs": lambda xml: xml.replace("Delmål ", "Del\u200bmål\u00a0").replace("Styrings", "Styrings\u00ad"),
    "contents that were typed": in_contents,
}


@pytest.mark.parametrize("name", WAYS)
def test_every_way_of_writing_it_is_understood(name: str):
    understood(read(packed(body(WAYS[name]))))


@pytest.mark.parametrize("name", CHANGES)
def test_whatever_word_puts_around_it_is_no_trouble(name: str):
    understood(read(packed(CHANGES[name](body(Way())))))


def test_text_without_prompts_is_asked_about_and_put_under_the_first():
    reading = read(packed(body(Way(prompt=lambda text: ""))))
    assert [len(goal.tiltak) for goal in reading.plan.delmaal] == [2, 1]
    asked = [question for question in reading.questions if question.key.startswith("uten-ledetekst")]
    assert {question.assumed for question in asked} <= {"beskrivelse", "resultater"}
    assert len(asked) == 5
    assert reading.leftovers == ()
