"""Two plans of every shape: versions of one year's plan, and the plans of two years."""

from hypothesis import strategies as st

from reporting.value import Change, Handlingsplan, Line, Link
from tests.reporting.random_plans import plans


def later(plan: Handlingsplan, years: int) -> Handlingsplan:
    """Return the plan as one that is this many years later, its amounts too."""

    def moved(lines: tuple[Line, ...]) -> tuple[Line, ...]:
        return tuple(line.model_copy(update={"year": line.year + years}) for line in lines)

    goals = [
        goal.model_copy(
            update={
                "lines": moved(goal.lines),
                "tiltak": tuple(one.model_copy(update={"lines": moved(one.lines)}) for one in goal.tiltak),
            }
        )
        for goal in plan.delmaal
    ]
    posts = [post.model_copy(update={"lines": moved(post.lines)}) for post in plan.posts]
    agreement = plan.agreement.model_copy(update={"last_year": plan.agreement.last_year + years})
    changed = {"year": plan.year + years, "delmaal": tuple(goals), "posts": tuple(posts), "agreement": agreement}
    return plan.model_copy(update=changed)


@st.composite
def explained(draw: st.DrawFn) -> Handlingsplan:
    """A plan that says something of the year's changes, of tiltak that it has and of one that has ended."""
    plan = draw(plans())
    uids = [one.uid for goal in plan.delmaal for one in goal.tiltak]
    texts = st.sampled_from(("", "Dyrt.", "Nyttig."))
    about = draw(st.lists(st.sampled_from([*uids, "borte"]), max_size=2, unique=True))
    said = tuple(Change(uid=uid, reason=draw(texts), assessment=draw(texts)) for uid in about)
    return plan.model_copy(update={"changes": said})


@st.composite
def pairs(draw: st.DrawFn) -> tuple[Handlingsplan, Handlingsplan]:
    """Two plans that share some uids, in one order or the other, sometimes with a link between them."""
    old, new = draw(explained()), draw(explained())
    years = draw(st.sampled_from((0, 0, 1, 2)))
    if years:
        new = later(new, years)
        uids = [
            st.sampled_from([one.uid for goal in plan.delmaal for one in goal.tiltak] or ["-"]) for plan in (old, new)
        ]
        kind = draw(st.sampled_from(("videreført", "slått sammen", "delt")))
        link = Link(earlier_year=old.year, earlier_uid=draw(uids[0]), later_uid=draw(uids[1]), kind=kind)
        new = new.model_copy(update={"links": (link,)})
    return (old, new) if draw(st.booleans()) else (new, old)
