"""What is pasted into the editor, brought to the normal form before it is shown: all cleaning is done in one place."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_POST

from plans.models import Figure
from plans.permissions import get_plan
from plans.richtext import FigureRef, RichTextError, from_plain, normalise, parse, to_html
from plans.roles import Capability
from plans.views.data import as_data
from plans.views.edit import REFUSED


@require_POST
@as_data
def pasted(request: HttpRequest, pilot: str, year: int) -> HttpResponse:
    """Answer with the normal form of `html`, or of plain `text` where no HTML came along.

    Figures of other plans are left out, which `left_out` counts. 422 with a sentence for a text too large. Nothing is
    stored.
    """
    plan = get_plan(request.user, pilot, year, Capability.EDIT_TEXT)
    html, text = request.POST.get("html", ""), request.POST.get("text", "")
    try:
        blocks = parse(normalise(html) if html.strip() else from_plain(text))
    except RichTextError as error:
        return JsonResponse({"sentence": str(error)}, status=REFUSED)
    figures = {block.sha256 for block in blocks if isinstance(block, FigureRef)}
    known = (
        set(Figure.objects.filter(plan=plan, blob__in=figures).values_list("blob_id", flat=True)) if figures else set()
    )
    kept = [block for block in blocks if not isinstance(block, FigureRef) or block.sha256 in known]
    return JsonResponse({"html": to_html(kept), "left_out": len(figures - known)})
