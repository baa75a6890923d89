"""A plan in nynorsk is nynorsk all through: its tables, its printed page, its workbook."""

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest
from django.urls import reverse

from budgets.certainty import Certainty
from plans.models import Plan
from plans.roles import Role
from plans.services import UNCHECKED, set_plan_field
from plans.timeframe import TimeFrame
from reporting import document
from reporting.formats.data import export
from reporting.formats.xlsx_words import words as workbook_words
from reporting.tables import money_tables, tiltak_of
from reporting.value import Agreement, AgreementParty, Answer, Form, Handlingsplan, Party, Prompt, Standing
from reporting.words import PHASE_NYNORSK, STATUS_NYNORSK, WORDS, certainty_word
from tests.reporting.small_plan import delmaal, line, plan, post, tiltak
from tests.reporting.workbooks import SHEETS, opened, texts

#: Words of bokmål that nynorsk does not have, and that nobody's own text in these plans has.
BOKMAAL = {
    "ikke", "noen", "hele", "fra", "sammen", "utenfor", "regnet", "statlig", "innvilget", "hovedansvarlig",
    "samarbeidsparter", "finansieringskilder", "bygdevekstmidler", "hovedprosjekt", "styringsgruppen", "behandles",
    "vedtatt", "legges", "kommunestyrene", "delmålene", "kommuner", "sted", "innhold", "tabellene", "beløpet",
    "summene", "eller", "foran", "hevede", "planens",
}  # fmt: skip
#: Written alike in both.
ALIKE = {"eller", "beløpet"}
STANDING = Standing(status="vedtatt", status_name="vedtatt i styringsgruppen")


def full(language: str) -> Handlingsplan:
    """A plan with everything the tables have a word for; what people wrote is the same in both languages."""
    amounts = [line(1000, certainty=certainty.value) for certainty in Certainty]
    shared = line(500, source="egenandel", shared_with="Smøla/Aure")
    chapters = ("introduksjon", "handlingsplan_per_delmaal", "forankring", "budsjett_avtaleperioden", "samlet_budsjett")
    form = Form(
        key="liten",
        lead="Tiltak:",
        overview="Oversikt",
        plan=tuple(Prompt(key=key, wording=f"Kapittel {number}") for number, key in enumerate(chapters, start=1)),
    )
    lierne, grong = (Party(key=name.lower(), name=name, kind="kommune") for name in ("Lierne", "Grong"))
    parties = tuple(AgreementParty(party=one, role="avtalepart", signs=True) for one in (lierne, grong))
    return plan(
        [
            delmaal(
                1,
                [
                    tiltak("t1", *amounts, shared, number=1, phase="hovedprosjekt", time_from="2024", time_to="2027"),
                    tiltak("t2", number=2, time_from="2025"),
                    tiltak("t3", number=3, time_to="2026-03"),
                ],
                lines=[line(2000)],
            )
        ],
        [post(2, line(3000)), post(3, line(4000, source="egenandel"), outside_sum=True)],
        language=language,
        form=form,
        agreement=Agreement(first_year=2024, last_year=2027, parties=parties),
        answers=(Answer(key="introduksjon", not_relevant_reason="Alt er sagt."),),
    )


def in_tables(value: Handlingsplan) -> Iterator[str]:
    """Yield every word of the computed tables, and those that marks are printed with."""
    for table in (*money_tables(value), *(tiltak_of(value, goal) for goal in value.delmaal)):
        yield from (table.title, *table.footnotes)
        yield from (text for column in table.columns for text in (column.heading, column.group))
        yield from (cell.text for row in table.rows for cell in row.cells)


def on_paper(value: Handlingsplan) -> str:
    return unescape(re.sub(r"<[^>]*>", " ", document.html(value, STANDING, str)))


def found(text: str) -> set[str]:
    """Return the bokmål words that stand in a text."""
    return set(re.findall(r"\w+", text.lower())) & (BOKMAAL - ALIKE)


@pytest.mark.parametrize("kind", ["tables", "paper", "workbook"])
def test_no_word_of_bokmaal_stands_in_a_plan_in_nynorsk(kind: str):
    def written(language: str) -> str:
        value = full(language)
        if kind == "tables":
            return "\n".join(in_tables(value))
        if kind == "paper":
            return on_paper(value)
        book = opened(value, STANDING)
        return "\n".join(text for sheet in book for text in texts(sheet)) + " ".join(book.sheetnames)

    # The same search finds them in bokmål, so it can find them.
    assert len(found(written("nb"))) >= 8
    assert found(written("nn")) == set()


def test_tables_have_the_same_shape_and_amounts_in_both():
    for nb, nn in zip(money_tables(full("nb")), money_tables(full("nn")), strict=True):
        assert [column.key for column in nb.columns] == [column.key for column in nn.columns]
        assert [[cell.kroner for cell in row.cells] for row in nb.rows] == [
            [cell.kroner for cell in row.cells] for row in nn.rows
        ]
        assert len(nb.footnotes) == len(nn.footnotes)


def test_each_footnote_reads_as_a_sentence_in_nynorsk():
    notes = [note for table in money_tables(full("nn")) for note in table.footnotes]
    assert "1\u00a0000\u00a0kr frå KDD er fryst og ikkje rekna med i nokon sum." in notes
    assert "500\u00a0kr frå Kommunal egenandel er delt med piloten Smøla/Aure." in notes
    assert "Beløp i parentes står utanfor summen." in notes


@pytest.mark.parametrize(
    ("frame", "text"),
    [
        (("2024", "2027"), "Heile avtaleperioden"),
        (("2025-03", ""), "Frå mars 2025"),
        (("", "2026"), "Ferdig 2026"),
    ],
)
def test_a_time_frame_in_nynorsk(frame: Any, text: str):
    assert TimeFrame(*frame).in_words(2024, 2027, "nn") == text


def test_both_languages_have_every_word():
    assert set(WORDS["nb"]) == set(WORDS["nn"])
    assert set(STATUS_NYNORSK) == set(Plan.Status.values)
    assert set(PHASE_NYNORSK) <= {"forprosjekt", "hovedprosjekt", "uttesting", "strategi", "kunnskapsgrunnlag"}
    for key, text in WORDS["nb"].items():
        assert re.findall(r"{\w*}", text) == re.findall(r"{\w*}", WORDS["nn"][key]), key
    for certainty in Certainty:
        assert workbook_words("nn").certainty[certainty] == certainty_word(certainty, "nn")


def test_data_for_other_programs_has_the_tables_in_the_plans_own_language():
    tables = export(full("nn"), STANDING).tables
    assert tables["seksjon-7"].columns[3].group == "Finansieringskjelder"


@pytest.mark.django_db
def test_the_page_shows_the_tables_in_the_plans_own_language(plan, signed_in, by):
    set_plan_field(plan=plan, field="language", value="nn", base=UNCHECKED, by=by)
    page = signed_in(Role.PROSJEKTLEDER).get(reverse("budget", kwargs={"pilot": "indre-namdal", "year": 2025}))
    printed = page.content.decode()
    tables = " ".join(re.findall(r"<table class=\"money money--.*?</table>", printed, flags=re.DOTALL))
    assert "Finansieringskjelder" in tables
    assert "Statleg medfinansiering i avtaleperioden" in tables
    assert found(re.sub(r"<[^>]*>", " ", tables)) <= {"kommuner"}  # in a source's own name


def test_every_sheet_is_there_in_nynorsk():
    assert len(opened(full("nn"), STANDING).sheetnames) == len(SHEETS)
