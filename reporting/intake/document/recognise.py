"""Blocks to a Reading: the document is gone through once, its tables are taken in, and the plan is put together."""

import re
from collections.abc import Mapping, Sequence

from plans import paths
from reporting.intake.document.anchoring import read_anchoring
from reporting.intake.document.asking import Asking
from reporting.intake.document.blocks import Block, Paragraph, Source
from reporting.intake.document.budget_tables import BudgetTables
from reporting.intake.document.build import Builder
from reporting.intake.document.drafts import GoalDraft, TiltakDraft
from reporting.intake.document.front import language_of, read_front, texts_of, year_of
from reporting.intake.document.frozen import ask_about_frozen
from reporting.intake.document.generated import money_note, note_of_table
from reporting.intake.document.known import Known, KnownForm
from reporting.intake.document.ledger import Ledger
from reporting.intake.document.marks import Marker
from reporting.intake.document.outline import Walk
from reporting.intake.document.parties import Register
from reporting.intake.document.pictures import Pictures
from reporting.intake.document.reading import Reading
from reporting.intake.document.structure import Outline, TableHere
from reporting.intake.document.tiltak_tables import TiltakTables
from reporting.intake.document.units import with_units
from reporting.intake.document.wording import alike
from reporting.intake.sorts import Refused
from reporting.stated import Stated, StatedTable
from reporting.value import Answer, Handlingsplan, Prompt, Standing
from reporting.value import Source as FundingSource

_NO_PLAN = (
    "Portalen finner ikke en handlingsplan i filen: verken delmål, tiltak eller budsjettabeller. Se etter at du valgte "
    "riktig fil."
)


#: In which section each kind of table belongs.
_SECTIONS = {
    "overview": "handlingsplan_per_delmaal",
    "years": "budsjett_avtaleperioden",
    "sources": "samlet_budsjett",
}
_GOAL_ROW = re.compile(r"(?:prioritert\s+)?del\s?-?m[åa]l\s*\d", re.IGNORECASE)


def recognise(source: Source, known: Known, answers: Mapping[str, str] | None = None) -> Reading:
    """Return what a document says. `answers` are choices by the keys of questions that an earlier reading asked.

    Raises Refused where there is no plan in it.
    """
    return _Recogniser(source, known, Asking(answers or {})).reading()


