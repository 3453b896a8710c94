"""The county's things, asked for by the coordinator of a town that has rounds of its own: by address, form and export.

The keys in addresses and forms are the county's, the way there is the town's. Nothing of the county may be said, and
nothing of it may change.
"""

import io
import zipfile
from functools import cache
from hashlib import sha256

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from django_scopes import scope, scopes_disabled
from tests import stage
from tests.house.test_access import BY_NAME, INSIDE, METHODS, SECRET, client_of, path_of, secret

from weltoffen.agreement.models import Proposal
from weltoffen.contributors.models import Contributor
from weltoffen.departments.models import Department
from weltoffen.evidence.models import Evidence
from weltoffen.invitations.models import Attendee
from weltoffen.joint.models import Partner
from weltoffen.municipalities.choices import Role
from weltoffen.municipalities.models import Membership, Municipality
from weltoffen.surveys.models import Survey

__all__ = ["secret"]

pytestmark = pytest.mark.usefixtures("secret")
TOWN = stage.PARTNER
COORDINATOR = stage.address_of(Role.COORDINATOR, TOWN)
ROUND = 2
# Departments that are called as the questionnaire calls them tell nothing.
OWN_NAMES = ("Leitstelle für Integration", "Büro der Verwaltungsleitung", "Abteilung Soziales")
# The county decides to show these to whoever takes part with it.
SHARED = {"joint:page", "joint:invitation", "joint:leave"}


@cache
def secrets() -> tuple[bytes, ...]:
    """Words that stand in the county's rows only."""
    with scopes_disabled():
        county = Municipality.objects.get(slug=stage.COUNTY)
        own = {"municipality": county.pk}
        words = [SECRET]
        for one in Contributor.objects.filter(**own):
            words += [one.name, one.email]
        words += [one.name for one in Attendee.objects.filter(**own)]
        words += [one.reason for one in Proposal.objects.filter(**own)]
        words += [one.title for one in Evidence.objects.filter(**own)]
        words += [one.title for one in Survey.objects.filter(**own)]
        words += [name for name in OWN_NAMES if Department.objects.filter(name=name, **own).exists()]
    return tuple(sorted({word.encode() for word in words if len(word) > 8}))


@cache
def foreign_form() -> dict[str, object]:
    """What a form could bring: the county's keys under every name that a form has."""
    with scopes_disabled():
        county = {"municipality__slug": stage.COUNTY}
        member = Membership.objects.filter(**county).first()
        department = Department.objects.filter(**county).first()
        contributor = Contributor.objects.filter(**county).first()
        proposal = Proposal.objects.filter(**county).last()
        partner = Partner.objects.filter(**county).first()
        evidence = Evidence.objects.filter(**county).first()
    assert None not in (member, department, contributor, proposal, partner, evidence)
    pk = department.pk  # type: ignore[union-attr]
    return {
        "department": pk, "departments-m-1.1": [pk], "m-1.1": [pk], "people": [member.pk],  # type: ignore[union-attr]
        "who": [contributor.pk], "proposal": proposal.pk, "agrees": "1",  # type: ignore[union-attr]
        "partner": partner.pk, "evidence": evidence.pk,  # type: ignore[union-attr]
        "subjects": ["social"], "towns": [stage.COUNTY], "when": "now", "do": "send", "value": "none", "version": "1",
        "seen": "1", "question": "m-1.1", "reason": "von nebenan", "name": "Von nebenan", "title": "Von nebenan",
    }  # fmt: skip


def state_of_county() -> str:
    """A checksum of every row of the county in every table of tenants."""
    with scopes_disabled():
        county = Municipality.objects.get(slug=stage.COUNTY).pk
    digest = sha256()
    with connection.cursor() as cursor:
        for model in apps.get_models():
            columns = {field.attname for field in model._meta.concrete_fields}
            if "municipality_id" in columns:
                table, key = model._meta.db_table, model._meta.pk.column
                cursor.execute(f"SELECT * FROM {table} WHERE municipality_id = %s ORDER BY {key}", [county])  # noqa: S608
                digest.update(repr(cursor.fetchall()).encode())
    return digest.hexdigest()


def said_in(content: bytes) -> list[bytes]:
    return [word for word in secrets() if word in content]


def test_there_are_secrets_and_the_county_itself_finds_them() -> None:
    assert len(secrets()) > 15
    board = client_of(stage.address_of(Role.COORDINATOR)).get(
        reverse("answers:board", kwargs={"slug": stage.COUNTY, "number": stage.RUNNING})
    )
    assert said_in(board.content)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("name", sorted(set(INSIDE) - SHARED))
def test_nothing_of_the_county_is_said_or_changed_from_the_town(name: str, method: str) -> None:
    path = path_of(BY_NAME[name], TOWN, None if name.startswith("evaluation:") else ROUND)
    with scopes_disabled():
        pk = Department.objects.filter(municipality__slug=stage.COUNTY).values_list("pk", flat=True)[0]
    client = client_of(COORDINATOR)
    with transaction.atomic():
        before = state_of_county()
        answers = (
            [client.get(path), client.get(f"{path}?department={pk}&who=all")]
            if method == "get"
            else [client.post(path, foreign_form()), client.post(f"{path}?department={pk}", foreign_form())]
        )
        after = state_of_county()
        transaction.set_rollback(True)

    assert [said_in(b"".join(answer) if answer.streaming else answer.content) for answer in answers] == [[], []]
    assert after == before


def test_the_archive_of_the_town_holds_nothing_of_the_county() -> None:
    with transaction.atomic():
        answer = client_of(COORDINATOR).post(reverse("archive:download", kwargs={"slug": TOWN}))
        transaction.set_rollback(True)
    content = b"".join(answer) if answer.streaming else answer.content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        found = {name: said_in(archive.read(name)) for name in archive.namelist()}

    assert len(found) > 20
    assert {name: words for name, words in found.items() if words} == {}


def test_a_personal_link_leads_to_its_own_municipality_only() -> None:
    with scopes_disabled():
        town = Municipality.objects.get(slug=TOWN)
        contributor = Contributor.objects.filter(municipality__slug=stage.COUNTY)[0]
    with scope(municipality=town.pk):
        assert not Contributor.objects.filter(pk=contributor.pk).exists()
    assert Client().get(f"/with/{contributor.pk}-aaaa-aaaa-aaaa-aaaa/").status_code == 404
