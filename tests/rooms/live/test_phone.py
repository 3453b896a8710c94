"""What guests see on their phones, with and without script, and what they send."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.test import Client
from django.urls import reverse
from tests.rooms.live.test_voting import SCALE, counted, item_of, version_of
from tests.rooms.reading import words

from weltoffen.accounts.models import Person
from weltoffen.live.actions.collecting import add_ideas
from weltoffen.live.actions.leading import close_poll, go_to, open_poll, pause, reveal_poll
from weltoffen.live.languages import languages, phrases_for
from weltoffen.live.models import Idea, Poll
from weltoffen.live.naming import group_named, question_named
from weltoffen.workshops.bridge import question_about, subject_words
from weltoffen.workshops.choices import Activity
from weltoffen.workshops.models import AgendaItem, WorkingGroup, Workshop

Queries = Callable[[int], AbstractContextManager[object]]


def path(name: str, workshop: Workshop, **parts: object) -> str:
    return reverse(f"phone:{name}", kwargs={"code": workshop.code, **parts})


def joined(workshop: Workshop, perspective: str = "politics", language: str = "de") -> Client:
    """A phone whose guest has chosen."""
    client = Client()
    client.post(path("join", workshop), {"perspective": perspective, "language": language})
    return client


def text_of(client: Client, workshop: Workshop) -> str:
    return client.get(path("home", workshop)).content.decode()


@pytest.fixture
def poll(running: Workshop, coordinator: Person) -> Poll:
    item = item_of(running, Activity.RATE)
    return open_poll(running, item, "question:m-1.1", SCALE, version=version_of(running), by=coordinator)


def test_a_guest_joins_and_votes_in_three_taps(running: Workshop, poll: Poll) -> None:
    client = Client(headers={"Accept-Language": "de-DE,de;q=0.9"})
    page = client.get(path("home", running)).content.decode()
    assert page.count('name="perspective"') == 6

    voted = client.post(path("join", running), {"perspective": "business", "language": "de"}, follow=True)
    assert 'name="value" value="begun"' in voted.content.decode()
    done = client.post(path("vote", running, poll=poll.pk), {"value": "begun"}, follow=True)

    assert "Ihre Stimme ist gezählt." in done.content.decode()
    assert counted(poll) == {"business": {"begun": 1}}


def test_the_phone_finds_its_vote_again(running: Workshop, poll: Poll) -> None:
    client = joined(running)
    client.post(path("vote", running, poll=poll.pk), {"value": "mostly"})

    assert 'value="mostly" checked' in re.sub(r"\s+", " ", text_of(client, running))
    assert 'value="mostly" checked' not in re.sub(r"\s+", " ", text_of(joined(running), running))


def test_few_queries_count_a_vote_and_show_what_is_on(
    running: Workshop, poll: Poll, django_assert_num_queries: Queries
) -> None:
    client = joined(running)
    text_of(client, running)
    address = path("vote", running, poll=poll.pk)

    for said in ("begun", "mostly"):
        with django_assert_num_queries(10):  # two of them begin and end the transaction
            client.post(address, {"value": said}, headers={"X-Requested-With": "fetch"})
    with django_assert_num_queries(4):
        text_of(client, running)

    assert counted(poll) == {"politics": {"mostly": 1}}


def test_whoever_chooses_nothing_is_told_in_their_language(running: Workshop, poll: Poll) -> None:
    answer = joined(running, language="tr").post(path("vote", running, poll=poll.pk), {})

    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()
    assert '<html lang="tr"' in answer.content.decode()


def test_a_vote_that_comes_too_late_says_so(running: Workshop, poll: Poll, coordinator: Person) -> None:
    client = joined(running)
    close_poll(running, poll, version=version_of(running), by=coordinator)

    answer = client.post(path("vote", running, poll=poll.pk), {"value": "begun"}, headers={"X-Requested-With": "fetch"})

    assert answer.status_code == 409
    assert answer.json()["key"] == f"poll-{poll.pk}-closed"
    assert "zählt nicht mehr" in answer.json()["html"]
    assert counted(poll) == {}


def test_every_language_has_a_page_with_its_direction(running: Workshop, poll: Poll) -> None:
    for one in languages():
        page = text_of(joined(running, language=one.tag), running)
        assert f'<html lang="{one.html_lang}" dir="{one.direction}">' in page
        assert one.texts["vote_send"] in page


def test_the_question_is_asked_in_the_guests_language(running: Workshop, poll: Poll) -> None:
    pages = {tag: text_of(joined(running, language=tag), running) for tag in ("de", "uk", "fr")}
    headings = {re.search(r'id="heading"[^>]*>([^<]+)<', page)[1] for page in pages.values()}  # type: ignore[index]

    assert len(headings) == 3


def test_ideas_arrive_once_and_wait_to_be_shown(running: Workshop, coordinator: Person) -> None:
    poll = open_poll(running, item_of(running, Activity.COLLECT), "", [], version=version_of(running), by=coordinator)
    client = joined(running)
    for _time in range(2):
        client.post(path("idea", running, poll=poll.pk), {"text": "Ein Treff  im Park", "number": "n" * 20})

    assert list(Idea.objects.values_list("text", "state")) == [("Ein Treff im Park", "waiting")]


def test_a_phone_sends_as_many_ideas_as_are_asked_for(running: Workshop, coordinator: Person) -> None:
    poll = open_poll(running, item_of(running, Activity.COLLECT), "", [], version=version_of(running), by=coordinator)
    client = joined(running)
    answers = [
        client.post(path("idea", running, poll=poll.pk), {"text": f"Idee {number}"}).status_code for number in range(4)
    ]

    assert answers == [302, 302, 302, 409]
    assert Idea.objects.count() == 3


def test_a_long_idea_stays_in_the_form(running: Workshop, coordinator: Person) -> None:
    poll = open_poll(running, item_of(running, Activity.COLLECT), "", [], version=version_of(running), by=coordinator)

    answer = joined(running).post(path("idea", running, poll=poll.pk), {"text": "x" * 201})

    assert answer.status_code == 422
    assert "x" * 201 in answer.content.decode()
    assert Idea.objects.count() == 0


def test_phones_pause_and_come_back(running: Workshop, poll: Poll, coordinator: Person) -> None:
    client = joined(running)
    pause(running, version=version_of(running))

    assert "Die Moderation hat angehalten." in text_of(client, running)


def test_guests_of_a_working_group_see_their_own_activity(running: Workshop, coordinator: Person) -> None:
    go_to(running, item_of(running, Activity.GROUPS), version=version_of(running))
    item = next(one for one in running_items(running) if one.group_id is not None)
    open_poll(running, item, "", [], version=version_of(running), by=coordinator)
    client = joined(running)
    assert "In welcher Arbeitsgruppe machen Sie mit?" in text_of(client, running)

    client.post(path("group", running), {"group": "1"})
    assert "Ihre Arbeitsgruppe: Verwaltung für alle" in text_of(client, running)
    assert "Idee senden" in text_of(client, running)
    client.post(path("group", running), {"group": "2"})
    assert "Idee senden" not in text_of(client, running)


def running_items(workshop: Workshop) -> list:  # type: ignore[type-arg]
    from weltoffen.workshops.queries import items_of

    return list(items_of(workshop))


def test_nobody_votes_in_another_group(running: Workshop, coordinator: Person) -> None:
    go_to(running, item_of(running, Activity.GROUPS), version=version_of(running))
    item = next(one for one in running_items(running) if one.group_id is not None)
    poll = open_poll(running, item, "", [], version=version_of(running), by=coordinator)
    client = joined(running)
    client.post(path("group", running), {"group": "2"})

    answer = client.post(path("idea", running, poll=poll.pk), {"text": "Von nebenan"})

    assert answer.status_code == 409
    assert Idea.objects.count() == 0


def test_the_result_can_be_read_on_the_phone(running: Workshop, poll: Poll, coordinator: Person) -> None:
    for _number in range(6):
        joined(running, "politics").post(path("vote", running, poll=poll.pk), {"value": "begun"})
    close_poll(running, poll, version=version_of(running), by=coordinator)
    client = joined(running)
    assert "Das Ergebnis in Worten" not in text_of(client, running)

    reveal_poll(running, poll, version=version_of(running), by=coordinator)

    page = text_of(client, running)
    assert "Das Ergebnis in Worten" in page
    assert "Sicht der Verwaltung" in page


def test_an_unknown_code_is_told_and_robots_are_slowed_down(client: Client, db: None) -> None:
    statuses = [client.get("/w/999999999/").status_code for _time in range(1)]
    statuses += [client.get("/w/123456/").status_code for _time in range(31)]

    assert statuses[0] == 404
    assert statuses[-1] == 429


def test_a_typed_code_may_have_spaces(client: Client, running: Workshop) -> None:
    answer = client.post("/w/", {"code": f" {running.code[:3]} {running.code[3:]} "})

    assert (answer.status_code, answer["Location"]) == (302, path("home", running))


@pytest.mark.parametrize("zero", ["\u0660", "\u06f0"])
def test_a_typed_code_may_have_other_digits(client: Client, running: Workshop, zero: str) -> None:
    typed = "".join(chr(ord(zero) + int(digit)) for digit in running.code)

    assert client.post("/w/", {"code": typed})["Location"] == path("home", running)
    assert 'name="perspective"' in client.get(f"/w/{typed}/").content.decode()


def test_a_language_can_be_chosen_before_a_perspective(client: Client, running: Workshop) -> None:
    answer = client.post(path("join", running), {"language": "tr"}, follow=True)

    assert answer.redirect_chain == [(f"{path('home', running)}?language=tr", 302)]
    assert '<html lang="tr"' in answer.content.decode()
    assert 'role="alert"' not in answer.content.decode()


def test_who_loads_an_answer_again_comes_to_what_is_on(running: Workshop, poll: Poll) -> None:
    client = joined(running)

    for address in (path("join", running), path("group", running), path("vote", running, poll=poll.pk)):
        assert client.get(address)["Location"] == path("home", running)


def test_what_the_stage_shows_of_the_self_check_stands_on_phones_in_their_language(
    running: Workshop, coordinator: Person
) -> None:
    item = AgendaItem.objects.filter(workshop=running, activity=Activity.RATE)[0]
    item.activity, item.subjects = Activity.SHOW, ["field:management", "question:m-1.1"]
    item.save()
    go_to(running, item, version=version_of(running))

    german, turkish = (words(joined(running, language=tag).get(path("home", running))) for tag in ("de", "tr"))
    assert re.search(r"Management und Steuerung \d+ / 100", german)
    assert "Leitbild für das Zusammenleben Geplant" in german
    assert re.search(r"Yönetim[^/]* \d+ / 100", turkish)
    assert "Leitbild" not in turkish


def test_no_idea_turns_the_text_around_it(running: Workshop, coordinator: Person) -> None:
    item = AgendaItem.objects.filter(workshop=running, activity=Activity.COLLECT)[0]

    [idea] = add_ideas(running, item, ["Ein \u202eTreff\u202c\u200b im Park"], group=0)

    assert idea.text == "Ein Treff im Park"


def test_a_seat_is_worth_nothing_in_another_workshop(running: Workshop, planned: Workshop) -> None:
    client = joined(running)
    client.cookies["seat"] = client.cookies["seat"].value[:-3] + "abc"

    assert 'name="perspective"' in text_of(client, running)


def proposed_group(workshop: Workshop) -> AgendaItem:
    """The first group, as a proposal would have named it and asked it."""
    labels = ["Management und Steuerung", "Fairer Zugang und Teilhabe"]
    keys = {one.label: key for key, one in subject_words(workshop, "de").items()}
    group = WorkingGroup.objects.get(workshop=workshop, number=1)
    group.title = " · ".join(labels)
    group.save()
    item = AgendaItem.objects.get(workshop=workshop, activity=Activity.COLLECT, group=group)
    item.subjects = [keys[label] for label in labels]
    item.options = {**item.options, "question": question_about(labels, "de")}
    item.save()
    return item


@pytest.mark.parametrize(
    ("language", "topic"), [("uk", "Управління"), ("en", "Management and steering"), ("de-simple", "Planen und Leiten")]
)
def test_what_was_proposed_is_read_in_the_guests_language(running: Workshop, language: str, topic: str) -> None:
    item = proposed_group(running)
    group = WorkingGroup.objects.get(workshop=running, number=1)
    phrases = phrases_for(language)

    assert topic in group_named(running, group, phrases).text
    asked = question_named(running, item, phrases)
    assert topic in asked.text
    assert "Management und Steuerung" not in asked.text
    assert asked.lang == language


def test_what_was_typed_stays_as_it_was_typed(running: Workshop) -> None:
    item = proposed_group(running)
    item.options["question"] = "Was fehlt in unserer Stadt?"
    WorkingGroup.objects.filter(number=1).update(title="Management und Steuerung · Sport")
    group = WorkingGroup.objects.get(workshop=running, number=1)
    phrases = phrases_for("uk")

    assert question_named(running, item, phrases) == ("Was fehlt in unserer Stadt?", "de")
    assert group_named(running, group, phrases) == ("Management und Steuerung · Sport", "de")


def test_phones_of_a_group_ask_in_their_language(running: Workshop, coordinator: Person) -> None:
    item = proposed_group(running)
    go_to(running, item_of(running, Activity.GROUPS), version=version_of(running))
    open_poll(running, item, "", [], version=version_of(running), by=coordinator)
    phone = joined(running, language="en")
    assert "Management and steering" in text_of(phone, running)
    phone.post(path("group", running), {"group": "1"})

    page = text_of(phone, running)

    assert "What would help here: Management and steering" in page
    assert "Was würde" not in page
