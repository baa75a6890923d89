"""What a document would change in the amounts of a plan, cell by cell. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from budgets.certainty import counts
from reporting.money import kroner
from reporting.storing import amounts
from reporting.storing.change import Change
from reporting.storing.comparison import NEW, Comparison, kind_of
from reporting.value import Delmaal, Line, Post, Tiltak


def goal_changes(here: Comparison, goal: Delmaal, held: Delmaal, about: Mapping[str, str]) -> Iterator[Change]:
    """Yield a delmål's own amounts: less what tiltak hold in the plan that the document does not spread on them."""
    over = _spread_in_plan(here, goal, held)
    lines: list[Line] = []
    for line in goal.lines:
        source = here.source_keys[line.source]
        spread = over.get((source, line.year), 0)
        if not spread or not counts(line.certainty):
            lines.append(line)
        elif line.kroner > spread:
            lines.append(line.model_copy(update={"kroner": line.kroner - spread}))
        elif line.kroner < spread:
            name = here.source_names[source]
            why = (
                f"Tiltakene i planen har til sammen {kroner(spread)} fra {name} i {line.year}, som er mer enn "
                "dokumentet har for hele delmålet."
            )
            path = f"delmaal/{held.uid}/kroner/{source.removeprefix(NEW)}/{line.year}"
            yield Change(path, f"{name} {line.year}", "", kroner(line.kroner), "kan-ikke", **about, why=why)
    unsure = {(line.source, line.year) for one in held.tiltak for line in one.lines}
    yield from cell_changes(here, "delmaal", (goal.uid, held.uid), lines, held.lines, about, unsure)


def _spread_in_plan(here: Comparison, goal: Delmaal, held: Delmaal) -> dict[amounts.Cell, int]:
    """Return what counts on the plan's tiltak, by cell, where the document has nothing on the same tiltak."""
    said = {
        (here.matched.uids[one.uid], here.source_keys[line.source], line.year)
        for one in goal.tiltak
        for line in one.lines
    }
    found: dict[amounts.Cell, int] = defaultdict(int)
    for one in held.tiltak:
        for line in one.lines:
            if counts(line.certainty) and (one.uid, line.source, line.year) not in said:
                found[line.source, line.year] += line.kroner
    return found


def cell_changes(
    here: Comparison,
    kind: str,
    uids: tuple[str, str],
    document: Iterable[Line],
    held: Iterable[Line],
    about: Mapping[str, str],
    unsure: Iterable[amounts.Cell] = (),
) -> Iterator[Change]:
    """Yield the amounts of a row, source by source and year by year; `uids` are its own in the document and the plan.

    In cells that are `unsure` the document's word for how sure an amount is may be about another row's.
    """
    theirs, ours = uids
    now, language = amounts.by_cell(held), here.plan.language
    for (source, year), found in amounts.by_cell(document).items():
        key = here.source_keys[source]
        before = now.get((key, year), [])
        after = amounts.merged(found, before, is_sure=(key, year) not in unsure)
        if amounts.same(before, after):
            continue
        why = _refused_year(here, kind, year)
        this_year = year == here.plan.year
        place = here.places.amount(f"{kind}/{theirs}", is_state=source in here.state, is_this_year=this_year)
        words = amounts.in_words(before, language), amounts.in_words(after, language)
        yield Change(
            f"{kind}/{ours}/kroner/{key.removeprefix(NEW)}/{year}",
            f"{here.source_names[key]} {year}",
            *words,
            "kan-ikke" if why else kind_of(words[0]),
            place,
            **about,
            why=why,
            value=[source, year, [list(one) for one in after]],
        )


def _refused_year(here: Comparison, kind: str, year: int) -> str:
    """Return why a row of this kind cannot hold an amount of a year; nothing where it can."""
    last, own = here.plan.agreement.last_year, here.plan.year
    if year < own:
        return f"Planen for {own} kan ikke ha beløp for {year}."
    if year > last:
        return f"Avtalen slutter i {last}; {year} er utenfor avtaleperioden."
    if year > own and kind == "tiltak":
        return "Beløp for senere år føres på delmålet eller posten, ikke på et tiltak."
    return ""


def earlier_changes(
    here: Comparison, kind: str, node: Delmaal | Post, held: Delmaal | Post, about: Mapping[str, str]
) -> Iterator[Change]:
    """Yield state money of earlier years, where the plan before does not say the same already."""
    now = {figure.year: figure.kroner for figure in held.earlier}
    for figure in node.earlier:
        if now.get(figure.year) == figure.kroner:
            continue
        inside = here.plan.agreement.first_year <= figure.year < here.plan.year
        before = kroner(now[figure.year]) if figure.year in now else ""
        yield Change(
            f"{kind}/{held.uid}/tidligere/{figure.year}",
            f"Bygdevekstmidler {figure.year}",
            before,
            kroner(figure.kroner),
            kind_of(before) if inside else "kan-ikke",
            here.places.amount(f"{kind}/{node.uid}", is_state=True, is_this_year=False),
            **about,
            why="" if inside else f"{figure.year} er ikke et tidligere år i avtalen.",
            value=figure.kroner,
        )


def rate_changes(here: Comparison) -> Iterator[Change]:
    """Yield hourly rates that the agreement lacks; those that it has are its own."""
    if here.document.pilot != here.plan.pilot:
        return
    held = {rate.year for rate in here.plan.agreement.hourly_rates}
    for rate in here.document.agreement.hourly_rates:
        if rate.year not in held:
            path, words = f"avtale/timesats/{rate.year}", f"{kroner(rate.kroner)} per time"
            yield Change(path, f"Timesats {rate.year}", "", words, "fylles", part_name="Planen", value=rate.kroner)


def tiltak_changes(here: Comparison, one: Tiltak, held: Tiltak, about: Mapping[str, str]) -> Iterator[Change]:
    """Yield the amounts of a tiltak."""
    yield from cell_changes(here, "tiltak", (one.uid, held.uid), one.lines, held.lines, about)


def post_changes(here: Comparison, post: Post, held: Post, about: Mapping[str, str]) -> Iterator[Change]:
    """Yield the amounts of a post, and those of earlier years."""
    yield from cell_changes(here, "post", (post.uid, held.uid), post.lines, held.lines, about)
    yield from earlier_changes(here, "post", post, held, about)
