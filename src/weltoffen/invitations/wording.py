"""What guests are told: the same sentences in a mail, in a letter and on their page, in the language spoken now."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from weltoffen.foundation.templating import current_language, day, moment, time_of_day
from weltoffen.invitations.choices import Occasion, Origin, Reply
from weltoffen.invitations.links import token_of
from weltoffen.invitations.models import Attendee, Invitation
from weltoffen.invitations.queries import Balance
from weltoffen.municipalities.models import Municipality
from weltoffen.workshops.choices import Venue
from weltoffen.workshops.models import Workshop
from weltoffen.workshops.wording import STANDARD, perspective_words


class Inviting(NamedTuple):
    """Who invites to what: `site` begins the addresses, `by` is who writes."""

    municipality: Municipality
    workshop: Workshop
    invitation: Invitation
    site: str
    by: str


class Said(NamedTuple):
    """What somebody is told before and after their link, and how it ends.

    `beside_the_calendar` is about the calendar file, which goes with a mail and never with a letter.
    """

    subject: str
    greeting: str
    before: Sequence[str]
    link: str
    label: str
    after: Sequence[str]
    closing: str
    beside_the_calendar: str = ""


class Standing(NamedTuple):
    """A few words about a guest; `kind` is that of a badge."""

    words: str
    kind: str


def perspective_label(workshop: Workshop, key: str) -> str:
    """What a perspective is called, in the language that is spoken now; one that was taken away, by its key."""
    words = perspective_words(workshop, current_language())
    return words.get(key) or str(STANDARD.get(key, key))


def perspective_choices(workshop: Workshop) -> list[tuple[str, str]]:
    """The perspectives of a workshop, to be chosen from."""
    return list(perspective_words(workshop, current_language()).items())


def link_of(attendee: Attendee, site: str, page: str = "welcome") -> str:
    """The whole address of a page behind the personal link."""
    return site.rstrip("/") + reverse(f"invited:{page}", kwargs={"token": token_of(attendee)})


def when(workshop: Workshop) -> str:
    """Day, from when to when."""
    return span(workshop.begins_at, workshop.ends_at)


def span(begins_at: datetime, ends_at: datetime) -> str:
    """Day, from when to when, as people say it."""
    parts = {"day": day(begins_at), "from": time_of_day(begins_at), "to": time_of_day(ends_at)}
    if day(begins_at) != day(ends_at):
        return f"{moment(begins_at)} – {moment(ends_at)}"
    return _("%(day)s, %(from)s to %(to)s") % parts


def where(workshop: Workshop) -> list[str]:
    """The place, the address of the meeting online, or both."""
    found = []
    if workshop.venue != Venue.ONLINE:
        found.append(workshop.place or _("The place will be told to you in time."))
    if workshop.venue != Venue.ROOM:
        online = workshop.link or _("You get the address of the meeting in time.")
        found.append(_("Online: %(address)s") % {"address": online})
    return found


def facts_in_words(workshop: Workshop) -> str:
    """What, when and where, a line each."""
    return "\n".join([workshop.title, when(workshop), *where(workshop)])


def usual_text() -> str:
    """What an invitation says where nobody wrote a text of their own, in the language spoken now.

    It needs no name: whoever invites stands above a letter, as the sender of a mail, and below both.
    """
    parts = [
        _(
            "how open and fair are we to everybody who lives here? In a self-check our administration has asked itself "
            "this question. Now we would like to talk about the result with people who see it from different sides."
        ),
        _(
            "Your view matters to us: what works well, what is missing? Together with you we would like to agree on "
            "what is to change. We warmly invite you, and look forward to seeing you."
        ),
    ]
    return "\n\n".join(parts)


def text_of(inviting: Inviting) -> list[str]:
    """The paragraphs of an invitation: those of the municipality, or ours."""
    own = inviting.invitation.text_en if current_language() == "en" else inviting.invitation.text
    text = own or usual_text()
    return [part.strip() for part in text.splitlines() if part.strip()]


def said_to(attendee: Attendee, inviting: Inviting, occasion: str) -> Said:
    """What a guest is told now."""
    said = _SAID[Occasion(occasion)](attendee, inviting)
    if not attendee.name:
        return said._replace(greeting=_("Good day,"))
    return said


def _invitation(attendee: Attendee, inviting: Inviting) -> Said:
    purpose = inviting.workshop.purpose.strip()
    before = [*text_of(inviting), facts_in_words(inviting.workshop), *([purpose] if purpose else [])]
    return Said(
        subject=_("Invitation: %(title)s, %(day)s") % _title(inviting),
        greeting=greeting_of(attendee),
        before=[*before, _("Please tell us here whether you come, and what you need to take part well:")],
        link=link_of(attendee, inviting.site),
        label=_("Reply to the invitation"),
        after=about_the_link(),
        closing=closing_of(inviting),
    )


def _reminder(attendee: Attendee, inviting: Inviting) -> Said:
    return Said(
        subject=_("Are you coming? %(title)s, %(day)s") % _title(inviting),
        greeting=greeting_of(attendee),
        before=[
            _(
                "we have invited you, and would be glad to have you with us. So that we can prepare well, please send "
                "us a short reply."
            ),
            facts_in_words(inviting.workshop),
            _("Please reply here. A “no” helps us, too:"),
        ],
        link=link_of(attendee, inviting.site),
        label=_("Reply to the invitation"),
        after=about_the_link(),
        closing=closing_of(inviting),
    )


def _change(attendee: Attendee, inviting: Inviting) -> Said:
    return Said(
        subject=_("Changed: %(title)s, %(day)s") % _title(inviting),
        greeting=greeting_of(attendee),
        before=[
            _("something has changed about the event to which we have invited you. From now on this holds:"),
            facts_in_words(inviting.workshop),
            *_before_in_words(attendee),
            _("We hope that you can still be there. You can change your reply here:"),
        ],
        link=link_of(attendee, inviting.site),
        label=_("See the invitation and change the reply"),
        after=[],
        beside_the_calendar=_(
            "The attached calendar file replaces the earlier one. Some calendars keep both: then please delete the "
            "earlier entry."
        ),
        closing=closing_of(inviting),
    )  # fmt: skip


def _before_in_words(attendee: Attendee) -> Iterator[str]:
    """What a guest was told before, so that they see what is new."""
    told = attendee.told
    if told.get("begins_at"):
        was = span(*_times(told))
        place = f", {told['place']}" if told.get("place") else ""
        yield _("Before, it was: %(before)s") % {"before": was + place}


def _times(told: Mapping[str, object]) -> tuple[datetime, datetime]:
    begins = datetime.fromisoformat(str(told["begins_at"]))
    return begins, begins + timedelta(minutes=int(str(told["minutes"])))


def _cancellation(attendee: Attendee, inviting: Inviting) -> Said:
    return Said(
        subject=_("Called off: %(title)s, %(day)s") % _title(inviting),
        greeting=greeting_of(attendee),
        before=[
            _("unfortunately we have to call off the following event. We are sorry."),
            facts_in_words(inviting.workshop),
            _("You can read this here too:"),
        ],
        link=link_of(attendee, inviting.site),
        label=_("See the invitation"),
        after=[_("We would be glad to welcome you on another occasion.")],
        beside_the_calendar=_("Please delete the entry in your calendar, where it does not disappear by itself."),
        closing=closing_of(inviting),
    )


_SAID = {
    Occasion.INVITATION: _invitation, Occasion.REMINDER: _reminder,
    Occasion.CHANGE: _change, Occasion.CANCELLATION: _cancellation,
}  # fmt: skip


def _title(inviting: Inviting) -> Mapping[str, str]:
    return {"title": inviting.workshop.title, "day": day(inviting.workshop.begins_at)}


def greeting_of(attendee: Attendee) -> str:
    """How a mail or a letter begins."""
    return _("Good day, %(name)s,") % {"name": attendee.name}


def about_the_link() -> list[str]:
    """That no account is needed, until when a reply can be changed, and whose the link is."""
    return [
        _(
            "You need no account. You can change your reply until the event begins, and have your data erased at any "
            "time."
        ),
        _(
            "The link is meant for you alone: please do not pass it on. If somebody else comes in your place, you can "
            "say so there."
        ),
    ]


def closing_of(inviting: Inviting) -> str:
    """Who greets."""
    return "\n".join(part for part in (_("Kind regards"), inviting.by, inviting.municipality.name) if part)


def standing_of(attendee: Attendee, facts: Mapping[str, object]) -> list[Standing]:
    """What a coordinator has to know about a guest, the most important first."""
    found = [_reply_standing(attendee)]
    if attendee.delivery_fault:
        found.append(Standing(_("Mail was refused: %(fault)s") % {"fault": attendee.delivery_fault}, "danger"))
    elif attendee.reply == Reply.OPEN:
        found.extend(_reached(attendee))
    if attendee.origin == Origin.INVITED and not attendee.is_invited and not attendee.delivery_fault:
        found.append(Standing(_("Not invited yet") if attendee.email else _("Needs a letter"), "warning"))
    if attendee.is_invited and attendee.told and attendee.told != facts and attendee.reply != Reply.NO:
        found.append(Standing(_("Does not know the change yet"), "warning"))
    if attendee.planned is not None:
        found.append(Standing(_("Mail planned for %(moment)s") % {"moment": moment(attendee.planned.due_at)}, "info"))
    return found


def _reached(attendee: Attendee) -> Iterator[Standing]:
    """How an invitation left, as long as nobody has replied to it."""
    if attendee.written_at is not None:
        yield Standing(_("Written to on %(day)s") % {"day": day(attendee.written_at)}, "neutral")
    if attendee.letter_on is not None:
        yield Standing(_("Letter made on %(day)s") % {"day": day(attendee.letter_on)}, "neutral")


_KINDS = {
    Reply.OPEN: "neutral", Reply.YES: "success", Reply.OTHER: "success", Reply.NO: "neutral",
}  # fmt: skip


def _reply_standing(attendee: Attendee) -> Standing:
    words = str(Reply(attendee.reply).label)
    if attendee.reply == Reply.OTHER and attendee.stand_in:
        words = _("Instead comes: %(name)s") % {"name": attendee.stand_in}
    if attendee.people > 1:
        words += ", " + ngettext("one person", "%(num)s people", attendee.people) % {"num": attendee.people}
    return Standing(words, _KINDS[Reply(attendee.reply)])


def said_of_balances(workshop: Workshop, balances: Sequence[Balance]) -> list[str]:
    """A sentence for each way in which perspectives are thin, with those that are; the worst first."""
    thin: dict[str, list[str]] = {}
    for one in balances:
        thin.setdefault(_thinness(workshop, one), []).append(perspective_label(workshop, one.perspective))
    values = {kind: {"perspectives": ", ".join(labels), "number": workshop.threshold} for kind, labels in thin.items()}
    sentences = {
        "nobody": _("%(perspectives)s: nobody is on the list yet."),
        "over": _("%(perspectives)s: so far nobody comes, and no reply is open."),
        "few": _("%(perspectives)s: fewer than %(number)s people. Their ratings are shown in the overall result only."),
        "open": _("%(perspectives)s: so far nobody has said yes."),
        "perhaps": _(
            "%(perspectives)s: so far fewer than %(number)s people have said yes. If it stays so, their ratings are "
            "shown in the overall result only."
        ),
    }
    return [sentence % values[kind] for kind, sentence in sentences.items() if kind in values]


def _thinness(workshop: Workshop, balance: Balance) -> str:
    """In which way a perspective is thin; empty where it is not."""
    if not balance.listed:
        return "nobody"
    if not balance.yes and not balance.open:
        return "over"
    if balance.yes + balance.open < workshop.threshold:
        return "few"
    if not balance.yes:
        return "open"
    return "perhaps" if balance.yes < workshop.threshold else ""
