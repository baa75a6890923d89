"""Words for steps and statuses."""

from django import template

from review.workflow import BY_KEY

register = template.Library()


@register.filter
def step_done(key: str) -> str:
    """Return what is said of a step that was taken."""
    return BY_KEY[key].done.rstrip(".")


#: What a published file is called in a list.
FILE_WORDS = {
    "pdf": "PDF (arkivversjon)",
    "xlsx": "Excel",
    "docx": "Word",
    "json": "Data (JSON)",
    "publisert": "Publisert utgave med vedlegg (PDF)",
    "brev": "Vedtaksbrev (PDF)",
}


@register.filter
def file_word(kind: str) -> str:
    """Return what a published file is called."""
    return FILE_WORDS[kind]
