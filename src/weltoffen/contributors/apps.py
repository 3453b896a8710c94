"""Tells Django that this room exists, and adds it to the page of a round."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from weltoffen.foundation.own_data import FORGETTING, OWN_DATA
from weltoffen.foundation.stored import STORED, Stored, Whose


def _erase_old_contributors() -> int:
    from weltoffen.contributors.retention import erase_old_contributors

    return erase_old_contributors()


CONTRIBUTORS = Stored(
    whose=Whose.GUEST,
    what=_(
        "If you contribute by a personal link: name, e-mail address, department, language, mails and letters to you, "
        "days on which the link was opened, whether you want reminders"
    ),
    purpose=_("So that those who know can answer without an account"),
    seen_by=_("Those who coordinate the municipality"),
    until=_(
        "Name and address: 90 days after the round was finished or the link ended. Then it is only known that somebody "
        "of the department contributed."
    ),
    models=("contributors.Contributor",),
    erase=_erase_old_contributors,
)
SENDINGS = Stored(
    whose=Whose.ACCOUNT,
    what=_("If you coordinate: mail to contributors that you planned, with your note"),
    purpose=_("So that it is sent when you want"),
    seen_by=_("Those who coordinate the municipality"),
    until=_("Until it was sent or cancelled"),
    models=("contributors.Sending",),
)


class ContributorsConfig(AppConfig):
    """The room `contributors`."""

    name = "weltoffen.contributors"
    label = "contributors"

    def ready(self) -> None:
        """Offer the list of contributors on the page of a round."""
        from weltoffen.contributors.cards import contributor_links
        from weltoffen.contributors.own_data import contributors_data, forget_contributors
        from weltoffen.rounds.slots import LINK_SOURCES

        LINK_SOURCES.fill(contributor_links)
        STORED.fill(CONTRIBUTORS, SENDINGS)
        OWN_DATA.fill(contributors_data)
        FORGETTING.fill(forget_contributors)
