"""Database rows -> Handlingsplan, in a number of queries that does not grow with the plan."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from django.db.models.functions import Coalesce

from budgets.models import BudgetLine, BudgetPost, EarlierFigure, FundingSource
from plans import models as rows
from plans.models import Plan, Prompt, TiltakParty
from plans.richtext import parse
from plans.services import plan_before
from reporting import value
from reporting.models import Approved
from reporting.reading import consistent_read
from reporting.sent import sent_of
from reporting.snapshots import thaw
from reporting.tables import agreement_years, shown_years


def load(plan: Plan) -> value.Handlingsplan:
    """Return the plan as one value, read at one moment. The caller has authorised the reader.

    For who sees it as it was sent, that. Raises Damaged.
    """
    if found := sent_of(plan):
        return found.plan
    with consistent_read():
        return load_locked(plan)


def load_locked(plan: Plan) -> value.Handlingsplan:
    """Return the plan as one value inside the caller's own transaction, as when it is frozen under its lock.

    One that KDD has approved is read from what was approved, whatever the rows and registers say by now. It holds the
    plan before it in the agreement, read in the same way; of one that was reopened, what was approved still stands.
    Raises Damaged when frozen bytes are no longer what they were.
    """
    found = Plan.objects.select_related("agreement__pilot__logo__blob", "form")
    plan = found.defer("agreement__pilot__logo__blob__data").get(pk=plan.pk)
    if standing(plan).is_approved and (approved := load_approved(plan)):
        return approved
    before = plan_before(plan)
    return _load(plan, (load_approved(before) or load_locked(before)) if before else None)


def load_approved(plan: Plan) -> value.Handlingsplan | None:
    """Return the plan as KDD approved it last; None for one that was never approved. One query. Raises Damaged."""
    row = Approved.objects.select_related("snapshot").filter(plan=plan).first()
    return thaw(row.snapshot) if row else None


def _load(plan: Plan, earlier: value.Handlingsplan | None) -> value.Handlingsplan:
    """Return the plan with the one before it, of which earlier years' state money is known."""
    loader = _Loader(plan, history(earlier))
    return value.Handlingsplan(
        slug=plan.slug,
        pilot=plan.agreement.pilot.name,
        year=plan.year,
        language="nn" if plan.language == "nn" else "nb",
        document_date=plan.document_date,
        agreement=agreement_value(plan.agreement),
        form=loader.form,
        sources=_sources(plan),
        answers=loader.answers(None, None),
        delmaal=loader.delmaal(),
        posts=loader.posts(),
        figures=_figures(plan),
        logo=_logo(plan),
        changes=tuple(
            value.Change(uid=str(row.uid), reason=row.reason, assessment=row.assessment)
            for row in plan.tiltak_changes.order_by("uid")
        ),
        links=tuple(
            value.Link(
                earlier_year=row.earlier_plan.year,
                earlier_uid=str(row.earlier_uid),
                later_uid=str(row.later_uid),
                kind=row.kind,
            )
            for row in plan.links_earlier.select_related("earlier_plan").order_by("later_uid", "earlier_uid")
        ),
        earlier=earlier.model_copy(update={"earlier": None}) if earlier else None,
    )


def history(earlier: value.Handlingsplan | None) -> dict[str, dict[int, int]]:
    """Return state money by row and year up to the earlier plan's own: what its section 6 says of these years."""
    if earlier is None:
        return {}
    table = agreement_years(earlier)
    years = [year for year in shown_years(earlier) if year <= earlier.year]
    found: dict[str, dict[int, int]] = defaultdict(dict)
    for row in table.rows:
        for year in years:
            kroner = row.cells[table.column(str(year))].kroner
            if row.uid and kroner is not None:
                found[row.uid][year] = kroner
    return found


def typed_history(plan: Plan) -> dict[tuple[str, int], int]:
    """Return what is typed of earlier years in the plan, by the row's uid and the year, in one query."""
    found = EarlierFigure.objects.filter(plan=plan)
    rows = found.annotate(uid=Coalesce("delmaal__uid", "post__uid")).values_list("uid", "year", "kroner")
    return {(str(uid), year): kroner for uid, year, kroner in rows}


def standing(plan: Plan) -> value.Standing:
    """Return what rendering is told besides the value: status, and who decided what when."""
    if found := sent_of(plan):
        return found.standing
    return value.Standing(
        status=plan.status,
        status_name=plan.get_status_display(),
        adoption_date=plan.adoption_date,
        case_number=plan.case_number,
    )


