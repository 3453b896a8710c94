"""Which language the command line speaks: what `--language` says, else what the environment says, else German."""

import gettext
import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from selfcheck import LANGUAGES, Language

LOCALE_DIRECTORY = Path(__file__).parent / "locale"
DOMAIN = "weltoffen"
OPTION = "--language"
VARIABLES = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")


def choose_language(arguments: Sequence[str], environment: Mapping[str, str]) -> Language:
    """The language for these arguments; a wrong `--language` is left for the parser to refuse."""
    for position, argument in enumerate(arguments):
        name, equals, value = argument.partition("=")
        if name == OPTION:
            wanted = value if equals else "".join(arguments[position + 1 : position + 2])
            return _language_of(wanted)
    for variable in VARIABLES:
        if environment.get(variable):
            return _language_of(environment[variable])
    return "de"


def _language_of(words: str) -> Language:
    return next((language for language in LANGUAGES if words.lower().startswith(language)), "de")


def speak(language: Language) -> None:
    """Make `gettext.gettext`, which the parser of arguments uses too, answer in `language`."""
    os.environ["LANGUAGE"] = language
    gettext.bindtextdomain(DOMAIN, str(LOCALE_DIRECTORY))
    gettext.textdomain(DOMAIN)
