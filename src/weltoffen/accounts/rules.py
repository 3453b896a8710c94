"""Why a deed about an account is refused."""

from django.utils.translation import gettext_lazy as _

from weltoffen.foundation.refusals import Refused


class AddressIsTaken(Refused):
    """An address belongs to one account."""

    sentence = _("There is an account with this e-mail address already.")
    remedy = _("Give the person access instead of adding them again.")
