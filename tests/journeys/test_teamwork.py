"""A round as it is in reality: a county, three towns, twelve departments, forty people without an account.

Invited by mail, a link passed on and one expired, answers that contradict each other, an agreement, a town that leaves,
reminders, the end, the evaluation, and the next round compared with it.
"""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from django_scopes import scope, scopes_disabled
from playwright.sync_api import Page, expect
from tests.journeys.accessibility import does_not_fit, violations
from tests.journeys.answering import choose, news
from tests.journeys.joining import TOWNS, Place, accepts, answers, declines, finishes, invites_three, leaves, new_place
from tests.journeys.visiting import PHONE, Window

from weltoffen.accounts.models import Person
from weltoffen.agreement.queries import differences_in
from weltoffen.answers.models import Answer
from weltoffen.answers.settling import chosen
from weltoffen.catalogue.queries import published_versions
from weltoffen.contributors.models import Contributor
from weltoffen.departments.queries import present_departments
from weltoffen.foundation import clock
from weltoffen.municipalities.choices import Kind
from weltoffen.municipalities.models import Municipality
from weltoffen.rounds.actions import start_round
from weltoffen.rounds.models import Round
from weltoffen.rounds.queries import current_round

OpenWindow = Callable[..., Window]
DEPARTMENTS, PEOPLE = 12, 40
QUESTION = re.compile(r'data-question="([^"]+)"')
LINK = re.compile(r"http://127\.0\.0\.1:\d+(/with/\S+/)$", re.MULTILINE)
SILENT = ("person37", "person38", "person39")
"""They have not answered when reminders are sent; the last of them wants none."""
GONE = "410"


@pytest.fixture
def county(beginning: None) -> Place:
    """A county with a running round, and three towns beside it."""
    found = new_place("Musterkreis", Kind.COUNTY, "99001")
    for name, key in TOWNS.items():
        new_place(name, Kind.TOWN, key)
    with scope(municipality=found.municipality.pk):
        start_round(
            found.municipality, title="Gemeinsam 2026", framework_version=published_versions()[0],
            starts_on=clock.today(), by=found.coordinator,
        )  # fmt: skip
    mail.outbox = []
    return found


def test_a_round_of_a_county_with_towns_departments_and_forty_people(window: OpenWindow, county: Place) -> None:
    desk = window(county.coordinator.email)
    _sets_up_departments(desk, county)
    _writes_to_forty(desk, county)
    towns = _towns_join(desk, window, county)

    _one_answers_on_a_phone(window)
    _others_answer()
    _a_link_that_was_passed_on_shows_nobody(window)
    _an_expired_link_says_so(window, county)
    _reminders_go_to_those_who_have_something_open(desk, county)

    _an_agreement_is_found(desk, window, county)
    _the_rest_is_settled_in_a_meeting(desk, county)
    _everybody_finishes(window, county, towns)
    _a_town_leaves(desk, window, county, towns[0])
    _the_next_round_is_compared(desk, county)


def _sets_up_departments(desk: Window, county: Place) -> None:
    page = desk.open(f"{county.home}departments/set-up/")
    for box in page.get_by_role("checkbox").all()[:DEPARTMENTS]:
        box.check()
    page.get_by_role("button", name="Ausgewählte anlegen").click()
    expect(page.get_by_role("status").first).to_contain_text("12 Abteilungen wurden angelegt.")
    page.goto(f"{desk.address}{county.home}rounds/1/assignments/")
    page.get_by_role("button", name="Nach Vorschlag zuordnen").click()
    expect(page.get_by_role("status").first).to_contain_text("jetzt eine Abteilung.")


def _writes_to_forty(desk: Window, county: Place) -> None:
    with scope(municipality=county.municipality.pk):
        names = [one.name for one in present_departments()]
    lines = [
        f"Person {number}; person{number}@kreis.example; {names[number % DEPARTMENTS]}" for number in range(PEOPLE)
    ]
    page = desk.open(f"{county.home}rounds/1/contributors/paste/")
    page.get_by_label("Zeilen").fill("\n".join(lines))
    page.get_by_role("button", name="Alle hinzufügen").click()
    expect(page.get_by_role("status").first).to_contain_text("40 Personen sind hinzugefügt.")
    page.goto(f"{desk.address}{county.home}rounds/1/contributors/write/?who=all")
    page.get_by_role("button", name="Senden").click()
    expect(page.get_by_role("status").first).to_contain_text("40 E-Mails wurden verschickt.")
    assert sorted(one.to[0] for one in mail.outbox) == sorted(
        f"person{number}@kreis.example" for number in range(PEOPLE)
    )


