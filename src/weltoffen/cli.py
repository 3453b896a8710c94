"""The command line: `weltoffen framework | questionnaire | evaluate | schema`.

Exit status 0: done. 1: the input is faulty, every fault is listed, nothing was written. 2: wrong usage.
"""

import os
import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace, RawDescriptionHelpFormatter
from collections.abc import Sequence
from datetime import date
from gettext import gettext as _
from gettext import ngettext
from importlib.metadata import version
from io import TextIOWrapper
from typing import TYPE_CHECKING

from selfcheck import LANGUAGES, FaultyInput, Language, Refusal
from selfcheck.faults import reason_of
from selfcheck.frameworks.model import LOWEST_ANONYMITY_THRESHOLD
from weltoffen.commands.refusing import WrongUsage
from weltoffen.language import choose_language, speak

if TYPE_CHECKING:
    from argparse import _SubParsersAction

    Subparsers = _SubParsersAction[ArgumentParser]

DONE, FAULTY, WRONG_USAGE, INTERRUPTED = 0, 1, 2, 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and answer its exit status."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    language = choose_language(given, os.environ)
    speak(language)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal without umlauts still gets its report
    parsed = _parser().parse_args(given)
    try:
        print(parsed.run(parsed, language), flush=True)
    except (WrongUsage, FaultyInput, Refusal, OSError) as refused:
        return _tell(refused, language)
    except KeyboardInterrupt:
        return INTERRUPTED
    return DONE


def _tell(refused: Exception, language: Language) -> int:
    """Say why nothing came of it, and answer the exit status."""
    if isinstance(refused, BrokenPipeError):
        # The reader of our output went away; there is nobody left to tell.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    if isinstance(refused, FaultyInput):
        _print_faults(refused, language)
    elif isinstance(refused, Refusal):
        print(refused.reason.in_language(language), file=sys.stderr)
    elif isinstance(refused, OSError):
        _print_refusal_of_system(refused, language)
    else:
        print(_("Wrong usage: {reason}").format(reason=refused), file=sys.stderr)
        return WRONG_USAGE
    return FAULTY


def _print_refusal_of_system(error: OSError, language: Language) -> None:
    reason = reason_of(error).in_language(language)
    if not error.filename:
        print(_("What was computed cannot be shown: {reason}.").format(reason=reason), file=sys.stderr)
        return
    print(_("{file} cannot be used: {reason}.").format(file=error.filename, reason=reason), file=sys.stderr)
    print(_("Nothing was written."), file=sys.stderr)


def _print_faults(faulty: FaultyInput, language: Language) -> None:
    number = len(faulty.faults)
    print(ngettext("{number} fault:", "{number} faults:", number).format(number=number), file=sys.stderr)
    for fault in faulty.faults:
        print("- " + fault.sentence(language), file=sys.stderr)
    print(_("Nothing was written."), file=sys.stderr)


def _parser() -> ArgumentParser:
    common = ArgumentParser(add_help=False)
    common.add_argument("--language", choices=LANGUAGES, help=_("language of what is said and written (de or en)"))
    parser = ArgumentParser(
        prog="weltoffen",
        description=_("Self-check for municipalities: questionnaire, evaluation, report."),
        epilog=_("Exit status: 0 done, 1 the input is faulty and nothing was written, 2 wrong usage."),
        parents=[common],
    )
    parser.add_argument(
        "--version", action="version", help=_("show the version and leave"), version=f"weltoffen {version('weltoffen')}"
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar=_("COMMAND"))
    _add_framework(commands, common)
    _add_questionnaire(commands, common)
    _add_evaluate(commands, common)
    _add_schema(commands, common)
    return parser


def _add_framework(commands: "Subparsers", common: ArgumentParser) -> None:
    framework = commands.add_parser("framework", parents=[common], help=_("check or freeze a framework"))
    deeds = framework.add_subparsers(dest="deed", required=True, metavar=_("COMMAND"))
    what = _("id, id@version or folder of the framework")
    check = deeds.add_parser(
        "check", parents=[common], help=_("list every fault of a framework, or say that it is sound")
    )
    check.add_argument("path", metavar="PATH", help=what)
    check.set_defaults(run=_check)
    freeze = deeds.add_parser(
        "freeze", parents=[common], help=_("write down its checksum, so that a change is noticed")
    )
    freeze.add_argument("path", metavar="PATH", help=what)
    freeze.set_defaults(run=_freeze)


