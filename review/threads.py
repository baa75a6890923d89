"""Comments as people read them: threads, in the order of the talk, with what the reader may do in each."""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import Count, Q, QuerySet

from plans.models import Plan
from review.about import About
from review.audiences import Voice, visible_comments
from review.models import Comment

#: How long who has removed a comment is shown a way to put it back.
UNDO_WITHIN = datetime.timedelta(days=1)


class Said(NamedTuple):
    """A comment or an answer, and what the reader may do with it."""

    comment: Comment
    may_edit: bool
    may_remove: bool
    may_restore: bool


class Thread(NamedTuple):
    """A comment with its answers, and where it belongs: the part's name, what of it, and its place on the page.

    `version` is the number of the version that stood when it was begun, if there was one.
    """

    root: Said
    answers: tuple[Said, ...]
    may_resolve: bool
    name: str
    field: str
    place: str
    version: int | None = None

    @property
    def is_open(self) -> bool:
        """Whether it is neither settled nor removed."""
        comment = self.root.comment
        return comment.resolved_at is None and (comment.removed_at is None or bool(self.answers))


def threads(found: Voice, plan: Plan, about: About, at: datetime.datetime, where: Q | None = None) -> list[Thread]:
    """Return the threads that a person may read, oldest first; `where` picks their comments by place.

    Two queries, and those of `about`.
    """
    rows = visible_comments(found, plan).filter(where or Q()).select_related("by", "resolved_by")
    answers: dict[int, list[Comment]] = defaultdict(list)
    roots = []
    for row in rows.prefetch_related("mentioned"):
        if row.parent_id is None:
            roots.append(row)
        else:
            answers[row.parent_id].append(row)
    made = (_thread(found, about, at, root, answers[root.pk]) for root in roots)
    return [thread for thread in made if thread is not None]


def _thread(
    found: Voice, about: About, at: datetime.datetime, root: Comment, answers: Iterable[Comment]
) -> Thread | None:
    """Return a thread as a person sees it; None where nothing of it is left for her."""
    below = tuple(said for said in (_said(found, at, answer) for answer in answers) if _is_shown(said))
    first = _said(found, at, root)
    if not below and not _is_shown(first):
        return None
    return Thread(
        root=first,
        answers=below,
        may_resolve=found.may_resolve(root),
        name=about.name(root),
        field=about.field(root.path),
        place=about.place(root),
        version=about.version_at(root.at),
    )


def _said(found: Voice, at: datetime.datetime, comment: Comment) -> Said:
    removed_lately = comment.removed_at is not None and at - comment.removed_at <= UNDO_WITHIN
    return Said(
        comment,
        found.may_edit(comment, at),
        found.may_remove(comment),
        found.may_restore(comment) and removed_lately,
    )


def _is_shown(said: Said) -> bool:
    return said.comment.removed_at is None or said.may_restore


def open_threads() -> QuerySet[Comment]:
    """Return the comments that wait to be settled, of every plan and audience."""
    return Comment.objects.filter(parent__isnull=True, resolved_at__isnull=True, removed_at__isnull=True)


def open_counts(found: Voice, plan: Plan) -> dict[str, int]:
    """Return how many open threads a person may read, by path. One query."""
    rows = open_threads().filter(found.visible(), plan=plan).order_by()
    return dict(rows.values_list("path").annotate(count=Count("pk")))


def open_from_kdd(plan: Plan) -> QuerySet[Comment]:
    """Return what KDD has raised with the pilot and not settled: those that must be mended, and advice."""
    return open_threads().filter(plan=plan, audience=Comment.Audience.SHARED, from_kdd=True)
