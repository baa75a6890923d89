"""Takes the README's screenshot: starts a portal with fresh demo data, signs in and looks at the plan."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import ViewportSize, sync_playwright

from bygdevekst.setup import places, serving, system

PICTURE = places.ROOT / "docs" / "portal.png"
PAGE = "/indre-namdal/2025/"
WIDE: ViewportSize = {"width": 1280, "height": 800}


@contextmanager
def portal(folder: Path) -> Iterator[str]:
    """Serve a portal with a database of its own in `folder`, yield its address, and end it afterwards."""
    port = serving.free_port_after(8000)
    env = {**os.environ, "PORT": str(port), "DATABASE_URL": f"sqlite:///{folder / 'db.sqlite3'}"}
    command = [sys.executable, "-m", "bygdevekst.setup", "run"]
    with subprocess.Popen(command, cwd=places.ROOT, env=env, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            if not any("Ctrl+C" in line for line in server.stdout):
                sys.exit("Portalen startet ikke. Årsaken står over.")
            yield f"http://localhost:{port}"
        finally:
            server.terminate()
            server.communicate()  # so that it can still say that it stopped


def main() -> None:
    """Write the screenshot to PICTURE."""
    with tempfile.TemporaryDirectory() as folder, portal(Path(folder)) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=system.browser(), args=["--no-sandbox"])
        page = browser.new_page(base_url=address, viewport=WIDE, locale="nb-NO", color_scheme="light")
        page.goto("/konto/logg-inn/")
        page.get_by_role("button", name="Logg inn som Ingrid Fossmo").click()
        page.get_by_role("button", name="Logg ut").wait_for()
        page.goto(PAGE)
        page.evaluate("document.fonts.ready")
        page.screenshot(path=PICTURE, animations="disabled")
        browser.close()


if __name__ == "__main__":
    main()
