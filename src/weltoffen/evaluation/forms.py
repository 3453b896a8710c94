"""What may be chosen when fields are made public or taken back."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from weltoffen.foundation.forms import SummarisedForm


class FieldsForm(SummarisedForm):
    """Fields of action, at least one."""

    field = forms.MultipleChoiceField(error_messages={"required": _("Choose at least one field of action.")})

    def __init__(self, labels: Mapping[str, str], data: Any = None) -> None:
        super().__init__(data)
        chosen = self.fields["field"]
        if isinstance(chosen, forms.MultipleChoiceField):
            chosen.choices = list(labels.items())


class WithdrawForm(forms.Form):
    """One field that is public."""

    release = forms.IntegerField(min_value=1)
