"""`python -m bench [name …]`: prints one line per case. Uses databases of its own in a temporary folder."""

import os
import secrets
import subprocess
import sys
import tempfile
from pathlib import Path

from bygdevekst.setup import postgres

WRITERS = "writers"
DOCUMENTS = "documents"


def main(names: list[str]) -> int:
    """Measure the cases whose names begin as asked, then the writers. Return 1 when one of them lost a word."""
    if names == [DOCUMENTS]:
        os.environ["DJANGO_SETTINGS_MODULE"] = "bench.site.settings"
        os.environ.setdefault("DJANGO_SECRET_KEY", secrets.token_hex())
        from bench.documents import table

        table()
        return 0
    if not names or any(not WRITERS.startswith(name) for name in names):
        pairs(names)
    return writers() if not names or any(WRITERS.startswith(name) for name in names) else 0


def writers() -> int:
    """Let fifty people write at once on SQLite and on PostgreSQL, each in a process of its own."""
    failed = 0
    with tempfile.TemporaryDirectory() as folder, postgres.temporary_server() as server:
        for title, url in (("SQLite", f"sqlite:///{Path(folder) / 'bench.sqlite3'}"), ("PostgreSQL", server)):
            print(f"\nFifty writers for a minute, {title}", flush=True)
            env = {
                **os.environ,
                "DATABASE_URL": url,
                "DJANGO_SETTINGS_MODULE": "bench.site.settings",
                "DJANGO_SECRET_KEY": secrets.token_hex(),
            }
            failed |= subprocess.run([sys.executable, "-m", "bench.writers"], env=env, check=False).returncode
    return failed


def pairs(names: list[str]) -> None:
    """Load the demo data into a fresh SQLite database and measure the cases whose names begin as asked."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DATABASE_URL"] = f"sqlite:///{Path(folder) / 'bench.sqlite3'}"
        os.environ["DJANGO_SETTINGS_MODULE"] = "bench.site.settings"
        os.environ.setdefault("DJANGO_SECRET_KEY", secrets.token_hex())
        import django

        django.setup()
        from bench.data import load_demo

        load_demo()
        from bench.cases import cases
        from bench.pages import pages
        from bench.pairs import compare
        from bench.readings import readings
        from plans.models import Plan
        from reporting.load import load

        plan = load(Plan.objects.get(slug="indre-namdal-2025"))

        print(f"{'':16}{'A/B':>6}  (range)")
        for case in (*cases(), *readings(plan), *pages()):
            if not names or any(case.name.startswith(name) for name in names):
                print(f"{case.name:16}{compare(case.a, case.b, case.rounds)}   {case.says}", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
