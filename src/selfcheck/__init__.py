"""The calculation of the self-check: frameworks, answer sheets, evaluations, comparisons. Plain Python.

Give `load_instrument` a folder and `sheet_from_json` some answers, give both to `evaluate`; the result says why it is
what it is. Nothing here knows of a server, a database, a clock or chance. What is listed below is the public surface;
everything else may change.
"""

from selfcheck.checking import check_instrument
from selfcheck.evaluation.as_json import evaluation_as_json, is_evaluation, sheet_of_evaluation
from selfcheck.evaluation.comparison import Change, Comparison, compare
from selfcheck.evaluation.evaluating import ENGINE, evaluate
from selfcheck.evaluation.findings import highlights, proposed_steps
from selfcheck.evaluation.model import (
    Evaluation,
    Finding,
    FindingKind,
    Formation,
    NoLevel,
    PartResult,
    QuestionResult,
    State,
    Suggestion,
)
from selfcheck.evaluation.sensitivity import LevelChange, level_changes
from selfcheck.exact import out_of_hundred, rounded
from selfcheck.faults import Fault, FaultyInput, Refusal
from selfcheck.frameworks.guests import GuestWords, Said
from selfcheck.frameworks.library import Instrument, find_folder, load_instrument
from selfcheck.frameworks.model import Framework
from selfcheck.messages import LANGUAGES, Language, Message, message
from selfcheck.sheets.json_sheet import parse_json, sheet_as_json, sheet_from_json
from selfcheck.sheets.merging import merge_sheets
from selfcheck.sheets.model import Agreed, Answer, AnswerSheet, Municipality

__all__ = [
    "ENGINE",
    "LANGUAGES",
    "Agreed",
    "Answer",
    "AnswerSheet",
    "Change",
    "Comparison",
    "Evaluation",
    "Fault",
    "FaultyInput",
    "Finding",
    "FindingKind",
    "Formation",
    "Framework",
    "GuestWords",
    "Instrument",
    "Language",
    "LevelChange",
    "Message",
    "Municipality",
    "NoLevel",
    "PartResult",
    "QuestionResult",
    "Refusal",
    "Said",
    "State",
    "Suggestion",
    "check_instrument",
    "compare",
    "evaluate",
    "evaluation_as_json",
    "find_folder",
    "highlights",
    "is_evaluation",
    "level_changes",
    "load_instrument",
    "merge_sheets",
    "message",
    "out_of_hundred",
    "parse_json",
    "proposed_steps",
    "rounded",
    "sheet_as_json",
    "sheet_from_json",
    "sheet_of_evaluation",
]
