"""Every page in every state worth looking at: where it is, who sees it, and how it was reached."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.urls import reverse
from tests.stage import COUNTY, FINISHED, PARTNER, RUNNING, TOWN, address_of

from weltoffen.contributors.links import token_of
from weltoffen.contributors.models import Contributor
from weltoffen.demo.residents import KEY
from weltoffen.municipalities.choices import Role
from weltoffen.reminders.links import Receiver, signed


@dataclass(frozen=True)
class Page:
    """One page: the name and parts of its address, who looks (nobody: not signed in), the status it has."""

    name: str
    parts: Mapping[str, object] = field(default_factory=dict)
    who: str = ""
    state: str = ""
    query: str = ""
    status: int = 200

    @property
    def path(self) -> str:
        """Its address."""
        return reverse(self.name, kwargs=dict(self.parts)) + self.query

    def __str__(self) -> str:
        return f"{self.name} {self.state}".strip()


COORDINATOR, CONTRIBUTOR, HEAD, COUNCIL, FACILITATOR, OFFICE = (
    address_of(role)
    for role in (
        Role.COORDINATOR, Role.CONTRIBUTOR, Role.HEAD, Role.COUNCIL_READER, Role.FACILITATOR, Role.PROGRAMME_OFFICE
    )
)  # fmt: skip
NEWCOMER, PARTNERING = address_of(Role.COORDINATOR, TOWN), address_of(Role.COORDINATOR, PARTNER)
HERE, THERE = {"slug": COUNTY}, {"slug": TOWN}
NOW, THEN = {**HERE, "number": RUNNING}, {**HERE, "number": FINISHED}
RESULT = {**THEN, "evaluation": 1}
FIELD, QUESTION = {"field": "management"}, {"question": "m-1.1"}
SURVEY, VOICES, LINK = {**NOW, "survey": 1}, {**THEN, "survey": 1}, {"key": KEY}
DOCUMENT = 4
"""The primary key of the first document of the running round: the demo adds evidence in one order."""
WORKSHOP = {**HERE, "workshop": 1}
OPEN_FIELD = {"field": "communication"}
EVERYBODY = "?" + "&".join(f"who={number}" for number in range(1, 30))
BEHIND = {"token": token_of(Contributor(pk=1, serial=1))}
PAGES = (
    Page("public:start"),
    Page("public:start", who=COORDINATOR, state="signed in"),
    Page("public:accessibility"),
    Page("public:feedback"),
    Page("public:imprint", state="not written", status=404),
    Page("public:privacy"),
    Page("privacy:cookies"),
    Page("privacy:own_data", who=CONTRIBUTOR),
    Page("privacy:delete", who=CONTRIBUTOR),
    Page("privacy:delete", who=COORDINATOR, state="of the only coordinator"),
    Page("public:municipality", HERE),
    Page("public:municipality", THERE, state="nothing released", status=404),
    Page("foundation:gallery"),
    Page("foundation:mailbox", status=404, state="with a mail server"),
    Page("account_login"),
    Page("account_login", state="on the way to a page", query=f"?next=/m/{COUNTY}/"),
    Page("account_logout", who=COORDINATOR),
    Page("account_inactive"),
    Page("account_change_password", who=COORDINATOR),
    Page("account_reset_password"),
    Page("account_reset_password_done"),
    Page("account_reset_password_from_key", {"uidb36": "1", "key": "a-b"}, state="used up"),
    Page("account_reset_password_from_key_done"),
    Page("accounts:account", who=COORDINATOR),
    Page("accounts:devices", who=COORDINATOR),
    Page("accounts:name", who=COORDINATOR),
    Page("accounts:passkey_rename", {"passkey": 1}, COORDINATOR, state="of nobody", status=404),
    Page("accounts:second_factor", who=COORDINATOR),
    Page("account_reauthenticate", who=COORDINATOR, query="?next=/account/second-factor/app/"),
    Page("municipalities:mine", who=FACILITATOR),
    Page("municipalities:home", HERE, COORDINATOR),
    Page("municipalities:home", HERE, COUNCIL, state="as a reader"),
    Page("municipalities:home", THERE, NEWCOMER, state="before the first round"),
    Page("municipalities:home", THERE, COORDINATOR, state="of somebody else", status=404),
    Page("municipalities:people", HERE, COORDINATOR),
    Page("municipalities:people", HERE, COUNCIL, state="without the right", status=403),
    Page("municipalities:end_access", {**HERE, "member": 3}, COORDINATOR),
    Page("municipalities:roles", HERE, COORDINATOR),
    Page("municipalities:settings", HERE, COORDINATOR),
    Page("municipalities:journal", HERE, COORDINATOR),
    Page("municipalities:journal", THERE, NEWCOMER, state="almost empty"),
    Page("catalogue:version", {**HERE, "version": 1}, COORDINATOR),
    Page("departments:list", HERE, COORDINATOR),
    Page("departments:list", HERE, HEAD, state="to read"),
    Page("departments:list", THERE, NEWCOMER, state="empty"),
    Page("departments:set_up", THERE, NEWCOMER),
    Page("departments:add", HERE, COORDINATOR),
    Page("departments:change", {**HERE, "department": 1}, COORDINATOR),
    Page("departments:end", {**HERE, "department": 1}, COORDINATOR),
    Page("departments:invite", HERE, COORDINATOR),
    Page("rounds:list", HERE, COORDINATOR),
    Page("rounds:list", THERE, NEWCOMER, state="empty"),
    Page("rounds:start", THERE, NEWCOMER),
    Page("rounds:start", HERE, COORDINATOR, state="while one is running", status=409),
    Page("rounds:overview", NOW, COORDINATOR),
    Page("rounds:overview", NOW, COUNCIL, state="as a reader"),
    Page("rounds:overview", THEN, COORDINATOR, state="finished"),
    Page("rounds:freeze", THEN, COORDINATOR),
    Page("rounds:reopen", THEN, COORDINATOR, state="while another one is running", status=409),
    Page("limesurvey:start", NOW, COORDINATOR),
    Page("limesurvey:file", {**NOW, "file": 1}, COORDINATOR, state="gone", status=409),
    Page("limesurvey:field", {**NOW, **FIELD, "file": 1}, COORDINATOR, state="gone", status=409),
    Page("limesurvey:whose", {**NOW, "file": 1}, COORDINATOR, state="gone", status=409),
    Page("agreement:overview", NOW, COORDINATOR),
    Page("agreement:overview", NOW, CONTRIBUTOR, state="to read"),
    Page("agreement:question", {**NOW, "question": "m-1.3"}, COORDINATOR),
    Page("agreement:question", {**NOW, "question": "o-2.1"}, CONTRIBUTOR, state="to read"),
    Page("agreement:meeting", NOW, COORDINATOR),
    Page("assignments:overview", NOW, COORDINATOR),
    Page("assignments:overview", NOW, CONTRIBUTOR, state="to read"),
    Page("assignments:field", {**NOW, **FIELD}, COORDINATOR),
    Page("contributors:list", NOW, COORDINATOR),
    Page("contributors:list", THEN, COORDINATOR, state="of a finished round, empty"),
    Page("contributors:add", NOW, COORDINATOR),
    Page("contributors:add", THEN, COORDINATOR, state="of a finished round", status=409),
    Page("contributors:paste", NOW, COORDINATOR),
    Page("contributors:change", {**NOW, "contributor": 1}, COORDINATOR),
    Page("contributors:renew", {**NOW, "contributor": 1}, COORDINATOR),
    Page("contributors:end", {**NOW, "contributor": 1}, COORDINATOR),
    Page("contributors:write", NOW, COORDINATOR, query="?who=all"),
    Page("contributors:letters", NOW, COORDINATOR, query="?who=all"),
    Page("guest:welcome", BEHIND),
    Page("guest:welcome", {"token": "1-aaaa-aaaa-aaaa-aaaa"}, state="of a link that is not known", status=404),
    Page("guest:questions", BEHIND),
    Page("guest:proposals", BEHIND),
    Page("guest:reminders", BEHIND),
    Page("guest:about_me", BEHIND),
    Page("guest:erase", BEHIND),
    Page("answers:mine", NOW, CONTRIBUTOR),
    Page("answers:board", NOW, COORDINATOR),
    Page("answers:board", THEN, HEAD, state="finished"),
    Page("answers:field", {**NOW, **FIELD}, CONTRIBUTOR),
    Page("answers:field", {**NOW, **OPEN_FIELD}, CONTRIBUTOR, state="unanswered"),
    Page("answers:field", {**NOW, **FIELD}, HEAD, state="to read"),
    Page("answers:field", {**THEN, **FIELD}, CONTRIBUTOR, state="finished"),
    Page("answers:history", {**NOW, **QUESTION}, CONTRIBUTOR),
    Page("answers:unconfirmed", NOW, CONTRIBUTOR),
    Page("evidence:overview", {**NOW, **QUESTION}, CONTRIBUTOR),
    Page("evidence:overview", {**NOW, **QUESTION}, HEAD, state="to read"),
    Page("evidence:overview", {**THEN, **QUESTION}, CONTRIBUTOR, state="finished"),
    Page("evidence:overview", {**NOW, "question": "m-1.2"}, CONTRIBUTOR, state="without any"),
    Page("evidence:add", {**NOW, **QUESTION, "kind": "link"}, CONTRIBUTOR),
    Page("evidence:add", {**NOW, **QUESTION, "kind": "document"}, CONTRIBUTOR, state="of a document"),
    Page("evidence:add", {**NOW, **QUESTION, "kind": "note"}, CONTRIBUTOR, state="of a note"),
    Page("evidence:change", {**NOW, **QUESTION, "evidence": DOCUMENT}, CONTRIBUTOR),
    Page("evidence:remove", {**NOW, **QUESTION, "evidence": DOCUMENT}, CONTRIBUTOR),
    Page("answers:spreadsheet", NOW, CONTRIBUTOR),
    Page("answers:preview", {**NOW, "upload": 1}, CONTRIBUTOR, state="gone", status=409),
    Page("reminders:list", NOW, COORDINATOR),
    Page("reminders:list", THEN, COORDINATOR, state="of a finished round", status=409),
    Page("reminders:write", NOW, COORDINATOR, query=EVERYBODY),
    Page("receivers:choices", who=COORDINATOR),
    Page("receivers:reminders", {"signed": signed(Receiver(1, 1))}),
    Page("receivers:reminders", {"signed": "1-1:nobodys"}, state="of a link that is not known", status=404),
    Page("surveys:list", NOW, COORDINATOR),
    Page("surveys:list", THEN, COUNCIL, state="as a reader"),
    Page("surveys:make", NOW, COORDINATOR),
    Page("surveys:survey", SURVEY, COORDINATOR),
    Page("surveys:survey", VOICES, COORDINATOR, state="closed"),
    Page("surveys:change", SURVEY, COORDINATOR, state="of an open one", status=409),
    Page("surveys:preview", SURVEY, COORDINATOR),
    Page("surveys:close", SURVEY, COORDINATOR),
    Page("surveys:results", VOICES, COUNCIL),
    Page("surveys:results", SURVEY, COUNCIL, state="before closing"),
    Page("residents:start", LINK),
    Page("residents:start", LINK, COORDINATOR, state="signed in"),
    Page("residents:start", {"key": "nobodys"}, state="unknown", status=404),
    Page("residents:questions", LINK),
    Page("residents:thanks", LINK),
    Page("evaluation:finish", NOW, COORDINATOR),
    Page("evaluation:list", THEN, COORDINATOR),
    Page("evaluation:list", NOW, COORDINATOR, state="of a running round"),
    Page("evaluation:page", RESULT, COORDINATOR),
    Page("evaluation:page", RESULT, COUNCIL, state="as a reader"),
    Page("evaluation:fields", RESULT, COUNCIL),
    Page("evaluation:field", {**RESULT, **FIELD}, COUNCIL),
    Page("evaluation:questions", RESULT, COUNCIL),
    Page("evaluation:method", RESULT, COUNCIL),
    Page("evaluation:why", {**RESULT, "part": "management"}, COUNCIL, state="of a field"),
    Page("evaluation:why", {**RESULT, "part": "m-1"}, COUNCIL, state="of a goal"),
    Page("evaluation:documents", RESULT, COUNCIL),
    Page("evaluation:publication", RESULT, HEAD),
    Page("evaluation:release", RESULT, HEAD, query="?field=cohesion"),
    Page("joint:page", THEN, COORDINATOR, state="compared"),
    Page("joint:page", NOW, COORDINATOR),
    Page("joint:page", NOW, COUNCIL, state="as a reader"),
    Page("joint:page", {"slug": PARTNER, "number": FINISHED}, PARTNERING, state="of a town"),
    Page("joint:page", {"slug": PARTNER, "number": RUNNING}, PARTNERING, state="of a town that is answering"),
    Page("joint:invite", NOW, COORDINATOR),
    Page("joint:invite", THEN, COORDINATOR, state="finished", status=409),
    Page("joint:end", {**NOW, "partner": 3}, COORDINATOR),
    Page("joint:end", {**NOW, "partner": 4}, COORDINATOR, state="of an invitation"),
    Page("joint:invitation", {**THERE, "partner": 4}, NEWCOMER),
    Page("joint:invitation", {**HERE, "partner": 4}, COORDINATOR, state="of somebody else", status=404),
    Page("joint:leave", {"slug": PARTNER, "partner": 3}, PARTNERING),
    Page("minutes:page", WORKSHOP, FACILITATOR, state="before the end"),
    Page("minutes:change", WORKSHOP, FACILITATOR, state="before the end", status=409),
    Page("minutes:agree", WORKSHOP, COORDINATOR, state="before the end", status=409),
    Page("workshops:list", HERE, FACILITATOR),
    Page("workshops:list", HERE, COUNCIL, state="as a reader"),
    Page("workshops:list", THERE, NEWCOMER, state="empty"),
    Page("workshops:new", HERE, FACILITATOR),
    Page("workshops:new", THERE, NEWCOMER, state="without an evaluation"),
    Page("workshops:workshop", WORKSHOP, FACILITATOR),
    Page("workshops:workshop", WORKSHOP, COUNCIL, state="as a reader"),
    Page("workshops:change", WORKSHOP, FACILITATOR),
    Page("workshops:discard", WORKSHOP, FACILITATOR),
    Page("workshops:proposal", WORKSHOP, FACILITATOR),
    Page("workshops:proposal", WORKSHOP, FACILITATOR, state="with other numbers", query="?groups=4&fields=5"),
    Page("workshops:agenda", WORKSHOP, FACILITATOR),
    Page("workshops:add", WORKSHOP, FACILITATOR),
    Page("workshops:add_one", {**WORKSHOP, "activity": "prioritise"}, FACILITATOR),
    Page("workshops:item", {**WORKSHOP, "item": 3}, FACILITATOR),
    Page("workshops:templates", WORKSHOP, FACILITATOR),
    Page("workshops:participants", WORKSHOP, FACILITATOR),
    Page("workshops:remove_group", {**WORKSHOP, "group": 1}, FACILITATOR),
    Page("archive:page", HERE, COORDINATOR),
    Page("archive:page", THERE, NEWCOMER, state="almost empty"),
)
# Addresses that show no page of their own, and why.
FILE, DEED, WAY = "answers with a file", "does something and leads on", "leads on"
CLOSED = "asks for the password first (test_second_factor.py)"
NO_PAGES = {
    "accounts:app_off": CLOSED,
    "accounts:app_on": CLOSED,
    "accounts:end_other_sessions": DEED,
    "accounts:end_session": DEED,
    "accounts:passkey_add": CLOSED,
    "accounts:passkey_remove": CLOSED,
    "accounts:recovery_codes": CLOSED,
    "accounts:provider": "leads to the municipality's own sign-in (test_provider.py)",
    "answers:discard": DEED,
    "answers:download": FILE,
    "minutes:download": FILE,
    "answers:save": "answers a script",
    "answers:upload": "shows the preview, or the page that it came from (test_spreadsheets.py)",
    "archive:download": FILE,
    "limesurvey:discard": DEED,
    "limesurvey:draft": FILE,
    "limesurvey:left": FILE,
    "limesurvey:mapping_file": FILE,
    "limesurvey:read_mapping": DEED,
    "limesurvey:remove": DEED,
    "limesurvey:save": DEED,
    "agreement:propose": DEED,
    "agreement:reply": DEED,
    "agreement:settle": DEED,
    "agreement:take_back": DEED,
    "assignments:propose": DEED,
    "contributors:cancel": DEED,
    "guest:coat_of_arms": FILE,
    "guest:save": DEED,
    "evidence:confirm": DEED,
    "evidence:file": FILE,
    "evaluation:compute": DEED,
    "evaluation:data": FILE,
    "evaluation:latest": WAY,
    "evaluation:report": FILE,
    "evaluation:withdraw": DEED,
    "joint:decline": DEED,
    "joint:seen_by": DEED,
    "workshops:restore": DEED,
    "foundation:health": "a line of text for machines",
    "foundation:set_language": DEED,
    "mfa_authenticate": "stands in the middle of signing in (test_second_factor.py)",
    "municipalities:change_coat_of_arms": DEED,
    "municipalities:coat_of_arms": FILE,
    "municipalities:remove_coat_of_arms": DEED,
    "privacy:download": FILE,
    "privacy:forget_language": DEED,
    "openid_connect_callback": "leads on from the municipality's own sign-in (test_provider.py)",
    "public:coat_of_arms": FILE,
    "reminders:cancel": DEED,
    "surveys:discard": DEED,
    "surveys:download": FILE,
    "surveys:open": DEED,
    "surveys:poster": FILE,
    "surveys:renew": DEED,
}
