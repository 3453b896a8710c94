"""What is said to contributors: the same sentences in a mail and in a letter."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from weltoffen.contributors.choices import Ended
from weltoffen.contributors.links import token_of
from weltoffen.contributors.models import Contributor
from weltoffen.contributors.queries import minutes_needed
from weltoffen.contributors.rules import ending_of
from weltoffen.foundation.templating import day, duration, moment
from weltoffen.municipalities.models import Municipality
from weltoffen.rounds.models import Round

ENDINGS: Mapping[Ended, str | Promise] = {
    Ended.REPLACED: gettext_lazy("Link was replaced"),
    Ended.REVOKED: gettext_lazy("Link has ended"),
    Ended.ERASED: gettext_lazy("Erased"),
    Ended.FINISHED: gettext_lazy("Round is finished"),
    Ended.EXPIRED: gettext_lazy("Link has expired"),
}


class Asking(NamedTuple):
    """Who asks what: a municipality in a round; `site` begins the addresses, `inviting` is who coordinates."""

    municipality: Municipality
    round: Round
    site: str
    inviting: str


class Invitation(NamedTuple):
    """What somebody is told before and after their link, and how it ends. All of it is in the language spoken now."""

    greeting: str
    before: Sequence[str]
    link: str
    after: Sequence[str]
    closing: str


def link_of(contributor: Contributor, site: str, page: str = "welcome") -> str:
    """The whole address of a page behind the personal link."""
    return site.rstrip("/") + reverse(f"guest:{page}", kwargs={"token": token_of(contributor)})


def greeting_of(contributor: Contributor) -> str:
    """How a mail or a letter begins."""
    return _("Good day, %(name)s,") % {"name": contributor.name}


def invitation_to(contributor: Contributor, asking: Asking, questions: int) -> Invitation:
    """Who asks, what for, how long it takes, and that no account is needed."""
    place = {"place": asking.municipality.name, "department": contributor.department.name}
    before = [
        _(
            "with the self-check, %(place)s finds out how open and fair it is to the people who live there, and what "
            "it can do better."
        )
        % place,
        _("We ask you to contribute what you know, for the department “%(department)s”.") % place
        + " "
        + effort(questions),
    ]
    return Invitation(greeting_of(contributor), before, link_of(contributor, asking.site), about_the_link(contributor),
                      closing_of(asking))  # fmt: skip


def reminder_to(contributor: Contributor, asking: Asking, questions: int) -> Invitation:
    """That something is still open, and where to go on."""
    before = [
        _("the self-check of %(place)s still waits for what you know, for the department “%(department)s”.")
        % {"place": asking.municipality.name, "department": contributor.department.name}
        + " "
        + effort(questions),
        _("If you have begun already, you go on where you stopped. If you have finished meanwhile: thank you."),
    ]
    return Invitation(greeting_of(contributor), before, link_of(contributor, asking.site), about_the_link(contributor),
                      closing_of(asking))  # fmt: skip


def effort(questions: int) -> str:
    """How many questions, and how long they take."""
    said = ngettext("It is one question and takes %(duration)s.",
                    "There are %(num)s questions; they take %(duration)s.", questions)  # fmt: skip
    return said % {"num": questions, "duration": duration(minutes_needed(questions))}


def about_the_link(contributor: Contributor) -> list[str]:
    """How long it works, that it can be left and taken up again, and that it is nobody else's."""
    return [
        _("You need no account. You can stop at any time and go on later, on another device too. The link works up to "
          "and including %(day)s.")
        % {"day": day(contributor.expires_on)},
        _("It is meant for you alone: whoever has it can answer in your place. So please do not pass it on."),
    ]  # fmt: skip


def closing_of(asking: Asking) -> str:
    """Who greets."""
    greeting = _("Kind regards")
    return (
        f"{greeting}\n{asking.inviting}\n{asking.municipality.name}"
        if asking.inviting
        else (f"{greeting}\n{asking.municipality.name}")
    )


class Standing(NamedTuple):
    """A few words about how far somebody is; `kind` is that of a badge."""

    words: str
    kind: str


def standing_of(contributor: Contributor, round_: Round) -> list[Standing]:
    """What a coordinator has to know about somebody, the most important first."""
    ending = ending_of(contributor, round_)
    found = []
    if ending is not None:
        found.append(Standing(str(ENDINGS[ending]), "neutral"))
    if contributor.delivery_fault:
        fault = _("Mail was refused: %(fault)s") % {"fault": contributor.delivery_fault}
        found.append(Standing(fault, "danger"))
    elif contributor.last_opened_on is not None:
        found.append(Standing(_("Opened last on %(day)s") % {"day": day(contributor.last_opened_on)}, "success"))
    elif contributor.invited_at is not None:
        found.append(Standing(_("Written to on %(day)s") % {"day": day(contributor.invited_at)}, "info"))
    elif contributor.letter_on is not None:
        found.append(Standing(_("Letter made on %(day)s") % {"day": day(contributor.letter_on)}, "info"))
    elif ending is None:
        found.append(Standing(_("Not written to yet") if contributor.email else _("Needs a letter"), "warning"))
    if contributor.planned is not None:
        found.append(
            Standing(_("Mail planned for %(moment)s") % {"moment": moment(contributor.planned.due_at)}, "info")
        )
    if not contributor.wants_reminders:
        found.append(Standing(_("Wants no reminders"), "neutral"))
    return found
