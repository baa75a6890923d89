"""What taking in a document would change in a plan, field by field. Pure: two values in, rows out."""

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from budgets.certainty import counts
from plans import paths
from plans.models import Tiltak as TiltakRow
from plans.templatetags.kroner import dato
from plans.timeframe import TimeFrame
from reporting.intake.document.reading import Reading
from reporting.money import kroner
from reporting.storing import amounts
from reporting.storing.change import Change, Kind
from reporting.storing.matching import Matched, match
from reporting.storing.places import Places
from reporting.storing.texts import as_html, normal, readable, same_html, same_words, with_paragraphs
from reporting.tables import party_names
from reporting.value import Answer, Delmaal, Handlingsplan, Line, Party, Post, Prompt, Tiltak, YearFigure


def what_would_change(
    reading: Reading,
    plan: Handlingsplan,
    put: Mapping[str, str] | None = None,
    adopted: datetime.date | None = None,
) -> tuple[Change, ...]:
    """Return what taking in a document would change in a plan, what it leaves alone, and what it cannot take.

    `put` gives for the keys of leftovers the path of the text that they are put under, in the document's plan or in the
    portal's. `adopted` is the day of the styringsgruppe that the portal holds; it is no part of a plan's value.
    """
    return tuple(_Comparer(reading, plan, put or {}, adopted).changes())


