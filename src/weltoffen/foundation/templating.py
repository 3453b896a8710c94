"""How pages are written: Jinja2 with components as macros; a forgotten value is a fault, not an empty place."""

import math
from collections.abc import Mapping
from datetime import date, datetime
from fractions import Fraction
from functools import lru_cache

from babel.dates import format_date
from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext, ngettext
from jinja2 import Environment, StrictUndefined

from selfcheck import LANGUAGES, Language
from selfcheck_documents.words import LOCALES, Words
from weltoffen.foundation.mailbox import has_mailbox

LONGEST_IN_MINUTES = 50


def environment(**options: object) -> Environment:
    """The environment of all pages."""
    options.update(undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, auto_reload=settings.DEBUG)
    made = Environment(extensions=["jinja2.ext.i18n"], **options)  # type: ignore[arg-type]  # noqa: S701 - Django passes autoescape
    made.install_gettext_callables(gettext, ngettext, newstyle=True)  # type: ignore[attr-defined]
    made.globals.update(static=static, url=_url, language=current_language, languages=settings.LANGUAGES)
    made.filters.update(day=day, month=month, moment=moment, time_of_day=time_of_day, duration=duration)
    made.filters.update(number=number, per_cent=per_cent)
    return made


def page_context(request: HttpRequest) -> Mapping[str, object]:
    """What every page knows; `here` is where the request stands, behind the door of a municipality."""
    return {
        "here": getattr(request, "here", None),
        "person": getattr(request, "user", None),
        "messages": get_messages(request),
        "has_mailbox": has_mailbox(),
        "imprint": settings.IMPRINT or (_url("public:imprint") if settings.IMPRINT_TEXT else ""),
        "contact": settings.CONTACT,
    }


def current_language() -> Language:
    """The language that is spoken now."""
    spoken = (get_language() or "de")[:2]
    return "en" if spoken == "en" else "de"


WORDS: Mapping[Language, Words] = {language: Words(language) for language in LANGUAGES}
"""How documents write numbers, days and scores in each language."""


@lru_cache(maxsize=4096)
def _url(name: str, **parts: object) -> str:
    """Addresses do not change while the server runs; a page asks for twenty of them."""
    return reverse(name, kwargs=parts)


def day(value: date | datetime) -> str:
    """A day with the month in words."""
    shown = timezone.localtime(value).date() if isinstance(value, datetime) else value
    return _day_in(shown, current_language())


@lru_cache(maxsize=1024)
def _day_in(shown: date, language: Language) -> str:
    """Pages of answers say the same few days many times, and Babel takes its time."""
    return str(format_date(shown, "long", locale=LOCALES[language]))


def month(value: date) -> str:
    """A month and its year in words."""
    return str(format_date(value, "LLLL yyyy", locale=LOCALES[current_language()]))


def time_of_day(value: datetime) -> str:
    """Hours and minutes: 14:02."""
    return f"{timezone.localtime(value):%H:%M}"


def moment(value: datetime) -> str:
    """Day and time."""
    if current_language() == "de":
        return f"{day(value)}, {time_of_day(value)} Uhr"
    return f"{day(value)}, {time_of_day(value)}"


def duration(minutes: int) -> str:
    """How long something takes, no more exactly than one can know: steps of five minutes, then whole hours."""
    if minutes <= LONGEST_IN_MINUTES:
        steps = max(5, 5 * math.ceil(minutes / 5))
        return ngettext("about %(num)s minute", "about %(num)s minutes", steps) % {"num": steps}
    hours = max(1, round(minutes / 60))
    return ngettext("about %(num)s hour", "about %(num)s hours", hours) % {"num": hours}


def number(value: int) -> str:
    """A whole number as the language writes it."""
    return WORDS[current_language()].number(value)


def per_cent(value: Fraction) -> str:
    """A share from 0 to 1."""
    return WORDS[current_language()].per_cent(value)
