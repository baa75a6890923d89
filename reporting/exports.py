"""A plan as a file to download or save: one function for the pages and for the command."""

from collections.abc import Callable
from typing import NamedTuple

from plans.models import Blob, Plan
from reporting.load import load_locked, standing
from reporting.reading import consistent_read
from reporting.value import Handlingsplan, Standing


class Export(NamedTuple):
    """A file: what to call it, what it is, and its bytes."""

    filename: str
    media_type: str
    data: bytes


class UnknownFormat(ValueError):
    """There is no such format."""


class _Format(NamedTuple):
    """How a plan is written, and what the file is called before pilot and year."""

    write: Callable[[Handlingsplan, Standing], bytes]
    stem: str
    media_type: str


# Each library is imported when it is first needed: WeasyPrint alone takes as long as all the rest.


def _pdf(plan: Handlingsplan, standing: Standing) -> bytes:
    from reporting.formats import pdf

    return pdf.write(plan, standing, figure_data(plan))


def _xlsx(plan: Handlingsplan, standing: Standing) -> bytes:
    from reporting.formats import xlsx

    return xlsx.write(plan, standing)


def _json(plan: Handlingsplan, standing: Standing) -> bytes:
    from reporting.formats import data

    return data.write(plan, standing)


FORMATS: dict[str, _Format] = {
    "pdf": _Format(_pdf, "handlingsplan", "application/pdf"),
    "xlsx": _Format(_xlsx, "budsjett", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "json": _Format(_json, "handlingsplan", "application/json"),
}


def figure_data(plan: Handlingsplan) -> dict[str, tuple[str, bytes]]:
    """Return media type and bytes of the plan's figures by SHA-256, in one query, or in none when it has no figures."""
    names = [figure.sha256 for figure in plan.figures]
    found = Blob.objects.filter(sha256__in=names).values_list("sha256", "media_type", "data") if names else []
    return {sha256: (media_type, bytes(content)) for sha256, media_type, content in found}


def render(plan: Plan, format: str) -> Export:
    """Return the plan as it is now in a format of `FORMATS`. The caller has authorised the reader.

    Raises UnknownFormat, and what the writer of the format raises.
    """
    if format not in FORMATS:
        raise UnknownFormat(f"Formatet «{format}» finnes ikke. Velg {', '.join(FORMATS)}.")
    chosen = FORMATS[format]
    with consistent_read():
        # Read again with the rest, so that status and content are of the same moment.
        row = Plan.objects.select_related("agreement__pilot").get(pk=plan.pk)
        value, state = load_locked(row), standing(row)
    filename = f"{chosen.stem}-{row.year}-{row.agreement.pilot.slug}.{format}"
    return Export(filename, chosen.media_type, chosen.write(value, state))