class _Comparer:
    """One document beside one plan."""

    def __init__(
        self, reading: Reading, plan: Handlingsplan, put: Mapping[str, str], adopted: datetime.date | None
    ) -> None:
        self.reading, self.document, self.plan, self._adopted = reading, reading.plan, plan, adopted
        self.matched: Matched = match(reading.plan, plan)
        self.places = Places(reading)
        self._goals = {goal.uid: goal for goal in plan.delmaal}
        self._tiltak = {one.uid: (goal, one) for goal in plan.delmaal for one in goal.tiltak}
        self._posts = {post.uid: post for post in plan.posts}
        self._state = {source.key for source in self.document.sources if source.kind == "stat"}
        self._names = {source.key: source.name for source in plan.sources}
        self._source_keys = dict(self.matched.sources)
        for source in self.document.sources:
            if source.key not in self._source_keys:
                self._source_keys[source.key] = f"ny:{source.key}"
                self._names[f"ny:{source.key}"] = source.name
        self._put = self._put_under(put)

    def _put_under(self, put: Mapping[str, str]) -> dict[str, list[str]]:
        """Return texts that are put under fields by hand, by the path in the plan, in the order of the document."""
        found: dict[str, list[str]] = {}
        for leftover in self.reading.leftovers:
            if leftover.key in put:
                found.setdefault(self._own_path(put[leftover.key]), []).append(leftover.text)
        return found

    def _own_path(self, path: str) -> str:
        """Return a path of the document as the plan has it; one of the plan stays."""
        kind, _, rest = path.partition("/")
        uid, _, name = rest.partition("/")
        return f"{kind}/{self.matched.uids[uid]}/{name}" if uid in self.matched.uids else path

    def changes(self) -> Iterator[Change]:
        """Yield all rows: the plan's own, its delmål with their tiltak, posts, and what stands in the plan alone."""
        answered: set[str] = set()
        for change in self._all():
            answered.add(change.path)
            yield change
        for path in self._put:
            if path not in answered:
                why = "Feltet finnes ikke i planen, så teksten ble ikke lagt der."
                yield Change(path, "Lagt hit for hånd", "", "\n".join(self._put[path]), "kan-ikke", why=why)

    def _all(self) -> Iterator[Change]:
        yield from self._plan()
        for goal in self.document.delmaal:
            if goal in self.matched.missing:
                yield self._missing(goal)
                continue
            yield from self._goal(goal, self._goals[self.matched.uids[goal.uid]])
        for post in self.document.posts:
            yield from self._post(post)
        yield from self._rates()
        yield from self._left_alone()

    def _missing(self, goal: Delmaal) -> Change:
        count = len(goal.tiltak)
        what = f"{goal.title} ({count} tiltak)" if count else goal.title
        why = "Delmålet står ikke i planen. Det, og alt som hører til det, blir ikke med."
        path = paths.delmaal(goal.uid)
        place = self.places.field(f"{path}/title")
        return Change(path, f"Delmål {goal.number}", "", what, "kan-ikke", place, path, str(goal.title), why=why)

    def _plan(self) -> Iterator[Change]:
        about = {"part": "plan", "part_name": "Planen"}
        document, standing = self.document, self.reading.standing
        dates = (
            ("document_date", "Dokumentdato", self.plan.document_date, document.document_date),
            ("adoption_date", "Styringsgruppens møtedato", self._adopted, standing.adoption_date),
        )
        for name, label, now, then in dates:
            if then is not None and then != now:
                path = paths.plan_field(name)
                kind: Kind = "endres" if now else "fylles"
                yield Change(
                    path, label, dato(now) if now else "", dato(then), kind, self.places.field(path), **about,
                    value=then.isoformat(),
                )  # fmt: skip
        yield from self._figures()
        yield from self._answers("plan", "", "", document.answers, self.plan.answers, self.plan.form.plan, about)

    def _figures(self) -> Iterator[Change]:
        for figure in self.document.figures:
            if figure.sha256 not in self.matched.figures and figure.sha256 in self.reading.pictures:
                words = figure.caption or figure.alt or "Uten bildetekst"
                value = [figure.sha256, figure.alt, figure.caption]
                path = paths.figure(figure.sha256)
                yield Change(path, "Ny figur", "", words, "ny", part="plan", part_name="Planen", value=value)

    def _goal(self, goal: Delmaal, held: Delmaal) -> Iterator[Change]:
        about = {"part": paths.delmaal(held.uid), "part_name": f"Delmål {held.number}: {held.title}"}
        if goal.money_note and not same_words(goal.money_note, held.money_note):
            place = self.places.field(paths.delmaal_field(goal.uid, "money_note"))
            path = paths.delmaal_field(held.uid, "money_note")
            kind = _kind(held.money_note)
            note = goal.money_note
            yield Change(path, "Merknad om midler", held.money_note, note, kind, place, **about, value=note)
        prompts = self.plan.form.delmaal
        yield from self._answers("delmaal", goal.uid, held.uid, goal.answers, held.answers, prompts, about)
        yield from self._goal_money(goal, held, about)
        yield from self._earlier("delmaal", goal, held.uid, held.earlier, about)
        for one in goal.tiltak:
            yield from self._one_tiltak(one, goal, held)

    def _one_tiltak(self, one: Tiltak, goal: Delmaal, held_goal: Delmaal) -> Iterator[Change]:
        uid = self.matched.uids[one.uid]
        _, held = self._tiltak.get(uid, (held_goal, None))
        path, theirs = paths.tiltak(uid), paths.tiltak(one.uid)
        name = held.title if held else one.title
        about = {
            "part": path,
            "part_name": f"Tiltak {held_goal.number}.{held.number if held else one.number}: {name}",
            "within": "" if held else path,
        }
        title_place = self.places.field(f"{theirs}/title")
        if held is None:
            label = f"Nytt tiltak under delmål {held_goal.number}"
            yield Change(path, label, "", one.title, "ny", title_place, **about, value=[held_goal.uid, one.title])
        elif not same_words(one.title, held.title):
            title = f"{path}/title"
            yield Change(title, "Tittel", held.title, one.title, "endres", title_place, **about, value=one.title)
        now = held or Tiltak(uid=uid, number=one.number, title=one.title)
        yield from self._about(one, now, path, about)
        yield from self._answers("tiltak", one.uid, uid, one.answers, now.answers, self.plan.form.tiltak, about)
        yield from self._cells("tiltak", one.uid, uid, one.lines, now.lines, about)

    def _about(self, one: Tiltak, held: Tiltak, path: str, about: Mapping[str, str]) -> Iterator[Change]:
        theirs = paths.tiltak(one.uid)
        if one.phase and one.phase != held.phase:
            place = self.places.field(f"{theirs}/phase")
            known = one.phase in TiltakRow.Phase.values
            why = "" if known else "Portalen har ingen slik fase."
            kind = _kind(held.phase) if known else "kan-ikke"
            yield Change(f"{path}/phase", "Fase", held.phase, one.phase, kind, place, **about, why=why, value=one.phase)
        named = ("responsible", "Hovedansvarlig", "responsible"), ("partner", "Samarbeidsparter", "partners")
        for name, label, attribute in named:
            (parties, text), (now, now_text) = _parties(one, attribute), _parties(held, attribute)
            if (parties or text) and not (_same_parties(parties, now) and same_words(text, now_text)):
                place = self.places.field(f"{theirs}/{attribute}")
                before, after = party_names(now, now_text), party_names(parties, text)
                value = [[party.model_dump() for party in parties], text]
                yield Change(f"{path}/{name}", label, before, after, _kind(before), place, **about, value=value)
        frame = [one.time_from, one.time_to, one.time_text]
        held_frame = [held.time_from, held.time_to, held.time_text]
        if any(frame) and frame != held_frame:
            place = self.places.field(f"{theirs}/time")
            before, after = self._frame(held_frame), self._frame(frame)
            yield Change(f"{path}/tidsramme", "Tidsramme", before, after, _kind(before), place, **about, value=frame)

    def _frame(self, frame: Sequence[str]) -> str:
        agreement = self.plan.agreement
        return TimeFrame(*frame).in_words(agreement.first_year, agreement.last_year, self.plan.language)

    def _answers(
        self,
        level: str,
        theirs: str,
        ours: str,
        document: Sequence[Answer],
        held: Sequence[Answer],
        prompts: Sequence[Prompt],
        about: Mapping[str, str],
    ) -> Iterator[Change]:
        """Yield the texts of a part; `theirs` and `ours` are its uid in the document and in the plan."""
        said, now = {one.key: one for one in document}, {one.key: one for one in held}
        for prompt in prompts:
            path = paths.answer(level, ours, prompt.key)
            before = _stored(now.get(prompt.key), {})
            after = _stored(said.get(prompt.key), self.matched.figures)
            under = self._put.get(path, ())
            if under:
                whole = with_paragraphs(after["html"] or before["html"], under)
                after = {"html": normal(whole), "reason": ""}
            if not (after["html"] or after["reason"]):
                continue
            if same_html(after["html"], before["html"]) and same_words(after["reason"], before["reason"]):
                continue
            place = self.places.field(paths.answer(level, theirs, prompt.key))
            shown = _shown(before)
            yield Change(path, prompt.wording, shown, _shown(after), _kind(shown), place, **about, value=after)
        asked = {prompt.key for prompt in prompts}
        wordings = {prompt.key: prompt.wording for prompt in getattr(self.document.form, level)}
        for key, answer in said.items():
            if key not in asked:
                path = paths.answer(level, ours, key)
                place = self.places.field(paths.answer(level, theirs, key))
                why = f"Malen for planen for {self.plan.year} spør ikke om dette."
                text = _shown(_stored(answer, {}))
                yield Change(path, wordings.get(key, key), "", text, "kan-ikke", place, **about, why=why)

    def _goal_money(self, goal: Delmaal, held: Delmaal, about: Mapping[str, str]) -> Iterator[Change]:
        """Yield the delmål's own amounts: less what tiltak hold in the plan that the document does not spread."""
        ours = {self.matched.uids.get(one.uid) for one in goal.tiltak}
        spread_here = {(self._source_keys[line.source], line.year) for one in goal.tiltak for line in one.lines}
        spread: dict[amounts.Cell, int] = {}
        for one in held.tiltak:
            for line in one.lines:
                cell = (line.source, line.year)
                if counts(line.certainty) and (cell not in spread_here or one.uid not in ours):
                    spread[cell] = spread.get(cell, 0) + line.kroner
        lines: list[Line] = []
        for line in goal.lines:
            over = spread.get((self._source_keys[line.source], line.year), 0)
            if not over or not counts(line.certainty):
                lines.append(line)
            elif line.kroner > over:
                lines.append(line.model_copy(update={"kroner": line.kroner - over}))
            elif line.kroner < over:
                source = self._source_keys[line.source]
                why = (
                    f"Tiltakene i planen har til sammen {kroner(over)} fra {self._names[source]} i {line.year}, som er "
                    "mer enn dokumentet har for hele delmålet."
                )
                path = f"delmaal/{held.uid}/kroner/{source}/{line.year}"
                label = f"{self._names[source]} {line.year}"
                yield Change(path, label, "", kroner(line.kroner), "kan-ikke", **about, why=why)
        yield from self._cells("delmaal", goal.uid, held.uid, lines, held.lines, about)

    def _cells(
        self,
        kind: str,
        theirs: str,
        ours: str,
        document: Iterable[Line],
        held: Iterable[Line],
        about: Mapping[str, str],
    ) -> Iterator[Change]:
        """Yield the amounts of a row, source by source and year by year."""
        now = amounts.by_cell(held)
        for (source, year), found in amounts.by_cell(document).items():
            key = self._source_keys[source]
            before = now.get((key, year), [])
            after = amounts.merged(found, before)
            if amounts.same(before, after):
                continue
            why = self._refused_year(kind, year)
            place = self.places.amount(
                f"{kind}/{theirs}", is_state=source in self._state, is_this_year=year == self.plan.year
            )
            words = amounts.in_words(before, self.plan.language), amounts.in_words(after, self.plan.language)
            yield Change(
                f"{kind}/{ours}/kroner/{key.removeprefix('ny:')}/{year}",
                f"{self._names[key]} {year}",
                *words,
                "kan-ikke" if why else _kind(words[0]),
                place,
                **about,
                why=why,
                value=[source, year, [list(one) for one in after]],
            )

    def _refused_year(self, kind: str, year: int) -> str:
        """Return why a row of this kind cannot hold an amount of a year; nothing where it can."""
        last = self.plan.agreement.last_year
        if year < self.plan.year:
            return f"Planen for {self.plan.year} kan ikke ha beløp for {year}."
        if year > last:
            return f"Avtalen slutter i {last}; {year} er utenfor avtaleperioden."
        if year > self.plan.year and kind == "tiltak":
            return "Beløp for senere år føres på delmålet eller posten, ikke på et tiltak."
        return ""

    def _earlier(
        self,
        kind: str,
        node: Delmaal | Post,
        ours: str,
        held: Sequence[YearFigure],
        about: Mapping[str, str],
    ) -> Iterator[Change]:
        """Yield state money of earlier years, where the plan before does not say the same already."""
        now = {figure.year: figure.kroner for figure in held}
        for figure in node.earlier:
            if now.get(figure.year) == figure.kroner:
                continue
            inside = self.plan.agreement.first_year <= figure.year < self.plan.year
            why = "" if inside else f"{figure.year} er ikke et tidligere år i avtalen."
            before = kroner(now[figure.year]) if figure.year in now else ""
            yield Change(
                f"{kind}/{ours}/tidligere/{figure.year}",
                f"Bygdevekstmidler {figure.year}",
                before,
                kroner(figure.kroner),
                _kind(before) if inside else "kan-ikke",
                self.places.amount(f"{kind}/{node.uid}", is_state=True, is_this_year=False),
                **about,
                why=why,
                value=figure.kroner,
            )

    def _post(self, post: Post) -> Iterator[Change]:
        uid = self.matched.uids[post.uid]
        held, path = self._posts.get(uid), paths.post(uid)
        about = {"part": path, "part_name": held.name if held else post.name, "within": "" if held else path}
        place = self.places.row(paths.post(post.uid), "seksjon-6", "seksjon-7")
        if held is None:
            yield Change(
                path, "Ny budsjettpost", "", post.name, "ny", place, **about, value=[post.name, post.outside_sum]
            )
        elif held.outside_sum != post.outside_sum:
            words = {True: "utenfor summen", False: "i summen"}
            now, then = words[held.outside_sum], words[post.outside_sum]
            utenfor = paths.post_field(uid, "utenfor")
            yield Change(utenfor, "Regnes med", now, then, "endres", place, **about, value=post.outside_sum)
        now_post = held or Post(uid=uid, number=0, name=post.name)
        yield from self._cells("post", post.uid, uid, post.lines, now_post.lines, about)
        yield from self._earlier("post", post, uid, now_post.earlier, about)

    def _rates(self) -> Iterator[Change]:
        """Yield hourly rates that the agreement lacks; those it has are its own."""
        if self.document.pilot != self.plan.pilot:
            return
        held = {rate.year for rate in self.plan.agreement.hourly_rates}
        for rate in self.document.agreement.hourly_rates:
            if rate.year not in held:
                path = f"avtale/timesats/{rate.year}"
                words = f"{kroner(rate.kroner)} per time"
                yield Change(path, f"Timesats {rate.year}", "", words, "fylles", part_name="Planen", value=rate.kroner)

    def _left_alone(self) -> Iterator[Change]:
        """Yield what stands in the plan and not in the document: delmål, tiltak and posts."""
        ours = set(self.matched.uids.values())
        for goal in self.plan.delmaal:
            about = {"part": paths.delmaal(goal.uid), "part_name": f"Delmål {goal.number}: {goal.title}"}
            if goal.uid not in ours:
                yield Change(paths.delmaal(goal.uid), f"Delmål {goal.number}", goal.title, "", "beholdes", **about)
            for one in goal.tiltak:
                if one.uid not in ours:
                    path = paths.tiltak(one.uid)
                    name = f"Tiltak {goal.number}.{one.number}"
                    full = f"{name}: {one.title}"
                    yield Change(path, name, one.title, "", "beholdes", part=path, part_name=full)
        for post in self.plan.posts:
            if post.uid not in ours:
                path = paths.post(post.uid)
                yield Change(path, "Budsjettpost", post.name, "", "beholdes", part=path, part_name=post.name)


def _kind(now: str) -> Kind:
    return "endres" if now else "fylles"


def _stored(answer: Answer | None, figures: Mapping[str, str]) -> dict[str, Any]:
    if answer is None:
        return {"html": "", "reason": ""}
    return {"html": as_html(answer.text, figures), "reason": answer.not_relevant_reason}


def _shown(answer: Mapping[str, str]) -> str:
    return f"Ikke relevant: {answer['reason']}" if answer["reason"] else readable(answer["html"])


def _parties(tiltak: Tiltak, attribute: str) -> tuple[tuple[Party, ...], str]:
    return getattr(tiltak, attribute), getattr(tiltak, f"{attribute}_text")


def _same_parties(one: Sequence[Party], other: Sequence[Party]) -> bool:
    return [party.key for party in one] == [party.key for party in other]
