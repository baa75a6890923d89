"""Office files made by hand for the tests of opening them: sound ones, and ones that somebody meant harm with."""

import io
import zipfile
from collections.abc import Mapping

_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAINS = {
    "xlsx": ("xl/workbook.xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"),
    "docx": ("word/document.xml", "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"),
}


def office(sort: str = "xlsx", parts: Mapping[str, bytes] | None = None) -> bytes:
    """Return a small file that is recognised as Excel or Word, with these parts added or in place of its own."""
    main, media_type = MAINS[sort]
    own = {
        "[Content_Types].xml": f'<Types><Override PartName="/{main}" ContentType="{media_type}"/></Types>'.encode(),
        "_rels/.rels": relations(("officeDocument", main, "")),
        main: b"<root/>",
    }
    return archive({**own, **(parts or {})})


def relations(*some: tuple[str, str, str]) -> bytes:
    """Return a part of relations: kind, target, and `External` or nothing."""
    inside = "".join(
        f'<Relationship Id="r{number}" Type="{_OFFICE}/{kind}" Target="{target}"'
        + (f' TargetMode="{mode}"/>' if mode else "/>")
        for number, (kind, target, mode) in enumerate(some)
    )
    return f'<Relationships xmlns="{_RELATIONS}">{inside}</Relationships>'.encode()


def archive(parts: Mapping[str, bytes]) -> bytes:
    """Return a zip archive of parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in parts.items():
            target.writestr(name, data)
    return out.getvalue()


LAUGHS = (
    b'<!DOCTYPE x [<!ENTITY a "lollollol">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + step, (b"&%c;" % (97 + step)) * 10) for step in range(8))
    + b"]><root>&i;</root>"
)
