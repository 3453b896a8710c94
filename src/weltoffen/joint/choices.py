"""States of a partner, and the events of this room."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from weltoffen.journal import events


class PartnerState(TextChoices):
    """How a town stands to a joint round."""

    INVITED = "invited", _("Invited")
    JOINED = "joined", _("Takes part")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Invitation withdrawn")
    LEFT = "left", _("Left")
    REMOVED = "removed", _("Participation ended")


@events.register
class JointEvent(TextChoices):
    """What can happen to a joint round. In the journal of the other municipality nobody is named."""

    TOWN_INVITED = "joint_town_invited", _("%(actor)s invited %(subject)s to take part in a joint round.")
    INVITATION_WITHDRAWN = "joint_invitation_withdrawn", _("%(actor)s withdrew the invitation of %(subject)s.")
    TOWN_REMOVED = (
        "joint_town_removed",
        _("%(actor)s ended the participation of %(subject)s in the joint round. Reason: %(reason)s"),
    )
    TOWN_JOINED = "joint_town_joined", _("%(subject)s takes part in the joint round.")
    TOWN_DECLINED = "joint_town_declined", _("%(subject)s declined to take part in the joint round.")
    TOWN_LEFT = "joint_town_left", _("%(subject)s left the joint round.")
    WAS_INVITED = "joint_was_invited", _("An invitation to a joint round came from %(subject)s.")
    WAS_UNINVITED = "joint_was_uninvited", _("The invitation to a joint round from %(subject)s was withdrawn.")
    WAS_REMOVED = (
        "joint_was_removed",
        _("The participation in the joint round was ended by %(subject)s. Reason: %(reason)s"),
    )
    JOINED = "joint_joined", _("%(actor)s accepted to take part in the joint round with %(subject)s.")
    DECLINED = "joint_declined", _("%(actor)s declined the joint round with %(subject)s.")
    LEFT = "joint_left", _("%(actor)s ended taking part in the joint round with %(subject)s.")
    SHOWN = "joint_shown", _("%(actor)s let the other towns of the joint round with %(subject)s see the result.")
    HIDDEN = (
        "joint_hidden",
        _("%(actor)s hid the result from the other towns of the joint round with %(subject)s."),
    )
