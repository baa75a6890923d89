"""The steps that fetch and make things: done when their input changed, left out when it did not."""

import pytest

from bygdevekst.setup import database, environment, frontend, places
from bygdevekst.setup.terminal import Problem, ProgramFailed


@pytest.fixture
def clone(tmp_path, monkeypatch):
    """A clone in which every step finds its input, and `commands` collects what would have been run."""
    for name, value in {
        "ROOT": tmp_path,
        "VENV": tmp_path / ".venv",
        "PYTHON": tmp_path / ".venv/bin/python",
        "SITE_PACKAGES": tmp_path / ".venv/lib/python3/site-packages",
        "STAMPS": tmp_path / ".venv/stamps",
        "REQUIREMENTS": tmp_path / "requirements",
        "NODE_MODULES": tmp_path / "node_modules",
        "SQLITE_FILE": tmp_path / "db.sqlite3",
    }.items():
        monkeypatch.setattr(places, name, value)
    for path in (".venv/bin/python", ".venv/lib/python3/site-packages/pip/__init__.py", "requirements/base.txt"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).touch()
    (tmp_path / "plans/migrations").mkdir(parents=True)
    (tmp_path / "plans/migrations/0001_initial.py").write_text("first")
    (tmp_path / "package-lock.json").write_text("{}")
    return tmp_path


@pytest.fixture
def commands(clone, monkeypatch):
    done: list[str] = []

    def pretend(command, **_):
        done.append(" ".join(str(part) for part in command[1:3]))
        if "migrate" in command:
            places.SQLITE_FILE.touch()
        return "Logg inn som kari\n" if "demo" in command else ""

    for module in (environment, frontend, database):
        monkeypatch.setattr(module, "run_quietly", pretend)
    return done


def test_packages_are_fetched_once_for_a_lock(clone, commands):
    environment.ensure_packages("base")
    environment.ensure_packages("base")
    assert commands == ["-m pip"]
    (clone / "requirements/base.txt").write_text("Django==5.2.1")
    environment.ensure_packages("base")
    assert commands == ["-m pip"] * 2


def test_packages_are_checked_against_their_hashes_and_never_built(clone):
    command = environment._pip_install(clone / "requirements/base.txt")
    assert {"--require-hashes", "--no-deps", "--only-binary=:all:"} <= set(command)


def test_a_failed_fetch_is_tried_again(clone, monkeypatch):
    def fail(*_, **__):
        raise Problem("no network")

    monkeypatch.setattr(environment, "run_quietly", fail)
    for _ in range(2):
        with pytest.raises(Problem, match="no network"):
            environment.ensure_packages("base")


def test_an_environment_of_another_python_is_made_anew(clone, commands, monkeypatch):
    (clone / ".venv/old").touch()
    monkeypatch.setattr(places, "SITE_PACKAGES", clone / ".venv/lib/python3.99/site-packages")
    environment.ensure_packages("base")
    assert commands == ["-m venv", "-m pip"]
    assert not (clone / ".venv/old").exists()


def test_an_environment_whose_interpreter_is_gone_is_not_usable(clone):
    assert environment.environment_is_usable(places.PYTHON, places.SITE_PACKAGES)
    places.PYTHON.unlink()
    places.PYTHON.symlink_to(clone / "removed")
    assert not environment.environment_is_usable(places.PYTHON, places.SITE_PACKAGES)


def test_stylesheets_are_fetched_once_for_a_lock(clone, commands, monkeypatch):
    monkeypatch.setattr(frontend, "_npm", lambda: "npm")
    frontend.ensure_packages()
    frontend.ensure_packages()
    assert commands == ["ci --ignore-scripts"]
    (clone / "package-lock.json").write_text('{"packages": {}}')
    frontend.ensure_packages()
    assert commands == ["ci --ignore-scripts"] * 2


@pytest.mark.parametrize(
    ("version", "enough"), [("11.19.1\n", True), ("9.2.0", True), ("8.19.4", False), ("", False), ("npm?", False)]
)
def test_npm_must_be_9_or_newer(version, enough):
    assert frontend.is_new_enough(version) is enough


def test_an_npm_that_is_too_old_gives_way_to_one_in_the_environment(clone, commands, monkeypatch):
    (clone / "requirements/node.txt").touch()
    monkeypatch.setattr("shutil.which", lambda program: "/usr/bin/npm")
    monkeypatch.setattr(frontend, "_version", lambda npm: "6.14.4")
    assert frontend._npm() == clone / ".venv/bin/npm"
    assert commands == ["-m pip"]


def test_database_is_made_once_and_its_logins_are_told_again(clone, commands):
    assert database.ensure({}) == "Logg inn som kari\n"
    assert database.ensure({}) == "Logg inn som kari\n"
    assert [command.split()[1] for command in commands] == ["migrate", "demo"]


def test_database_is_migrated_after_a_new_migration_or_another_file(clone, commands):
    database.ensure({})
    (clone / "plans/migrations/0002_more.py").write_text("second")
    database.ensure({})
    assert len(commands) == 4
    places.SQLITE_FILE.rename(clone / "kept")  # keeps its inode from being used again
    places.SQLITE_FILE.touch()
    database.ensure({})
    assert len(commands) == 6
    places.SQLITE_FILE.unlink()
    database.ensure({})
    assert len(commands) == 8


def test_another_database_is_asked_every_time(clone, commands):
    database.ensure({})
    for _ in range(2):
        database.ensure({"DATABASE_URL": "postgres://kari@localhost/plan"})
    assert len(commands) == 6


def _answers_with(output):
    def fail(*_, **__):
        raise ProgramFailed("Å klargjøre databasen", output)

    return fail


def test_a_database_that_does_not_answer_is_told_by_its_own_words(clone, monkeypatch):
    output = "Traceback\ndjango.db.utils.OperationalError: connection refused\n  Is it running?\n"
    monkeypatch.setattr(database, "run_quietly", _answers_with(output))
    with pytest.raises(Problem, match=r"(?s)DATABASE_URL.*connection refused\n +Is it running") as caught:
        database.ensure({"DATABASE_URL": "postgres://kari@localhost/plan"})
    assert "Traceback" not in str(caught.value)


def test_other_failures_of_a_migration_are_shown_as_they_are(clone, monkeypatch):
    monkeypatch.setattr(database, "run_quietly", _answers_with("IntegrityError: a row is missing"))
    with pytest.raises(Problem, match="IntegrityError: a row is missing") as caught:
        database.ensure({"DATABASE_URL": "postgres://kari@localhost/plan"})
    assert "DATABASE_URL" not in str(caught.value)
