"""A finding: what a rule says about one place in the plan."""

import hashlib
import json
from typing import Literal, NamedTuple

from reporting.checks.words import EMPTY, Language, Text, Value, shown

Level = Literal["feil", "advarsel", "tips"]

#: The gravest first.
LEVELS: tuple[Level, ...] = ("feil", "advarsel", "tips")


class Hit(NamedTuple):
    """What a rule yields: the place and the figures. The rule's own words and level are put to it afterwards.

    `path` is the field to go to (`plans.paths`), `at` the place inside it that tells two findings of one field apart,
    `where` the place in words. `stated` and `computed` are kroner, or words that were read and what was expected.
    `values` fill the rule's other words. `level` may only be milder than the rule's own.
    """

    path: str
    where: Text
    stated: Value | None = None
    computed: Value | None = None
    at: str = ""
    cause: Text = EMPTY
    values: dict[str, Value] = {}
    level: Level | None = None


class Finding(NamedTuple):
    """A finding, complete: code, level, place, what is stated and computed, the likely cause and how to mend it."""

    code: str
    family: str
    level: Level
    path: str
    at: str
    where: Text
    stated: Value | None
    computed: Value | None
    message: Text
    cause: Text
    mend: Text
    key: str

    @property
    def difference(self) -> int | None:
        """Stated less computed, in kroner; None where one of them is no amount."""
        if isinstance(self.stated, int) and isinstance(self.computed, int):
            return self.stated - self.computed
        return None

    def as_data(self) -> dict[str, object]:
        """Return the finding for JSON: texts in both languages, amounts as whole kroner."""
        return {
            "code": self.code,
            "family": self.family,
            "level": self.level,
            "path": self.path,
            "at": self.at,
            "where": self.where._asdict(),
            "stated": _plain(self.stated),
            "computed": _plain(self.computed),
            "difference": self.difference,
            "message": self.message._asdict(),
            "cause": self.cause._asdict() if self.cause.nb else None,
            "mend": self.mend._asdict(),
            "key": self.key,
        }


def _plain(value: Value | None) -> object:
    """Return a value as JSON has it."""
    return value._asdict() if isinstance(value, Text) else value


def acknowledgement_key(code: str, hit: Hit) -> str:
    """Return what an acknowledgement is tied to: the code, the place, and every amount and word that was compared.

    Words about the place are left out, so that a tiltak that only gets another number keeps its acknowledgements.
    """
    facts = [hit.stated, hit.computed, *(hit.values[name] for name in sorted(hit.values))]
    plain = [fact for fact in facts if isinstance(fact, int | str)]
    said = json.dumps([code, hit.path, hit.at, plain], ensure_ascii=True)
    return f"{code}:{hashlib.sha256(said.encode()).hexdigest()[:20]}"


def in_short(finding: Finding, language: Language = "nb") -> str:
    """Return a finding's figures in one line: stated, computed and the difference."""
    parts = [shown(value, language) for value in (finding.stated, finding.computed, finding.difference)]
    return " · ".join(part for part in parts if part)
