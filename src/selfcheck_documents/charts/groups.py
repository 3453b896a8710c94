"""The names of groups of respondents, as whoever runs the self-check calls them."""

from selfcheck.evaluation.model import Evaluation
from selfcheck.frameworks.texts import Texts

MOST_GROUPS_DRAWN = 8
"""More groups than this would not be readable beside each other; their figures stand in the evaluation as JSON."""


def group_label(key: str, evaluation: Evaluation, texts: Texts) -> str:
    """The sheet's own name of a group, else that of the department, else its key."""
    department = texts.departments.get(key)
    return evaluation.sheet.groups.get(key) or (department.label if department else key)
