"""Where the set-up finds and puts things: everything lies inside the clone."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
SITE_PACKAGES = VENV / "lib" / f"python{sys.version_info[0]}.{sys.version_info[1]}" / "site-packages"
STAMPS = VENV / "stamps"
REQUIREMENTS = ROOT / "requirements"
NODE_MODULES = ROOT / "node_modules"
SQLITE_FILE = ROOT / "db.sqlite3"
