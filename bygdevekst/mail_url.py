"""Where mail goes, read from one environment variable."""

from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

#: Seconds that a mail server may keep a request waiting.
TIMEOUT = 10
#: `smtp+tls` begins unprotected and changes over (STARTTLS), `smtps` is protected from the first byte.
SCHEMES = {"smtp": 25, "smtp+tls": 587, "smtps": 465}


def mail_settings(url: str) -> dict[str, Any]:
    """Return Django's mail settings for `host:port` or `smtp+tls://name:password@host:port`.

    Without a URL mail is printed on the terminal. Name and password are percent-encoded where they need it.
    Raises ImproperlyConfigured.
    """
    if not url:
        return {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}
    parts = urlsplit(url if "://" in url else f"smtp://{url}")
    try:
        port = parts.port
    except ValueError as error:
        raise ImproperlyConfigured(f"DJANGO_EMAIL_URL har ingen riktig port: {error}") from error
    if parts.scheme not in SCHEMES or not parts.hostname:
        raise ImproperlyConfigured(f"DJANGO_EMAIL_URL må begynne med en av {', '.join(SCHEMES)} og ha en tjener.")
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": port or SCHEMES[parts.scheme],
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parts.scheme == "smtp+tls",
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_TIMEOUT": TIMEOUT,
    }
