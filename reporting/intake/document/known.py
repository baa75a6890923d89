"""What the portal knows beforehand, and a document is held against: forms in both languages, parties and agreements."""

from reporting.value import Agreement, Form, Node, Party, Prompt, Source


class Wording(Node):
    """A prompt of a form in both languages, with `{år}` for the plan's year."""

    level: str
    key: str
    nb: str
    nn: str
    required: bool = False
    substance: bool = False

    @property
    def both(self) -> tuple[str, str]:
        """The wordings."""
        return self.nb, self.nn


class KnownForm(Node):
    """A form: what it asks, the line above the tiltak of a delmål, and the heading of the overview."""

    key: str
    lead: tuple[str, str]
    overview: tuple[str, str]
    prompts: tuple[Wording, ...]

    def of(self, level: str) -> tuple[Wording, ...]:
        """Return the prompts of `plan`, `delmaal` or `tiltak`, in order."""
        return tuple(prompt for prompt in self.prompts if prompt.level == level)

    def worded(self, language: str, year: int) -> Form:
        """Return the form as a plan holds it."""
        place = 1 if language == "nn" else 0

        def prompts(level: str) -> tuple[Prompt, ...]:
            return tuple(
                Prompt(
                    key=one.key,
                    wording=one.both[place].replace("{år}", str(year)),
                    required=one.required,
                    substance=one.substance,
                )
                for one in self.of(level)
            )

        return Form(
            key=self.key,
            lead=self.lead[place].replace("{år}", str(year)),
            overview=self.overview[place].replace("{år}", str(year)),
            plan=prompts("plan"),
            delmaal=prompts("delmaal"),
            tiltak=prompts("tiltak"),
        )


class KnownAgreement(Node):
    """An agreement with the pilot's name and slug and its funding sources."""

    pilot: str
    slug: str
    agreement: Agreement
    sources: tuple[Source, ...] = ()


class Known(Node):
    """All of it. At least one form is needed; the newest first."""

    forms: tuple[KnownForm, ...]
    parties: tuple[Party, ...] = ()
    agreements: tuple[KnownAgreement, ...] = ()
