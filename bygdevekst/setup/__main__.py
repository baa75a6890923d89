"""Entry of `python3 -m bygdevekst.setup`; refuses an old Python before anything newer than its syntax is read."""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 -- this runs under whatever Python the machine has
    sys.exit(
        f"Portalen trenger Python 3.11 eller nyere, men dette er Python {sys.version_info[0]}.{sys.version_info[1]}.\n"
        "Har du en nyere Python på maskinen, så pek på den, for eksempel: make run PYTHON=python3.12"
    )

from bygdevekst.setup.commands import main

sys.exit(main(sys.argv[1:]))
