"""The command line: the calculation with nothing but files, and everything to run the platform.

Exit status 0: done. 1: the input is faulty, every fault is listed, nothing was written. 2: wrong usage.
"""

import os
import re
import sys
from argparse import REMAINDER, ArgumentParser, ArgumentTypeError, Namespace, RawDescriptionHelpFormatter
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
from selfcheck.frameworks.source import KEY
from weltoffen.commands.refusing import Impossible, WrongUsage
from weltoffen.environment import FaultyEnvironment
from weltoffen.language import choose_language, speak

if TYPE_CHECKING:
    from argparse import _SubParsersAction

    Subparsers = _SubParsersAction[ArgumentParser]

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
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
        said = parsed.run(parsed, language)
        if said:
            print(said, flush=True)
    except (WrongUsage, FaultyEnvironment, FaultyInput, Impossible, OSError, Refusal) as refused:
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
    elif isinstance(refused, FaultyEnvironment | Impossible):
        print(refused, file=sys.stderr)
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
    _add_limesurvey(commands, common)
    _add_schema(commands, common)
    _add_municipality(commands, common)
    _add_person(commands, common)
    _add_register(commands, common)
    _add_installation(commands, common)
    _add_archive(commands, common)
    return parser


def _add_framework(commands: "Subparsers", common: ArgumentParser) -> None:
    framework = commands.add_parser("framework", parents=[common], help=_("check, freeze or add a framework"))
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
    add = deeds.add_parser("add", parents=[common], help=_("keep a version for the rounds of this installation"))
    add.add_argument("path", metavar="PATH", help=what)
    add.set_defaults(run=_add_version)


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
    command.add_argument("--field", metavar=_("FIELD"), help=_("only this field of action"))
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


def _add_limesurvey(commands: "Subparsers", common: ArgumentParser) -> None:
    limesurvey = commands.add_parser(
        "limesurvey", parents=[common], help=_("carry a questionnaire or answers over from LimeSurvey")
    )
    deeds = limesurvey.add_subparsers(dest="deed", required=True, metavar=_("COMMAND"))
    framework = deeds.add_parser("framework", parents=[common], help=_("make the draft of a framework from a survey"))
    framework.add_argument("survey", metavar=_("SURVEY"), help=_("the survey: .lss or .lsa"))
    framework.add_argument("--to", required=True, metavar=_("FOLDER"), help=_("a new folder for the draft"))
    framework.add_argument("--id", type=_key, metavar=_("KEY"), help=_("its id; else made of the survey’s title"))
    framework.add_argument(
        "--as-version",
        dest="framework_version",
        type=_key,
        default="1.0",
        metavar=_("VERSION"),
        help=_("its version, 1.0"),
    )
    framework.add_argument(
        "--order",
        choices=("worst_first", "best_first"),
        help=_("how lists stand whose answers have no assessment values of their own; else they weigh nothing"),
    )
    framework.add_argument(
        "--translate-from",
        metavar=_("LANGUAGE"),
        help=_("the survey’s language that stands in the German texts until it is translated, such as fr"),
    )
    framework.set_defaults(run=_limesurvey_framework)
    mapping = deeds.add_parser("mapping", parents=[common], help=_("propose which column answers which question"))
    answers = deeds.add_parser("answers", parents=[common], help=_("make answers of responses"))
    for deed in (mapping, answers):
        deed.add_argument("framework", metavar="FRAMEWORK", help=_("id, id@version or folder of the framework"))
        deed.add_argument("responses", metavar=_("RESPONSES"), help=_("the responses: .csv or .lsa"))
        deed.add_argument("--survey", metavar=_("SURVEY"), help=_("the survey that was answered: .lss"))
    mapping.add_argument("--department", metavar=_("COLUMN"), help=_("heading of the column that names the department"))
    mapping.add_argument("--to", required=True, metavar=_("FILE"), help=_("where to: .yaml"))
    mapping.set_defaults(run=_limesurvey_mapping)
    answers.add_argument("--mapping", required=True, metavar=_("FILE"), help=_("the mapping, with every “?” decided"))
    answers.add_argument("--to", required=True, metavar=_("FILE"), help=_("where to: .json"))
    answers.set_defaults(run=_limesurvey_answers)


