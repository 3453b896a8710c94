"""What may be typed about a piece of evidence, of each kind; every fault has its sentence."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from weltoffen.answers.models import LONGEST_COMMENT
from weltoffen.evidence.actions import Said
from weltoffen.evidence.choices import Kind, Layer
from weltoffen.evidence.contents import LARGEST, Checked, FaultyDocument, checked
from weltoffen.evidence.links import FaultyLink, checked_link
from weltoffen.evidence.models import LONGEST_TITLE, Evidence
from weltoffen.foundation.forms import VISIBLE, SummarisedForm

LONGEST_UPLOADED_NAME = 255
TOO_LONG = gettext_lazy("Please shorten the text to %(limit_value)s characters.")


class EvidenceForm(SummarisedForm):
    """What every kind has: where it belongs, what it is called, words about it."""

    kind: Kind

    layer = forms.ChoiceField(
        choices=Layer,
        error_messages={
            "required": gettext_lazy("Please choose what it shows."),
            "invalid_choice": gettext_lazy("Please choose what it shows."),
        },
    )
    title = forms.CharField(
        max_length=LONGEST_TITLE,
        validators=[VISIBLE],
        error_messages={
            "required": gettext_lazy("Please say in a few words what it is."),
            "max_length": gettext_lazy("Please shorten the title to %(limit_value)d characters."),
        },
    )
    text = forms.CharField(max_length=LONGEST_COMMENT, required=False, error_messages={"max_length": TOO_LONG})

    def clean_text(self) -> str:
        """One kind of line end."""
        return str(self.cleaned_data["text"]).replace("\r\n", "\n").strip()

    def said(self) -> Said:
        """What a sound form says."""
        known = self.cleaned_data
        return Said(
            self.kind, known["layer"], known["title"], known.get("url", ""), known["text"], known.get("file")
        )  # fmt: skip


class LinkForm(EvidenceForm):
    """An address of a page."""

    kind = Kind.LINK
    url = forms.CharField(error_messages={"required": gettext_lazy("Please type the address.")})

    def clean_url(self) -> str:
        """Only what leads to a page."""
        try:
            return checked_link(self.cleaned_data["url"])
        except FaultyLink as faulty:
            raise forms.ValidationError(str(faulty)) from None


class DocumentForm(EvidenceForm):
    """A file. Without a title it is called as its file; `is_new`: there is no file yet."""

    kind = Kind.DOCUMENT
    file = forms.FileField(
        allow_empty_file=True,
        max_length=LONGEST_UPLOADED_NAME,
        error_messages={
            "required": gettext_lazy("Please choose a file."),
            "invalid": gettext_lazy("Please choose a file."),
            "max_length": gettext_lazy("The name of the file is too long. Please give it a shorter one."),
        },
    )

    def __init__(self, *arguments: Any, is_new: bool = True, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["file"].required = is_new
        self.fields["title"].required = not is_new

    def clean_file(self) -> Checked | None:
        """Only what is what it says, and cannot act by itself."""
        file: UploadedFile[bytes] | None = self.cleaned_data["file"]
        if file is None:
            return None
        try:
            # What is too large is not read to the end.
            return checked(file.name or "", file.read(LARGEST + 1))
        except FaultyDocument as faulty:
            raise forms.ValidationError(str(faulty)) from None

    def clean(self) -> dict[str, Any]:
        """A title of its own, else the file's name."""
        known: dict[str, Any] = super().clean() or self.cleaned_data
        if not known.get("title") and known.get("file") is not None:
            known["title"] = known["file"].name[:LONGEST_TITLE]
        return known


class NoteForm(EvidenceForm):
    """Words alone."""

    kind = Kind.NOTE

    def clean_text(self) -> str:
        """A note needs some."""
        text = super().clean_text()
        if not text:
            raise forms.ValidationError(_("Please write the note."))
        return text


FORMS: Mapping[str, type[EvidenceForm]] = {Kind.LINK: LinkForm, Kind.DOCUMENT: DocumentForm, Kind.NOTE: NoteForm}


def known_of(evidence: Evidence) -> dict[str, str]:
    """What stands in the form of a piece that is changed."""
    return {"layer": evidence.layer, "title": evidence.title, "url": evidence.url, "text": evidence.text}
