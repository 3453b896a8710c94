"""For whom somebody answers on a page: for where they work, or for a department that the address names."""

from typing import NamedTuple
from urllib.parse import urlencode

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from weltoffen.answers.respondents import Voice, voice_for, voice_of
from weltoffen.departments.models import Department
from weltoffen.departments.queries import present_departments
from weltoffen.foundation.refusals import NotAllowed
from weltoffen.municipalities.access import Here
from weltoffen.municipalities.roles import Permission
from weltoffen.rounds.models import Round

FOR_COORDINATION = "0"
NAME = "department"


class Speaking(NamedTuple):
    """The voice of a page, and what keeps the page at it: `query` belongs behind each of its addresses."""

    voice: Voice
    is_own: bool
    query: str = ""

    @property
    def is_lone(self) -> bool:
        """Never: whoever has an account sees what others said."""
        return False

    @property
    def key(self) -> str:
        """What tells this voice of a person from their others on the same device."""
        return str(self.voice.respondent.department_id or FOR_COORDINATION)


class Choice(NamedTuple):
    """Somebody whom the coordination can answer for; `value` is what the address says."""

    value: str
    label: str


def speaking_here(request: HttpRequest, here: Here, round_: Round) -> Speaking:
    """Who speaks. Only the coordination answers for others; a department that is not there is not found."""
    own = voice_of(round_, here.person)
    wanted = request.GET.get(NAME, "")
    if wanted in {"", str(own.respondent.department_id or FOR_COORDINATION)}:
        return Speaking(own, is_own=True)
    if not here.may(Permission.MANAGE_ROUNDS):
        raise NotAllowed(_("Only the coordination enters answers for other departments."))
    voice = voice_for(round_, _department(wanted), here.person)
    return Speaking(voice, is_own=False, query="?" + urlencode({NAME: wanted}))


def choices_of(here: Here, speaking: Speaking) -> list[Choice]:
    """Whom else this person can answer for; nobody where they do not coordinate."""
    if not here.may(Permission.MANAGE_ROUNDS):
        return []
    everybody = [Choice(FOR_COORDINATION, _("Coordination"))]
    everybody += [Choice(str(one.pk), str(one)) for one in present_departments()]
    return [one for one in everybody if one.value != speaking.key]


def _department(wanted: str) -> Department | None:
    if wanted == FOR_COORDINATION:
        return None
    found: Department | None = present_departments().filter(pk=wanted).first() if _is_key(wanted) else None
    if found is None:
        raise Http404
    return found


def _is_key(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < len(str(2**63))
