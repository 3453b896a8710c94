"""When towns can be invited, and when a town can join; the words for when not."""

from django.utils.translation import gettext_lazy as _

from weltoffen.foundation.refusals import Refused
from weltoffen.joint.choices import PartnerState
from weltoffen.joint.models import Partner
from weltoffen.joint.queries import partners_of, partnership_in
from weltoffen.municipalities.choices import Kind
from weltoffen.municipalities.models import Municipality
from weltoffen.rounds.models import Round

LEADING = (Kind.COUNTY, Kind.ASSOCIATION)
LONGEST_REASON = 500


class CannotLead(Refused):
    """A town has no towns."""

    sentence = _("Only a county or an association of municipalities can invite towns to a joint round.")
    remedy = _("Please check in the settings what kind of municipality this is.")


class IsPartnerItself(Refused):
    """A joint round has one leading municipality."""

    sentence = _("This round is itself part of a joint round, so no towns can be invited to it.")
    remedy = _("Please ask the municipality that leads the joint round to invite them.")


class RoundIsOver(Refused):
    """Partners change while there is something to answer."""

    sentence = _("The round that the invitation belongs to is finished.")
    remedy = _("In its next round the county can invite you again.")


class CannotInviteItself(Refused):
    """The county takes part anyhow."""

    sentence = _("Your own municipality takes part anyhow.")
    remedy = _("Please choose one of the others.")


class IsPartnerAlready(Refused):
    """One invitation is enough."""

    remedy = _("You need not do anything.")

    def __init__(self, town: Municipality) -> None:
        super().__init__()
        self.sentence = _("%(town)s is invited already, or takes part.") % {"town": town}


class InvitationIsGone(Refused):
    """It was answered or withdrawn meanwhile."""

    sentence = _("This invitation is no longer open.")
    remedy = _("It was answered or withdrawn. The journal says when.")


class TakesNoPart(Refused):
    """Somebody else was quicker."""

    sentence = _("This participation has ended already.")
    remedy = _("You need not do anything.")


class AnotherQuestionnaireIsRunning(Refused):
    """What is compared has to ask the same."""

    remedy = _("Finish that round first; then you can take part. Or decline the invitation.")

    def __init__(self, running: Round) -> None:
        super().__init__()
        self.sentence = _(
            "In your round “%(round)s” another questionnaire is being answered (%(version)s). Results can only be "
            "compared when all answer the same version."
        ) % {"round": running, "version": running.framework_version}


class RunningRoundLeadsItself(Refused):
    """A joint round inside a joint round would show towns to somebody whom they did not choose."""

    sentence = _("Your running round is a joint round of its own, so it cannot be part of another one.")
    remedy = _("Finish that round first; then you can take part.")


class RunningRoundIsJoined(Refused):
    """A round is compared in one place."""

    sentence = _("Your running round belongs to another joint round already.")
    remedy = _("Leave that one first, or finish the round.")


class ReasonIsNeeded(Refused):
    """Whoever is sent away is told why."""

    sentence = _("Ending a town’s participation needs a reason.")
    remedy = _("Say in one sentence why.")


def may_lead(municipality: Municipality) -> bool:
    """Whether the municipality has towns."""
    return municipality.kind in LEADING


def require_leadable(round_: Round, county: Municipality) -> None:
    """Refuse where towns cannot be invited, and for a round that is a part itself."""
    if not may_lead(county):
        raise CannotLead
    if partnership_in(round_, county) is not None:
        raise IsPartnerItself


def require_invitable(town: Municipality, county: Municipality, known: Partner | None) -> None:
    """Refuse the county itself, and who is there already."""
    if town.pk == county.pk:
        raise CannotInviteItself
    if known is not None and known.town_id is not None and known.is_open:
        raise IsPartnerAlready(town)


def require_answerable(partner: Partner, county_round: Round) -> None:
    """Refuse an invitation that was answered or withdrawn, and one to a round that is over."""
    if not partner.is_invited:
        raise InvitationIsGone
    if not county_round.is_being_answered:
        raise RoundIsOver


def require_same_questions(running: Round | None, county_round: Round, town: Municipality) -> None:
    """Refuse to link a running round that asks something else, or has a place in a joint round already."""
    if running is None:
        return
    if running.framework_version_id != county_round.framework_version_id:
        raise AnotherQuestionnaireIsRunning(running)
    if any(one.is_open for one in partners_of(running)):
        raise RunningRoundLeadsItself
    if partnership_in(running, town) is not None:
        raise RunningRoundIsJoined


def require_taking_part(partner: Partner) -> None:
    """Refuse for a town that does not take part."""
    if partner.state != PartnerState.JOINED:
        raise TakesNoPart
