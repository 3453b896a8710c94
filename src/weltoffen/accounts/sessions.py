"""Sessions in the database, as Django keeps them; the one of a request is asked for with a composed query."""

from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseSessions

from weltoffen.foundation import clock
from weltoffen.foundation.composed import Composed

_SESSION: Composed[Any] = Composed(
    lambda key: DatabaseSessions.get_model_class().objects.filter(session_key=key), places=["a session's key"]
)


class SessionStore(DatabaseSessions):
    """One person's session in one browser."""

    def _get_session_from_db(self) -> Any:
        found = next((session for session in _SESSION(self.session_key) if session.expire_date > clock.now()), None)
        if found is None:
            self._session_key = None
        return found
