"""How much rich text one field may hold, and what is said when it is too much."""

# About fifty printed pages in one answer; the longest answer of a real plan is below 20 000.
MAX_CHARACTERS = 200_000
# Text pasted from Word or the web seldom passes 20; beyond 100 somebody is trying to wear the reader out.
MAX_DEPTH = 100
# A wider table can be read neither on paper nor on screen.
MAX_COLUMNS = 40
# Paragraphs, headings, items and cells: many times what an answer has, and still read in less than a second.
MAX_LINES = 10_000


class RichTextError(ValueError):
    """The text cannot be taken in. The message is a Norwegian sentence that can be shown to the one who wrote it."""


def check_length(text: str) -> None:
    """Refuse text of more than `MAX_CHARACTERS` characters, markup included, with `RichTextError`."""
    if len(text) > MAX_CHARACTERS:
        raise RichTextError(
            f"Teksten er for lang: {_grouped(len(text))} tegn med formatering. "
            f"Den kan ha høyst {_grouped(MAX_CHARACTERS)}. Del den opp, eller lim den inn uten formatering."
        )


def check_lines(count: int) -> None:
    """Refuse text of more than `MAX_LINES` lines and cells with `RichTextError`."""
    if count > MAX_LINES:
        raise RichTextError(
            f"Teksten har flere enn {_grouped(MAX_LINES)} avsnitt, punkter og celler. "
            "Del den opp, eller legg den ved som et eget dokument."
        )


def _grouped(number: int) -> str:
    return f"{number:,}".replace(",", "\u00a0")
