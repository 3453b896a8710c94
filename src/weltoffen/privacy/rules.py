"""Why an account cannot be deleted now."""

from collections.abc import Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from weltoffen.foundation.refusals import Refused


class AccountIsNeeded(Refused):
    """A municipality would be left without anybody who can help its people."""

    remedy = _("Then you can delete your account.")

    def __init__(self, hindrances: Sequence[str]) -> None:
        super().__init__()
        self.sentence: str | Promise = " ".join(hindrances)
