"""Rules and their families: how a rule is made, and how its findings get its words."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from reporting.checks.case import Case
from reporting.checks.finding import LEVELS, Finding, Hit, Level, acknowledgement_key
from reporting.checks.words import Text, Value, Words, shown

Check = Callable[[Case], Iterator[Hit]]

#: Values that every rule's words may use without being given them.
GIVEN = frozenset({"stated", "computed", "difference", "where"})


@dataclass(frozen=True)
class Rule:
    """A small function from a case to hits, with what is said of each."""

    code: str
    family: str
    level: Level
    says: Words
    mend: Words
    example: dict[str, Value]
    check: Check

    @property
    def doc(self) -> str:
        """The rule's docstring, as one text."""
        return " ".join((self.check.__doc__ or "").split())

    def findings(self, case: Case) -> Iterator[Finding]:
        """Yield the rule's findings in the case."""
        for hit in self.check(case):
            yield self._finding(hit)

    def sample(self) -> tuple[Text, Text]:
        """Return message and way to mend with the rule's example in them."""
        values = dict(self.example)
        stated, computed = values.pop("stated", None), values.pop("computed", None)
        where = values.pop("where", Text("Planen", "Planen"))
        assert isinstance(where, Text)
        finding = self._finding(Hit("plan", where, stated, computed, values=values))
        return finding.message, finding.mend

    def _finding(self, hit: Hit) -> Finding:
        """Return a hit with the rule's words. Raises KeyError where a value is missing that the words need."""
        level = hit.level or self.level
        if LEVELS.index(level) < LEVELS.index(self.level):
            raise ValueError(f"{self.code} is at most {self.level}, not {level}")
        values = {"where": hit.where, "difference": _difference(hit), **hit.values}
        values |= {
            name: Text(shown(value, "nb"), shown(value, "nn"))
            for name, value in (("stated", hit.stated), ("computed", hit.computed))
        }
        return Finding(
            code=self.code,
            family=self.family,
            level=level,
            path=hit.path,
            at=hit.at,
            where=hit.where,
            stated=hit.stated,
            computed=hit.computed,
            message=self.says(**values),
            cause=hit.cause,
            mend=self.mend(**values),
            key=acknowledgement_key(self.code, hit),
        )


def _difference(hit: Hit) -> Value:
    """Return stated less computed in kroner, or nothing."""
    both = isinstance(hit.stated, int) and isinstance(hit.computed, int)
    return hit.stated - hit.computed if both else ""  # type: ignore[operator]


@dataclass
class Family:
    """A module's rules, in the order they are written."""

    key: str
    name: Text
    about: str
    rules: list[Rule] = field(default_factory=list)

    def rule(
        self, code: str, *, level: Level, says: Words, mend: Words, example: dict[str, Value]
    ) -> Callable[[Check], Check]:
        """Make the function below into a rule of the family. `example` gives the values of a typical finding."""

        def register(check: Check) -> Check:
            self.rules.append(Rule(code, self.key, level, says, mend, example, check))
            return check

        return register
