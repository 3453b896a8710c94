"""What may be chosen and typed about a joint round; every fault has its sentence."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from weltoffen.foundation.forms import SummarisedForm
from weltoffen.joint.queries import towns_called
from weltoffen.joint.rules import LONGEST_REASON
from weltoffen.municipalities.models import Municipality

PARTNERS, COUNTY_ONLY = "partners", "county"


class InviteForm(SummarisedForm):
    """Towns of the list, and one by its exact name or key."""

    anchors: Mapping[str, str] = {"towns": "id_towns_1"}

    name = forms.CharField(
        required=False, max_length=120,
        error_messages={"max_length": _("Please shorten the name to 120 characters.")},
    )  # fmt: skip

    def __init__(self, offered: Sequence[Municipality], known: Collection[int], **options: Any) -> None:
        super().__init__(**options)
        self.offered = {str(one.pk): one for one in offered}
        self.known = known
        self.found: Municipality | None = None
        self.fields["towns"] = forms.MultipleChoiceField(
            required=False, choices=[(key, one.name) for key, one in self.offered.items()],
            error_messages={"invalid_choice": _("Please choose from the list.")},
        )  # fmt: skip
        self.order_fields(["towns", "name"])

    def clean_name(self) -> str:
        """One municipality that is here under exactly these words."""
        words: str = self.cleaned_data["name"].strip()
        if not words:
            return words
        found = towns_called(words)
        if not found:
            self.add_error("name", _(
                "No municipality with exactly this name or key is set up here. Please check it, or ask those who run "
                "this service to set the municipality up."
            ))  # fmt: skip
        elif len(found) > 1:
            self.add_error("name", _("Several municipalities are called like this. Please type the official key."))
        elif found[0].pk in self.known:
            self.add_error("name", _("%(town)s is invited already, or takes part.") % {"town": found[0]})
        else:
            self.found = found[0]
        return words

    def clean(self) -> None:
        """Somebody has to be invited."""
        if not self.errors and not self.towns:
            self.add_error("towns" if self.offered else "name", _("Please choose or name at least one municipality."))

    @property
    def towns(self) -> list[Municipality]:
        """Who is to be invited, each once."""
        chosen = [self.offered[key] for key in self.cleaned_data.get("towns", ())]
        return list(dict.fromkeys([*chosen, *([self.found] if self.found is not None else [])]))


class ReasonForm(SummarisedForm):
    """Why a town's participation ends."""

    reason = forms.CharField(
        max_length=LONGEST_REASON,
        error_messages={
            "required": _("Please say why the participation ends."),
            "max_length": _("Please shorten the reason to 500 characters."),
        },
    )


class SeenForm(SummarisedForm):
    """Who sees the town's result."""

    anchors: Mapping[str, str] = {"seen_by": "id_seen_by_1"}

    seen_by = forms.ChoiceField(
        choices=[(COUNTY_ONLY, COUNTY_ONLY), (PARTNERS, PARTNERS)],
        error_messages={
            "required": _("Please choose who sees your result."),
            "invalid_choice": _("Please choose who sees your result."),
        },
    )

    @property
    def is_seen_by_partners(self) -> bool:
        """Whether the other towns see it too."""
        return bool(self.cleaned_data["seen_by"] == PARTNERS)
