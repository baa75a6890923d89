"""Reading a backup: what it says of itself, whether it is whole, and its rows."""

import datetime
import hashlib
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

FORMAT: Literal["bygdevekst-backup-1"] = "bygdevekst-backup-1"
MANIFEST = "manifest.json"


class BackupError(Exception):
    """The backup cannot be taken in. The message is a Norwegian sentence that says why."""


class Part(BaseModel):
    """A table: how many rows, and the SHA-256 of its lines."""

    model_config = ConfigDict(frozen=True)
    rows: int
    sha256: str


class Manifest(BaseModel):
    """What a backup says of itself."""

    model_config = ConfigDict(frozen=True)
    format: Literal["bygdevekst-backup-1"]
    at: datetime.datetime
    migrations: list[str]
    tables: dict[str, Part]

    @property
    def rows(self) -> int:
        """How many rows it has in all."""
        return sum(part.rows for part in self.tables.values())


def name_of(table: str) -> str:
    """Return the name of a table's part in the file."""
    return f"tables/{table}.jsonl"


def manifest_of(path: Path) -> Manifest:
    """Return what a backup says of itself. Raises BackupError."""
    try:
        with zipfile.ZipFile(path) as source:
            return Manifest.model_validate_json(source.read(MANIFEST))
    except FileNotFoundError as error:
        raise BackupError(f"Filen {path} finnes ikke.") from error
    except (zipfile.BadZipFile, KeyError, ValidationError, OSError) as error:
        raise BackupError(f"{path} er ikke en sikkerhetskopi fra portalen, eller den er skadet.") from error


def check(path: Path, manifest: Manifest) -> None:
    """Read all of a backup and compare it with its manifest. Raises BackupError that names what is harmed."""
    for table, part in manifest.tables.items():
        digest, rows = hashlib.sha256(), 0
        try:
            with zipfile.ZipFile(path) as source, source.open(name_of(table)) as lines:
                for line in lines:
                    digest.update(line)
                    rows += 1
        except (zipfile.BadZipFile, KeyError, OSError, EOFError) as error:
            raise BackupError(f"Sikkerhetskopien er skadet: {table} kan ikke leses.") from error
        if (rows, digest.hexdigest()) != (part.rows, part.sha256):
            raise BackupError(f"Sikkerhetskopien er skadet: {table} er ikke det som ble skrevet.")


def rows_of(source: zipfile.ZipFile, table: str) -> Iterator[dict[str, Any]]:
    """Yield the rows of a table."""
    with source.open(name_of(table)) as lines:
        for line in lines:
            yield json.loads(line)