def _towns_join(desk: Window, window: OpenWindow, county: Place) -> list[Place]:
    invites_three(desk, county)
    towns = [_place_of(name) for name in TOWNS]
    for town in towns[:2]:
        accepts(window(town.coordinator.email).open(town.home))
    declines(window(towns[2].coordinator.email).open(towns[2].home))
    return towns[:2]


def _one_answers_on_a_phone(window: OpenWindow) -> None:
    page = window(size=PHONE, has_touch=True, is_mobile=True).open(_link_of("person0"))
    page.get_by_role("link", name="Fragen beantworten").click()
    keys = QUESTION.findall(page.content())
    assert (violations(page), does_not_fit(page)) == ([], [])
    choose(page, keys[0], "Begonnen")
    expect(news(page)).to_contain_text("Gespeichert")
    elsewhere = window().open(_link_of("person0"))
    elsewhere.get_by_role("link", name="Weiter antworten").click()
    expect(elsewhere.locator(f'[name="value-{keys[0]}"]:checked')).to_have_value("begun")


def _others_answer() -> None:
    """Most see a beginning; every fifth sees nothing, and says so in words that only the coordination may read."""
    for number in range(1, PEOPLE):
        name = f"person{number}"
        if name not in SILENT:
            value = "begun" if number % 5 else "none"
            _answers_by_link(name, value, f"Geheim von {name}")


def _answers_by_link(name: str, value: str, comment: str) -> None:
    client, way = Client(), f"{_link_of(name)}questions/"
    data: dict[str, str] = {}
    for key in QUESTION.findall(client.get(way).content.decode()):
        data |= {f"version-{key}": "0", f"value-{key}": value, f"comment-{key}": comment}
    assert client.post(way, data).status_code == 302


def _a_link_that_was_passed_on_shows_nobody(window: OpenWindow) -> None:
    forwarded = window()
    with scopes_disabled():
        secrets = [text for one in Contributor.objects.all() for text in (one.name, one.email) if text]
    way = _link_of("person7")
    for path in (way, f"{way}questions/", f"{way}proposals/", f"{way}about-me/"):
        content = forwarded.open(path).content()
        assert [secret for secret in secrets if secret in content] == []
        assert set(re.findall(r"Geheim von person\d+", content)) <= {"Geheim von person7"}


def _an_expired_link_says_so(window: OpenWindow, county: Place) -> None:
    with scope(municipality=county.municipality.pk):
        late = Contributor.objects.filter(email="person36@kreis.example")
        late.update(expires_on=timezone.localdate() - timedelta(days=1))
    visit = window()
    visit.expects(GONE)
    expect(visit.open(_link_of("person36")).get_by_role("main")).to_contain_text(
        "Die Zeit für diesen Link ist abgelaufen."
    )


def _reminders_go_to_those_who_have_something_open(desk: Window, county: Place) -> None:
    stopped = _link_of(SILENT[-1])
    assert Client().post(f"{stopped}reminders/", {"List-Unsubscribe": "One-Click"}).status_code == 200
    before = len(mail.outbox)
    page = desk.open(f"{county.home}rounds/1/contributors/write/?who=all")
    expect(page.get_by_text("Person 5: hat alles beantwortet")).to_be_visible()
    expect(page.get_by_text("Person 39: möchte keine Erinnerungen")).to_be_visible()
    page.get_by_role("button", name="Senden").click()
    expect(page.get_by_role("status").first).to_contain_text("E-Mails wurden verschickt.")
    reminded = {one.to[0].split("@")[0] for one in mail.outbox[before:]}
    assert reminded >= {"person37", "person38"}
    assert not reminded & {"person39", "person36", "person5", "person7"}
    assert all("Erinnerung" in one.subject for one in mail.outbox[before:])


