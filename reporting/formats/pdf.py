"""The plan as archive copy, PDF/A-2a and PDF/UA-1 at once, by WeasyPrint from the same HTML as the preview on screen.

The same arguments and engine versions give the same bytes: times come from the plan, fonts from the project. Whatever
WeasyPrint warns of (a picture it cannot read, a letter no font has, a rule it does not know) is an error here, as the
file would else be wrong without anybody being told. So is what `pdf_check` finds in the finished file.
"""

import logging
import re
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from reporting.document import Attached, html
from reporting.formats import pdf_check, pdf_glyphs, pdf_marks
from reporting.value import Handlingsplan, Standing

#: WeasyPrint breaks a line too early where the text after it would just fit, were it not for a space behind it.
_TRAILING = re.compile(r"[ \n]+(</(?:td|th|dd|dt|li|p|h[1-6]|caption|figcaption)>)")
PACKAGES = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"


class RenderError(Exception):
    """The plan cannot be made a PDF. The message is a Norwegian sentence for the one who asked for it."""


def write(
    plan: Handlingsplan,
    standing: Standing,
    figures: Mapping[str, tuple[str, bytes]],
    attached: Attached | None = None,
    part: str = "",
) -> bytes:
    """Return the plan, or a part of it alone, as PDF, fit for an archive, with what is attached to it.

    `figures` gives media type and bytes by SHA-256. Raises RenderError, which says what is wrong and with what.
    """
    sheets = ["document.css", "paper.css", "across.css", "year.css", *(attached.sheets if attached else ())]
    if standing.is_draft:
        sheets.append("draft.css")

    def source(root: str) -> str:
        addresses = [f"{root}static/{one}" for one in sheets]
        return html(plan, standing, lambda sha256: f"{root}figures/{sha256}", addresses, attached, part)

    names = {figure.sha256: figure.caption or figure.alt for figure in plan.pictures}
    return write_html(source, figures, names)


def write_html(
    make: Callable[[str], str],
    figures: Mapping[str, tuple[str, bytes]] | None = None,
    names: Mapping[str, str] | None = None,
) -> bytes:
    """Return an HTML document as PDF, fit for an archive.

    `make` gives the HTML from the address that styles and figures are found under.
    `names` are what people call the figures, by SHA-256, for a sentence about one that cannot be read.
    Raises RenderError.
    """
    try:
        import weasyprint

        from reporting.formats import pdf_assets, pdf_tagging
    except OSError as error:
        raise RenderError(
            "PDF kan ikke lages her, fordi programbiblioteket Pango mangler. "
            f"Installer det, på Debian og Ubuntu med: apt-get install {PACKAGES}"
        ) from error

    if not pdf_assets.fonts_are_installed():
        raise RenderError("PDF kan ikke lages her, fordi skriften Source Sans 3 mangler. Hent den med: make setup")
    source = _TRAILING.sub(r"\1", make(pdf_assets.ROOT))
    if missing := pdf_glyphs.first_missing(source, [path for *_, path in pdf_assets.FACES]):
        raise RenderError(missing)

    def finish(document: Any, file: Any) -> None:
        pdf_tagging.finish(document, file)
        pdf_marks.mark_accessible(file)

    fetcher = pdf_assets.AssetFetcher(figures or {})
    fonts = weasyprint.text.fonts.FontConfiguration()
    with _warnings() as said:
        faces = weasyprint.CSS(string=pdf_assets.font_faces(), url_fetcher=fetcher, font_config=fonts)
        data: bytes = weasyprint.HTML(string=source, base_url=pdf_assets.ROOT, url_fetcher=fetcher).write_pdf(
            pdf_variant=pdf_marks.VARIANT,
            stylesheets=[faces],
            font_config=fonts,
            finisher=finish,
            presentational_hints=True,  # the number a list begins with is an attribute
        )
    if said:
        raise RenderError(_explain(said[0], names or {}))
    if faults := pdf_check.faults(data):
        raise RenderError(f"PDF-en kan ikke arkiveres eller leses opp, og er derfor ikke laget: {faults[0]}.")
    return data


@contextmanager
def _warnings() -> Iterator[list[str]]:
    """Collect what WeasyPrint warns of in this thread."""
    said: list[str] = []
    thread = threading.get_ident()

    class Collector(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if record.thread == thread:
                said.append(record.getMessage())

    logger, collector = logging.getLogger("weasyprint"), Collector(logging.WARNING)
    logger.addHandler(collector)
    try:
        yield said
    finally:
        logger.removeHandler(collector)


def _explain(warning: str, names: Mapping[str, str]) -> str:
    """Return a sentence about a warning; one that is about a figure names it."""
    for sha256, name in names.items():
        if sha256 in warning:
            return f"Figuren «{name}» kan ikke leses. Last den opp på nytt, eller ta den ut."
    return f"PDF-en ble ikke riktig, og er derfor ikke laget: {warning}"
