"""The calendar file of a workshop (RFC 5545): the same entry stays the same, a changed one is known as newer.

The file is published, not asked for: programs offer to put it into the calendar and send no reply by mail, since
replies come by the personal link (docs/decisions/0033). No guest stands in it.
"""

from datetime import date, datetime
from email.utils import parseaddr
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from icalendar import Calendar, Event, vCalAddress, vText

from weltoffen.foundation import clock
from weltoffen.foundation.templating import current_language
from weltoffen.invitations.models import Invitation
from weltoffen.invitations.wording import where
from weltoffen.municipalities.models import Municipality
from weltoffen.workshops.choices import Venue
from weltoffen.workshops.models import Workshop

MEDIA_TYPE = "text/calendar"
PUBLISH, CANCEL = "PUBLISH", "CANCEL"
PRODUCT = "-//Weltoffen//Selbstcheck//DE"


def method_of(invitation: Invitation) -> str:
    """Whether a program puts the entry into the calendar, or takes it out."""
    return CANCEL if invitation.is_called_off else PUBLISH


def calendar_file(
    municipality: Municipality, workshop: Workshop, invitation: Invitation, *, site: str, page: str = ""
) -> bytes:
    """The file; `page` is the address that the entry leads to, where there is one."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", method_of(invitation))
    calendar.add_component(_event(municipality, workshop, invitation, site, page))
    # The clock changes of the years around, not of a century: some programs read no more.
    year = workshop.local_beginning.year
    calendar.add_missing_timezones(date(year - 1, 1, 1), date(year + 1, 12, 31))
    content: bytes = calendar.to_ical()
    return content


def file_name(workshop: Workshop) -> str:
    """What the file is called: workshop-3.ics."""
    return f"{workshop.kind}-{workshop.number}.ics"


def _event(municipality: Municipality, workshop: Workshop, invitation: Invitation, site: str, page: str) -> Event:
    event = Event()
    event.add("uid", uid_of(workshop, site))
    event.add("sequence", invitation.sequence + invitation.is_called_off)
    event.add("dtstamp", clock.now())
    event.add("dtstart", _on_the_wall(workshop.begins_at))
    event.add("dtend", _on_the_wall(workshop.ends_at))
    event.add("summary", workshop.title, parameters={"LANGUAGE": current_language()})
    event.add("location", ", ".join(where(workshop)))
    event.add("description", "\n\n".join(part for part in (workshop.purpose.strip(), page) if part))
    event.add("status", "CANCELLED" if invitation.is_called_off else "CONFIRMED")
    event.add("transp", "OPAQUE")
    event.add("class", "PUBLIC")
    if workshop.venue != Venue.ROOM and workshop.link:
        event.add("url", workshop.link)
    elif page:
        event.add("url", page)
    event.add("organizer", _organizer(municipality))
    return event


def uid_of(workshop: Workshop, site: str) -> str:
    """The same for this workshop for ever, and for no other one anywhere."""
    return f"workshop-{workshop.pk}@{urlsplit(site).hostname or 'weltoffen'}"


def _organizer(municipality: Municipality) -> vCalAddress:
    organizer = vCalAddress(f"mailto:{parseaddr(settings.DEFAULT_FROM_EMAIL)[1]}")
    organizer.params["CN"] = vText(municipality.name)
    return organizer


def _on_the_wall(moment: datetime) -> datetime:
    return moment.astimezone(ZoneInfo(settings.TIME_ZONE))
