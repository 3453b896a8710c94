"""Minutes write themselves, say only what may be shown, and no longer change once they are agreed."""

import re
import zipfile
from datetime import timedelta
from io import BytesIO

import docx
import pypdfium2
import pytest
from django.test import Client
from django.urls import reverse
from tests.rooms.live.conftest import CONTENT, GROUPS
from tests.rooms.minutes.conftest import CLUSTER, DECLINED, LOOSE, NOTE, OWN, SHOWN, WHAT, SignIn

from selfcheck_documents.minutes import minutes_document
from selfcheck_documents.text_documents import Heading
from selfcheck_documents.words import Words
from weltoffen.accounts.models import Person
from weltoffen.foundation import clock
from weltoffen.invitations.actions import count_guests
from weltoffen.journal.models import Entry
from weltoffen.live.actions.collecting import add_ideas, moderate
from weltoffen.live.actions.voting import enter_paper, remove_paper
from weltoffen.live.choices import IdeaState
from weltoffen.live.models import Idea, Note, Outline, PaperCount, Poll, Session
from weltoffen.live.rules import MinutesAreFinal
from weltoffen.minutes.actions import MinutesContent, agree_minutes, change_minutes
from weltoffen.minutes.bridge import content_of, document_of, shown_minutes, texts_of
from weltoffen.minutes.keeping import as_json, from_json
from weltoffen.minutes.models import Minutes
from weltoffen.minutes.queries import minutes_of
from weltoffen.minutes.rules import MinutesAreAgreed, MinutesHaveChanged, WorkshopIsNotOver
from weltoffen.workshops.choices import Activity, Phase
from weltoffen.workshops.models import AgendaItem, Workshop

AFTERWARDS = CONTENT.begins_at + timedelta(hours=4)
OK, REFUSED, MISSING, INVALID = 200, 409, 404, 422
SAID = (
    "Miteinander reden", "Donnersbergkreis", "17", NOTE, CLUSTER, SHOWN, LOOSE, WHAT, OWN, "Integrationsbüro",
    "Raum finden", "Ehrenamtliche", "Politik", "Zivilgesellschaft", "Was ist am wichtigsten?",
    "Ich konnte sagen, was mir wichtig ist.", "Begrüßung.", "So geht es weiter.",
)  # fmt: skip


def path(name: str, workshop: Workshop, **parts: object) -> str:
    return reverse(f"minutes:{name}", kwargs={"slug": "donnersbergkreis", "workshop": workshop.number, **parts})


def words(text: str) -> str:
    return " ".join(text.split())


def page_text(client: Client, workshop: Workshop) -> str:
    html = client.get(path("page", workshop)).content.decode()
    return words(re.sub(r"<svg.*?</svg>|<[^>]+>", " ", html, flags=re.DOTALL))


def file_text(content: bytes, ending: str) -> str:
    if ending == "docx":
        document = docx.Document(BytesIO(content))
        cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
        return words(" ".join([*(one.text for one in document.paragraphs), *cells]))
    if ending == "odt":
        with zipfile.ZipFile(BytesIO(content)) as file:
            return words(re.sub(r"<[^>]+>", " ", file.read("content.xml").decode()))
    pages = pypdfium2.PdfDocument(content)
    return words(" ".join(page.get_textpage().get_text_range() for page in pages))


def corrected(workshop: Workshop, by: Person) -> Minutes:
    minutes = minutes_of(workshop)
    content = MinutesContent("Begrüßung.", "So geht es weiter.", texts_of(workshop, minutes))
    return change_minutes(workshop, content, version=minutes.version, by=by)


@pytest.mark.parametrize("ending", ["page", "pdf", "docx", "odt"])
def test_everything_that_was_shown_is_said(
    ended: Workshop, coordinator: Person, signed_in: SignIn, ending: str
) -> None:
    corrected(ended, coordinator)
    client = signed_in(coordinator)

    if ending == "page":
        found = page_text(client, ended)
    else:
        found = file_text(client.get(path("download", ended, ending=ending)).content, ending)

    assert [one for one in SAID if one.replace(" ", "") not in found.replace(" ", "")] == []
    assert DECLINED not in found
    assert "Unter uns" in found


def test_ideas_from_right_to_left_begin_where_the_list_begins(
    ended: Workshop, coordinator: Person, signed_in: SignIn
) -> None:
    Idea.objects.filter(text=LOOSE).update(text="أريد دورات لغة.")

    html = signed_in(coordinator).get(path("page", ended)).content.decode()

    assert "<li><bdi>أريد دورات لغة.</bdi></li>" in html


