"""What this room has of a person: proposals that they made, and replies."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django_scopes import scopes_disabled

from weltoffen.agreement.models import Proposal, Stance
from weltoffen.foundation.own_data import Forgotten, Owner, Part


def agreement_data(owner: Owner) -> Iterator[Part]:
    """Proposals and replies with their reasons."""
    with scopes_disabled():  # about a person, wherever they worked
        made = Proposal.objects.filter(proposed_by_id=owner.pk).select_related("round", "municipality")
        proposals = [
            (one.municipality.name, one.round.title, one.question, one.value, one.reason, one.proposed_at)
            for one in made.defer("municipality__coat_of_arms")
        ]
        said = Stance.objects.filter(replied_by_id=owner.pk).select_related("proposal__round", "municipality")
        replies = [
            (
                one.municipality.name, one.proposal.round.title, one.proposal.question, one.get_reply_display(),
                one.reason, one.replied_at,
            )
            for one in said.defer("municipality__coat_of_arms")
        ]  # fmt: skip
    place = {"municipality": _("Municipality"), "round": _("Round"), "question": _("Question")}
    yield Part(
        key="proposals",
        heading=_("Common answers that you proposed"),
        columns={**place, "answer": _("Answer given"), "reason": _("Reason"), "proposed_at": _("Proposed on")},
        rows=proposals,
        order=32,
    )
    yield Part(
        key="replies",
        heading=_("Your replies to proposals"),
        columns={**place, "reply": _("Reply"), "reason": _("Reason"), "replied_at": _("Replied on")},
        rows=replies,
        order=33,
    )


def forget_names(person: Forgotten) -> None:
    """What was proposed and replied stays the municipality's; who it was is no longer said."""
    with scopes_disabled():  # about a person, wherever they worked
        Proposal.objects.filter(proposed_by_id=person.pk).update(proposed_by=None, proposed_by_name=person.instead)
        Stance.objects.filter(replied_by_id=person.pk).update(replied_by=None, replied_by_name=person.instead)
