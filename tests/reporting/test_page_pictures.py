"""Chosen pages look as they did; when one is meant to look otherwise, `make pictures` draws them anew."""

import pytest
from PIL import Image, ImageChops

from tests.reporting.page_pictures import FOLDER, MOST, chosen, difference, page_picture, stored

# One worker renders for all of them.
pytestmark = pytest.mark.xdist_group("rendered")

NAMES = list(chosen())


def test_every_picture_is_of_a_chosen_page():
    assert {path.stem for path in FOLDER.glob("*.png")} == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_page_looks_as_in_its_picture(name: str):
    now = page_picture(*chosen()[name]())
    found = difference(stored(name), now)
    assert found <= MOST, f"{found:.1%} of {name} looks otherwise. Look at it, and run make pictures if it is meant."


@pytest.mark.parametrize("name", NAMES)
def test_edges_of_letters_may_differ(name: str):
    """As where another machine smooths them otherwise: drawn anew from a picture half a dot larger."""
    kept = stored(name)
    larger = kept.resize((kept.width + 1, kept.height + 1), Image.Resampling.BICUBIC).resize(kept.size)
    assert difference(kept, larger) <= MOST


@pytest.mark.parametrize("name", NAMES)
def test_what_has_moved_or_is_gone_is_noticed(name: str):
    kept = stored(name)
    a_line_down = ImageChops.offset(kept, 0, 10)
    assert difference(kept, a_line_down) > MOST
    left, top, right, bottom = ImageChops.invert(kept).getbbox() or (0, 0, 1, 1)
    without = kept.copy()
    without.paste(255, (left, top, right, top + (bottom - top) // 3))
    assert difference(kept, without) > MOST


def test_pages_are_not_mistaken_for_each_other():
    pictures = {name: stored(name) for name in NAMES}
    for name, one in pictures.items():
        for other, another in pictures.items():
            assert name == other or difference(one, another) > MOST
