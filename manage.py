#!/usr/bin/env python3
"""Django's command line for the portal."""

import os
import sys


def main() -> None:
    """Run the command named in argv with the portal's settings."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bygdevekst.settings")
    try:
        from django.core.management import execute_from_command_line
    except ImportError:
        sys.exit("Django mangler i dette Python-miljøet. Kjør «make setup» først, og bruk .venv/bin/python.")
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
