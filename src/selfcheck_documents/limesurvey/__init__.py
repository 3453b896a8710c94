"""From LimeSurvey: a survey as the draft of a framework, responses as answers through a mapping that people edit.

`read_survey` and `draft_of` for the questionnaire, `report_of` for what it lacks; `read_responses`, `propose_mapping`,
`mapping_as_yaml`, `read_mapping` and `apply_mapping` for the answers. Each raises `FaultyInput` with every fault.
"""

from selfcheck_documents.limesurvey.applying import Carried, Row, answers_by_row, apply_mapping
from selfcheck_documents.limesurvey.columns import Column, folded
from selfcheck_documents.limesurvey.draft import Draft, draft_of
from selfcheck_documents.limesurvey.mapping import (
    NOWHERE,
    UNDECIDED,
    ColumnMapping,
    NotRead,
    ResponseMapping,
    mapping_as_yaml,
    mapping_in,
    read_mapping,
)
from selfcheck_documents.limesurvey.model import Survey
from selfcheck_documents.limesurvey.proposal import Described, describe_columns, propose_answers, propose_mapping
from selfcheck_documents.limesurvey.reading import read_survey, survey_in
from selfcheck_documents.limesurvey.remarks import Remark, RemarkKind
from selfcheck_documents.limesurvey.report import report_of
from selfcheck_documents.limesurvey.responses import Response, Responses, read_responses, responses_in
from selfcheck_documents.limesurvey.scales import Order

__all__ = [
    "NOWHERE",
    "UNDECIDED",
    "Carried",
    "Column",
    "ColumnMapping",
    "Described",
    "Draft",
    "NotRead",
    "Order",
    "Remark",
    "RemarkKind",
    "Response",
    "ResponseMapping",
    "Responses",
    "Row",
    "Survey",
    "answers_by_row",
    "apply_mapping",
    "describe_columns",
    "draft_of",
    "folded",
    "mapping_as_yaml",
    "mapping_in",
    "propose_answers",
    "propose_mapping",
    "read_mapping",
    "read_responses",
    "read_survey",
    "report_of",
    "responses_in",
    "survey_in",
]
