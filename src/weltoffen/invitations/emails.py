"""What we write to guests by mail: invitation, reminder, change, cancellation, each with its calendar file."""

from email.utils import formataddr

from django.utils import translation
from django.utils.translation import gettext as _

from weltoffen.accounts.emails import Attachment, Mail
from weltoffen.accounts.models import Person
from weltoffen.invitations.calendars import MEDIA_TYPE, calendar_file, file_name, method_of
from weltoffen.invitations.choices import Occasion
from weltoffen.invitations.models import Attendee
from weltoffen.invitations.wording import Inviting, closing_of, facts_in_words, link_of, said_to


def mail_to(attendee: Attendee, inviting: Inviting, occasion: str, *, note: str, by: Person | None) -> Mail:
    """The mail that a guest gets now, in their language; answers go to whoever writes."""
    with translation.override(attendee.language):
        said = said_to(attendee, inviting, occasion)
        paragraphs = [
            said.greeting,
            *said.before,
            said.link,
            *(part.strip() for part in note.splitlines() if part.strip()),
            said.beside_the_calendar,
            *said.after,
            _("If you have a question, simply answer this e-mail.") if by is not None else "",
            said.closing,
        ]
        return Mail(
            to=attendee.email,
            subject=" ".join(said.subject.split()),
            paragraphs=[part for part in paragraphs if part],
            links={said.link: said.label},
            sender=inviting.municipality.name,
            reply_to=formataddr((by.name, by.email)) if by is not None else "",
            attachments=() if occasion == Occasion.REMINDER else (calendar_attachment(inviting),),
        )


def confirmation_to(attendee: Attendee, inviting: Inviting, page: str) -> Mail:
    """What whoever registered gets: that they have a place, when and where, the way to give it back."""
    with translation.override(attendee.language):
        link = link_of(attendee, inviting.site)
        greeting = _("Good day, %(name)s,") % {"name": attendee.name} if attendee.name else _("Good day,")
        paragraphs = [
            greeting,
            _("we are glad that you are coming. You are registered:"),
            facts_in_words(inviting.workshop),
            _(
                "Can you not come after all? Then please give your place back, so that somebody else gets it. You can "
                "also say here what you need to take part well:"
            ),
            link,
            _("If it was not you who registered, please give the place back, too, or erase the registration there."),
            closing_of(inviting),
        ]
        return Mail(
            to=attendee.email,
            subject=" ".join((_("Registered: %(title)s") % {"title": inviting.workshop.title}).split()),
            paragraphs=paragraphs,
            links={link: _("See or change the registration")},
            sender=inviting.municipality.name,
            attachments=(calendar_attachment(inviting, page),),
        )


def calendar_attachment(inviting: Inviting, page: str = "") -> Attachment:
    """The calendar file as it goes with a mail."""
    content = calendar_file(
        inviting.municipality, inviting.workshop, inviting.invitation, site=inviting.site, page=page
    )
    parameters = {"method": method_of(inviting.invitation), "charset": "utf-8"}
    return Attachment(content, MEDIA_TYPE, file_name(inviting.workshop), parameters)
