"""The access matrix: every address, every role, own or other municipality, reading and sending.

The table says it a second time, independent of roles.py: whoever changes a right changes it in both.
"""

from functools import cache
from typing import NamedTuple

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from django_scopes import scope, scopes_disabled
from tests import stage
from tests.addresses import Address, addresses, names

from weltoffen.accounts.models import Person
from weltoffen.answers.actions import save_answers
from weltoffen.answers.rules import Change
from weltoffen.contributors.links import token_of
from weltoffen.contributors.models import Contributor
from weltoffen.demo.evenings import RUNNING_CODE, STAGE_KEY
from weltoffen.departments.models import Department
from weltoffen.evidence.choices import Kind
from weltoffen.evidence.models import Evidence
from weltoffen.invitations.links import token_of as guest_token
from weltoffen.invitations.models import Attendee
from weltoffen.joint.models import Partner
from weltoffen.live.models import Poll
from weltoffen.municipalities.choices import Role
from weltoffen.municipalities.models import Membership, Municipality
from weltoffen.reminders.links import Receiver, signed
from weltoffen.rounds.queries import current_round
from weltoffen.workshops.choices import Phase

OK, MOVED, MISSING, FORBIDDEN, NO_METHOD, REFUSED, INVALID = 200, 302, 404, 403, 405, 409, 422
SECRET = "Nur-fuer-Mitwirkende-4711"  # noqa: S105 - a comment that could leak

EVERYBODY = frozenset(Role)
COORDINATOR = frozenset({Role.COORDINATOR})
ANSWERING = frozenset({Role.COORDINATOR, Role.CONTRIBUTOR})
DRAFTS = ANSWERING | {Role.HEAD}
RESULTS = EVERYBODY - {Role.PROGRAMME_OFFICE}
LEADING = frozenset({Role.COORDINATOR, Role.HEAD})
FACILITATING = frozenset({Role.COORDINATOR, Role.FACILITATOR})


class Way(NamedTuple):
    """Who may, and what they get; others of the municipality get 403."""

    roles: frozenset[Role]
    status: int


class Inside(NamedTuple):
    """An address of a municipality: reading and sending."""

    get: Way
    post: Way


def reading(roles: frozenset[Role], status: int = OK) -> Inside:
    """Nothing can be sent there."""
    return Inside(Way(roles, status), Way(roles, NO_METHOD))


def sending(roles: frozenset[Role], status: int) -> Inside:
    """Nothing can be read there."""
    return Inside(Way(roles, NO_METHOD), Way(roles, status))


def both(roles: frozenset[Role], get: int, post: int) -> Inside:
    """A page with a form."""
    return Inside(Way(roles, get), Way(roles, post))


