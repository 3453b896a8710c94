"""What we write to people who are invited."""

from django.utils.translation import gettext, ngettext

from weltoffen.accounts.emails import days_to_set_password, send_message
from weltoffen.accounts.models import Person
from weltoffen.municipalities.models import Municipality


def send_invitation(person: Person, municipality: Municipality, *, by: Person, role: str, link: str) -> bool:
    """That somebody has access, as what, through whom, and how to enter. Answers whether the mail server took it."""
    values = {"inviting": by.name, "place": municipality.name, "role": role}
    paragraphs = [
        gettext("%(inviting)s invites you to the self-check of %(place)s. Your role: %(role)s.") % values,
        gettext(
            "With the self-check a municipality finds out how open and fair it is to the people who live there, and "
            "what it can do better."
        ),
    ]
    if person.has_usable_password():
        paragraphs += [gettext("You have an account already. Sign in with your e-mail address and password:"), link]
    else:
        days = days_to_set_password()
        paragraphs += [
            gettext("Please choose a password first. Then you can sign in with it and this e-mail address:"),
            link,
            ngettext("The link works once and for one day.", "The link works once and for %(num)s days.", days)
            % {"num": days}
            + " "
            + gettext("After that, “Forgotten password” on the sign-in page leads to a new one."),
        ]
    subject = gettext("Invitation to the self-check of %(place)s") % values
    return send_message(person, subject, link, gettext("Go to the self-check"), paragraphs)
