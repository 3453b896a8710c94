"""The console as pages: each leads and takes back its own, and nothing that was typed is lost."""

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse
from tests.rooms.live.test_phone import joined, path
from tests.rooms.live.test_voting import SCALE, item_of, version_of
from tests.rooms.reading import words

from weltoffen.accounts.models import Person
from weltoffen.foundation import clock
from weltoffen.live.actions.collecting import add_ideas, put_together
from weltoffen.live.actions.ending import end_workshop
from weltoffen.live.actions.leading import close_poll, go_to, open_poll, reveal_poll
from weltoffen.live.actions.voting import cast_vote, enter_paper
from weltoffen.live.choices import IdeaState, PollState
from weltoffen.live.models import Cluster, Connected, Idea, Note, Outline, PaperCount, Poll, Scene, Session, Slip
from weltoffen.live.phone import phone_scene
from weltoffen.live.queries import marks_of
from weltoffen.live.seats import new_seat
from weltoffen.live.slots import Audience, Line, Mark, Topic
from weltoffen.live.source import DatabaseSource
from weltoffen.live.stages import stage_state
from weltoffen.live.watching import _concerns
from weltoffen.minutes.actions import agree_minutes
from weltoffen.minutes.models import Minutes
from weltoffen.workshops.choices import Activity, Phase
from weltoffen.workshops.models import AgendaItem, Workshop

SignIn = Callable[[Person], Client]


class Console:
    """Somebody's console: presses with the state that its page knows."""

    def __init__(self, client: Client, workshop: Workshop, group: int = 0) -> None:
        self.client, self.workshop, self.group = client, workshop, group
        self.look()

    def address(self, name: str = "console", **parts: object) -> str:
        slug = self.workshop.municipality.slug
        found = reverse(f"live:{name}", kwargs={"slug": slug, "workshop": self.workshop.number, **parts})
        return f"{found}?group={self.group}" if self.group else found

    def look(self) -> HttpResponseBase:
        self.page: HttpResponseBase = self.client.get(self.address())
        return self.page

    @property
    def html(self) -> str:
        return bytes(getattr(self.page, "content", b"")).decode()

    def press(self, deed: str, **fields: str) -> str:
        """Press a button of the page that was looked at last; answers what the console says then."""
        found = re.search(r'name="version" value="(\d+)"', self.html)
        assert found is not None
        sent = {"version": found[1], "group": str(self.group), "deed": deed, **fields}
        self.page = self.client.post(self.address("act"), sent, follow=True)
        return words(self.page)

    @property
    def taken_back(self) -> str:
        """What the button says that takes something back; empty without one."""
        found = re.search(r"Zurücknehmen: ([^<]+)", self.html)
        return found[1].strip() if found else ""


@pytest.fixture
def console(running: Workshop, coordinator: Person, signed_in: SignIn) -> Console:
    return Console(signed_in(coordinator), running)


def collecting_in(workshop: Workshop, group: int) -> AgendaItem:
    return AgendaItem.objects.get(workshop=workshop, activity=Activity.COLLECT, group__number=group)


def test_each_console_takes_back_what_it_did_itself(console: Console, running: Workshop) -> None:
    item, idea = item_of(running, Activity.RATE), collecting_in(running, 1)
    first, second = Console(console.client, running, 1), Console(console.client, running, 2)
    console.look()
    console.press(f"open {item.number} question:m-1.1")
    first.look()
    first.press(f"open {idea.number}")

    second.look()
    assert (first.taken_back, second.taken_back) == ("Ideensammlung begonnen", "")
    second.press("undo")
    assert Poll.objects.count() == 2
    first.press("undo")
    assert [poll.item for poll in Poll.objects.all()] == [item]
    console.look()
    console.press("undo")
    assert not Poll.objects.exists()


def test_ending_asks_about_results_nobody_has_seen(console: Console, running: Workshop, coordinator: Person) -> None:
    asked = {}
    for subject, people in (("question:m-1.1", 6), ("question:m-1.2", 7), ("question:m-2.1", 2)):
        poll = open_poll(
            running, item_of(running, Activity.RATE), subject, SCALE, version=version_of(running), by=coordinator
        )
        for _person in range(people):
            cast_vote(running, poll, new_seat("politics", "de"), {"value": "begun"})
        asked[subject] = poll.pk
    kept, dropped, small = asked.values()

    html = console.client.get(console.address("end")).content.decode()
    ticks = re.findall(r'name="result" type="checkbox" value="(\d+)"( checked)?', html)
    assert ticks == [(str(kept), " checked"), (str(dropped), " checked")]
    assert "Zu wenige Stimmen" in html
    assert f'href="{console.address("paper", poll=small)}"' in html

    sent = {"version": str(version_of(running)), "result": [str(kept), str(small)]}
    refused = console.client.post(console.address("end"), sent)
    assert refused.status_code == 422
    assert Poll.objects.filter(state=PollState.REVEALED).count() == 0

    console.client.post(console.address("end"), {**sent, "result": [str(kept)]})
    assert [(poll.pk, poll.state, poll.votes) for poll in Poll.objects.all()] == [(kept, PollState.REVEALED, 6)]
    assert not Slip.objects.exists()