# Sent without a body: a form comes back (200), a deed without one is done (302), or what is missing is said (404, 409).
INSIDE = {
    "limesurvey:discard": sending(COORDINATOR, REFUSED),
    "limesurvey:draft": sending(COORDINATOR, OK),
    "limesurvey:field": both(COORDINATOR, REFUSED, REFUSED),
    "limesurvey:file": reading(COORDINATOR, REFUSED),
    "limesurvey:left": reading(COORDINATOR, REFUSED),
    "limesurvey:mapping_file": reading(COORDINATOR, MISSING),
    "limesurvey:read_mapping": sending(COORDINATOR, OK),
    "limesurvey:remove": sending(COORDINATOR, MISSING),
    "limesurvey:save": sending(COORDINATOR, REFUSED),
    "limesurvey:start": both(COORDINATOR, OK, OK),
    "limesurvey:whose": both(COORDINATOR, REFUSED, REFUSED),
    "agreement:meeting": both(COORDINATOR, OK, MOVED),
    "agreement:overview": reading(DRAFTS),
    "agreement:propose": sending(COORDINATOR, REFUSED),
    "agreement:question": reading(DRAFTS),
    "agreement:reply": sending(ANSWERING, REFUSED),
    "agreement:settle": sending(COORDINATOR, REFUSED),
    "agreement:take_back": sending(COORDINATOR, REFUSED),
    "answers:board": reading(DRAFTS),
    "answers:mine": both(ANSWERING, OK, MOVED),
    "answers:discard": sending(ANSWERING, REFUSED),
    "answers:download": reading(ANSWERING),
    "answers:field": Inside(Way(DRAFTS, OK), Way(ANSWERING, MOVED)),
    "answers:history": Inside(Way(DRAFTS, OK), Way(ANSWERING, MISSING)),
    "answers:preview": both(ANSWERING, REFUSED, REFUSED),
    "answers:save": sending(ANSWERING, REFUSED),
    "answers:spreadsheet": reading(ANSWERING),
    "answers:unconfirmed": reading(DRAFTS),
    "answers:upload": sending(ANSWERING, OK),
    "archive:download": sending(COORDINATOR, OK),
    "archive:page": reading(COORDINATOR),
    "assignments:field": both(COORDINATOR, OK, MOVED),
    "assignments:overview": reading(DRAFTS),
    "assignments:propose": sending(COORDINATOR, MOVED),
    "catalogue:version": reading(EVERYBODY),
    "contributors:add": both(COORDINATOR, OK, OK),
    "contributors:cancel": sending(COORDINATOR, REFUSED),
    "contributors:change": both(COORDINATOR, OK, OK),
    "contributors:end": both(COORDINATOR, OK, MOVED),
    "contributors:letters": both(COORDINATOR, MOVED, MOVED),
    "contributors:list": reading(COORDINATOR),
    "contributors:paste": both(COORDINATOR, OK, OK),
    "contributors:renew": both(COORDINATOR, OK, MOVED),
    "contributors:write": both(COORDINATOR, MOVED, MOVED),
    "departments:add": both(COORDINATOR, OK, OK),
    "departments:change": both(COORDINATOR, OK, OK),
    "departments:end": both(COORDINATOR, OK, MOVED),
    "departments:invite": both(COORDINATOR, OK, OK),
    "departments:list": reading(LEADING),
    "departments:set_up": both(COORDINATOR, OK, OK),
    "evaluation:compute": sending(COORDINATOR, MOVED),
    "evaluation:data": reading(RESULTS),
    "evaluation:documents": reading(RESULTS),
    "evaluation:field": reading(RESULTS),
    "evaluation:fields": reading(RESULTS),
    "evaluation:finish": both(COORDINATOR, OK, MOVED),
    "evaluation:latest": reading(RESULTS, MOVED),
    "evaluation:list": reading(RESULTS),
    "evaluation:method": reading(RESULTS),
    "evaluation:page": reading(RESULTS),
    "evaluation:publication": reading(LEADING),
    "evaluation:questions": reading(RESULTS),
    "evaluation:release": both(LEADING, OK, OK),
    "evaluation:report": reading(RESULTS),
    "evaluation:why": reading(RESULTS),
    "evaluation:withdraw": sending(LEADING, REFUSED),
    "invitations:add": both(FACILITATING, OK, OK),
    "invitations:announce": both(LEADING, REFUSED, REFUSED),
    "invitations:call_off": both(FACILITATING, OK, MOVED),
    "invitations:came": both(FACILITATING, REFUSED, REFUSED),
    "invitations:cancel": sending(FACILITATING, REFUSED),
    "invitations:change": both(FACILITATING, OK, OK),
    "invitations:download": reading(FACILITATING, MISSING),
    "invitations:earlier": both(FACILITATING, OK, OK),
    "invitations:letters": both(FACILITATING, MOVED, MOVED),
    "invitations:list": reading(FACILITATING),
    "invitations:needs": reading(FACILITATING),
    "invitations:paste": both(FACILITATING, OK, OK),
    "invitations:remove": both(FACILITATING, OK, MOVED),
    "invitations:renew": sending(FACILITATING, MOVED),
    "invitations:text": both(FACILITATING, OK, OK),
    "invitations:told": sending(FACILITATING, MOVED),
    "invitations:withdraw": sending(LEADING, MOVED),
    "invitations:write": both(FACILITATING, MOVED, MOVED),
    "joint:decline": sending(COORDINATOR, MISSING),
    "joint:end": both(COORDINATOR, OK, OK),
    "joint:invitation": both(COORDINATOR, MISSING, MISSING),
    "joint:invite": both(COORDINATOR, OK, OK),
    "joint:leave": both(COORDINATOR, MISSING, MISSING),
    "joint:page": reading(RESULTS),
    "joint:seen_by": sending(COORDINATOR, MISSING),
    "evidence:add": both(ANSWERING, OK, OK),
    "evidence:change": both(ANSWERING, OK, OK),
    "evidence:confirm": sending(ANSWERING, REFUSED),
    "evidence:file": reading(DRAFTS),
    "evidence:overview": reading(DRAFTS),
    "evidence:remove": both(ANSWERING, OK, REFUSED),
    "municipalities:change_coat_of_arms": sending(COORDINATOR, OK),
    "municipalities:coat_of_arms": reading(EVERYBODY),
    "municipalities:end_access": both(COORDINATOR, OK, MOVED),
    "municipalities:home": reading(EVERYBODY),
    "municipalities:journal": reading(LEADING),
    "municipalities:people": reading(LEADING),
    "municipalities:remove_coat_of_arms": sending(COORDINATOR, MOVED),
    "municipalities:roles": reading(EVERYBODY),
    "municipalities:settings": both(COORDINATOR, OK, OK),
    "reminders:cancel": sending(COORDINATOR, REFUSED),
    "reminders:list": reading(COORDINATOR),
    "reminders:write": both(COORDINATOR, MOVED, MOVED),
    "surveys:change": both(COORDINATOR, REFUSED, REFUSED),
    "surveys:close": both(COORDINATOR, OK, MOVED),
    "surveys:discard": sending(COORDINATOR, REFUSED),
    "surveys:download": reading(RESULTS, MISSING),
    "surveys:list": reading(RESULTS),
    "surveys:make": both(COORDINATOR, OK, OK),
    "surveys:open": sending(COORDINATOR, REFUSED),
    "surveys:poster": reading(COORDINATOR),
    "surveys:preview": reading(COORDINATOR),
    "surveys:renew": sending(COORDINATOR, MOVED),
    "surveys:results": reading(RESULTS),
    "surveys:survey": reading(COORDINATOR),
    "rounds:list": reading(EVERYBODY),
    "rounds:overview": reading(EVERYBODY),
    "rounds:freeze": both(COORDINATOR, REFUSED, REFUSED),
    "rounds:reopen": both(COORDINATOR, REFUSED, REFUSED),
    "rounds:start": both(COORDINATOR, REFUSED, REFUSED),
    "live:act": sending(FACILITATING, MISSING),
    "live:begin": sending(FACILITATING, REFUSED),
    "live:console": reading(FACILITATING),
    "live:end": both(FACILITATING, OK, REFUSED),
    "live:start_over": both(FACILITATING, OK, INVALID),
    "live:ideas": both(FACILITATING, OK, MOVED),
    "live:note": sending(FACILITATING, MISSING),
    "live:outline": both(FACILITATING, MISSING, MISSING),
    "live:outlines": sending(FACILITATING, INVALID),
    "live:paper": both(FACILITATING, OK, OK),
    "live:remove_outline": sending(FACILITATING, MISSING),
    "live:remove_pile": sending(FACILITATING, MISSING),
    "minutes:agree": both(COORDINATOR, REFUSED, REFUSED),
    "minutes:change": both(FACILITATING, REFUSED, REFUSED),
    "minutes:download": reading(RESULTS, REFUSED),
    "minutes:page": reading(RESULTS),
    "agreements:download": reading(RESULTS),
    "agreements:page": reading(RESULTS),
    "workshops:add": reading(FACILITATING),
    "workshops:add_one": both(FACILITATING, OK, OK),
    "workshops:agenda": both(FACILITATING, OK, REFUSED),
    "workshops:change": both(FACILITATING, OK, OK),
    "workshops:discard": both(FACILITATING, OK, REFUSED),
    "workshops:item": both(FACILITATING, OK, OK),
    "workshops:list": reading(RESULTS),
    "workshops:new": both(FACILITATING, OK, OK),
    "workshops:paper": reading(FACILITATING),
    "workshops:papers": reading(FACILITATING),
    "workshops:participants": both(FACILITATING, OK, REFUSED),
    "workshops:proposal": both(FACILITATING, OK, REFUSED),
    "workshops:remove_group": both(FACILITATING, OK, REFUSED),
    "workshops:restore": sending(FACILITATING, MOVED),
    "workshops:templates": both(FACILITATING, OK, OK),
    "workshops:workshop": reading(RESULTS),
}
# For whoever is signed in, and for everybody: the statuses of reading and of sending. What changes how somebody signs
# in leads to the password first.
SIGNED_IN = {
    "account_change_password": (OK, OK),
    "account_reauthenticate": (OK, OK),
    "accounts:account": (OK, NO_METHOD),
    "accounts:app_off": (MOVED, MOVED),
    "accounts:app_on": (MOVED, MOVED),
    "accounts:devices": (OK, NO_METHOD),
    "accounts:end_other_sessions": (NO_METHOD, MOVED),
    "accounts:end_session": (NO_METHOD, REFUSED),
    "accounts:name": (OK, OK),
    "privacy:delete": (OK, OK),
    "privacy:download": (OK, NO_METHOD),
    "privacy:own_data": (OK, NO_METHOD),
    "accounts:passkey_add": (MOVED, MOVED),
    "accounts:passkey_remove": (MOVED, MOVED),
    "accounts:passkey_rename": (MISSING, MISSING),
    "accounts:recovery_codes": (MOVED, MOVED),
    "accounts:second_factor": (OK, NO_METHOD),
    "municipalities:mine": (MOVED, NO_METHOD),
    "receivers:choices": (OK, MOVED),
    "account_logout": (OK, MOVED),
}
PUBLIC = {
    "account_inactive": (OK, NO_METHOD),
    "account_login": (OK, OK),
    "account_reset_password": (OK, OK),
    "account_reset_password_done": (OK, NO_METHOD),
    "account_reset_password_from_key": (OK, OK),
    "account_reset_password_from_key_done": (OK, NO_METHOD),
    "accounts:provider": (MISSING, NO_METHOD),
    "openid_connect_callback": (MISSING, NO_METHOD),
    "mfa_authenticate": (FORBIDDEN, FORBIDDEN),
    "foundation:mailbox": (MISSING, NO_METHOD),
    "foundation:gallery": (OK, NO_METHOD),
    "foundation:health": (OK, NO_METHOD),
    "foundation:set_language": (NO_METHOD, MOVED),
    "privacy:cookies": (OK, MOVED),
    "privacy:forget_language": (NO_METHOD, MOVED),
    "guest:about_me": (OK, NO_METHOD),
    "guest:coat_of_arms": (OK, NO_METHOD),
    "guest:erase": (OK, OK),
    "guest:proposals": (OK, REFUSED),
    "guest:questions": (OK, MOVED),
    "guest:reminders": (OK, MOVED),
    "guest:save": (NO_METHOD, MISSING),
    "guest:welcome": (OK, NO_METHOD),
    "events:calendar": (OK, NO_METHOD),
    "events:page": (OK, NO_METHOD),
    "events:register": (OK, OK),
    "events:registered": (OK, NO_METHOD),
    "invited:about_me": (OK, NO_METHOD),
    "invited:calendar": (OK, NO_METHOD),
    "invited:coat_of_arms": (OK, NO_METHOD),
    "invited:erase": (OK, OK),
    "invited:welcome": (OK, OK),
    "public:accessibility": (OK, NO_METHOD),
    "public:coat_of_arms": (OK, NO_METHOD),
    "public:feedback": (OK, OK),
    "public:imprint": (MISSING, NO_METHOD),
    "public:municipality": (OK, NO_METHOD),
    "public:privacy": (OK, NO_METHOD),
    "public:start": (OK, NO_METHOD),
    "receivers:reminders": (OK, MOVED),
    "phone:code": (OK, OK),
    "phone:group": (MOVED, MOVED),
    "phone:home": (OK, NO_METHOD),
    "phone:idea": (MOVED, MOVED),
    "phone:join": (MOVED, MOVED),
    "phone:now": (REFUSED, NO_METHOD),
    "phone:privacy": (OK, NO_METHOD),
    "phone:vote": (MOVED, MOVED),
    "stage:stage": (OK, NO_METHOD),
    "residents:questions": (MISSING, MISSING),
    "residents:start": (MISSING, NO_METHOD),
    "residents:thanks": (MISSING, NO_METHOD),
}
# Somebody in several municipalities chooses; whoever is signed in needs no sign-in.
OTHERWISE = {("municipalities:mine", Role.FACILITATOR): OK}
METHODS = ("get", "post")
STRANGER = stage.address_of(Role.COORDINATOR, stage.TOWN)
BY_NAME = {address.name: address for address in addresses()}