def _key(written: str) -> str:
    if not KEY.fullmatch(written):
        raise ArgumentTypeError(_("letters, digits, “.”, “-” and “_” only"))
    return written


def _add_schema(commands: "Subparsers", common: ArgumentParser) -> None:
    from weltoffen.commands.schema import NAMES

    command = commands.add_parser("schema", parents=[common], help=_("print a JSON Schema of our formats"))
    command.add_argument("name", choices=NAMES, help=_("which one"))
    command.set_defaults(run=_schema)


def _add_municipality(commands: "Subparsers", common: ArgumentParser) -> None:
    municipality = commands.add_parser("municipality", parents=[common], help=_("add or list municipalities"))
    deeds = municipality.add_subparsers(dest="deed", required=True, metavar=_("COMMAND"))
    add = deeds.add_parser("add", parents=[common], help=_("add a municipality, in which nobody has access yet"))
    add.add_argument("--name", required=True, metavar=_("NAME"), help=_("its name, as on reports"))
    add.add_argument("--kind", required=True, metavar=_("KIND"), help=_("county, city, town, association or village"))
    add.add_argument("--slug", required=True, metavar=_("NAME"), help=_("its name in addresses, which stays"))
    add.add_argument("--key", default="", metavar=_("KEY"), help=_("its key in the official register"))
    add.set_defaults(run=_municipality_add)
    listed = deeds.add_parser("list", parents=[common], help=_("list the municipalities"))
    listed.set_defaults(run=_municipality_list)


def _add_person(commands: "Subparsers", common: ArgumentParser) -> None:
    person = commands.add_parser("person", parents=[common], help=_("give people access to a municipality, or end it"))
    deeds = person.add_subparsers(dest="deed", required=True, metavar=_("COMMAND"))
    add = deeds.add_parser("add", parents=[common], help=_("give access, and print the link to choose a password"))
    end = deeds.add_parser("end", parents=[common], help=_("end the access of a person"))
    for deed in (add, end):
        deed.add_argument("--email", required=True, metavar=_("ADDRESS"), help=_("the address they sign in with"))
        deed.add_argument("--municipality", required=True, metavar=_("NAME"), help=_("its name in addresses"))
    add.add_argument("--name", required=True, metavar=_("NAME"), help=_("how others see the person"))
    add.add_argument("--role", required=True, metavar=_("ROLE"), help=_("what they are there, such as contributor"))
    add.add_argument("--site", metavar=_("ADDRESS"), help=_("where the platform is reached, for the link"))
    add.set_defaults(run=_person_add)
    end.set_defaults(run=_person_end)
    factor = deeds.add_parser(
        "remove-factor", parents=[common], help=_("remove the second factor of somebody who lost it")
    )
    unlink = deeds.add_parser(
        "unlink", parents=[common], help=_("part somebody from the sign-in of their municipality")
    )
    for deed in (factor, unlink):
        deed.add_argument("--email", required=True, metavar=_("ADDRESS"), help=_("the address they sign in with"))
    unlink.set_defaults(run=_person_unlink)
    factor.add_argument("--site", metavar=_("ADDRESS"), help=_("where the platform is reached, for the link"))
    factor.set_defaults(run=_person_remove_factor)


def _add_register(commands: "Subparsers", common: ArgumentParser) -> None:
    register = commands.add_parser("register", parents=[common], help=_("import the official register of places"))
    deeds = register.add_subparsers(dest="deed", required=True, metavar=_("COMMAND"))
    bring = deeds.add_parser("import", parents=[common], help=_("bring the register up to date with a file"))
    bring.add_argument("file", metavar=_("FILE"), help=_("the list of the census (CSV), or GV100AD"))
    bring.add_argument("--format", choices=("zensus", "gv100ad"), default="", help=_("which of them; else by its look"))
    bring.add_argument("--as-of", type=_day, metavar=_("DAY"), help=_("the day that the file describes"))
    bring.add_argument("--successors", metavar=_("FILE"), help=_("a table of places that ended and their successors"))
    bring.set_defaults(run=_register_import)