def test_the_time_of_the_groups_begins_when_they_meet(console: Console, running: Workshop) -> None:
    meeting = item_of(running, Activity.GROUPS)
    first, second = Console(console.client, running, 1), Console(console.client, running, 2)
    with clock.stopped_at(clock.now() + timedelta(minutes=50)):
        second.press(f"go {collecting_in(running, 2).number}")
    assert "Alle Telefone zeigen gerade das gemeinsame Programm" in words(first.look())

    with clock.stopped_at(clock.now() + timedelta(minutes=60)):
        console.look()
        console.press(f"go {meeting.number}")
        began = {scene.group: scene.item_began_at for scene in Scene.objects.filter(workshop=running)}

    assert began[1] == began[0]
    assert began[0] - began[2] == timedelta(minutes=10)
    assert "Alle Telefone zeigen gerade das gemeinsame Programm" not in words(first.look())


def test_more_ideas_than_can_be_weighed_are_told_and_lock_nobody_out(console: Console, running: Workshop) -> None:
    item = item_of(running, Activity.PRIORITISE)
    collecting = item_of(running, Activity.COLLECT)
    ideas = add_ideas(running, collecting, [f"Idee {number}" for number in range(31)], group=0)
    console.look()
    console.press(f"go {item.number}")

    assert "31 Ideen stehen auf der Bühne; höchstens 30 lassen sich gewichten." in words(console.look())
    assert "Abstimmung öffnen" not in console.html
    assert "31 Ideen stehen auf der Bühne" in console.press(f"open {item.number}")
    assert not Poll.objects.exists()
    put_together(running, ideas[:2], None, "Zusammen")
    console.look()
    console.press(f"open {item.number}")
    assert Poll.objects.count() == 1


def test_groups_that_work_at_the_same_time_do_not_refuse_each_other(console: Console, running: Workshop) -> None:
    first, second = Console(console.client, running, 1), Console(console.client, running, 2)
    other = Console(console.client, running, 1)

    first.press(f"open {collecting_in(running, 1).number}")
    assert "in einem anderen Fenster" not in second.press(f"open {collecting_in(running, 2).number}")
    assert Poll.objects.count() == 2
    assert "in einem anderen Fenster" in other.press(f"open {collecting_in(running, 1).number}")
    assert Poll.objects.count() == 2


def test_only_the_console_of_everybody_pauses_and_ends(console: Console, running: Workshop) -> None:
    group = words(Console(console.client, running, 1).page)

    assert "Unterbrechen" not in group
    assert "Workshop beenden" not in group
    assert "Workshop ist unterbrochen" in console.press("pause")
    assert "In der Regie für alle geht es weiter" in words(Console(console.client, running, 1).page)


def test_the_console_says_how_much_time_is_left(console: Console, running: Workshop) -> None:
    console.press(f"go {item_of(running, Activity.RATE).number}")

    assert "noch 30 Min." in words(console.look())
    with clock.stopped_at(clock.now() + timedelta(minutes=33, seconds=30)):
        assert "3 Min. über der Zeit" in words(console.look())


def test_who_comes_and_goes_is_news_for_the_console_alone(running: Workshop) -> None:
    def mark() -> Mark:
        return Mark(*marks_of([running.pk])[running.pk])

    before = mark()
    Connected.objects.create(
        municipality_id=running.municipality_id, workshop=running, process="one", phones=2, seen_at=clock.now()
    )
    now = mark()

    def concerns(audience: Audience) -> bool:
        return _concerns(Topic(running.pk, audience), before, {running.pk: now})

    assert [concerns(one) for one in Audience] == [False, False, True]


