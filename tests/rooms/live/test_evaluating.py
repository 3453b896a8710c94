"""What an ended workshop said stands on the pages of the evaluation and in its report; without one nothing changes."""

import re
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import pypdfium2
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.rooms.live.conftest import CONTENT, GROUPS, ITEMS

from weltoffen.accounts.models import Person
from weltoffen.evaluation.bridge.opening import open_evaluation
from weltoffen.evaluation.exports import report_file
from weltoffen.live.bridge import options_for
from weltoffen.live.evaluating import guest_views
from weltoffen.live.models import PaperCount, Poll
from weltoffen.workshops.actions import plan_workshop
from weltoffen.workshops.choices import Activity, Phase
from weltoffen.workshops.models import AgendaItem, Workshop

GAP = "Selbstcheck: "
HEADING = "Perspektiven aus dem Workshop"


def revealed(workshop: Workshop, subject: str, counts: dict[str, dict[str, int]], **more: object) -> Poll:
    item = AgendaItem.objects.get(workshop=workshop, activity=Activity.RATE)
    people = sum(sum(one.values()) for one in counts.values())
    fixed = {"state": "revealed", "number": 1, "people": {"": people}, "options": options_for(workshop, subject)}
    return Poll.objects.create(
        municipality_id=workshop.municipality_id, workshop=workshop, item=item, subject=subject, counts=counts,
        **{**fixed, **more},
    )  # fmt: skip


@pytest.fixture
def ended(planned: Workshop) -> Workshop:
    """A workshop that is over: a field and a question were rated, each of what may be shown and of what may not."""
    revealed(planned, "field:management", {"civil_society": {"f25": 4, "f50": 2}, "politics": {"f75": 5}})
    revealed(planned, "question:m-1.1", {"": {"established": 9}})
    last = revealed(planned, "question:m-1.1", {"": {"none": 6}}, number=2)
    PaperCount.objects.create(
        municipality_id=planned.municipality_id, poll=last, number=1, perspective="business", people=2,
        counts={"begun": 2}, entered_by_name="A",
    )  # fmt: skip
    planned.phase = Phase.ENDED
    planned.save()
    return planned


def pages(workshop: Workshop, client: Client) -> list[str]:
    slug = workshop.municipality.slug
    addresses = [
        reverse("evaluation:page", args=[slug, 1, 1]), reverse("evaluation:field", args=[slug, 1, 1, "management"])
    ]  # fmt: skip
    return [client.get(address).content.decode() for address in addresses]


def html_report(workshop: Workshop) -> str:
    opened = open_evaluation(workshop.evaluation, "de")
    assert opened is not None
    return report_file(workshop.evaluation, opened, workshop.municipality, "html").content.decode()


def test_perspectives_stand_beside_the_administration(ended: Workshop) -> None:
    [found] = guest_views(ended.evaluation, "de")

    assert found.fields == ("management", "management")
    field, question = found.views.rated
    assert [view.label for view in field.views] == ["Alle zusammen", "Politik", "Zivilgesellschaft"]
    assert [(gap.perspective, round(gap.theirs * 100)) for gap in field.gaps] == [
        ("Politik", 75), ("Zivilgesellschaft", 33)
    ]  # fmt: skip
    assert [view.label for view in question.views] == ["Alle zusammen"]
    assert sum(question.views[0].counts or ()) == 8
    assert (found.views.people, found.views.day) == (11, CONTENT.begins_at.date())


def test_pages_and_report_say_it(ended: Workshop, coordinator: Person, signed_in: Callable[[Person], Client]) -> None:
    for page in (*pages(ended, signed_in(coordinator)), html_report(ended)):
        assert HEADING in page
        assert GAP in page
        assert "Zivilgesellschaft: 33" in " ".join(page.split())


@pytest.mark.parametrize("phase", [Phase.PLANNED, Phase.RUNNING])
def test_nothing_is_said_before_the_end(
    ended: Workshop, phase: Phase, coordinator: Person, signed_in: Callable[[Person], Client]
) -> None:
    ended.phase = phase
    ended.save()

    assert guest_views(ended.evaluation, "de") == []
    assert [HEADING in page for page in (*pages(ended, signed_in(coordinator)), html_report(ended))] == [False] * 3


def test_what_is_confidential_not_revealed_or_of_few_people_is_not_said(planned: Workshop) -> None:
    planned.phase = Phase.ENDED
    planned.save()
    revealed(planned, "question:m-1.1", {"": {"none": 9}}, is_confidential=True)
    revealed(planned, "field:management", {"": {"f25": 9}}, state="closed")
    revealed(planned, "field:management", {"": {"f25": 4}}, number=2)

    assert guest_views(planned.evaluation, "de") == []


def another(ended: Workshop, title: str, *, days: int, by: Person) -> Workshop:
    """One more that is over, so many days later, where nine people rated the field and nobody the question."""
    content = CONTENT._replace(title=title, begins_at=CONTENT.begins_at + timedelta(days=days))
    workshop = plan_workshop(ended.evaluation, content, GROUPS, ITEMS, by=by)
    revealed(workshop, "field:management", {"": {"f100": 9}})
    workshop.phase = Phase.ENDED
    workshop.save()
    return workshop


def test_every_workshop_is_shown_the_newest_day_first(
    ended: Workshop, coordinator: Person, signed_in: Callable[[Person], Client]
) -> None:
    another(ended, "Vorher", days=-20, by=coordinator)
    another(ended, "Nachher", days=20, by=coordinator)
    silent = another(ended, "Ohne Ergebnis", days=40, by=coordinator)
    Poll.objects.filter(workshop=silent).update(counts={"": {"f100": 4}})

    views = guest_views(ended.evaluation, "de")
    page, field = pages(ended, signed_in(coordinator))

    titles = ["Nachher, 23. Dezember 2026", "Miteinander reden, 3. Dezember 2026", "Vorher, 13. November 2026"]
    assert [one.views.title for one in views] == [title.partition(",")[0] for title in titles]
    opening = r'<details class="kern-accordion"( open)?>\s*<summary[^>]*><span[^>]*>([^<]+, \d[^<]+)'
    folded = [(" open", titles[0]), ("", titles[1]), ("", titles[2])]
    assert [re.findall(opening, one) for one in (page, field)] == [folded, folded]
    for said in (page, field, html_report(ended)):
        assert "Perspektiven aus den Workshops" in said
        assert "Ohne Ergebnis" not in said


def test_more_workshops_ask_no_more_queries(ended: Workshop, coordinator: Person) -> None:
    guest_views(ended.evaluation, "de")
    with CaptureQueriesContext(connection) as one:
        guest_views(ended.evaluation, "de")
    another(ended, "Nachher", days=20, by=coordinator)
    with CaptureQueriesContext(connection) as two:
        assert len(guest_views(ended.evaluation, "de")) == 2

    assert (len(one), len(two)) == (3, 3)


def test_pdf_and_docx_have_the_chapter(ended: Workshop) -> None:
    opened = open_evaluation(ended.evaluation, "de")
    assert opened is not None
    files = {kind: report_file(ended.evaluation, opened, ended.municipality, kind).content for kind in ("pdf", "docx")}

    pages_of_pdf = pypdfium2.PdfDocument(files["pdf"])
    pdf = " ".join(" ".join(page.get_textpage().get_text_range() for page in pages_of_pdf).split())
    with ZipFile(BytesIO(files["docx"])) as package:
        docx = re.sub(r"<[^>]+>", "", package.read("word/document.xml").decode())
    for text in (pdf, docx):
        assert HEADING in text
        assert "Zivilgesellschaft: 33" in text