def _add_installation(commands: "Subparsers", common: ArgumentParser) -> None:
    prepare = commands.add_parser(
        "prepare", parents=[common], help=_("bring database, questionnaires and static files up to date")
    )
    prepare.set_defaults(run=_prepare)
    demo = commands.add_parser("demo", parents=[common], help=_("add a county to look around in"))
    demo.set_defaults(run=_demo)
    serve = commands.add_parser("serve", parents=[common], help=_("run the platform until Ctrl+C"))
    serve.add_argument("--port", type=_port, default=8000, metavar=_("NUMBER"), help=_("where it listens, 8000"))
    serve.add_argument(
        "--workers", type=_workers, default=1, metavar=_("NUMBER"), help=_("processes, each with eight threads; 1")
    )
    serve.set_defaults(run=_serve)
    check = commands.add_parser("check", parents=[common], help=_("say whether this installation is ready"))
    check.set_defaults(run=_check_installation)
    daily = commands.add_parser("daily", parents=[common], help=_("erase what has to be erased, once a day"))
    daily.set_defaults(run=_daily)
    mail = commands.add_parser("mail", parents=[common], help=_("send the mail that is due, every few minutes"))
    mail.set_defaults(run=_mail)
    counted = _("show how often public pages were opened, by those who chose to be counted")
    statistics = commands.add_parser("statistics", parents=[common], help=counted)
    statistics.add_argument("--since", type=_day, metavar=_("DAY"), help=_("the first day, such as 2026-06-30"))
    statistics.set_defaults(run=_statistics)
    manage = commands.add_parser("manage", help=_("commands of Django"), add_help=False)
    manage.add_argument("arguments", nargs=REMAINDER)
    manage.set_defaults(run=_manage)


def _add_archive(commands: "Subparsers", common: ArgumentParser) -> None:
    archive = commands.add_parser(
        "archive", parents=[common], help=_("take everything of a municipality along, or read it back")
    )
    deeds = archive.add_subparsers(dest="deed", required=True, metavar=_("COMMAND"))
    write = deeds.add_parser("write", parents=[common], help=_("write everything of a municipality into one file"))
    write.add_argument("slug", metavar=_("MUNICIPALITY"), help=_("how the municipality is called in addresses"))
    write.add_argument("--to", required=True, metavar=_("FILE"), help=_("where to: .zip"))
    write.set_defaults(run=_archive_write)
    read = deeds.add_parser("read", parents=[common], help=_("store what an archive brings, all of it or nothing"))
    read.add_argument("file", metavar=_("FILE"), help=_("the archive"))
    read.add_argument("--slug", type=_slug, metavar=_("MUNICIPALITY"), help=_("another name in addresses than before"))
    read.set_defaults(run=_archive_read)


def _slug(written: str) -> str:
    if not SLUG.fullmatch(written):
        raise ArgumentTypeError(_("small letters, digits and hyphens only"))
    return written


def _port(written: str) -> int:
    return _within(written, 1, 65535)


def _workers(written: str) -> int:
    return _within(written, 1, 32)


def _within(written: str, lowest: int, highest: int) -> int:
    if not written.isdecimal() or not lowest <= int(written) <= highest:
        raise ArgumentTypeError(_("{lowest} to {highest}").format(lowest=lowest, highest=highest))
    return int(written)


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


def _limesurvey_framework(parsed: Namespace, language: Language) -> str:
    from weltoffen.commands import limesurvey

    return limesurvey.framework(parsed, language)


def _limesurvey_mapping(parsed: Namespace, language: Language) -> str:
    from weltoffen.commands import limesurvey

    return limesurvey.mapping(parsed, language)


