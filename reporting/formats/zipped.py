"""Zip files that are the same bytes for the same parts: they do not tell when they were made."""

import io
import zipfile
from collections.abc import Mapping

#: The first time that a zip file can tell.
_NEVER = (1980, 1, 1, 0, 0, 0)


def zipped(parts: Mapping[str, bytes]) -> bytes:
    """Return a zip file with these parts in their order."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        for name, data in parts.items():
            entry = zipfile.ZipInfo(name, _NEVER)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16  # else the file may be read by nobody once it is unpacked
            target.writestr(entry, data, compresslevel=6)
    return out.getvalue()


def unzipped(data: bytes) -> dict[str, bytes]:
    """Return the parts of a zip file that we made ourselves, in their order."""
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        return {name: source.read(name) for name in source.namelist()}
