"""What we write to those who coordinate: that they are invited, and what the other municipality decided."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext, gettext_lazy

from weltoffen.accounts.emails import send_message
from weltoffen.accounts.models import Person
from weltoffen.foundation.templating import day
from weltoffen.joint.choices import PartnerState
from weltoffen.joint.models import Partner

NEWS = {
    PartnerState.JOINED: gettext_lazy("%(town)s takes part in the round “%(round)s”."),
    PartnerState.DECLINED: gettext_lazy("%(town)s does not take part in the round “%(round)s”."),
    PartnerState.LEFT: gettext_lazy(
        "%(town)s left the round “%(round)s” and goes on alone. Its results are no longer shown to you."
    ),
    PartnerState.WITHDRAWN: gettext_lazy(
        "%(county)s withdrew the invitation to the joint round “%(round)s”. There is nothing to do."
    ),
    PartnerState.REMOVED: gettext_lazy(
        "%(county)s ended the participation of %(town)s in the joint round “%(round)s”. Your own round goes on with "
        "all answers; %(county)s no longer sees anything of it."
    ),
}


def send_invitations(people: Iterable[Person], partner: Partner, link: str) -> bool:
    """That a county invites, to what, and where to answer. Answers whether at least one message went."""
    values = _values(partner)
    paragraphs = [
        gettext("%(county)s invites %(town)s to take part in its self-check: round “%(round)s”.") % values,
        gettext(
            "You answer in a round of your own, with your own people. %(county)s sees how far you are and, once you "
            "have finished your round, your scores for the fields of action. Single answers, comments and names stay "
            "with you."
        )
        % values,
    ]
    if partner.round.ends_on is not None:
        paragraphs.append(gettext("To be answered by %(day)s.") % {"day": day(partner.round.ends_on)})
    paragraphs += [gettext("Here you read what it is about, and accept or decline:"), link]
    subject = gettext("Invitation to the joint self-check with %(county)s") % values
    return _send(people, subject, link, gettext("Go to the invitation"), paragraphs)


def send_news(people: Iterable[Person], partner: Partner, link: str, reason: str = "") -> bool:
    """What the other municipality decided. Answers whether at least one message went."""
    values = _values(partner)
    said = [str(NEWS[PartnerState(partner.state)]) % values]
    if reason:
        said.append(gettext("Reason: %(reason)s") % {"reason": reason})
    subject = gettext("Joint round “%(round)s”") % values
    return _send(people, subject, link, gettext("Go to the self-check"), [*said, link])


def _values(partner: Partner) -> Mapping[str, object]:
    return {"county": partner.municipality, "town": partner, "round": partner.round}


def _send(people: Iterable[Person], subject: str, link: str, action: str, paragraphs: list[str]) -> bool:
    went = [send_message(one, subject, link, action, paragraphs) for one in people]
    return any(went)
