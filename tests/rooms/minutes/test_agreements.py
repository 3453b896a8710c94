"""What workshops agreed on stands on one page of the evaluation and in a workbook, with the way back."""

import re
from datetime import date
from io import BytesIO

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook
from tests.rooms.live.conftest import CONTENT, GROUPS, ITEMS
from tests.rooms.minutes.conftest import CLUSTER, DECLINED, LOOSE, OWN, QUESTION, WHAT, SignIn

from weltoffen.accounts.models import Person
from weltoffen.evaluation.models import StoredEvaluation
from weltoffen.live.actions.agreeing import OutlineContent, agree
from weltoffen.live.actions.leading import begin_workshop
from weltoffen.live.models import Idea, Outline, Poll
from weltoffen.minutes.agreements import agreed_about
from weltoffen.workshops.actions import plan_workshop
from weltoffen.workshops.choices import Phase
from weltoffen.workshops.models import Workshop

OK, FORBIDDEN = 200, 403
LATER = "Später verabredet"


def path(name: str = "page") -> str:
    return reverse(f"agreements:{name}", kwargs={"slug": "donnersbergkreis", "number": 1, "evaluation": 1})


def text(client: Client, address: str) -> str:
    html = client.get(address).content.decode()
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def running(ended: Workshop, by: Person) -> Workshop:
    """One more about the same evaluation, a month later, that still runs."""
    content = CONTENT._replace(title="Der zweite Abend", begins_at=CONTENT.begins_at.replace(month=12, day=30))
    workshop = plan_workshop(ended.evaluation, content, GROUPS, ITEMS, by=by)
    begin_workshop(workshop, by=by)
    agree(workshop, None, OutlineContent(LATER), source={}, by=by)
    return workshop


def test_each_agreement_shows_its_way_back(ended: Workshop, council_reader: Person, signed_in: SignIn) -> None:
    page = text(signed_in(council_reader), path())

    first, _between, second = page.partition(OWN)
    for words in (
        "Miteinander reden", WHAT, "Integrationsbüro", "1. März 2027", "Raum finden", "Ehrenamtliche",
        f"Idee: „{CLUSTER}“ – Rang 1 der Gewichtung", "die Gäste haben es mit 28 von 100 bewertet",
        "Die Verwaltung hat „", "Programmpunkt: Verabreden",
    ):  # fmt: skip
        assert words in first, words
    assert "Wer offen" in second
    assert "Worauf es zurückgeht" not in second


def test_links_lead_to_the_question_the_workshop_and_back(
    ended: Workshop, council_reader: Person, signed_in: SignIn
) -> None:
    client = signed_in(council_reader)
    html = client.get(path()).content.decode()
    questions = reverse("evaluation:questions", args=["donnersbergkreis", 1, 1])
    home = reverse("workshops:workshop", kwargs={"slug": "donnersbergkreis", "workshop": ended.number})

    addresses = (f"{questions}#question-m-1.1", home, path("download"))
    assert [one for one in addresses if f'"{one}"' not in html] == []
    assert 'id="question-m-1.1"' in client.get(questions).content.decode()
    for address in (home, reverse("evaluation:page", args=["donnersbergkreis", 1, 1])):
        assert f'href="{path()}"' in client.get(address).content.decode()


def test_only_workshops_that_are_over_count_the_newest_first(ended: Workshop, coordinator: Person) -> None:
    later = running(ended, coordinator)
    before = [one.workshop.title for one in agreed_about(ended.evaluation)]
    later.phase = Phase.ENDED
    later.save()

    after = [
        (one.workshop.title, [outline.what for outline, _trace in one.agreed]) for one in agreed_about(ended.evaluation)
    ]

    assert before == ["Miteinander reden"]
    assert after == [("Der zweite Abend", [LATER]), ("Miteinander reden", [WHAT, OWN])]


def test_what_is_confidential_or_of_few_people_is_not_in_the_way_back(ended: Workshop) -> None:
    Poll.objects.filter(subject=QUESTION, item__title="Bewerten").update(counts={"politics": {"begun": 4}})
    loose = Idea.objects.get(text=LOOSE)
    declined = Idea.objects.get(text=DECLINED)
    source = {
        "options": [f"i{loose.number}", f"i{declined.number}", "c99"],
        "item": None,
        "subjects": [QUESTION, "question:x-9"],
    }
    Poll.objects.filter(item__title="Gewichten").update(is_confidential=True)
    Outline.objects.filter(what=WHAT).update(source=source)

    trace = agreed_about(ended.evaluation)[0].agreed[0].trace

    assert [(one.label, one.place) for one in trace.ideas] == [(LOOSE, None)]
    assert [(one.subject.key, one.points) for one in trace.discussed] == [(QUESTION, None)]
    assert trace.item == ""


def test_the_workbook_says_the_same_and_runs_nothing(ended: Workshop, coordinator: Person, signed_in: SignIn) -> None:
    Outline.objects.filter(what=OWN).update(who="=1+1")
    response = signed_in(coordinator).get(path("download"))

    rows = CalamineWorkbook.from_filelike(BytesIO(response.content)).get_sheet_by_name("Verabredungen").to_python()
    head = next(number for number, row in enumerate(rows) if row[0] == "Verabredung")
    first, second = rows[head + 1], rows[head + 2]
    assert first[:7] == [WHAT, "Integrationsbüro", date(2027, 3, 1), "Raum finden", "Ehrenamtliche", CLUSTER, "1"]
    [discussed] = agreed_about(ended.evaluation)[0].agreed[0].trace.discussed
    assert (first[7], first[8]) == (discussed.subject.label, discussed.administration)
    assert discussed.administration
    assert (first[9], first[11], first[12]) == ("28", "Miteinander reden", date(2026, 12, 3))
    assert second[:2] == [OWN, "=1+1"]
    assert "verabredungen" in response.headers["Content-Disposition"]


def test_without_agreements_the_page_says_how_they_come_about(
    evaluation: StoredEvaluation, coordinator: Person, council_reader: Person, signed_in: SignIn
) -> None:
    leading, reading = signed_in(coordinator), signed_in(council_reader)

    assert "Noch keine Verabredungen" in text(leading, path())
    workshops = reverse("workshops:list", kwargs={"slug": "donnersbergkreis"})
    button = f'<a class="kern-btn kern-btn--primary" href="{workshops}"'
    assert [button in client.get(path()).content.decode() for client in (leading, reading)] == [True, False]
    assert path() not in leading.get(reverse("evaluation:page", args=["donnersbergkreis", 1, 1])).content.decode()
    assert leading.get(path("download")).status_code == OK


def test_more_agreements_ask_no_more_queries(ended: Workshop, coordinator: Person) -> None:
    agreed_about(ended.evaluation)
    with CaptureQueriesContext(connection) as few:
        agreed_about(ended.evaluation)
    Outline.objects.bulk_create(
        Outline(municipality_id=ended.municipality_id, workshop=ended, number=number, what=f"Nummer {number}")
        for number in range(10, 30)
    )  # fmt: skip
    with CaptureQueriesContext(connection) as many:
        assert len(agreed_about(ended.evaluation)[0].agreed) == 22
    assert len(few) == len(many)
