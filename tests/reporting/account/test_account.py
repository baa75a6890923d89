"""Which tiltak are new, changed, ended or going on, and what must be said of each."""

import pytest
from hypothesis import given, settings

from plans.richtext import parse
from reporting import tables
from reporting.account import account, account_tables, overview_table
from reporting.value import Answer, Change, Form, Handlingsplan, Link, Party, Prompt
from tests.reporting.compare.pairs import later, pairs
from tests.reporting.small_plan import EGENANDEL, delmaal, line, plan, tiltak
from tests.reporting.table_cells import column_of, figures

FORM = Form(
    key="liten",
    lead="Tiltak:",
    overview="Oversikt",
    tiltak=(Prompt(key="hva", wording="Hva?", substance=True), Prompt(key="naar", wording="Når?")),
)
LIERNE = Party(key="lierne", name="Lierne", kind="kommune")


def years(before, after, *, links=(), changes=(), **fields) -> Handlingsplan:
    """A plan of 2026 with one delmål, and the one before it; both are lists of tiltak."""
    old = plan([delmaal(1, before)], form=FORM)
    return plan([delmaal(1, after)], year=2026, form=FORM, earlier=old, links=links, changes=changes, **fields)


def states(found: Handlingsplan) -> dict[str, str]:
    told = account(found)
    assert told is not None
    return {entry.name.uid: entry.state for entry in told.entries}


def only(found: Handlingsplan):
    told = account(found)
    assert told is not None
    (entry,) = told.entries
    return entry


def now(kroner: int, source: str = "kdd", **fields):
    return line(kroner, source, year=2026, **fields)


def answer(html: str, key: str = "hva", **fields) -> Answer:
    return Answer(key=key, text=parse(html), **fields)


def test_the_first_plan_has_no_account():
    assert account(plan([delmaal(1, [tiltak("a")])])) is None
    assert account_tables(plan()) == ()


def test_new_changed_ended_and_going_on():
    found = years(
        [tiltak("a"), tiltak("b", number=2), tiltak("c", number=3, title="Bru")],
        [tiltak("n"), tiltak("b", number=2, phase="uttesting"), tiltak("c", number=3, title="Bro")],
    )
    assert states(found) == {"n": "ny", "b": "endret", "c": "videreført", "a": "avsluttet"}


@pytest.mark.parametrize(
    ("fields", "because"),
    [
        ({"phase": "uttesting"}, ("Status",)),
        ({"responsible": (LIERNE,)}, ("Hovedansvarlig",)),
        ({"partners_text": "bygdelaget"}, ("Samarbeidsparter",)),
        ({"time_to": "2027"}, ("Tidsramme",)),
        ({"lines": (now(5),)}, ("Beløp",)),
        ({"lines": (now(5, certainty="fryst"),)}, ("Beløp",)),
        ({"answers": (answer("<p>En bro.</p>"),)}, ("Hva?",)),
        ({"phase": "strategi", "time_to": "2027"}, ("Status", "Tidsramme")),
    ],
)
def test_what_must_be_given_a_reason(fields, because):
    entry = only(years([tiltak("a")], [tiltak("a", **fields)]))
    assert (entry.state, entry.because, entry.asks_for, entry.is_missing) == ("endret", because, "begrunnelse", True)


BRIDGE = answer("<p>ei bru over Elva</p>")


@pytest.mark.parametrize(
    "fields",
    [
        {"title": "Nytt navn"},
        {"number": 2},
        {"answers": (BRIDGE, answer("<p>I mars.</p>", "naar"))},
        {"answers": (answer("<p>Ei bru, over elva!</p>"),)},
    ],
)
def test_what_needs_no_reason(fields):
    """A name, another place in the order, an answer that does not say what the tiltak is, commas and capitals."""
    before = tiltak("a", answers=(BRIDGE,))
    entry = only(years([before], [tiltak("a", **{"answers": (BRIDGE,), **fields})]))
    assert (entry.state, entry.because, entry.is_missing) == ("videreført", (), False)


