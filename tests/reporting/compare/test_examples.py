"""Comparisons checked by hand."""

import pytest

from plans.richtext import parse
from reporting.compare import Part, compare, comparison_tables
from reporting.value import Answer, Change, Form, Link, Party, Prompt
from tests.reporting.small_plan import delmaal, line, plan, post, tiltak
from tests.reporting.table_cells import figures

LIERNE = Party(key="lierne", name="Lierne", kind="kommune")
GRONG = Party(key="grong", name="Grong", kind="kommune")
FORM = Form(
    key="liten",
    lead="Tiltak:",
    overview="Oversikt",
    tiltak=(Prompt(key="hva", wording="Hva går tiltaket ut på?"), Prompt(key="naar", wording="Når?")),
)


def answer(html, key="hva", **fields):
    return Answer(key=key, text=parse(html), **fields)


def one(*found, year=2025, lines=(), **fields):
    """A plan with one delmål."""
    return plan([delmaal(1, found, lines)], year=year, form=FORM, **fields)


def only(old, new) -> Part:
    (part,) = compare(old, new).parts
    return part


@pytest.mark.parametrize(
    ("field", "before", "after", "key", "words"),
    [
        ("title", "Bru", "Bro", "title", ("Bru", "Bro")),
        ("phase", "", "uttesting", "phase", ("", "uttesting")),
        ("responsible", (LIERNE,), (LIERNE, GRONG), "responsible", ("Lierne", "Lierne, Grong")),
        ("responsible_text", "", "bygdelaget", "responsible", ("", "bygdelaget")),
        ("partners", (LIERNE, GRONG), (GRONG, LIERNE), "partners", ("Lierne, Grong", "Grong, Lierne")),
        ("time_to", "2025", "2026-06", "time", ("Ferdig 2025", "Ferdig juni 2026")),
        ("answers", (answer("<p>Ei bru.</p>"),), (answer("<p>En bro.</p>"),), "svar/hva", ("Ei bru.", "En bro.")),
        (
            "answers",
            (),
            (Answer(key="naar", not_relevant_reason="alt ferdig"),),
            "svar/naar",
            ("", "Ikke relevant: alt ferdig"),
        ),
    ],
)
def test_one_changed_field_of_a_tiltak(field, before, after, key, words):
    part = only(one(tiltak("a", **{field: before})), one(tiltak("a", **{field: after})))
    assert (part.kind, part.state, part.name.number, part.amounts) == ("tiltak", "changed", "1.1", ())
    (found,) = part.fields
    assert (found.key, (found.before, found.after)) == (key, words)


def test_another_spelling_of_a_party_and_an_untouched_answer_are_no_change():
    respelled = LIERNE.model_copy(update={"name": "Lierne kommune", "short_name": "Lierne"})
    old = one(tiltak("a", responsible=(LIERNE,), answers=(answer("<p>Ei bru.</p>"),)))
    new = one(tiltak("a", responsible=(respelled,), answers=(answer("<p>Ei bru.</p>", carried=True),)))
    assert compare(old, new).is_empty


def test_a_moved_tiltak_is_the_same_tiltak():
    old = plan([delmaal(1, [tiltak("a")]), delmaal(2, short_title="Nytt navn")])
    new = plan([delmaal(1), delmaal(2, [tiltak("a")])])
    renamed, moved = compare(old, new).parts
    assert (renamed.kind, [field.key for field in renamed.fields]) == ("delmaal", ["short_title"])
    assert [str(moved.before), str(moved.after), moved.state] == ["1.1 Tiltak a", "2.1 Tiltak a", "changed"]
    assert [(field.key, field.before, field.after) for field in moved.fields] == [
        ("delmaal", "Delmål 1: Delmål nummer 1", "Delmål 2: Delmål nummer 2")
    ]


def test_added_and_ended_stand_in_the_order_of_the_plan():
    old = plan([delmaal(1, [tiltak("a"), tiltak("b", number=2)]), delmaal(2, [tiltak("c")])], [post(3)])
    new = plan([delmaal(1, [tiltak("n"), tiltak("b", number=2)]), delmaal(3, [tiltak("m")])], [post(4)])
    found = [(part.kind, part.name.uid, part.state) for part in compare(old, new).parts]
    assert found == [
        ("tiltak", "n", "added"),
        ("tiltak", "a", "ended"),
        ("delmaal", "d3", "added"),
        ("tiltak", "m", "added"),
        ("delmaal", "d2", "ended"),
        ("tiltak", "c", "ended"),
        ("post", "p4", "added"),
        ("post", "p3", "ended"),
    ]


def test_a_link_says_which_tiltak_one_continues():
    link = Link(earlier_year=2025, earlier_uid="a", later_uid="b", kind="videreført")
    old, new = one(tiltak("a", title="Bru")), one(tiltak("b", title="Bro"), year=2026, links=(link,))
    part = only(old, new)
    assert [str(part.before), str(part.after), part.name.uid] == ["1.1 Bru", "1.1 Bro", "b"]
    assert [field.key for field in part.fields] == ["title"]
    merged = new.model_copy(update={"links": (link.model_copy(update={"kind": "slått sammen"}),)})
    assert [one.state for one in compare(old, merged).parts] == ["added", "ended"]


LAST_YEAR = one(tiltak("a", title="Bru"), tiltak("g", number=2, title="Vei"))


def version(*found, **fields):
    """A version of the plan for 2026, which goes on from LAST_YEAR."""
    return one(*found, year=2026, earlier=LAST_YEAR, **fields)


