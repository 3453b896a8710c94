"""What may be typed about a municipality; every fault has its sentence."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from weltoffen.foundation.forms import VISIBLE, SummarisedForm
from weltoffen.municipalities.bridge import LARGEST, CheckedPicture, checked_picture
from weltoffen.municipalities.choices import Kind
from weltoffen.municipalities.models import Municipality
from weltoffen.municipalities.queries import places_with_key, present_places

KEY = RegexValidator(
    r"^([0-9]{5}|[0-9]{8}|[0-9]{9}|[0-9]{12})$",
    _("An official key has 5 digits for a county, 8 or 12 for a municipality, 9 for an association of municipalities."),
)


class DetailsForm(SummarisedForm):
    """Name, kind and official key."""

    name = forms.CharField(
        max_length=120,
        validators=[VISIBLE],
        error_messages={
            "required": _("Please type the name of the municipality."),
            "max_length": _("Please shorten the name to 120 characters."),
        },
    )
    kind = forms.ChoiceField(
        choices=Kind.choices,
        error_messages={
            "required": _("Please choose what kind of municipality this is."),
            "invalid_choice": _("Please choose one of the kinds."),
        },
    )
    official_key = forms.CharField(required=False, validators=[KEY])

    @classmethod
    def of(cls, municipality: Municipality, data: Any = None) -> "DetailsForm":
        """The form with what is stored, until somebody types something else."""
        initial = {name: getattr(municipality, name) for name in ("name", "kind", "official_key")}
        return cls(data=data, initial=initial)

    def clean_official_key(self) -> str:
        """A key that the official register knows, once there is a register and the key is a new one."""
        key: str = self.cleaned_data["official_key"].replace(" ", "")
        is_new = key != self.initial.get("official_key")
        if key and is_new and not places_with_key(key).exists() and present_places().exists():
            self.add_error("official_key", _("The official register knows no place with this key. Please check it."))
        return key


class NewMunicipalityForm(DetailsForm):
    """The details, and the name in addresses, which stays."""

    slug = forms.CharField(
        max_length=80,
        validators=[
            RegexValidator(
                r"^[a-z0-9]+(-[a-z0-9]+)*$",
                _("The name in addresses consists of small letters without accents, digits and hyphens."),
            )
        ],
        error_messages={
            "required": _("Please give a name in addresses, such as donnersbergkreis."),
            "max_length": _("Please shorten the name in addresses to 80 characters."),
        },
    )


class NewMemberForm(SummarisedForm):
    """Who gets access, as what."""

    name = forms.CharField(
        max_length=120, validators=[VISIBLE], error_messages={"required": _("Please type the person’s name.")}
    )
    email = forms.EmailField(
        error_messages={
            "required": _("Please type the person’s e-mail address."),
            "invalid": _("This is no complete e-mail address, such as name@example.org."),
        }
    )


class CoatOfArmsForm(SummarisedForm):
    """A picture that is harmless by its content, whatever it is called."""

    picture = forms.FileField(
        error_messages={
            "required": _("Please choose a picture."),
            "empty": _("The file is empty. Please choose a picture."),
        },
    )

    def clean_picture(self) -> CheckedPicture | None:
        """The picture, after the documents' own check."""
        upload: UploadedFile[bytes] = self.cleaned_data["picture"]
        if (upload.size or 0) > LARGEST:
            self.add_error("picture", _("The picture is larger than 1 MB. Please choose a smaller one."))
            return None
        picture = checked_picture(upload.read())
        for fault in picture.faults:
            self.add_error("picture", fault)
        return None if picture.faults else picture
