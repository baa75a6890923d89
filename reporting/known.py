"""What the portal knows that a document is held against: forms, the register of parties, and agreements."""

from budgets.models import FundingSource
from plans.models import Agreement, Party, PlanForm
from reporting.intake.document.known import Known, KnownAgreement, KnownForm, Wording
from reporting.load import agreement_value, party_value, source_value


def load_known() -> Known:
    """Return forms in both languages (the newest first), parties, and agreements with their sources."""
    forms = PlanForm.objects.prefetch_related("prompts").order_by("-key")
    sources = list(FundingSource.objects.all())
    agreements = Agreement.objects.select_related("pilot").order_by("-last_year")
    return Known(
        forms=tuple(_form(form) for form in forms),
        parties=tuple(party_value(row) for row in Party.objects.all()),
        agreements=tuple(
            KnownAgreement(
                pilot=row.pilot.name,
                slug=row.pilot.slug,
                agreement=agreement_value(row),
                sources=tuple(source_value(one) for one in sources if one.pilot_id == row.pilot_id),
            )
            for row in agreements
        ),
    )


def _form(form: PlanForm) -> KnownForm:
    return KnownForm(
        key=form.key,
        lead=(form.lead_nb, form.lead_nn),
        overview=(form.overview_nb, form.overview_nn),
        prompts=tuple(
            Wording(level=row.level, key=row.key, nb=row.nb, nn=row.nn, required=row.required, substance=row.substance)
            for row in form.prompts.all()
        ),
    )
