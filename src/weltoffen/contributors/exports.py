"""Letters to contributors as PDF: what a mail says, with the link to type and as a QR code."""

from collections.abc import Sequence

from django.utils import translation
from django.utils.translation import gettext as _

from selfcheck_documents.letters import Letter, write_letters
from weltoffen.accounts.drawing import qr_code
from weltoffen.contributors.models import Contributor
from weltoffen.contributors.wording import Asking, invitation_to
from weltoffen.foundation import clock
from weltoffen.foundation.templating import current_language, day


def letters_to(chosen: Sequence[tuple[Contributor, int]], asking: Asking) -> bytes:
    """One page for each contributor with the number of their questions, each in their language."""
    title = _("Letters: %(round)s") % {"round": asking.round.title}
    letters = [_letter(contributor, asking, questions) for contributor, questions in chosen]
    return write_letters(letters, title=title, day=clock.today())


def _letter(contributor: Contributor, asking: Asking, questions: int) -> Letter:
    with translation.override(contributor.language):
        said = invitation_to(contributor, asking, questions)
        drawn = qr_code(said.link)
        return Letter(
            language=current_language(),
            sender=asking.municipality.name,
            receiver=(contributor.name, contributor.department.name, asking.municipality.name),
            day=day(clock.today()),
            subject=_("%(place)s asks for your contribution: %(round)s")
            % {"place": asking.municipality.name, "round": asking.round.title},
            before=(said.greeting, *said.before),
            link=said.link,
            how=_("Scan the code with the camera of a phone, or type this address:"),
            code=drawn.path,
            code_size=drawn.size,
            code_words=_("QR code of your personal address"),
            after=tuple(said.after),
            closing=tuple(said.closing.splitlines()),
        )