@pytest.mark.parametrize(("old_keys", "new_keys"), [(("hva",), ()), ((), ("hva",))])
def test_what_only_one_year_s_form_asks_for_is_no_change_of_the_tiltak(old_keys, new_keys):
    """A new form from the ministry must not make every tiltak one that was changed."""
    old_form, new_form = (
        FORM.model_copy(update={"tiltak": tuple(one for one in FORM.tiltak if one.key in keys)})
        for keys in (old_keys, new_keys)
    )
    before, after = (
        tiltak("a", answers=(BRIDGE,) if keys else (answer("<p>I mai.</p>", "naar"),)) for keys in (old_keys, new_keys)
    )
    old = plan([delmaal(1, [before])], form=old_form)
    entry = only(plan([delmaal(1, [after])], year=2026, form=new_form, earlier=old))
    assert (entry.state, entry.fields, entry.because) == ("videreført", (), ())


def test_the_same_money_as_last_year_is_no_change_and_other_money_is():
    before = [tiltak("a", line(100)), tiltak("b", line(100), number=2)]
    found = years(before, [tiltak("a", now(100)), tiltak("b", now(150), number=2)])
    assert states(found) == {"a": "videreført", "b": "endret"}


def test_until_the_first_amount_is_entered_nothing_is_asked_of_amounts():
    before = [tiltak("a", line(100)), tiltak("b", line(100), number=2)]
    assert states(years(before, [tiltak("a"), tiltak("b", number=2)])) == {"a": "videreført", "b": "videreført"}
    told = account(years(before, [tiltak("a"), tiltak("b", number=2)]))
    assert told is not None
    assert [entry.amounts for entry in told.entries] == [(), ()]
    begun = years(before, [tiltak("a", now(100)), tiltak("b", number=2)])
    assert states(begun) == {"a": "videreført", "b": "endret"}


def test_a_moved_tiltak_is_changed_and_known_as_moved():
    old = plan([delmaal(1, [tiltak("a")]), delmaal(2)], form=FORM)
    new = plan([delmaal(1), delmaal(2, [tiltak("a")])], year=2026, form=FORM, earlier=old)
    entry = only(new)
    assert (entry.state, entry.is_moved, entry.because, entry.goal) == ("endret", True, ("Delmål",), 2)


def test_what_was_said():
    found = years(
        [tiltak("a"), tiltak("b", number=2)],
        [tiltak("b", number=2, phase="strategi"), tiltak("n")],
        changes=(
            Change(uid="a", assessment="Gjorde nytte."),
            Change(uid="b", reason="Prøvd nok."),
            Change(uid="n", reason="Henger sammen med 1.2."),
        ),
    )
    told = account(found)
    assert told is not None
    assert {entry.name.uid: entry.said for entry in told.entries} == {
        "a": "Gjorde nytte.",
        "b": "Prøvd nok.",
        "n": "Henger sammen med 1.2.",
    }
    assert told.missing == ()


def test_a_reason_for_a_change_that_was_taken_back_is_not_told():
    found = years([tiltak("a")], [tiltak("a", title="Bro")], changes=(Change(uid="a", reason="Dyrt."),))
    assert (only(found).reason, only(found).said, only(found).may_be_said) == ("Dyrt.", "", False)


def test_the_reason_of_an_ended_tiltak_is_no_assessment():
    found = years([tiltak("a")], [], changes=(Change(uid="a", reason="Dyrt."),))
    assert (only(found).said, only(found).is_missing) == ("", True)


def link(earlier: str, later_uid: str, kind: str) -> Link:
    return Link(earlier_year=2025, earlier_uid=earlier, later_uid=later_uid, kind=kind)


def test_merged_tiltak_are_told_of_where_they_went():
    found = years(
        [tiltak("a", line(100)), tiltak("b", line(50), number=2)],
        [tiltak("b", now(150), number=2)],
        links=(link("a", "b", "slått sammen"),),
    )
    told = account(found)
    assert told is not None
    merged, gone = told.entries
    assert (merged.state, [one.name.uid for one in merged.linked]) == ("endret", ["a"])
    assert merged.because == ("Slått sammen", "Beløp")
    assert (gone.state, [one.name.uid for one in gone.went_to], gone.asks_for) == ("avsluttet", ["b"], "")
    assert [entry.name.uid for entry in told.missing] == ["b"]


def test_a_parted_tiltak():
    found = years(
        [tiltak("a")], [tiltak("x"), tiltak("y", number=2)], links=(link("a", "x", "delt"), link("a", "y", "delt"))
    )
    assert states(found) == {"x": "endret", "y": "endret", "a": "avsluttet"}


