"""A picture that people have uploaded, as an answer."""

from django.http import HttpResponse

from plans.models import Blob


def picture(blob: Blob) -> HttpResponse:
    """Return a picture. What its address names never changes, so browsers may keep it; nothing in it is run."""
    response = HttpResponse(bytes(blob.data), content_type=blob.media_type)
    response.headers["Cache-Control"] = "private, max-age=31536000, immutable"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
