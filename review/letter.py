"""KDD's letter of decision: what was decided, on which frozen version, the state money by year, and the conditions."""

import datetime

from django.template.loader import render_to_string

from plans.models import Person
from reporting.document import version_mark
from reporting.exports import Export
from reporting.formats import pdf
from reporting.tables import agreement_years
from reporting.typography import printable
from reporting.value import Handlingsplan, Standing
from review.models import Move, Version
from review.services.said import Said

SHEETS = ("document.css", "paper.css", "letter.css")

#: The letter's words in the plan's own written language.
WORDS = {
    "nb": {
        "title": "Vedtak om handlingsplan {year} for {pilot}",
        "approved": "Kommunal- og distriktsdepartementet godkjenner handlingsplanen for {year} som grunnlag for "
        "utbetaling av bygdevekstmidler.",
        "conditional": "Kommunal- og distriktsdepartementet godkjenner handlingsplanen for {year} som grunnlag for "
        "utbetaling av bygdevekstmidler, på vilkårene nedenfor.",
        "conditions": "Vilkår",
        "remarks": "Merknader",
        "what": "Hva vedtaket gjelder",
        "adopted": "Vedtatt i styringsgruppen",
        "case": "Saksnummer",
        "version": "Versjon",
        "hash": "Kontrollkode (SHA-256)",
        "hash_help": "Koden står nederst på hver side i planen. På siden «Er dette den godkjente planen?» kan hvem som "
        "helst kontrollere en PDF mot den.",
        "money": "Bygdevekstmidler i planen, år for år",
        "year": "År",
        "kroner": "Beløp",
        "total": "Sum",
        "handled": "Innstilling fra {name}",
        "decided": "Vedtaket er fattet av {name} og er godkjent elektronisk.",
    },
    "nn": {
        "title": "Vedtak om handlingsplan {year} for {pilot}",
        "approved": "Kommunal- og distriktsdepartementet godkjenner handlingsplanen for {year} som grunnlag for "
        "utbetaling av bygdevekstmiddel.",
        "conditional": "Kommunal- og distriktsdepartementet godkjenner handlingsplanen for {year} som grunnlag for "
        "utbetaling av bygdevekstmiddel, på vilkåra nedanfor.",
        "conditions": "Vilkår",
        "remarks": "Merknader",
        "what": "Kva vedtaket gjeld",
        "adopted": "Vedteken i styringsgruppa",
        "case": "Saksnummer",
        "version": "Versjon",
        "hash": "Kontrollkode (SHA-256)",
        "hash_help": "Koden står nedst på kvar side i planen. På sida «Er dette den godkjente planen?» kan kven som "
        "helst kontrollere ein PDF mot han.",
        "money": "Bygdevekstmiddel i planen, år for år",
        "year": "År",
        "kroner": "Beløp",
        "total": "Sum",
        "handled": "Innstilling frå {name}",
        "decided": "Vedtaket er gjort av {name} og er godkjent elektronisk.",
    },
}


def money_by_year(plan: Handlingsplan) -> tuple[tuple[str, int | None], ...]:
    """Return the sum row of section 6 as year and kroner, the total last under an empty year."""
    table = agreement_years(plan)
    total = next(row for row in table.rows if row.kind == "total")
    found = [
        (column.key if column.key.isdigit() else "", cell.kroner)
        for column, cell in zip(table.columns, total.cells, strict=True)
        if column.kind == "kroner"
    ]
    return tuple(sorted(found, key=lambda one: one[0] or "total"))


def render_letter(
    plan: Handlingsplan,
    standing: Standing,
    version: Version,
    said: Said,
    by: Person,
    at: datetime.datetime,
    recommended: Move | None,
) -> Export:
    """Return the letter as PDF. Raises RenderError."""
    words = WORDS[plan.language]
    named = {key: text.format(year=plan.year, pilot=plan.pilot, name="{name}") for key, text in words.items()}
    context = {
        "words": named,
        "plan": plan,
        "version": version,
        "mark": version_mark(plan, standing),
        "sentence": named["conditional" if said.conditions else "approved"],
        "said": said,
        "date": at.date(),
        "handled": words["handled"].format(name=recommended.by) if recommended else "",
        "handled_at": recommended.at if recommended else None,
        "decided": words["decided"].format(name=by),
        "money": money_by_year(plan),
    }

    def source(root: str) -> str:
        sheets = [f"{root}static/{sheet}" for sheet in SHEETS]
        return printable(render_to_string("review/letter.html", {**context, "css_urls": sheets}))

    slug = plan.slug.removesuffix(f"-{plan.year}")
    return Export(f"vedtaksbrev-{plan.year}-{slug}.pdf", "application/pdf", pdf.write_html(source))
