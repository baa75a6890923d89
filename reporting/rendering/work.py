"""One job: the plan that canonical bytes hold, as PDF."""

from reporting.formats import pdf
from reporting.rendering.child import MADE, REFUSED, Job
from reporting.snapshots import read
from reporting.value import Standing


def write(job: Job) -> tuple[str, bytes]:
    """Return MADE and the PDF, or REFUSED and the sentence that says why, in UTF-8."""
    try:
        return MADE, pdf.write(read(job.source), Standing.model_validate(job.standing), job.figures, part=job.part)
    except pdf.RenderError as error:
        return REFUSED, str(error).encode()
