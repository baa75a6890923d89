"""Which system this is, what to install on it, and what the person is told where we may not."""

import pytest

from bygdevekst.setup import needs, system
from bygdevekst.setup.needs import Need
from bygdevekst.setup.terminal import Problem

FONTS = Need("PDF", debian=("libpango-1.0-0",), fedora=("pango",), macos=("pango",), libraries=("no-such.so.0",))
BROWSER = Need("nettlesertester", debian=("chromium",), fedora=("chromium",), macos=("--cask chromium",))
RUNTIME = Need("nettlesertester", debian=("libatomic1",), fedora=("libatomic",), libraries=("no-such.so.1",))


@pytest.mark.parametrize(
    ("name", "os_release", "family"),
    [
        ("Linux", 'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nID=debian\n', "debian"),
        ("Linux", 'ID=linuxmint\nID_LIKE="ubuntu debian"\n', "debian"),
        ("Linux", "ID=ubuntu\nID_LIKE=debian\n", "debian"),
        ("Linux", "NAME=Fedora\nID=fedora\n", "fedora"),
        ("Linux", 'ID="rocky"\nID_LIKE="rhel centos fedora"\n', "fedora"),
        ("Linux", "ID=arch\n", ""),
        ("Linux", "", ""),
        ("Darwin", "", "macos"),
    ],
)
def test_family_of_a_system(name, os_release, family):
    assert system.system_family(name, os_release) == family


@pytest.mark.parametrize(
    ("family", "line"),
    [
        ("debian", "sudo apt-get install --no-install-recommends libpango-1.0-0 chromium libatomic1"),
        ("fedora", "sudo dnf install pango chromium libatomic"),
        ("macos", "brew install pango && brew install --cask chromium"),
    ],
)
def test_line_to_type_in_each_family(family, line):
    assert system.install_line([FONTS, BROWSER, RUNTIME, FONTS], family) == line


def test_line_is_empty_where_the_family_needs_nothing():
    assert system.install_line([RUNTIME], "macos") == ""


def test_line_for_pdf_names_what_weasyprint_loads_on_debian():
    assert system.install_line([needs.PDF], "debian") == (
        "sudo apt-get install --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
    )


def test_advice_on_an_unknown_system_gives_every_line_we_know():
    text = system.advice([FONTS], "")
    for family in needs.FAMILIES:
        assert system.install_line([FONTS], family) in text
    assert "PDF" in text


def test_missing_tries_to_load_libraries_and_find_programs(monkeypatch):
    monkeypatch.setattr(system, "this_family", lambda: "debian")
    python = Need("python", debian=("python3",), programs=("no-such-program", "python3"))
    shell = Need("skall", debian=("dash",), programs=("/bi?/sh",))
    absent = Need("ingenting", debian=("nothing",), programs=("no-such-program",))
    assert system.missing([FONTS, python, shell, absent]) == [FONTS, absent]


def test_missing_leaves_out_what_the_family_has_no_package_for(monkeypatch):
    monkeypatch.setattr(system, "this_family", lambda: "macos")
    assert system.missing([RUNTIME, FONTS]) == [FONTS]


@pytest.fixture
def installed(monkeypatch):
    """Collect what would have been installed, as an ordinary person on Debian."""
    calls: list[list[str]] = []
    monkeypatch.setattr(system, "this_family", lambda: "debian")
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    monkeypatch.setattr("shutil.which", lambda program: f"/usr/bin/{program}")
    monkeypatch.setattr(system, "run_quietly", lambda command, **_: calls.append(command))
    return calls


def test_ensure_installs_as_root_on_debian_after_fetching_the_lists_once(installed, monkeypatch):
    monkeypatch.setattr("os.geteuid", lambda: 0)
    system.ensure([FONTS, BROWSER])
    assert installed == [
        ["apt-get", "update"],
        ["apt-get", "install", "--yes", "--no-install-recommends", "libpango-1.0-0", "chromium"],
    ]


def test_a_failed_installation_is_told_and_stops_only_what_needs_it(installed, monkeypatch, capsys):
    def fail(*_, **__):
        raise Problem("no network")

    monkeypatch.setattr("os.geteuid", lambda: 0)
    monkeypatch.setattr(system, "run_quietly", fail)
    system.ensure([FONTS])
    assert "no network" in capsys.readouterr().out
    with pytest.raises(Problem, match="no network"):
        system.ensure([FONTS], required=True)


def test_ensure_prints_the_line_and_goes_on_without_root(installed, capsys):
    system.ensure([FONTS])
    assert "sudo apt-get install --no-install-recommends libpango-1.0-0" in capsys.readouterr().out
    assert installed == []


def test_ensure_stops_with_the_line_where_nothing_can_go_on_without(installed):
    with pytest.raises(Problem, match="sudo apt-get install --no-install-recommends chromium"):
        system.ensure([BROWSER], required=True)
    assert installed == []


def test_the_quickest_browser_is_taken(monkeypatch):
    found = {"chromium": "/usr/bin/chromium", "chromium-headless-shell": "/usr/bin/chromium-headless-shell"}
    monkeypatch.setattr("shutil.which", found.get)
    assert system.browser() == "/usr/bin/chromium-headless-shell"
    del found["chromium-headless-shell"]
    assert system.browser() == "/usr/bin/chromium"


def test_where_there_is_no_browser_it_says_what_to_type(installed, monkeypatch):
    monkeypatch.setattr("shutil.which", lambda program: None)
    with pytest.raises(Problem, match="sudo apt-get install --no-install-recommends chromium-headless-shell"):
        system.browser()


def test_ensure_does_nothing_when_nothing_is_missing(installed, monkeypatch, capsys):
    monkeypatch.setattr("os.geteuid", lambda: 0)
    system.ensure([], required=True)
    assert installed == []
    assert capsys.readouterr().out == ""
