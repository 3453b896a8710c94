"""What this room offers on the page of a round, on the board of its departments, and on the account page."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from weltoffen.accounts.models import Person
from weltoffen.accounts.slots import Way
from weltoffen.municipalities.access import Here
from weltoffen.municipalities.roles import Permission
from weltoffen.rounds.models import Round
from weltoffen.rounds.slots import RoundLink

ORDER = 13


def reminder_links(here: Here, round_: Round) -> Iterator[RoundLink]:
    """Reminding, for those who invite people, while answers can change."""
    if here.may(Permission.MANAGE_DEPARTMENTS) and round_.is_being_answered:
        href = reverse("reminders:list", kwargs={"slug": here.municipality.slug, "number": round_.number})
        yield RoundLink(
            ORDER, _("Remind people"), _("Who has something open gets an e-mail that you see before."), href
        )


def way_to_reminders(_person: Person) -> Iterator[Way]:
    """From the account page to one's choice."""
    text = _("Choose whether your municipality may remind you by e-mail of questions that are open.")
    yield Way(_("Reminders"), text, reverse("receivers:choices"), _("Choose reminders"))
