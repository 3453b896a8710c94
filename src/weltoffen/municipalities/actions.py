"""Adding and changing a municipality, giving and ending access."""

from django.db import transaction
from django_scopes import scope

from weltoffen.accounts.actions import add_person
from weltoffen.accounts.models import Person
from weltoffen.accounts.queries import person_with_address
from weltoffen.foundation import clock
from weltoffen.journal.actions import record
from weltoffen.municipalities.choices import Kind, MunicipalityEvent, Role
from weltoffen.municipalities.models import Membership, Municipality
from weltoffen.municipalities.queries import municipality_named
from weltoffen.municipalities.rules import NameInAddressesIsTaken, require_newcomer, require_removable

DETAILS = ("name", "kind", "official_key")


@transaction.atomic
def add_municipality(*, name: str, kind: Kind, slug: str, official_key: str = "", by: Person | None) -> Municipality:
    """A new tenant, in which nobody has a role yet."""
    if municipality_named(slug) is not None:
        raise NameInAddressesIsTaken
    added = Municipality.objects.create(
        slug=slug, name=name.strip(), kind=kind, official_key=official_key, added_at=clock.now()
    )
    record(MunicipalityEvent.MUNICIPALITY_ADDED, by=by, municipality=added.pk, subject=added.name)
    return added


@transaction.atomic
def change_municipality(municipality: Municipality, *, name: str, kind: Kind, official_key: str, by: Person) -> None:
    """What it is called, what it is, its official key; the same again changes nothing."""
    before = {field: str(getattr(municipality, field)) for field in DETAILS}
    after = {"name": name.strip(), "kind": kind.value, "official_key": official_key}
    if after == before:
        return
    for field, value in after.items():
        setattr(municipality, field, value)
    municipality.save(update_fields=DETAILS)
    changed = [field for field in DETAILS if before[field] != after[field]]
    details = {
        "before": {field: before[field] for field in changed},
        "after": {field: after[field] for field in changed},
    }
    record(
        MunicipalityEvent.MUNICIPALITY_CHANGED, by=by, municipality=municipality.pk, subject=municipality.name,
        details=details,
    )  # fmt: skip


@transaction.atomic
def set_coat_of_arms(municipality: Municipality, *, media_type: str, content: bytes, by: Person) -> None:
    """A picture that was checked before; empty removes the present one. The journal keeps no picture."""
    municipality.coat_of_arms, municipality.coat_of_arms_type = content, media_type
    municipality.save(update_fields=["coat_of_arms", "coat_of_arms_type"])
    event = MunicipalityEvent.COAT_OF_ARMS_CHANGED if media_type else MunicipalityEvent.COAT_OF_ARMS_REMOVED
    record(event, by=by, municipality=municipality.pk, subject=municipality.name)


@transaction.atomic
def give_access(municipality: Municipality, *, person: Person, role: Role, by: Person | None) -> Membership:
    """A person has a role in the municipality from now on."""
    with scope(municipality=municipality.pk):
        known = Membership.objects.filter(person=person).select_related("person", "municipality").first()
        require_newcomer(known)
        given: Membership = Membership.objects.create(
            municipality=municipality, person=person, role=role, since=clock.now()
        )
    _record_access(MunicipalityEvent.MEMBER_ADDED, given, person, municipality, by)
    return given


@transaction.atomic
def admit_person(municipality: Municipality, *, email: str, name: str, role: Role, by: Person | None) -> Membership:
    """Give access to whoever has this address; who has no account yet gets one under this name."""
    person = person_with_address(email) or add_person(email=email, name=name, by=by)
    return give_access(municipality, person=person, role=role, by=by)


@transaction.atomic
def end_access(municipality: Municipality, *, membership: Membership, by: Person | None) -> None:
    """The person can no longer enter the municipality; their account and what they did stay."""
    # Two coordinators who end each other's access at once wait for each other here.
    Municipality.objects.select_for_update().only("pk").get(pk=municipality.pk)
    with scope(municipality=municipality.pk):
        require_removable(membership)
        Membership.objects.filter(pk=membership.pk).delete()
    _record_access(MunicipalityEvent.MEMBER_REMOVED, membership, membership.person, municipality, by)


def _record_access(
    event: MunicipalityEvent, membership: Membership, person: Person, municipality: Municipality, by: Person | None
) -> None:
    record(event, by=by, municipality=municipality.pk, subject=person.name, details={"role": membership.role})
