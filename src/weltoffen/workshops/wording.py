"""A workshop in words: lengths and times, what each activity is called and how it goes, what is still to be done."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, override

from weltoffen.journal.models import Entry
from weltoffen.workshops.choices import Activity, AgendaDeed, Phase, StandardPerspective
from weltoffen.workshops.models import AgendaItem, Workshop
from weltoffen.workshops.options import prioritise_options
from weltoffen.workshops.timetable import Timetable

STANDARD: Mapping[str, Promise] = {one.value: one.label for one in StandardPerspective}
BADGES: Mapping[str, str] = {Phase.PLANNED: "info", Phase.RUNNING: "warning", Phase.ENDED: "success"}


class ActivityWords(NamedTuple):
    """What an activity is for, and what stands in a new item: title, minutes, and what the facilitator can say."""

    purpose: Promise
    title: Promise
    minutes: int
    notes: Promise


ACTIVITY_WORDS: Mapping[str, ActivityWords] = {
    Activity.ARRIVE: ActivityWords(
        gettext_lazy("Guests come in, join with the code, and learn what the day is for."),
        gettext_lazy("Arrive and get to know each other"), 15,
        gettext_lazy(
            "Say: Welcome. Today you will see how our administration judges itself, and tell us how you see it. "
            "You need no account and give no name.\n"
            "Say when there are breaks and when it ends. Ask everybody for one sentence: What brings you here?"
        ),
    ),
    Activity.SHOW: ActivityWords(
        gettext_lazy("You show a result of the self-check, and nobody has to do anything yet."),
        gettext_lazy("What the self-check found"), 15,
        gettext_lazy(
            "Say: This is how the administration answered, before anybody else was asked. It is no school report.\n"
            "Begin with a strength, then name what is missing. Ask: What surprises you?"
        ),
    ),
    Activity.RATE: ActivityWords(
        gettext_lazy("Everybody answers the same question as the administration did; then both stand side by side."),
        gettext_lazy("How do you see it?"), 20,
        gettext_lazy(
            "Say: Please answer for what you have seen yourself. “I do not know” is an answer, too.\n"
            "Nobody sees results before you reveal them. Then ask those who see it otherwise: What did you experience?"
        ),
    ),
    Activity.COLLECT: ActivityWords(
        gettext_lazy("Short ideas to a question; you look at them before they appear on the stage."),
        gettext_lazy("What would help?"), 25,
        gettext_lazy(
            "Say: One idea in one sentence, as concrete as you can. Two minutes in silence, then we begin to read.\n"
            "Put together what belongs together, and ask whether it is right like that."
        ),
    ),
    Activity.PRIORITISE: ActivityWords(
        gettext_lazy("Everybody says what matters most; the count is the same for phones and paper."),
        gettext_lazy("What comes first?"), 15,
        gettext_lazy(
            "Say: You have a few points. Put them where something should happen first.\n"
            "Afterwards name what came out on top, and what a single group finds especially important."
        ),
    ),
    Activity.AGREE: ActivityWords(
        gettext_lazy("An idea becomes a measure in outline: who, until when, first step, who helps."),
        gettext_lazy("What do we agree on?"), 30,
        gettext_lazy(
            "Say: Fewer and binding is better than many. For each: Who takes care, what is the first step, by when, "
            "who helps?\nWrite it down while everybody watches, and read it out at the end."
        ),
    ),
    Activity.LISTEN: ActivityWords(
        gettext_lazy("Somebody tells what they experienced. Nothing is recorded."),
        gettext_lazy("Listen"), 15,
        gettext_lazy(
            "Say: We listen, nobody writes anything down, nobody comments.\n"
            "Arrange before who tells something. Thank them, and leave a moment of silence."
        ),
    ),
    Activity.GROUPS: ActivityWords(
        gettext_lazy("Guests part into working groups, each with items of its own at the same time."),
        gettext_lazy("Working groups"), 60,
        gettext_lazy(
            "Say: Choose the group whose topic matters most to you. Mix the perspectives: from each at least one.\n"
            "Name the room, who takes notes, and when everybody is back."
        ),
    ),
    Activity.REPORT: ActivityWords(
        gettext_lazy("Each working group shows everybody what it found."),
        gettext_lazy("Reports from the groups"), 20,
        gettext_lazy(
            "Say: Each group has three minutes: What did you find, what do you propose?\n"
            "Questions come after all have reported."
        ),
    ),
    Activity.BREAK: ActivityWords(
        gettext_lazy("Time to talk, eat and pray."),
        gettext_lazy("Break"), 15,
        gettext_lazy("Say when it goes on. The stage shows the time."),
    ),
    Activity.LOOK_BACK: ActivityWords(
        gettext_lazy("Three short statements on the workshop itself."),
        gettext_lazy("Look back and ahead"), 10,
        gettext_lazy(
            "Say: Three taps, and we know what to do better next time.\n"
            "Say what happens with the result, who gets the minutes, and when. Thank everybody."
        ),
    ),
}  # fmt: skip


class OptionWords(NamedTuple):
    """What an option is called, and what helps to choose."""

    label: Promise
    hint: Promise | str = ""


OPTION_WORDS: Mapping[str, OptionWords] = {
    "is_confidential": OptionWords(
        gettext_lazy("Confidential"),
        gettext_lazy(
            "For experiences of hostility and threats: only the total is shown, without perspectives and without "
            "texts, and it is never exported."
        ),
    ),
    "question": OptionWords(
        gettext_lazy("Question to the guests"), gettext_lazy("It stands on the stage and on every phone.")
    ),
    "most_ideas": OptionWords(gettext_lazy("How many ideas a phone can send"), gettext_lazy("Between 1 and 10.")),
    "counting": OptionWords(gettext_lazy("How is it counted?")),
    "points": OptionWords(
        gettext_lazy("Number of points, places or ticks"), gettext_lazy("How many each guest has. Between 1 and 20.")
    ),
    "most_on_one": OptionWords(
        gettext_lazy("At most on one idea"), gettext_lazy("Counts for points only. Between 1 and 20.")
    ),
    "of": OptionWords(
        gettext_lazy("Ideas of these items"), gettext_lazy("Without a choice: all ideas that were collected before.")
    ),
    "has_text": OptionWords(
        gettext_lazy("Guests can also write a sentence"), gettext_lazy("It is read by those who lead the workshop.")
    ),
}


def length_of(minutes: int) -> str:
    """How long, exactly: 45 minutes, 3 hours, 2 hours 30 minutes."""
    hours, rest = divmod(minutes, 60)
    parts = [
        ngettext("%(num)s hour", "%(num)s hours", hours) % {"num": hours} if hours else "",
        ngettext("%(num)s minute", "%(num)s minutes", rest) % {"num": rest} if rest or not hours else "",
    ]
    return " ".join(part for part in parts if part)


def perspective_words(workshop: Workshop, language: str) -> Mapping[str, str]:
    """What the perspectives are called in a language, by their keys in order.

    A label of its own counts first, then the usual name in this language, then the label in the other one.
    """
    with override(language):
        return {str(one["key"]): _label_of(one, language) for one in workshop.perspectives}


def _label_of(perspective: Mapping[str, str], language: str) -> str:
    own, other = ("label_en", "label") if language == "en" else ("label", "label_en")
    usual = str(STANDARD.get(perspective["key"], ""))
    return perspective[own] or usual or perspective[other] or perspective["key"]


def conflict_lines(entries: Sequence[Entry]) -> list[tuple[str, datetime]]:
    """What was done to an agenda in sentences, each with its moment."""
    known = dict(AgendaDeed.choices)
    lines = []
    for entry in entries:
        sentence = str(known.get(entry.details.get("deed"), AgendaDeed.ITEM_CHANGED.label))
        lines.append((sentence % {"actor": entry.actor, "item": entry.details.get("item", "")}, entry.at))
    return lines


def said_of_difference(timetable: Timetable) -> str:
    """How far the agenda is from the planned length; empty where it fits."""
    if timetable.difference > 0:
        said = _("The agenda is %(minutes)s longer than planned.")
    elif timetable.difference < 0:
        said = _("The agenda is %(minutes)s shorter than planned.")
    else:
        return ""
    return said % {"minutes": length_of(abs(timetable.difference))}


def hints_of(timetable: Timetable) -> Iterator[str]:
    """What would not work on the day, in the order of the agenda."""
    plain = [timed.item for timed in timetable.everybody]
    for number, item in enumerate(plain):
        yield from _hints_of_item(item, plain[:number], [*_items_of_groups(timetable)])
    for plan in timetable.groups:
        mine = [timed.item for timed in plan.timed]
        for number, item in enumerate(mine):
            yield from _hints_of_item(item, [*plain, *mine[:number]], [])
        if mine and timetable.groups_item is None:
            yield _("“%(group)s” has items, but the agenda has no time for working groups.") % {"group": plan.group}
        elif not mine and timetable.groups_item is not None:
            yield _("“%(group)s” has nothing to do yet.") % {"group": plan.group}
        elif plan.difference > 0:
            yield _("“%(group)s” plans %(minutes)s more than there is time for working groups.") % {
                "group": plan.group, "minutes": length_of(plan.difference),
            }  # fmt: skip
    if timetable.groups_item is not None and not timetable.groups:
        yield _("There is time for working groups, but there are none yet.")


def _items_of_groups(timetable: Timetable) -> Iterator[AgendaItem]:
    for plan in timetable.groups:
        yield from (timed.item for timed in plan.timed)


def _hints_of_item(item: AgendaItem, before: Sequence[AgendaItem], in_groups: Sequence[AgendaItem]) -> Iterator[str]:
    if item.activity == Activity.RATE and not item.subjects:
        yield _("“%(title)s”: please choose what is rated.") % {"title": item.title}
    if item.activity == Activity.PRIORITISE:
        has_parted = any(one.activity == Activity.GROUPS for one in before)
        collecting = {
            one.number for one in [*before, *(in_groups if has_parted else [])] if one.activity == Activity.COLLECT
        }
        chosen = prioritise_options(item).of
        if not collecting or (chosen and not collecting & set(chosen)):
            yield _("“%(title)s”: no ideas are collected before.") % {"title": item.title}
