"""The temporary PostgreSQL: found, started on a socket, and gone afterwards."""

from pathlib import Path

import dj_database_url
import psycopg
import pytest

from bygdevekst.setup import postgres, system
from bygdevekst.setup.terminal import Problem


def test_url_leads_the_site_to_the_socket_folder():
    config = dj_database_url.parse(postgres.database_url(Path("/tmp/bygdevekst-pg-a b")))
    assert config["HOST"] == "/tmp/bygdevekst-pg-a b"
    assert (config["USER"], config["NAME"]) == ("bygdevekst", "bygdevekst")


def test_newest_compares_versions_as_numbers():
    folders = [Path(f"/usr/lib/postgresql/{version}/bin") for version in ("9.6", "15", "13")]
    assert postgres.newest(folders) == Path("/usr/lib/postgresql/15/bin")
    assert postgres.newest([]) is None


def test_a_machine_without_postgresql_is_told_what_to_install(monkeypatch):
    monkeypatch.setattr("shutil.which", lambda program: None)
    monkeypatch.setattr(postgres, "_FOLDERS", ())
    monkeypatch.setattr(system, "this_family", lambda: "fedora")
    with pytest.raises(Problem, match="sudo dnf install postgresql-server"):
        postgres.find_binaries()


def test_server_answers_while_it_is_needed_and_is_removed_after_a_failure():
    with pytest.raises(RuntimeError, match="a test failed") as caught:
        _use_and_fail()
    (folder,) = caught.value.args[1:]
    assert not folder.exists()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(host=str(folder), user=postgres.USER, dbname=postgres.USER)


def _use_and_fail():
    with postgres.temporary_server() as url:
        folder = Path(dj_database_url.parse(url)["HOST"])
        with psycopg.connect(host=str(folder), user=postgres.USER, dbname=postgres.USER) as connection:
            row = connection.execute("SELECT lower('ÆØÅ'), current_setting('listen_addresses')").fetchone()
        assert row == ("æøå", "")
        raise RuntimeError("a test failed", folder)
