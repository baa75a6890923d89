"""«Er dette den godkjente planen?»: what a PDF or JSON file is, and where it differs from the version it claims to be.

Only versions are looked up, and those exist from the adoption on; a draft gets the same answer as any other file.
"""

import json
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

from pydantic import ValidationError

from plans.models import Plan
from reporting import published_copy
from reporting.compare import compare
from reporting.exports import FORMATS
from reporting.formats.pdf_text import Unreadable, attached, hashes, page_texts
from reporting.snapshots import UnknownSchema, canonical, read, sha256, thaw
from reporting.value import Handlingsplan
from review.models import Move, Version, VersionFile
from review.workflow import BY_KEY

#: What is shown of what differs; the rest is counted.
MOST_SHOWN = 20
MOST_JSON = 10 * 1024 * 1024


class Verdict(NamedTuple):
    """What a file is. `is_same` holds when the file, or all that it says of the plan, is what was frozen.

    `is_file` when it is the published file byte for byte; `decision` is KDD's on the version, if there is one;
    `now` where the plan is by now, in words; `differences` are places and sentences, `more` counts those left out.
    """

    version: Version | None = None
    is_same: bool = False
    is_file: bool = False
    decision: Move | None = None
    now: str = ""
    is_latest: bool = True
    differences: tuple[str, ...] = ()
    more: int = 0


def verify(data: bytes) -> Verdict:
    """Return what a file is. Raises Unreadable for one that is neither a PDF nor a plan as JSON, or too large."""
    file = (
        VersionFile.objects.filter(sha256=sha256(data), kind__in=(*FORMATS, published_copy.KIND)).defer("data").first()
    )
    if file is not None:
        return _about(_version(pk=file.version_id), is_same=True, is_file=True)
    if data.startswith(b"%PDF-"):
        return _verify_pdf(data)
    if data.lstrip()[:1] == b"{":
        return _verify_json(data)
    raise Unreadable("Filen er verken en PDF eller en plan som JSON.")


def _version(**where: object) -> Version:
    return Version.objects.select_related("plan__agreement__pilot", "snapshot").get(**where)


def _about(version: Version, *, is_same: bool, is_file: bool = False, found: tuple[str, ...] = ()) -> Verdict:
    """Return a verdict with what has been decided about the version."""
    deciding = [key for key, step in BY_KEY.items() if step.decides]
    latest = Version.objects.filter(plan=version.plan_id).order_by("-number").values_list("number", flat=True)[0]
    return Verdict(
        version=version,
        is_same=is_same,
        is_file=is_file,
        decision=Move.objects.filter(version=version, key__in=deciding).first(),
        now=version.plan.get_status_display(),
        is_latest=version.number == latest,
        differences=found[:MOST_SHOWN],
        more=max(0, len(found) - MOST_SHOWN),
    )


def _verify_pdf(data: bytes) -> Verdict:
    """Find the version by the hash at the foot of the pages, and compare the text with the file that was published."""
    pages = page_texts(data)
    named = Version.objects.filter(snapshot__sha256__in=hashes(pages)).order_by("-number").first()
    if named is None:
        return Verdict()
    version = _version(pk=named.pk)
    known = [page_texts(bytes(file.data)) for file in version.files.filter(kind="pdf")]
    found = min((_pages_differ(other, pages) for other in known), key=len, default=("Filen finnes ikke i portalen.",))
    found = (*found, *_attached_differ(version, attached(data)))
    return _about(version, is_same=not found, found=found)


def _attached_differ(version: Version, sent: dict[str, str]) -> Iterator[str]:
    """Yield a sentence for every attachment that is none of the version's files; one that was left out is no harm."""
    known = set(version.files.values_list("sha256", flat=True))
    yield from (f"Vedlegget «{name}» er ikke det som ble publisert." for name, one in sent.items() if one not in known)


def _pages_differ(stored: list[str], sent: list[str]) -> tuple[str, ...]:
    """Return a sentence for every page whose text is another."""
    found = []
    for number in range(max(len(stored), len(sent))):
        if number >= len(sent):
            found.append(f"Side {number + 1} mangler.")
        elif number >= len(stored):
            found.append(f"Side {number + 1} er lagt til.")
        elif stored[number] != sent[number]:
            found.append(f"Side {number + 1}: {_words_differ(stored[number], sent[number])}")
    return tuple(found)


def _words_differ(stored: str, sent: str) -> str:
    """Return the first place where two texts differ, with the words of both."""
    old, new = stored.split(), sent.split()
    for kind, start, end, first, last in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            was, now = " ".join(old[start:end])[:80], " ".join(new[first:last])[:80]
            if was and now:
                return f"«{now}» der versjonen har «{was}»."
            return f"«{now}» er lagt til." if now else f"«{was}» er tatt ut."
    return "Mellomrommene er andre."


def _verify_json(data: bytes) -> Verdict:
    """Find the version whose frozen bytes the file's plan gives, or the plan's newest and where the two differ."""
    if len(data) > MOST_JSON:
        raise Unreadable(f"JSON-filen er større enn {MOST_JSON // 1024**2} MB.")
    try:
        content = json.loads(data)
        inner = content.get("plan", content)
        plan = read(json.dumps(inner).encode())
    except (ValueError, AttributeError, RecursionError, UnknownSchema, ValidationError) as error:
        raise Unreadable("JSON-filen er ikke en handlingsplan i portalens format.") from error
    same = Version.objects.filter(snapshot__sha256=sha256(canonical(plan))).order_by("-number").first()
    if same is not None:
        return _about(_version(pk=same.pk), is_same=True)
    row = Plan.objects.filter(slug=plan.slug, versions__isnull=False).first()
    if row is None:
        return Verdict()
    # One that was written by an older program has other bytes than this one gives it, and is the same plan.
    versions = list(Version.objects.filter(plan=row).select_related("plan__agreement__pilot", "snapshot"))
    for version in versions:
        if thaw(version.snapshot) == plan:
            return _about(version, is_same=True)
    return _about(versions[0], is_same=False, found=tuple(_parts_differ(thaw(versions[0].snapshot), plan)))


def _parts_differ(old: Handlingsplan, new: Handlingsplan) -> list[str]:
    """Return what differs between a version and a plan that was sent, as places, without their texts."""
    words = {"added": "er lagt til", "ended": "mangler", "changed": "er endret"}
    found = []
    for part in compare(old, new).parts:
        what = [field.label for field in part.fields] + (["beløp"] if part.amounts else [])
        detail = f" ({', '.join(dict.fromkeys(what))})" if part.state == "changed" and what else ""
        found.append(f"{part.name} {words[part.state]}{detail}.")
    return found or ["Noe annet enn tekster og beløp er endret, for eksempel avtalen, partene eller malen."]