pytestmark = pytest.mark.usefixtures("secret")


@pytest.fixture(scope="module")
def secret(on_stage: None) -> None:
    """Somebody wrote a comment into the running round that could leak."""
    county = Municipality.objects.get(slug=stage.COUNTY)
    with scope(municipality=county.pk):
        round_ = current_round()
        assert round_ is not None
        for role in sorted(ANSWERING):
            person = Person.objects.get(email=stage.address_of(role))
            assert save_answers(round_, [Change("m-1.1", "begun", SECRET)], by=person).saved


def path_of(address: Address, slug: str = stage.COUNTY, number: int | None = None) -> str:
    """An address with everything in it that the stage has."""
    with scopes_disabled():
        head = Membership.objects.get(municipality__slug=stage.COUNTY, role=Role.HEAD)
        guest = Attendee.objects.filter(municipality__slug=stage.COUNTY, workshop__number=1).first()
        assert guest is not None
        partner = Partner.objects.get(round__number=stage.RUNNING, town__slug=stage.PARTNER).pk
        department = Department.objects.get(municipality__slug=stage.COUNTY, name="Jugendamt").pk
        contributor = Contributor.objects.get(municipality__slug=stage.COUNTY, department=department)
        document = Evidence.objects.get(round__number=stage.RUNNING, question="m-1.1", kind=Kind.DOCUMENT).pk
        poll = Poll.objects.get(workshop__municipality__slug=stage.COUNTY, workshop__phase=Phase.RUNNING).pk
    is_live = address.name.startswith("live:")
    token = guest_token(guest) if address.name.startswith("invited:") else token_of(contributor)
    about_results = address.name.startswith(("evaluation:", "agreements:")) and address.name != "evaluation:finish"
    parts = {
        "slug": slug, "number": number or (stage.FINISHED if about_results else stage.RUNNING),
        "field": "management", "question": "m-1.1", "part": "management", "evaluation": 1, "version": 1, "upload": 1,
        "file": 1, "mapping": 1,
        "member": head.pk, "department": department, "ending": "html", "uidb36": "1", "key": "a-b",
        "passkey": 1, "session": "nobodys", "contributor": contributor.pk, "sending": 1, "token": token,
        "survey": 1, "planned": 1, "signed": signed(Receiver(head.municipality_id, head.person_id)),
        "partner": partner,
        "workshop": 4 if is_live else 1, "item": 99 if is_live else 1, "code": RUNNING_CODE, "poll": poll,
        "outline": 1, "count": 1, "activity": "rate", "group": 1,
        "paper_name": "cards",
        "guest": guest.pk, "occasion": "invitation", "mail": 1, "event": 2,
        "evidence": document, "kind": Kind.LINK,
    }  # fmt: skip
    if address.name == "stage:stage":
        parts["key"] = STAGE_KEY
    return reverse(address.name, kwargs={name: parts[name] for name in address.parts})


