"""`python -m bench [name …]`: prints one line per case. Uses a database of its own in a temporary folder."""

import os
import sys
import tempfile
from pathlib import Path


def main(names: list[str]) -> None:
    """Load the demo data into a fresh SQLite database and measure the cases whose names begin as asked."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DATABASE_URL"] = f"sqlite:///{Path(folder) / 'bench.sqlite3'}"
        os.environ["DJANGO_DEBUG"] = "1"
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bygdevekst.settings")
        import django

        django.setup()
        from django.conf import settings
        from django.core.management import call_command

        settings.DEBUG = False  # a debugging connection keeps every query
        call_command("migrate", verbosity=0)
        with Path(os.devnull).open("w") as nowhere:
            call_command("demo", stdout=nowhere)
        from bench.cases import cases
        from bench.pairs import compare

        print(f"{'':16}{'A/B':>6}  (range)")
        for case in cases():
            if not names or any(case.name.startswith(name) for name in names):
                print(f"{case.name:16}{compare(case.a, case.b, case.rounds)}   {case.says}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
