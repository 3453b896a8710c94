"""Tells Django that this room exists, and the rooms before it what it adds to their pages."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from weltoffen.foundation.own_data import FORGETTING, OWN_DATA
from weltoffen.foundation.stored import STORED, Stored, Whose


def _erase_files() -> int:
    from weltoffen.limesurvey.actions import erase_old_files

    return erase_old_files()


FILES = Stored(
    whose=Whose.ACCOUNT,
    what=_(
        "Files of responses from LimeSurvey that you upload, without what LimeSurvey notes about people, "
        "and without longer texts"
    ),
    purpose=_("So that you can say whose each response is and check what it would change"),
    seen_by=_("You alone"),
    until=_("One day. What you take over becomes answers."),
    models=("limesurvey.ResponseFile",),
    erase=_erase_files,
)
MAPPINGS = Stored(
    whose=Whose.ACCOUNT,
    what=_("Mappings for LimeSurvey that you save, with your name and the time"),
    purpose=_("So that the next export is taken over without choosing everything anew"),
    seen_by=_("Those who coordinate in your municipality"),
    until=_("Until somebody removes them. Your name goes with your account."),
    models=("limesurvey.SavedMapping",),
)


class LimesurveyConfig(AppConfig):
    """The room `limesurvey`."""

    name = "weltoffen.limesurvey"
    label = "limesurvey"

    def ready(self) -> None:
        """Fill the places on the page of a round, and say what is kept."""
        from weltoffen.limesurvey.own_data import forget_names, mappings_data
        from weltoffen.limesurvey.slots import limesurvey_links
        from weltoffen.rounds.slots import LINK_SOURCES

        LINK_SOURCES.fill(limesurvey_links)
        STORED.fill(FILES, MAPPINGS)
        OWN_DATA.fill(mappings_data)
        FORGETTING.fill(forget_names)