def test_a_group_sees_how_many_are_in_it(console: Console, running: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("weltoffen.live.source.close_old_connections", lambda: None)
    lines = {Line(running.pk, Audience.PHONE): 4, Line(running.pk, Audience.PHONE, 2): 3}
    DatabaseSource().report_connected({**lines, Line(running.pk, Audience.STAGE, 2): 1})
    first, second = Console(console.client, running, 1), Console(console.client, running, 2)

    assert "Telefone 7" in words(console.look())
    assert "Telefone dieser Gruppe 0" in words(first.look())
    assert "Telefone dieser Gruppe 3" in words(second.look())
    DatabaseSource().report_connected({**lines, Line(running.pk, Audience.PHONE, 2): 0})
    assert "Telefone 4" in words(console.look())


def test_paper_counts_when_more_votes_than_people_came(
    console: Console, running: Workshop, coordinator: Person
) -> None:
    poll = _opened(running, coordinator)
    console.look()
    console.press("present", present="9")
    assert "Mehr Stimmen" not in words(console.page)

    enter_paper(running, poll, "politics", 10, {"count-begun": "10"}, by=coordinator)

    assert "10 auf Papier" in words(console.look())
    assert "Mehr Stimmen als Personen" in words(console.page)
    assert "Geschrieben wurde „-4“" in console.press("present", present="-4")
    assert Session.objects.get().present == 9


def test_an_idea_becomes_an_agreement_with_its_way_back(
    console: Console, running: Workshop, coordinator: Person
) -> None:
    collect = item_of(running, Activity.COLLECT)
    AgendaItem.objects.filter(pk=collect.pk).update(subjects=["field:management"])
    ideas = add_ideas(running, collect, ["Treff im Park", "Sprechstunde", "Runder Tisch"], group=0)
    put_together(running, ideas[1:], None, "Miteinander reden")
    weighing = item_of(running, Activity.PRIORITISE)
    options = [{"key": "c1", "label": "Miteinander reden"}, {"key": "i1", "label": "Treff im Park"}]
    poll = open_poll(running, weighing, "", options, version=version_of(running), by=coordinator)
    for _guest in range(5):
        cast_vote(running, poll, new_seat("politics", "de"), {"value-i1": "2", "value-c1": "1"})
    close_poll(running, poll, version=version_of(running), by=coordinator)
    poll.refresh_from_db()
    reveal_poll(running, poll, version=version_of(running), by=coordinator)
    go_to(running, item_of(running, Activity.AGREE), version=version_of(running))

    console.look()
    assert re.findall(r'<option value="([ci]\d+)"[^>]*>([^<]+)<', console.html) == [
        ("i1", "1. Treff im Park"), ("c1", "2. Miteinander reden"),
    ]  # fmt: skip
    console.client.post(console.address("outlines"), {"group": "0", "idea": "c1", "who": "Sozialamt"})

    outline = Outline.objects.get()
    assert (outline.what, outline.who) == ("Miteinander reden", "Sozialamt")
    assert outline.source["options"] == ["c1"]
    assert outline.source["subjects"] == ["field:management"]
    console.client.post(console.address("outlines"), {"group": "0", "what": "Von niemandem vorgeschlagen"})
    assert Outline.objects.get(number=2).source["subjects"] == []


def test_an_agreement_without_words_is_asked_for(console: Console) -> None:
    answer = console.client.post(console.address("outlines"), {"group": "0", "who": "Sozialamt", "idea": "c9"})

    assert answer.status_code == 422
    assert 'value="Sozialamt"' in answer.content.decode()
    assert not Outline.objects.exists()


def test_a_phone_hears_of_agreements_that_are_corrected(running: Workshop, console: Console) -> None:
    go_to(running, item_of(running, Activity.AGREE), version=version_of(running))
    console.client.post(console.address("outlines"), {"group": "0", "what": "Treff", "until": "2027-03-01"})
    before = phone_scene(running).key

    console.client.post(console.address("outline", outline=1), {"what": "Treff im Park"})

    assert phone_scene(running).key != before


def test_ideas_are_looked_through(console: Console, running: Workshop) -> None:
    collect = item_of(running, Activity.COLLECT)
    for text in ("Treff im Park", "Unsinn", "Sprechstude"):
        Idea.objects.create(
            municipality_id=running.municipality_id, workshop=running, item=collect, text=text,
            number=Idea.objects.count() + 1,
        )  # fmt: skip
    address = console.address("ideas")
    page = console.client.get(address).content.decode()
    assert page.count('type="checkbox"') == 3
    assert " checked" not in page

    console.client.post(address, {"deed": "decline", "idea": "2", "listed": ["1", "2", "3"]})
    console.client.post(address, {"deed": "show_all", "listed": ["1", "3"]})
    console.client.post(address, {"deed": "correct", "idea": "3", "text": "Sprechstunde"})

    found = {idea.text: idea.state for idea in Idea.objects.all()}
    assert found == {
        "Treff im Park": IdeaState.SHOWN, "Unsinn": IdeaState.DECLINED, "Sprechstunde": IdeaState.SHOWN,
    }  # fmt: skip


def test_a_group_without_a_title_is_refused_and_what_was_chosen_stays(console: Console, running: Workshop) -> None:
    add_ideas(running, item_of(running, Activity.COLLECT), ["Treff im Park", "Sprechstunde"], group=0)
    address = console.address("ideas")

    refused = console.client.post(address, {"deed": "together", "idea": ["1", "2"], "title": " "})

    assert refused.status_code == 422
    assert "hat noch keinen Titel" in words(refused)
    assert refused.content.decode().count(" checked") == 2
    assert not Cluster.objects.exists()
    console.client.post(address, {"deed": "together", "idea": ["1", "2"], "title": "Reden"})
    assert [idea.cluster and idea.cluster.title for idea in Idea.objects.all()] == ["Reden", "Reden"]
    console.client.post(address, {"deed": "apart", "idea": "1"})
    assert [idea.cluster is None for idea in Idea.objects.all()] == [True, False]


def test_lines_from_cards_that_do_not_fit_stay_in_the_form(console: Console, running: Workshop) -> None:
    number = item_of(running, Activity.COLLECT).number
    typed = "Treff im Park\n" + "x" * 201

    refused = console.client.post(console.address("ideas"), {"deed": "add", "item": number, "texts": typed})

    assert refused.status_code == 422
    assert "201 Zeichen" in words(refused)
    assert typed in refused.content.decode()
    assert not Idea.objects.exists()


def test_a_group_waits_for_its_own_ideas_only(console: Console, running: Workshop) -> None:
    item = collecting_in(running, 2)
    Idea.objects.create(
        municipality_id=running.municipality_id, workshop=running, item=item, group=2, number=1, text="Treff"
    )

    first, second = Console(console.client, running, 1), Console(console.client, running, 2)

    assert "Ideen zur Durchsicht 0" in words(first.page)
    assert "Ideen zur Durchsicht 1" in words(second.page)


def test_a_note_that_is_too_long_is_kept(console: Console, running: Workshop) -> None:
    item = item_of(running, Activity.RATE)
    text = "x" * 10_001

    refused = console.client.post(console.address("note", item=item.number), {"text": text, "version": "0"})

    assert refused.status_code == 422
    assert text in refused.content.decode()
    assert not Note.objects.exists()


def test_afterwards_ideas_and_paper_are_still_reached(console: Console, running: Workshop, coordinator: Person) -> None:
    poll = _opened(running, coordinator)
    enter_paper(running, poll, "politics", 6, {"count-begun": "6"}, by=coordinator)
    _revealed(running, poll, coordinator)
    phone = joined(running)
    go_to(running, item_of(running, Activity.LOOK_BACK), version=version_of(running))
    statements = [{"key": key, "label": ""} for key in ("heard", "learned", "result")]
    asked = open_poll(
        running, item_of(running, Activity.LOOK_BACK), "", statements, version=version_of(running), by=coordinator
    )
    phone.post(path("vote", running, poll=asked.pk), {"text": "Danke!", "number": "abc", "value-heard": "yes"})
    assert [idea.text for idea in Idea.objects.all()] == ["Danke!"]

    assert "Ein Text eines Gastes wartet noch" in words(console.client.get(console.address("end")))
    end_workshop(running, version=version_of(running), by=coordinator)

    assert "ein Text wartet noch" in words(console.look())
    page = words(console.client.get(console.address("ideas")))
    assert "Ausgewählte in die Niederschrift übernehmen" in page
    assert "Bühne" not in page
    console.client.post(console.address("ideas"), {"deed": "show", "idea": "1"})
    assert Idea.objects.get().is_shown
    late = console.address("paper", poll=poll.pk)
    assert late in console.html
    sent = {"perspective": "politics", "people": "5", "count-begun": "5"}
    assert console.client.post(late, sent).status_code == 302
    assert sum(pile.people for pile in PaperCount.objects.all()) == 11


def test_a_phone_hears_of_paper_that_came_after_the_reveal(running: Workshop, coordinator: Person) -> None:
    poll = _opened(running, coordinator)
    enter_paper(running, poll, "politics", 6, {"count-begun": "6"}, by=coordinator)
    _revealed(running, poll, coordinator)
    before = phone_scene(running).key

    enter_paper(running, poll, "politics", 5, {"count-planned": "5"}, by=coordinator)

    assert phone_scene(running).key != before


def test_a_rehearsal_leaves_nothing(console: Console, running: Workshop, coordinator: Person) -> None:
    poll = _opened(running, coordinator)
    cast_vote(running, poll, new_seat("politics", "de"), {"value": "begun"})
    enter_paper(running, poll, "politics", 6, {"count-begun": "6"}, by=coordinator)
    add_ideas(running, item_of(running, Activity.COLLECT), ["Treff im Park"], group=0)
    console.client.post(console.address("outlines"), {"group": "0", "what": "Treff"})
    console.client.post(console.address("note", item=1), {"text": "Probe", "version": "0"})
    items = AgendaItem.objects.count()
    asked = words(console.client.get(console.address("start_over")))
    assert "eine Abstimmung mit ihren Papierstimmzetteln" in asked
    assert "eine Idee" in asked

    said = words(console.client.post(console.address("start_over"), {"sure": "on"}, follow=True))

    assert "steht wieder am Anfang" in said
    for rows in (Session, Scene, Poll, Slip, PaperCount, Idea, Cluster, Outline, Note, Connected):
        assert not rows.objects.exists(), rows
    assert AgendaItem.objects.count() == items
    assert Workshop.objects.get(pk=running.pk).phase == Phase.PLANNED
    assert console.client.post(console.address("begin"), follow=True).status_code == 200
    assert Poll.objects.count() == 0


def test_what_was_agreed_is_no_rehearsal(console: Console, running: Workshop, coordinator: Person) -> None:
    end_workshop(running, version=version_of(running), by=coordinator)
    agree_minutes(running, version=0, by=coordinator)

    refused = console.client.post(console.address("start_over"), {"sure": "on"})

    assert refused.status_code == 409
    assert Minutes.objects.exists()
    assert Session.objects.exists()


def test_a_workshop_that_is_not_today_can_be_rehearsed(
    planned: Workshop, coordinator: Person, signed_in: SignIn
) -> None:
    console = Console.__new__(Console)
    console.client, console.workshop, console.group = signed_in(coordinator), planned, 0

    assert "Der Workshop ist für den 3. Dezember 2026 geplant" in words(console.look())
    with clock.stopped_at(planned.begins_at):
        assert "ist für den" not in words(console.look())


def _opened(workshop: Workshop, by: Person) -> Poll:
    item = item_of(workshop, Activity.RATE)
    return open_poll(workshop, item, "question:m-1.1", SCALE, version=version_of(workshop), by=by)


def _revealed(workshop: Workshop, poll: Poll, by: Person) -> None:
    close_poll(workshop, poll, version=version_of(workshop), by=by)
    poll.refresh_from_db()
    reveal_poll(workshop, poll, version=version_of(workshop), by=by)
    poll.refresh_from_db()
    assert poll.state == PollState.REVEALED


def test_an_agreement_is_not_for_a_day_that_is_over(console: Console, running: Workshop) -> None:
    sent = {"group": "0", "what": "Treff", "until": "2020-01-01"}
    assert "Dieser Tag ist schon vorbei" in words(console.client.post(console.address("outlines"), sent))
    assert not Outline.objects.exists()
    console.client.post(console.address("outlines"), {**sent, "until": "2026-12-31"})

    Outline.objects.update(until=date(2020, 1, 1))
    console.client.post(console.address("outline", outline=1), {**sent, "what": "Fest"})

    assert Outline.objects.get().what == "Fest"


def test_who_does_not_meet_in_groups_sees_no_groups(console: Console, running: Workshop) -> None:
    assert "Verwaltung für alle" in words(console.page)

    AgendaItem.objects.filter(workshop=running, group__isnull=False).delete()
    assert "Verwaltung für alle" in words(console.look())
    AgendaItem.objects.filter(workshop=running, activity=Activity.GROUPS).delete()
    assert "Verwaltung für alle" not in words(console.look())


def test_after_a_deed_the_keyboard_goes_on_at_what_is_on(console: Console, running: Workshop) -> None:
    sent = {"version": str(version_of(running)), "group": "0", "deed": "pause"}

    assert console.client.post(console.address("act"), sent)["Location"].endswith("/console/#now")
    assert console.client.post(console.address("act"), {**sent, "version": "0"})["Location"].endswith("/console/")


def test_nobody_is_called_to_take_part_in_what_is_over(
    console: Console, running: Workshop, coordinator: Person
) -> None:
    assert not stage_state(running, 0)["is_over"]
    end_workshop(running, version=version_of(running), by=coordinator)
    assert stage_state(running, 0)["is_over"]
