"""Tells Django that this room exists, and the room of rounds what it adds to its pages."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from weltoffen.foundation.own_data import FORGETTING, OWN_DATA
from weltoffen.foundation.stored import BROWSER_STORE, STORED, Kept, Stored, Whose


def _erase_uploads() -> int:
    from weltoffen.answers.uploads import erase_old_uploads

    return erase_old_uploads()


ANSWERS = Stored(
    whose=Whose.ACCOUNT,
    what=_("Your answers, comments and evidence, each earlier version too, with your name and the time"),
    purpose=_("So that nothing is lost and one can see how a result came about"),
    seen_by=_("Those in your municipality who answer, coordinate or lead the administration"),
    until=_("As long as the municipality keeps the round. Your name goes with your account."),
    models=("answers.Answer", "answers.AnswerState", "answers.Respondent"),
)
UPLOADS = Stored(
    whose=Whose.ACCOUNT,
    what=_("Files with answers that you upload"),
    purpose=_("So that you can check what they would change"),
    seen_by=_("You alone"),
    until=_("One day. What you take over becomes answers."),
    models=("answers.Upload",),
    erase=_erase_uploads,
)
UNSENT = Kept(
    name="weltoffen-unsent",
    purpose=_("Keeps an answer that is not yet stored on the server, so that it is not lost when the connection is"),
    until=_("Until the server has stored it, at most seven days"),
)


class AnswersConfig(AppConfig):
    """The room `answers`."""

    name = "weltoffen.answers"
    label = "answers"

    def ready(self) -> None:
        """Fill the places on the pages of a round."""
        from weltoffen.answers.own_data import answers_data, forget_names
        from weltoffen.answers.slots import (
            own_questions_card,
            progress_here,
            round_links,
            spreadsheet_links,
            way_to_questions,
        )
        from weltoffen.contributors.slots import ANSWERING
        from weltoffen.municipalities.slots import CARD_SOURCES
        from weltoffen.rounds.slots import LINK_SOURCES, PROGRESS_SOURCES

        ANSWERING.fill(way_to_questions)
        PROGRESS_SOURCES.fill(progress_here)
        LINK_SOURCES.fill(round_links, spreadsheet_links)
        CARD_SOURCES.fill(own_questions_card)
        STORED.fill(ANSWERS, UPLOADS)
        OWN_DATA.fill(answers_data)
        FORGETTING.fill(forget_names)
        BROWSER_STORE.fill(UNSENT)
