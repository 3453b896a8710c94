"""What is on for the phones of a group, in a guest's language. The same for all of them; what one said comes on top."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from fractions import Fraction
from typing import NamedTuple
from zlib import crc32

from selfcheck import out_of_hundred
from weltoffen.live.bridge import Asked, asked_of, options_for, rating_of, rule_of, subject_of
from weltoffen.live.choices import PollState
from weltoffen.live.models import EVERYBODY, Outline, Poll, Scene
from weltoffen.live.phrases import Phrases
from weltoffen.live.queries import outlines_of, paper_in, scenes_of, session_of
from weltoffen.workshops.choices import Activity, Counting, StandardPerspective
from weltoffen.workshops.models import AgendaItem, WorkingGroup, Workshop
from weltoffen.workshops.options import look_back_options, prioritise_options
from weltoffen.workshops.queries import groups_of
from weltoffen.workshops.rules import FIELD

STANDARD = frozenset(StandardPerspective.values)
SHOWN_AS: Mapping[str, str] = {
    Activity.ARRIVE: "arrive", Activity.SHOW: "show", Activity.LISTEN: "listen", Activity.BREAK: "break",
    Activity.AGREE: "agree", Activity.REPORT: "report", Activity.GROUPS: "groups",
}  # fmt: skip
WAITING, PAUSED, NOT_BEGUN, ENDED = "wait", "pause", "not_begun", "ended"
NOT_KNOWN: Mapping[str, str] = {"not_known": "rate_not_known"}
FIELD_STEPS: Mapping[str, str] = {f"f{points}": f"scale_{points}" for points in (0, 25, 50, 75, 100)}


class OwnResult(NamedTuple):
    """The administration's own result of a field, in `points` of 100, or of a question, as its `answer`."""

    name: str
    lang: str
    points: str
    answer: str


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
    has_text: bool = False
    is_in_group: bool = False


@dataclass(frozen=True, slots=True)
class ResultInWords:
    """The result of a rating for those who do not see the stage: pairs of who and what."""

    rows: Sequence[tuple[str, str]] = field(default_factory=tuple)
    people: int = 0
    threshold: int = 0
    has_hidden: bool = False


def phone_scene(workshop: Workshop, group: int = EVERYBODY) -> PhoneScene:
    """What is on for phones of this working group, or for those in none."""
    kind = _kind_without_scene(workshop)
    if kind:
        return PhoneScene(kind, kind)
    scenes = scenes_of(workshop)
    everybody = scenes.get(EVERYBODY)
    if everybody is None or everybody.item is None:
        return PhoneScene(WAITING, WAITING)
    if everybody.item.activity != Activity.GROUPS:
        return _of(workshop, everybody)
    return _in_groups(workshop, scenes, everybody.item, group)


def _kind_without_scene(workshop: Workshop) -> str:
    if workshop.has_ended:
        return ENDED
    session = session_of(workshop)
    if session is None or not workshop.is_running:
        return NOT_BEGUN
    return PAUSED if session.is_paused else ""


def _in_groups(workshop: Workshop, scenes: Mapping[int, Scene], item: AgendaItem, group: int) -> PhoneScene:
    groups = groups_of(workshop)
    mine = next((one for one in groups if one.number == group), None)
    scene = scenes.get(mine.number) if mine is not None else None
    if mine is None or scene is None or scene.item is None:
        chosen = f"-{mine.number}" if mine else ""
        return PhoneScene(f"groups-{item.number}{chosen}", "groups", item, groups=groups, group=mine)
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
    key = f"{prefix}item-{item.number}" + "".join(f"-{crc32(repr(_said_of(one)).encode())}" for one in outlines)
    goes_on_at = scene.item_began_at + timedelta(minutes=item.minutes) if kind == "break" else None
    return PhoneScene(
        key, kind, item, group=group, goes_on_at=goes_on_at, outlines=outlines, is_in_group=group is not None
    )


def _said_of(outline: Outline) -> tuple[object, ...]:
    return outline.pk, outline.what, outline.who, outline.until, outline.first_step, outline.helpers


def _polled(prefix: str, item: AgendaItem, poll: Poll, group: WorkingGroup | None) -> PhoneScene:
    key = f"{prefix}poll-{poll.pk}-{poll.state}"
    if poll.is_revealed:
        key += f"-{sum(pile.people for pile in paper_in([poll]).get(poll.pk, ()))}"
    if poll.state != PollState.OPEN:
        kind = "collected" if item.activity == Activity.COLLECT else str(poll.state)
        return PhoneScene(key, kind, item, poll, group, is_in_group=group is not None)
    scene = PhoneScene(key, item.activity, item, poll, group, is_in_group=group is not None)
    match item.activity:
        case Activity.COLLECT:
            return scene
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
    """What a rating asks, in a guest's language; of a field in the phrases of the phone."""
    asked = asked_of(workshop, poll, phrases.tag)
    if asked is None:
        return None
    said = {**FIELD_STEPS, "not_known": "rate_not_known"} if poll.subject.startswith(FIELD) else NOT_KNOWN
    options = tuple(
        one._replace(label=phrases.say(said[one.key]), hint="", lang=phrases.language_of(said[one.key]))
        if one.key in said
        else one
        for one in asked.options
    )
    text = asked.text
    if poll.subject.startswith(FIELD):
        text = phrases.say("scale_question", municipality=workshop.municipality.name)
    return replace(asked, text=text, options=options)


def administration_in_words(workshop: Workshop, item: AgendaItem, phrases: Phrases) -> list[OwnResult]:
    """What the stage shows of the self-check, for those who cannot see it or read it."""
    return [found for key in item.subjects if (found := _own_result(workshop, key, phrases)) is not None]


def _own_result(workshop: Workshop, key: str, phrases: Phrases) -> OwnResult | None:
    asked = asked_in(workshop, Poll(subject=key, options=options_for(workshop, key)), phrases)
    subject = subject_of(workshop, key, "en" if phrases.tag == "en" else "de")
    if asked is None or subject is None:
        return None
    chosen = next((one.label for one in asked.options if one.key == subject.answer), "")
    is_short = subject.is_field or phrases.tag in ("de", "en")  # other languages have questions in one wording only
    name = asked.label if is_short else asked.text
    return OwnResult(name, asked.lang, subject.points if subject.is_field else "", "" if subject.is_field else chosen)


def result_in_words(workshop: Workshop, poll: Poll, phrases: Phrases) -> ResultInWords | None:
    """The result of a revealed rating, for those who cannot see the stage."""
    if not poll.is_revealed or poll.item.activity != Activity.RATE:
        return None
    shown = rating_of(workshop, poll, paper_in([poll]).get(poll.pk, ()), "en" if phrases.tag == "en" else "de")
    asked = asked_in(workshop, poll, phrases)
    if shown is None or asked is None or shown.view.room is None:
        return None
    labels = {one.key: one.label for one in asked.options}
    is_field = shown.subject.is_field

    def said(median: str, mean: Fraction) -> str:
        return str(out_of_hundred(mean, 0)) if is_field else labels.get(median, median)

    names = {key: name for key, name, _hint in perspectives_in(workshop, phrases)}
    rows = [(phrases.say("show_together"), said(shown.view.room.median, shown.view.room.mean))]
    rows += [(names.get(key, key), said(view.median, view.mean)) for key, view in shown.view.perspectives.items()]
    own = shown.subject.points if is_field else labels.get(shown.subject.answer, "")
    if own:
        rows.insert(0, (phrases.say("show_administration"), own))
    return ResultInWords(rows, shown.view.people, shown.view.threshold, shown.view.hides_somebody)