def test_two_versions_differ_in_what_is_said_of_the_year_s_changes():
    """Often it is all that was missing when the plan was sent back."""
    merged = Link(earlier_year=2025, earlier_uid="g", later_uid="a", kind="slått sammen")
    said = (Change(uid="a", reason="Dyrt."),)
    part = only(version(tiltak("a")), version(tiltak("a"), changes=said, links=(merged,)))
    assert [(found.label, found.before, found.after) for found in part.fields] == [
        ("Begrunnelse", "", "Dyrt."),
        ("Kommer fra", "", "Slått sammen med 1.2 Vei (2025)"),
    ]


def test_two_versions_differ_in_the_assessment_of_a_tiltak_that_neither_has():
    before, after = (version(tiltak("a"), changes=(Change(uid="g", assessment=text),)) for text in ("", "Nyttig."))
    for old, new, words in ((before, after, ("", "Nyttig.")), (after, before, ("Nyttig.", ""))):
        part = only(old, new)
        assert (part.kind, str(part.name), part.state) == ("tiltak", "1.2 Vei", "changed")
        assert [(found.key, (found.before, found.after)) for found in part.fields] == [("assessment", words)]


def test_a_tiltak_that_ended_between_two_versions_is_told_with_its_assessment():
    part = only(version(tiltak("a")), version(changes=(Change(uid="a", assessment="Nyttig."),)))
    assert (part.state, [found.after for found in part.fields]) == ("ended", ["Nyttig."])


def test_what_is_said_of_a_year_s_changes_is_no_difference_between_years():
    old = one(tiltak("a", title="Bru"), tiltak("g", number=2, title="Vei"), changes=(Change(uid="a", reason="Sent."),))
    new = one(*old.delmaal[0].tiltak, year=2026, changes=(Change(uid="a", reason="Dyrt."),))
    assert compare(old, new).is_empty


def test_amounts_of_a_year_stand_against_the_year_before():
    old = one(tiltak("a", line(300), line(50, "egenandel"), line(10, "fylke")), lines=(line(900, year=2026),))
    new = one(
        tiltak(
            "a", line(450, year=2026), line(50, "egenandel", year=2026), line(10, "fylke", year=2026, certainty="sokt")
        ),
        year=2026,
    )
    part = only(old, new)
    assert [(one.source, one.kroner_before, one.kroner_after, one.difference) for one in part.amounts] == [
        ("kdd", 300, 450, 150),
        ("fylke", 10, 10, 0),
    ]
    assert all(one.is_money for one in part.amounts)


def test_what_both_only_foresee_stands_year_by_year():
    old, new = one(lines=(line(5, year=2026), line(7, year=2027))), one(year=2026, lines=(line(8, year=2027),))
    (found,) = only(old, new).amounts
    assert (found.before_year, found.after_year, found.difference) == (2027, 2027, 1)
    years = comparison_tables(old, new)[2]
    assert [column.key for column in years.columns][2:5] == ["2026-foreseen", "2026-now", "2026-difference"]
    assert figures(years) == [[5, None, -5, 7, 8, 1], [5, None, -5, 7, 8, 1]]


def test_frozen_money_is_a_difference_and_counts_as_none():
    part = only(one(tiltak("a", line(300))), one(tiltak("a", line(300, certainty="fryst"))))
    (found,) = part.amounts
    assert (found.kroner_before, found.kroner_after, found.difference, found.is_money) == (300, None, -300, True)


def test_a_remark_is_a_difference_and_no_money():
    part = only(one(tiltak("a", line(300))), one(tiltak("a", line(300, note="svar i mai"))))
    (found,) = part.amounts
    assert (found.difference, found.is_money) == (0, False)


def test_blank_and_zero_differ():
    (found,) = only(one(tiltak("a")), one(tiltak("a", line(0)))).amounts
    assert (found.kroner_before, found.kroner_after, found.difference) == (None, 0, 0)


def test_moved_money_is_told_by_source():
    old = plan([delmaal(1, [tiltak("a", line(300))]), delmaal(2, [tiltak("b", line(100))])], [post(3, line(40))])
    new = plan(
        [delmaal(1, [tiltak("a", line(180))]), delmaal(2, [tiltak("b", line(250))])],
        [post(3, line(90), outside_sum=False)],
    )
    sources, goals, _ = comparison_tables(old, new)
    assert figures(sources) == [[440, 520, 80, 120], [None] * 4, [None] * 4, [440, 520, 80, 120]]
    assert figures(goals) == [
        [300, 180, -120, 300, 180, -120],
        [100, 250, 150, 100, 250, 150],
        [40, 90, 50, 40, 90, 50],
        [440, 520, 80, 440, 520, 80],
    ]


def test_a_post_taken_out_of_the_sum_stands_in_brackets_and_the_sums_are_the_plans_own():
    old, new = (
        plan([], [post(1, line(10)), post(2, line(5))]),
        plan([], [post(1, line(10), outside_sum=True), post(2, line(5))]),
    )
    goals = comparison_tables(old, new)[1]
    assert [row.kind for row in goals.rows] == ["outside", "item", "total"]
    assert figures(goals)[-1][3:] == [15, 5, -10]
    assert goals.rows[-1].sum_of == ()


def test_the_plan_s_own_fields_are_compared():
    old = plan(language="nb")
    new = plan(language="nn", figures=())
    part = only(old, new)
    assert (part.kind, [(field.label, field.before, field.after) for field in part.fields]) == (
        "plan",
        [("Målform", "bokmål", "nynorsk")],
    )
