"""Letters to contributors as PDF: what a mail says, with the link to type and as a QR code."""

from collections.abc import Sequence
from typing import Protocol

from django.utils import translation
from django.utils.translation import gettext as _

from selfcheck_documents.letters import Letter, write_letters
from weltoffen.accounts.drawing import qr_code
from weltoffen.contributors.models import Contributor
from weltoffen.contributors.wording import Asking, invitation_to
from weltoffen.foundation import clock
from weltoffen.foundation.templating import current_language, day


class SaidWithLink(Protocol):
    """What somebody is told before and after their link, and how it ends."""

    @property
    def greeting(self) -> str: ...
    @property
    def before(self) -> Sequence[str]: ...
    @property
    def link(self) -> str: ...
    @property
    def after(self) -> Sequence[str]: ...
    @property
    def closing(self) -> str: ...


def letters_to(chosen: Sequence[tuple[Contributor, int]], asking: Asking) -> bytes:
    """One page for each contributor with the number of their questions, each in their language."""
    title = _("Letters: %(round)s") % {"round": asking.round.title}
    letters = [_letter(contributor, asking, questions) for contributor, questions in chosen]
    return write_letters(letters, title=title, day=clock.today())


def _letter(contributor: Contributor, asking: Asking, questions: int) -> Letter:
    with translation.override(contributor.language):
        place = asking.municipality.name
        subject = _("%(place)s asks for your contribution: %(round)s") % {"place": place, "round": asking.round.title}
        receiver = (contributor.name, contributor.department.name, place)
        return letter_with_link(invitation_to(contributor, asking, questions), subject, place, receiver)


def letter_with_link(said: SaidWithLink, subject: str, sender: str, receiver: Sequence[str]) -> Letter:
    """A letter with a personal link, to type and as a QR code, in the language that is spoken now."""
    drawn = qr_code(said.link)
    return Letter(
        language=current_language(),
        sender=sender,
        receiver=tuple(receiver),
        day=day(clock.today()),
        subject=subject,
        before=(said.greeting, *said.before),
        link=said.link,
        how=_("Scan the code with the camera of a phone, or type this address:"),
        code=drawn.path,
        code_size=drawn.size,
        code_words=_("QR code of your personal address"),
        after=tuple(said.after),
        closing=tuple(said.closing.splitlines()),
    )
