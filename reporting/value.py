"""The narrow waist: a whole handlingsplan as one frozen, typed value.

Everything that shows, checks or compares a plan reads this and the tables computed from it, nothing else. It holds
what people entered, never a sum. Status, dates of decisions and signatures are no part of it: they are arguments of
rendering (`Standing`), so that deciding about a plan does not change what was decided on.
"""

import datetime
from functools import cached_property
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from plans.richtext import RichText

#: Raised by one whenever the shape below changes; `reporting.snapshots` then gets an upgrade from the older one.
SCHEMA_VERSION = 3


class Node(BaseModel):
    """A part of the value: immutable, and refusing what it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Party(Node):
    """A party as the plan names it."""

    key: str
    name: str
    short_name: str = ""
    kind: str
    kommunenummer: str | None = None
    organisasjonsnummer: str | None = None

    @property
    def shown(self) -> str:
        """The name that is printed in running tables."""
        return self.name


class AgreementParty(Node):
    """A party of the agreement, and whether it signs the plan."""

    party: Party
    role: str
    signs: bool


class WorkGroup(Node):
    """A group that prepares tiltak."""

    name: str
    leader: str = ""
    delmaal: str | None = Field(default=None, description="uid of the delmål the group works for")


class Rate(Node):
    """Kroner an hour for municipal staff in a year."""

    year: int
    kroner: int


class Agreement(Node):
    """What the plan needs of its agreement."""

    first_year: int
    last_year: int
    signed: datetime.date | None = None
    parties: tuple[AgreementParty, ...] = ()
    work_groups: tuple[WorkGroup, ...] = ()
    hourly_rates: tuple[Rate, ...] = ()

    @property
    def municipalities(self) -> tuple[Party, ...]:
        """The municipalities that made the agreement, in its order."""
        return tuple(member.party for member in self.parties if member.party.kind == "kommune")

    @property
    def signatories(self) -> tuple[Party, ...]:
        """The parties with a signature line, in the agreement's order."""
        return tuple(member.party for member in self.parties if member.signs)


class Source(Node):
    """A funding source: a column of section 7."""

    key: str
    kind: str
    name: str
    programme_category: str = ""
    chapter: str = ""
    post: str = ""


class Line(Node):
    """One entered amount in whole kroner. Its row is the node that holds it."""

    source: str
    year: int
    kroner: int = Field(ge=0)
    certainty: str
    shared_with: str = Field(default="", description="name of the pilot the money is shared with")
    note: str = ""


class YearFigure(Node):
    """State money of an earlier year, from that year's approved plan or typed as history."""

    year: int
    kroner: int = Field(ge=0)


class Prompt(Node):
    """A question of the form, worded in the plan's language and for its year."""

    key: str
    wording: str
    required: bool = False
    substance: bool = Field(default=False, description="Whether a changed answer of a tiltak needs a reason")


class Form(Node):
    """The year's form: what is asked, in order."""

    key: str
    lead: str
    overview: str
    plan: tuple[Prompt, ...] = ()
    delmaal: tuple[Prompt, ...] = ()
    tiltak: tuple[Prompt, ...] = ()


class Answer(Node):
    """The text under a prompt, or why it is not relevant."""

    key: str
    text: RichText = ()
    not_relevant_reason: str = ""
    carried: bool = Field(default=False, description="Whether it came along from the earlier plan, untouched since")


class Tiltak(Node):
    """A measure with its parties, time frame, texts and money."""

    uid: str
    number: int
    title: str
    phase: str = ""
    responsible: tuple[Party, ...] = ()
    responsible_text: str = ""
    partners: tuple[Party, ...] = ()
    partners_text: str = ""
    time_from: str = ""
    time_to: str = ""
    time_text: str = ""
    answers: tuple[Answer, ...] = ()
    lines: tuple[Line, ...] = ()


class Delmaal(Node):
    """A goal with its texts, tiltak and the money that is not spread on tiltak."""

    uid: str
    number: int
    title: str
    short_title: str
    theme: str = ""
    money_note: str = ""
    answers: tuple[Answer, ...] = ()
    tiltak: tuple[Tiltak, ...] = ()
    lines: tuple[Line, ...] = ()
    earlier: tuple[YearFigure, ...] = ()

    @property
    def all_lines(self) -> tuple[Line, ...]:
        """The delmål's figure: its tiltak's lines and its own."""
        return tuple(line for tiltak in self.tiltak for line in tiltak.lines) + self.lines


class Post(Node):
    """A budget row that is no delmål; outside the sum it is printed in brackets."""

    uid: str
    number: int
    name: str
    outside_sum: bool = False
    lines: tuple[Line, ...] = ()
    earlier: tuple[YearFigure, ...] = ()


class Figure(Node):
    """A picture that texts refer to by its SHA-256."""

    sha256: str
    media_type: str
    width: int
    height: int
    alt: str
    caption: str = ""


class Change(Node):
    """Reason for a changed tiltak or assessment of an ended one."""

    uid: str
    reason: str = ""
    assessment: str = ""


class Link(Node):
    """How a tiltak follows from one in an earlier plan."""

    earlier_year: int
    earlier_uid: str
    later_uid: str
    kind: str


class Handlingsplan(Node):
    """One year's plan, whole."""

    schema_version: Literal[3] = 3
    slug: str
    pilot: str
    year: int
    language: Literal["nb", "nn"] = "nb"
    document_date: datetime.date | None = None
    agreement: Agreement
    form: Form
    sources: tuple[Source, ...] = ()
    answers: tuple[Answer, ...] = ()
    delmaal: tuple[Delmaal, ...] = ()
    posts: tuple[Post, ...] = ()
    figures: tuple[Figure, ...] = ()
    logo: Figure | None = Field(default=None, description="The pilot's logo, which stands on the first page")
    changes: tuple[Change, ...] = ()
    links: tuple[Link, ...] = ()
    earlier: "Handlingsplan | None" = Field(
        default=None, description="The plan before this one, which the account of the year's changes is made of"
    )

    @model_validator(mode="after")
    def _one_year_back(self) -> Self:
        if self.earlier is not None and (self.earlier.earlier is not None or self.earlier.year >= self.year):
            raise ValueError("den tidligere planen er av et tidligere år og har ingen plan før seg")
        return self

    @property
    def pictures(self) -> tuple[Figure, ...]:
        """All pictures whose bytes the documents need: the figures, and the logo."""
        return (*self.figures, self.logo) if self.logo else self.figures

    @cached_property
    def state_sources(self) -> frozenset[str]:
        """Keys of the sources that are the ministry's bygdevekst money."""
        return frozenset(source.key for source in self.sources if source.kind == "stat")


class Standing(Node):
    """What rendering is told besides the plan: where it is on its way, and who decided what when."""

    status: str = "utkast"
    status_name: str = "utkast"
    adoption_date: datetime.date | None = None
    case_number: str = ""
    version: int | None = Field(default=None, description="The frozen version that the file was made from, if any")
    sha256: str = Field(default="", description="SHA-256 of the frozen version's own bytes, which name it")

    @property
    def is_draft(self) -> bool:
        """Whether «UTKAST» stands across the pages."""
        return self.status == "utkast"

    @property
    def is_approved(self) -> bool:
        """Whether KDD's approval stands."""
        return self.status in ("godkjent", "vilkaar", "erstattet")
