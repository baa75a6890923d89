"""The printed plan as a value and as HTML: what stands where, before anything is laid out."""

import itertools
import re
from html.parser import HTMLParser

import pytest

from plans.richtext import FigureRef
from reporting import document
from reporting.printed import Goals, Section, Sentence, Signatures, TableBlock
from reporting.value import Answer, Handlingsplan, Standing
from tests.reporting.example_plan import ADOPTED, APPROVED, DRAFT, DRAWING_HASH, PHOTOGRAPH_HASH, PLAN, text


def html(plan: Handlingsplan = PLAN, standing: Standing = DRAFT) -> str:
    return document.html(plan, standing, lambda sha256: f"/figur/{sha256}", [])


def chapter(key: str, plan: Handlingsplan = PLAN, standing: Standing = DRAFT) -> Section:
    return next(section for section in document.build(plan, standing).sections if section.anchor == f"del-{key}")


def sentences(section: Section) -> list[str]:
    return [block.text.replace("\u00a0", " ") for block in section.blocks if isinstance(block, Sentence)]


class Outline(HTMLParser):
    """Collects headings with their level, ids and links to places on the page."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.headings: list[tuple[int, str]] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self._open = False
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if values.get("id"):
            self.ids.append(values["id"] or "")
        if tag == "a" and (values.get("href") or "").startswith("#"):
            self.links.append((values["href"] or "")[1:])
        if re.fullmatch("h[1-6]", tag):
            self.headings.append((int(tag[1]), ""))
            self._open = True

    def handle_endtag(self, tag: str) -> None:
        if re.fullmatch("h[1-6]", tag):
            self._open = False

    def handle_data(self, data: str) -> None:
        if self._open:
            level, said = self.headings[-1]
            self.headings[-1] = level, said + data


def test_chapters_are_the_forms_prompts_numbered_in_its_order():
    found = [(section.number, section.heading) for section in document.build(PLAN, DRAFT).sections]
    assert found.pop(0) == (None, "Året i tall")
    assert found == list(enumerate((prompt.wording for prompt in PLAN.form.plan), start=1))


def test_the_introduction_ends_with_the_goals_in_order_of_priority():
    goals = chapter("introduksjon").blocks[-1]
    assert isinstance(goals, Goals)
    assert [(goal.number, goal.title) for goal in goals.goals] == [(d.number, d.title) for d in PLAN.delmaal]


def test_chapter_three_is_overview_text_and_a_part_for_each_delmaal():
    three = chapter("handlingsplan_per_delmaal")
    assert [block.kind for block in three.blocks] == ["tableblock", "prose"]
    assert [part.heading for part in three.sections] == [f"Delmål {d.number}: {d.title}" for d in PLAN.delmaal]


def test_a_delmaal_is_its_answers_then_the_table_under_the_lead_then_its_tiltak():
    delmaal = chapter("handlingsplan_per_delmaal").sections[0]
    wordings = [prompt.wording for prompt in PLAN.form.delmaal]
    titles = [f"Tiltak {tiltak.number}: {tiltak.title}" for tiltak in PLAN.delmaal[0].tiltak]
    assert [part.heading for part in delmaal.sections] == [*wordings, "", *titles]
    table = delmaal.sections[len(wordings)].blocks[0]
    assert isinstance(table, TableBlock)
    assert table.caption == PLAN.form.lead


def test_a_tiltak_tells_its_phase_first_and_says_nothing_without_one():
    first, second, _ = chapter("handlingsplan_per_delmaal").sections[0].sections[-3:]
    assert sentences(first) == ["Status: Hovedprosjekt"]
    assert sentences(second) == []


def test_an_unanswered_prompt_is_left_out_and_one_that_is_not_relevant_says_why():
    first, second, _ = chapter("handlingsplan_per_delmaal").sections
    assert [part.heading for part in second.sections if part.kind == "prompt"] == [PLAN.form.delmaal[0].wording]
    assert sentences(first.sections[2]) == ["Ikke relevant: delmålet er nådd når året er omme"]


@pytest.mark.parametrize(
    ("standing", "said"),
    [
        (DRAFT, "Handlingsplanen skal behandles i styringsgruppen."),
        (
            DRAFT.model_copy(update={"adoption_date": ADOPTED.adoption_date}),
            "Handlingsplanen skal behandles i styringsgruppen 13. desember 2024.",
        ),
        (ADOPTED, "Handlingsplanen er vedtatt i styringsgruppen 13. desember 2024, sak 12/24."),
    ],
)
def test_the_plan_says_whether_it_is_adopted_and_names_the_councils(standing, said):
    councils = "Planen legges fram til orientering i kommunestyrene i Norddalen, Vassdalen og Skogen og Øvre Åsheim."
    assert sentences(chapter("forankring", standing=standing)) == [said, councils]


def test_only_the_parties_that_sign_have_a_line_to_sign_on():
    block = chapter("forankring").sections[0].blocks[0]
    assert isinstance(block, Signatures)
    expected = ("Norddalen kommune", "Vassdalen kommune", "Skogen og Øvre Åsheim kommune", "Midtre fylkeskommune")
    assert block.names == expected


def test_only_a_table_with_many_columns_lies_across():
    assert not chapter("budsjett_avtaleperioden").landscape
    assert chapter("samlet_budsjett").landscape


@pytest.mark.parametrize(
    ("standing", "footer"),
    [(DRAFT, "UTKAST – ikke vedtatt i styringsgruppen"), (ADOPTED, "Vedtatt, ikke godkjent av KDD"), (APPROVED, "")],
)
def test_the_foot_of_the_page_says_what_is_still_missing(standing, footer):
    assert document.build(PLAN, standing).footer == footer


def test_figures_are_numbered_in_the_order_of_reading_not_of_the_register():
    figures = document.figures(PLAN, lambda sha256: f"/figur/{sha256}")
    assert [(sha256, figure.label) for sha256, figure in figures.items()] == [
        (DRAWING_HASH, "Figur 1"),
        (PHOTOGRAPH_HASH, "Figur 2"),
    ]
    assert [figure.sha256 for figure in PLAN.figures] == [PHOTOGRAPH_HASH, DRAWING_HASH]


def test_a_figure_that_the_plan_no_longer_has_is_left_out():
    page = html(PLAN.model_copy(update={"figures": PLAN.figures[1:]}))
    assert DRAWING_HASH in page
    assert PHOTOGRAPH_HASH not in page


def test_headings_skip_no_level_and_every_address_leads_somewhere():
    outline = Outline(html())
    levels = [level for level, _ in outline.headings]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
    assert all(said.strip() for _, said in outline.headings)
    assert len(outline.ids) == len(set(outline.ids))
    assert outline.links
    assert set(outline.links) <= set(outline.ids)


def test_the_contents_name_chapters_delmaal_and_tiltak():
    page = html()
    contents = page[page.index("<nav") : page.index("</nav>")]
    named = re.findall(r'href="#((?:del|delmaal|tiltak)-[^"]+)"', contents)
    tiltak = sum(len(delmaal.tiltak) for delmaal in PLAN.delmaal)
    assert len(named) == len(PLAN.form.plan) + len(PLAN.delmaal) + tiltak


def test_what_people_write_stays_text():
    hostile = "<script>alert(1)</script> & =cmd|' /C calc'!A0 file:///etc/passwd \"><img src=http://example.org/x>"
    answers = (Answer(key="introduksjon", text=text(hostile)),)
    page = html(PLAN.model_copy(update={"pilot": hostile, "answers": answers}))
    assert "<script" not in page
    assert "<img src=http" not in page
    assert page.count("&lt;script&gt;alert(1)&lt;/script&gt; &amp; =cmd") >= 3


def test_control_characters_do_not_reach_the_page():
    answers = (Answer(key="introduksjon", text=text("klokke\x07 og\ufeff merke\ud800")),)
    assert "klokke og merke" in html(PLAN.model_copy(update={"answers": answers}))


def test_a_plan_with_nothing_in_it_still_has_every_chapter():
    empty = PLAN.model_copy(update={"delmaal": (), "answers": (), "posts": (), "figures": ()})
    page = html(empty)
    assert [level for level, _ in Outline(page).headings].count(2) == 1 + len(PLAN.form.plan)
    assert "Delmål 1" not in page


def test_nynorsk_has_its_own_fixed_words():
    nynorsk = PLAN.model_copy(update={"language": "nn"})
    page = html(nynorsk, ADOPTED).replace("\u00a0", " ")
    assert '<html lang="nn">' in page
    assert "Innhald" in page
    assert "Handlingsplanen er vedteken i styringsgruppa 13. desember 2024" in page
    assert "Vedteken i styringsgruppa" in page
    assert "Stad og dato" in page
    assert "Figur 1" in page
    for bokmaal in ("styringsgruppen", "kommunestyrene", "Innhold", "Sted og dato"):
        assert bokmaal not in page


def test_a_reference_to_a_figure_stands_where_the_text_has_it():
    page = html()
    assert page.index("Rekkefølgen") < page.index(f'src="/figur/{DRAWING_HASH}"') < page.index("Čáhceguolbba</td>")
    assert 'alt="Tre steg etter hverandre: idé, forsøk og vedtak."' in page
    assert any(isinstance(node, FigureRef) for node in PLAN.delmaal[0].answers[0].text)
