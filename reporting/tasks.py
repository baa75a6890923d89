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


@task()
def read_received(pk: int, run: str) -> None:
    """Read a plan that came as a file. What came of it stands in its row; a reading that nobody wants is left."""
    from reporting.received.services import read

    with contextlib.suppress(Stopped):
        read(pk, run)
