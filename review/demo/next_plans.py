"""A folder of `fixtures/` that goes on from the year before, read in through the services that people use."""

import uuid
from typing import Any

from plans import services
from plans.models import Person, Plan, PlanForm, Tiltak
from plans.services import UNCHECKED
from review.demo.plans import Reader


class _NextReader(Reader):
    """Continues a plan, then changes, ends, adds and links tiltak."""

    def next_plan(self) -> Plan:
        """Return the plan of the next year."""
        values = self.values
        plan = services.continue_plan(
            earlier=self.agreement.plans.get(year=values["continues"]),
            year=values["year"],
            form=PlanForm.objects.get(key=values["form"]),
            language=values["language"],
            by=self.by,
        )
        self.answers(plan, values.get("answers", {}))
        for found in values["changed"]:
            self._change(plan, found)
        for found in values["new"]:
            self._add(plan, found)
        for link in values["link"]:
            later, earlier = uuid.UUID(link["later"]), uuid.UUID(link["earlier"])
            services.link_tiltak(plan=plan, uid=later, earlier_uid=earlier, kind=link["kind"], by=self.by)
        gone = {link["earlier"] for link in values["link"]} | {found["uid"] for found in values["ended"]}
        for tiltak in plan.tiltak.filter(uid__in=gone):
            services.delete_tiltak(tiltak=tiltak, by=self.by)
        for found in values["ended"]:
            self._say(plan, found["uid"], "vurdering", found["assessment"])
        for goal in values["delmaal"]:
            self.lines(plan.delmaal.get(number=goal["number"]), self._whole(goal))
        for post in values["post"]:
            self.lines(plan.posts.get(uid=post["uid"]), self._whole(post))
        return plan

    def _whole(self, values: dict[str, Any]) -> list[dict[str, Any]]:
        """Return lines with what they leave out: the plan's year, and that they are planned."""
        return [{"year": self.values["year"], "certainty": "planlagt", **line} for line in values.get("lines", [])]

    def _change(self, plan: Plan, values: dict[str, Any]) -> None:
        """Change what is named of a tiltak that came along."""
        tiltak = plan.tiltak.select_related("plan", "delmaal").get(uid=values["uid"])
        if "title" in values:
            services.set_title(tiltak=tiltak, title=values["title"], base=UNCHECKED, by=self.by)
        if "delmaal" in values:
            target = plan.delmaal.get(number=values["delmaal"])
            place = target.tiltak.count() + 1
            services.move_tiltak(tiltak=tiltak, delmaal=target, place=place, base=UNCHECKED, by=self.by)
        self._fill(plan, tiltak, values)

    def _add(self, plan: Plan, values: dict[str, Any]) -> None:
        """Add a new tiltak. Why it is new stands where reasons stand."""
        delmaal = plan.delmaal.get(number=values["delmaal"])
        uid = uuid.UUID(values["uid"])
        tiltak = services.create_tiltak(delmaal=delmaal, title=values["title"], uid=uid, by=self.by)
        self._fill(plan, tiltak, values)

    def _fill(self, plan: Plan, tiltak: Tiltak, values: dict[str, Any]) -> None:
        """Write a tiltak's fields, answers and money, and what is said of them."""
        self.fields(tiltak, values)
        self.answers(tiltak, values.get("answers", {}))
        self.lines(tiltak, self._whole(values))
        self._say(plan, values["uid"], "begrunnelse", values.get("reason", values.get("background", "")))

    def _say(self, plan: Plan, uid: str, said: Any, text: str) -> None:
        """Say why a tiltak was changed, or what it has contributed."""
        if text:
            services.set_change_text(plan=plan, uid=uuid.UUID(uid), said=said, text=text, base=UNCHECKED, by=self.by)


def load_next_plan(folder: str, *, by: Person | None) -> Plan:
    """Read `fixtures/<folder>` into a plan that goes on from the one it names.

    Raises KeyError for a party or source that is not in the registers, and what the services raise.
    """
    return _NextReader(folder, by).next_plan()