def test_nothing_confidential_and_nothing_of_few_people_is_said(ended: Workshop) -> None:
    content = content_of(ended, minutes_of(ended), "de")

    rated = [result for item in content.items for result in item.results]
    views = {view.label: view.counts for view in rated[0].views}
    assert "11 Unter uns" in content.besides
    assert {"Politik", "Zivilgesellschaft"} < set(views)
    assert not {"Wirtschaft", "Einwohnerinnen und Einwohner"} & set(views)
    assert all(counts is not None and sum(counts) >= 5 for counts in views.values())
    assert [result.question for result in rated[1:]] == ["Ich konnte sagen, was mir wichtig ist."]


def test_confidential_votes_are_left_out_even_where_they_are_not_erased_yet(ended: Workshop) -> None:
    Poll.objects.update(is_confidential=True)

    content = content_of(ended, minutes_of(ended), "de")

    assert [item.heading for item in content.items if item.results or item.priorities] == []


def test_it_is_said_why_perspectives_are_missing(ended: Workshop) -> None:
    rated = next(item for item in content_of(ended, minutes_of(ended), "de").items if item.heading == "Bewerten")

    assert "Nicht jede Perspektive ist zu sehen." in rated.results[0].note
    assert "durch Abziehen" in rated.results[0].note


@pytest.mark.parametrize(
    ("present", "said"),
    [(0, ""), (9, "9 im Raum gezählt; bis zu 17 haben abgestimmt"), (17, "17"), (30, "30")],
)
def test_votes_of_more_people_than_were_counted_stand_beside_them(ended: Workshop, present: int, said: str) -> None:
    Session.objects.update(present=present)

    assert content_of(ended, minutes_of(ended), "de").guests_total == said


def outline(workshop: Workshop, texts: dict[int, str]) -> list[tuple[int, str]]:
    """The headings of the minutes as far as items and groups go, after somebody wrote these texts."""
    minutes = minutes_of(workshop)
    minutes.texts = {str(number): text for number, text in texts.items()}
    blocks = document_of(workshop, minutes, "de").blocks
    names = ("Arbeitsgruppen", *(group.title for group in GROUPS))
    headings = [(one.level, one.text) for one in blocks if isinstance(one, Heading)]
    return [(level, text) for level, text in headings if text in names or text[0].isdigit()]


def test_groups_stand_where_they_took_place_under_the_numbers_of_the_agenda(ended: Workshop) -> None:
    first, second = (group.title for group in GROUPS)

    assert outline(ended, {6: "Eins", 7: "Zwei", 8: "Drei"}) == [
        (1, "1 Ankommen"), (1, "2 Bewerten"), (1, "3 Ideen"), (1, "4 Gewichten"), (1, "5 Arbeitsgruppen"), (2, first),
        (3, "6 Ideen der Gruppe"), (2, second), (3, "7 Ideen der Gruppe"), (1, "8 Berichten"), (1, "9 Verabreden"),
        (1, "10 Rückblick"),
    ]  # fmt: skip
    AgendaItem.objects.filter(number=5).delete()
    assert outline(ended, {7: "Zwei"})[-3:] == [
        (1, "Arbeitsgruppen"), (2, second), (3, "7 Ideen der Gruppe")
    ]  # fmt: skip


def test_items_without_anything_to_say_are_one_line(ended: Workshop) -> None:
    content = content_of(ended, minutes_of(ended), "de")

    assert content.besides == (
        "5 Arbeitsgruppen", f"6 Ideen der Gruppe ({GROUPS[0].title})", f"7 Ideen der Gruppe ({GROUPS[1].title})",
        "8 Berichten", "11 Unter uns",
    )  # fmt: skip
    assert not any(item.is_empty for item in content.items)


def test_what_is_written_has_the_order_of_the_day_and_says_what_is_there(
    ended: Workshop, coordinator: Person, signed_in: SignIn
) -> None:
    AgendaItem.objects.filter(number=8).update(activity=Activity.BREAK)
    html = signed_in(coordinator).get(path("change", ended)).content.decode()

    boxes = [int(number) for number in re.findall(r'<textarea[^>]*name="item-(\d+)"', html)]
    assert boxes == [1, 2, 3, 4, 5, 6, 7, 9, 10, 11]
    text = words(re.sub(r"<[^>]+>", " ", html))
    assert f"7 Ideen der Gruppe ({GROUPS[1].title})" in text
    assert "Schon da: 2 Ideen." in text
    assert "Schon da: ein Ergebnis." in text
    assert "Niederschrift speichern" in text
    Note.objects.update(item=AgendaItem.objects.get(number=8))
    assert 'name="item-8"' in signed_in(coordinator).get(path("change", ended)).content.decode()


