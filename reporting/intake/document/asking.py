"""Questions that come up while a document is read, and the answers that were given."""

from collections.abc import Mapping, Sequence

from reporting.intake.document.reading import Choice, Question


class Asking:
    """Collects questions; an answer that is no choice of its question is as none."""

    def __init__(self, answers: Mapping[str, str]) -> None:
        self._answers = answers
        self.questions: dict[str, Question] = {}
        self.notices: list[str] = []

    def ask(
        self, key: str, place: str, text: str, choices: Sequence[tuple[str, str]], *, assumed: str = "", path: str = ""
    ) -> str:
        """Ask, and return the choice that was made, else the one that is assumed, else nothing."""
        made = tuple(Choice(*choice) for choice in choices)
        self.questions[key] = Question(key, place, text, made, assumed, path)
        given = self._answers.get(key, "")
        return given if any(choice.key == given for choice in made) else assumed

    def answer(self, key: str) -> str:
        """Return what was answered to something that is asked about elsewhere."""
        return self._answers.get(key, "")

    def tell(self, notice: str) -> None:
        """Say something once."""
        if notice not in self.notices:
            self.notices.append(notice)
