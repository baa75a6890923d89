"""Uploading a file to ask what it is."""

from review.forms.sent_file import SentFileForm, file_field


class VerifyForm(SentFileForm):
    """A PDF or JSON file."""

    file = file_field("PDF eller JSON", "Filen blir ikke lagret.", accept=".pdf,.json,application/pdf,application/json")

    def clean_file(self) -> bytes:
        """Return the file's bytes. Raises ValidationError for one that is too large, before it is read."""
        return bytes(self.small_file().read())
