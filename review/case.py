"""The case document: a frozen plan with its comments, findings, decision and history, as one PDF for the archive.

The plan's own chapters are printed as always; those that only this app knows of are passed to the same renderer. The
same rows give the same bytes: no time but that of what has happened stands in the document.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from django.utils import timezone

from budgets.sums import total
from plans.models import Person, Plan
from plans.templatetags.kroner import dato
from reporting.document import Attached
from reporting.exports import Export, figure_data
from reporting.formats import pdf
from reporting.printed import Section, Sentence, TableBlock
from reporting.snapshots import thaw
from reporting.table import Cell, Column, Row, Table
from reporting.value import Handlingsplan
from reporting.words import STATUS_NYNORSK
from review.about import About
from review.case_words import STEPS_NN, WEIGHTS_NN, WORDS
from review.models import Asked, Comment, Move, Orientation, Payout, Signature, Version, counted
from review.services.versions import version_standing
from review.versions import kept_findings
from review.workflow import BY_KEY, ENDRINGER, UTKAST, VEDTATT


class Talk(NamedTuple):
    """A comment shared between the pilot and KDD with its answers, and what it is about."""

    where: str
    root: Comment
    answers: tuple[Comment, ...]


class Case(NamedTuple):
    """All that the document says besides the plan: everything in the order in which it happened."""

    version: Version
    status: str
    talks: tuple[Talk, ...] = ()
    moves: tuple[Move, ...] = ()
    asked: tuple[Asked, ...] = ()
    signatures: tuple[Signature, ...] = ()
    payouts: tuple[Payout, ...] = ()
    orientations: tuple[Orientation, ...] = ()


def load_case(plan: Plan, version: Version) -> Case:
    """Return the case of a plan's newest version, in eight queries. What is written and not yet sent is left out."""
    asked = Asked.objects.filter(move__plan=plan).select_related("move__by", "answered_by")
    if plan.status in (UTKAST, ENDRINGER):
        last = Move.objects.filter(plan=plan, key="be-om-endringer").first()
        asked = asked.exclude(move=last, move__version=version)
    return Case(
        version=version,
        status=VEDTATT if plan.status == UTKAST else plan.status,
        talks=tuple(_talks(plan)),
        moves=tuple(plan.moves.select_related("by", "version").order_by("pk")),
        asked=tuple(asked),
        signatures=tuple(Signature.objects.filter(version=version).select_related("party")),
        payouts=tuple(Payout.objects.filter(version__plan=plan).select_related("version", "corrected_by")),
        orientations=tuple(
            Orientation.objects.filter(version__plan=plan).select_related("party", "version", "corrected_by")
        ),
    )


def _talks(plan: Plan) -> Iterator[Talk]:
    """Yield what the pilot and KDD have said to each other and not taken back."""
    about = About(plan)
    said = Comment.objects.filter(plan=plan, audience=Comment.Audience.SHARED, removed_at__isnull=True)
    rows = list(said.select_related("by", "resolved_by").order_by("at", "pk"))
    for root in rows:
        if root.parent_id is None:
            field = about.field(root.path)
            where = f"{root.where}. {field}" if field else root.where
            yield Talk(where, root, tuple(row for row in rows if row.parent_id == root.pk))


def render_case(case: Case) -> Export:
    """Return the case document. Raises Damaged, RenderError."""
    plan = thaw(case.version.snapshot)
    slug = plan.slug.removesuffix(f"-{plan.year}")
    data = pdf.write(plan, version_standing(case.version, case.status), figure_data(plan), attachment(case, plan))
    return Export(f"saksdokument-{plan.year}-{slug}.pdf", "application/pdf", data)


def attachment(case: Case, plan: Handlingsplan) -> Attached:
    """Return what is printed with the plan of a case."""
    words = WORDS[plan.language]
    last = max((case.version.at, *(move.at for move in case.moves), *(talk.root.at for talk in case.talks)))
    return Attached(
        title=words["title"].format(year=plan.year),
        description=words["description"].format(year=plan.year, pilot=plan.pilot),
        created=f"{timezone.localtime(last).date().isoformat()}T00:00:00Z",
        chapters=chapters(case, plan.language),
        sheets=("case.css",),
    )


def chapters(case: Case, language: str) -> tuple[Section, ...]:
    """Return what stands after the plan: the decision, the findings, what was asked, what was said, what happened."""
    writer = _Writer(case, language)
    return (writer.decision(), writer.findings(), writer.asked(), writer.comments(), writer.history())


