"""Everything that can be wrong with a framework folder: its structure, its texts, and its worked examples.

An example is a test vector that travels with the framework: answers, and the results that its authors expect. A
changed number there is a decision, not a fix.
"""

from decimal import Decimal
from pathlib import Path

from selfcheck.evaluation.evaluating import evaluate
from selfcheck.evaluation.model import Evaluation, FindingKind, PartResult
from selfcheck.exact import out_of_hundred, rounded
from selfcheck.faults import Fault, FaultyInput
from selfcheck.frameworks.library import EXAMPLES_FOLDER, Instrument, load_instrument
from selfcheck.frameworks.model import Framework
from selfcheck.frameworks.source import Node, optional, read_file, read_yaml
from selfcheck.messages import message
from selfcheck.sheets.json_sheet import parse_json, sheet_from_json
from selfcheck.sheets.model import Answer, AnswerSheet, Municipality

FIGURES = ("score", "low", "high", "coverage", "level", "answered")
PARTS = ("fields", "goals", "composites")
NOTHING = "none"


def check_instrument(folder: Path) -> Instrument:
    """The instrument in `folder`, its examples calculated and found right.

    Raises `FaultyInput` with every fault; examples are only calculated when structure and texts are sound.
    """
    instrument = load_instrument(folder)
    faults: list[Fault] = []
    for path in sorted((folder / EXAMPLES_FOLDER).glob("*.yaml")):
        _check_example(path, instrument.framework, faults)
    if faults:
        raise FaultyInput(faults)
    return instrument


def _check_example(path: Path, framework: Framework, faults: list[Fault]) -> None:
    file = f"{EXAMPLES_FOLDER}/{path.name}"
    text = read_file(path, file, faults)
    top = None if text is None else read_yaml(text, file, faults)
    if top is None:
        return
    before = len(faults)
    entries = top.mapping(required=("title", "expect"), optional=("explanation", "kind", "answers", "rest", "sheet"))
    optional(entries, "title", Node.text, "")
    optional(entries, "explanation", Node.text, "")
    sheet = _sheet(path, top, entries, framework, faults)
    if sheet is None or len(faults) > before or "expect" not in entries:
        return
    _compare(entries["expect"], evaluate(framework, sheet))


def _sheet(
    path: Path, top: Node, entries: dict[str, Node], framework: Framework, faults: list[Fault]
) -> AnswerSheet | None:
    if ("sheet" in entries) == ("answers" in entries):
        top.report(message("an example has either answers or the name of a sheet."), possible=("answers", "sheet"))
        return None
    if "sheet" not in entries:
        return _short_sheet(entries, framework)
    for needless in ("kind", "rest"):
        if needless in entries:
            entries[needless].report(message("the sheet says this; here it has no effect."), found=needless)
    name = entries["sheet"].text()
    place = _beside(path, name)
    if place is None:
        entries["sheet"].report(message("there is no such file beside the example."), found=name)
        return None
    text = read_file(place, name, faults)
    try:
        return None if text is None else sheet_from_json(parse_json(text, name), framework, name)
    except FaultyInput as faulty:
        faults.extend(faulty.faults)
        return None


def _beside(example: Path, name: str) -> Path | None:
    """The file of that name in the folder of the example or below, or None."""
    if "\0" in name:
        return None
    place = (example.parent / name).resolve()
    return place if place.is_relative_to(example.parent.resolve()) and place.is_file() else None


def _short_sheet(entries: dict[str, Node], framework: Framework) -> AnswerSheet:
    """A sheet of one respondent from `answers: {question: option}`; `rest` answers every other question."""
    kind = optional(entries, "kind", lambda node: node.choice(framework.kinds), None)
    answers: dict[str, str] = {}
    rest = optional(entries, "rest", lambda node: node.choice(_all_options(framework)), None)
    if rest is not None:
        questions = framework.questions.items()
        answers.update({key: rest for key, question in questions if rest in question.scale.by_key})
    for key, node in entries["answers"].mapping(optional=framework.questions).items():
        option = node.choice(framework.questions[key].scale.by_key)
        if option is not None:
            answers[key] = option
    given = tuple(Answer(key, value) for key, value in answers.items())
    return AnswerSheet(given, municipality=Municipality(kind=kind))


def _all_options(framework: Framework) -> tuple[str, ...]:
    options = {option.key for scale in framework.scales.values() for option in scale.options}
    return tuple(sorted(options))


def _compare(expect: Node, evaluation: Evaluation) -> None:
    sections = expect.mapping(optional=(*PARTS, "total", "findings"))
    parts = evaluation.parts
    for name in PARTS:
        if name not in sections:
            continue
        for key, node in sections[name].entries().items():
            if key in parts:
                _compare_part(node, parts[key])
            else:
                node.report(message("there is no such part."), found=key, possible=parts)
    if "total" in sections and evaluation.total is not None:
        _compare_part(sections["total"], evaluation.total)
    elif "total" in sections:
        sections["total"].report(message("this framework has no overall result."))
    if "findings" in sections:
        _compare_findings(sections["findings"], evaluation)


def _compare_part(node: Node, part: PartResult) -> None:
    computed: dict[str, str] = {
        "score": _shown(out_of_hundred(part.score)),
        "low": _shown(out_of_hundred(part.low)),
        "high": _shown(out_of_hundred(part.high)),
        "coverage": _shown(rounded(part.coverage, 4)),
        "level": part.level.level or NOTHING,
        "answered": str(part.counts.answered),
    }
    for name, figure in node.mapping(optional=FIGURES).items():
        compare = _words if name == "level" else _numbers
        compare(figure, computed[name])


def _words(node: Node, computed: str) -> None:
    if node.text() != computed:
        _report_other(node, computed)


def _numbers(node: Node, computed: str) -> None:
    expected = node.text() if NOTHING in (node.shown, computed) else _shown(rounded(node.number(), 4))
    if expected != computed:
        _report_other(node, computed)


def _report_other(node: Node, computed: str) -> None:
    node.report(
        message("another result is expected than is computed: {computed}.", computed=computed), found=node.shown
    )


def _compare_findings(node: Node, evaluation: Evaluation) -> None:
    """Each kind of finding with the parts that must have it, in any order, and no others."""
    found: dict[str, set[str]] = {}
    for finding in evaluation.findings:
        found.setdefault(finding.kind, set()).add(finding.part)
    for kind, entry in node.mapping(optional=FindingKind).items():
        expected = set(entry.keys())
        computed = found.get(kind, set())
        if expected != computed:
            shown = ", ".join(sorted(computed)) or NOTHING
            what = message("other findings are expected than are computed: {computed}.", computed=shown)
            entry.report(what, found=", ".join(sorted(expected)))


def _shown(value: Decimal | None) -> str:
    return NOTHING if value is None else f"{value.normalize():f}"