def test_a_tiltak_that_goes_on_tells_what_was_parted_from_it():
    found = years([tiltak("a")], [tiltak("a"), tiltak("x", number=2)], links=(link("a", "x", "delt"),))
    told = account(found)
    assert told is not None
    rest, parted = told.entries
    assert (rest.state, [one.name.uid for one in rest.went_to], rest.asks_for) == ("videreført", ["x"], "")
    assert (parted.state, [one.name.uid for one in parted.linked], parted.went_to) == ("endret", ["a"], ())


@pytest.mark.parametrize("later_uids", [("b",), ("x", "y")])
def test_a_continuation_that_cannot_be_excuses_no_assessment(later_uids):
    """«a» cannot be the same tiltak as «b», which was there before it too, nor as two others at once."""
    before = [tiltak("a"), tiltak("b", number=2)]
    after = [tiltak(uid, number=place) for place, uid in enumerate(later_uids, start=1)]
    told = account(years(before, after, links=tuple(link("a", uid, "videreført") for uid in later_uids)))
    assert told is not None
    ended = {entry.name.uid: entry.went_to for entry in told.entries if entry.state == "avsluttet"}
    assert ended == ({"a": ()} if later_uids == ("b",) else {"b": ()})
    assert [entry.linked for entry in told.entries if entry.name.uid == later_uids[-1]] == [()]


def test_a_link_to_what_is_not_there_says_nothing():
    found = years([tiltak("a")], [tiltak("b")], links=(link("z", "b", "delt"), link("a", "z", "delt")))
    assert states(found) == {"b": "ny", "a": "avsluttet"}


def test_a_continued_tiltak_under_another_uid():
    found = years([tiltak("a", line(100))], [tiltak("b", now(100))], links=(link("a", "b", "videreført"),))
    entry = only(found)
    assert (entry.state, entry.before.uid, entry.state_before, entry.state_after) == ("videreført", "a", 100, 100)


def test_a_continued_tiltak_in_which_nothing_else_differs():
    before, after = tiltak("a", line(100), title="Bru"), tiltak("b", now(100), title="Bru")
    entry = only(years([before], [after], links=(link("a", "b", "videreført"),)))
    assert (entry.before.uid, entry.state_before, entry.state_after) == ("a", 100, 100)


def test_state_money_is_section_3_s():
    found = years(
        [tiltak("a", line(100), line(70, "egenandel")), tiltak("b", line(9, "egenandel"), number=2)],
        [tiltak("a", now(40), now(70, "egenandel")), tiltak("n", now(5, certainty="fryst"), number=2)],
    )
    told = account(found)
    assert told is not None
    by_uid = {entry.name.uid: entry for entry in told.entries}
    assert (by_uid["a"].state_before, by_uid["a"].state_after, by_uid["a"].difference) == (100, 40, -60)
    assert (by_uid["b"].has_state_money, by_uid["b"].difference) == (False, None)
    assert (by_uid["n"].has_state_money, by_uid["n"].state_after) == (False, None)
    table = overview_table(found, told)
    assert figures(table) == [[None, None, None], [100, 40, -60], [None, None, None], [100, 40, -60]]
    assert [row.cells[1].text for row in table.rows if row.kind == "group"] == [
        "Nye tiltak",
        "Endrede tiltak",
        "Avsluttede tiltak",
    ]
    assert EGENANDEL.name not in str(table)


@settings(max_examples=40, deadline=None)
@given(pairs())
def test_every_tiltak_of_both_years_is_told_once_and_the_sums_are_section_3_s(pair):
    old, new = pair
    if old.year >= new.year:
        new, old = later(new, old.year - new.year + 1), old
    found = new.model_copy(update={"earlier": old.model_copy(update={"links": ()})})
    told = account(found)
    assert told is not None
    ends = [one.before.uid for one in told.entries if one.before]
    begins = [one.after.uid for one in told.entries if one.after]
    assert sorted(ends) == sorted(one.uid for goal in old.delmaal for one in goal.tiltak)
    assert sorted(begins) == sorted(one.uid for goal in new.delmaal for one in goal.tiltak)
    table = overview_table(found, told)
    for side, key in ((old, "before"), (new, "after")):
        section = column_of(tables.overview(side), "kroner")
        uids = {one.uid for goal in side.delmaal for one in goal.tiltak}
        wanted = sum(cell.kroner or 0 for uid, cell in section.items() if uid in uids)
        assert (table.rows[-1].cells[table.column(key)].kroner or 0) == wanted
