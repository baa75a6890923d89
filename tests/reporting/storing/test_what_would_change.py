"""What a document would change in a plan, from two values alone."""

from collections.abc import Iterable
from typing import Any

import pytest

from budgets.services import Amount
from plans.richtext import parse
from reporting.intake.document.reading import Leftover, Placed, Reading
from reporting.stated import Stated, StatedRow, StatedTable
from reporting.storing import amounts, what_would_change
from reporting.storing.matching import match, match_sources
from reporting.storing.places import in_words
from reporting.value import Answer, Figure, Form, Handlingsplan, Line, Party, Prompt, Source, YearFigure
from tests.reporting.small_plan import EGENANDEL, KDD, delmaal, line, plan, post, tiltak

FORM = Form(
    key="liten",
    lead="",
    overview="",
    plan=(Prompt(key="rammer", wording="Rammer"),),
    delmaal=(Prompt(key="resultater", wording="Resultater"),),
    tiltak=(Prompt(key="beskrivelse", wording="Beskrivelse"), Prompt(key="okonomi", wording="Økonomi")),
)


def answer(html: str, key: str = "beskrivelse", **fields: str) -> Answer:
    return Answer(key=key, text=parse(html), **fields)


def reading(value: Handlingsplan, **fields: Any) -> Reading:
    return Reading(plan=value, stated=fields.pop("stated", Stated()), **fields)


def changes(document: Handlingsplan, held: Handlingsplan, **fields: Any) -> list[tuple[str, ...]]:
    put = fields.pop("put", None)
    found = what_would_change(reading(document, **fields), held, put)
    return [(one.kind, one.path, one.now, one.would_be) for one in found]


def one_tiltak(uid: str, title: str, *lines: Line, **fields: Any) -> Handlingsplan:
    return plan([delmaal(1, [tiltak(uid, *lines, title=title, **fields)])], form=FORM)


def test_the_same_plan_changes_nothing():
    value = one_tiltak("t", "Boligbank", line(5), answers=(answer("<p>Hus.</p>"),), time_from="2025")
    assert changes(value, value) == []


def test_fields_are_filled_or_changed():
    held = one_tiltak("t1", "Boligbank", answers=(answer("<p>Gammel.</p>"),))
    document = one_tiltak(
        "x", "Boligbank.", answers=(answer("<p>Ny.</p>"), answer("<p>Penger.</p>", "okonomi")), phase="uttesting"
    )
    assert changes(document, held) == [
        ("endres", "tiltak/t1/title", "Boligbank", "Boligbank."),
        ("fylles", "tiltak/t1/phase", "", "uttesting"),
        ("endres", "tiltak/t1/svar/beskrivelse", "Gammel.", "Ny."),
        ("fylles", "tiltak/t1/svar/okonomi", "", "Penger."),
    ]


def test_what_the_document_does_not_say_is_left_alone():
    held = plan(
        [delmaal(1, [tiltak("t1", line(5), title="Boligbank", time_from="2025"), tiltak("t2", title="Vertskap")])],
        [post(2)],
        form=FORM,
    )
    document = one_tiltak("x", "Boligbank")
    assert changes(document, held) == [
        ("beholdes", "tiltak/t2", "Vertskap", ""),
        ("beholdes", "post/p2", "Post 2", ""),
    ]


def test_spaces_that_do_not_break_and_the_depth_of_headings_are_no_change():
    held = one_tiltak("t", "Boligbank", answers=(answer("<h3>Mål</h3><p>Vi får 5 000 kr.</p>"),))
    document = one_tiltak("x", "Boligbank", answers=(answer("<h4>Mål</h4><p>Vi får 5\u00a0000\u00a0kr.</p>"),))
    assert changes(document, held) == []
    document = one_tiltak("x", "Boligbank", answers=(answer("<h4>Mål</h4><p>Vi får 6 000 kr.</p>"),))
    assert len(changes(document, held)) == 1


def test_a_new_tiltak_comes_with_what_is_under_it():
    held = one_tiltak("t1", "Boligbank")
    document = plan(
        [delmaal(1, [tiltak("a", title="Boligbank"), tiltak("b", line(7), title="Torg", phase="uttesting", number=2)])],
        form=FORM,
    )
    (made, phase, money) = what_would_change(reading(document), held)
    assert (made.kind, made.would_be, made.part_name) == ("ny", "Torg", "Tiltak 1.2: Torg")
    assert made.path == made.within == phase.within == money.within
    assert [one.path.removeprefix(made.path) for one in (phase, money)] == ["/phase", "/kroner/kdd/2025"]
    # The same whenever the same document is read, and another in another plan.
    again = what_would_change(reading(document), held)[0].path
    other = what_would_change(reading(document), held.model_copy(update={"slug": "annen-2025"}))[0].path
    assert made.path == again != other