def test_an_agreement_says_where_it_comes_from(ended: Workshop) -> None:
    steps = [step for item in content_of(ended, minutes_of(ended), "de").items for step in item.agreements]

    assert [step.what for step in steps] == [WHAT, OWN]
    assert "im Raum mit 28 von 100 bewertet" in steps[0].trace
    assert f"Priorität 1: „{CLUSTER}“" in steps[0].trace
    assert "Programmpunkt „Verabreden“" in steps[0].trace


def guests(workshop: Workshop, by: Person, **came: int) -> tuple[str, list[tuple[str, ...]]]:
    """What the minutes say about who was there, after somebody noted these numbers in the list of guests."""
    with clock.stopped_at(AFTERWARDS):
        count_guests(workshop, came, by=by)
    content = content_of(workshop, minutes_of(workshop), "de")
    return content.guests_total.partition(" ")[0], [tuple(one) for one in content.guests]


REST = "Andere Perspektiven zusammen"


def test_perspectives_of_few_guests_are_told_together(ended: Workshop, coordinator: Person) -> None:
    said = [
        guests(ended, coordinator, politics=9, business=6, residents=2),
        guests(ended, coordinator, politics=9, business=6, residents=2, civil_society=4),
        guests(ended, coordinator, politics=9, business=6),
        guests(ended, coordinator, politics=9, forgotten=7),
        guests(ended, coordinator, politics=3, business=1),
    ]

    assert said == [
        ("17", [("Politik", "9"), (REST, "8")]),
        ("21", [("Politik", "9"), ("Wirtschaft", "6"), (REST, "6")]),
        ("15", [("Politik", "9"), ("Wirtschaft", "6")]),
        ("16", [("Politik", "9"), (REST, "7")]),
        ("17", []),
    ]


def test_no_subtraction_from_the_total_tells_of_few_people(ended: Workshop, coordinator: Person) -> None:
    """17 were noted in the console."""
    totals = [guests(ended, coordinator, politics=number)[0] for number in (0, 5, 12, 13, 16, 17, 20)]

    assert totals == ["17", "17", "17", "13", "16", "17", "20"]


def test_who_leads_sees_which_number_is_which(
    ended: Workshop, coordinator: Person, council_reader: Person, signed_in: SignIn
) -> None:
    client, reader = signed_in(coordinator), signed_in(council_reader)
    link = reverse("invitations:came", kwargs={"slug": "donnersbergkreis", "workshop": ended.number})
    first = page_text(client, ended)
    guests(ended, coordinator, politics=9, business=6)
    second, read = page_text(client, ended), page_text(reader, ended)

    assert "Insgesamt 17 wurden in der Regie notiert." in first
    assert link in client.get(path("page", ended)).content.decode()
    assert "die Zahlen der Gästeliste: zusammen 15. In der Regie wurden 17 Personen notiert." in second
    assert "Als Gesamtzahl nennt sie 15." in second
    assert "Im Raum gezählt." in read
    assert "Regie" not in read
    agree_minutes(ended, version=0, by=coordinator)
    assert "Regie" not in page_text(client, ended)


def test_agreed_minutes_no_longer_change(ended: Workshop, coordinator: Person) -> None:
    version = corrected(ended, coordinator).version
    agreed = agree_minutes(ended, version=version, by=coordinator)
    before = {language: as_json(shown_minutes(ended, agreed, language)) for language in ("de", "en")}

    Note.objects.update(text="Nie gesagt")
    Outline.objects.update(what="Nie verabredet")
    Poll.objects.all().delete()
    ended.title = "Anders"

    after = {language: as_json(shown_minutes(ended, minutes_of(ended), language)) for language in ("de", "en")}
    assert after == before
    assert WHAT in str(after["de"])
    with pytest.raises(MinutesAreAgreed):
        change_minutes(ended, MinutesContent("Doch anders"), version=agreed.version, by=coordinator)
    with pytest.raises(MinutesAreAgreed):
        agree_minutes(ended, version=agreed.version, by=coordinator)
    assert {"minutes_changed", "minutes_agreed"} <= set(Entry.objects.values_list("event", flat=True))


