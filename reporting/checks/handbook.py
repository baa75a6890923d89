"""The rules as a page for people: `docs/kontroll.md`, made from their docstrings and examples."""

from collections.abc import Iterable

from reporting.checks.rules import Family, Rule

_INTRODUCTION = """\
# Kontroll

Written by `manage.py kontrollregler` from the rules in `reporting/checks/`; change it there. Each rule has a stable
code and a level: *feil* where no reading makes the plan right, *advarsel* where something is likely wrong, *tips* where
it could be better. Whatever is read from prose, names or dates is at most *advarsel*. A finding says where, what is
stated, what was computed, the difference, and the likely cause where arithmetic can name one. `manage.py kontroll PLAN`
prints them for a plan in the portal, or for a JSON file of one. How a rule is added: `reporting/checks/__init__.py`.
"""


def as_markdown(families: Iterable[Family]) -> str:
    """Return the page, which `manage.py kontrollregler` writes and a test compares."""
    parts = [_INTRODUCTION]
    for family in families:
        parts += [f"## {family.name.nb}", "", family.about, ""]
        for rule in family.rules:
            parts += [*_rule(rule), ""]
    return "\n".join(parts)


def _rule(rule: Rule) -> list[str]:
    """Return one rule: code, level, what it finds, and an example of what it says."""
    message, mend = (text.nb.replace("\N{NO-BREAK SPACE}", " ") for text in rule.sample())
    return [f"### `{rule.code}` ({rule.level})", "", rule.doc, "", f"> {message} *{mend}*"]
