"""The voices behind the answers: distribution, agreement, groups. Anonymity fails closed.

Nothing is shown of fewer people than the threshold, and nothing from which fewer could be computed by subtraction:
where the rest beside the visible groups would be smaller than the threshold, another group is hidden with it.
"""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from selfcheck.evaluation.agreement import agreement
from selfcheck.evaluation.model import GroupScore, GroupView, Voices
from selfcheck.evaluation.settling import Tally, median, total_of
from selfcheck.frameworks.model import LOWEST_ANONYMITY_THRESHOLD, Question

NOBODY = Voices(0)


def threshold_in_force(*wanted: int | None) -> int:
    """The strictest of the wanted thresholds and the lowest one possible; it can only be raised."""
    return max([LOWEST_ANONYMITY_THRESHOLD, *(number for number in wanted if number is not None)])


def voices(question: Question, groups: Tally, threshold: int) -> Voices:
    """What may be shown of the answers to one question.

    People who do not know count as people, but what is shown must rest on enough known answers: one known answer among
    five people would be somebody's.
    """
    totals = total_of(groups)
    respondents = sum(totals.values())
    if _answers(question, totals) < threshold:
        return Voices(respondents)
    views = tuple(_view(question, key, groups[key]) for key in _visible(question, groups, threshold))
    means = [view.mean for view in views]
    return Voices(
        respondents,
        _in_order(question, totals),
        agreement(_frequencies(question, totals)),
        views,
        max(means) - min(means) if len(means) > 1 else None,
    )


def _visible(question: Question, groups: Tally, threshold: int) -> list[str]:
    """The groups that may be shown: with enough known answers, and the rest beside them empty or large enough too."""
    people = {key: sum(counts.values()) for key, counts in groups.items()}
    known = {key: _answers(question, counts) for key, counts in groups.items()}
    named = sorted((key for key in groups if key is not None), key=lambda key: (people[key], key))
    shown = [key for key in named if known[key] >= threshold]
    while shown:
        others = [key for key in groups if key not in shown]
        rest_people, rest_known = sum(people[key] for key in others), sum(known[key] for key in others)
        if rest_people == 0 or (rest_people >= threshold and (rest_known == 0 or rest_known >= threshold)):
            break
        shown.pop(0)
    return sorted(shown)


def _view(question: Question, group: str, counts: Mapping[str, int]) -> GroupView:
    middle = median(question, counts) or question.scale.worst
    return GroupView(group, sum(counts.values()), _in_order(question, counts), middle.key, _mean(question, counts))


def _answers(question: Question, counts: Mapping[str, int]) -> int:
    return sum(_frequencies(question, counts))


def _frequencies(question: Question, counts: Mapping[str, int]) -> list[int]:
    return [counts.get(option.key, 0) for option in question.scale.answers]


def _in_order(question: Question, counts: Mapping[str, int]) -> dict[str, int]:
    return {option.key: counts.get(option.key, 0) for option in question.scale.options}


def _mean(question: Question, counts: Mapping[str, int]) -> Fraction:
    values = [(counts.get(option.key, 0), option.value or Fraction(0)) for option in question.scale.answers]
    return sum((number * value for number, value in values), Fraction(0)) / sum(number for number, _ in values)


def group_scores(
    questions: Sequence[Question], all_voices: Mapping[str, Voices]
) -> tuple[tuple[GroupScore, ...], Fraction | None]:
    """Each group's view of a part, and the gap between the groups.

    Computed from the visible cells alone, so that nothing hidden can be subtracted out of it. The gap compares only
    questions that every group of the part was shown for.
    """
    means: dict[str, dict[str, Fraction]] = {}
    weights = {question.key: question.weight for question in questions if question.is_scored}
    for key in weights:
        for view in all_voices.get(key, NOBODY).groups:
            means.setdefault(view.group, {})[key] = view.mean
    scores = tuple(
        GroupScore(group, _weighted(cells, cells, weights), len(cells)) for group, cells in sorted(means.items())
    )
    if len(means) < 2:
        return scores, None
    common = set.intersection(*(set(cells) for cells in means.values()))
    if not common:
        return scores, None
    compared = [_weighted(cells, common, weights) for cells in means.values()]
    return scores, max(compared) - min(compared)


def _weighted(cells: Mapping[str, Fraction], keys: Iterable[str], weights: Mapping[str, Fraction]) -> Fraction:
    keys = list(keys)
    total = sum((weights[key] for key in keys), Fraction(0))
    return sum((weights[key] * cells[key] for key in keys), Fraction(0)) / total
