"""What a facilitator does in each activity: on the console, and on paper where there is no network."""

from enum import StrEnum
from typing import NamedTuple

from selfcheck_documents.words import Words


class Activity(StrEnum):
    """What people do in an item of the agenda."""

    ARRIVE = "arrive"
    SHOW = "show"
    RATE = "rate"
    COLLECT = "collect"
    PRIORITISE = "prioritise"
    AGREE = "agree"
    LISTEN = "listen"
    GROUPS = "groups"
    REPORT = "report"
    BREAK = "break"
    LOOK_BACK = "look_back"


class Guidance(NamedTuple):
    """An activity with its name, and what to do and to have at hand."""

    label: str
    console: tuple[str, ...] = ()
    paper: tuple[str, ...] = ()
    material: tuple[str, ...] = ()


def guidance(activity: Activity, words: Words, *, is_confidential: bool = False) -> Guidance:
    """The guidance for an activity; of a confidential round no figures are written up for all to see."""
    guided = _GUIDANCE[activity](words)
    return guided._replace(paper=_confidential_paper(words)) if is_confidential else guided


def _confidential_paper(words: Words) -> tuple[str, ...]:
    return (
        words("Hand out the ballots of this round and collect them folded in the box."),
        words("Two people count with the tally sheet."),
        words("Enter the sums, then destroy the ballots."),
    )


def _arrive(words: Words) -> Guidance:
    return Guidance(
        words("Arriving"),
        (
            words("Put the code on the stage. Guests scan it or type the short address."),
            words("See how many have joined, and help those who have not."),
        ),
        (
            words("Give every guest the ballots for all rounds, or a booklet."),
            words("Count the guests of each perspective and note the numbers."),
        ),
        (words("Table signs"), words("Name plates"), words("Sign-in list"), words("Pens")),
    )


def _show(words: Words) -> Guidance:
    return Guidance(
        words("Showing a result"),
        (words("Put the result on the stage. Leave a minute of silence to read it."),),
        (words("Hand out the first page of the report, or pin it up in large."),),
        (words("First page of the report, one for every two guests"),),
    )


def _rate(words: Words) -> Guidance:
    return Guidance(
        words("Rating"),
        (
            words("Open the round. The stage shows how many have voted, never what."),
            words("When it has become quiet, close the round and enter the counted paper ballots."),
            words("Reveal. Let people look first, then ask: where are we far apart, and why?"),
        ),
        (
            words("Hand out the ballots of this round and collect them folded in the box."),
            words("Two people count with the tally sheet, one perspective after the other."),
            words(
                "Write the sums beside the administration’s answer. Perspectives with fewer than five ballots are "
                "told only within the total."
            ),
        ),
        (words("Ballots"), words("Ballot box"), words("Tally sheets"), words("Pens"), words("Question cards")),
    )


def _collect(words: Words) -> Guidance:
    return Guidance(
        words("Collecting ideas"),
        (
            words("Open the round. An idea appears on the stage only after you have let it through."),
            words("Move together what belongs together, and give each group a name."),
        ),
        (
            words("Hand out cards: one idea on each, in large letters, without names."),
            words("Pin the cards up, group them, and name the groups. Enter them afterwards."),
        ),
        (words("Cards and thick pens"), words("Pin board")),
    )


def _prioritise(words: Words) -> Guidance:
    return Guidance(
        words("Setting priorities"),
        (
            words("Open the round. Everybody gives points or ranks on the phone."),
            words("Close it, enter the counted paper ballots, then reveal the order."),
        ),
        (
            words("Hand out the ballots. Everybody fills them in at the same time, so that nobody follows others."),
            words("Two people count with the tally sheet."),
        ),
        (words("Ballots"), words("Ballot box"), words("Tally sheets"), words("Pens")),
    )


def _agree(words: Words) -> Guidance:
    return Guidance(
        words("Agreeing"),
        (
            words("Write while everybody watches: what, who, until when, the first step, who helps."),
            words("Read each agreement out before you go on."),
        ),
        (words("Write each agreement on a sheet of its own: what, who, until when, first step, who helps."),),
        (words("Large paper and thick pens"),),
    )


def _listen(words: Words) -> Guidance:
    return Guidance(
        words("Listening"),
        (words("Nothing is collected here: the phones rest, the stage shows the title alone."),),
        (words("Nothing is written down here."),),
    )


def _groups(words: Words) -> Guidance:
    return Guidance(
        words("Working groups"),
        (words("Start the groups. Each has its own console, and the stage shows the time that is left."),),
        (words("Give each group its question cards, ballots, paper, and the time at which it comes back."),),
        (words("Question cards"), words("Large paper and thick pens")),
    )


def _report(words: Words) -> Guidance:
    return Guidance(
        words("Reporting back"),
        (words("Call one group after the other. The stage shows its result."),),
        (words("Each group shows its sheet, in two or three minutes."),),
    )


def _break(words: Words) -> Guidance:
    return Guidance(
        words("Break"),
        (words("The stage shows when it goes on."),),
        (words("Write down for all to see when it goes on."),),
    )


def _look_back(words: Words) -> Guidance:
    return Guidance(
        words("Looking back"),
        (words("Open the questions about the workshop, wait, and reveal the answers."),),
        (words("Hand out the last ballots, and put the box beside the door."),),
        (words("Ballots"), words("Ballot box")),
    )


_GUIDANCE = {
    Activity.ARRIVE: _arrive,
    Activity.SHOW: _show,
    Activity.RATE: _rate,
    Activity.COLLECT: _collect,
    Activity.PRIORITISE: _prioritise,
    Activity.AGREE: _agree,
    Activity.LISTEN: _listen,
    Activity.GROUPS: _groups,
    Activity.REPORT: _report,
    Activity.BREAK: _break,
    Activity.LOOK_BACK: _look_back,
}
