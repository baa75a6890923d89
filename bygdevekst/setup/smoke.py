"""Signs in to a running portal over HTTP and fetches a document, as a person's browser would; used by .ci/run."""

import argparse
import http.cookiejar
import re
import sys
import urllib.parse
import urllib.request

# A plan of thirty pages with its fonts is far larger; an error page or an empty document is smaller.
SMALLEST_PLAN_BYTES = 100_000
TIMEOUT_SECONDS = 120
_TOKEN = re.compile(r'name="csrfmiddlewaretoken"\s+value="([^"]+)"')


class SmokeError(Exception):
    """The portal did not do what a person would expect; the message says what came instead."""


def csrf_token(page: str) -> str:
    """Return the token of the first form in a page. Raises SmokeError when there is none."""
    found = _TOKEN.search(page)
    if found is None:
        raise SmokeError("the sign-in page has no form with a CSRF token")
    return found[1]


def require_pdf(content_type: str, body: bytes) -> None:
    """Raise SmokeError unless `body` is a whole PDF as large as a plan is."""
    if content_type != "application/pdf":
        raise SmokeError(f"expected application/pdf, got {content_type}")
    if not body.startswith(b"%PDF-") or b"%%EOF" not in body[-1024:]:
        raise SmokeError("the file is not a whole PDF")
    if len(body) < SMALLEST_PLAN_BYTES:
        raise SmokeError(f"the PDF has {len(body)} bytes, too few for a plan")


def fetch_document(site: str, path: str, email: str, password: str) -> tuple[str, bytes]:
    """Sign in to `site` (such as http://127.0.0.1:8000) and return the content type and bytes of `path`.

    Raises SmokeError when the portal keeps asking to sign in, OSError (URLError) for any status from 400 on.
    """
    # No proxy: the site is on this machine.
    opener = urllib.request.build_opener(
        urllib.request.ProxyHandler({}), urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
    )
    sign_in = urllib.parse.urljoin(site, "/konto/logg-inn/")
    with opener.open(sign_in, timeout=TIMEOUT_SECONDS) as page:
        token = csrf_token(page.read().decode())
    form = {"csrfmiddlewaretoken": token, "login": email, "password": password}
    with opener.open(sign_in, urllib.parse.urlencode(form).encode(), timeout=TIMEOUT_SECONDS) as page:
        if urllib.parse.urlsplit(page.url).path == "/konto/logg-inn/":
            raise SmokeError(f"the portal did not let {email} in")
    with opener.open(urllib.parse.urljoin(site, path), timeout=TIMEOUT_SECONDS) as document:
        return document.headers.get_content_type(), document.read()


def main(arguments: list[str]) -> int:
    """Fetch the plan's PDF, say how large it is, and return 0; return 1 and say why when it cannot be had."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("site")
    parser.add_argument("--path", default="/indre-namdal/2025/handlingsplan.pdf")
    parser.add_argument("--email", default="prosjektleder@demo.example")
    parser.add_argument("--password", default="bygdevekst-demo")
    given = parser.parse_args(arguments)
    try:
        content_type, body = fetch_document(given.site, given.path, given.email, given.password)
        require_pdf(content_type, body)
    except (SmokeError, OSError) as error:
        print(f"{given.path}: {error}", file=sys.stderr)
        return 1
    print(f"{given.path}: {content_type}, {len(body)} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
