"""A plan as it would be with other amounts in some of its cells, to see what its sums become. Pure."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any, NamedTuple

from budgets.services import HISTORY, Amount
from reporting.value import Delmaal, Handlingsplan, Line, Post, Tiltak, YearFigure


class _Cell(NamedTuple):
    source: str
    year: int
    amounts: tuple[Amount, ...]


def with_changes(plan: Handlingsplan, new: Mapping[str, tuple[Amount, ...]]) -> Handlingsplan:
    """Return the plan with these amounts in these cells, by their names as the grid has them."""
    by_row: dict[str, list[_Cell]] = defaultdict(list)
    for key, amounts in new.items():
        kind, uid, source, year = key.split("/")
        by_row[f"{kind}/{uid}"].append(_Cell(source, int(year), amounts))
    goals = tuple(
        goal.model_copy(
            update={
                **_changed(goal, by_row[f"delmaal/{goal.uid}"]),
                "tiltak": tuple(
                    one.model_copy(update={"lines": _lines(one, by_row[f"tiltak/{one.uid}"])}) for one in goal.tiltak
                ),
            }
        )
        for goal in plan.delmaal
    )
    posts = tuple(post.model_copy(update=_changed(post, by_row[f"post/{post.uid}"])) for post in plan.posts)
    return plan.model_copy(update={"delmaal": goals, "posts": posts})


def _changed(node: Delmaal | Post, cells: list[_Cell]) -> dict[str, Any]:
    figures = {figure.year: figure.kroner for figure in node.earlier}
    for cell in cells:
        if cell.source == HISTORY:
            figures.pop(cell.year, None)
            for one in cell.amounts:
                figures[cell.year] = one.kroner
    earlier = tuple(YearFigure(year=year, kroner=kroner) for year, kroner in sorted(figures.items()))
    return {"lines": _lines(node, cells), "earlier": earlier}


def _lines(node: Delmaal | Post | Tiltak, cells: list[_Cell]) -> tuple[Line, ...]:
    over = {(cell.source, cell.year) for cell in cells}
    kept = [line for line in node.lines if (line.source, line.year) not in over]
    for cell in cells:
        if cell.source != HISTORY:
            kept += [
                Line(
                    source=cell.source,
                    year=cell.year,
                    kroner=one.kroner,
                    certainty=one.certainty,
                    shared_with=one.shared,
                    note=one.note,
                )
                for one in cell.amounts
            ]
    return tuple(kept)
