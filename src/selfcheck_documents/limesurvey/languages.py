"""Which of a survey's languages give the words of a framework's: German and English, in whichever form of address."""

from collections.abc import Mapping

from selfcheck.faults import Fault, FaultyInput
from selfcheck.messages import LANGUAGES, Language, message
from selfcheck_documents.limesurvey.model import Survey

Spoken = Mapping[Language, str]
"""A language of ours to the language of the survey that gives its words; the authoritative one first."""


def spoken_in(survey: Survey, translate_from: str | None = None) -> Spoken:
    """Which languages a framework made of the survey has.

    `translate_from` names a language of the survey whose words shall stand in the German texts until somebody
    translated them. Raises `FaultyInput` where there are neither German nor English words, nor that language.
    """
    spoken = {ours: theirs for theirs in survey.languages if (ours := _ours(theirs, survey)) is not None}
    if translate_from is not None:
        if translate_from not in survey.languages:
            what = message("the survey has no words in this language.")
            raise FaultyInput([Fault(what, survey.file, found=translate_from, possible=survey.languages)])
        if "de" in spoken:
            what = message("the survey has German words already.")
            raise FaultyInput([Fault(what, survey.file, found=spoken["de"])])
        spoken["de"] = translate_from
    if not spoken:
        what = message(
            "the survey has neither German nor English words. "
            "Say which language shall stand in the German texts until they are translated."
        )
        raise FaultyInput([Fault(what, survey.file, found=", ".join(survey.languages), possible=survey.languages)])
    return spoken


def _ours(theirs: str, survey: Survey) -> Language | None:
    """The language of ours that these words are in; a plain `de` goes before `de-informal`."""
    for language in LANGUAGES:
        if theirs == language:
            return language
        if theirs.startswith(f"{language}-"):
            rivals = [other for other in survey.languages if other == language or other.startswith(f"{language}-")]
            best = language if language in rivals else rivals[0]
            return language if theirs == best else None
    return None
