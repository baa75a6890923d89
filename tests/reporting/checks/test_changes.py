"""A missing reason or assessment is an error, and only where one is asked for."""

from reporting.control import anchor, control, show
from reporting.value import Change
from tests.reporting.checks.seen import found, one
from tests.reporting.small_plan import delmaal, line, plan, tiltak


def renewed(*changes: Change, after=("b", "c")):
    """A plan in which «b» has got another phase, «c» is new and «a» has ended."""
    old = plan([delmaal(1, [tiltak("a", line(100)), tiltak("b", number=2)])])
    new = {"b": tiltak("b", phase="uttesting"), "c": tiltak("c", number=2)}
    return plan([delmaal(1, [new[uid] for uid in after])], year=2026, earlier=old, changes=changes)


def test_a_changed_tiltak_without_a_reason():
    finding = one(renewed(), "begrunnelse-mangler")
    assert (finding.level, finding.path) == ("feil", "tiltak/b/begrunnelse")
    assert finding.where.nb == "Tiltak 1.1 Tiltak b"
    assert finding.message.nb == "Tiltaket er endret (status), men det står ikke hvorfor."


def test_an_ended_tiltak_without_an_assessment():
    finding = one(renewed(), "vurdering-mangler")
    assert (finding.level, finding.path) == ("feil", "tiltak/a/vurdering")


def test_what_is_said_is_missed_by_nobody():
    plan = renewed(Change(uid="b", reason="Prøvd nok."), Change(uid="a", assessment="Nyttig."))
    assert found(plan, "begrunnelse-mangler") == found(plan, "vurdering-mangler") == []


def test_the_wrong_one_is_as_good_as_none():
    plan = renewed(Change(uid="b", assessment="Nyttig."), Change(uid="a", reason="Dyrt."))
    assert len(found(plan, "begrunnelse-mangler")) == len(found(plan, "vurdering-mangler")) == 1


def test_the_first_plan_asks_for_nothing():
    first = plan([delmaal(1, [tiltak("a")])])
    assert found(first, "begrunnelse-mangler") == found(first, "vurdering-mangler") == []


def test_the_finding_leads_to_the_page_of_changes():
    shown = show(renewed(), one(renewed(), "vurdering-mangler"))
    assert (shown.page, shown.anchor) == ("changes", "endring-a")
    assert anchor(renewed(), "tiltak/b/title") == "tiltak-b"


def test_it_is_missed_beside_the_tiltak_that_was_changed_too():
    plan = renewed()
    shown = control(plan, found(plan, "begrunnelse-mangler"), {})
    assert [one.finding.path for one in shown.at("tiltak-b")] == ["tiltak/b/begrunnelse"]
    assert shown.at("endring-b") == shown.at("tiltak-b")
    assert shown.at("tiltak-c") == ()