def _add_questionnaire(commands: "Subparsers", common: ArgumentParser) -> None:
    command = commands.add_parser(
        "questionnaire", parents=[common], help=_("write the questions as spreadsheet or PDF")
    )
    command.add_argument("framework", metavar="FRAMEWORK", help=_("id, id@version or folder of the framework"))
    command.add_argument("--to", required=True, metavar=_("FILE"), help=_("where to: .xlsx, .ods or .pdf"))
    command.add_argument(
        "--for", dest="department", metavar=_("DEPARTMENT"), help=_("only what this kind of department usually knows")
    )
    command.add_argument("--kind", metavar=_("KIND"), help=_("only what this kind of municipality is asked"))
    filled = _("fill in one person's answers, such as those of the last time: .json, .xlsx, .ods or .csv")
    command.add_argument("--answers", metavar=_("ANSWERS"), help=filled)
    command.set_defaults(run=_questionnaire)


def _add_evaluate(commands: "Subparsers", common: ArgumentParser) -> None:
    command = commands.add_parser(
        "evaluate",
        parents=[common],
        help=_("evaluate answers: summary, JSON or report"),
        formatter_class=RawDescriptionHelpFormatter,
    )
    command.add_argument("framework", metavar="FRAMEWORK", help=_("id, id@version or folder of the framework"))
    formats = _("answers: .json, .xlsx, .ods or .csv; several files are put together")
    command.add_argument("answers", nargs="+", metavar=_("ANSWERS"), help=formats)
    command.add_argument("--compare", metavar=_("EARLIER"), help=_("earlier answers, or an earlier evaluation as JSON"))
    command.add_argument("--json", action="store_true", help=_("print the whole evaluation as JSON"))
    command.add_argument("--report", metavar=_("FILE"), help=_("write the report: .pdf, .html or .docx"))
    command.add_argument("--kind", metavar=_("KIND"), help=_("kind of municipality, where the answers do not say it"))
    command.add_argument("--name", metavar=_("NAME"), help=_("name of the municipality for the report"))
    command.add_argument("--coat-of-arms", metavar=_("FILE"), help=_("coat of arms for the title page: .png or .svg"))
    command.add_argument("--date", type=_day, metavar=_("DAY"), help=_("day of the report, such as 2026-06-30"))
    command.add_argument(
        "--anonymity-threshold",
        type=_threshold,
        metavar=_("NUMBER"),
        help=_("show nothing of fewer people than this; can only be raised"),
    )
    command.set_defaults(run=_evaluate)


def _day(written: str) -> date:
    return date.fromisoformat(written)


def _threshold(written: str) -> int:
    number = int(written)
    if number < LOWEST_ANONYMITY_THRESHOLD:
        raise ArgumentTypeError(_("at least {number}").format(number=LOWEST_ANONYMITY_THRESHOLD))
    return number


def _add_schema(commands: "Subparsers", common: ArgumentParser) -> None:
    from weltoffen.commands.schema import NAMES

    command = commands.add_parser("schema", parents=[common], help=_("print a JSON Schema of our formats"))
    command.add_argument("name", choices=NAMES, help=_("which one"))
    command.set_defaults(run=_schema)


# Each command is imported when it is asked for, so that `framework check` does not load what only reports need.


def _check(parsed: Namespace, language: Language) -> str:  # noqa: ARG001 - every command is called alike
    from weltoffen.commands import framework

    return framework.check(parsed)


def _freeze(parsed: Namespace, language: Language) -> str:  # noqa: ARG001 - every command is called alike
    from weltoffen.commands import framework

    return framework.freeze_version(parsed)


def _questionnaire(parsed: Namespace, language: Language) -> str:
    from weltoffen.commands import questionnaire

    return questionnaire.write(parsed, language)


def _evaluate(parsed: Namespace, language: Language) -> str:
    from weltoffen.commands import evaluate

    return evaluate.run(parsed, language)


def _schema(parsed: Namespace, language: Language) -> str:  # noqa: ARG001 - every command is called alike
    from weltoffen.commands import schema

    return schema.show(parsed)


if __name__ == "__main__":
    sys.exit(main())