class _Writer:
    """Makes the chapters of one case in the plan's own written language."""

    def __init__(self, case: Case, language: str) -> None:
        self.case, self.nynorsk = case, language == "nn"
        self.language = "nn" if self.nynorsk else "nb"
        self.words = WORDS["nn" if self.nynorsk else "nb"]

    def _who(self, person: Person | None) -> str:
        return str(person) if person else self.words["unknown"]

    def _status(self, status: str, name: str) -> str:
        return STATUS_NYNORSK.get(status, name) if self.nynorsk else name

    def decision(self) -> Section:
        """Return where the case stands, the recommendation, and what KDD decided."""
        version, words = self.case.version, self.words
        case = words["case"].format(number=version.case_number) if version.case_number else ""
        lead = words["version"].format(
            number=version.number, date=dato(version.adoption_date), case=case, sha256=version.snapshot.sha256
        )
        status = self._status(self.case.status, Plan.Status(self.case.status).label)
        moves = [move for move in self.case.moves if move.version_id == version.pk]
        parts = [self._recommended(move) for move in moves if move.key == "innstill"]
        decided = [self._decided(move) for move in moves if BY_KEY[move.key].decides]
        blocks = [Sentence(text=lead), Sentence(text=words["status"].format(status=status))]
        if not decided:
            blocks.append(Sentence(text=words["undecided"]))
        return _chapter("vedtak", words["decision"], blocks, [*parts, *decided])

    def _recommended(self, move: Move) -> Section:
        heading = self.words["recommended"].format(by=self._who(move.by), date=dato(move.at))
        return _part(f"steg-{move.pk}", heading, _paragraphs(move.comment))

    def _decided(self, move: Move) -> Section:
        name = Plan.Status(move.after).label
        heading = self.words["decided"].format(
            by=self._who(move.by), date=dato(move.at), status=self._status(move.after, name)
        )
        said = [(self.words["conditions"], move.conditions), (self.words["remarks"], move.comment)]
        blocks = [one for head, text in said if text for one in _paragraphs(f"{head}:\n{text}")]
        return _part(f"steg-{move.pk}", heading, blocks)

    def findings(self) -> Section:
        """Return what Kontroll found in the version and somebody lets stand."""
        words = self.words
        kept = kept_findings(self.case.version.findings, self.language)
        rows = [(one["where"], one["message"], one["reason"], one["by"]) for one in kept]
        heads = (words["place"], words["finding"], words["reason"], words["who"])
        blocks = [_table("funn", words["findings"], heads, rows)] if rows else [Sentence(text=words["no_findings"])]
        return _chapter("funn", words["findings"], blocks)

    def asked(self) -> Section:
        """Return every round of changes that KDD asked for, with the answers."""
        words = self.words
        rounds: dict[Move, list[Asked]] = {}
        for one in self.case.asked:
            rounds.setdefault(one.move, []).append(one)
        parts = []
        for move, found in rounds.items():
            heading = words["asked_once"].format(date=dato(move.at), by=self._who(move.by))
            rows = [(one.label, one.text, one.answer) for one in found]
            table = _table(f"bedt-{move.pk}", words["asked"], (words["place"], words["wish"], words["answer"]), rows)
            parts.append(_part(f"bedt-om-{move.pk}", heading, [*_paragraphs(move.comment), table]))
        return _chapter("bedt", words["asked"], () if parts else [Sentence(text=words["nothing_asked"])], parts)

    def comments(self) -> Section:
        """Return what the pilot and KDD have said to each other, place by place."""
        parts = [_part(f"kommentar-{talk.root.pk}", talk.where, list(self._talk(talk))) for talk in self.case.talks]
        none = () if parts else [Sentence(text=self.words["no_comments"])]
        return _chapter("kommentarer", self.words["comments"], none, parts)

    def _talk(self, talk: Talk) -> Iterator[Sentence]:
        for comment in (talk.root, *talk.answers):
            weight = ""
            if comment.weight:
                name = WEIGHTS_NN[comment.weight] if self.nynorsk else comment.get_weight_display()
                weight = f", {name}"
            side = self.words["kdd"] if comment.from_kdd else ""
            head = self.words["said"].format(by=self._who(comment.by), side=side, date=dato(comment.at), weight=weight)
            yield Sentence(text=head, role="status")
            yield from _paragraphs(comment.text)
        root = talk.root
        settled = self.words["settled"].format(date=dato(root.resolved_at), by=self._who(root.resolved_by))
        yield Sentence(text=settled if root.resolved_at else self.words["open"])

    def history(self) -> Section:
        """Return every step of the plan's way, and what has been noted on it."""
        words = self.words
        steps = [
            (dato(move.at), self._step(move), self._who(move.by), self._version(move), move.comment)
            for move in self.case.moves
        ]
        heads = (words["when"], words["step"], words["who"], words["of_version"], words["reason"])
        blocks = [_table("gang", words["history"], heads, steps), *self._records()]
        return _chapter("gang", words["history"], blocks)

    def _step(self, move: Move) -> str:
        return STEPS_NN[move.key] if self.nynorsk else BY_KEY[move.key].done.rstrip(".")

    def _version(self, move: Move) -> str:
        return str(move.version.number) if move.version else ""

    def _records(self) -> Iterator[TableBlock]:
        words, case = self.words, self.case
        if case.signatures:
            rows = [(dato(one.date), str(one.party), one.name) for one in case.signatures]
            yield _table("underskrifter", words["signatures"], (words["when"], words["for"], words["who"]), rows)
        if case.payouts:
            yield self._paid()
        if case.orientations:
            stands = counted(case.orientations)
            told = [
                (dato(one.date), str(one.party), one.case_number, self._noted(one, one.result, place in stands))
                for place, one in enumerate(case.orientations)
            ]
            heads = (words["when"], words["municipality"], words["case_number"], words["result"])
            yield _table("orienteringer", words["orientations"], heads, told)

    def _noted(self, one: Payout | Orientation, text: str, stands: bool) -> str:
        """Return what stands beside a record: that it has been corrected, or why it corrects another."""
        if not stands:
            return self.words["corrected"]
        return f"{text} ({self.words['corrects'].format(reason=one.reason)})".strip() if one.reason else text

    def _paid(self) -> TableBlock:
        words, payouts = self.words, self.case.payouts
        stands = tuple(counted(payouts))
        columns = (
            Column(key="date", heading=words["when"], kind="text"),
            Column(key="version", heading=words["of_version"], kind="text"),
            Column(key="note", heading=words["note"], kind="text"),
            Column(key="kroner", heading=words["kroner"], kind="kroner"),
        )
        rows = [
            Row(
                kind="item" if place in stands else "outside",
                cells=(
                    Cell(text=dato(one.date)),
                    Cell(text=str(one.version.number)),
                    Cell(text=self._noted(one, one.note, place in stands)),
                    Cell(kroner=one.kroner),
                ),
            )
            for place, one in enumerate(payouts)
        ]
        foot = Row(
            kind="total",
            cells=(
                Cell(text=words["total"]),
                Cell(),
                Cell(),
                Cell(kroner=total(payouts[one].kroner for one in stands)),
            ),
            sum_of=stands,
        )
        table = Table(key="utbetalinger", title=words["payouts"], columns=columns, rows=(*rows, foot))
        return TableBlock(table=table, caption=table.title)


def _chapter(
    name: str, heading: str, blocks: Sequence[Sentence | TableBlock], parts: Sequence[Section] = ()
) -> Section:
    """Return a chapter, which the renderer numbers."""
    return Section(
        anchor=f"sak-{name}", kind="chapter", level=2, heading=heading, blocks=tuple(blocks), sections=tuple(parts)
    )


def _part(anchor: str, heading: str, blocks: Sequence[Sentence | TableBlock]) -> Section:
    return Section(anchor=anchor, kind="part", level=3, heading=heading, listed=False, blocks=tuple(blocks))


def _paragraphs(text: str) -> list[Sentence]:
    """Return what somebody wrote, a sentence block for each line that is not empty."""
    return [Sentence(text=line.strip()) for line in text.splitlines() if line.strip()]


def _table(key: str, title: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> TableBlock:
    """Return a table of texts."""
    columns = tuple(Column(key=f"c{place}", heading=head, kind="text") for place, head in enumerate(heads))
    body = tuple(Row(kind="item", cells=tuple(Cell(text=text) for text in row)) for row in rows)
    return TableBlock(table=Table(key=key, title=title, columns=columns, rows=body), caption=title)
