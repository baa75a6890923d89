"""Drafts to the plan as a value: texts as rich text, parties, time frames, and each amount once."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from plans.richtext import RichText, RichTextError, plain_text
from reporting.intake.document.answers import rich_text
from reporting.intake.document.asking import Asking
from reporting.intake.document.blocks import Block, Picture
from reporting.intake.document.drafts import GoalDraft, Money, PostDraft, TiltakDraft
from reporting.intake.document.front import Front
from reporting.intake.document.generated import not_relevant
from reporting.intake.document.ledger import Ledger
from reporting.intake.document.lines import lines_of, undistributed
from reporting.intake.document.parties import Register
from reporting.intake.document.pictures import Pictures
from reporting.intake.document.structure import Outline
from reporting.intake.document.timeframes import read_frame
from reporting.value import Answer, Delmaal, Party, Post, Prompt, Tiltak, YearFigure

_PHASES = {"hovudprosjekt": "hovedprosjekt"}
_LONGEST_TITLE = 200


class Builder:
    """Makes the parts of the value, and takes what each is made of."""

    def __init__(
        self,
        outline: Outline,
        ledger: Ledger,
        asking: Asking,
        register: Register,
        front: Front,
        pictures: Pictures,
        state: str,
    ) -> None:
        self._outline, self._ledger, self._asking = outline, ledger, asking
        self._register, self._front, self._pictures, self._state = register, front, pictures, state

    def answers(self, path: str, prompts: Sequence[Prompt], texts: Mapping[str, list[Block]]) -> tuple[Answer, ...]:
        """Return the answers with text, in the form's order. `path` is that of the part they belong to."""
        found = []
        for prompt in prompts:
            blocks = texts.get(prompt.key, [])
            text = self._text(blocks, f"{path}/svar/{prompt.key}")
            if text and (reason := not_relevant(plain_text(text))) and len(text) == 1:
                found.append(Answer(key=prompt.key, not_relevant_reason=reason))
            elif text:
                found.append(Answer(key=prompt.key, text=text))
        return tuple(found)

    def _text(self, blocks: Iterable[Block], path: str) -> RichText:
        kept = [self._pictures.shown(block) if isinstance(block, Picture) else block for block in blocks]
        try:
            text = rich_text(kept, self._pictures.has)
        except RichTextError as error:
            self._asking.tell(f"En tekst er for lang eller for sammensatt til å leses inn: {error}")
            return ()
        for block in blocks:
            self._ledger.take(block, path)
        return text

    def goal(self, draft: GoalDraft, number: int, delmaal: Sequence[Prompt], tiltak: Sequence[Prompt]) -> Delmaal:
        """Return a delmål with its tiltak."""
        self._loose(draft, delmaal)
        inside = tuple(self._tiltak(one, place, tiltak) for place, one in enumerate(draft.tiltak, start=1))
        year = self._front.year
        return Delmaal(
            uid=draft.uid,
            number=number,
            title=draft.title[:_LONGEST_TITLE] or f"Delmål {number}",
            short_title=draft.short_title[:_LONGEST_TITLE] or f"Delmål {number}",
            money_note=draft.note,
            answers=self.answers(draft.path, delmaal, draft.texts),
            tiltak=inside,
            lines=tuple(undistributed((money for money in draft.money if money.year >= year), inside)),
            earlier=tuple(_earlier(draft.money, year)),
        )

    def _loose(self, draft: GoalDraft | TiltakDraft, prompts: Sequence[Prompt]) -> None:
        """Put text that stands before the first prompt under it, where nothing else does; else ask."""
        if not draft.loose or not prompts:
            return
        first = prompts[0]
        empty = not draft.texts.get(first.key)
        choices = [(prompt.key, prompt.wording) for prompt in prompts]
        text = f"Teksten rett under «{draft.title}» står uten ledetekst. Hvilken ledetekst hører den til?"
        assumed = first.key if empty or isinstance(draft, TiltakDraft) else ""
        place = draft.loose[0].place
        chosen = self._asking.ask(f"uten-ledetekst-{draft.uid}", place, text, choices, assumed=assumed, path=draft.path)
        if chosen:
            draft.texts[chosen] = [*draft.loose, *draft.texts.get(chosen, [])]
            draft.loose = []

    def _tiltak(self, draft: TiltakDraft, number: int, prompts: Sequence[Prompt]) -> Tiltak:
        self._loose(draft, prompts)
        agreement = self._front.agreement
        text, _ = draft.fields.get("time", ("", ""))
        frame = read_frame(text, agreement.first_year, agreement.last_year, self._front.year)
        responsible, responsible_text = self._parties(draft, "responsible")
        partners, partners_text = self._parties(draft, "partners")
        phase = draft.fields.get("phase", ("", ""))[0].strip(" .").casefold()
        return Tiltak(
            uid=draft.uid,
            number=number,
            title=draft.title[:_LONGEST_TITLE] or f"Tiltak {number}",
            phase=_PHASES.get(phase, phase)[:60],
            responsible=responsible,
            responsible_text=responsible_text,
            partners=partners,
            partners_text=partners_text,
            time_from=frame.start,
            time_to=frame.end,
            time_text=frame.rest,
            answers=self.answers(draft.path, prompts, draft.texts),
            lines=tuple(lines_of(draft.money)),
        )

    def _parties(self, draft: TiltakDraft, name: str) -> tuple[tuple[Party, ...], str]:
        text, place = draft.fields.get(name, ("", ""))
        named = self._register.read(text)
        parties, rest = list(named.parties), named.rest
        for piece, candidates in named.unsure:
            choices = [(party.key, party.name) for party in candidates] + [("tekst", "Ingen av dem, bare teksten")]
            key = f"part-{'-'.join(piece.casefold().split())}"
            given = self._asking.ask(key, place, f"Hvem er «{piece}»?", choices, path=draft.path)
            chosen = next((party for party in candidates if party.key == given), None)
            if chosen is not None:
                parties.append(chosen)
                rest = ", ".join(part for part in rest.split(", ") if part != piece)
        return tuple(parties), rest

    def post(self, draft: PostDraft, number: int) -> Post:
        """Return a row of the budget that is no delmål."""
        year = self._front.year
        return Post(
            uid=draft.uid,
            number=number,
            name=draft.name,
            outside_sum=draft.outside,
            lines=tuple(lines_of(money for money in self._own_source(draft) if money.year >= year)),
            earlier=tuple(_earlier(draft.money, year)),
        )

    def _own_source(self, draft: PostDraft) -> list[Money]:
        """Return the amounts of a post; outside the sum, section 6 shows its money of every source, not the state's."""
        year = self._front.year
        of_year = {money.source for money in draft.money if money.year == year and money.source != self._state}
        if not draft.outside or len(of_year) != 1:
            return draft.money
        own = of_year.pop()
        kept = [money for money in draft.money if not (money.source == self._state and money.year == year)]
        return [money._replace(source=own) if money.source == self._state else money for money in kept]


def _earlier(found: Iterable[Money], year: int) -> Iterator[YearFigure]:
    seen: set[int] = set()
    for money in sorted(found, key=lambda one: one.year):
        if money.year < year and money.amount.kroner is not None and money.year not in seen:
            seen.add(money.year)
            yield YearFigure(year=money.year, kroner=money.amount.kroner)
