"""Two workshops of the county's demo beside the planned one: one that is over, with its results, and one that runs.

Who tries the demo can take part in the running one with the code at once, and sees in the other what comes out.
"""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from itertools import cycle, islice

from django.utils import timezone

from weltoffen.accounts.models import Person
from weltoffen.evaluation.models import StoredEvaluation
from weltoffen.foundation import clock
from weltoffen.live.actions.agreeing import OutlineContent, agree, write_note
from weltoffen.live.actions.collecting import add_ideas, put_together
from weltoffen.live.actions.ending import end_workshop
from weltoffen.live.actions.leading import (
    begin_workshop,
    close_poll,
    count_present,
    go_to,
    open_poll,
    reveal_poll,
)
from weltoffen.live.actions.voting import cast_vote, enter_paper
from weltoffen.live.asking import options_at
from weltoffen.live.models import Poll, Session
from weltoffen.live.seats import Seat, new_seat
from weltoffen.workshops.actions import PlannedGroup, PlannedItem, WorkshopContent, plan_workshop
from weltoffen.workshops.choices import Activity
from weltoffen.workshops.models import AgendaItem, Workshop
from weltoffen.workshops.queries import items_of

ENDED_CODE, RUNNING_CODE, STAGE_KEY = "200200", "300300", "demo"
BEGINNING, MINUTES, LENGTH_OF_A_BREAK = time(17), 150, timedelta(minutes=150)
SEVEN_WEEKS = timedelta(days=49)
PURPOSE = "Der Kreis hat sich selbst eingeschätzt. Wie sehen Sie es?"
RATED = ("question:m-1.1", "field:communication")
GUESTS = (
    *(["administration"] * 7), *(["politics"] * 6), *(["civil_society"] * 9), *(["business"] * 3), *(["residents"] * 7)
)  # fmt: skip
SAID = {
    "question:m-1.1": ("begun", "planned", "begun", "none", "mostly", "begun", "planned"),
    "field:communication": ("f50", "f25", "f50", "f0", "f75", "f25", "not_known"),
}
ON_PAPER = {"count-begun": "5", "count-none": "2", "count-planned": "1"}
PEOPLE_WITH_PAPER = 8
IDEAS = (
    "Ein Treff im Park, zu dem alle kommen", "Formulare in einfacher Sprache", "Sprechstunde am Abend",
    "Vereine stellen sich in Schulen vor", "Eine Ansprechperson für neue Nachbarinnen und Nachbarn",
    "Das Amtsblatt auch auf Englisch und Arabisch",
)  # fmt: skip
TOGETHER = "Verständlich informieren"
AGREED = OutlineContent(
    "Die zehn häufigsten Formulare in einfache Sprache bringen", "Bürgerbüro mit der Volkshochschule", None,
    "Liste der Formulare bis zum nächsten Treffen", "Zwei Vereine lesen gegen",
)  # fmt: skip
NOTE = "Mehrere Gäste berichten, dass sie ohne Hilfe nicht durch den Antrag kommen. Eine Stimme aus der Politik fragt nach den Kosten."  # noqa: E501
ITEMS = (
    PlannedItem(Activity.ARRIVE, "Ankommen", 15),
    PlannedItem(Activity.SHOW, "Das Ergebnis des Selbstchecks", 15, subjects=("field:management", *RATED)),
    PlannedItem(Activity.RATE, "Wie sehen Sie es?", 30, subjects=RATED),
    PlannedItem(Activity.COLLECT, "Ideen sammeln", 30, options={"question": "Was hilft am meisten?", "most_ideas": 3}),
    PlannedItem(
        Activity.PRIORITISE, "Was ist am wichtigsten?", 20,
        options={"counting": "points", "points": 3, "most_on_one": 2},
    ),
    PlannedItem(Activity.AGREE, "Verabreden", 25),
    PlannedItem(Activity.LOOK_BACK, "Rückblick", 15, options={"has_text": True}),
)  # fmt: skip
GROUPS = (PlannedGroup("Verwaltung für alle"), PlannedGroup("Ankommen und bleiben"))


