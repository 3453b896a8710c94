"""Adding, changing and ending contributors; what they themselves decide about reminders and their data."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from django.db import transaction

from weltoffen.accounts.models import Person
from weltoffen.contributors.choices import ContributorEvent, Written
from weltoffen.contributors.models import Contributor, Sending
from weltoffen.contributors.queries import addresses_in, sendings_of
from weltoffen.contributors.rules import AddressContributes, require_present_link, usual_end
from weltoffen.departments.models import Department
from weltoffen.departments.rules import require_present
from weltoffen.foundation import clock
from weltoffen.journal.actions import record
from weltoffen.rounds.models import Round
from weltoffen.rounds.queries import held
from weltoffen.rounds.rules import require_open


class NewContributor(NamedTuple):
    """Somebody to be added; without an address they get a letter."""

    name: str
    email: str
    department: Department
    language: str = Written.GERMAN


@transaction.atomic
def add_contributors(round_: Round, new: Iterable[NewContributor], *, by: Person | None) -> list[Contributor]:
    """Several at once, or none: an address that contributes already refuses all of them."""
    locked = held(round_)
    require_open(locked)
    taken, added = addresses_in(locked), []
    for one in new:
        require_present(one.department)
        _require_new(one.email, taken)
        taken.add(one.email.lower())
        added.append(_added(locked, one))
    if added:
        _record(ContributorEvent.CONTRIBUTORS_ADDED, locked, by, number=len(added))
    return added


def _added(round_: Round, one: NewContributor) -> Contributor:
    added: Contributor = Contributor.objects.create(
        municipality_id=round_.municipality_id, round=round_, department=one.department, name=one.name.strip(),
        email=one.email, language=one.language, added_at=clock.now(), expires_on=usual_end(round_),
    )  # fmt: skip
    return added


@transaction.atomic
def change_contributor(
    contributor: Contributor, *, name: str, email: str, language: str, expires_on: date, by: Person | None
) -> None:
    """Name, address, language, last day. Another address gets another link; the same again changes nothing."""
    locked = _held(contributor)
    require_present_link(locked)
    before = (locked.name, locked.email, locked.language, locked.expires_on)
    if before == (name, email, language, expires_on):
        return
    _require_new(email, addresses_in(locked.round, besides=locked))
    if email.lower() != locked.email.lower():
        _renew(locked)
    locked.name, locked.email, locked.language, locked.expires_on = name, email, language, expires_on
    locked.save()
    _record(ContributorEvent.CONTRIBUTOR_CHANGED, locked.round, by, department=locked.department.name)


@transaction.atomic
def renew_link(contributor: Contributor, *, by: Person | None) -> None:
    """A new link, which has to be sent; the one before opens nothing from now on."""
    locked = _held(contributor)
    require_present_link(locked)
    _renew(locked)
    locked.expires_on = max(locked.expires_on, usual_end(locked.round))
    locked.save()
    _record(ContributorEvent.LINK_RENEWED, locked.round, by, department=locked.department.name)


def _renew(contributor: Contributor) -> None:
    contributor.serial += 1
    contributor.invited_at, contributor.delivery_fault, contributor.letter_on = None, "", None
    contributor.first_opened_on = contributor.last_opened_on = None


@transaction.atomic
def revoke_link(contributor: Contributor, *, by: Person | None) -> None:
    """The link opens nothing from now on; what was answered stays."""
    locked = _held(contributor)
    require_present_link(locked)
    locked.revoked_at, locked.planned = clock.now(), None
    locked.save(update_fields=["revoked_at", "planned"])
    _record(ContributorEvent.LINK_REVOKED, locked.round, by, department=locked.department.name)


@transaction.atomic
def erase_contributor(contributor: Contributor, *, by: Person | None) -> None:
    """Name and address go, the link ends; what was answered stays as that of somebody in the department."""
    locked = _held(contributor)
    if locked.erased_at is not None:
        return
    locked.name = locked.email = locked.delivery_fault = ""
    locked.erased_at, locked.planned = clock.now(), None
    locked.save(update_fields=["name", "email", "delivery_fault", "erased_at", "planned"])
    _record(ContributorEvent.CONTRIBUTOR_ERASED, locked.round, by, department=locked.department.name)


def want_reminders(contributor: Contributor, *, wanted: bool) -> None:
    """Whether somebody is reminded. It is their own choice and concerns nobody else, so the journal has no entry."""
    Contributor.objects.filter(pk=contributor.pk).update(wants_reminders=wanted)


def note_opening(contributor: Contributor) -> None:
    """Note the day on which a link was opened, no more exactly."""
    today = clock.today()
    if contributor.last_opened_on == today:
        return
    first = contributor.first_opened_on or today
    Contributor.objects.filter(pk=contributor.pk).update(first_opened_on=first, last_opened_on=today)


@transaction.atomic
def cancel_sending(sending: Sending, *, by: Person | None) -> None:
    """Planned mail is not sent."""
    number = next((number for one, number in sendings_of(sending.round) if one.pk == sending.pk), 0)
    Contributor.objects.filter(planned=sending).update(planned=None)
    Sending.objects.filter(pk=sending.pk).delete()
    _record(ContributorEvent.SENDING_CANCELLED, sending.round, by, number=number)


@transaction.atomic
def note_letters(round_: Round, contributors: Sequence[Contributor], *, by: Person | None) -> None:
    """That letters to these left the platform."""
    Contributor.objects.filter(pk__in=[one.pk for one in contributors]).update(letter_on=clock.today())
    _record(ContributorEvent.LETTERS_MADE, round_, by, number=len(contributors))


def _held(contributor: Contributor) -> Contributor:
    found = Contributor.objects.select_for_update(of=("self",)).select_related("department", "round")
    return found.get(pk=contributor.pk)


def _require_new(email: str, taken: Iterable[str]) -> None:
    if email and email.lower() in taken:
        raise AddressContributes(email)


def _record(event: ContributorEvent, round_: Round, by: Person | None, **details: object) -> None:
    record(
        event, by=by, municipality=round_.municipality_id, subject=round_.title,
        details={"round": round_.number, **details},
    )  # fmt: skip
