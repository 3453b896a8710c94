"""What a reminder says: what is open, by when, where to go on, and how to stop reminders."""

from collections.abc import Iterator
from email.utils import formataddr

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from weltoffen.accounts.emails import Mail
from weltoffen.accounts.models import Person
from weltoffen.contributors.wording import Asking, closing_of
from weltoffen.foundation.templating import day
from weltoffen.reminders.links import Receiver, signed
from weltoffen.reminders.queries import Waiting

# The language of an account is not known; a municipality writes in the language of its office.
LANGUAGE = settings.LANGUAGE_CODE


def reminder_to(person: Person, waiting: Waiting, asking: Asking, *, note: str, by: Person | None) -> Mail:
    """The mail that somebody gets now; answers go to whoever coordinates."""
    with translation.override(LANGUAGE):
        stop = stopping_link(Receiver(asking.municipality.pk, person.pk), asking.site)
        ways = dict(_ways(waiting, asking))
        paragraphs = [
            _("Good day, %(name)s,") % {"name": person.name},
            _what_is_open(waiting, asking),
            _by_when(waiting, asking),
            *(part.strip() for part in note.splitlines() if part.strip()),
            *ways,
            _("You sign in with your account. What you answer is saved at once, so you can stop at any time and go on "
              "later. If you have finished meanwhile: thank you."),
            _("If you have a question, simply answer this e-mail.") if by is not None else "",
            closing_of(asking),
            _("If you do not want to be reminded, you can stop reminders here:"),
            stop,
        ]  # fmt: skip
        subject = _("Reminder: %(round)s, %(place)s")
        return Mail(
            to=person.email,
            subject=subject % {"place": asking.municipality.name, "round": asking.round.title},
            paragraphs=[part for part in paragraphs if part],
            links={**ways, stop: _("Stop reminders")},
            sender=asking.municipality.name,
            reply_to=formataddr((by.name, by.email)) if by is not None else "",
            headers={"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"},
        )


def stopping_link(receiver: Receiver, site: str) -> str:
    """The whole address of the page that stops reminders."""
    return site.rstrip("/") + reverse("receivers:reminders", kwargs={"signed": signed(receiver)})


def _what_is_open(waiting: Waiting, asking: Asking) -> str:
    values = {"place": asking.municipality.name, "department": waiting.department.name}
    proposals = waiting.proposals
    if not waiting.questions:
        said = ngettext(
            "in the self-check of %(place)s, one proposal for a common answer waits for a reply from your department, "
            "“%(department)s”.",
            "in the self-check of %(place)s, %(num)s proposals for common answers wait for a reply from your "
            "department, “%(department)s”.",
            proposals,
        )
        return said % {**values, "num": proposals}
    said = ngettext(
        "in the self-check of %(place)s, one question is still open for your department, “%(department)s”.",
        "in the self-check of %(place)s, %(num)s questions are still open for your department, “%(department)s”.",
        waiting.questions,
    ) % {**values, "num": waiting.questions}
    if not proposals:
        return said
    also = ngettext(
        "Besides, one proposal for a common answer waits for a reply.",
        "Besides, %(num)s proposals for common answers wait for a reply.",
        proposals,
    )
    return f"{said} {also % {'num': proposals}}"


def _by_when(waiting: Waiting, asking: Asking) -> str:
    if asking.round.ends_on is None:
        return ""
    values = {"day": day(asking.round.ends_on)}
    if waiting.is_overdue:
        return _("We had hoped to be ready by %(day)s. Your contribution is still welcome and counts in full.") % values
    return _("Please answer by %(day)s.") % values


def _ways(waiting: Waiting, asking: Asking) -> Iterator[tuple[str, str]]:
    parts = {"slug": asking.municipality.slug, "number": asking.round.number}
    site = asking.site.rstrip("/")
    if waiting.questions:
        yield site + reverse("answers:mine", kwargs=parts), _("Go to the questions")
    if waiting.proposals:
        yield site + reverse("agreement:overview", kwargs=parts), _("Go to the proposals")