def ended_workshop(stored: StoredEvaluation, *, by: Person) -> Workshop:
    """Played from beginning to end by thirty-two phones and eight ballots on paper, some weeks ago."""
    day = clock.today() - SEVEN_WEEKS
    with clock.stopped_at(_evening(day)):
        workshop = _planned(stored, "Wie sehen Sie uns? Abend im Kreishaus", day, ENDED_CODE, by)
        begin_workshop(workshop, by=by)
        count_present(workshop, len(GUESTS) + PEOPLE_WITH_PAPER)
        seats = [new_seat(perspective, "de") for perspective in GUESTS]
        _rate(workshop, seats, by)
        _prefer(workshop, seats, by)
        item = _item(workshop, Activity.AGREE)
        go_to(workshop, item, version=_version(workshop))
        source: dict[str, object] = {"options": ["c1"], "item": item.number, "subjects": list(RATED)}
        agree(workshop, item, AGREED, source=source, by=by)
        write_note(workshop, item, NOTE, version=0)
        _look_back(workshop, seats, by)
    with clock.stopped_at(_evening(day) + LENGTH_OF_A_BREAK):
        end_workshop(workshop, version=_version(workshop), by=by)
    return workshop


def running_workshop(stored: StoredEvaluation, *, by: Person) -> Workshop:
    """It runs now: the first rating is open, and whoever opens the demo can take part."""
    workshop = _planned(stored, "Zum Ausprobieren: ein Workshop, der gerade läuft", clock.today(), RUNNING_CODE, by)
    begin_workshop(workshop, by=by)
    Session.objects.filter(pk=workshop.pk).update(stage_key=STAGE_KEY)
    poll = _open(workshop, Activity.RATE, RATED[0], by)
    _vote(workshop, poll, [new_seat(perspective, "de") for perspective in GUESTS[:4]], SAID[RATED[0]])
    add_ideas(workshop, _item(workshop, Activity.COLLECT), IDEAS[:2], group=0)
    return workshop


def _planned(stored: StoredEvaluation, title: str, day: date, code: str, by: Person) -> Workshop:
    content = WorkshopContent(
        title=title, begins_at=_evening(day), minutes=MINUTES, place="Kreishaus, kleiner Saal", purpose=PURPOSE,
        facilitator=by.name,
    )  # fmt: skip
    workshop = plan_workshop(stored, content, GROUPS, ITEMS, by=by)
    workshop.code = code
    workshop.save(update_fields=["code"])
    return workshop


def _rate(workshop: Workshop, seats: Sequence[Seat], by: Person) -> None:
    for subject in RATED:
        poll = _open(workshop, Activity.RATE, subject, by)
        _vote(workshop, poll, seats, SAID[subject])
        if subject == RATED[0]:
            enter_paper(workshop, poll, "residents", PEOPLE_WITH_PAPER, ON_PAPER, by=by)
        _reveal(workshop, poll, by)


def _prefer(workshop: Workshop, seats: Sequence[Seat], by: Person) -> None:
    item = _item(workshop, Activity.COLLECT)
    go_to(workshop, item, version=_version(workshop))
    ideas = add_ideas(workshop, item, IDEAS, group=0)
    put_together(workshop, [ideas[1], ideas[5]], None, TOGETHER)
    poll = _open(workshop, Activity.PRIORITISE, "", by)
    keys = poll.option_keys
    for place, seat in enumerate(seats):
        first, second = keys[place % 2], keys[place % len(keys)]
        sent = {f"value-{first}": "2", f"value-{second}": "1"} if first != second else {f"value-{first}": "2"}
        cast_vote(workshop, poll, seat, sent)
    _reveal(workshop, poll, by)


def _look_back(workshop: Workshop, seats: Sequence[Seat], by: Person) -> None:
    poll = _open(workshop, Activity.LOOK_BACK, "", by)
    for seat, answer in zip(seats, cycle(("yes", "rather_yes", "yes", "rather_no")), strict=False):
        cast_vote(workshop, poll, seat, {"value-heard": answer, "value-learned": "yes", "value-result": "rather_yes"})
    _reveal(workshop, poll, by)


def _vote(workshop: Workshop, poll: Poll, seats: Sequence[Seat], said: Sequence[str]) -> None:
    for seat, value in zip(seats, islice(cycle(said), len(seats)), strict=True):
        cast_vote(workshop, poll, seat, {"value": value})


def _open(workshop: Workshop, activity: Activity, subject: str, by: Person) -> Poll:
    item = _item(workshop, activity)
    options = options_at(workshop, item, subject)
    return open_poll(workshop, item, subject, options, version=_version(workshop), by=by)


def _reveal(workshop: Workshop, poll: Poll, by: Person) -> None:
    close_poll(workshop, poll, version=_version(workshop), by=by)
    reveal_poll(workshop, poll, version=_version(workshop), by=by)


def _item(workshop: Workshop, activity: Activity) -> AgendaItem:
    return next(item for item in items_of(workshop) if item.activity == activity)


def _version(workshop: Workshop) -> int:
    return Session.objects.get(pk=workshop.pk).version


def _evening(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, BEGINNING))
