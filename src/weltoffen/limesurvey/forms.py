"""What is uploaded and chosen on the pages: files, columns with their values, whose a response is."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from weltoffen.answers.bridge import questions_of
from weltoffen.foundation.forms import SummarisedForm
from weltoffen.limesurvey.bridge import LARGEST_FILE, NOWHERE, UNDECIDED, ColumnMapping, Content, proposed
from weltoffen.limesurvey.models import LONGEST_NAME, SavedMapping
from weltoffen.rounds.models import Round

LARGEST_MAPPING = 2_000_000
LONGEST_NUMBER = 5


def _file(*, required: bool) -> forms.FileField:
    return forms.FileField(
        required=required,
        allow_empty_file=True,
        max_length=255,
        error_messages={
            "required": gettext_lazy("Please choose a file."),
            "invalid": gettext_lazy("Please choose a file."),
            "max_length": gettext_lazy("The name of the file is too long. Please give it a shorter one."),
        },
    )


def _bearable(file: "UploadedFile[bytes] | None", most: int = LARGEST_FILE) -> "UploadedFile[bytes] | None":
    if file is not None and (file.size or 0) > most:
        raise forms.ValidationError(_("The file has more than %(most)s MB.") % {"most": most // 1_000_000})
    return file


class ResponsesForm(SummarisedForm):
    """The responses, the structure of the survey, and a saved mapping; the latter two may be missing."""

    responses = _file(required=True)
    structure = _file(required=False)
    mapping = forms.CharField(required=False)

    def clean_responses(self) -> "UploadedFile[bytes] | None":
        """Of bearable size."""
        return _bearable(self.cleaned_data["responses"])

    def clean_structure(self) -> "UploadedFile[bytes] | None":
        """Of bearable size."""
        return _bearable(self.cleaned_data["structure"])


class DraftForm(SummarisedForm):
    """A survey that shall become a questionnaire, and how its lists stand."""

    survey = _file(required=True)
    order = forms.ChoiceField(choices=[("", ""), ("worst_first", ""), ("best_first", "")], required=False)
    foreign = forms.BooleanField(required=False)

    def clean_survey(self) -> "UploadedFile[bytes] | None":
        """Of bearable size."""
        return _bearable(self.cleaned_data["survey"])


class MappingForm(SummarisedForm):
    """A mapping that came as a file."""

    mapping_file = _file(required=True)

    def clean_mapping_file(self) -> "UploadedFile[bytes] | None":
        """A mapping is a small text."""
        return _bearable(self.cleaned_data["mapping_file"], LARGEST_MAPPING)


class Chosen(NamedTuple):
    """What was chosen for the questions of a field: columns by question, and a sentence for each faulty one."""

    columns: Mapping[str, ColumnMapping | None]
    faults: Mapping[str, str]
    new: int


def chosen_in(
    posted: QueryDict, round_: Round, content: Content, questions: Iterable[str], taken: Mapping[str, str]
) -> Chosen:
    """Columns and options as they were posted; `taken` are the questions of other fields by the heading they have.

    Where the column is another one than the page showed, its values are proposed anew. A column answers one question.
    """
    columns: dict[str, ColumnMapping | None] = {}
    faults: dict[str, str] = {}
    seen, new = dict(taken), 0
    for key in questions:
        number = _number(posted.get(f"column-{key}", ""), len(content.columns))
        if number is None:
            columns[key] = None
            continue
        column = content.columns[number]
        if column.heading in seen:
            faults[key] = _("This column answers the question %(question)s already.") % {
                "question": seen[column.heading]
            }
        seen[column.heading] = key
        answers = dict(proposed(round_, content, number, key))
        if posted.get(f"shown-{key}") == str(number):
            options = _options(round_, key)
            for place, value in enumerate(content.values(number)):
                option = posted.get(f"value-{key}-{place}", "")
                answers[value] = option if option in options else UNDECIDED
        else:
            new += 1
        columns[key] = ColumnMapping(column.heading, key, answers, column.boxes)
    return Chosen(columns, faults, new)


def _options(round_: Round, key: str) -> set[str]:
    return {*questions_of(round_)[key].options, NOWHERE}


def _number(text: str, most: int) -> int | None:
    return (
        int(text) if text.isascii() and text.isdecimal() and len(text) <= LONGEST_NUMBER and int(text) < most else None
    )


def name_for(round_title: str, survey: str) -> str:
    """A name that a mapping could have."""
    return (survey or round_title)[:LONGEST_NAME]


def saved_among(mappings: Iterable[SavedMapping], key: str) -> SavedMapping | None:
    """The saved mapping that was chosen, if it is one of these."""
    return next((one for one in mappings if str(one.pk) == key), None)
