"""Runs the pure modules of the pages' scripts without a browser, in the Node that comes with Playwright."""

import json
import subprocess
from pathlib import Path
from typing import Any

import playwright

NODE = Path(playwright.__file__).parent / "driver" / "node"
SCRIPTS = Path(__file__).resolve().parent.parent / "static" / "js"

#: Reads what the test gives (`given`), has the module as `m`, and writes what comes of it.
PROGRAM = """
import * as m from {module};
import {{ readFileSync }} from "node:fs";
const given = JSON.parse(readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify({expression}));
"""


def in_node(module: str, expression: str, given: Any) -> Any:
    """Return what an expression is, with a module under static/js as `m` and what is given as `given`."""
    program = PROGRAM.format(module=json.dumps((SCRIPTS / module).as_uri()), expression=expression)
    flags = ["--no-warnings", "--input-type=module", "--eval", program]
    done = subprocess.run([NODE, *flags], input=json.dumps(given), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
