"""What people of the county and of its towns see, what they never see, and how they are told."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django_scopes import scope
from tests.rooms.conftest import NOW, member
from tests.rooms.joint.conftest import Finish, Invite, Join, row

from weltoffen.accounts.models import Person
from weltoffen.answers.actions import Change, save_answers
from weltoffen.evaluation.actions import finish_round
from weltoffen.foundation import clock
from weltoffen.joint.actions import leave_round, show_to_partners
from weltoffen.joint.models import Partner
from weltoffen.municipalities.choices import Role
from weltoffen.municipalities.models import Municipality
from weltoffen.rounds.actions import close_round, reopen_round, start_round
from weltoffen.rounds.bridge import questions_asked
from weltoffen.rounds.models import Round

SignIn = Callable[[Person], Client]
SECRET = "Nur-in-Eisenberg-4711"  # noqa: S105 - a comment that could leak
NOT_FOUND, REFUSED = 404, 409


def href(name: str, municipality: Municipality, **parts: int) -> str:
    return reverse(f"joint:{name}", kwargs={"slug": municipality.slug, **parts})


def page_of(round_: Round) -> str:
    return href("page", round_.municipality, number=round_.number)


def text(client: Client, path: str, status: int = 200) -> str:
    """What stands in the main part of a page, without markup."""
    response = client.get(path)
    assert response.status_code == status
    main = response.content.decode().partition("<main")[2].partition("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", re.sub(r"<svg.*?</svg>", "", main, flags=re.DOTALL)).split())


@pytest.fixture
def partner(county: Municipality) -> Callable[[], Partner]:
    """The row of the only town."""

    def only() -> Partner:
        with scope(municipality=county.pk):
            return Partner.objects.select_related("municipality", "round").get()

    return only


# ---- Inviting ----


def test_towns_of_the_county_are_proposed_and_nobody_else_is_listed(
    signed_in: SignIn, coordinator: Person, county_round: Round, county_town: Municipality, other_town: Municipality,
    faraway: Municipality,
) -> None:  # fmt: skip
    page = text(signed_in(coordinator), href("invite", county_round.municipality, number=1))

    assert "Eisenberg (Pfalz)" in page
    assert "Winnweiler" in page
    assert "Olpe" not in page


def test_inviting_by_list_and_by_name_writes_to_who_coordinates_there(
    signed_in: SignIn, coordinator: Person, county_round: Round, county_town: Municipality, faraway: Municipality,
    stranger: Person,
) -> None:  # fmt: skip
    of_olpe = member(Role.COORDINATOR, faraway)
    member(Role.HEAD, faraway)
    client = signed_in(coordinator)

    response = client.post(
        href("invite", county_round.municipality, number=1), {"towns": [county_town.pk], "name": " olpe "}, follow=True
    )

    assert "2 Kommunen sind eingeladen" in response.content.decode()
    assert sorted(message.to[0] for message in mail.outbox) == sorted([stranger.email, of_olpe.email])
    written = mail.outbox[0]
    body = str(written.body)
    assert written.subject == "Einladung zum gemeinsamen Selbstcheck mit Donnersbergkreis"
    assert "Selbstcheck 2026" in body
    assert re.search(r"http://testserver/m/[a-z]+/joint/\d+/", body)
    assert coordinator.name not in body


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Bitte wählen oder nennen Sie mindestens eine Kommune."),
        ("Olp", "Unter genau diesem Namen oder Schlüssel ist hier keine Kommune eingerichtet."),
        ("05966", "Unter genau diesem Namen oder Schlüssel ist hier keine Kommune eingerichtet."),
        ("Donnersbergkreis", "Ihre eigene Kommune nimmt ohnehin teil."),
        ("Doppelort", "Mehrere Kommunen heißen so."),
    ],
)
def test_only_the_exact_name_or_key_finds_somebody(
    typed: str, said: str, signed_in: SignIn, coordinator: Person, county_round: Round, faraway: Municipality
) -> None:
    for slug in ("a", "b"):
        Municipality.objects.create(slug=slug, name="Doppelort", kind="town", added_at=NOW)

    response = signed_in(coordinator).post(href("invite", county_round.municipality, number=1), {"name": typed})

    assert said in response.content.decode()
    assert mail.outbox == []


@pytest.mark.parametrize("key", ["07333503", "07 333 503", "073335006503"])
def test_a_town_is_found_by_its_shorter_and_its_longer_key(
    key: str, signed_in: SignIn, coordinator: Person, county_round: Round, other_town: Municipality
) -> None:
    signed_in(coordinator).post(href("invite", county_round.municipality, number=1), {"name": key})

    with scope(municipality=county_round.municipality_id):
        assert [one.town for one in Partner.objects.all()] == [other_town]


def test_the_next_round_proposes_who_took_part_in_the_last(
    signed_in: SignIn, join: Join, county: Municipality, county_round: Round, coordinator: Person,
    faraway: Municipality, county_town: Municipality,
) -> None:  # fmt: skip
    join(faraway, member(Role.COORDINATOR, faraway))
    with scope(municipality=county.pk):
        close_round(county_round, by=coordinator)
        start_round(
            county, title="Die nächste", framework_version=county_round.framework_version, starts_on=NOW.date(),
            by=coordinator,
        )  # fmt: skip

    content = signed_in(coordinator).get(href("invite", county, number=2)).content.decode()

    assert re.search(rf'value="{faraway.pk}" checked', content)
    assert re.search(rf'value="{county_town.pk}">', content)
    assert "war beim letzten Mal dabei" in content


# ---- The invitation ----


def test_an_invitation_stands_on_top_of_the_towns_overview(
    signed_in: SignIn, invite: Invite, town: Municipality, stranger: Person
) -> None:
    partner = invite(town)
    reader = member(Role.COUNCIL_READER, town)
    home = reverse("municipalities:home", kwargs={"slug": town.slug})

    page = text(signed_in(stranger), home)

    assert page.index("Einladung: gemeinsamer Selbstcheck mit Donnersbergkreis") < page.index("Den ersten Selbstcheck")
    assert href("invitation", town, partner=partner.pk) in signed_in(stranger).get(home).content.decode()
    assert "Einladung" not in text(signed_in(reader), home)


def test_accepting_and_declining_tell_the_county(
    signed_in: SignIn, invite: Invite, town: Municipality, other_town: Municipality, stranger: Person,
    other_coordinator: Person, coordinator: Person,
) -> None:  # fmt: skip
    first, second = invite(town), invite(other_town)

    signed_in(stranger).post(href("invitation", town, partner=first.pk), {"seen_by": "county"})
    signed_in(other_coordinator).post(href("decline", other_town, partner=second.pk))

    assert (row(first).state, row(first).is_seen_by_partners, row(second).state) == ("joined", False, "declined")
    assert [message.to for message in mail.outbox] == [[coordinator.email]] * 2
    assert "Zusage: Eisenberg (Pfalz)" in str(mail.outbox[0].body)
    assert "Absage: Winnweiler" in str(mail.outbox[1].body)
    assert [name for name in (stranger.name, other_coordinator.name) for one in mail.outbox if name in one.body] == []


def test_who_sees_the_result_has_to_be_chosen(
    signed_in: SignIn, invite: Invite, town: Municipality, stranger: Person
) -> None:
    partner = invite(town)

    response = signed_in(stranger).post(href("invitation", town, partner=partner.pk), {"seen_by": "all"})

    assert "Bitte wählen Sie, wer Ihr Ergebnis sieht." in response.content.decode()
    assert row(partner).is_invited


def test_an_invitation_that_was_withdrawn_says_so(
    signed_in: SignIn, invite: Invite, county: Municipality, town: Municipality, stranger: Person, coordinator: Person
) -> None:
    partner = invite(town)
    signed_in(coordinator).post(href("end", county, number=1, partner=partner.pk))

    said = text(signed_in(stranger), href("invitation", town, partner=partner.pk), REFUSED)

    assert "Diese Einladung ist nicht mehr offen." in said
    assert mail.outbox[-1].to == [stranger.email]


def test_removing_asks_for_a_reason_and_sends_it(
    signed_in: SignIn, join: Join, county: Municipality, town: Municipality, stranger: Person, coordinator: Person,
    partner: Callable[[], Partner],
) -> None:  # fmt: skip
    join(town, stranger)
    path = href("end", county, number=1, partner=partner().pk)

    assert (
        "Bitte sagen Sie, warum die Teilnahme endet."
        in signed_in(coordinator).post(path, {"reason": ""}).content.decode()
    )
    signed_in(coordinator).post(path, {"reason": "Die Stadt wünscht es"})

    assert partner().state == "removed"
    assert (mail.outbox[-1].to, "Grund: Die Stadt wünscht es" in mail.outbox[-1].body) == ([stranger.email], True)


# ---- What the county sees ----


def test_the_county_sees_tenths_and_nothing_that_was_said(
    signed_in: SignIn, join: Join, county_round: Round, town: Municipality, stranger: Person, coordinator: Person
) -> None:
    own = join(town, stranger)
    client = signed_in(coordinator)
    with scope(municipality=town.pk):
        save_answers(own, [Change("m-1.1", "begun", SECRET), Change("m-1.2", "none")], by=stranger)

    page = text(client, page_of(county_round))

    assert "Die ersten Antworten liegen vor." in page
    assert [word for word in (SECRET, stranger.name, stranger.email, "108") if word in page] == []


def test_conditional_questions_change_nothing_that_the_county_sees(
    signed_in: SignIn, join: Join, county_round: Round, town: Municipality, stranger: Person, coordinator: Person
) -> None:
    """An answer that asks further questions looks from outside as one that asks none."""
    own = join(town, stranger)
    asked = questions_asked(own)
    condition = next(one for question in asked for one in question.conditions)
    scale = next(one for one in asked if one.key == condition.question).scale
    always = [one.key for one in asked if not one.conditions and one.key != condition.question]
    pages = []
    with scope(municipality=town.pk):
        save_answers(own, [Change(key, "begun") for key in always], by=stranger)
    for version, option in enumerate(scale.answers):
        with scope(municipality=town.pk):
            save_answers(own, [Change(condition.question, option.key, "", {}, version)], by=stranger)
        pages.append(text(signed_in(coordinator), page_of(county_round)))

    assert condition.options & {option.key for option in scale.answers}
    assert "Alle Fragen, die in jedem Fall gestellt werden, sind beantwortet." in pages[0]
    assert len(set(pages)) == 1


def test_results_stand_side_by_side_once_both_are_finished(
    signed_in: SignIn, join: Join, finish: Finish, county_round: Round, town: Municipality, stranger: Person,
    coordinator: Person,
) -> None:  # fmt: skip
    own = join(town, stranger)
    finish(own, stranger, "established")
    assert "Ein Ergebnis liegt vor: Eisenberg (Pfalz)" in text(signed_in(coordinator), page_of(county_round))

    finish(county_round, coordinator)

    page = text(signed_in(coordinator), page_of(county_round))
    assert "Wo die Sichtweisen am weitesten auseinanderliegen" in page
    assert re.search(r"Eisenberg \(Pfalz\) \(\d+\) sieht sich deutlich stärker als der Kreis \(\d+\)\.", page)
    assert "Eisenberg (Pfalz): Auswertung vom 20. November 2026." in page
    table = page[page.index("Wert und Stufe je Handlungsfeld") :]
    assert re.search(r"Management und Steuerung 33 Handlungsbedarf \d+ (Potenzial|Stark ausgeprägt)", table)


def test_a_score_that_would_tell_answers_is_not_shown_to_others(
    signed_in: SignIn, join: Join, finish: Finish, county_round: Round, town: Municipality, stranger: Person,
    coordinator: Person,
) -> None:  # fmt: skip
    own = join(town, stranger)
    finish(county_round, coordinator)
    with scope(municipality=town.pk):
        # The whole field at its best tells each of its answers; two answers in another one tell themselves.
        of_field = [question for question in questions_asked(own) if question.field == "management"]
        best = [Change(question.key, question.scale.best.key) for question in of_field]
        few = [Change(one.key, "planned") for one in questions_asked(own) if one.field == "cohesion"][:2]
        save_answers(own, [*best, *few], by=stranger)
        finish_round(own, by=stranger)

    seen_by_county = text(signed_in(coordinator), page_of(county_round))
    own_page = text(signed_in(stranger), page_of(own))

    assert seen_by_county.count("nicht gezeigt, weil sich daraus einzelne Antworten ablesen ließen") == 2
    assert "Management und Steuerung 33 Handlungsbedarf 100" not in seen_by_county
    assert "Management und Steuerung 33 Handlungsbedarf 100" in own_page


def test_a_reopened_round_shows_no_result(
    signed_in: SignIn, join: Join, finish: Finish, county_round: Round, town: Municipality, stranger: Person,
    coordinator: Person,
) -> None:  # fmt: skip
    own = join(town, stranger)
    finish(own, stranger, "begun")
    finish(county_round, coordinator)
    assert "Wert und Stufe" in text(signed_in(coordinator), page_of(county_round))
    with scope(municipality=town.pk):
        reopen_round(own, reason="Ein Irrtum", by=stranger)

    assert "Wert und Stufe" not in text(signed_in(coordinator), page_of(county_round))


def test_the_newest_evaluation_counts(
    signed_in: SignIn, join: Join, finish: Finish, county_round: Round, town: Municipality, stranger: Person,
    coordinator: Person,
) -> None:  # fmt: skip
    own = join(town, stranger)
    finish(county_round, coordinator)
    finish(own, stranger, "begun")
    with clock.stopped_at(NOW + timedelta(days=9)), scope(municipality=town.pk):
        reopen_round(own, reason="Ein Irrtum", by=stranger)
        save_answers(own, [Change("m-1.2", "none", "", {}, 1)], by=stranger)
        finish_round(Round.objects.get(pk=own.pk), by=stranger)

    assert "Eisenberg (Pfalz): Auswertung vom 29. November 2026." in text(signed_in(coordinator), page_of(county_round))


# ---- Leaving ----


def test_who_left_is_gone_at_once_for_all_and_keeps_everything(
    signed_in: SignIn, join: Join, finish: Finish, county_round: Round, town: Municipality, other_town: Municipality,
    stranger: Person, other_coordinator: Person, coordinator: Person,
) -> None:  # fmt: skip
    own, other = join(town, stranger, is_seen=True), join(other_town, other_coordinator)
    finish(own, stranger, "established")
    finish(other, other_coordinator, "begun")
    finish(county_round, coordinator)
    county_client, other_client = signed_in(coordinator), signed_in(other_coordinator)
    assert "Eisenberg (Pfalz): Auswertung" in text(county_client, page_of(county_round))
    assert "Eisenberg (Pfalz): Auswertung" in text(other_client, page_of(other))
    with scope(municipality=county_round.municipality_id):
        row_of_town = Partner.objects.get(town=town)

    client = signed_in(stranger)
    assert "Alle Antworten, Auswertungen und Personen bleiben." in text(
        client, href("leave", town, partner=row_of_town.pk)
    )
    client.post(href("leave", town, partner=row_of_town.pk))

    left = text(county_client, page_of(county_round))
    assert "Eisenberg (Pfalz) Ausgestiegen" in left
    assert "Eisenberg (Pfalz): Auswertung" not in left
    assert "Eisenberg" not in text(other_client, page_of(other))
    assert "An dieser Runde nehmen Sie allein teil" in text(client, page_of(own))
    assert client.get(reverse("evaluation:latest", kwargs={"slug": town.slug})).status_code == 302
    assert "ausgestiegen" in str(mail.outbox[-1].body)
    with scope(municipality=town.pk):
        assert Round.objects.get().finished_at is not None


# ---- What towns see of each other ----


def test_towns_see_each_other_only_where_they_let_them(
    signed_in: SignIn, join: Join, finish: Finish, county_round: Round, town: Municipality, other_town: Municipality,
    stranger: Person, other_coordinator: Person, coordinator: Person,
) -> None:  # fmt: skip
    own, other = join(town, stranger), join(other_town, other_coordinator, is_seen=True)
    finish(own, stranger, "established")
    finish(other, other_coordinator, "begun")
    finish(county_round, coordinator)

    assert "Winnweiler: Auswertung" in text(signed_in(stranger), page_of(own))
    assert "Eisenberg" not in text(signed_in(other_coordinator), page_of(other))
    with scope(municipality=county_round.municipality_id):
        row_of_town = Partner.objects.get(town=town)
    signed_in(stranger).post(href("seen_by", town, partner=row_of_town.pk), {"seen_by": "partners"})
    assert "Eisenberg (Pfalz): Auswertung" in text(signed_in(other_coordinator), page_of(other))
    show_to_partners(row_of_town, is_seen=False, by=stranger)
    assert "Eisenberg" not in text(signed_in(other_coordinator), page_of(other))


def test_those_who_may_not_read_evaluations_see_no_joint_page(
    signed_in: SignIn, join: Join, county_round: Round, county: Municipality, town: Municipality, stranger: Person
) -> None:
    join(town, stranger)
    office = member(Role.PROGRAMME_OFFICE, county)

    assert signed_in(office).get(page_of(county_round)).status_code == 403
    overview = reverse("rounds:overview", kwargs={"slug": county.slug, "number": 1})
    assert "Gemeinsame Runde" not in text(signed_in(office), overview)


# ---- No way to what is somebody else's ----


def test_nobody_reaches_the_rows_or_rounds_of_others(
    signed_in: SignIn, join: Join, invite: Invite, finish: Finish, county: Municipality, county_round: Round,
    town: Municipality, other_town: Municipality, stranger: Person, other_coordinator: Person, coordinator: Person,
) -> None:  # fmt: skip
    own = join(town, stranger)
    finish(own, stranger, "begun")
    invited = invite(other_town)
    with scope(municipality=county.pk):
        of_town = Partner.objects.get(town=town)
    clients = {"county": signed_in(coordinator), "other": signed_in(other_coordinator)}
    closed = [
        # The invited one tries the row of the other town under its own address, and every page of it.
        ("other", href("invitation", other_town, partner=of_town.pk)),
        ("other", href("leave", other_town, partner=of_town.pk)),
        ("other", href("invitation", town, partner=of_town.pk)),
        ("other", page_of(own)),
        ("other", page_of(county_round)),
        ("other", href("end", county, number=1, partner=of_town.pk)),
        # The county tries the town's side of it, and the town's own pages.
        ("county", href("invitation", county, partner=of_town.pk)),
        ("county", href("leave", county, partner=of_town.pk)),
        ("county", href("leave", town, partner=of_town.pk)),
        ("county", page_of(own)),
        ("county", reverse("rounds:overview", kwargs={"slug": town.slug, "number": own.number})),
        ("county", reverse("evaluation:page", kwargs={"slug": town.slug, "number": own.number, "evaluation": 1})),
        ("county", reverse("answers:field", kwargs={"slug": town.slug, "number": own.number, "field": "management"})),
    ]
    found = {(who, path): clients[who].get(path).status_code for who, path in closed}
    sent = {
        (who, path): clients[who].post(path, {"seen_by": "partners"}).status_code
        for who, path in [
            ("other", href("seen_by", other_town, partner=of_town.pk)),
            ("other", href("decline", other_town, partner=of_town.pk)),
            ("other", href("leave", other_town, partner=of_town.pk)),
            ("county", href("seen_by", county, partner=of_town.pk)),
            ("county", href("decline", county, partner=invited.pk)),
        ]
    }

    assert set((found | sent).values()) == {NOT_FOUND}
    assert (row(of_town).state, row(of_town).is_seen_by_partners, row(invited).state) == ("joined", False, "invited")


def test_the_invited_see_nothing_of_the_county_before_they_join(
    signed_in: SignIn, invite: Invite, finish: Finish, county_round: Round, town: Municipality, stranger: Person,
    coordinator: Person,
) -> None:  # fmt: skip
    partner = invite(town)
    with scope(municipality=county_round.municipality_id):
        save_answers(county_round, [Change("m-1.1", "begun", SECRET)], by=coordinator)

    page = text(signed_in(stranger), href("invitation", town, partner=partner.pk))

    assert "Selbstcheck 2026" in page
    assert [word for word in (SECRET, coordinator.name, "%") if word in page] == []


def test_leaving_by_deed_is_enough(
    signed_in: SignIn, join: Join, finish: Finish, county_round: Round, town: Municipality, stranger: Person,
    coordinator: Person, partner: Callable[[], Partner],
) -> None:  # fmt: skip
    """Nothing is remembered between two pages."""
    own = join(town, stranger)
    finish(own, stranger, "begun")
    finish(county_round, coordinator)
    client = signed_in(coordinator)
    before = text(client, page_of(county_round))
    leave_round(partner(), by=stranger)

    after = text(client, page_of(county_round))

    assert ("Wert und Stufe" in before, "Wert und Stufe" in after) == (True, False)


def test_pages_ask_the_database_equally_often_per_town(
    signed_in: SignIn, join: Join, county_round: Round, coordinator: Person,
    django_assert_max_num_queries: Callable[..., object],
) -> None:  # fmt: skip
    for number in range(3):
        town = Municipality.objects.create(slug=f"ort-{number}", name=f"Ort {number}", kind="town", added_at=NOW)
        join(town, member(Role.COORDINATOR, town))
    client = signed_in(coordinator)
    client.get(page_of(county_round))

    with django_assert_max_num_queries(12):  # type: ignore[attr-defined]
        client.get(page_of(county_round))
