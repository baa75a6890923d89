"""The fields of a plan that a document can fill, each read and written by its path, through the field's own service.

What is read can be written again as it is: that is how what a document changed is undone.
"""

import datetime
import re
from typing import Any

from budgets.models import BudgetPost, EarlierFigure, FundingSource
from budgets.services import Amount, Place, amounts_of, set_cell, set_earlier_figure, set_outside_sum
from plans.models import Answer, HourlyRate, Party, Person, Plan, PlanDelmaal, Tiltak, TiltakParty
from plans.services import (
    UNCHECKED,
    save_answer,
    set_hourly_rate,
    set_money_note,
    set_not_relevant,
    set_parties,
    set_phase,
    set_plan_field,
    set_time_frame,
    set_title,
)
from plans.services.fields import save_columns
from plans.services.texts import answer_place
from plans.services.tiltak import parties_value, time_frame_value
from plans.timeframe import TimeFrame

Row = Plan | PlanDelmaal | Tiltak | BudgetPost

_PATH = re.compile(r"(?P<kind>delmaal|tiltak|post)/(?P<uid>[0-9a-f-]{36})/(?P<name>.+)")
_RATE = re.compile(r"avtale/timesats/(\d{4})")


class Gone(Exception):
    """What a path names is no longer in the plan."""


