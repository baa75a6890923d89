"""Writing what a document says into a plan: each thing through its service, what is refused noted with its place."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from budgets.models import FundingSource
from budgets.services import create_post, create_source
from plans.models import Figure, Party, Person, Plan, PlanDelmaal
from plans.services import Closed, Conflict, add_figure, create_party, create_tiltak, store_blob
from plans.services.fields import OPEN_STATUSES
from reporting.intake.document.reading import Reading
from reporting.storing.change import Change
from reporting.storing.fields import Fields, Gone
from reporting.storing.texts import figures_in, with_figures, without_figure
from reporting.value import Source

_LONGEST = {"tiltak": 250, "post": 160, "figur": 300}
#: What a source of the state's money must have, where the document does not print it.
_STATE = {"programme_category": "13.50", "chapter": "553", "post": "66"}


class Writer:
    """Takes changes one by one.

    `written`, `made` and `notes` are what `Stored` keeps; `places` says by path where each came from.
    """

    def __init__(self, plan: Plan, reading: Reading, name: str, by: Person) -> None:
        self.plan, self.reading, self.name, self.by = plan, reading, name, by
        self.fields = Fields(plan, by)
        self.written: list[list[Any]] = []
        self.made: list[list[str]] = []
        self.notes: list[dict[str, str]] = []
        self.places: dict[str, str] = {}
        self._sources = {source.key: source for source in reading.plan.sources}
        self._source_keys: dict[str, str] = {}
        self._figures: dict[str, str] = {}
        self._parties: dict[str, str] | None = None
        self._refused: set[str] = set()

    def take(self, changes: Iterable[Change], sources: Mapping[str, str]) -> None:
        """Write changes in their order. `sources` gives the plan's key of those of the document's that it has."""
        self._source_keys = dict(sources)
        for change in changes:
            if change.within in self._refused:
                continue
            held = self._state()
            try:
                with transaction.atomic():
                    self._one(change)
            except (ValidationError, Closed, Conflict) as error:
                self._go_back(held)
                self._refuse(change, " ".join(getattr(error, "messages", [str(error)])))
            except Gone:
                self._go_back(held)
                self._refuse(change, "Feltet finnes ikke i planen lenger.")

    def _state(self) -> tuple[int, int, int, dict[str, str], dict[str, str] | None]:
        """Return what must be taken back together with the rows of a change that is refused."""
        parties = None if self._parties is None else dict(self._parties)
        return len(self.written), len(self.made), len(self.notes), dict(self._source_keys), parties

    def _go_back(self, held: tuple[int, int, int, dict[str, str], dict[str, str] | None]) -> None:
        written, made, notes, self._source_keys, self._parties = held
        del self.written[written:], self.made[made:], self.notes[notes:]

    def note(self, kind: str, change: Change, message: str) -> None:
        """Remember something that must be said of a change."""
        label = f"{change.part_name}: {change.label}" if change.part_name else change.label
        self.notes.append(
            {"kind": kind, "path": change.path, "place": change.place, "label": label, "message": message,
             "text": change.would_be}
        )  # fmt: skip

    def _refuse(self, change: Change, message: str) -> None:
        if change.kind == "ny":
            self._refused.add(change.path)
            if "/figurer/" not in change.path:
                message = f"{message} Det som hører til, er heller ikke med."
        self.note("refused", change, message)

    def _one(self, change: Change) -> None:
        if change.kind == "ny":
            self._make(change)
        else:
            self._fill(change)

    def _fill(self, change: Change) -> None:
        path, value = change.path, change.value
        if "/svar/" in path:
            value = {**value, "html": self._with_known_figures(change, value["html"])}
        elif path.endswith(("/responsible", "/partner")):
            value = self._named_parties(change, *value)
        elif "/kroner/" in path:
            source, year, amounts = value
            path = f"{path.rsplit('/', 2)[0]}/{self._source(source)}/{year}"
            value = amounts
        if change.within:
            # What is new goes as a whole when it is undone.
            self.fields.write(path, value)
        else:
            before = self.fields.read(path)
            self.fields.write(path, value)
            after = self.fields.read(path)
            if before != after:
                self.written.append([path, f"{change.part_name}: {change.label}", before, after])
        if change.place:
            self.places[path] = change.place

    def _with_known_figures(self, change: Change, html: str) -> str:
        """Return a text that shows only figures that the plan has: one may be refused, or not have been ticked."""
        html = with_figures(html, self._figures)
        shown = figures_in(html)
        held = Figure.objects.filter(plan=self.plan, blob__in=shown).values_list("blob", flat=True)
        for sha256 in shown - set(held):
            html = without_figure(html, sha256)
            self.note("said", change, "En figur i teksten er ikke tatt med, fordi planen ikke har bildet.")
        return html

    def _make(self, change: Change) -> None:
        kind, _, uid = change.path.partition("/")
        if kind == "tiltak":
            goal, title = change.value
            delmaal = self.fields.row(f"delmaal/{goal}")
            assert isinstance(delmaal, PlanDelmaal)
            create_tiltak(delmaal=delmaal, title=self._short("tiltak", change, title), uid=UUID(uid), by=self.by)
            self.made.append(["tiltak", uid, change.part_name])
            self.places[f"{change.path}/title"] = change.place
        elif kind == "post":
            name, outside = change.value
            create_post(
                plan=self.plan, name=self._short("post", change, name), outside_sum=outside, uid=uid, by=self.by
            )
            self.made.append(["post", uid, change.part_name])
            self.places[f"{change.path}/navn"] = change.place
        else:
            self._add_figure(change)

    def _short(self, kind: str, change: Change, text: str) -> str:
        """Return a name as long as it may be, and say so where it was longer."""
        text = " ".join(text.split())
        if len(text) <= _LONGEST[kind]:
            return text
        self.note("said", change, f"Navnet er på {len(text)} tegn, og er kortet ned til {_LONGEST[kind]}.")
        return text[: _LONGEST[kind]].rstrip()

    def _add_figure(self, change: Change) -> None:
        sha256, alt, caption = change.value
        _, data = self.reading.pictures[sha256]
        if not alt.strip():
            alt = caption.strip() or f"Bilde fra {self.name}."
            self.note("said", change, "Bildet har ingen alternativ tekst i dokumentet. Skriv hva det viser.")
        held = Figure.objects.filter(plan=self.plan, blob=store_blob(data=data)).first()
        if held is not None:
            self._figures[sha256] = held.blob_id
            return
        caption = self._short("figur", change, caption)
        figure = add_figure(plan=self.plan, data=data, alt=alt, caption=caption, by=self.by)
        self._figures[sha256] = figure.blob_id
        self.made.append(["figur", figure.blob_id, change.would_be])

    def _source(self, key: str) -> str:
        """Return the plan's key of one of the document's sources, which is added to the pilot's where it is lacking."""
        if key not in self._source_keys:
            source: Source = self._sources[key]
            taken = set(FundingSource.objects.filter(pilot=self.plan.agreement.pilot_id).values_list("key", flat=True))
            columns = ("programme_category", "chapter", "post")
            state = {one: getattr(source, one) or _STATE[one] for one in columns} if source.kind == "stat" else {}
            made = create_source(
                pilot=self.plan.agreement.pilot,
                kind=source.kind,
                name=source.name[:80],
                key="" if key in taken else key[:40],
                by=self.by,
                **state,
            )
            self._source_keys[key] = made.key
            self.made.append(["kilde", made.key, f"Finansieringskilden «{made.name}»"])
        return self._source_keys[key]

    def _named_parties(self, change: Change, parties: list[dict[str, Any]], text: str) -> list[Any]:
        """Return parties by their keys and the free text; who cannot stand in the register stands in the text."""
        keys: list[str] = []
        others = [text] if text else []
        for party in parties:
            try:
                with transaction.atomic():
                    key = self._party(party)
            except ValidationError as error:
                why = " ".join(error.messages)
                self.note("said", change, f"«{party['name']}» er skrevet som tekst, ikke som part i registeret. {why}")
                others.append(party["name"])
            else:
                keys += [key] if key not in keys else []
        return [keys, ", ".join(others)]

    def _party(self, party: Mapping[str, Any]) -> str:
        """Return the register's key of a party, which is added where the register lacks it. Raises ValidationError."""
        if self._parties is None:
            self._parties = {row.key: row.key for row in Party.objects.all()}
        if party["key"] not in self._parties:
            own = self._named(party)
            if own is None:
                own = create_party(
                    name=party["name"], kind=party["kind"], short_name=party["short_name"], by=self.by,
                    kommunenummer=party["kommunenummer"], organisasjonsnummer=party["organisasjonsnummer"],
                )  # fmt: skip
                self.made.append(["part", own.key, f"Parten «{own.name}»"])
            self._parties[party["key"]] = own.key
        return self._parties[party["key"]]

    def _named(self, party: Mapping[str, Any]) -> Party | None:
        """Return the party that has the same number or name."""
        for column in ("organisasjonsnummer", "kommunenummer"):
            if party[column] and (found := Party.objects.filter(**{column: party[column]}).first()):
                return found
        name = party["name"].casefold()
        return next((row for row in Party.objects.all() if row.name.casefold() == name), None)


def require_open(plan: Plan) -> None:
    """Raise ValidationError where nothing of a plan may be written."""
    if plan.status not in OPEN_STATUSES and not plan.openings.exists():
        raise ValidationError("Planen er ikke åpen for endring. Den må tilbake til utkast først.")
