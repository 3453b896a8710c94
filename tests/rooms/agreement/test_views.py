"""The pages where departments differ, for those who coordinate, answer, and read."""

from collections.abc import Callable, Mapping

from django.test import Client
from django_scopes import scope
from tests.rooms.agreement.conftest import KEY
from tests.rooms.reading import words

from weltoffen.accounts.models import Person
from weltoffen.agreement.actions import propose, settle
from weltoffen.agreement.queries import difference_at
from weltoffen.answers.actions import Change, save_answers
from weltoffen.answers.settling import values_in
from weltoffen.departments.models import Department
from weltoffen.rounds.actions import close_round
from weltoffen.rounds.models import Round

SignedIn = Callable[[Person], Client]
HOME, ROUND = "/m/donnersbergkreis/", "/m/donnersbergkreis/rounds/1/"
LIST, MEETING, QUESTION = f"{ROUND}agreement/", f"{ROUND}agreement/meeting/", f"{ROUND}agreement/questions/{KEY}/"


def settled(round_: Round) -> str:
    with scope(municipality=round_.municipality_id):
        return values_in(round_)[KEY]


def test_without_differences_the_page_says_what_will_stand_there(
    county_round: Round, coordinator: Person, signed_in: SignedIn
) -> None:
    assert "Bisher gibt es keine Unterschiede" in words(signed_in(coordinator).get(LIST))


def test_a_difference_stands_in_the_list_and_on_the_round(
    differing: Round, coordinator: Person, head: Person, signed_in: SignedIn
) -> None:
    client = signed_in(coordinator)
    assert "Bei einer Frage haben Abteilungen verschieden geantwortet." in words(client.get(ROUND))
    shown = words(client.get(LIST))
    assert "Amt A: Nicht vorhanden · Amt B: Begonnen · Amt C: Begonnen" in shown
    assert "Noch kein Vorschlag" in shown
    assert "Eine Frage ist offen." in shown
    assert "Zur Tagesordnung" not in words(signed_in(head).get(LIST))


def test_from_a_proposal_to_the_agreement(
    differing: Round, offices: Mapping[str, Department], coordinator: Person, contributor: Person, signed_in: SignedIn
) -> None:
    managing, answering = signed_in(coordinator), signed_in(contributor)
    page = managing.post(f"{QUESTION}propose/", {"value": "begun", "reason": "so gesehen"}, follow=True)
    assert "Ihr Vorschlag liegt vor." in words(page)
    assert "Ein Vorschlag wartet auf Ihre Rückmeldung." in words(answering.get(HOME))
    assert "Wartet auf Ihre Rückmeldung" in words(answering.get(LIST))
    with scope(municipality=differing.municipality_id):
        proposal = str(difference_at(differing, KEY).proposal.pk)  # type: ignore[union-attr]

    without_reason = answering.post(f"{QUESTION}reply/", {"proposal": proposal, "objects": "1", "objection": " "})
    assert without_reason.status_code == 409
    assert "Bitte sagen Sie in einem Satz, warum." in words(without_reason)
    objecting = {"proposal": proposal, "objects": "1", "objection": "zu früh"}
    assert "zu früh" in words(answering.post(f"{QUESTION}reply/", objecting, follow=True))
    for name in ("Amt B", "Amt C"):
        managing.post(f"{QUESTION}reply/?department={offices[name].pk}", {"proposal": proposal, "agrees": "1"})
    agreed = answering.post(f"{QUESTION}reply/", {"proposal": proposal, "agrees": "1"}, follow=True)

    assert "Alle stimmen zu. Die Antwort gilt." in words(agreed)
    assert "Eine andere Sicht bleibt festgehalten." in words(agreed)
    assert settled(differing) == "begun"
    assert "Vereinbarte Antwort Begonnen so gesehen" in words(managing.get(f"{ROUND}fields/management/"))


def test_the_outcome_of_a_meeting_is_entered_for_several_questions_at_once(
    differing: Round, coordinator: Person, signed_in: SignedIn
) -> None:
    client = signed_in(coordinator)
    assert f'name="value-{KEY}"' in client.get(MEETING).content.decode()

    nothing = client.post(MEETING, {f"seen-{KEY}": "0"}, follow=True)
    assert "Es war nichts ausgewählt." in words(nothing)
    done = client.post(
        MEETING, {f"value-{KEY}": "planned", f"reason-{KEY}": "Beschluss", f"seen-{KEY}": "0"}, follow=True
    )

    assert "Eine Einigung wurde festgehalten." in words(done)
    assert settled(differing) == "planned"
    assert "Alles ist geklärt" in words(client.get(MEETING))


def test_a_meeting_overwrites_no_agreement_that_came_meanwhile(
    differing: Round, offices: Mapping[str, Department], coordinator: Person, signed_in: SignedIn
) -> None:
    with scope(municipality=differing.municipality_id):
        settle(differing, KEY, value="established", reason="", seen=0, by=coordinator)
        propose(differing, KEY, value="mostly", reason="", by=coordinator)

    response = signed_in(coordinator).post(
        MEETING, {f"value-{KEY}": "none", f"reason-{KEY}": "unser Wort", f"seen-{KEY}": "0"}
    )

    assert response.status_code == 409
    assert "Eine Einigung wurde nicht festgehalten" in words(response)
    assert "Sie hatten geschrieben: unser Wort" in words(response)
    assert settled(differing) == "established"


def test_after_the_round_everything_can_be_read_and_nothing_changed(
    differing: Round, coordinator: Person, signed_in: SignedIn
) -> None:
    with scope(municipality=differing.municipality_id):
        propose(differing, KEY, value="mostly", reason="", by=coordinator)
        close_round(differing, by=None)
    client = signed_in(coordinator)

    page = client.get(QUESTION)
    assert "Amt A" in words(page)
    assert '<form method="post" action="' + QUESTION not in page.content.decode()
    assert client.post(f"{QUESTION}settle/", {"value": "begun", "seen": "0"}).status_code == 409
    assert client.get(MEETING).status_code == 409


def test_an_answer_that_is_withdrawn_needs_no_agreement(
    differing: Round, contributor: Person, coordinator: Person, signed_in: SignedIn
) -> None:
    with scope(municipality=differing.municipality_id):
        save_answers(differing, [Change(KEY, "", "", {}, 1)], by=contributor)

    assert "Bisher gibt es keine Unterschiede" in words(signed_in(coordinator).get(LIST))
    assert signed_in(coordinator).get(f"{ROUND}agreement/questions/gibt-es-nicht/").status_code == 404