def party_value(row: rows.Party) -> value.Party:
    """Return a party as the value names it."""
    return value.Party(
        key=row.key,
        name=row.name,
        short_name=row.short_name,
        kind=row.kind,
        kommunenummer=row.kommunenummer,
        organisasjonsnummer=row.organisasjonsnummer,
    )


def agreement_value(row: rows.Agreement) -> value.Agreement:
    """Return an agreement as the value names it: three queries."""
    return value.Agreement(
        first_year=row.first_year,
        last_year=row.last_year,
        signed=row.signed,
        parties=tuple(
            value.AgreementParty(party=party_value(member.party), role=member.role, signs=member.signs)
            for member in row.parties.select_related("party")
        ),
        work_groups=tuple(
            value.WorkGroup(
                name=group.name,
                leader=group.leader.name if group.leader else "",
                delmaal=str(group.delmaal.uid) if group.delmaal else None,
            )
            for group in row.work_groups.select_related("leader", "delmaal")
        ),
        hourly_rates=tuple(value.Rate(year=rate.year, kroner=rate.kroner) for rate in row.hourly_rates.all()),
    )


def source_value(row: FundingSource) -> value.Source:
    """Return a funding source as the value names it."""
    return value.Source(
        key=row.key,
        kind=row.kind,
        name=row.name,
        programme_category=row.programme_category,
        chapter=row.chapter,
        post=row.post,
    )


def _sources(plan: Plan) -> tuple[value.Source, ...]:
    """Return the pilot's funding sources in their order."""
    return tuple(source_value(row) for row in FundingSource.objects.filter(pilot=plan.agreement.pilot_id))


def _figures(plan: Plan) -> tuple[value.Figure, ...]:
    """Return the plan's figures without their bytes."""
    rows = plan.figures.select_related("blob").defer("blob__data")
    return tuple(_figure(row.blob, row.alt, row.caption) for row in rows)


def _logo(plan: Plan) -> value.Figure | None:
    """Return the pilot's logo without its bytes, if it has one; it came with the plan's row."""
    logo: rows.Logo | None = getattr(plan.agreement.pilot, "logo", None)
    return _figure(logo.blob, logo.alt) if logo else None


def _figure(blob: rows.Blob, alt: str, caption: str = "") -> value.Figure:
    """Return a picture with its words."""
    return value.Figure(
        sha256=blob.sha256,
        media_type=blob.media_type,
        width=blob.width,
        height=blob.height,
        alt=alt,
        caption=caption,
    )


def _line(row: BudgetLine) -> value.Line:
    """Return one amount."""
    return value.Line(
        source=row.source.key,
        year=row.year,
        kroner=row.kroner,
        certainty=row.certainty,
        shared_with=row.shared_with.name if row.shared_with else "",
        note=row.note,
    )


