"""A whole self-check: begun on a phone, left, finished on another device, read, published, taken along."""

import io
import zipfile
from collections.abc import Callable

import pypdfium2
from django_scopes import scopes_disabled
from playwright.sync_api import Page, expect
from tests import stage
from tests.journeys.accessibility import does_not_fit, violations
from tests.journeys.answering import choose, comment, keys_on, sign_in
from tests.journeys.visiting import PHONE, Window

from weltoffen.answers.models import Answer, AnswerState
from weltoffen.municipalities.choices import Role

OPTIONS = ("Nicht vorhanden", "Geplant", "Begonnen", "Überwiegend umgesetzt", "Verankert und überprüft")
VALUES = ("none", "planned", "begun", "mostly", "established")
COORDINATOR = stage.address_of(Role.COORDINATOR, stage.TOWN)
QUESTIONS, FIELDS = 108, 7
BEFORE_THE_BREAK, ANSWERED_BEFORE = 3, 66


def test_a_whole_self_check(window: Callable[..., Window]) -> None:
    phone = window(size=PHONE, has_touch=True, is_mobile=True)
    _comes_in(phone)
    _starts_a_round(phone.page)
    for _ in range(BEFORE_THE_BREAK):
        _answers_a_field(phone.page)
    fourth = phone.page.get_by_role("heading", level=1).inner_text()
    phone.context.close()

    desk = window()
    _comes_in(desk)
    page = desk.page
    expect(page.get_by_text(f"{ANSWERED_BEFORE} von {QUESTIONS} Fragen sind beantwortet")).to_be_visible()
    page.get_by_role("link", name="Selbstcheck am Telefon").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(fourth)
    for _ in range(FIELDS - BEFORE_THE_BREAK):
        _answers_a_field(page)
    _everything_is_stored()

    expect(page.get_by_role("heading", name="Alle Fragen sind beantwortet")).to_be_visible()
    page.get_by_role("main").get_by_role("link", name="Runde abschließen").first.click()
    page.get_by_role("button", name="Abschließen und auswerten").click()
    _reads_the_evaluation(page)
    _downloads_the_report(page)
    _publishes_one_field(desk, window)
    _takes_everything_along(desk)


def _comes_in(visit: Window) -> None:
    page = visit.open("/")
    page.get_by_role("main").get_by_role("link", name="Anmelden").click()
    sign_in(page, COORDINATOR)
    expect(page.get_by_role("heading", level=1)).to_have_text("Überblick")


def _starts_a_round(page: Page) -> None:
    page.get_by_role("link", name="Den ersten Selbstcheck beginnen").click()
    page.get_by_label("Titel der Runde").fill("Selbstcheck am Telefon")
    page.get_by_role("button", name="Runde beginnen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Selbstcheck am Telefon")
    page.get_by_role("region", name="Handlungsfelder").get_by_role("link").first.click()


def _answers_a_field(page: Page) -> None:
    """Answer every question with a comment, and go on."""
    heading = page.get_by_role("heading", level=1).inner_text()
    for number, key in enumerate(keys_on(page)):
        choose(page, key, OPTIONS[number % len(OPTIONS)])
        comment(page, key, f"Anmerkung zu {key}")
    page.get_by_role("button", name="Speichern und weiter").or_(
        page.get_by_role("button", name="Speichern und zur Runde")
    ).click()
    expect(page.get_by_role("heading", level=1)).not_to_have_text(heading)


def _everything_is_stored() -> None:
    with scopes_disabled():
        answers = Answer.objects.filter(round__municipality__slug=stage.TOWN)
        said = {answer.question: (answer.value, answer.comment) for answer in answers}
        newest = {
            state.question: (state.value, state.comment)
            for state in AnswerState.objects.filter(round__municipality__slug=stage.TOWN).order_by("version")
        }
    assert len(said) == QUESTIONS
    assert [key for key, (value, text) in said.items() if value not in VALUES or text != f"Anmerkung zu {key}"] == []
    assert newest == said


def _reads_the_evaluation(page: Page) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text("Auf einen Blick")
    for heading in ("Profil der Handlungsfelder", "Stärken", "Handlungsbedarf"):
        expect(page.get_by_role("heading", name=heading, exact=True)).to_be_visible()
    assert [*violations(page), *does_not_fit(page)] == []
    page.get_by_role("link", name="Warum dieser Wert?").first.click()
    expect(page.get_by_role("heading", name="Die Regel")).to_be_visible()
    page.get_by_role("link", name="Alle Antworten").click()
    expect(page.get_by_text("Anmerkung zu m-1.1", exact=True)).to_have_count(1)


def _downloads_the_report(page: Page) -> None:
    page.get_by_role("link", name="Dokumente").click()
    with page.expect_download() as started:
        page.get_by_role("link", name="PDF herunterladen").click()
    report = pypdfium2.PdfDocument(started.value.path())
    text = " ".join(page.get_textpage().get_text_range() for page in report)
    assert "Kirchheimbolanden" in text
    assert "Anmerkung zu k-1.1" in " ".join(text.split())


def _publishes_one_field(visit: Window, window: Callable[..., Window]) -> None:
    page = visit.page
    page.get_by_role("link", name="Veröffentlichung").click()
    page.get_by_role("checkbox", name="Zusammenhalt und Begegnung").check()
    page.get_by_role("button", name="Vorschau ansehen").click()
    page.get_by_role("button", name="Jetzt veröffentlichen").click()
    public = window().open(f"/p/{stage.TOWN}/")
    expect(public.get_by_role("heading", level=2, name="Zusammenhalt und Begegnung")).to_be_visible()
    expect(public.get_by_role("article")).to_have_count(1)
    expect(public.get_by_text("Anmerkung zu")).to_have_count(0)
    expect(public.get_by_text("Management und Steuerung")).to_have_count(0)


def _takes_everything_along(visit: Window) -> None:
    page = visit.open(f"/m/{stage.TOWN}/archive/")
    with page.expect_download(timeout=60_000) as started:
        page.get_by_role("button", name="Archiv herunterladen").click()
    with zipfile.ZipFile(io.BytesIO(started.value.path().read_bytes())) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        everything = b"".join(archive.read(name) for name in names if name.endswith((".csv", ".json"))).decode()
    assert {name.rpartition(".")[2] for name in names} >= {"html", "csv", "json", "pdf"}
    assert [key for key in _questions() if f"Anmerkung zu {key}" not in everything] == []


def _questions() -> list[str]:
    with scopes_disabled():
        return list(Answer.objects.filter(round__municipality__slug=stage.TOWN).values_list("question", flat=True))
