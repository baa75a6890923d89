"""What a worker is given to do."""

import contextlib

from django_tasks import task

from reporting.formats.pdf import RenderError
from reporting.rendering.renderer import Stopped


@task()
def render_pdf(key: str) -> None:
    """Make the PDF of this key. Why one could not be made stands in its row, for who waits for it; one that
    was stopped with its worker is given to another.
    """
    from reporting.rendering.services import make

    with contextlib.suppress(RenderError, Stopped):
        make(key)
