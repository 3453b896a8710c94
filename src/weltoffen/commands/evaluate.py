"""`weltoffen evaluate`: from a framework and answers to a summary, JSON, or a report."""

import json
from argparse import Namespace
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from gettext import gettext as _
from pathlib import Path

from selfcheck import (
    AnswerSheet,
    Comparison,
    Evaluation,
    Fault,
    FaultyInput,
    Instrument,
    Language,
    compare,
    evaluate,
    evaluation_as_json,
    find_folder,
    load_instrument,
    merge_sheets,
    message,
)
from selfcheck.frameworks.source import KEY
from selfcheck_documents.files import write_file
from selfcheck_documents.report import (
    CoatOfArms,
    Report,
    load_coat_of_arms,
    report_content,
    write_docx,
    write_html,
    write_pdf,
)
from selfcheck_documents.words import Words
from weltoffen.commands.answers import read_earlier, read_sheet
from weltoffen.commands.refusing import WrongUsage, require_known
from weltoffen.commands.summary import summary

WRITERS: dict[str, Callable[[Report], bytes]] = {
    ".pdf": write_pdf,
    ".html": lambda report: write_html(report).encode(),
    ".docx": write_docx,
}


def run(arguments: Namespace, language: Language) -> str:
    """Evaluate, compare and write what was asked for; the text is a summary, or the JSON."""
    report_path = Path(arguments.report) if arguments.report is not None else None
    if report_path is not None and report_path.suffix.lower() not in WRITERS:
        possible = ", ".join(WRITERS)
        raise WrongUsage(_("--report: {file} ends in none of: {endings}.").format(file=report_path, endings=possible))
    folder = find_folder(arguments.framework)
    instrument = load_instrument(folder)
    paths = [Path(name) for name in arguments.answers]
    sheets = _sheets(paths, instrument)
    merged = merge_sheets(list(zip(_names(paths), (sheet for _, sheet in sheets), strict=True)))
    require_known("--kind", arguments.kind, instrument.texts_in(language).kinds)
    sheet = _with_options(merged, arguments)
    evaluation = evaluate(instrument.framework, sheet, anonymity_threshold=arguments.anonymity_threshold)
    comparison = _comparison(arguments, folder, instrument, evaluation)
    printed = _printed(arguments, instrument, evaluation, comparison, language)
    if report_path is not None:
        coat_of_arms = _coat_of_arms(arguments, sheets)
        report = report_content(
            instrument,
            evaluation,
            Words(language),
            day=arguments.date or date.fromisoformat(sheet.date or _today()),
            comparison=comparison,
            coat_of_arms=coat_of_arms,
        )
        write_file(report_path, WRITERS[report_path.suffix.lower()](report))
        if not arguments.json:
            printed += "\n\n" + _("Report: {file}").format(file=report_path)
    return printed


def _sheets(paths: Sequence[Path], instrument: Instrument) -> list[tuple[Path, AnswerSheet]]:
    """The sheet in each file; faults of several files are told at once."""
    sheets = []
    faults: list[Fault] = []
    for path in paths:
        try:
            sheets.append((path, read_sheet(path, instrument)))
        except FaultyInput as faulty:
            faults.extend(faulty.faults)
    if faults:
        raise FaultyInput(faults)
    return sheets


def _names(paths: Sequence[Path]) -> list[str]:
    """What to call each file: its name, or the whole path where two have the same name."""
    names = [path.name for path in paths]
    return [name if names.count(name) == 1 else str(path) for name, path in zip(names, paths, strict=True)]


def _coat_of_arms(arguments: Namespace, sheets: Sequence[tuple[Path, AnswerSheet]]) -> CoatOfArms | None:
    """The picture that the command line names, else the first that a sheet names."""
    if arguments.coat_of_arms:
        return load_coat_of_arms(Path(arguments.coat_of_arms))
    for path, sheet in sheets:
        if sheet.municipality.coat_of_arms:
            return load_coat_of_arms(_beside(path, sheet.municipality.coat_of_arms))
    return None


def _with_options(sheet: AnswerSheet, arguments: Namespace) -> AnswerSheet:
    """The sheet with what the command line says about the municipality, where the file says nothing."""
    municipality = sheet.municipality
    if arguments.kind is not None:
        if municipality.kind not in (None, arguments.kind):
            raise WrongUsage(_("--kind: the answers say “{kind}”.").format(kind=municipality.kind))
        municipality = replace(municipality, kind=arguments.kind)
    if arguments.name is not None:
        municipality = replace(municipality, name=arguments.name)
    return replace(sheet, municipality=municipality)


def _comparison(
    arguments: Namespace, folder: Path, instrument: Instrument, evaluation: Evaluation
) -> Comparison | None:
    if arguments.compare is None:
        return None
    path = Path(arguments.compare)
    earlier, sheet = read_earlier(path, lambda name: _instrument_named(name, path, folder, instrument))
    if sheet.municipality.kind is None:
        sheet = replace(sheet, municipality=replace(sheet.municipality, kind=evaluation.sheet.municipality.kind))
    return compare(evaluation, evaluate(earlier.framework, sheet))


def _instrument_named(name: str, path: Path, folder: Path, instrument: Instrument) -> Instrument:
    """The instrument that an earlier file names: the same one, a version beside it, or one of the library."""
    if name in ("", instrument.framework.name, instrument.framework.key):
        return instrument
    key, _at, version = name.partition("@")
    if not KEY.fullmatch(key) or (version and not KEY.fullmatch(version)):
        # A sheet names a framework, it does not choose a folder of this machine.
        raise FaultyInput([Fault(message("there is no such framework."), path.name, key="framework", found=name)])
    beside = folder.parent / version
    if key == instrument.framework.key and version and (beside / "framework.yaml").is_file():
        return load_instrument(beside)
    return load_instrument(find_folder(name))


def _printed(
    arguments: Namespace,
    instrument: Instrument,
    evaluation: Evaluation,
    comparison: Comparison | None,
    language: Language,
) -> str:
    texts = instrument.texts_in(language)
    if arguments.json:
        return json.dumps(evaluation_as_json(evaluation, texts, comparison), ensure_ascii=False, indent=2)
    return summary(evaluation, texts, Words(language), comparison)


def _beside(answers: Path, name: str) -> Path:
    """A file that an answer sheet names; only one in its own folder, so that a sheet cannot pull in others."""
    folder = answers.resolve().parent
    path = (folder / name).resolve()
    if path.parent != folder:
        what = message("the coat of arms must lie in the same folder as the answers.")
        raise FaultyInput([Fault(what, answers.name, key="municipality.coat_of_arms", found=name)])
    return path


def _today() -> str:
    return date.today().isoformat()  # noqa: DTZ011 - the day on a title page is the day where the reader sits
