"""The same plan is the same bytes, whoever makes the file, where and when: in every kind there is."""

import json
from pathlib import Path

import pytest

from reporting import exports
from tests.reporting.every_kind import hashes
from tests.reporting.rendered import elsewhere

# One worker renders for all of them.
pytestmark = pytest.mark.xdist_group("rendered")

SCRIPT = """
import django, json
django.setup()
from tests.reporting.every_kind import hashes
print(json.dumps(hashes()))
"""


def test_another_process_in_another_folder_time_zone_and_order_of_hashes_makes_the_same(tmp_path: Path):
    here = hashes()
    assert json.loads(elsewhere(SCRIPT, tmp_path)) == here
    assert len(set(here.values())) == len(here)
    assert set(here) >= {*exports.FORMATS, *exports.ON_DEMAND}
