"""The document gone through once: under which section, delmål, tiltak and prompt each block stands."""

import re
from dataclasses import replace

from plans import paths
from reporting.intake.document.blocks import Block, Grid, Paragraph, Picture
from reporting.intake.document.columns import layout_of
from reporting.intake.document.drafts import GoalDraft, TiltakDraft, uid_of
from reporting.intake.document.flattening import Flattener
from reporting.intake.document.generated import is_about_table, is_lead_of_goals
from reporting.intake.document.goal_lists import goal_run
from reporting.intake.document.ledger import Ledger
from reporting.intake.document.marks import Mark, Marker, split_bold, split_soft, strength_of
from reporting.intake.document.structure import Outline, TableHere
from reporting.intake.document.wording import alike
from reporting.stated import StatedLine

_CAPTION = re.compile(r"(?:figur|bilde|bilete|illustrasjon)\s+(?:\d+|x+|[ivx]+)\b\s*[.:]?\s*", re.IGNORECASE)
#: A sum of words in one heading that is too many to be one.
_SHORT = 160
#: What texts stand under, and the level of rich text's highest heading, less one.
_STRUCTURE, _HIGHEST = ("section", "unknown", "goal", "tiltak", "prompt"), 2
#: The levels of headings in our own documents; deeper ones are an answer's own.
_OUR_LEVELS = {"section": 1, "goal": 2, "tiltak": 3}
#: What stands before a title: «3.1», «T1.2:», «Prosjekt 2 –», «Tiltak A:».
_LABEL = re.compile(r"^(?:\d+(?:\.\d+)*\.?\s+|[a-zæøå]{0,10}\s?(?:\d+(?:\.\d+)*|[a-l])\s*[:.)–—-]+\s*)", re.IGNORECASE)


