"""Tells Django that this room exists, and declares what it stores: what residents say belongs to nobody."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from weltoffen.foundation.stored import COOKIES, NOT_PERSONAL, SECURITY, STORED, Kept, Stored, Whose, in_days
from weltoffen.surveys.browsers import COOKIE, COOKIE_DAYS


def _close_surveys() -> int:
    from weltoffen.surveys.retention import close_surveys_that_are_over

    return close_surveys_that_are_over()


def _erase_forms() -> int:
    from weltoffen.surveys.retention import erase_used_forms

    return erase_used_forms()


SURVEYS = Stored(
    whose=Whose.MUNICIPALITY,
    what=_("Surveys of residents: title, questions, groups, period, link"),
    purpose=_("So that residents can say how they see the municipality"),
    seen_by=_("The people of the municipality; residents see what they are asked"),
    until=_("As long as the municipality keeps the round"),
    basis=NOT_PERSONAL,
    models=("surveys.Survey",),
)
COUNTERS = Stored(
    whose=Whose.GUEST,
    what=_("What you answer in a survey of residents: each answer adds one to a counter, no sheet of yours is stored"),
    purpose=_("So that the municipality learns how residents see it, without learning who said what"),
    seen_by=_("Nobody while the survey is open. Then those who may read evaluations, and only of five people or more."),
    until=_("Counters of too few people are erased when the survey is closed; the others stay as long as the round."),
    basis=NOT_PERSONAL,
    models=("surveys.Tally",),
    erase=_close_surveys,
)
FORMS = Stored(
    whose=Whose.GUEST,
    what=_("A number by chance for each form that was sent in a survey, as a checksum"),
    purpose=_("So that a form counts once, even if it is sent twice. It is connected with no survey and no answer."),
    seen_by=_("Nobody"),
    until=_("Three days at most"),
    basis=SECURITY,
    models=("surveys.UsedForm",),
    erase=_erase_forms,
)
SENDERS = Stored(
    whose=Whose.GUEST,
    what=_("How many answers to surveys came from a connection within an hour"),
    purpose=_(
        "To keep robots from sending many answers. Instead of the address a checksum stands in the working memory."
    ),
    seen_by=_("Nobody"),
    until=_("Until the hour is over; it is never written to a disk"),
    basis=SECURITY,
)
TAKEN_PART = Kept(
    name=COOKIE,
    purpose=_(
        "Remembers that somebody took part in a survey from this browser, so that nobody does so twice by mistake"
    ),
    until=lambda: in_days(COOKIE_DAYS),
)


class SurveysConfig(AppConfig):
    """The room `surveys`."""

    name = "weltoffen.surveys"
    label = "surveys"

    def ready(self) -> None:
        """Put the way to surveys onto the pages of a round, and declare what is stored."""
        from weltoffen.rounds.slots import LINK_SOURCES
        from weltoffen.surveys.cards import survey_links

        LINK_SOURCES.fill(survey_links)
        STORED.fill(SURVEYS, COUNTERS, FORMS, SENDERS)
        COOKIES.fill(TAKEN_PART)
