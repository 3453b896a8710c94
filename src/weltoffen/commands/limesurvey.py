"""`weltoffen limesurvey`: a survey as the draft of a framework, responses as answers through a mapping."""

import json
from argparse import Namespace
from gettext import gettext as _
from gettext import ngettext
from pathlib import Path

from selfcheck import FaultyInput, Language, check_instrument, find_folder, load_instrument, sheet_as_json
from selfcheck_documents.files import write_file
from selfcheck_documents.limesurvey import (
    Order,
    RemarkKind,
    apply_mapping,
    draft_of,
    mapping_as_yaml,
    propose_mapping,
    read_mapping,
    read_responses,
    read_survey,
    report_of,
)
from weltoffen.commands.refusing import Impossible, WrongUsage

REPORT_FILE = "limesurvey.md"
MOST_SHOWN = 20
ENDINGS = {"mapping": ".yaml", "answers": ".json"}


def framework(arguments: Namespace, language: Language) -> str:
    """Write the draft of a framework with a list of what it lacks, and say what the check of it finds."""
    folder = Path(arguments.to)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Impossible(_("--to: {folder} is there already and not empty.").format(folder=folder))
    survey = read_survey(Path(arguments.survey))
    draft = draft_of(
        survey,
        key=arguments.id or "",
        version=arguments.framework_version,
        order=Order(arguments.order) if arguments.order else Order.UNKNOWN,
        translate_from=arguments.translate_from,
    )
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in draft.files.items():
        write_file(folder / name, content)
    write_file(folder / REPORT_FILE, report_of(survey, draft, language).encode())
    return "\n".join(
        [
            _("{carried} of {number} questions became {ours} questions in {folder}.").format(
                carried=len(draft.carried), number=len(survey.questions), ours=len(draft.keys), folder=folder
            ),
            _("{missing} entries were left out, {to_check} are to be checked: {file}").format(
                missing=len(draft.remarks_of(RemarkKind.LEFT_OUT)),
                to_check=len(draft.remarks_of(RemarkKind.TO_CHECK)),
                file=folder / REPORT_FILE,
            ),
            *_what_check_says(folder, language),
        ]
    )


def _what_check_says(folder: Path, language: Language) -> list[str]:
    try:
        check_instrument(folder)
    except FaultyInput as faulty:
        number = len(faulty.faults)
        told = ngettext("The draft still has {number} fault:", "The draft still has {number} faults:", number)
        return [told.format(number=number), *(f"- {fault.sentence(language)}" for fault in faulty.faults)]
    return [_("The draft is sound.")]


def mapping(arguments: Namespace, language: Language) -> str:
    """Propose a mapping, write it to be edited, and say what it does not know."""
    target = _new_file(arguments.to, "mapping")
    instrument = load_instrument(find_folder(arguments.framework))
    survey = read_survey(Path(arguments.survey)) if arguments.survey else None
    responses = read_responses(Path(arguments.responses), survey)
    proposed = propose_mapping(responses, instrument, survey, arguments.department or "")
    write_file(target, mapping_as_yaml(proposed, language))
    questions = sum(bool(column.question) for column in proposed.columns)
    lines = [
        _("{found} of {number} questions of {framework} have a column: {file}").format(
            found=questions, number=len(instrument.framework.questions), framework=proposed.framework, file=target
        )
    ]
    if proposed.undecided:
        undecided = ngettext(
            "{number} value waits for your decision; it is marked with “?”.",
            "{number} values wait for your decision; they are marked with “?”.",
            proposed.undecided,
        )
        lines.append(undecided.format(number=proposed.undecided))
    lines += _listed(_("Columns that nothing is read from:"), [column.heading for column in proposed.not_read])
    return "\n".join(lines)


def answers(arguments: Namespace, language: Language) -> str:  # noqa: ARG001 - every command is called alike
    """Write the answers that the responses give, and say what was not carried over."""
    target = _new_file(arguments.to, "answers")
    instrument = load_instrument(find_folder(arguments.framework))
    survey = read_survey(Path(arguments.survey)) if arguments.survey else None
    found = read_mapping(Path(arguments.mapping), instrument)
    carried = apply_mapping(read_responses(Path(arguments.responses), survey), found, instrument)
    content = json.dumps(sheet_as_json(carried.sheet), ensure_ascii=False, indent=1) + "\n"
    write_file(target, content.encode())
    people = ngettext("{number} person’s answers in {file}", "{number} people’s answers in {file}", carried.respondents)
    return "\n".join(
        [
            people.format(number=carried.respondents, file=target),
            _("Left out: {incomplete} responses that were not sent, {empty} without an answer.").format(
                incomplete=carried.incomplete, empty=carried.empty
            ),
            *_listed(_("Columns that nothing was read from:"), list(carried.not_read)),
        ]
    )


def _new_file(written: str, kind: str) -> Path:
    """Where to write; a file that somebody may have edited is not replaced."""
    target = Path(written)
    if target.suffix.lower() != ENDINGS[kind]:
        raise WrongUsage(_("--to: {file} does not end in {ending}.").format(file=target, ending=ENDINGS[kind]))
    if target.exists():
        raise Impossible(_("--to: {file} is there already. Choose another name.").format(file=target))
    return target


def _listed(title: str, headings: list[str]) -> list[str]:
    shown = [f"- {' '.join(heading.split())}" for heading in headings[:MOST_SHOWN]]
    if len(headings) > MOST_SHOWN:
        shown.append(_("- and {number} more").format(number=len(headings) - MOST_SHOWN))
    return [title, *shown] if headings else []
