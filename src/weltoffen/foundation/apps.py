"""Tells Django that this room exists, and declares what the software under it stores."""

from django.apps import AppConfig
from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.utils.translation import gettext_lazy as _

from weltoffen.foundation.stored import COOKIES, NOT_PERSONAL, STORED, Kept, Stored, Whose, in_days

DAY = 24 * 3600
OF_THE_SOFTWARE = Stored(
    whose=Whose.NOBODY,
    what=_("Lists that the software keeps of its own parts"),
    purpose=_("So that it knows its tables and which changes of them were made"),
    seen_by=_("Nobody on a page"),
    until=_("As long as the software is installed"),
    basis=NOT_PERSONAL,
    models=("auth.Permission", "auth.Group", "auth.Group_permissions", "contenttypes.ContentType"),
)
CSRF = Kept(
    name=settings.CSRF_COOKIE_NAME,
    purpose=_("Protects forms against being sent by other sites in your name"),
    until=lambda: in_days(settings.CSRF_COOKIE_AGE // DAY),
)
MESSAGES = Kept(
    name=CookieStorage.cookie_name,
    purpose=_("Carries a sentence to the next page, such as “Saved”, only after you sent a form"),
    until=_("Until it was shown, or you close the browser"),
)
LANGUAGE = Kept(
    name=settings.LANGUAGE_COOKIE_NAME,
    purpose=_("Remembers the language, only if you chose one"),
    until=lambda: in_days(settings.LANGUAGE_COOKIE_AGE // DAY),
)


class FoundationConfig(AppConfig):
    """The room `foundation`."""

    name = "weltoffen.foundation"
    label = "foundation"

    def ready(self) -> None:
        """Declare what is stored."""
        STORED.fill(OF_THE_SOFTWARE)
        COOKIES.fill(MESSAGES, CSRF, LANGUAGE)
