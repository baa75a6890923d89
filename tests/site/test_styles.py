"""The style sheets: a variable that nobody defines makes its whole line disappear without a word."""

import re
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders

SHEETS = sorted((Path(settings.BASE_DIR) / "static" / "css").glob("*.css"))
USED = re.compile(r"var\((--[\w-]+)\)")
DEFINED = re.compile(r"(--[\w-]+)\s*:")


def designsystemet() -> str:
    """Return all of Designsystemet that the pages load."""
    index = Path(str(finders.find("designsystemet/src/index.css")))
    theme = Path(str(finders.find("designsystemet/theme/designsystemet.css")))
    return "".join(sheet.read_text("utf-8") for sheet in [theme, *index.parent.glob("*.css")])


def test_every_variable_is_defined_somewhere():
    own = "".join(sheet.read_text("utf-8") for sheet in SHEETS)
    used = set(USED.findall(own))
    assert len(used) > 30
    assert used - set(DEFINED.findall(own)) - set(DEFINED.findall(designsystemet())) == set()