def _an_agreement_is_found(desk: Window, window: OpenWindow, county: Place) -> None:
    """Everybody who answered agrees: one on a phone, the others with their links too; one objects at first."""
    with scope(municipality=county.municipality.pk):
        round_ = _round()
        key = min(chosen(round_).unsettled)
    page = desk.open(f"{county.home}rounds/1/agreement/questions/{key}/")
    page.get_by_role("radio", name="Begonnen").check()
    page.get_by_label("Begründung").fill("So sehen es die meisten.")
    page.get_by_role("button", name="Allen vorschlagen").click()
    with scope(municipality=county.municipality.pk):
        difference = differences_in(round_, ())[key]
        assert difference.proposal is not None
        proposal = str(difference.proposal.pk)
        people = [one.respondent.contributor for one in difference.answers if one.respondent.contributor is not None]
    first, *others = [person.email.split("@")[0] for person in people if person.email != "person36@kreis.example"]
    phone = window(size=PHONE).open(_link_of(first))
    phone.get_by_role("link", name="Ansehen", exact=True).click()
    assert (violations(phone), does_not_fit(phone)) == ([], [])
    phone.get_by_label("Oder: Was spricht dagegen?").first.fill("Bei uns ist nichts davon da.")
    phone.get_by_role("button", name="Mit dieser Begründung Einwand erheben").first.click()
    expect(phone.get_by_role("status").first).to_contain_text("Ihre Rückmeldung ist gespeichert.")
    expect(
        desk.open(f"{county.home}rounds/1/agreement/questions/{key}/").get_by_text("Bei uns ist nichts")
    ).to_be_visible()
    for name in [first, *others]:
        said = {"question": key, "proposal": proposal, "agrees": "1"}
        assert Client().post(f"{_link_of(name)}proposals/", said).status_code == 302
    with scope(municipality=county.municipality.pk):
        still = differences_in(round_, ())[key]
    if still.proposal is not None:  # whose link has expired cannot reply any more: the coordination settles it
        page = desk.open(f"{county.home}rounds/1/agreement/questions/{key}/")
        page.get_by_role("radio", name="Begonnen").check()
        page.get_by_role("button", name="Als Einigung festhalten").click()
    with scope(municipality=county.municipality.pk):
        assert (chosen(round_).settled[key], key in chosen(round_).unsettled) == ("begun", False)
        assert differences_in(round_, ())[key].minority


def _the_rest_is_settled_in_a_meeting(desk: Window, county: Place) -> None:
    page = desk.open(f"{county.home}rounds/1/agreement/meeting/")
    groups = page.get_by_role("group", name=re.compile("Wir einigen uns auf")).all()
    assert len(groups) > 2
    for group in groups:
        group.get_by_role("radio", name="Geplant").check()
    page.get_by_role("button", name="Einigungen festhalten").click()
    expect(page.get_by_role("status").first).to_contain_text("Einigungen wurden festgehalten.")
    with scope(municipality=county.municipality.pk):
        assert chosen(_round()).unsettled == frozenset()


def _everybody_finishes(window: OpenWindow, county: Place, towns: list[Place]) -> None:
    for town in towns:
        answers(town, "mostly")
    for place in (county, *towns):
        finishes(window(place.coordinator.email).open(f"{place.home}evaluations/1/finish/"))
    guest = window()
    guest.expects(GONE)
    expect(guest.open(_link_of("person1")).get_by_role("main")).to_contain_text("abgeschlossen")


def _a_town_leaves(desk: Window, window: OpenWindow, county: Place, town: Place) -> None:
    page = desk.open(f"{county.home}rounds/1/joint/")
    expect(page.get_by_role("table").get_by_role("columnheader").filter(has_text="Adorf")).to_have_count(1)
    with scope(municipality=town.municipality.pk):
        before = Answer.objects.count()
    leaves(window(town.coordinator.email).open(f"{town.home}rounds/1/joint/"))
    page = desk.open(f"{county.home}rounds/1/joint/")
    expect(page.get_by_role("table").get_by_role("columnheader").filter(has_text="Adorf")).to_have_count(0)
    with scope(municipality=town.municipality.pk):
        assert Answer.objects.count() == before > 0


def _the_next_round_is_compared(desk: Window, county: Place) -> None:
    page = desk.open(f"{county.home}rounds/start/")
    page.get_by_label("Titel der Runde").fill("Gemeinsam 2028")
    page.get_by_role("button", name="Runde beginnen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Gemeinsam 2028")
    answers(county, "established")
    finishes(desk.open(f"{county.home}evaluations/2/finish/"))
    with scopes_disabled():
        rounds = Round.objects.filter(municipality=county.municipality.pk).count()
    assert rounds == 2
    _compares(desk.page)


def _compares(page: Page) -> None:
    compared = page.locator("section[aria-labelledby='comparison']")
    expect(compared.locator(".glance__profile svg")).to_be_visible()


def _place_of(name: str) -> Place:
    municipality = Municipality.objects.get(name=name)
    return Place(municipality, Person.objects.get(email=f"koordination@{municipality.slug}.example"))


def _round() -> Round:
    round_ = current_round()
    assert round_ is not None
    return round_


def _link_of(name: str) -> str:
    """The way behind the newest link that somebody was sent."""
    [*_earlier, newest] = [one for one in mail.outbox if one.to == [f"{name}@kreis.example"]]
    found = LINK.search(str(newest.body))
    assert found is not None
    return found.group(1)
