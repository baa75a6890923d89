"""A plan as a file to download or save: one function for the pages and for the command."""

from collections.abc import Callable
from typing import NamedTuple

from django.conf import settings

from plans.models import Blob, Plan
from reporting.document_parts import part_of
from reporting.formats import data, docx, lines, package, pdf, xlsx
from reporting.formats.pdf import RenderError
from reporting.load import load_locked, standing
from reporting.reading import consistent_read
from reporting.rendering import renderer
from reporting.rendering.child import Job
from reporting.sent import sent_of
from reporting.snapshots import canonical
from reporting.value import Handlingsplan, Standing

__all__ = [
    "FORMATS",
    "NAMES",
    "ON_DEMAND",
    "Export",
    "RenderError",
    "UnknownFormat",
    "figure_data",
    "render",
    "render_value",
]


class Export(NamedTuple):
    """A file: what to call it, what it is, and its bytes."""

    filename: str
    media_type: str
    data: bytes


class UnknownFormat(ValueError):
    """There is no such format. The message is a Norwegian sentence that names those there are."""


class _Format(NamedTuple):
    """How a plan is written, and what the file is called before year and pilot."""

    write: Callable[[Handlingsplan, Standing], bytes]
    stem: str
    media_type: str


def figure_data(plan: Handlingsplan) -> dict[str, tuple[str, bytes]]:
    """Return media type and bytes of the plan's figures by SHA-256, in one query."""
    found = Blob.objects.filter(sha256__in=[figure.sha256 for figure in plan.pictures])
    return {blob.sha256: (blob.media_type, bytes(blob.data)) for blob in found}


def _pdf(plan: Handlingsplan, standing: Standing, part: str = "") -> bytes:
    """Return the PDF with the figures that the plan refers to; made by a process of its own where settings say so."""
    if not settings.RENDER_APART:
        return pdf.write(plan, standing, figure_data(plan), part=part)
    job = Job(canonical(plan), standing.model_dump(mode="json"), figure_data(plan), settings.RENDER_SECONDS, part)
    return renderer.render(job)


def _docx(plan: Handlingsplan, standing: Standing) -> bytes:
    """Return the Word document with the figures that the plan refers to."""
    return docx.write(plan, standing, figure_data(plan))


def _package(plan: Handlingsplan, standing: Standing) -> bytes:
    """Return what an archive is given: the archive copy, and the plan and its amounts as data."""
    said = {"pdf": "Arkivversjon (PDF/A-2a og PDF/UA-1)", "json": "Planen som data", "csv": "Planens beløp som data"}
    files = [package.File(*render_value(plan, standing, kind), content) for kind, content in said.items()]
    return package.write(plan, standing, files)


#: Made anew whenever somebody asks.
ON_DEMAND: dict[str, _Format] = {
    "csv": _Format(lines.write, "budsjettlinjer", "text/csv"),
    "zip": _Format(_package, "arkivpakke", "application/zip"),
}

#: Those that are kept with a version of the plan.
FORMATS: dict[str, _Format] = {
    "pdf": _Format(_pdf, "handlingsplan", "application/pdf"),
    "xlsx": _Format(xlsx.write, "budsjett", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "json": _Format(data.write, "handlingsplan", "application/json"),
    "docx": _Format(_docx, "handlingsplan", docx.MEDIA_TYPE),
}

#: Other names of a format. Every PDF we make is an archive copy; who asks for one by name gets that file.
ALIASES = {"archive-pdf": "pdf"}
#: The archive copy with its attachments, made of the files above; kept with a version under the name it has there.
PUBLISHED = "published-pdf"


#: What gives the file of a plan that was published, if it was; a later app adds it in its `AppConfig.ready`.
_published: list[Callable[[Plan, str], Export | None]] = []


def register_published(find: Callable[[Plan, str], Export | None]) -> None:
    """Let published files be handed out as they were stored, not made anew. Registering again changes nothing."""
    if find not in _published:
        _published.append(find)


def render(plan: Plan, format: str) -> Export:
    """Return the plan as it is now in a format of `FORMATS`, or by another name of one; as published where it was.

    The caller has authorised. Raises UnknownFormat, and RenderError when the plan cannot be made a PDF.
    """
    if format not in NAMES:
        raise UnknownFormat(f"Formatet «{format}» finnes ikke. Velg {', '.join(NAMES)}.")
    format = ALIASES.get(format, format)
    if format == PUBLISHED:
        return _published_copy(plan)
    if found := published(plan, format):
        return found
    if format == "pdf":
        from reporting.rendering import services

        return services.made_now(plan)
    value, state = as_now(plan)
    return render_value(value, state, format)


def _published_copy(plan: Plan) -> Export:
    """Return the copy with attachments as it was published, or made of the files that are, or of the plan as it is."""
    from reporting import published_copy

    if found := published(plan, published_copy.KIND):
        return found
    value, state = as_now(plan)
    files = {kind: published(plan, kind) or render_value(value, state, kind) for kind in published_copy.PARTS}
    return published_copy.make(files)


def published(plan: Plan, format: str) -> Export | None:
    """Return the file as it was published; None for a plan that is written in."""
    return next((found for find in _published if (found := find(plan, format))), None)


def as_now(plan: Plan) -> tuple[Handlingsplan, Standing]:
    """Return the plan and where it stands, of one and the same moment; as it was sent for who sees that."""
    if sent := sent_of(plan):
        return sent.plan, sent.standing
    with consistent_read():
        # Read again with the rest, so that status and content are of the same moment.
        row = Plan.objects.select_related("agreement__pilot").get(pk=plan.pk)
        return load_locked(row), standing(row)


def render_value(value: Handlingsplan, state: Standing, format: str) -> Export:
    """Return a plan that has been loaded or thawed, in a format of `FORMATS` or `ON_DEMAND`. Raises RenderError."""
    chosen = _chosen(format)
    return Export(filename(value, format), chosen.media_type, chosen.write(value, state))


def render_part(value: Handlingsplan, state: Standing, part: str) -> Export:
    """Return a part of a plan as PDF, or the whole for no part. Raises RenderError and UnknownPart."""
    if not part:
        return render_value(value, state, "pdf")
    name = filename(value, "pdf", part_of(value, part).filename)
    return Export(name, FORMATS["pdf"].media_type, _pdf(value, state, part))


def filename(value: Handlingsplan, format: str, end: str = "") -> str:
    """Return what the file of a plan is called; `end` tells a part from the whole."""
    name = f"{_chosen(format).stem}-{value.year}-{value.slug.removesuffix(f'-{value.year}')}"
    return f"{name}{'-' if end else ''}{end}.{format}"


def _chosen(format: str) -> _Format:
    return FORMATS.get(format) or ON_DEMAND[format]


#: All that one may ask for.
NAMES = (*FORMATS, *ON_DEMAND, *ALIASES, PUBLISHED)
