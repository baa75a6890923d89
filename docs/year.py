"""Takes the pictures of docs/year.md: runs the browser test of a plan's whole year, which stops to have them taken."""

import os
import subprocess
import sys

from PIL import Image

from bygdevekst.setup import places

FOLDER = places.ROOT / "docs" / "year"
TEST = "tests/browser/test_whole_year.py"
#: Pages of text and few hues: with so many colours a picture is a third of the size, and looks the same.
COLOURS = 64


def main() -> None:
    """Write the pictures to FOLDER, in place of those that were there."""
    FOLDER.mkdir(exist_ok=True)
    command = [sys.executable, "-m", "pytest", "-q", "-n0", "-p", "no:cacheprovider", TEST]
    subprocess.run(command, cwd=places.ROOT, env={**os.environ, "YEAR_PICTURES": str(FOLDER)}, check=True)
    for path in sorted(FOLDER.glob("*.png")):
        with Image.open(path) as picture:
            small = picture.convert("RGB").quantize(COLOURS)
        small.save(path, optimize=True)


if __name__ == "__main__":
    main()