def _limesurvey_answers(parsed: Namespace, language: Language) -> str:
    from weltoffen.commands import limesurvey

    return limesurvey.answers(parsed, language)


def _schema(parsed: Namespace, language: Language) -> str:  # noqa: ARG001 - every command is called alike
    from weltoffen.commands import schema

    return schema.show(parsed)


# Commands of the platform find the settings read and the rooms loaded.


def _add_version(parsed: Namespace, language: Language) -> str:
    _start_platform(language)
    from weltoffen.commands import framework_version

    return framework_version.add(parsed.path)


def _municipality_add(parsed: Namespace, language: Language) -> str:
    _start_platform(language)
    from weltoffen.commands import municipality

    return municipality.add(parsed.name, parsed.kind, parsed.slug, parsed.key)


def _municipality_list(parsed: Namespace, language: Language) -> str:  # noqa: ARG001 - every command is called alike
    _start_platform(language)
    from weltoffen.commands import municipality

    return municipality.listed()


def _person_add(parsed: Namespace, language: Language) -> str:
    _start_platform(language)
    from weltoffen.commands import person

    return person.add(parsed.email, parsed.name, parsed.municipality, parsed.role, parsed.site)


def _person_end(parsed: Namespace, language: Language) -> str:
    _start_platform(language)
    from weltoffen.commands import person

    return person.end(parsed.email, parsed.municipality)


def _person_remove_factor(parsed: Namespace, language: Language) -> str:
    _start_platform(language)
    from weltoffen.commands import person

    return person.remove_factor(parsed.email, parsed.site)


def _person_unlink(parsed: Namespace, language: Language) -> str:
    _start_platform(language)
    from weltoffen.commands import person

    return person.unlink(parsed.email)


def _register_import(parsed: Namespace, language: Language) -> str:
    _start_platform(language)
    from weltoffen.commands import register

    return register.import_file(parsed.file, parsed.format, parsed.as_of, parsed.successors)


def _prepare(parsed: Namespace, language: Language) -> str:  # noqa: ARG001 - every command is called alike
    _start_platform(language)
    from weltoffen.commands import prepare

    return prepare.prepare()


def _demo(parsed: Namespace, language: Language) -> str:  # noqa: ARG001 - every command is called alike
    _start_platform(language)
    from weltoffen.commands import demo

    return demo.fill()


def _serve(parsed: Namespace, language: Language) -> str:
    _start_platform(language)
    from weltoffen.commands import serve

    return serve.serve(parsed.port, parsed.workers)


def _check_installation(parsed: Namespace, language: Language) -> str:  # noqa: ARG001 - every command is called alike
    _start_platform(language)
    from weltoffen.commands import check

    return check.check()


def _daily(parsed: Namespace, language: Language) -> str:  # noqa: ARG001 - every command is called alike
    _start_platform(language)
    from weltoffen.commands import daily

    return daily.erase()


def _mail(parsed: Namespace, language: Language) -> str:  # noqa: ARG001 - every command is called alike
    _start_platform(language)
    from weltoffen.commands import mail

    return mail.send()


def _statistics(parsed: Namespace, language: Language) -> str:
    _start_platform(language)
    from weltoffen.commands import statistics

    return statistics.show(parsed.since)


def _manage(parsed: Namespace, language: Language) -> str:
    _start_platform(language)
    from weltoffen.commands import manage

    return manage.manage(parsed.arguments)


def _archive_write(parsed: Namespace, language: Language) -> str:
    _start_platform(language)
    from weltoffen.commands import archive

    return archive.write(parsed.slug, parsed.to)


def _archive_read(parsed: Namespace, language: Language) -> str:
    _start_platform(language)
    from weltoffen.commands import archive

    return archive.read(parsed.file, parsed.slug)


def _start_platform(language: Language) -> None:
    from weltoffen.platform import set_up

    set_up(language)


if __name__ == "__main__":
    sys.exit(main())