def test_a_tiltak_that_goes_on_from_the_plan_before_keeps_its_uid():
    before = one_tiltak("varig", "Torg").model_copy(update={"year": 2024})
    held = plan([delmaal(1)], form=FORM, earlier=before)
    (made, *_) = what_would_change(reading(one_tiltak("x", "Torg")), held)
    assert made.path == "tiltak/varig"


def test_a_tiltak_that_was_moved_is_not_doubled():
    held = plan([delmaal(1), delmaal(2, [tiltak("t2", title="Felles torg")])], form=FORM)
    document = plan([delmaal(1, [tiltak("x", title="Felles torg")]), delmaal(2)], form=FORM)
    assert changes(document, held) == []


def test_the_same_number_alone_is_another_tiltak():
    held = one_tiltak("t1", "Boligbank")
    found = changes(one_tiltak("x", "Felles legevakt"), held)
    assert [kind for kind, *_ in found] == ["ny", "beholdes"]


def test_a_delmaal_that_the_plan_lacks_is_said_with_all_under_it():
    held = plan([delmaal(1, title="Bolig", short_title="Bolig")], form=FORM)
    document = plan([delmaal(1, [tiltak("x")], title="Skole", short_title="Skole")], form=FORM)
    kinds = {(kind, path) for kind, path, *_ in changes(document, held)}
    assert kinds == {("kan-ikke", "delmaal/d1"), ("beholdes", "delmaal/d1")}


@pytest.mark.parametrize(
    ("document", "held", "expected"),
    [
        ([("planlagt", 5)], [], [("planlagt", 5)]),
        ([("planlagt", 5)], [("planlagt", 4)], [("planlagt", 5)]),
        # What is granted or applied for stays so where the document does not say.
        ([("planlagt", 5)], [("innvilget", 4)], [("innvilget", 5)]),
        ([("planlagt", 5)], [("innvilget", 5)], [("innvilget", 5)]),
        ([("innvilget", 5)], [("planlagt", 5)], [("innvilget", 5)]),
        # One amount is printed where the plan has several.
        ([("planlagt", 9)], [("planlagt", 4), ("sokt", 5)], [("planlagt", 4), ("sokt", 5)]),
        ([("sokt", 9)], [("planlagt", 4), ("sokt", 5)], [("planlagt", 4), ("sokt", 5)]),
        # What does not count stands beside what does.
        ([("planlagt", 5), ("fryst", 2)], [("planlagt", 5)], [("planlagt", 5), ("fryst", 2)]),
        ([("planlagt", 5)], [("fryst", 2)], [("fryst", 2), ("planlagt", 5)]),
    ],
)
def test_no_amount_is_counted_twice(document, held, expected):
    def those(pairs: Iterable[tuple[str, int]]) -> list[Amount]:
        return [Amount(certainty, "", kroner) for certainty, kroner in pairs]

    assert amounts.merged(those(document), those(held)) == those(expected)


def test_an_amount_keeps_who_it_is_shared_with_and_its_remark():
    held = [Amount("sokt", "Nabopiloten", 4, "Delt.")]
    assert amounts.merged([Amount("planlagt", "", 5)], held) == [Amount("sokt", "Nabopiloten", 5, "Delt.")]


def test_a_word_for_how_sure_the_tiltak_s_money_is_says_nothing_of_the_delmaal_s_own():
    """A printed row of a delmål is marked «søkt» where one of its tiltak is."""
    spread = tiltak("t", line(300, "egenandel", certainty="sokt"), title="Boligbank")
    held = plan([delmaal(1, [spread], [line(50, "egenandel")])], form=FORM)
    goal = delmaal(1, [spread], [line(50, "egenandel", certainty="sokt")])
    assert changes(plan([goal], form=FORM), held) == []
    alone = plan([delmaal(1, [], [line(50, "egenandel")])], form=FORM)
    assert [one[3] for one in changes(plan([delmaal(1, [], goal.lines)], form=FORM), alone)] == ["50\u00a0kr, søkt"]


def test_what_the_plan_spreads_on_tiltak_is_not_entered_on_the_delmaal_as_well():
    held = plan([delmaal(1, [tiltak("t1", line(300, "egenandel"), title="Boligbank")])], form=FORM)

    def of_goal(kroner: int) -> list[tuple[str, ...]]:
        goal = delmaal(1, [tiltak("x", title="Boligbank")], [line(kroner, "egenandel")])
        return [one[:2] + one[3:] for one in changes(plan([goal], form=FORM), held)]

    path = "delmaal/d1/kroner/egenandel/2025"
    assert of_goal(300) == []
    assert of_goal(500) == [("fylles", path, "200\u00a0kr")]
    assert of_goal(200) == [("kan-ikke", path, "200\u00a0kr")]