def test_what_was_agreed_takes_no_more_ballots_and_ideas(
    ended: Workshop, coordinator: Person, signed_in: SignIn
) -> None:
    client = signed_in(coordinator)
    console = reverse("live:console", kwargs={"slug": "donnersbergkreis", "workshop": ended.number})
    poll = Poll.objects.filter(item__title="Bewerten").get()
    assert "Was Sie noch nachtragen können" in client.get(console).content.decode()
    enter_paper(ended, poll, "politics", 5, {"count-begun": "5"}, by=coordinator)

    agree_minutes(ended, version=0, by=coordinator)

    assert "Was Sie noch nachtragen können" not in client.get(console).content.decode()
    with pytest.raises(MinutesAreFinal):
        enter_paper(ended, poll, "politics", 5, {"count-begun": "5"}, by=coordinator)
    with pytest.raises(MinutesAreFinal):
        remove_paper(ended, PaperCount.objects.filter(poll=poll)[0], by=coordinator)
    with pytest.raises(MinutesAreFinal):
        add_ideas(ended, poll.item, ["Zu spät"], group=0)
    with pytest.raises(MinutesAreFinal):
        moderate(ended, Idea.objects.all(), IdeaState.DECLINED)
    piles = PaperCount.objects.filter(poll=poll).values_list("perspective", "people")
    assert set(piles) == {("civil_society", 5), ("politics", 5)}
    assert {pile.entered_by_name for pile in PaperCount.objects.all()} == {""}
    assert DECLINED not in Idea.objects.values_list("text", flat=True)
    parts = {"slug": "donnersbergkreis", "workshop": ended.number}
    for address in (reverse("live:paper", kwargs={**parts, "poll": poll.pk}), reverse("live:ideas", kwargs=parts)):
        assert client.get(address).headers["Location"] == console
    number = str(Idea.objects.filter(workshop=ended)[0].item.number)
    late = client.post(reverse("live:ideas", kwargs=parts), {"deed": "add", "item": number, "texts": "Zu spät"})
    assert (late.status_code, "Zu spät" in late.content.decode()) == (INVALID, True)


def test_what_is_stored_comes_back_whole(ended: Workshop) -> None:
    content = content_of(ended, minutes_of(ended), "en")

    assert from_json(as_json(content)) == content
    assert minutes_document(from_json(as_json(content)), Words("en")).blocks


def test_two_people_lose_nothing(ended: Workshop, coordinator: Person, signed_in: SignIn) -> None:
    client = signed_in(coordinator)
    corrected(ended, coordinator)

    response = client.post(path("change", ended), {"version": "0", "introduction": "Meins", "item-1": "Mein Text"})

    html = response.content.decode()
    assert response.status_code == REFUSED
    assert all(text in html for text in ("Meins", "Mein Text", "Begrüßung.", NOTE))
    assert minutes_of(ended).introduction == "Begrüßung."
    client.post(path("change", ended), {"version": "1", "introduction": "Beides"})
    assert minutes_of(ended).introduction == "Beides"
    with pytest.raises(MinutesHaveChanged):
        agree_minutes(ended, version=1, by=coordinator)


def test_pages_lead_from_the_draft_to_the_agreed_minutes(
    ended: Workshop, coordinator: Person, signed_in: SignIn
) -> None:
    client = signed_in(coordinator)
    home = reverse("workshops:workshop", kwargs={"slug": "donnersbergkreis", "workshop": ended.number})
    assert "Niederschrift prüfen" in client.get(home).content.decode()
    assert "Entwurf" in page_text(client, ended)

    client.post(path("change", ended), {"version": "0", "introduction": "Guten Tag", "item-1": ""})
    assert client.get(path("agree", ended)).status_code == OK
    assert client.post(path("agree", ended), {"version": "0"}).status_code == REFUSED
    client.post(path("agree", ended), {"version": "1"})

    text = page_text(client, ended)
    assert "Guten Tag" in text
    assert NOTE not in text
    assert coordinator.name in text
    assert client.get(path("change", ended)).status_code == REFUSED
    assert "Niederschrift prüfen" not in client.get(home).content.decode()


def test_what_cannot_be_is_refused(ended: Workshop, coordinator: Person, signed_in: SignIn) -> None:
    client = signed_in(coordinator)

    too_long = client.post(path("change", ended), {"version": "0", "introduction": "a" * 10_001})
    assert (too_long.status_code, minutes_of(ended).version) == (INVALID, 0)
    assert client.get(path("download", ended, ending="html")).status_code == MISSING
    Workshop.objects.update(phase=Phase.RUNNING)
    assert "noch keine Niederschrift" in page_text(client, ended)
    for name, parts in (("change", {}), ("agree", {}), ("download", {"ending": "pdf"})):
        assert client.get(path(name, ended, **parts)).status_code == REFUSED
    with pytest.raises(WorkshopIsNotOver):
        agree_minutes(ended, version=0, by=coordinator)


def test_readers_read_and_nothing_else(ended: Workshop, council_reader: Person, signed_in: SignIn) -> None:
    client = signed_in(council_reader)

    assert WHAT in page_text(client, ended)
    assert client.get(path("download", ended, ending="pdf")).status_code == OK
    assert [client.get(path(name, ended)).status_code for name in ("change", "agree")] == [403, 403]
