"""The same tiltak under different names: headings, the table of the delmål and the overview held against each other."""

from collections.abc import Sequence

from reporting.intake.document.drafts import GoalDraft, TiltakDraft, uid_of
from reporting.intake.document.table_rows import Row
from reporting.intake.document.wording import alike, within

_SURE = 0.5
_POSSIBLE = 0.2


def likeness(row: Row, tiltak: TiltakDraft) -> float:
    """Return how sure it is that a row is a tiltak: by its names, and a little by its number."""
    names = [name for name in tiltak.names.values() if name]
    score = max(
        (max(alike(row.name, name), 0.9 * within(row.name, name) * _long(row.name)) for name in names), default=0.0
    )
    return score + (0.25 if row.count is not None and row.count == tiltak.number else 0.0)


def _long(name: str) -> float:
    return 1.0 if len(name.split()) > 1 else 0.8


def align(goal: GoalDraft, rows: Sequence[Row], where: str) -> dict[int, TiltakDraft]:
    """Return the tiltak of each row by the row's index; those that no tiltak fits become tiltak of their own."""
    pairs = sorted(
        (
            (likeness(row, tiltak), -abs(place - number), place, number)
            for place, row in enumerate(rows)
            for number, tiltak in enumerate(goal.tiltak)
        ),
        reverse=True,
    )
    of_row: dict[int, int] = {}
    for score, _, place, number in pairs:
        if score >= _SURE and place not in of_row and number not in of_row.values():
            of_row[place] = number
    _by_number(goal, rows, of_row)
    found: dict[int, TiltakDraft] = {}
    fresh: list[tuple[int, TiltakDraft]] = []
    for place, row in enumerate(rows):
        if place in of_row:
            tiltak = goal.tiltak[of_row[place]]
        else:
            tiltak = TiltakDraft(uid_of(f"tiltak-{goal.uid}-{where}-{row.place}"), row.count, row.place)
            fresh.append((place, tiltak))
        tiltak.names[where] = row.name
        found[row.index] = tiltak
    for place, tiltak in fresh:
        before = [of_row[earlier] for earlier in range(place) if earlier in of_row]
        at = goal.tiltak.index(_last_before(found, rows, place)) + 1 if place else 0
        goal.tiltak.insert(at if place else (max(before) + 1 if before else 0), tiltak)
    return found


def _last_before(found: dict[int, TiltakDraft], rows: Sequence[Row], place: int) -> TiltakDraft:
    return found[rows[place - 1].index]


def _by_number(goal: GoalDraft, rows: Sequence[Row], of_row: dict[int, int]) -> None:
    """Tie rows and tiltak that are left and have the same number, where neither fits another better."""
    for place, row in enumerate(rows):
        if place in of_row or row.count is None:
            continue
        left = [n for n, tiltak in enumerate(goal.tiltak) if n not in of_row.values() and tiltak.number == row.count]
        others = [n for n, tiltak in enumerate(goal.tiltak) if n not in of_row.values()]
        if len(left) == 1 and (
            likeness(row, goal.tiltak[left[0]]) - 0.25 >= _POSSIBLE or len(others) == 1 or _alone(rows, of_row)
        ):
            of_row[place] = left[0]


def _alone(rows: Sequence[Row], of_row: dict[int, int]) -> bool:
    return len(rows) - len(of_row) == 1


def goal_of(row: Row, goals: Sequence[GoalDraft]) -> GoalDraft | None:
    """Return the delmål that a row is about: by its name where that is plain, else by its number, else by likeness."""
    scored = sorted(
        ((max((alike(row.name, name) for name in goal.names.values() if name), default=0.0), goal) for goal in goals),
        key=lambda pair: pair[0],
        reverse=True,
    )
    numbered = next((goal for goal in goals if goal.number is not None and goal.number == row.count), None)
    if scored and scored[0][0] >= 0.6:
        best = scored[0][1]
        of_number = next((score for score, goal in scored if goal is numbered), 0.0)
        return numbered if numbered is not None and of_number >= 0.45 else best
    if numbered is not None:
        return numbered
    return scored[0][1] if scored and scored[0][0] >= 0.4 and row.count is None else None
