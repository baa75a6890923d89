"""Clean plans whose answers are rich text of every sort: lists in two levels, tables, headings, links and bold."""

from hypothesis import strategies as st

from plans.richtext import RichText, RichTextError, normalise, parse
from reporting.value import Answer, Handlingsplan
from tests.reporting.checks.clean_plans import clean_plans

_WORDS = "Kommunene prøver noe nytt med skolene og næringslivet; 20 familier (eller flere) – «hjem» i 2025. 1,5 % år"
_text = st.lists(st.sampled_from(_WORDS.split()), min_size=1, max_size=8).map(" ".join)
_inline = st.one_of(
    _text, _text.map("<strong>{}</strong>".format), _text.map('<a href="https://eksempel.no/x">{}</a>'.format)
)
_line = st.lists(_inline, min_size=1, max_size=3).map(" ".join)


def _list(tag: str) -> st.SearchStrategy[str]:
    under = st.lists(_line.map("<li>{}</li>".format), max_size=2).map("".join)
    inner = under.map(lambda items: f"<{tag}>{items}</{tag}>" if items else "")
    items = st.builds("<li>{}{}</li>".format, _line, inner)
    return st.lists(items, min_size=1, max_size=3).map("".join).map(f"<{tag}>{{}}</{tag}>".format)


def _row(tag: str, width: int) -> st.SearchStrategy[str]:
    cells = st.lists(_text.map(f"<{tag}>{{}}</{tag}>".format), min_size=width, max_size=width)
    return cells.map("".join).map("<tr>{}</tr>".format)


@st.composite
def _table(draw: st.DrawFn) -> str:
    width = draw(st.integers(min_value=2, max_value=3))
    rows = [draw(_row("th", width)), *draw(st.lists(_row("td", width), min_size=1, max_size=2))]
    return f"<table>{''.join(rows)}</table>"


_block = st.one_of(
    _line.map("<p>{}</p>".format),
    _list("ul"),
    _list("ol"),
    _table(),
    _text.map("<h3>{}</h3>".format),
    _text.map("<h4>{}</h4>".format),
)
#: Answers whose words say nothing of money or dates, so that they may be any.
_FREE = ("beskrivelse", "roller", "framdrift", "introduksjon", "rammer", "organisering", "resultater")


@st.composite
def _rich_text(draw: st.DrawFn) -> RichText:
    try:
        return parse(normalise("".join(draw(st.lists(_block, min_size=1, max_size=4)))))
    except RichTextError:
        return parse("<p>Kommunene prøver noe nytt.</p>")


@st.composite
def rich_plans(draw: st.DrawFn) -> Handlingsplan:
    """A clean plan with such answers."""

    def rich(answers: tuple[Answer, ...]) -> tuple[Answer, ...]:
        return tuple(Answer(key=one.key, text=draw(_rich_text())) if one.key in _FREE else one for one in answers)

    plan = draw(clean_plans())
    goals = []
    for goal in plan.delmaal:
        tiltak = tuple(one.model_copy(update={"answers": rich(one.answers)}) for one in goal.tiltak)
        goals.append(goal.model_copy(update={"answers": rich(goal.answers), "tiltak": tiltak}))
    return plan.model_copy(update={"answers": rich(plan.answers), "delmaal": tuple(goals)})
