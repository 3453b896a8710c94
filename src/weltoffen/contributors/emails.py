"""What we write to contributors by mail: an invitation, later a reminder, each with a way to stop reminders."""

from email.utils import formataddr

from django.utils import translation
from django.utils.translation import gettext as _

from weltoffen.accounts.emails import Mail
from weltoffen.accounts.models import Person
from weltoffen.contributors.models import Contributor
from weltoffen.contributors.rules import is_first_mail
from weltoffen.contributors.wording import Asking, invitation_to, link_of, reminder_to


def mail_to(contributor: Contributor, asking: Asking, *, questions: int, note: str, by: Person | None) -> Mail:
    """The mail that somebody gets now, in their language; answers go to whoever coordinates."""
    with translation.override(contributor.language):
        is_first = is_first_mail(contributor)
        said = (invitation_to if is_first else reminder_to)(contributor, asking, questions)
        subject = (
            _("%(place)s asks for your contribution: %(round)s") if is_first else _("Reminder: %(round)s, %(place)s")
        )
        stop = link_of(contributor, asking.site, "reminders")
        paragraphs = [
            said.greeting,
            *said.before,
            *(part.strip() for part in note.splitlines() if part.strip()),
            said.link,
            *said.after,
            _("If you have a question, simply answer this e-mail.") if by is not None else "",
            said.closing,
            _("If you do not want to be reminded, you can stop reminders here:"),
            stop,
        ]
        return Mail(
            to=contributor.email,
            subject=subject % {"place": asking.municipality.name, "round": asking.round.title},
            paragraphs=[part for part in paragraphs if part],
            links={said.link: _("Go to the questions"), stop: _("Stop reminders")},
            sender=asking.municipality.name,
            reply_to=formataddr((by.name, by.email)) if by is not None else "",
            headers={"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"},
        )
