"""A backup brings everything back with every hash right, refuses what is harmed, and overwrites nothing unasked."""

import json
import os
import stat
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from plans.models import Answer, Person, Plan
from reporting.freezing import freeze
from reporting.models import Snapshot
from review.backup import BackupError, check, manifest_of, restore, tables, verify, write
from review.backup.reading import MANIFEST, name_of
from review.models import Version, VersionFile
from tests.factories import make_person

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def frozen() -> Version:
    """A version of a plan with pictures, and a file of it."""
    plan, now = Plan.objects.get(slug="indre-namdal-2025"), timezone.now()
    snapshot = freeze(plan=plan, by=None, at=now)
    fields = {"adoption_date": now.date(), "findings": [], "engines": {"Python": "3"}, "at": now}
    version = Version(plan=plan, number=1, snapshot=snapshot, **fields)
    version.save()
    kept = {"filename": "æøå.pdf", "media_type": "application/pdf", "sha256": snapshot.sha256, "data": snapshot.data}
    VersionFile(version=version, occasion="vedtak", kind="pdf", **kept).save()
    return version


@pytest.fixture
def backup(frozen: Version, tmp_path: Path) -> Path:
    path = tmp_path / "kopi.zip"
    write(path, at=timezone.now())
    return path


def contents(tmp_path: Path) -> dict[str, object]:
    """Return what is in the database, as a backup would tell it."""
    path = tmp_path / "slik-det-er.zip"
    path.unlink(missing_ok=True)
    return dict(write(path, at=timezone.now()).tables)


def rewritten(backup: Path, part: str, change: Callable[[bytes], bytes]) -> Path:
    """Return a copy of a backup with one part changed."""
    out = backup.with_name("endret.zip")
    with zipfile.ZipFile(backup) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            target.writestr(name, change(data) if name == part else data)
    return out


def test_everything_comes_back_with_every_hash_right(backup, tmp_path):
    before = contents(tmp_path)
    Answer.objects.all().delete()
    make_person()
    Plan.objects.update(case_number="noe annet")
    assert contents(tmp_path) != before
    manifest, verified = restore(backup)
    assert contents(tmp_path) == before == dict(manifest.tables)
    assert verified.checked == verify().checked > 2
    assert not verify().harmed


def test_what_is_frozen_stays_frozen_and_numbers_go_on(backup):
    with connection.cursor() as cursor:
        restore(backup)
        for table in ("reporting_snapshot", "review_version", "review_versionfile"):
            for statement in (f"DELETE FROM {table}", f"UPDATE {table} SET id = id"):
                with pytest.raises(DatabaseError), transaction.atomic():
                    cursor.execute(statement)
    highest = max(Person.objects.values_list("pk", flat=True))
    assert make_person().pk > highest


def test_a_backup_says_what_it_is_and_is_readable_for_its_owner_alone(backup):
    manifest = manifest_of(backup)
    check(backup, manifest)
    assert manifest.tables["plans_plan"].rows == Plan.objects.count()
    assert manifest.migrations == tables.migrations()
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600


def test_what_is_left_out_is_a_table_and_has_a_reason():
    assert set(tables.LEFT_OUT) <= {model._meta.db_table for model in tables.all_models()}
    assert all(tables.LEFT_OUT.values())


def test_nothing_is_overwritten_unasked(backup, tmp_path):
    before = contents(tmp_path)
    with pytest.raises(CommandError, match=rf"{Person.objects.count()} personer og 3 planer fra før.*--yes"):
        call_command("restore", str(backup))
    assert contents(tmp_path) == before
    call_command("restore", str(backup), yes=True, verbosity=0)
    assert contents(tmp_path) == before


def test_a_harmed_backup_changes_nothing(backup, tmp_path):
    before = contents(tmp_path)
    part = name_of("plans_person")
    harmed = rewritten(backup, part, lambda data: data.replace(b"demo.example", b"demo.exampel", 1))
    with pytest.raises(BackupError, match="plans_person er ikke det som ble skrevet"):
        restore(harmed)
    with pytest.raises(BackupError, match="plans_person er ikke"):
        restore(rewritten(backup, part, lambda data: data + data.splitlines(keepends=True)[0]))
    assert contents(tmp_path) == before


def test_a_frozen_plan_that_lost_its_hash_is_refused_at_the_end_too(backup, tmp_path, monkeypatch):
    before = contents(tmp_path)
    Snapshot.objects.all()
    with zipfile.ZipFile(backup) as source:
        rows = [json.loads(line) for line in source.read(name_of("reporting_snapshot")).splitlines()]
    rows[0]["data"] = "AAAA"
    lines = b"".join(json.dumps(row).encode() + b"\n" for row in rows)
    harmed = rewritten(backup, name_of("reporting_snapshot"), lambda data: lines)
    monkeypatch.setattr("review.backup.restoring.check", lambda path, manifest: None)
    with pytest.raises(BackupError, match=f"øyeblikksbildet {rows[0]['sha256'][:12]}"):
        restore(harmed)
    assert contents(tmp_path) == before


def test_a_backup_of_another_edition_is_refused_with_what_to_do(backup, tmp_path):
    def newer(data: bytes) -> bytes:
        manifest = json.loads(data)
        manifest["migrations"].append("plans.9999_framtid")
        return json.dumps(manifest).encode()

    with pytest.raises(BackupError, match=r"nyere utgave av portalen enn denne \(plans.9999_framtid\)"):
        restore(rewritten(backup, MANIFEST, newer))


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 tull", b"noe helt annet"])
def test_what_is_no_backup_is_refused(tmp_path, content):
    path = tmp_path / "fil.zip"
    path.write_bytes(content)
    with pytest.raises(CommandError, match=r"ikke en sikkerhetskopi.*Ingenting er endret"):
        call_command("restore", str(path), yes=True)
    with pytest.raises(CommandError, match="finnes ikke"):
        call_command("restore", str(tmp_path / "ingen.zip"), yes=True)


def test_a_file_that_is_there_is_not_overwritten(backup):
    with pytest.raises(CommandError, match="finnes fra før"):
        call_command("backup", str(backup))
    check(backup, manifest_of(backup))


def test_the_command_says_what_it_wrote(tmp_path, capsys):
    call_command("backup", str(tmp_path / "kopi.zip"))
    assert f"Skrev {tmp_path / 'kopi.zip'}: " in capsys.readouterr().out


@pytest.mark.skipif(connection.vendor == "sqlite", reason="it is about moving between the databases")
def test_it_moves_from_one_database_to_the_other_and_back(backup, tmp_path):
    """From PostgreSQL to a new SQLite file, a backup of that, and back."""
    env = {**os.environ, "DATABASE_URL": f"sqlite:///{tmp_path / 'ny.sqlite3'}"}
    back = tmp_path / "tilbake.zip"
    for arguments in (["restore", str(backup)], ["backup", str(back)]):
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            env=env,
            cwd=Path(__file__).parents[2],
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
    assert manifest_of(back).tables == manifest_of(backup).tables
    restore(back)
    assert contents(tmp_path) == dict(manifest_of(backup).tables)
