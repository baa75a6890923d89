"""Writing a backup, all of it from one moment."""

import datetime
import hashlib
import json
import zipfile
from pathlib import Path
from typing import IO, Any

from django.db.models import Model

from reporting.reading import consistent_read
from review.backup import tables
from review.backup.reading import FORMAT, MANIFEST, Manifest, Part, name_of


def write(path: Path, *, at: datetime.datetime) -> Manifest:
    """Write a backup of the database to a file, which must not exist, and return its manifest. Raises OSError."""
    with path.open("xb") as file:
        try:
            path.chmod(0o600)  # everybody's texts and password hashes
            return _write(file, at)
        except BaseException:
            path.unlink(missing_ok=True)
            raise


def _write(file: IO[bytes], at: datetime.datetime) -> Manifest:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as target, consistent_read():
        parts = {model._meta.db_table: _write_table(target, model) for model in tables.kept_models()}
        manifest = Manifest(format=FORMAT, at=at, migrations=tables.migrations(), tables=parts)
        target.writestr(MANIFEST, manifest.model_dump_json(indent=1))
    return manifest


def _write_table(target: zipfile.ZipFile, model: type[Model]) -> Part:
    """Write the rows of a table, one a line, by its key."""
    names = [field.attname for field in tables.fields_of(model)]
    rows, digest = 0, hashlib.sha256()
    with target.open(name_of(model._meta.db_table), "w", force_zip64=True) as part:
        for values in model._base_manager.order_by("pk").values_list(*names).iterator(chunk_size=200):
            line = _line(dict(zip(names, values, strict=True)))
            part.write(line)
            digest.update(line)
            rows += 1
    return Part(rows=rows, sha256=digest.hexdigest())


def _line(row: dict[str, Any]) -> bytes:
    """Return a row as a line of JSON."""
    return json.dumps({name: tables.to_json(value) for name, value in row.items()}, ensure_ascii=False).encode() + b"\n"
