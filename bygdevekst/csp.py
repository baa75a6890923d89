"""Content-Security-Policy: only our own files run, and inline scripts only with this response's nonce."""

import secrets
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

POLICY = {
    "default-src": "'none'",
    "script-src": "'self' 'nonce-{nonce}'",
    "style-src": "'self' 'nonce-{nonce}'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
    "manifest-src": "'self'",
}


class ContentSecurityPolicyMiddleware:
    """Set the policy on every response; `request.csp_nonce` is the nonce templates print."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.csp_nonce = secrets.token_urlsafe(16)  # type: ignore[attr-defined]
        response = self.get_response(request)
        policy = "; ".join(f"{name} {value}" for name, value in POLICY.items())
        response.headers.setdefault(
            "Content-Security-Policy",
            policy.format(nonce=request.csp_nonce),  # type: ignore[attr-defined]
        )
        return response


def nonce(request: HttpRequest) -> dict[str, str]:
    """Template context: the nonce of this response as `csp_nonce`."""
    return {"csp_nonce": getattr(request, "csp_nonce", "")}
