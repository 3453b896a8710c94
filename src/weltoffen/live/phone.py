"""What is on for the phones of a group, in a guest's language. The same for all of them; what one said comes on top."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from selfcheck import Language, out_of_hundred
from weltoffen.live.bridge import rating_of, rule_of, subject_of
from weltoffen.live.choices import PollState
from weltoffen.live.models import EVERYBODY, Outline, Poll, Scene
from weltoffen.live.phrases import Phrases
from weltoffen.live.queries import outlines_of, paper_in, scenes_of, session_of
from weltoffen.workshops.bridge import Subject
from weltoffen.workshops.choices import Activity, Counting, StandardPerspective
from weltoffen.workshops.models import AgendaItem, WorkingGroup, Workshop
from weltoffen.workshops.options import collect_options, look_back_options, prioritise_options
from weltoffen.workshops.queries import groups_of

STANDARD = frozenset(StandardPerspective.values)
SHOWN_AS: Mapping[str, str] = {
    Activity.ARRIVE: "arrive", Activity.SHOW: "show", Activity.LISTEN: "listen", Activity.BREAK: "break",
    Activity.AGREE: "agree", Activity.REPORT: "report", Activity.GROUPS: "groups",
}  # fmt: skip
WAITING, PAUSED, NOT_BEGUN, ENDED = "wait", "pause", "not_begun", "ended"
FIELD_STEPS: Mapping[str, str] = {f"f{points}": f"scale_{points}" for points in (0, 25, 50, 75, 100)}


@dataclass(frozen=True, slots=True)
class PhoneScene:
    """What phones show. `key` says what is on: as long as it stays the same, a phone leaves its page as it is."""

    key: str
    kind: str
    item: AgendaItem | None = None
    poll: Poll | None = None
    group: WorkingGroup | None = None
    groups: Sequence[WorkingGroup] = ()
    goes_on_at: datetime | None = None
    outlines: Sequence[Outline] = ()
    points: int = 0
    ranks: int = 0
    most_on_one: int = 0
    counting: str = ""
    question: str = ""
    has_text: bool = False
    is_in_group: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """What is rated, in a guest's language. `lang` marks words that exist in another one only."""

    label: str
    text: str
    explanation: str
    options: Sequence[tuple[str, str, str]]
    lang: str


@dataclass(frozen=True, slots=True)
class ResultInWords:
    """The result of a rating for those who do not see the stage: pairs of who and what."""

    rows: Sequence[tuple[str, str]] = field(default_factory=tuple)
    people: int = 0
    threshold: int = 0
    has_hidden: bool = False


def phone_scene(workshop: Workshop, group: int = EVERYBODY) -> PhoneScene:
    """What is on for phones of this working group, or for those in none."""
    if workshop.has_ended:
        return PhoneScene(ENDED, ENDED)
    session = session_of(workshop)
    if session is None or not workshop.is_running:
        return PhoneScene(NOT_BEGUN, NOT_BEGUN)
    if session.is_paused:
        return PhoneScene(PAUSED, PAUSED)
    scenes = scenes_of(workshop)
    everybody = scenes.get(EVERYBODY)
    if everybody is None or everybody.item is None:
        return PhoneScene(WAITING, WAITING)
    if everybody.item.activity != Activity.GROUPS:
        return _of(workshop, everybody)
    groups = groups_of(workshop)
    mine = next((one for one in groups if one.number == group), None)
    scene = scenes.get(mine.number) if mine is not None else None
    if mine is None or scene is None or scene.item is None:
        chosen = f"-{mine.number}" if mine else ""
        return PhoneScene(
            f"groups-{everybody.item.number}{chosen}", "groups", everybody.item, groups=groups, group=mine
        )
    return _of(workshop, scene, mine)


def _of(workshop: Workshop, scene: Scene, group: WorkingGroup | None = None) -> PhoneScene:
    item, poll = scene.item, scene.poll
    if item is None:
        return PhoneScene(WAITING, WAITING)
    prefix = f"group-{group.number}-" if group else ""
    if poll is not None:
        return _polled(prefix, item, poll, group)
    kind = SHOWN_AS.get(item.activity, WAITING)
    outlines = outlines_of(workshop) if kind == "agree" else ()
    key = f"{prefix}item-{item.number}" + "".join(f"-{one.pk}" for one in outlines)
    goes_on_at = scene.item_began_at + timedelta(minutes=item.minutes) if kind == "break" else None
    return PhoneScene(
        key, kind, item, group=group, goes_on_at=goes_on_at, outlines=outlines, is_in_group=group is not None
    )


