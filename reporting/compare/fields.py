"""What is compared of each part of a plan: what tells two values apart, and how they read.

A field that is added to the value must be compared here or be named as left out in `tests/reporting/compare`.
"""

from collections.abc import Iterable
from typing import NamedTuple

from plans.richtext import plain_text
from plans.timeframe import in_words
from reporting import tables
from reporting.compare.differences import FieldDifference
from reporting.compare.words import LABELS, Language
from reporting.money import kroner
from reporting.value import Answer, Delmaal, Handlingsplan, Party, Post, Prompt, Tiltak
from reporting.words import phase_word


class Shown(NamedTuple):
    """A field's value: `same` tells two apart, `text` is how it reads."""

    same: object
    text: str


def plan_fields(plan: Handlingsplan) -> dict[str, Shown]:
    """Return the plan's own fields but its answers, and what it takes from the agreement."""
    agreement = plan.agreement
    period = f"{agreement.first_year}–{agreement.last_year}"
    members = [
        f"{member.party.name} ({member.role}{', signerer' if member.signs else ''})" for member in agreement.parties
    ]
    groups = [f"{group.name}: {group.leader}" if group.leader else group.name for group in agreement.work_groups]
    rates = [f"{rate.year}: {kroner(rate.kroner)}" for rate in agreement.hourly_rates]
    figures = [f"{figure.caption}: {figure.alt}" if figure.caption else figure.alt for figure in plan.figures]
    dated, signed = plan.document_date, agreement.signed
    return {
        "document_date": _text(in_words(dated.isoformat()) if dated else ""),
        "language": Shown(plan.language, "nynorsk" if plan.language == "nn" else "bokmål"),
        "period": _text(period),
        "signed": _text(in_words(signed.isoformat()) if signed else ""),
        "parties": Shown([(one.party.key, one.role, one.signs) for one in agreement.parties], _list(members)),
        "work_groups": Shown([(one.name, one.leader, one.delmaal) for one in agreement.work_groups], _list(groups)),
        "hourly_rates": _text(_list(rates)),
        "sources": Shown(plan.sources, _list(source.name for source in plan.sources)),
        "figures": Shown([(one.sha256, one.alt, one.caption) for one in plan.figures], _list(figures)),
    }


def delmaal_fields(plan: Handlingsplan, delmaal: Delmaal) -> dict[str, Shown]:
    """Return a delmål's fields but its answers."""
    return {
        "number": _text(str(delmaal.number)),
        "title": _text(delmaal.title),
        "short_title": _text(delmaal.short_title),
        "theme": _text(delmaal.theme),
        "money_note": _text(delmaal.money_note),
    }


def tiltak_fields(plan: Handlingsplan, delmaal: Delmaal, tiltak: Tiltak) -> dict[str, Shown]:
    """Return a tiltak's fields but its answers. Parties are told apart by key, so that a new spelling is no change."""
    return {
        "title": _text(tiltak.title),
        "delmaal": Shown(delmaal.uid, f"Delmål {delmaal.number}: {delmaal.title}"),
        "phase": Shown(tiltak.phase, phase_word(tiltak.phase, plan.language)),
        "responsible": _parties(tiltak.responsible, tiltak.responsible_text),
        "partners": _parties(tiltak.partners, tiltak.partners_text),
        "time": Shown((tiltak.time_from, tiltak.time_to, tiltak.time_text), tables.time_frame(plan, tiltak)),
    }


def post_fields(post: Post) -> dict[str, Shown]:
    """Return a post's fields."""
    return {"name": _text(post.name), "outside_sum": _text("utenfor summen" if post.outside_sum else "")}


def field_differences(
    before: dict[str, Shown], after: dict[str, Shown], language: Language
) -> tuple[FieldDifference, ...]:
    """Return the fields whose values are not the same."""
    return tuple(
        FieldDifference(key=key, label=LABELS[language][key], before=before[key].text, after=new.text)
        for key, new in after.items()
        if before[key].same != new.same
    )


def answer_differences(
    before: Iterable[Answer], after: Iterable[Answer], prompts: Iterable[Prompt], language: Language
) -> tuple[FieldDifference, ...]:
    """Return the prompts that are answered otherwise, in the forms' order; `prompts` are those of both forms.

    That an answer came along untouched is no difference.
    """
    old, new = ({answer.key: answer for answer in answers} for answers in (before, after))
    wordings: dict[str, str] = {}
    for prompt in prompts:
        wordings.setdefault(prompt.key, prompt.wording)
    return tuple(
        FieldDifference(key=f"svar/{key}", label=wording, before=old_shown.text, after=new_shown.text)
        for key, wording in wordings.items()
        if (old_shown := _answer(old.get(key), language)).same != (new_shown := _answer(new.get(key), language)).same
    )


def _answer(answer: Answer | None, language: Language) -> Shown:
    """Return an answer as it reads, or why the prompt is not relevant."""
    if answer is None:
        return Shown(((), ""), "")
    reason = answer.not_relevant_reason
    text = f"{LABELS[language]['not_relevant']}: {reason}" if reason else plain_text(answer.text)
    return Shown((answer.text, reason), text)


def _text(text: str) -> Shown:
    """Return a field that is what it reads."""
    return Shown(text, text)


def _list(parts: Iterable[str]) -> str:
    """Return parts one on a line."""
    return "\n".join(parts)


def _parties(parties: Iterable[Party], text: str) -> Shown:
    """Return who is responsible or takes part."""
    found = tuple(parties)
    return Shown(([party.key for party in found], text), tables.party_names(found, text))
