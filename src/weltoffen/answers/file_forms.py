"""What may be chosen for a download, and which file may come back."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from weltoffen.answers.exports import EVERYTHING, FORMATS, Part
from weltoffen.foundation.forms import SummarisedForm

LARGEST_FILE = 5_000_000


class DownloadForm(forms.Form):
    """Which part, which format, and whether present answers are filled in."""

    format = forms.ChoiceField(choices=[(ending, ending) for ending in FORMATS], required=False)
    filled = forms.BooleanField(required=False)

    def __init__(self, parts: Sequence[Part], **options: Any) -> None:
        super().__init__(**options)
        self.parts = {part.key: part for part in parts}
        self.fields["part"] = forms.ChoiceField(choices=[(key, key) for key in self.parts], required=False)

    @property
    def part_wanted(self) -> Part:
        """The chosen part of a sound form; everything where nothing was chosen."""
        return self.parts[self.cleaned_data["part"] or EVERYTHING]

    @property
    def ending(self) -> str:
        """The chosen format."""
        return self.cleaned_data["format"] or next(iter(FORMATS))


class UploadForm(SummarisedForm):
    """One file of bearable size."""

    file = forms.FileField(
        allow_empty_file=True,
        max_length=255,
        error_messages={
            "required": gettext_lazy("Please choose a file."),
            "invalid": gettext_lazy("Please choose a file."),
            "max_length": gettext_lazy("The name of the file is too long. Please give it a shorter one."),
        },
    )

    def clean_file(self) -> "UploadedFile[bytes]":
        """Not larger than a filled form ever is."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST_FILE:
            sentence = _("The file has more than %(most)s MB. A filled form is much smaller: is it the right file?")
            raise forms.ValidationError(sentence % {"most": LARGEST_FILE // 1_000_000})
        return file
