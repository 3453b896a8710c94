"""Who is signed in: asked at every request, so the question is composed once."""

from allauth.account.auth_backends import AuthenticationBackend

from weltoffen.accounts.models import Person
from weltoffen.foundation.composed import Composed

_PERSON = Composed(lambda pk: Person.objects.filter(pk=pk))


class Backend(AuthenticationBackend):  # type: ignore[misc]
    """Signs in as allauth does."""

    def get_user(self, user_id: int) -> Person | None:
        """The person of a session, as long as they may sign in."""
        return next((person for person in _PERSON(int(user_id)) if self.user_can_authenticate(person)), None)
