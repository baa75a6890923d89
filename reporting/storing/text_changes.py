"""What a document would change in the answers of a plan, a delmål or a tiltak. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from plans import paths
from reporting.storing.change import Change
from reporting.storing.comparison import Comparison, kind_of
from reporting.storing.texts import as_html, normal, readable, same_html, same_words, with_paragraphs
from reporting.value import Answer, Prompt

#: An answer as it is stored: a text, or why there is none.
Stored = Mapping[str, str]


def answer_changes(
    here: Comparison,
    level: str,
    uids: tuple[str, str],
    document: Sequence[Answer],
    held: Sequence[Answer],
    about: Mapping[str, str],
) -> Iterator[Change]:
    """Yield the answers of a part; `uids` are its uid in the document and in the plan."""
    if here.reading.is_workbook:
        # A workbook has amounts and names; what stands around its tables is no answer to anything.
        return
    theirs, ours = uids
    said, now = {one.key: one for one in document}, {one.key: one for one in held}
    prompts: Sequence[Prompt] = getattr(here.plan.form, level)
    for prompt in prompts:
        path = paths.answer(level, ours, prompt.key)
        before = _stored(now.get(prompt.key), {})
        after = _with_put(_stored(said.get(prompt.key), here.matched.figures), before, here.put.get(path, ()))
        if _says_nothing_new(before, after):
            continue
        place = here.places.field(paths.answer(level, theirs, prompt.key))
        shown = _shown(before)
        yield Change(path, prompt.wording, shown, _shown(after), kind_of(shown), place, **about, value=after)
    yield from _not_asked(here, level, uids, said, {prompt.key for prompt in prompts}, about)


def _not_asked(
    here: Comparison,
    level: str,
    uids: tuple[str, str],
    said: Mapping[str, Answer],
    asked: set[str],
    about: Mapping[str, str],
) -> Iterator[Change]:
    """Yield answers to what the plan's form does not ask."""
    theirs, ours = uids
    wordings = {prompt.key: prompt.wording for prompt in getattr(here.document.form, level)}
    for key, answer in said.items():
        if key not in asked:
            place = here.places.field(paths.answer(level, theirs, key))
            why = f"Malen for planen for {here.plan.year} spør ikke om dette."
            text = _shown(_stored(answer, {}))
            path = paths.answer(level, ours, key)
            yield Change(path, wordings.get(key, key), "", text, "kan-ikke", place, **about, why=why)


def _with_put(after: dict[str, Any], before: Stored, texts: Sequence[str]) -> dict[str, Any]:
    """Return an answer with texts that are put under it by hand: at the end of the document's, else of the plan's."""
    if not texts:
        return after
    return {"html": normal(with_paragraphs(after["html"] or before["html"], texts)), "reason": ""}


def _says_nothing_new(before: Stored, after: Stored) -> bool:
    if not (after["html"] or after["reason"]):
        return True
    return same_html(after["html"], before["html"]) and same_words(after["reason"], before["reason"])


def _stored(answer: Answer | None, figures: Mapping[str, str]) -> dict[str, Any]:
    if answer is None:
        return {"html": "", "reason": ""}
    return {"html": as_html(answer.text, figures), "reason": answer.not_relevant_reason}


def _shown(answer: Stored) -> str:
    return f"Ikke relevant: {answer['reason']}" if answer["reason"] else readable(answer["html"])