def client_of(who: str | None) -> Client:
    """A browser in which somebody is signed in, or nobody."""
    client = Client()
    if who is not None:
        client.cookies["session"] = session_of(who)
    return client


def session_of(who: str) -> str:
    return _session_on(str(connection.settings_dict["NAME"]), who)


@cache
def _session_on(database: str, who: str) -> str:
    # Tests of other modules may come in between, and then the stage is set up anew, without the sessions of before.
    return stage.session_of(who)


def status(who: str | None, method: str, path: str) -> int:
    """What somebody gets; what it changed is taken back."""
    client = client_of(who)
    with transaction.atomic():
        response = getattr(client, method)(path)
        transaction.set_rollback(True)
    if response.status_code == MOVED and reverse("account_login") in response.headers["Location"]:
        return FORBIDDEN
    return int(response.status_code)


def test_every_address_has_a_row() -> None:
    rows = [*INSIDE, *SIGNED_IN, *PUBLIC]

    assert sorted(rows) == names()
    assert sorted(INSIDE) == [address.name for address in addresses() if "slug" in address.parts and
                              not address.name.startswith(("public:", "events:"))]  # fmt: skip


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("name", INSIDE)
def test_inside_a_municipality(name: str, method: str) -> None:
    way: Way = getattr(INSIDE[name], method)
    path = path_of(BY_NAME[name])

    found = {role: status(stage.address_of(role), method, path) for role in Role}

    assert found == {role: way.status if role in way.roles else FORBIDDEN for role in Role}


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("name", INSIDE)
def test_strangers_find_nothing_and_nobody_enters_without_signing_in(name: str, method: str) -> None:
    path = path_of(BY_NAME[name])

    assert (status(STRANGER, method, path), status(None, method, path)) == (MISSING, FORBIDDEN)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("name", SIGNED_IN)
