"""What departments have to do with, in words: as the questionnaires call it."""

from collections.abc import Mapping, Sequence

from weltoffen.catalogue.bridge import department_labels
from weltoffen.catalogue.queries import published_versions
from weltoffen.departments.models import Department
from weltoffen.foundation.templating import current_language


def subjects() -> Mapping[str, str]:
    """What a department can have to do with, by the questionnaires' keys: as the newest one orders and calls it."""
    found: dict[str, str] = {}
    for version in published_versions():
        for key, label in department_labels(version, current_language()).items():
            found.setdefault(key, label)
    return found


def subjects_of(department: Department, labels: Mapping[str, str]) -> Sequence[str]:
    """What a department has to do with, in the order of the questionnaire; what no questionnaire names is left out."""
    return [label for key, label in labels.items() if key in department.covers]