class Walk:
    """Walks through the blocks and remembers where it is."""

    def __init__(self, marker: Marker, ledger: Ledger) -> None:
        self._marker, self._ledger = marker, ledger
        self.outline = Outline()
        self._section = ""
        self._unknown: list[Block] | None = None
        self._goal: GoalDraft | None = None
        self._tiltak: TiltakDraft | None = None
        self._prompt = ""
        self._strength: dict[str, int] = {}
        self._pictures: list[Picture] = []
        self._above: list[Paragraph] = []
        #: The level of the heading that texts stand under.
        self._depth = 0
        #: Whether the document is one of ours, where styles tell prompts from headings of answers.
        self._is_ours = False
        #: A delmål or tiltak whose heading was its number alone.
        self._untitled: GoalDraft | TiltakDraft | None = None

    def through(self, blocks: tuple[Block, ...]) -> Outline:
        """Return the outline of the blocks."""
        flat = Flattener(self._marker, self._ledger).flat(blocks)
        self._is_ours = any(isinstance(block, Paragraph) and block.asks and block.level for block in flat)
        marks = [self._first_mark(block) for block in flat]
        self._strength = _usual_strength(marks)
        flat = self._with_lists_of_goals(flat, marks)
        for block in flat:
            if isinstance(block, Paragraph):
                self._paragraph(block)
            elif isinstance(block, Grid):
                self._table(block)
            else:
                self._pictures.append(block)
                self._put(block)
        return self.outline

    def _first_mark(self, block: Block) -> Mark | None:
        return self._marker.mark(block) if isinstance(block, Paragraph) else None

    def _with_lists_of_goals(self, blocks: list[Block], marks: list[Mark | None]) -> list[Block]:
        """Take out lists of delmål: numbered items after a text about them, or several headings in a row."""
        kept: list[Block] = []
        at = 0
        while at < len(blocks):
            run = goal_run(blocks, marks, at)
            if run and not any(goal.names.get("list") for goal in self.outline.goals):
                for number, (paragraph, title) in enumerate(run, start=1):
                    self._listed_goal(paragraph, number, title)
                at += len(run)
                continue
            kept.append(blocks[at])
            at += 1
        return kept

    def _listed_goal(self, paragraph: Paragraph, place: int, title: str) -> None:
        mark = self._marker.mark(paragraph)
        number = mark.number if mark.kind == "goal" else paragraph.item.number if paragraph.item else None
        goal = self._goal_numbered(number or place, paragraph.place)
        goal.names["list"] = title
        self._ledger.take(paragraph, paths.delmaal_field(goal.uid, "title"))
        self.outline.lines.append(
            StatedLine(kind="goal", number=number or place, text=title, path=goal.path, place=paragraph.place)
        )

    def _goal_numbered(self, number: int, place: str) -> GoalDraft:
        for goal in self.outline.goals:
            if goal.number == number:
                return goal
        goal = GoalDraft(uid_of(f"delmaal-{number}"), number, place)
        self.outline.goals.append(goal)
        return goal

    # One paragraph after another.

    @property
    def _level(self) -> str:
        return "tiltak" if self._tiltak else "delmaal" if self._goal else ""

    def _paragraph(self, paragraph: Paragraph) -> None:
        if parts := self._parts(paragraph):
            self._ledger.split(paragraph, parts)
            for part in parts:
                self._paragraph(part)
            return
        mark = self._marker.mark(paragraph, self._level)
        if (
            mark.kind in ("goal", "tiltak")
            and mark.strength < self._strength.get(mark.kind, 0)
            and not self._expected(mark)
        ):
            mark = Mark("text")
        if self._takes_title(paragraph, mark):
            return
        if mark.kind == "text" and (found := self._untold_heading(paragraph)):
            mark = found
        if self._is_ours and paragraph.level and self._is_of_answer(paragraph, mark):
            mark = Mark("text")
        if mark.kind in _STRUCTURE and paragraph.level:
            self._depth = paragraph.level
        getattr(self, f"_on_{mark.kind}")(paragraph, mark)
        if mark.kind != "text":
            self._above = []
        self._above = [*self._above[-2:], paragraph]

    def _is_of_answer(self, paragraph: Paragraph, mark: Mark) -> bool:
        """Whether a heading of our own document is one in an answer, whatever its words are like."""
        if mark.kind == "prompt":
            # Somebody who adds a prompt by hand writes it in the form's own words.
            return not paragraph.asks and mark.sure < 1
        outside = {"goal": self._section != "handlingsplan_per_delmaal", "tiltak": self._goal is None}
        return outside.get(mark.kind, False) or paragraph.level > _OUR_LEVELS.get(mark.kind, paragraph.level)

    def _takes_title(self, paragraph: Paragraph, mark: Mark) -> bool:
        """Take the title of a delmål or tiltak that stands on the line after its number."""
        part, self._untitled = self._untitled, None
        text = " ".join(paragraph.text.split())
        if part is None or mark.kind != "text" or strength_of(paragraph, text) < 2 or not 0 < len(text) <= _SHORT:
            return False
        part.names["heading"] = text.strip(" :–—-")
        field = paths.delmaal_field if isinstance(part, GoalDraft) else paths.tiltak_field
        self._ledger.take(paragraph, field(part.uid, "title"))
        self._line("heading", paragraph, Mark("text", number=part.number), part.path)
        return True

    def _parts(self, paragraph: Paragraph) -> list[Paragraph]:
        """Return the parts of a paragraph that holds more than one: a prompt with its answer, or several lines."""
        lines = split_soft(paragraph)
        if (
            len(lines) > 1
            and not paragraph.level
            and any(self._marker.mark(line, self._level).kind not in ("text", "unknown") for line in lines)
        ):
            return lines
        for halves in (split_bold(paragraph), self._marker.split_prompt(paragraph, self._level)):
            if halves and self._marker.mark(halves[0], self._level or "delmaal").kind == "prompt":
                return list(halves)
        return []

    def _expected(self, mark: Mark) -> bool:
        """Whether a heading without a look of its own is the next that is missing."""
        if mark.kind == "goal":
            missing = not any(goal.number == mark.number and "heading" in goal.names for goal in self.outline.goals)
            last = max((goal.number or 0 for goal in self.outline.goals if "heading" in goal.names), default=0)
            return missing and mark.number == last + 1
        if self._goal is None:
            return False
        return mark.number == 1 + max((tiltak.number or 0 for tiltak in self._goal.tiltak), default=0)

    def _untold_heading(self, paragraph: Paragraph) -> Mark | None:
        """Return what a heading without «Delmål» or «Tiltak» is: one that a list or a table has named before."""
        text = " ".join(paragraph.text.split())
        strength = strength_of(paragraph, paragraph.labelled)
        if strength < 2 or not text or len(text) > _SHORT:
            return None
        bare = _LABEL.sub("", text)
        if self._goal is not None and (row := self._named_in_table(bare)):
            return Mark("tiltak", title=bare, number=row, strength=strength)
        for goal in self.outline.goals:
            if "heading" not in goal.names and alike(bare, goal.names.get("list", "")) >= 0.85:
                return Mark("goal", title=bare, number=goal.number, strength=strength)
        return None

    def _named_in_table(self, text: str) -> int | None:
        table = next(
            (one for one in reversed(self.outline.tables) if one.goal is self._goal and one.layout.kind == "tiltak"),
            None,
        )
        if table is None or self._goal is None:
            return None
        title = table.layout.first("title")
        rows = range(table.layout.heads, len(table.grid.rows))
        names = [table.grid.text(row, title.index) for row in rows] if title else []
        for place, name in enumerate(names, start=1):
            taken = any(tiltak.number == place for tiltak in self._goal.tiltak)
            if name and not taken and alike(re.sub(r"^\d+(?:\.\d+)*\.?\s+", "", name), text) >= 0.85:
                return place
        return None

    def _on_text(self, paragraph: Paragraph, mark: Mark) -> None:
        if is_lead_of_goals(paragraph.text):
            self._ledger.take(paragraph, self._path())
            return
        if (
            self._pictures
            and (paragraph.style == "caption" or _CAPTION.match(paragraph.text))
            and len(paragraph.text) < 300
        ) or (paragraph.style == "caption" and _CAPTION.match(paragraph.text)):
            self._caption(paragraph)
        else:
            self._put(paragraph)

    def _caption(self, paragraph: Paragraph) -> None:
        if self._pictures:
            self.outline.captions[id(self._pictures[-1])] = paragraph
            self._pictures = []
        self._ledger.take(paragraph, self._path())
        self.outline.lines.append(
            StatedLine(kind="caption", text=paragraph.text, path=self._path(), place=paragraph.place)
        )

    def _on_contents(self, paragraph: Paragraph, mark: Mark) -> None:
        self._ledger.take(paragraph, "")

    def _on_section(self, paragraph: Paragraph, mark: Mark) -> None:
        self._goal = self._tiltak = self._unknown = None
        self._section, self._prompt = mark.key, ""
        self.outline.sections.setdefault(mark.key, [])
        path = paths.answer("plan", None, mark.key)
        self._ledger.take(paragraph, path)
        self._line("heading", paragraph, mark, path)

    def _on_unknown(self, paragraph: Paragraph, mark: Mark) -> None:
        if paragraph.level != 1 or not (self._section or self._goal or self._unknown is not None):
            self._put(paragraph)
            return
        self._goal = self._tiltak = None
        self._section, self._prompt, self._unknown = "", "", []
        self.outline.unknown.append((paragraph, self._unknown))

    def _on_goal(self, paragraph: Paragraph, mark: Mark) -> None:
        number = mark.number or 1 + len(self.outline.goals)
        goal = self._goal_numbered(number, paragraph.place)
        if "heading" in goal.names and mark.title and goal.names["heading"] != mark.title:
            goal = GoalDraft(uid_of(f"delmaal-{number}-{paragraph.place}"), number, paragraph.place)
            self.outline.goals.append(goal)
        if mark.title:
            goal.names["heading"] = mark.title
        else:
            self._untitled = goal
        self._goal, self._tiltak, self._prompt, self._unknown = goal, None, "", None
        self._section = self._section or "handlingsplan_per_delmaal"
        self._ledger.take(paragraph, paths.delmaal_field(goal.uid, "title"))
        self._line("heading", paragraph, mark, goal.path)

    def _on_tiltak(self, paragraph: Paragraph, mark: Mark) -> None:
        if mark.upper and (self._goal is None or self._goal.number != mark.upper):
            self._goal = self._goal_numbered(mark.upper, paragraph.place)
        if self._goal is None:
            self._put(paragraph)
            return
        place = f"{self._goal.uid}-{len(self._goal.tiltak) + 1}"
        tiltak = TiltakDraft(uid_of(f"tiltak-{place}"), mark.number, paragraph.place, names={"heading": mark.title})
        self._goal.tiltak.append(tiltak)
        self._tiltak, self._prompt = tiltak, ""
        self._untitled = None if mark.title else tiltak
        self._ledger.take(paragraph, paths.tiltak_field(tiltak.uid, "title"))
        self._line("heading", paragraph, mark, tiltak.path)

    def _on_prompt(self, paragraph: Paragraph, mark: Mark) -> None:
        if mark.level == "tiltak" and self._tiltak is None:
            self._put(paragraph)
            return
        if mark.level == "delmaal":
            self._tiltak = None
        if mark.sure < 0.7:
            self.outline.unsure.append((paragraph, mark))
        self._prompt = mark.key
        texts = self._tiltak.texts if self._tiltak else self._goal.texts if self._goal else {}
        texts.setdefault(mark.key, [])
        path = self._path()
        self._ledger.take(paragraph, path)
        self._line("prompt", paragraph, mark, path)

    def _on_lead(self, paragraph: Paragraph, mark: Mark) -> None:
        path = (
            self._goal.path if self._goal else paths.answer("plan", None, self._section or "handlingsplan_per_delmaal")
        )
        self._ledger.take(paragraph, path)
        self._prompt = "" if self._goal and not self._tiltak else self._prompt
        self._line("lead", paragraph, mark, path)

    def _on_overview(self, paragraph: Paragraph, mark: Mark) -> None:
        self._ledger.take(paragraph, paths.answer("plan", None, "handlingsplan_per_delmaal"))

    def _on_field(self, paragraph: Paragraph, mark: Mark) -> None:
        if self._tiltak is None or mark.key in self._tiltak.fields:
            self._put(paragraph)
            return
        self._tiltak.fields[mark.key] = (mark.title, paragraph.place)
        self._ledger.take(paragraph, paths.tiltak_field(self._tiltak.uid, mark.key))

    def _line(self, kind: str, paragraph: Paragraph, mark: Mark, path: str) -> None:
        text = mark.title or paragraph.text
        line = {
            "kind": kind,
            "text": " ".join(text.split()),
            "number": mark.number,
            "path": path,
            "place": paragraph.place,
        }
        self.outline.lines.append(StatedLine.model_validate(line))

    def _path(self) -> str:
        if self._tiltak is not None:
            return f"{self._tiltak.path}/svar/{self._prompt}" if self._prompt else self._tiltak.path
        if self._goal is not None:
            return f"{self._goal.path}/svar/{self._prompt}" if self._prompt else self._goal.path
        return paths.answer("plan", None, self._section) if self._section else "plan"

    def _put(self, block: Block) -> None:
        """Put a block where one is; a heading of a text by its level under the heading that the text stands under."""
        if isinstance(block, Paragraph) and block.level and (self._section or self._goal):
            own = replace(block, level=_HIGHEST + max(1, block.level - self._depth))
            self._ledger.split(block, (own,))
            block = own
        self._here().append(block)

    def _here(self) -> list[Block]:
        part = self._tiltak or self._goal
        if part is not None:
            return part.texts.setdefault(self._prompt, []) if self._prompt else part.loose
        if self._unknown is not None:
            return self._unknown
        return self.outline.sections.setdefault(self._section, []) if self._section else self.outline.front

    def _take_title(self, above: tuple[Paragraph, ...], path: str) -> None:
        """Take what is a table's own title, or tells its unit, away from the text before it."""
        for paragraph in above:
            if paragraph.style == "caption" or is_about_table(paragraph.text):
                for place in (self.outline.front, self._here()):
                    place[:] = [block for block in place if block is not paragraph]
                self._ledger.take(paragraph, path)

    def _table(self, grid: Grid) -> None:
        layout = layout_of(
            grid, self._section, tuple(paragraph.text for paragraph in self._above if len(paragraph.text) < _SHORT)
        )
        if layout.kind == "other":
            self._put(grid)
        else:
            above = tuple(paragraph for paragraph in self._above[-2:] if len(paragraph.text) < _SHORT)
            home = self._here()
            home.append(grid)
            self.outline.tables.append(TableHere(grid, layout, self._section, self._goal, self._tiltak, above, home))
            self._take_title(above, self._path())
            if layout.kind == "tiltak" and self._goal is not None and self._tiltak is None:
                self._prompt = ""
        self._above = []


def _usual_strength(marks: list[Mark | None]) -> dict[str, int]:
    """Return how headings of delmål and tiltak look in the document: weaker ones are sentences."""
    found: dict[str, int] = {}
    for kind in ("goal", "tiltak"):
        strengths = [mark.strength for mark in marks if mark is not None and mark.kind == kind]
        strong = max(strengths, default=0)
        # A single heading with a style among many without says nothing.
        found[kind] = strong if strengths.count(strong) * 3 >= len(strengths) else min(strengths)
    return found
