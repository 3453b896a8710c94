"""Why a deed about a municipality or its people is refused."""

from django.utils.translation import gettext_lazy as _

from weltoffen.accounts.models import Person
from weltoffen.foundation.refusals import Refused
from weltoffen.municipalities.choices import Role
from weltoffen.municipalities.models import Membership
from weltoffen.municipalities.queries import other_coordinators


class NameInAddressesIsTaken(Refused):
    """Two municipalities cannot have the same address."""

    sentence = _("Another municipality has this name in addresses already.")
    remedy = _("Please choose another one.")


class HasAccessAlready(Refused):
    """One role for each person in a municipality."""

    remedy = _("End this access first if the person is to have another role.")

    def __init__(self, membership: Membership) -> None:
        super().__init__()
        self.sentence = _("%(person)s has access to %(place)s already, as: %(role)s.") % {
            "person": membership.person.name,
            "place": membership.municipality,
            "role": membership.get_role_display(),
        }


class LastCoordinator(Refused):
    """A municipality without coordination could no longer be helped by its own people."""

    sentence = _("This is the only person who coordinates here. Their access cannot be ended.")
    remedy = _("First give somebody else access as coordinator.")


def is_last_coordinator(membership: Membership) -> bool:
    """Whether nobody else coordinates in the municipality in scope."""
    return membership.role == Role.COORDINATOR and not other_coordinators(membership).exists()


def require_removable(membership: Membership) -> None:
    """Refuse to end the access of the last coordinator."""
    if is_last_coordinator(membership):
        raise LastCoordinator


def require_newcomer(known: Membership | None) -> None:
    """Refuse a second role for a person."""
    if known is not None:
        raise HasAccessAlready(known)


def is_own(membership: Membership, person: Person) -> bool:
    """Whether it is the person's own access."""
    return membership.person_id == person.pk
