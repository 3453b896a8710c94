"""Paper ballots ask what phones ask: in every language, with the ideas there are; the console counts alike."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from tests.rooms.live.test_phrases import ALL, POLISH, copied

from selfcheck_documents.workshop_papers import Ballot, BallotKind, InLanguage
from selfcheck_documents.workshop_papers.event import said
from weltoffen.accounts.models import Person
from weltoffen.live import languages
from weltoffen.live.actions.collecting import add_ideas, moderate, put_together, send_idea
from weltoffen.live.actions.leading import open_poll
from weltoffen.live.actions.voting import enter_paper
from weltoffen.live.asking import options_at
from weltoffen.live.choices import IdeaState
from weltoffen.live.exports import PhonesOnPaper
from weltoffen.live.languages import phrases_for
from weltoffen.live.models import Idea, PaperCount, Poll, Session
from weltoffen.live.phrase_files import read_phrases
from weltoffen.live.seats import new_seat
from weltoffen.live.wording import look_back_words
from weltoffen.workshops.agenda import change_item, planned_of
from weltoffen.workshops.bridge import field_choices
from weltoffen.workshops.choices import Activity
from weltoffen.workshops.exports import Wanted, paper
from weltoffen.workshops.models import AgendaItem, Workshop
from weltoffen.workshops.queries import item_with_number, items_of
from weltoffen.workshops.views.frame import planned_timetable

SignIn = Callable[[Person], Client]
LONG_IDEA = "Formulare, die alle ohne Hilfe verstehen"
ARABIC_IDEA = "لافتات بالعربية في البلدية؟"


def the(workshop: Workshop, activity: Activity) -> AgendaItem:
    return next(item for item in items_of(workshop) if item.activity == activity)


def ballot_of(workshop: Workshop, activity: Activity, tag: str = "de") -> Ballot:
    return PhonesOnPaper().rounds(workshop, [the(workshop, activity)], tag).ballots[0]


def opened(workshop: Workshop, item: AgendaItem, subject: str = "") -> Poll:
    version = Session.objects.get(pk=workshop.pk).version
    return open_poll(workshop, item, subject, options_at(workshop, item, subject), version=version, by=None)


@pytest.mark.parametrize("tag", ALL)
def test_every_language_is_printed(planned: Workshop, tag: str) -> None:
    wanted = Wanted(workshop=planned, timetable=planned_timetable(planned), language="de", ballots={tag: 1})

    for is_booklet in (False, True):
        assert paper("ballots", replace(wanted, is_booklet=is_booklet)).startswith(b"%PDF")


@pytest.mark.parametrize("tag", ALL)
def test_a_shipped_language_leaves_nothing_in_german(planned: Workshop, tag: str) -> None:
    rounds = PhonesOnPaper().rounds(planned, items_of(planned), tag)
    rated = ballot_of(planned, Activity.RATE, tag)
    looked_back = ballot_of(planned, Activity.LOOK_BACK, tag)
    words = [getattr(rounds.words, name) for name in rounds.words.__slots__]

    texts = [*words, *rounds.perspectives]
    for ballot in (rated, looked_back):
        texts += [ballot.title, *(one for item in ballot.items for one in (item.text, item.note, *item.options))]
    assert [text for text in texts if isinstance(text, InLanguage)] == []
    assert len(set(map(said, words))) == len(words)


def test_a_question_has_the_words_and_answers_of_the_phone(planned: Workshop) -> None:
    question, field = ballot_of(planned, Activity.RATE, "uk").items

    assert (question.number, question.text) == ("2.1", phone_question(planned, "uk"))
    assert [said(one) for one in question.options][-1] == phrases_for("uk").say("rate_not_known")
    assert len(question.options) == len(options_at(planned, the(planned, Activity.RATE), "question:m-1.1"))
    assert said(field.options[0]) == phrases_for("uk").say("scale_0")
    assert "Donnersbergkreis" in said(field.note)


def phone_question(workshop: Workshop, tag: str) -> str:
    from weltoffen.catalogue.bridge import instrument_of

    return instrument_of(workshop.evaluation.round.framework_version).guest_words(tag).question("m-1.1").text


@pytest.mark.parametrize("tag", ["de", "en"])
def test_stage_and_console_say_what_phone_and_paper_say(tag: str) -> None:
    phrases = phrases_for(tag)
    with override(tag):
        steps = [choice.label for choice in field_choices("en" if tag == "en" else "de")]
        look_back = look_back_words()

    names = ("scale_0", "scale_25", "scale_50", "scale_75", "scale_100", "rate_not_known")
    assert steps == [phrases.say(name) for name in names]
    assert look_back == {name: phrases.say(f"look_back_{name}") for name in look_back}


def test_another_language_shows_the_title_of_the_agenda_below(planned: Workshop) -> None:
    arabic, german = ballot_of(planned, Activity.RATE, "ar"), ballot_of(planned, Activity.RATE)

    assert (arabic.title, arabic.original) == (phrases_for("ar").say("rate_heading"), InLanguage("Bewerten", "de"))
    assert (german.title, german.original) == ("Bewerten", "")


def test_a_perspective_that_was_typed_is_marked_as_german(planned: Workshop) -> None:
    planned.perspectives = [{"key": "own", "label": "Kirchen", "label_en": "Churches"}, {"key": "politics"}]

    assert PhonesOnPaper().rounds(planned, [], "tr").perspectives == [InLanguage("Churches", "de"), "Siyaset"]


def test_ideas_ask_for_no_perspective(planned: Workshop) -> None:
    ballot = ballot_of(planned, Activity.COLLECT, "fr")

    assert (ballot.asks_perspective, ballot.lead) == (False, InLanguage("Was fehlt?", "de"))
    assert len(ballot.items) == 3


def test_without_ideas_there_are_lines_for_those_that_are_read_out(planned: Workshop) -> None:
    ballot = ballot_of(planned, Activity.PRIORITISE)

    assert ballot.lead == phrases_for("de").say("paper_read_out")
    assert {item.text for item in ballot.items} == {""}
    assert (ballot.kind, ballot.points, ballot.most_per_item) == (BallotKind.POINTS, 3, 2)


def test_ideas_that_are_on_the_stage_stand_on_the_ballot(running: Workshop) -> None:
    collecting = the(running, Activity.COLLECT)
    poll = opened(running, collecting)
    send_idea(running, poll, new_seat("politics", "ar"), ARABIC_IDEA, "1")
    send_idea(running, poll, new_seat("politics", "ar"), "Mehr Busse", "2")
    add_ideas(running, collecting, ["Sprachcafé 🙂 im Rathaus", LONG_IDEA], group=0)
    send_idea(running, poll, new_seat("politics", "de"), "Beleidigung", "3")
    moderate(running, Idea.objects.exclude(text="Beleidigung"), IdeaState.SHOWN)
    put_together(running, Idea.objects.filter(text=LONG_IDEA), None, "Formulare")

    ballot = ballot_of(running, Activity.PRIORITISE, "ar")

    assert [item.text for item in ballot.items] == [
        InLanguage("Formulare", "de"),
        InLanguage(ARABIC_IDEA, "ar"),
        InLanguage("Mehr Busse", "de"),
        InLanguage("Sprachcafé im Rathaus", "de"),
    ]
    assert ballot.lead == ""


def test_a_round_that_was_opened_keeps_its_ideas(running: Workshop) -> None:
    collecting = the(running, Activity.COLLECT)
    add_ideas(running, collecting, ["Eins", "Zwei"], group=0)
    opened(running, the(running, Activity.PRIORITISE))
    add_ideas(running, collecting, ["Drei"], group=0)

    assert [said(item.text) for item in ballot_of(running, Activity.PRIORITISE).items] == ["Eins", "Zwei"]


@pytest.mark.parametrize(
    ("counting", "kind", "points", "boxes"),
    [("points", BallotKind.POINTS, 5, 3), ("ranks", BallotKind.RANKS, 2, 3), ("approval", BallotKind.TICKS, 2, 1)],
)
def test_each_count_has_its_ballot(running: Workshop, counting: str, kind: BallotKind, points: int, boxes: int) -> None:
    add_ideas(running, the(running, Activity.COLLECT), ["Eins", "Zwei"], group=0)
    item = the(running, Activity.PRIORITISE)
    options = {"counting": counting, "points": 5, "most_on_one": 3}
    AgendaItem.objects.filter(pk=item.pk).update(options=options)

    ballot = ballot_of(running, Activity.PRIORITISE)

    assert (ballot.kind, ballot.points, ballot.most_per_item) == (kind, points, boxes)


def test_a_sentence_is_asked_for_where_the_phone_asks_for_one(planned: Workshop) -> None:
    with_text = ballot_of(planned, Activity.LOOK_BACK)
    item = the(planned, Activity.LOOK_BACK)
    change_item(planned, item.number, planned_of(item)._replace(options={"has_text": False}), by=None)

    assert [len(one.options) for one in with_text.items] == [5, 5, 5, 0]
    assert len(ballot_of(planned, Activity.LOOK_BACK).items) == 3
    assert not with_text.asks_perspective


def test_a_language_that_lacks_words_is_printed_with_german_ones_marked(
    planned: Workshop, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = copied(tmp_path_factory.mktemp("words"))
    (folder / "pl.yaml").write_text(POLISH + "  paper_round: Runda {number}\n", encoding="utf-8")
    monkeypatch.setattr(languages, "all_phrases", lambda: read_phrases(folder))

    rounds = PhonesOnPaper().rounds(planned, items_of(planned), "pl")

    assert ("pl", "Polski") in PhonesOnPaper().languages()
    assert rounds.words.round == "Runda {number}"
    assert rounds.words.thanks == InLanguage(phrases_for("de").say("paper_thanks"), "de")
    wanted = Wanted(workshop=planned, timetable=planned_timetable(planned), language="de", ballots={"pl": 2, "ar": 1})
    assert paper("ballots", wanted).startswith(b"%PDF")


@pytest.fixture
def console(coordinator: Person, signed_in: SignIn) -> Client:
    """The browser of who leads."""
    return signed_in(coordinator)


def paper_page(workshop: Workshop, poll: Poll) -> str:
    parts = {"slug": "donnersbergkreis", "workshop": workshop.number, "poll": poll.pk}
    return reverse("live:paper", kwargs=parts)


def test_the_look_back_is_counted_as_a_whole(running: Workshop, console: Client) -> None:
    poll = opened(running, the(running, Activity.LOOK_BACK))

    page = console.get(paper_page(running, poll)).content.decode()
    assert "Perspektive dieses Stapels" not in page
    assert page.index("a. Trifft zu") < page.index("d. Trifft nicht zu") < page.index("e. Keine Angabe")
    sent = {
        "perspective": "",
        "people": "8",
        "count-heard:yes": "5",
        "count-heard:no": "3",
        "count-result:no_answer": "8",
    }
    assert console.post(paper_page(running, poll), sent).status_code == 302

    pile = PaperCount.objects.get(poll=poll)
    assert (pile.perspective, pile.people) == ("", 8)
    assert pile.counts == {"heard:yes": 5, "heard:no": 3, "result:no_answer": 8}


def test_nobody_counts_more_answers_of_the_look_back_than_ballots(running: Workshop, console: Client) -> None:
    poll = opened(running, the(running, Activity.LOOK_BACK))

    response = console.post(paper_page(running, poll), {"people": "8", "count-heard:yes": "5", "count-heard:no": "4"})

    assert response.status_code == 422
    assert not PaperCount.objects.filter(poll=poll).exists()


def test_the_form_has_the_letters_and_numbers_of_the_paper(
    running: Workshop, console: Client, coordinator: Person
) -> None:
    rated = opened(running, the(running, Activity.RATE), "question:m-1.1")
    page = console.get(paper_page(running, rated)).content.decode()
    options = [said(one) for one in ballot_of(running, Activity.RATE).items[0].options]
    assert [f"{letter}. {label}" in page for letter, label in zip("abcde", options, strict=False)] == [True] * 5
    assert "f. " in page
    enter_paper(running, rated, "politics", 5, {"count-begun": "5"}, by=coordinator)

    add_ideas(running, the(running, Activity.COLLECT), ["Eins", "Zwei"], group=0)
    page = console.get(paper_page(running, opened(running, the(running, Activity.PRIORITISE)))).content.decode()
    assert ("1. Eins" in page, "2. Zwei" in page) == (True, True)


def test_item_numbers_are_those_of_the_agenda(planned: Workshop) -> None:
    rounds = PhonesOnPaper().rounds(planned, items_of(planned), "de")

    assert [ballot.number for ballot in rounds.ballots] == ["2", "3", "4", "10", "6", "7"]
    assert item_with_number(planned, 10) == the(planned, Activity.LOOK_BACK)