def test_for_whoever_is_signed_in(name: str, method: str) -> None:
    path = path_of(BY_NAME[name])
    expected = SIGNED_IN[name][METHODS.index(method)]

    found = {role: status(stage.address_of(role), method, path) for role in Role}

    assert found == {role: OTHERWISE.get((name, role), expected) if method == "get" else expected for role in Role}
    assert status(None, method, path) == (MOVED if name == "account_logout" else FORBIDDEN)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("name", PUBLIC)
def test_for_everybody(name: str, method: str) -> None:
    path = path_of(BY_NAME[name])

    assert status(None, method, path) == PUBLIC[name][METHODS.index(method)]


@pytest.mark.parametrize("role", [None, *(EVERYBODY - DRAFTS), "stranger"], ids=str)
def test_the_running_round_is_read_by_those_who_work_on_it(role: Role | str | None) -> None:
    who = (
        stage.address_of(Role.COORDINATOR, stage.TOWN) if role == "stranger" else role and stage.address_of(Role(role))
    )
    client = client_of(who)

    leaking = [path for path in _pages() if SECRET.encode() in client.get(path).getvalue()]

    assert leaking == []


def test_the_secret_could_leak() -> None:
    """The test above would pass where nothing is shown at all; this one sees what could be shown."""
    client = client_of(stage.address_of(Role.HEAD))

    showing = {path for path in _pages() if SECRET.encode() in client.get(path).getvalue()}

    assert showing >= {path_of(BY_NAME["answers:field"]), path_of(BY_NAME["answers:history"])}


@pytest.mark.parametrize("name", [name for name, row in INSIDE.items() if row.post.status != NO_METHOD])
def test_nothing_is_done_for_a_form_of_somebody_else(name: str) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(Person.objects.get(email=stage.address_of(Role.COORDINATOR)))

    assert client.post(path_of(BY_NAME[name])).status_code == FORBIDDEN


def _pages() -> list[str]:
    """Every address that can be read, of both rounds."""
    return [
        path_of(address, number=number)
        for address in addresses()
        for number in (stage.FINISHED, stage.RUNNING)
        if not address.name.startswith("account_log")
    ]
