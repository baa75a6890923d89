"""Uploading a signed PDF."""

from review.forms.sent_file import SentFileForm, file_field


class SignedForm(SentFileForm):
    """A PDF with signatures."""

    file = file_field("Underskrevet PDF", "Teksten i filen sammenlignes med versjonen.", accept=".pdf,application/pdf")

    def clean_file(self) -> tuple[str, bytes]:
        """Return the file's name and bytes. Raises ValidationError for one that is too large, before it is read."""
        sent = self.small_file()
        return sent.name or "", bytes(sent.read())
