"""One folder of `fixtures/` read into a plan, field by field through the services."""

import re
import uuid
from typing import Any

from budgets import services as money
from budgets.models import FundingSource
from plans import services
from plans.models import Agreement, Delmaal, Party, Person, Plan, PlanDelmaal, PlanForm, Theme, Tiltak, TiltakParty
from plans.services import UNCHECKED
from plans.timeframe import TimeFrame
from review.demo.files import FIXTURES, read

_FIGURE = re.compile(r'data-figure="([a-z0-9-]+)"')


class Reader:
    """Reads the files of one plan; keeps what later files refer to."""

    def __init__(self, folder: str, by: Person | None) -> None:
        self.folder = folder
        self.by = by
        self.values = read(folder, "plan.toml")
        self.agreement = Agreement.objects.select_related("pilot").get(pilot__slug=self.values["pilot"])
        self.parties = {party.key: party for party in Party.objects.all()}
        self.goals = [read(folder, path.name) for path in sorted((FIXTURES / folder).glob("delmaal-*.toml"))]
        self.figures: dict[str, str] = {}
        self.sources = {source.key: source for source in FundingSource.objects.filter(pilot=self.agreement.pilot)}

    def agreement_parts(self) -> None:
        """Delmål, work groups, frames, sources, deadlines and meetings: what belongs to the agreement."""
        themes = {theme.key: theme for theme in Theme.objects.all()}
        delmaal: dict[int, Delmaal] = {}
        for goal in self.goals:
            delmaal[goal["number"]] = services.create_delmaal(
                agreement=self.agreement,
                priority=goal["number"],
                title=goal["title"],
                short_title=goal["short_title"],
                theme=themes[goal["theme"]] if goal.get("theme") else None,
                uid=uuid.UUID(goal["uid"]),
                by=self.by,
            )
        for group in self.values.get("work_group", []):
            services.create_work_group(
                agreement=self.agreement,
                name=group["name"],
                leader=self.parties[group["leader"]] if group.get("leader") else None,
                delmaal=delmaal.get(group.get("delmaal", 0)),
                by=self.by,
            )
        for deadline in self.values.get("deadline", []):
            services.create_deadline(agreement=self.agreement, by=self.by, **deadline)
        for meeting in self.values.get("meeting", []):
            services.create_meeting(
                agreement=self.agreement, title=meeting["title"], date=meeting.get("date"), by=self.by
            )
        for frame in self.values.get("frame", []):
            money.create_frame(
                agreement=self.agreement, by=self.by, **{**frame, "source": self.sources[frame["source"]]}
            )

    def plan(self) -> Plan:
        """The plan with its figures, section texts, posts, and all its delmål."""
        values = self.values
        plan = services.create_plan(
            agreement=self.agreement,
            year=values["year"],
            form=PlanForm.objects.get(key=values["form"]),
            language=values["language"],
            document_date=values.get("document_date"),
            adoption_date=values.get("adoption_date"),
            case_number=values.get("case_number", ""),
            by=self.by,
        )
        self._figures(plan)
        self.answers(plan, values.get("answers", {}))
        for post in values.get("post", []):
            row = money.create_post(
                plan=plan,
                name=post["name"],
                position=post["number"],
                outside_sum=post.get("outside_sum", False),
                uid=uuid.UUID(post["uid"]),
                by=self.by,
            )
            self.lines(row, post.get("lines", []))
        for goal in self.goals:
            self._delmaal(PlanDelmaal.objects.get(plan=plan, number=goal["number"]), goal)
        return plan

    def _figures(self, plan: Plan) -> None:
        """Store the plan's pictures and remember their hashes by the keys that texts use."""
        folder = FIXTURES / self.folder / "figures"
        if not (folder / "figures.toml").exists():
            return
        for figure in read(self.folder, "figures", "figures.toml")["figure"]:
            stored = services.add_figure(
                plan=plan,
                data=(folder / figure["file"]).read_bytes(),
                alt=figure["alt"],
                caption=figure["caption"],
                by=self.by,
            )
            self.figures[figure["key"]] = stored.blob_id

    def answers(self, place: Plan | PlanDelmaal | Tiltak, answers: dict[str, str]) -> None:
        """Save the answers of one place, with figure keys replaced by hashes."""
        for key, html in answers.items():
            named = _FIGURE.sub(lambda found: f'data-sha256="{self.figures[found[1]]}"', html)
            services.save_answer(place=place, key=key, html=named, base=UNCHECKED, by=self.by)

    def lines(self, row: money.Row, lines: list[dict[str, Any]]) -> None:
        """Save the amounts of one row."""
        for line in lines:
            cell = money.Cell(row, self.sources[line["source"]], line["year"], line["certainty"])
            money.set_amount(cell=cell, kroner=line["kroner"], note=line.get("note", ""), base=UNCHECKED, by=self.by)

    def _delmaal(self, delmaal: PlanDelmaal, goal: dict[str, Any]) -> None:
        """Answers, own money, note and tiltak of one delmål."""
        self.answers(delmaal, goal.get("answers", {}))
        self.lines(delmaal, goal.get("lines", []))
        if goal.get("money_note"):
            services.set_money_note(delmaal=delmaal, note=goal["money_note"], base=UNCHECKED, by=self.by)
        for values in sorted(goal.get("tiltak", []), key=lambda row: row["number"]):
            self._tiltak(delmaal, values)

    def _tiltak(self, delmaal: PlanDelmaal, values: dict[str, Any]) -> None:
        """One tiltak with its fields, answers and amounts."""
        uid = uuid.UUID(values["uid"])
        tiltak = services.create_tiltak(delmaal=delmaal, title=values["title"], uid=uid, by=self.by)
        self.fields(tiltak, {"time_from": "", "responsible": [], "partners": [], **values})
        self.answers(tiltak, values.get("answers", {}))
        self.lines(tiltak, values.get("lines", []))

    def fields(self, tiltak: Tiltak, values: dict[str, Any]) -> None:
        """Save the fields of a tiltak that are named; of the time frame and of parties the whole goes together."""
        by = self.by
        if values.get("phase"):
            services.set_phase(tiltak=tiltak, phase=values["phase"], base=UNCHECKED, by=by)
        if "time_from" in values or "time_to" in values:
            names = ("time_from", "time_to", "time_text")
            frame = TimeFrame(*(values.get(name, getattr(tiltak, name)) for name in names))
            services.set_time_frame(tiltak=tiltak, frame=frame, base=UNCHECKED, by=by)
        for part, name in ((TiltakParty.Part.RESPONSIBLE, "responsible"), (TiltakParty.Part.PARTNER, "partners")):
            if name in values or f"{name}_text" in values:
                parties = [self.parties[key] for key in values.get(name, [])]
                text = values.get(f"{name}_text", "")
                services.set_parties(tiltak=tiltak, part=part, parties=parties, text=text, base=UNCHECKED, by=by)


def load_plan(folder: str, *, by: Person | None) -> Plan:
    """Read `fixtures/<folder>` into the agreement of its pilot and a new plan.

    Raises KeyError for a party, source or figure that is not in the registers, and what the services raise.
    """
    reader = Reader(folder, by)
    reader.agreement_parts()
    return reader.plan()
