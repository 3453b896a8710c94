"""Small frameworks and answer sheets for tests, written as short strings.

The scale is called by its points: options "0" to "4", "dk" (not known) and "na" (does not apply); "yesno" has "no" and
"yes" (met). `sheet("a=4 b=dk")` is one person's sheet.
"""

from collections.abc import Mapping
from pathlib import Path
from textwrap import dedent, indent

import yaml

from selfcheck import (
    Agreed,
    Answer,
    AnswerSheet,
    Evaluation,
    FaultyInput,
    Framework,
    Municipality,
    evaluate,
    evaluation_as_json,
)
from selfcheck.faults import Fault
from selfcheck.frameworks.reading import FrameworkReader
from selfcheck.frameworks.source import read_yaml
from selfcheck.frameworks.texts import Texts, TextsReader

HEAD = {
    "format": "1",
    "id": "sample",
    "version": '"1.0"',
    "languages": "[en]",
    "default_scale": "five",
    "scales": """
        five:
          options:
            - {key: "0", points: 0, next: start}
            - {key: "1", points: 1, next: start}
            - {key: "2", points: 2, next: widen}
            - {key: "3", points: 3}
            - {key: "4", points: 4}
            - {key: dk, means: not_known}
            - {key: na, means: not_applicable}
        yesno:
          options:
            - {key: "no", points: 0}
            - {key: "yes", points: 1, met: true}
            - {key: dk, means: not_known}
            - {key: na, means: not_applicable}
    """,
    "scoring": "{goal: mean_of_questions, field: mean_of_parts, total: mean_of_parts, minimum_coverage: 0}",
}
TWO_QUESTIONS = "[{key: f, questions: [{key: a}, {key: b}]}]"
BANDS = "[{key: low, finding: need_for_action}, {key: mid, score_from: 40, finding: potential}, "
BANDS += "{key: top, score_from: 70, finding: strength}]"


def structure(**sections: str | None) -> str:
    """The text of a framework.yaml: the head above, with some sections replaced, added or (None) left out."""
    entries = {"fields": TWO_QUESTIONS, **HEAD, **sections}
    written = {key: dedent(value).strip("\n") for key, value in entries.items() if value is not None}
    return "".join(
        f"{key}:\n{indent(value.rstrip(), '  ')}\n" if "\n" in value else f"{key}: {value}\n"
        for key, value in written.items()
    )


def framework(fields: str = TWO_QUESTIONS, **sections: str | None) -> Framework:
    """A sound framework; raises `FaultyInput` when it is not."""
    faults: list[Fault] = []
    top = read_yaml(structure(fields=fields, **sections), "framework.yaml", faults)
    made = None if top is None else FrameworkReader(top, "0" * 64).read()
    if faults or made is None:
        raise FaultyInput(faults)
    return made


def answered(answers: str, respondent: str | None = None, group: str | None = None) -> tuple[Answer, ...]:
    """One person's answers: `a=4 b=dk`."""
    pairs = (pair.split("=") for pair in answers.split())
    return tuple(Answer(question, value, respondent, group) for question, value in pairs)


def sheet(answers: str = "", *, agreed: str = "", kind: str | None = None) -> AnswerSheet:
    """The sheet of one person, or of nobody, with what is agreed."""
    return AnswerSheet(answered(answers), _agreed(agreed), Municipality(kind=kind))


def voices_sheet(question: str, groups: Mapping[str | None, str], *, agreed: str = "") -> AnswerSheet:
    """Many people's answers to one question: `{"staff": "0 0 4"}` are three people of one group."""
    return voices_sheets({question: groups}, agreed=agreed)


def voices_sheets(questions: Mapping[str, Mapping[str | None, str]], *, agreed: str = "") -> AnswerSheet:
    """The same for several questions; the third of a group is the same person in each."""
    answers = tuple(
        Answer(question, value, f"{group}-{number}", group)
        for question, groups in questions.items()
        for group, values in groups.items()
        for number, value in enumerate(values.split())
    )
    return AnswerSheet(answers, _agreed(agreed))


def _agreed(agreed: str) -> dict[str, Agreed]:
    return {answer.question: Agreed(answer.question, answer.value) for answer in answered(agreed)}


def evaluated(made: Framework, answers: str = "", *, agreed: str = "", kind: str | None = None) -> Evaluation:
    """The evaluation of one person's answers."""
    return evaluate(made, sheet(answers, agreed=agreed, kind=kind))


def text_of(made: Framework) -> str:
    """A text file with a word for everything that the framework has."""
    levels = {"goals": made.levels.goals, "fields": made.levels.fields, "total": made.levels.total}
    if levels["goals"] is levels["fields"]:
        del levels["goals"]
    words: dict[str, object] = {
        "language": made.languages[0],
        "wording": "first",
        "title": "Sample",
        "fields": {part.key: f"Field {part.key}" for part in made.fields},
        "goals": {key: f"Goal {key}" for key in made.goals},
        "composites": {composite.key: f"Composite {composite.key}" for composite in made.composites},
        "questions": {key: _question_words(made, key) for key in made.questions},
        "scales": {key: {option.key: option.key for option in scale.options} for key, scale in made.scales.items()},
        "levels": {name: {level.key: level.key for level in found} for name, found in levels.items() if found},
        "kinds": {key: key for key in made.kinds},
        "departments": {key: key for key in made.departments},
        "evidence_kinds": {key: key for key in made.evidence_kinds},
        "references": {
            key: {"label": key, "categories": {name: name for name in names}} for key, names in made.references.items()
        },
        "tiers": {str(question.tier): "Tier" for question in made.questions.values() if question.tier is not None},
    }
    found = {key: value for key, value in words.items() if value != {}}
    return str(yaml.dump(found, Dumper=yaml.CSafeDumper, sort_keys=False))


def _question_words(made: Framework, key: str) -> dict[str, object]:
    steps = {option.next_step for option in made.questions[key].scale.options if option.next_step}
    words: dict[str, object] = {"question": f"Is there {key}?"}
    return {**words, "next": {step: f"{step} with {key}" for step in sorted(steps)}} if steps else words


def texts_of(made: Framework) -> Texts:
    """Those texts, read."""
    faults: list[Fault] = []
    top = read_yaml(text_of(made), "text.en.yaml", faults)
    texts = None if top is None else TextsReader(top, made, made.languages[0]).read()
    if faults or texts is None:
        raise FaultyInput(faults)
    return texts


def as_json(evaluation: Evaluation) -> dict[str, object]:
    """What the evaluation prints."""
    return evaluation_as_json(evaluation, texts_of(evaluation.framework))


def write_instrument(folder: Path, text: str | None = None, **sections: str) -> Path:
    """A framework folder with structure and texts on disk."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "framework.yaml").write_text(structure(**sections), encoding="utf-8")
    (folder / "text.en.yaml").write_text(text or text_of(framework(**sections)), encoding="utf-8")
    return folder