class _Recogniser:
    """One document being read."""

    def __init__(self, source: Source, known: Known, asking: Asking) -> None:
        self._source, self._known, self._asking = source, known, asking
        self._ledger = Ledger(source.blocks)
        self._language = language_of(source)
        self._year = year_of(source, asking)
        self._form, self._outline = self._walk()
        self._goals = self._outline.goals

    def _walk(self) -> tuple[KnownForm, Outline]:
        """Return the form that the document follows, and the outline by it."""
        forms = self._known.forms
        form = forms[0] if len(forms) == 1 else max(forms, key=lambda one: _prompts_of(one, self._source))
        return form, Walk(Marker(form), self._ledger).through(self._source.blocks)

    def reading(self) -> Reading:
        """Return the reading."""
        outline, asking, ledger = self._outline, self._asking, self._ledger
        years = sorted(
            {c.year for here in outline.tables if here.layout.kind == "years" for c in here.layout.columns if c.year}
        )
        front = read_front(
            outline.front,
            outline.sections.get("introduksjon", []),
            self._year,
            years,
            self._known,
            ledger,
            asking,
            self._language,
        )
        register = Register(self._known.parties, " ".join(texts_of(self._source.blocks)))
        budget = BudgetTables(self._goals, ledger, asking, front.known.sources if front.known else (), self._year)
        self._ask_about_twice()
        tables = self._tables(budget)
        if not self._goals and not tables:
            raise Refused(_NO_PLAN)
        tiltak = [one for goal in self._goals for one in goal.tiltak]
        ask_about_frozen(self._source.blocks, [*tiltak, *self._goals, *budget.posts], tables, asking)
        self._goals.sort(key=lambda goal: (goal.number is None, goal.number or 0))
        anchoring, anchored, adopted = read_anchoring(outline.sections.get("forankring", []), ledger)
        outline.sections["forankring"] = anchoring
        self._put_by_hand()
        pictures = Pictures(self._source.pictures, outline.captions, asking)
        builder = Builder(outline, ledger, asking, register, front, pictures, budget.state)
        form = self._form.worded(self._language, self._year)
        self._ask_about_sections()
        answers = self._answers(builder, form.plan)
        goals = tuple(builder.goal(goal, n, form.delmaal, form.tiltak) for n, goal in enumerate(self._goals, start=1))
        posts = tuple(builder.post(post, n) for n, post in enumerate(budget.posts, start=len(goals) + 1))
        plan = Handlingsplan(
            slug=f"{front.slug}-{self._year}",
            pilot=front.pilot,
            year=self._year,
            language="nn" if self._language == "nn" else "nb",
            document_date=front.date,
            agreement=front.agreement,
            form=form,
            sources=self._sources(budget),
            answers=answers,
            delmaal=goals,
            posts=posts,
            figures=pictures.figures,
        )
        return Reading(
            plan=plan,
            stated=Stated(tables=tuple(tables), lines=(*front.lines, *outline.lines, *anchored)),
            standing=Standing(adoption_date=adopted),
            questions=tuple(asking.questions.values()),
            notices=(*self._source.notices, *asking.notices),
            leftovers=tuple(leftover for leftover, _ in ledger.leftovers()),
            left_out=self._source.left_out,
            places=ledger.places,
            seen=tuple(ledger.seen()),
            share=ledger.share,
            pictures=pictures.kept,
        )

    def _answers(self, builder: Builder, prompts: Sequence[Prompt]) -> tuple[Answer, ...]:
        texts = {
            key: [block for block in blocks if not self._is_note(block, key)]
            for key, blocks in self._outline.sections.items()
        }
        return builder.answers("plan", prompts, texts)

    def _is_note(self, block: Block, key: str) -> bool:
        """Take a note under a table that the portal makes anew, or that is kept with its delmål."""
        text = block.labelled if isinstance(block, Paragraph) else ""
        note = note_of_table(text)
        about = money_note(note) if note else None
        goal = next((one for one in self._goals if about and one.number == about[0]), None)
        if note == "" and text:
            self._ledger.take(block, paths.answer("plan", None, key))
            return True
        if goal is not None and about is not None:
            goal.note = about[1]
            self._ledger.take(block, paths.delmaal_field(goal.uid, "money_note"))
            return True
        return False

    def _sources(self, budget: BudgetTables) -> tuple[FundingSource, ...]:
        state = FundingSource(key=budget.state, kind="stat", name="KDD")
        if any(source.kind == "stat" for source in budget.sources):
            return tuple(budget.sources)
        return (state, *budget.sources)

    def _tables(self, budget: BudgetTables) -> list[StatedTable]:
        """Take in the tables, the budget's first columns before the tiltak that use its sources."""
        here = self._outline.tables
        with_units(here, texts_of(self._source.blocks), self._asking)
        of_tiltak = [one for one in here if one.layout.kind == "tiltak"]
        chosen = self._one_of_each(here)
        for one in (*of_tiltak, *chosen):
            one.lift()
        for one in chosen:
            if one.layout.kind == "sources":
                budget.find_sources(one)
        tiltak = TiltakTables(self._goals, self._ledger, self._asking, budget, self._year)
        found: list[StatedTable] = []
        for one in of_tiltak:
            found += tiltak.of_goal(one)
        for one in chosen:
            found.append(tiltak.overview(one) if one.layout.kind == "overview" else budget.take(one))
        order = {key: place for place, key in enumerate(("seksjon-3", "", "seksjon-6", "seksjon-7"))}
        return sorted(found, key=lambda table: order.get(table.key, 1))

    def _one_of_each(self, here: list[TableHere]) -> list[TableHere]:
        """Return the overview and the budget's tables; others of their kind, such as a tiltak's own, are text."""
        chosen: list[TableHere] = []
        for kind, section in _SECTIONS.items():
            of_kind = [one for one in here if one.layout.kind == kind]
            best = max(of_kind, key=lambda one: (one.section == section, one.tiltak is None), default=None)
            if best is not None and best.section != section and best.tiltak is not None and not self._names_goals(best):
                best = None
            if best is not None:
                chosen.append(best)
        return chosen

    def _names_goals(self, here: TableHere) -> bool:
        """Whether a table after the last tiltak has a row for a delmål, as none of a tiltak has."""
        texts = [cell.text for row, _, cell in here.grid.cells() if row >= here.layout.heads and cell.text]
        names = [name for goal in self._goals for name in goal.names.values() if name]
        return any(_GOAL_ROW.match(text) or any(alike(text, name) >= 0.8 for name in names) for text in texts)

    def _ask_about_twice(self) -> None:
        """Ask whether two headings with one number are two tiltak; they are until somebody says otherwise."""
        choices = [("to", "To ulike tiltak"), ("samme", "Det samme tiltaket, delt i to")]
        for goal in self._goals:
            kept: list[TiltakDraft] = []
            for one in goal.tiltak:
                twin = next((other for other in kept if other.number is not None and other.number == one.number), None)
                title = one.names.get("heading", "")
                text = f"To tiltak under delmål {goal.number} har nummer {one.number}. Er «{title}» et eget tiltak?"
                key = f"nummer-{one.place}".replace(" ", "-")
                if twin is not None and _is_listed_only(twin) and alike(twin.names.get("heading", ""), title) >= 0.9:
                    kept[kept.index(twin)] = one
                    continue
                if twin is None or self._asking.ask(key, one.place, text, choices, assumed="to") != "samme":
                    kept.append(one)
                    continue
                twin.loose += one.loose
                for prompt, blocks in one.texts.items():
                    twin.texts.setdefault(prompt, []).extend(blocks)
            goal.tiltak = kept

    def _ask_about_sections(self) -> None:
        """Ask where the text under a heading belongs that is no section of the form."""
        choices = [
            (one.key, one.both[self._language == "nn"].replace("{år}", str(self._year)))
            for one in self._form.of("plan")
        ]
        for heading, blocks in self._outline.unknown:
            key = f"seksjon-{heading.place}".replace(" ", "-")
            text = f"Overskriften «{heading.text}» står ikke i malen. Hvor hører teksten under den?"
            chosen = self._asking.ask(key, heading.place, text, [*choices, ("ingen", "Ta den ikke med")])
            if chosen and chosen != "ingen":
                self._outline.sections.setdefault(chosen, []).extend([heading, *blocks])

    def _put_by_hand(self) -> None:
        """Put what was left over where the user said."""
        for leftover, block in list(self._ledger.leftovers()):
            path = self._asking.answer(leftover.key)
            if path:
                self._put_at(path, block)

    def _put_at(self, path: str, block: Block) -> None:
        part, _, key = path.rpartition("/svar/")
        parts: dict[str, GoalDraft | TiltakDraft] = {}
        for goal in self._goals:
            parts[goal.path] = goal
            parts |= {one.path: one for one in goal.tiltak}
        if part == "plan":
            self._outline.sections.setdefault(key, []).append(block)
        elif part in parts and key:
            parts[part].texts.setdefault(key, []).append(block)


def _is_listed_only(tiltak: TiltakDraft) -> bool:
    """Whether nothing is said of a tiltak where its name stands, as in a list."""
    return not (tiltak.texts or tiltak.loose or tiltak.fields or tiltak.money)


def _prompts_of(form: KnownForm, source: Source) -> int:
    """Return how many prompts of a form the document prints."""
    marker = Marker(form)
    marks = [marker.mark(block, "tiltak") for block in source.blocks if isinstance(block, Paragraph)]
    return len({(mark.level, mark.key) for mark in marks if mark.kind == "prompt"})
