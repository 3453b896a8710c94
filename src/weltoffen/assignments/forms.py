"""What may be chosen about a field of action: for each question its departments."""

from collections.abc import Collection, Iterable, Mapping

from django.http import QueryDict


def chosen_departments(sent: QueryDict, questions: Iterable[str], present: Collection[int]) -> Mapping[str, set[int]]:
    """The departments that were ticked for each question; what is no present department is left out."""
    by_name = {str(pk): pk for pk in present}
    return {key: {by_name[name] for name in sent.getlist(f"ask-{key}") if name in by_name} for key in questions}
