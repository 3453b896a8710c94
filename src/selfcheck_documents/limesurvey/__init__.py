"""From LimeSurvey: a survey as the draft of a framework, responses as answers through a mapping that people edit.

`read_survey` and `draft_of` for the questionnaire, `report_of` for what it lacks; `read_responses`, `propose_mapping`,
`mapping_as_yaml`, `read_mapping` and `apply_mapping` for the answers. Each raises `FaultyInput` with every fault.
"""

from selfcheck_documents.limesurvey.applying import Carried, apply_mapping
from selfcheck_documents.limesurvey.draft import Draft, draft_of
from selfcheck_documents.limesurvey.mapping import ResponseMapping, mapping_as_yaml, read_mapping
from selfcheck_documents.limesurvey.model import Survey
from selfcheck_documents.limesurvey.proposal import propose_mapping
from selfcheck_documents.limesurvey.reading import read_survey
from selfcheck_documents.limesurvey.remarks import Remark, RemarkKind
from selfcheck_documents.limesurvey.report import report_of
from selfcheck_documents.limesurvey.responses import Responses, read_responses
from selfcheck_documents.limesurvey.scales import Order

__all__ = [
    "Carried",
    "Draft",
    "Order",
    "Remark",
    "RemarkKind",
    "ResponseMapping",
    "Responses",
    "Survey",
    "apply_mapping",
    "draft_of",
    "mapping_as_yaml",
    "propose_mapping",
    "read_mapping",
    "read_responses",
    "read_survey",
    "report_of",
]
