"""What changed since an earlier evaluation: over the questions that both share and answered, and over no others."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from selfcheck.evaluation.model import Evaluation, Settled, State
from selfcheck.evaluation.scoring import ScoredPart, Scorer
from selfcheck.faults import Refusal
from selfcheck.frameworks.model import EarlierVersion, Framework, Question
from selfcheck.messages import message
from selfcheck.sheets.model import same_place

LEFT_OUT = Settled(State.NOT_APPLICABLE)
SAME_VERSION = EarlierVersion("", {}, frozenset())


@dataclass(frozen=True, slots=True)
class Change:
    """A part then and now, 0..1, over the `questions` answered in both; None where there is no such question."""

    key: str
    questions: int
    then: Fraction | None
    now: Fraction | None

    @property
    def difference(self) -> Fraction | None:
        """Now minus then."""
        return None if self.then is None or self.now is None else self.now - self.then


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two evaluations of the same municipality over their common questions, scored by the later framework's rules.

    `equivalent` counts the questions that both versions have, `compared` those among them that were answered both
    times. `new`, `dropped` and `changed` list the keys of questions that the versions do not share.
    """

    earlier: str
    earlier_date: str
    equivalent: int
    compared: tuple[str, ...]
    fields: tuple[Change, ...]
    goals: Mapping[str, Change]
    total: Change | None
    new: tuple[str, ...]
    dropped: tuple[str, ...]
    changed: tuple[str, ...]


def compare(now: Evaluation, then: Evaluation) -> Comparison:
    """What changed from `then` to `now`.

    Raises `Refusal` with a plain sentence when the two cannot be compared.
    """
    link = _link(now.framework, then.framework)
    _refuse_other_municipality(now, then)
    if now.sheet.date and then.sheet.date > now.sheet.date:
        raise Refusal(message("The earlier answers are of a later day: compare the other way round."))
    pairs, changed = _equivalent(now.framework, then.framework, link)
    compared = {
        key: earlier
        for key, earlier in pairs.items()
        if now.questions[key].state is State.ANSWERED and then.questions[earlier].state is State.ANSWERED
    }
    if not compared:
        raise Refusal(message("The two cannot be compared: no question was answered both times."))
    settled_now = {key: now.questions[key].settled if key in compared else LEFT_OUT for key in now.questions}
    settled_then = {
        key: then.questions[compared[key]].settled if key in compared else LEFT_OUT for key in now.questions
    }
    scorer_now, scorer_then = (Scorer(now.framework, settled) for settled in (settled_now, settled_then))
    fields_now, fields_then = scorer_now.fields(), scorer_then.fields()
    fields = tuple(_change(later, sooner) for later, sooner in zip(fields_now, fields_then, strict=True))
    goals = {
        later.key: _change(later, sooner)
        for field_now, field_then in zip(fields_now, fields_then, strict=True)
        for later, sooner in zip(field_now.goals, field_then.goals, strict=True)
    }
    total = None
    if now.framework.scoring.total is not None:
        total = _change(scorer_now.total(fields_now), scorer_then.total(fields_then))
    known = set(pairs.values()) | {link.renamed.get(key, key) for key in changed}
    return Comparison(
        earlier=then.framework.name,
        earlier_date=then.sheet.date,
        equivalent=len(pairs),
        compared=tuple(compared),
        fields=fields,
        goals=goals,
        total=total,
        new=tuple(key for key in now.questions if key not in pairs and key not in changed),
        dropped=tuple(key for key in then.questions if key not in known),
        changed=changed,
    )


def _link(now: Framework, then: Framework) -> EarlierVersion:
    names = {"now": now.name, "then": then.name}
    if now.key != then.key:
        raise Refusal(message("{now} and {then} are different instruments and cannot be compared.", **names))
    if now.version == then.version:
        return SAME_VERSION
    for earlier in now.earlier_versions:
        if earlier.version == then.version:
            return earlier
    if any(earlier.version == now.version for earlier in then.earlier_versions):
        raise Refusal(message("{then} is the later version: compare it with {now}, not the other way round.", **names))
    raise Refusal(
        message("{now} does not say which of its questions {then} had too, so the two cannot be compared.", **names)
    )


def _refuse_other_municipality(now: Evaluation, then: Evaluation) -> None:
    mine, theirs = now.sheet.municipality, then.sheet.municipality
    if mine.key and theirs.key and not same_place(mine.key, theirs.key):
        raise Refusal(
            message(
                "The answers belong to different municipalities ({now} and {then}) and cannot be compared.",
                now=f"{mine.name} {mine.key}".strip(),
                then=f"{theirs.name} {theirs.key}".strip(),
            )
        )


def _equivalent(now: Framework, then: Framework, link: EarlierVersion) -> tuple[dict[str, str], tuple[str, ...]]:
    """Questions that both versions have, as later key to earlier key; and those that both have but differently."""
    pairs: dict[str, str] = {}
    changed = []
    given_away = set(link.renamed.values())
    for key, question in now.questions.items():
        earlier = then.questions.get(link.renamed.get(key, key))
        is_new_under_an_old_key = key in given_away and key not in link.renamed
        if earlier is None or is_new_under_an_old_key:
            continue
        if key in link.changed or not _same_scale(question, earlier):
            changed.append(key)
        else:
            pairs[key] = earlier.key
    return pairs, tuple(changed)


def _same_scale(one: Question, other: Question) -> bool:
    return [(option.key, option.points) for option in one.scale.answers] == [
        (option.key, option.points) for option in other.scale.answers
    ]


def _change(now: ScoredPart, then: ScoredPart) -> Change:
    return Change(now.key, now.counts.answered, then.standing.score, now.standing.score)
