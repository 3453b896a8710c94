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
from selfcheck.workshop.agenda import TEMPLATES, Activity, DoesNotFit, Moment, Slot, Venue, agenda_for, fit, moments
from selfcheck.workshop.ballots import (
    BLANK,
    GIVEN,
    BallotFault,
    BallotFaultKind,
    Method,
    PriorityRule,
    counts_of,
    faults_of_ballot,
    faults_of_batch,
    rank_key,
)
from selfcheck.workshop.hiding import WITHOUT
from selfcheck.workshop.perspectives import (
    Beside,
    Classification,
    Limits,
    PollView,
    View,
    Widest,
    poll_view,
)
from selfcheck.workshop.priorities import Placed, Priority, PriorityView, priority_view
from selfcheck.workshop.scales import FIELD_SCALE, Choice, RatingScale
from selfcheck.workshop.showing import Withheld, may_follow, what_may_stay
from selfcheck.workshop.topics import Proposal, Reason, ReasonKind, Topic, proposal

__all__ = [
    "BLANK",
    "ENGINE",
    "FIELD_SCALE",
    "GIVEN",
    "LANGUAGES",
    "TEMPLATES",
    "WITHOUT",
    "Activity",
    "Agreed",
    "Answer",
    "AnswerSheet",
    "BallotFault",
    "BallotFaultKind",
    "Beside",
    "Change",
    "Choice",
    "Classification",
    "Comparison",
    "DoesNotFit",
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
    "Limits",
    "Message",
    "Method",
    "Moment",
    "Municipality",
    "NoLevel",
    "PartResult",
    "Placed",
    "PollView",
    "Priority",
    "PriorityRule",
    "PriorityView",
    "Proposal",
    "QuestionResult",
    "RatingScale",
    "Reason",
    "ReasonKind",
    "Refusal",
    "Said",
    "Slot",
    "State",
    "Suggestion",
    "Topic",
    "Venue",
    "View",
    "Widest",
    "Withheld",
    "agenda_for",
    "check_instrument",
    "compare",
    "counts_of",
    "evaluate",
    "evaluation_as_json",
    "faults_of_ballot",
    "faults_of_batch",
    "find_folder",
    "fit",
    "highlights",
    "is_evaluation",
    "level_changes",
    "load_instrument",
    "may_follow",
    "merge_sheets",
    "message",
    "moments",
    "out_of_hundred",
    "parse_json",
    "poll_view",
    "priority_view",
    "proposal",
    "proposed_steps",
    "rank_key",
    "rounded",
    "sheet_as_json",
    "sheet_from_json",
    "sheet_of_evaluation",
    "what_may_stay",
]
