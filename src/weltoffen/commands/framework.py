"""`weltoffen framework`: check a framework folder, freeze a version."""

from argparse import Namespace
from gettext import gettext as _
from gettext import ngettext
from pathlib import Path

from selfcheck import Refusal, check_instrument, message
from selfcheck.frameworks.guests import GuestTexts
from selfcheck.frameworks.library import find_folder, freeze

SHOWN = 5


def check(arguments: Namespace) -> str:
    """Check structure, texts and examples; raises `FaultyInput` with every fault."""
    folder = find_folder(arguments.path)
    instrument = check_instrument(folder)
    framework = instrument.framework
    examples = len(list((folder / "examples").glob("*.yaml")))
    return "\n".join(
        [
            _("{name} is sound.").format(name=framework.name),
            _("{fields} fields, {goals} goals, {questions} questions, languages: {languages}.").format(
                fields=len(framework.fields),
                goals=len(framework.goals),
                questions=len(framework.questions),
                languages=", ".join(framework.languages),
            ),
            ngettext("{number} worked example holds.", "{number} worked examples hold.", examples).format(
                number=examples
            ),
            _("Checksum: {checksum}").format(checksum=framework.checksum),
            *(_completeness(words) for words in instrument.guests.values()),
            *([_("It is a draft.")] if framework.is_draft else []),
        ]
    )


def _completeness(words: GuestTexts) -> str:
    """How much of what guests of workshops read is there in a language, and what lacks first."""
    if not words.lacking:
        return _("For guests in “{language}”: all {wanted} texts are there.").format(
            language=words.language, wanted=words.wanted
        )
    return _("For guests in “{language}”: {number} of {wanted} texts are missing: {keys}").format(
        language=words.language,
        number=len(words.lacking),
        wanted=words.wanted,
        keys=", ".join([*words.lacking[:SHOWN], *(["…"] if len(words.lacking) > SHOWN else [])]),
    )


def freeze_version(arguments: Namespace) -> str:
    """Freeze a sound version: from now on a changed file is a fault."""
    folder = Path(find_folder(arguments.path))
    instrument = check_instrument(folder)
    if instrument.framework.is_draft:
        raise Refusal(message("A draft is not frozen. When it is ready, say “status: published”."))
    checksum = freeze(folder)
    return _("{name} is frozen: {checksum}").format(name=instrument.framework.name, checksum=checksum)
