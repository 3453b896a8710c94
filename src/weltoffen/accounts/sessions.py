"""Sessions in the database: who is signed in where. The one of a request is asked for with a composed query."""

from datetime import datetime, timedelta
from typing import Any

from django.apps import apps
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseSessions
from django.http import HttpRequest
from django.utils.crypto import get_random_string

from weltoffen.accounts.browsers import device_of
from weltoffen.foundation import clock
from weltoffen.foundation.composed import Composed

SEEN_EVERY = timedelta(minutes=15)
"""How exactly it is known when a session was used last: an exact moment would cost a write at every request."""
SIGN_IN = "sign_in"


class SessionStore(DatabaseSessions):
    """One person's session in one browser."""

    @classmethod
    def get_model_class(cls) -> Any:
        """Our own table."""
        return apps.get_model("accounts", "Session")

    def create_model_instance(self, data: dict[str, Any]) -> Any:
        """The row: what is kept about the sign-in stands in columns, where it can be asked for."""
        row: Any = super().create_model_instance(data)
        kept = data.get(SIGN_IN, {})
        row.person_id = data.get(SESSION_KEY)
        row.handle, row.browser, row.system = (kept.get(name, "") for name in ("handle", "browser", "system"))
        row.began_at = datetime.fromisoformat(kept["began_at"]) if kept else clock.now()
        row.seen_at = clock.now()
        return row

    def _get_session_from_db(self) -> Any:
        found = next((session for session in _SESSION(self.session_key) if session.expire_date > clock.now()), None)
        if found is None:
            self._session_key = None
        elif found.person_id is not None and found.seen_at + SEEN_EVERY <= clock.now():
            self.get_model_class().objects.filter(pk=found.pk).update(seen_at=clock.now())
        return found


_SESSION: Composed[Any] = Composed(
    lambda key: SessionStore.get_model_class().objects.filter(session_key=key), places=["a session's key"]
)


def note_sign_in(*, request: HttpRequest, **details: Any) -> None:  # noqa: ARG001 - what else the signal tells
    """Keep where and since when somebody is signed in; called by Django's signal. An address is not kept."""
    device = device_of(request.META.get("HTTP_USER_AGENT", ""))
    began_at = clock.now().isoformat()
    request.session[SIGN_IN] = {"handle": get_random_string(12), "began_at": began_at, **device._asdict()}


def handle_of(request: HttpRequest) -> str:
    """How the session of this request is called on pages; its key is a secret."""
    kept: dict[str, str] = request.session.get(SIGN_IN, {})
    return kept.get("handle", "")