class Fields:
    """A plan's fields by path. The caller holds the plan's lock and has authorised the writer."""

    def __init__(self, plan: Plan, by: Person | None) -> None:
        self.plan, self.by = plan, by
        self._rows: dict[str, Row] = {}
        self._sources: dict[str, FundingSource] = {}

    def row(self, path: str) -> Row:
        """Return the delmål, tiltak or post that a path begins with, else the plan. Raises Gone."""
        match = _PATH.fullmatch(f"{path}/x" if path.count("/") == 1 else path)
        if match is None:
            return self.plan
        key = f"{match['kind']}/{match['uid']}"
        if key not in self._rows:
            self._rows[key] = self._fetched(match["kind"], match["uid"])
        return self._rows[key]

    def _fetched(self, kind: str, uid: str) -> Row:
        found: PlanDelmaal | Tiltak | BudgetPost | None
        if kind == "delmaal":
            found = PlanDelmaal.objects.filter(plan=self.plan, uid=uid).first()
        elif kind == "tiltak":
            found = Tiltak.objects.select_related("delmaal").filter(plan=self.plan, uid=uid).first()
        else:
            found = BudgetPost.objects.filter(plan=self.plan, uid=uid).first()
        if found is None:
            raise Gone(f"{kind}/{uid}")
        found.plan = self.plan
        return found

    def source(self, key: str) -> FundingSource:
        """Return one of the pilot's sources. Raises Gone."""
        if key not in self._sources:
            pilot = self.plan.agreement.pilot_id
            self._sources |= {one.key: one for one in FundingSource.objects.filter(pilot=pilot)}
        if key not in self._sources:
            raise Gone(f"kilde/{key}")
        return self._sources[key]

    def read(self, path: str) -> Any:
        """Return what stands in a field, as JSON holds it. Raises Gone."""
        if match := _RATE.fullmatch(path):
            found = HourlyRate.objects.filter(agreement=self.plan.agreement_id, year=int(match[1])).first()
            return found.kroner if found else None
        row, name = self._field(path)
        if name.startswith("svar/"):
            return self._answer(row, name.removeprefix("svar/"))
        if name.startswith("kroner/"):
            return sorted(list(one) for one in amounts_of(self._cell(row, name)))
        if name.startswith("tidligere/"):
            return self._earlier(row, int(name.rsplit("/", 1)[1]))
        match row, name:
            case Plan(), "document_date" | "adoption_date":
                date = Plan.objects.values_list(name, flat=True).get(pk=row.pk)
                return date.isoformat() if date else ""
            case PlanDelmaal(), "money_note":
                return PlanDelmaal.objects.values_list("money_note", flat=True).get(pk=row.pk)
            case BudgetPost(), "utenfor":
                return BudgetPost.objects.values_list("outside_sum", flat=True).get(pk=row.pk)
            case Tiltak(), _:
                return self._of_tiltak(Tiltak.objects.get(pk=row.pk), name)
        raise Gone(path)

    def write(self, path: str, value: Any) -> None:
        """Save a value as `read` gives it. Raises Gone, and what the field's service raises."""
        if match := _RATE.fullmatch(path):
            set_hourly_rate(agreement=self.plan.agreement, year=int(match[1]), kroner=value, by=self.by)
            return
        row, name = self._field(path)
        if name.startswith("svar/"):
            self._write_answer(row, name.removeprefix("svar/"), value)
        elif name.startswith("kroner/"):
            wanted = [Amount(*one) for one in value]
            set_cell(place=self._cell(row, name), amounts=wanted, base=UNCHECKED, by=self.by)
        elif name.startswith("tidligere/"):
            assert isinstance(row, PlanDelmaal | BudgetPost)
            set_earlier_figure(row=row, year=int(name.rsplit("/", 1)[1]), kroner=value, by=self.by)
        else:
            self._write_column(row, name, value)

    def _field(self, path: str) -> tuple[Row, str]:
        row = self.row(path)
        return row, path.split("/", 1)[1] if row is self.plan else path.split("/", 2)[2]

    def _stored(self, row: Row, key: str) -> Answer | None:
        assert not isinstance(row, BudgetPost)
        where = answer_place(row)
        return Answer.objects.filter(
            plan=self.plan, prompt__key=key, prompt__level=where.level, delmaal=where.delmaal, tiltak=where.tiltak
        ).first()

    def _answer(self, row: Row, key: str) -> dict[str, Any]:
        found = self._stored(row, key) or Answer()
        return {"html": found.html, "reason": found.not_relevant_reason, "carried": found.carried}

    def _write_answer(self, row: Row, key: str, value: dict[str, Any]) -> None:
        """Save a text, or why there is none: nobody's text goes by a reason alone, so it is emptied first.

        One that came along from last year, and is put back, is last year's again.
        """
        assert not isinstance(row, BudgetPost)
        now = self._answer(row, key)
        if now["reason"] and now["reason"] != value["reason"]:
            set_not_relevant(place=row, key=key, reason="", base=UNCHECKED, by=self.by)
        if now["html"] != value["html"]:
            save_answer(place=row, key=key, html=value["html"], base=UNCHECKED, by=self.by)
        if value["reason"] and now["reason"] != value["reason"]:
            set_not_relevant(place=row, key=key, reason=value["reason"], base=UNCHECKED, by=self.by)
        if value.get("carried") and (found := self._stored(row, key)):
            found.carried = True
            save_columns(found, "carried")

    def _cell(self, row: Row, name: str) -> Place:
        assert not isinstance(row, Plan)
        _, source, year = name.split("/")
        return Place(row, self.source(source), int(year))

    def _earlier(self, row: Row, year: int) -> int | None:
        where = {"delmaal": row} if isinstance(row, PlanDelmaal) else {"post": row}
        found = EarlierFigure.objects.filter(plan=self.plan, year=year, **where).first()
        return found.kroner if found else None

    def _of_tiltak(self, tiltak: Tiltak, name: str) -> Any:
        if name in TiltakParty.Part.values:
            *keys, text = parties_value(tiltak, TiltakParty.Part(name))
            return [keys, text]
        if name == "tidsramme":
            return time_frame_value(tiltak)
        if name in ("title", "phase"):
            return getattr(tiltak, name)
        raise Gone(f"tiltak/{tiltak.uid}/{name}")

    def _write_column(self, row: Row, name: str, value: Any) -> None:
        by = self.by
        match row, name:
            case Plan(), "document_date" | "adoption_date":
                date = datetime.date.fromisoformat(value) if value else None
                set_plan_field(plan=row, field=name, value=date, base=UNCHECKED, by=by)
            case PlanDelmaal(), "money_note":
                set_money_note(delmaal=row, note=value, base=UNCHECKED, by=by)
            case BudgetPost(), "utenfor":
                set_outside_sum(post=row, outside_sum=value, base=UNCHECKED, by=by)
            case Tiltak(), "title":
                set_title(tiltak=row, title=value, base=UNCHECKED, by=by)
            case Tiltak(), "phase":
                set_phase(tiltak=row, phase=value, base=UNCHECKED, by=by)
            case Tiltak(), "tidsramme":
                set_time_frame(tiltak=row, frame=TimeFrame(*value), base=UNCHECKED, by=by)
            case Tiltak(), "responsible" | "partner":
                keys, text = value
                known = {party.key: party for party in Party.objects.filter(key__in=keys)}
                if missing := [key for key in keys if key not in known]:
                    raise Gone(f"part/{missing[0]}")
                parties = [known[key] for key in keys]
                part = TiltakParty.Part(name)
                set_parties(tiltak=row, part=part, parties=parties, text=text, base=UNCHECKED, by=by)
            case _:
                raise Gone(f"{row}/{name}")