@pytest.mark.parametrize(("row", "year"), [("tiltak", 2026), ("delmaal", 2024), ("delmaal", 2028)])
def test_years_that_a_row_cannot_hold_are_said(row, year):
    lines = [line(5, year=year)]
    document = plan(
        [delmaal(1, [tiltak("x", *(lines if row == "tiltak" else []), title="B")], lines if row == "delmaal" else [])],
        form=FORM,
    )
    (found,) = what_would_change(reading(document), one_tiltak("t1", "B"))
    assert found.kind == "kan-ikke"
    assert found.why


def test_earlier_years_are_typed_where_the_plan_before_says_something_else():
    held = plan([delmaal(1, earlier=(YearFigure(year=2024, kroner=10),))], form=FORM)

    def found(year: int, kroner: int) -> list[str]:
        goal = delmaal(1, earlier=(YearFigure(year=year, kroner=kroner),))
        return [kind for kind, *_ in changes(plan([goal], form=FORM), held)]

    assert found(2024, 10) == []
    assert found(2024, 11) == ["endres"]
    assert found(2023, 11) == ["kan-ikke"]


def test_parties_are_told_apart_by_who_they_are():
    def with_party(uid: str, *names: str, text: str = "") -> Handlingsplan:
        parties = tuple(Party(key=name.lower(), name=name, kind="annet") for name in names)
        return one_tiltak(uid, "Boligbank", responsible=parties, responsible_text=text)

    held = with_party("t1", "Grong")
    assert changes(with_party("x", "Grong"), held) == []
    assert changes(with_party("x"), held) == []
    path = "tiltak/t1/responsible"
    assert changes(with_party("x", "Lierne", text="naboene"), held) == [("endres", path, "Grong", "Lierne, naboene")]


def test_a_lone_month_may_be_the_month_it_all_happens_in():
    held = one_tiltak("t1", "Boligbank", time_from="2025-10", time_to="2025-10")
    assert changes(one_tiltak("x", "Boligbank", time_to="2025-10"), held) == []
    assert len(changes(one_tiltak("x", "Boligbank", time_to="2025-11"), held)) == 1


def test_what_the_form_does_not_ask_is_said():
    document = one_tiltak("x", "Boligbank", answers=(answer("<p>Hus.</p>", "annet"),))
    assert changes(document, one_tiltak("t1", "Boligbank")) == [("kan-ikke", "tiltak/t1/svar/annet", "", "Hus.")]


def test_what_was_left_over_is_put_at_the_end_of_a_text():
    held = one_tiltak("t1", "Boligbank", answers=(answer("<p>Gammel.</p>"),))
    document = one_tiltak("x", "Boligbank")
    left = (Leftover("rest-1", "avsnitt 9", "Den <ene>.\nDen andre."), Leftover("rest-2", "avsnitt 10", "Den tredje."))

    def with_put(put: dict[str, str], document: Handlingsplan = document) -> list[tuple[str, ...]]:
        return changes(document, held, leftovers=left, put=put)

    path = "tiltak/t1/svar/beskrivelse"
    whole = "Gammel.\nDen <ene>.\nDen andre."
    assert with_put({"rest-1": "tiltak/x/svar/beskrivelse"}) == [("endres", path, "Gammel.", whole)]
    assert with_put({"rest-1": path}) == [("endres", path, "Gammel.", whole)]
    both = {"rest-2": path, "rest-1": path}
    assert with_put(both) == [("endres", path, "Gammel.", f"{whole}\nDen tredje.")]
    new = one_tiltak("x", "Boligbank", answers=(answer("<p>Ny.</p>"),))
    assert with_put({"rest-2": path}, new) == [("endres", path, "Gammel.", "Ny.\nDen tredje.")]
    nowhere = [("kan-ikke", "tiltak/t9/svar/beskrivelse", "", "Den tredje.")]
    assert with_put({"rest-2": "tiltak/t9/svar/beskrivelse"}) == nowhere


def test_a_post_is_known_with_the_mark_of_a_footnote():
    held = plan([delmaal(1)], [post(2, name="Avsetning")], form=FORM)
    assert changes(plan([delmaal(1)], [post(2, name="Avsetning¹")], form=FORM), held) == []


