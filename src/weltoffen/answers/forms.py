"""What comes in from the page of a field: changes, and what was decided about conflicts."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from weltoffen.answers.rules import Change
from weltoffen.answers.wording import WordedQuestion
from weltoffen.foundation.forms import number_in

MINE, THEIRS, BOTH = "mine", "theirs", "both"
TAKE, TAKE_ALL, CONFIRM = "take", "take-all", "confirm"
"""The buttons about answers of the last round."""


class Typed(NamedTuple):
    """What somebody typed about a question. `change` is None where they let the other person's answer stand."""

    typed: Change
    change: Change | None


def typed_on_page(
    data: Mapping[str, str], questions: Iterable[WordedQuestion], evidence_kinds: Iterable[str]
) -> dict[str, Typed]:
    """What a whole page says, by question. A question that the page did not bring is left out."""
    kinds = tuple(evidence_kinds)
    found = {}
    for question in questions:
        key = question.key
        if f"version-{key}" in data:
            typed = _change(data, key, f"-{key}", kinds)
            found[key] = Typed(typed, _decided(typed, data, key))
    return found


def typed_alone(data: Mapping[str, str], question: str, evidence_kinds: Iterable[str]) -> Change:
    """What a script sends about one question."""
    return _change(data, question, "", tuple(evidence_kinds))


def _change(data: Mapping[str, str], question: str, suffix: str, kinds: tuple[str, ...]) -> Change:
    return Change(
        question,
        data.get(f"value{suffix}", ""),
        data.get(f"comment{suffix}", ""),
        {kind: data.get(f"evidence-{kind}{suffix}", "") for kind in kinds},
        version_in(data.get(f"version{suffix}", "")),
    ).tidied()


def _decided(typed: Change, data: Mapping[str, str], key: str) -> Change | None:
    """The change after somebody saw both answers: `seen` is the version that stood beside their own."""
    decision = data.get(f"decision-{key}", "")
    if decision == THEIRS:
        return None
    if decision not in {MINE, BOTH}:
        return typed
    decided = typed._replace(read_version=version_in(data.get(f"seen-{key}", "")))
    if decision == BOTH:
        both = f"{data.get(f'theirs-{key}', '')}\n\n{typed.comment}"
        return decided._replace(comment=both).tidied()
    return decided


def version_in(text: str) -> int:
    """A version; what is none counts as not read, so that it can only lead to a conflict."""
    return number_in(text) or 0