class _Loader:
    """Everything of a plan that hangs on its delmål, tiltak and posts, each kind fetched once and then dealt out."""

    def __init__(self, plan: Plan, history: Mapping[str, Mapping[int, int]]) -> None:
        self.plan = plan
        self._history = history
        self._prompts = list(plan.form.prompts.all())
        self.form = self._form()
        self._answers: dict[tuple[int | None, int | None], list[rows.Answer]] = defaultdict(list)
        places = {prompt.pk: prompt.position for prompt in self._prompts}
        keys = {prompt.pk: prompt.key for prompt in self._prompts}
        self._keys = keys
        for answer in sorted(plan.answers.all(), key=lambda row: (places[row.prompt_id], row.pk)):
            self._answers[(answer.delmaal_id, answer.tiltak_id)].append(answer)
        self._lines: dict[tuple[int | None, int | None, int | None], list[BudgetLine]] = defaultdict(list)
        for line in BudgetLine.objects.filter(plan=plan).select_related("source", "shared_with"):
            self._lines[(line.tiltak_id, line.delmaal_id, line.post_id)].append(line)
        self._earlier: dict[tuple[int | None, int | None], list[EarlierFigure]] = defaultdict(list)
        for figure in EarlierFigure.objects.filter(plan=plan):
            self._earlier[(figure.delmaal_id, figure.post_id)].append(figure)
        self._tiltak: dict[int, list[rows.Tiltak]] = defaultdict(list)
        for tiltak in plan.tiltak.all():
            self._tiltak[tiltak.delmaal_id].append(tiltak)
        self._parties: dict[tuple[int, str], list[value.Party]] = defaultdict(list)
        for member in TiltakParty.objects.filter(tiltak__plan=plan).select_related("party"):
            self._parties[(member.tiltak_id, member.part)].append(party_value(member.party))

    def _form(self) -> value.Form:
        """Return the form worded for the plan's language and year."""
        form, plan = self.plan.form, self.plan
        nynorsk = plan.language == "nn"

        def level(name: str) -> tuple[value.Prompt, ...]:
            return tuple(
                value.Prompt(
                    key=row.key,
                    wording=row.wording(plan.language, plan.year),
                    required=row.required,
                    substance=row.substance,
                )
                for row in self._prompts
                if row.level == name
            )

        return value.Form(
            key=form.key,
            lead=(form.lead_nn if nynorsk else form.lead_nb).replace("{år}", str(plan.year)),
            overview=form.overview_nn if nynorsk else form.overview_nb,
            plan=level(Prompt.Level.PLAN),
            delmaal=level(Prompt.Level.DELMAAL),
            tiltak=level(Prompt.Level.TILTAK),
        )

    def answers(self, delmaal: int | None, tiltak: int | None) -> tuple[value.Answer, ...]:
        """Return the answers given at a place, in the form's order; emptied ones are left out."""
        return tuple(
            value.Answer(
                key=self._keys[row.prompt_id],
                text=parse(row.html),
                not_relevant_reason=row.not_relevant_reason,
                carried=row.carried,
            )
            for row in self._answers[(delmaal, tiltak)]
            if row.html or row.not_relevant_reason
        )

    def lines(self, tiltak: int | None, delmaal: int | None, post: int | None) -> tuple[value.Line, ...]:
        """Return a row's amounts by source, year and certainty, so that typing order does not show."""
        found = self._lines[(tiltak, delmaal, post)]
        found.sort(key=lambda row: (row.year, row.source.position, row.source.key, row.certainty, row.pk))
        return tuple(_line(row) for row in found)

    def earlier(self, row: rows.PlanDelmaal | BudgetPost) -> tuple[value.YearFigure, ...]:
        """Return a row's state money of earlier years: that year's plan says it, and what is typed here goes before."""
        place = (row.pk, None) if isinstance(row, rows.PlanDelmaal) else (None, row.pk)
        typed = {figure.year: figure.kroner for figure in self._earlier[place]}
        figures = {**self._history.get(str(row.uid), {}), **typed}
        return tuple(value.YearFigure(year=year, kroner=figures[year]) for year in sorted(figures))

    def delmaal(self) -> tuple[value.Delmaal, ...]:
        """Return the delmål with all that is under them."""
        return tuple(
            value.Delmaal(
                uid=str(row.uid),
                number=row.number,
                title=row.title,
                short_title=row.short_title,
                theme=row.delmaal.theme.key if row.delmaal.theme else "",
                money_note=row.money_note,
                answers=self.answers(row.pk, None),
                tiltak=tuple(self._tiltak_values(self._tiltak[row.pk])),
                lines=self.lines(None, row.pk, None),
                earlier=self.earlier(row),
            )
            for row in self.plan.delmaal.select_related("delmaal__theme")
        )

    def _tiltak_values(self, found: Iterable[rows.Tiltak]) -> Iterable[value.Tiltak]:
        """Yield tiltak numbered by their order within the delmål."""
        for number, row in enumerate(found, start=1):
            yield value.Tiltak(
                uid=str(row.uid),
                number=number,
                title=row.title,
                phase=row.phase,
                responsible=tuple(self._parties[(row.pk, TiltakParty.Part.RESPONSIBLE)]),
                responsible_text=row.responsible_text,
                partners=tuple(self._parties[(row.pk, TiltakParty.Part.PARTNER)]),
                partners_text=row.partners_text,
                time_from=row.time_from,
                time_to=row.time_to,
                time_text=row.time_text,
                answers=self.answers(None, row.pk),
                lines=self.lines(row.pk, None, None),
            )

    def posts(self) -> tuple[value.Post, ...]:
        """Return the posts, numbered on from the delmål."""
        first = self.plan.delmaal.count() + 1
        return tuple(
            value.Post(
                uid=str(row.uid),
                number=number,
                name=row.name,
                outside_sum=row.outside_sum,
                lines=self.lines(None, None, row.pk),
                earlier=self.earlier(row),
            )
            for number, row in enumerate(BudgetPost.objects.filter(plan=self.plan), start=first)
        )
