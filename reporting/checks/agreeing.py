"""Amounts of a text held against the budget: what an answer about money may name, and what no table has."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import combinations

from budgets.sums import counted
from reporting.checks.case import PROMPT_OF_TABLE, Case, Prose
from reporting.checks.claims import NAMED_KINDS, Claim, claims, payers
from reporting.checks.held import figures_of, make_up, neighbours, state_money
from reporting.checks.matching import first
from reporting.value import Line

#: A sentence, or a text, that says so does not name all that the money goes to.
_SOME = r"\bblant annet\b|\bmellom anna\b|\b(?:bl|m)\.a\."
_AMONG_OTHERS = re.compile(_SOME, re.IGNORECASE)
_NOT_ALL = re.compile(rf"\bresten\b|\bdet meste\b|\bmestedelen\b|\bmesteparten\b|{_SOME}", re.IGNORECASE)


def claims_of(case: Case, text: str) -> tuple[Claim, ...]:
    """Return the amounts of a text that are money set aside: no hourly rates, no small change."""
    return claims(text, case.plan.year, case.parameters.smallest_amount)


def money_prose(case: Case) -> Iterator[tuple[Prose, tuple[Claim, ...]]]:
    """Yield the answers about money with the amounts they name."""
    for prose in case.prose:
        if is_about_money(case, prose):
            found = claims_of(case, prose.text)
            if found:
                yield prose, found


def is_about_money(case: Case, prose: Prose) -> bool:
    """Tell whether an answer is a tiltak's or delmål's about money."""
    return prose.key in case.parameters.money_prompts and prose.delmaal is not None


def firm_amounts(case: Case, prose: Prose, found: tuple[Claim, ...]) -> list[int]:
    """Return the amounts of an answer about money where none of them, nor some together, is a figure of its part.

    Amounts that need be no figure of the year are left out of what is returned, and what a text says that it does not
    name in full is no difference.
    """
    if prose.delmaal is None:
        return []
    computed, figures = figures_for(case, prose)
    if not computed or make_up([claim.kroner for claim in found], figures):
        return []
    # What others pay may stand on the delmål and not be spread on its tiltak, as in a document.
    most = computed + undistributed(case, prose)
    certain = [claim for claim in found if not claim.loose]
    if any(computed < claim.kroner <= most for claim in certain):
        return []
    firm = [
        claim.kroner
        for claim in certain
        if not (claim.capped and claim.kroner < computed) and not _is_of_others(case, prose, claim)
    ]
    return [] if sum(firm) < computed and first(prose.text, _NOT_ALL) else firm


def _is_of_others(case: Case, prose: Prose, claim: Claim) -> bool:
    """Tell whether a sentence names others than the state, and their money on the delmål reaches to its amount."""
    if not claim.sources or "stat" in claim.sources:
        return False
    return claim.kroner <= undistributed(case, prose, claim.sources)


def figures_for(case: Case, prose: Prose) -> tuple[int | None, frozenset[int]]:
    """Return the state money that an answer about money is held against, and the figures that it may name instead."""
    goal = prose.delmaal
    assert goal is not None
    if prose.tiltak:
        return state_money(case, prose.tiltak.lines), figures_of(case, prose.tiltak)
    computed = state_money(case, goal.all_lines)
    figures = figures_of(case, goal) - {figure for item in goal.tiltak for figure in figures_of(case, item)}
    return computed, figures | {computed} if computed else figures


def undistributed(case: Case, prose: Prose, sources: frozenset[str] = frozenset()) -> int:
    """Return the year's money of a tiltak's delmål that is not spread on tiltak and that the tiltak's text may mean.

    That is what comes from the kinds of sources that the text names, or that are given; the state's is always spread.
    """
    if prose.tiltak is None or prose.delmaal is None:
        return 0
    kinds = set(sources or payers(prose.text)) - {"stat"}
    if any(
        first(prose.text, _whole(name))
        for party in case.plan.agreement.municipalities
        for name in (party.short_name or party.name,)
    ):
        kinds.add("egenandel")
    wanted = {
        source.key for source in case.plan.sources if (source.kind if source.kind in NAMED_KINDS else "annet") in kinds
    }
    return sum(line.kroner for line in prose.delmaal.lines if line.year == case.plan.year and line.source in wanted)


@lru_cache(maxsize=256)
def _whole(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(name)}s?(?!\w)")


def in_no_table(prose: Prose, found: tuple[Claim, ...], known: frozenset[int], sums: frozenset[int]) -> Iterator[Claim]:
    """Yield the amounts of a text that no table has. A text beside a table of money is taken at its word."""
    beside_table = prose.delmaal is None and prose.key in PROMPT_OF_TABLE.values()
    largest = max(sums, default=0)
    for place, claim in enumerate(found):
        there = known | sums if claim.total or prose.delmaal is None else known
        beside = [other.kroner for other in found if other.sentence == claim.sentence and other is not claim]
        if claim.kroner in there or (beside and claim.kroner + sum(beside) in known | sums):
            continue
        if _adds_up_neighbours(found, place, known | sums):
            continue
        if claim.about or claim.each or claim.elsewhere:
            continue
        if beside_table or not (claim.priced or claim.spread or 0 < largest < claim.kroner):
            yield claim


def _adds_up_neighbours(found: tuple[Claim, ...], place: int, known: frozenset[int]) -> bool:
    """Tell whether an amount is the sum of those next to it, which are known: «10,8 mill.: 5,7 mill. og 5,1 mill.»."""
    before, after = found[:place][::-1], found[place + 1 :]
    for side in (before, after):
        amounts = [claim.kroner for claim in side]
        for count in range(2, len(amounts) + 1):
            if sum(amounts[:count]) == found[place].kroner and known >= set(amounts[:count]):
                return True
    return False


def unaccounted(case: Case, prose: Prose, found: tuple[Claim, ...], sums: frozenset[int]) -> Iterator[Claim]:
    """Yield the amounts of an answer about money that are no figure of its delmål, nor one with those beside."""
    assert prose.delmaal is not None
    if prose.tiltak and not prose.tiltak.lines:
        return
    lines = prose.tiltak.lines if prose.tiltak else prose.delmaal.all_lines
    money = [line for line in lines if line.year == case.plan.year]
    own = figures_for(case, prose)[1] | _of_some_sources(money)
    figures = figures_of(case, prose.delmaal) | sums
    amounts = [0 if claim.each else claim.kroner for claim in found]
    for place, claim in enumerate(found):
        if claim.loose or claim.kroner in figures or any(map(own.__contains__, _runs_with(amounts, place))):
            continue
        whole = counted(money) or 0
        kinds = {source.key for source in case.plan.sources if source.kind in claim.sources}
        named = counted(line for line in money if line.source in kinds) if claim.sources else None
        if (claim.part or claim.capped or first(claim.sentence, _AMONG_OTHERS)) and claim.kroner < (named or whole):
            continue
        parts = {
            *map(sum, neighbours(amounts[:place], fewest=2)),
            *map(sum, neighbours(amounts[place + 1 :], fewest=2)),
        }
        kinds_said = payers(claim.sentence)
        spare = 0 if kinds_said == {"stat"} else undistributed(case, prose, kinds_said)
        # Where others' money is spread on the tiltak, their money on the delmål is for something else.
        is_spread = not spare or any(line.source not in case.plan.state_sources for line in money)
        if (claim.total or claim.priced) and is_spread and whole in parts:
            yield claim
            continue
        if spare and claim.kroner <= ((named or 0) if kinds_said == claim.sources else whole) + spare:
            continue
        if claim.funded or claim.sources:
            yield claim


def _runs_with(amounts: list[int], place: int) -> Iterator[int]:
    """Yield an amount, and it added to its neighbours."""
    for start in range(place + 1):
        for end in range(place + 1, len(amounts) + 1):
            yield sum(amounts[start:end])


def _of_some_sources(money: Iterable[Line]) -> set[int]:
    """Return what some of the sources give together: «innreiing og utstyr» may be paid by two of three."""
    by_source: dict[str, int] = {}
    for line in money:
        by_source[line.source] = by_source.get(line.source, 0) + line.kroner
    sums = list(by_source.values())[:6]
    return {sum(group) for size in range(1, len(sums) + 1) for group in combinations(sums, size)}