def _polled(prefix: str, item: AgendaItem, poll: Poll, group: WorkingGroup | None) -> PhoneScene:
    key = f"{prefix}poll-{poll.pk}-{poll.state}"
    if poll.state != PollState.OPEN:
        kind = "collected" if item.activity == Activity.COLLECT else str(poll.state)
        return PhoneScene(key, kind, item, poll, group, is_in_group=group is not None)
    scene = PhoneScene(key, item.activity, item, poll, group, is_in_group=group is not None)
    match item.activity:
        case Activity.COLLECT:
            return replace(scene, question=collect_options(item).question)
        case Activity.PRIORITISE:
            options = prioritise_options(item)
            points = options.points if options.counting != Counting.RANKS else 0
            return replace(
                scene,
                counting=options.counting,
                points=points,
                most_on_one=options.most_on_one,
                ranks=rule_of(poll).most,
            )
        case Activity.LOOK_BACK:
            return replace(scene, has_text=look_back_options(item).has_text)
    return scene


def perspectives_in(workshop: Workshop, phrases: Phrases) -> list[tuple[str, str, str]]:
    """Key, name and hint of each perspective, in a guest's language."""
    return [_perspective(one, phrases) for one in workshop.perspectives]


def _perspective(one: Mapping[str, str], phrases: Phrases) -> tuple[str, str, str]:
    key = one["key"]
    own = one.get("label", "") if phrases.tag.startswith("de") else one.get("label_en") or one.get("label", "")
    if own or key not in STANDARD:
        return key, own or key, ""
    return key, phrases.say(f"perspective_{key}"), phrases.say(f"perspective_{key}_hint")


def asked_in(workshop: Workshop, poll: Poll, phrases: Phrases) -> Asked | None:
    """What a rating asks, in a guest's language."""
    spoken = _spoken(phrases)
    subject = subject_of(workshop, poll.subject, spoken)
    if subject is None:
        return None
    labels = _labels(subject, phrases)
    options = [(key, *labels[key]) for key in poll.option_keys if key in labels]
    text = phrases.say("scale_question", municipality=workshop.municipality.name) if subject.is_field else subject.text
    lang = phrases.tag if phrases.tag.startswith(spoken) else spoken
    return Asked(subject.label, text, subject.explanation, options, lang)


def _spoken(phrases: Phrases) -> Language:
    return "en" if phrases.tag == "en" else "de"


def _labels(subject: Subject, phrases: Phrases) -> dict[str, tuple[str, str]]:
    if subject.is_field:
        steps = {key: (phrases.say(name), "") for key, name in FIELD_STEPS.items()}
        return {**steps, "not_known": (phrases.say("rate_not_known"), "")}
    labels = {one.key: (one.label, one.description) for one in subject.choices}
    return {**labels, "not_known": (phrases.say("rate_not_known"), "")}


def result_in_words(workshop: Workshop, poll: Poll, phrases: Phrases) -> ResultInWords | None:
    """The result of a revealed rating, for those who cannot see the stage."""
    if not poll.is_revealed or poll.item.activity != Activity.RATE:
        return None
    shown = rating_of(workshop, poll, paper_in([poll]).get(poll.pk, ()), _spoken(phrases))
    if shown is None or shown.view.room is None:
        return None
    labels = _labels(shown.subject, phrases)

    def said(median: str, mean: object) -> str:
        return labels[median][0] if not shown.subject.is_field else str(out_of_hundred(mean, 0))  # type: ignore[arg-type]

    names = {key: name for key, name, _hint in perspectives_in(workshop, phrases)}
    rows = [(phrases.say("show_together"), said(shown.view.room.median, shown.view.room.mean))]
    rows += [(names.get(key, key), said(view.median, view.mean)) for key, view in shown.view.perspectives.items()]
    administration = shown.subject.points if shown.subject.is_field else shown.subject.answer_label
    if administration:
        rows.insert(0, (phrases.say("show_administration"), administration))
    return ResultInWords(rows, shown.view.people, shown.view.threshold, bool(shown.view.too_few))