def test_sources_are_matched_by_kind_and_a_fund_is_itself():
    own = (KDD, EGENANDEL, Source(key="annet", kind="annet", name="Annet"))
    document = (
        Source(key="stat", kind="stat", name="KDD post 66"),
        Source(key="annet", kind="annet", name="Sparebankstiftelsen"),
        Source(key="annet-2", kind="annet", name="Andre"),
        Source(key="kommunen", kind="egenandel", name="Egeninnsats"),
    )
    assert match_sources(document, own) == {"stat": "kdd", "annet-2": "annet", "kommunen": "egenandel"}


def test_a_figure_that_was_encoded_anew_is_known_again():
    def with_figure(sha256: str, alt: str = "Kart") -> Handlingsplan:
        return plan(figures=(Figure(sha256=sha256, media_type="image/png", width=5, height=4, alt=alt),))

    held = with_figure("a" * 64)
    assert match(with_figure("b" * 64), held).figures == {"b" * 64: "a" * 64}
    assert match(with_figure("b" * 64, "Et annet"), held).figures == {}


def test_a_picture_of_a_pdf_is_known_by_its_caption():
    def with_figures(*figures: tuple[str, str, str]) -> Handlingsplan:
        made = (
            Figure(
                sha256=sha * 64, media_type="image/png", width=len(sha) * ord(sha), height=4, alt=alt, caption=caption
            )
            for sha, alt, caption in figures
        )
        return plan(figures=tuple(made))

    held = with_figures(("a", "Et kart.", "Kart"), ("b", "Et bilde.", ""))
    for alt in ("", "Kart", "Et kart."):
        assert match(with_figures(("c", alt, "Kart")), held).figures == {"c" * 64: "a" * 64}
    # Two with one caption, none at all, or one that says what it shows: another picture.
    for other in ((("c", "", "Kart"), ("d", "", "Kart")), (("c", "", ""),), (("c", "Et hus.", "Kart"),)):
        assert match(with_figures(*other), held).figures == {}


def test_tiltak_that_were_read_with_one_uid_are_told_apart():
    def titled(*pairs: tuple[str, str]) -> Handlingsplan:
        found = [tiltak(uid, title=title, number=n) for n, (uid, title) in enumerate(pairs, start=1)]
        return plan([delmaal(1, found)], form=FORM)

    held = titled(("t1", "Boligbank"), ("t2", "Vertskap"))
    document = titled(("x", "Boligbank"), ("x", "Vertskap"), ("x", "Torg"))
    (new,) = changes(document, held)
    assert (new[0], new[3]) == ("ny", "Torg")


def test_a_workbook_says_nothing_of_texts():
    held = one_tiltak("t1", "Boligbank", line(5))
    document = one_tiltak("x", "Boligbank", line(6), answers=(answer("<p>Ark 2.</p>"),))
    assert changes(document, held, is_workbook=True) == [
        ("endres", "tiltak/t1/kroner/kdd/2025", "5\u00a0kr", "6\u00a0kr")
    ]


def test_each_row_says_where_it_was_read():
    document = one_tiltak("x", "Boligbank", line(5), answers=(answer("<p>Hus.</p>"),), time_to="2025")
    rows = (StatedRow(kind="item", cells=(), path="tiltak/x", place="tabell 1, rad 3"),)
    about = (StatedRow(kind="item", cells=(), path="tiltak/x", place="tabell 2, rad 2"),)
    stated = Stated(
        tables=(
            StatedTable(key="seksjon-3", columns=(), rows=rows),
            StatedTable(key="delmaal-d1", columns=(), rows=about),
        )
    )
    places = tuple(Placed("tiltak/x/svar/beskrivelse", f"avsnitt {number}") for number in (7, 9, 8))
    found = what_would_change(reading(document, stated=stated, places=places), one_tiltak("t1", "Boligbank"))
    assert {one.path.rpartition("/")[2]: one.place for one in found} == {
        "tidsramme": "tabell 2, rad 2",
        "beskrivelse": "avsnitt 7–9",
        "2025": "tabell 1, rad 3",
    }


@pytest.mark.parametrize(
    ("places", "expected"),
    [
        (["avsnitt 4"], "avsnitt 4"),
        (["avsnitt 4", "avsnitt 6", "tabell 2"], "avsnitt 4–6, tabell 2"),
        (["tabell 2, rad 3, kolonne 1", "tabell 2, rad 3, kolonne 2"], "tabell 2, rad 3"),
        (["side 1", "a 1", "b 1", "c 1"], "side 1, a 1, b 1 m.m."),
        (["figur 2 (side 7)"], "figur 2 (side 7)"),
        ([], ""),
    ],
)
def test_places_are_told_shortly(places, expected):
    assert in_words(places) == expected
