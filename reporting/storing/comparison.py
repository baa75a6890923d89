"""A document beside a plan: what is matched, what sources and places are called. Pure."""

from collections.abc import Mapping

from reporting.intake.document.reading import Reading
from reporting.storing.change import Kind
from reporting.storing.matching import distinct, match
from reporting.storing.places import Places
from reporting.value import Handlingsplan

#: Begins the key of a source that the pilot lacks, until it is made.
NEW = "ny:"


class Comparison:
    """One document beside one plan."""

    def __init__(self, reading: Reading, plan: Handlingsplan, put: Mapping[str, str]) -> None:
        self.reading, self.document, self.plan = reading, distinct(reading.plan), plan
        self.matched = match(self.document, plan)
        self.places = Places(reading)
        self.state = {source.key for source in self.document.sources if source.kind == "stat"}
        self.source_names = {source.key: source.name for source in plan.sources}
        self.source_keys = dict(self.matched.sources)
        for source in self.document.sources:
            if source.key not in self.source_keys:
                self.source_keys[source.key] = f"{NEW}{source.key}"
                self.source_names[f"{NEW}{source.key}"] = source.name
        self.put = self._put_under(put)

    def _put_under(self, put: Mapping[str, str]) -> dict[str, list[str]]:
        """Return texts that are put under fields by hand, by the path in the plan, in the order of the document."""
        found: dict[str, list[str]] = {}
        for leftover in self.reading.leftovers:
            if put.get(leftover.key):
                found.setdefault(self._own_path(put[leftover.key]), []).append(leftover.text)
        return found

    def _own_path(self, path: str) -> str:
        """Return a path of the document as the plan has it; one of the plan stays."""
        kind, _, rest = path.partition("/")
        uid, _, name = rest.partition("/")
        return f"{kind}/{self.matched.uids[uid]}/{name}" if uid in self.matched.uids else path


def kind_of(now: str) -> Kind:
    """Return whether a field is filled or changed, from the words that stand in it now."""
    return "endres" if now else "fylles"
