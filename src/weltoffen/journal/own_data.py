"""What this room has of a person: what they did, and what was done about them in the same places."""

from collections.abc import Collection, Iterator

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django_scopes import scopes_disabled

from weltoffen.foundation.own_data import Forgotten, Owner, Part, has_namesake
from weltoffen.journal.models import Entry
from weltoffen.journal.queries import places_of_deeds

DETAILS_OF_NAMES = ("before", "after")


def journal_data(owner: Owner) -> Iterator[Part]:
    """Each entry as a sentence with its moment."""
    with scopes_disabled():  # about a person, wherever they did something
        rows = [(entry.at, entry.sentence) for entry in Entry.objects.filter(_about(owner, _names(owner)))]
    yield Part(
        key="journal",
        heading=_("Entries of the journal"),
        columns={"at": _("When"), "entry": _("Entry")},
        rows=rows,
        order=90,
    )


def forget_names(person: Forgotten) -> None:
    """Entries stay; in place of the names that this person had stands what was decided instead.

    An entry knows whom it is about by name only. A namesake in the same place loses theirs there too: that fails to
    the side of privacy.
    """
    with scopes_disabled():  # about a person, wherever they did something
        names = _names(person.owner)
        for entry in Entry.objects.filter(_about(person.owner, names)):
            _rewrite(entry, person, names)


def _names(owner: Owner) -> set[str]:
    """Every name that the person had, and their address."""
    renamed = Entry.objects.filter(actor_id=owner.pk, event="person_renamed")
    earlier = {str(entry.details.get(key)) for entry in renamed for key in DETAILS_OF_NAMES if entry.details.get(key)}
    acted = set(Entry.objects.filter(actor_id=owner.pk).values_list("actor", flat=True))
    return {owner.name, owner.email, *earlier, *acted}


def _about(owner: Owner, names: Collection[str]) -> Q:
    """What a person did; and entries with one of their names as the subject.

    Where another account has the same name, these are only those of places where the person did something.
    """
    named = Q(subject__in=names)
    if has_namesake(owner):
        named &= Q(municipality_id__in=places_of_deeds(owner.pk)) | Q(subject=owner.email)
    return Q(actor_id=owner.pk) | named


def _rewrite(entry: Entry, person: Forgotten, names: Collection[str]) -> None:
    own: QuerySet[Entry] = QuerySet(Entry).filter(pk=entry.pk)
    own.update(
        actor=person.instead if entry.actor_id == person.pk else entry.actor,
        subject=person.instead if entry.subject in names else entry.subject,
        details=_without(entry.details, names, person.instead),
    )


def _without(value: object, names: Collection[str], instead: str) -> object:
    """A JSON value in which each text that is one of the names is another."""
    if isinstance(value, dict):
        return {key: _without(inner, names, instead) for key, inner in value.items()}
    if isinstance(value, list):
        return [_without(inner, names, instead) for inner in value]
    return instead if isinstance(value, str) and value in names else value
