"""The operator's commands: what they store, what they say, and what they refuse with what is possible."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client
from django.utils import translation
from django_scopes import scope
from tests.rooms.conftest import PASSWORD
from tests.rooms.municipalities.register_files import ZENSUS

from weltoffen.accounts.models import Person
from weltoffen.cli import main
from weltoffen.municipalities.models import Membership, Municipality, RegisteredPlace
from weltoffen.settings import STATIC_ROOT

pytestmark = pytest.mark.django_db
ADD_PERSON = ["person", "add", "--email", "neu@example.org", "--name", "Neu", "--municipality"]


@pytest.fixture(autouse=True)
def prepared(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Static files count as collected, and the language of a command ends with it."""
    STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    (STATIC_ROOT / "staticfiles.json").touch()
    monkeypatch.setenv("LANGUAGE", "de")
    with translation.override("de"):
        yield


def members_of(place: Municipality) -> list[tuple[str, str]]:
    with scope(municipality=place.pk):
        return list(Membership.objects.order_by("pk").values_list("person__email", "role"))


def test_a_municipality_is_added_and_listed(capsys: pytest.CaptureFixture[str]) -> None:
    status = main([
        "municipality", "add", "--name", "Winnweiler", "--kind", "village", "--slug", "winnweiler", "--key", "07333503",
    ])  # fmt: skip
    added = capsys.readouterr().out
    main(["municipality", "list", "--language", "en"])
    listed = capsys.readouterr().out

    assert status == 0
    assert added.startswith("Winnweiler wurde aufgenommen.\nSo geben Sie Personen Zugang: weltoffen person add")
    assert [line.split("  ")[0].strip() for line in listed.splitlines()] == ["In addresses", "winnweiler"]
    assert re.fullmatch(r"winnweiler +Winnweiler +Small municipality +07333503 +0", listed.splitlines()[1])


def test_an_empty_installation_says_how_to_begin(capsys: pytest.CaptureFixture[str]) -> None:
    main(["municipality", "list"])

    assert capsys.readouterr().out.startswith("Es gibt noch keine Kommune. So nehmen Sie eine auf:")


def test_every_unsound_detail_of_a_municipality_is_told_at_once(
    county: Municipality, capsys: pytest.CaptureFixture[str]
) -> None:
    status = main(["municipality", "add", "--name", "x" * 121, "--kind", "town", "--slug", "Groß_Dorf", "--key", "7"])

    told = capsys.readouterr().err
    assert status == 1
    assert [line.split(":")[0] for line in told.splitlines()] == ["--name", "--key", "--slug"]
    assert "--slug: „Groß_Dorf“: Der Name für die Internetadresse besteht aus Kleinbuchstaben" in told
    assert Municipality.objects.count() == 1


@pytest.mark.parametrize(
    ("arguments", "status", "told"),
    [
        (["--kind", "kingdom", "--slug", "neu"], 2, "--kind: „kingdom“ ist nicht bekannt. Möglich:\n  county "),
        (["--kind", "town", "--slug", "donnersbergkreis"], 1, "Eine andere Kommune verwendet diesen Namen"),
    ],
)
def test_a_municipality_that_cannot_be_added_is_told_why(
    county: Municipality, capsys: pytest.CaptureFixture[str], arguments: list[str], status: int, told: str
) -> None:
    assert main(["municipality", "add", "--name", "Neu", *arguments]) == status
    assert told in capsys.readouterr().err
    assert Municipality.objects.count() == 1


def test_a_new_person_gets_access_and_a_link_that_works(
    county: Municipality, capsys: pytest.CaptureFixture[str]
) -> None:
    status = main([*ADD_PERSON, "donnersbergkreis", "--role", "coordinator", "--site", "https://check.example.de/"])

    said = capsys.readouterr().out.splitlines()
    link = said[-1].removeprefix("https://check.example.de")
    client = Client()
    done = client.post(client.get(link)["Location"], {"password1": PASSWORD, "password2": PASSWORD}, follow=True)

    assert (status, said[:-1]) == (0, [
        "Neu hat Zugang zu Donnersbergkreis als: Koordination.",
        "Geben Sie diesen Link weiter. Damit wählt die Person ein Passwort, einmal und innerhalb von 3 Tagen:",
    ])  # fmt: skip
    assert members_of(county) == [("neu@example.org", "coordinator")]
    assert "Ihr neues Passwort ist gespeichert" in done.content.decode()
    assert client.login(email="neu@example.org", password=PASSWORD)


def test_a_person_with_invisible_characters_in_their_name_is_not_added(
    county: Municipality, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["--municipality", county.slug, "--role", "head", "--email", "neu@example.org"]

    status = main(["person", "add", *arguments, "--name", "Amt\u202e"])

    assert (status, capsys.readouterr().err.split(":")[0], members_of(county)) == (1, "--name", [])


def test_somebody_with_an_account_gets_no_second_one(
    county: Municipality, stranger: Person, capsys: pytest.CaptureFixture[str]
) -> None:
    main([
        "person", "add", "--email", stranger.email.upper(), "--name", "Egal", "--municipality", "donnersbergkreis",
        "--role", "facilitator",
    ])  # fmt: skip

    assert "Die Person hat schon ein Konto" in capsys.readouterr().out
    assert members_of(county) == [(stranger.email, "facilitator")]
    assert Person.objects.count() == 1


@pytest.mark.parametrize(
    ("arguments", "status", "told"),
    [
        (["nirgends", "--role", "editor"], 1, "Eine Kommune „nirgends“ gibt es nicht. Möglich: donnersbergkreis"),
        (["donnersbergkreis", "--role", "king"], 2, "--role: „king“ ist nicht bekannt. Möglich:\n  coordinator "),
        (["donnersbergkreis", "--role", "editor", "--email", "x"], 1, "--email: „x“: Das ist keine vollständige"),
        (
            ["donnersbergkreis", "--role", "editor", "--email", "coordinator@donnersbergkreis.example"], 1,
            "hat schon Zugang zu Donnersbergkreis, und zwar als: Koordination.",
        ),
    ],
)  # fmt: skip
def test_access_that_cannot_be_given_is_told_why_and_leaves_nobody(
    county: Municipality, coordinator: Person, capsys: pytest.CaptureFixture[str], arguments: list[str], status: int,
    told: str,
) -> None:  # fmt: skip
    assert main([*ADD_PERSON, *arguments]) == status
    assert told in capsys.readouterr().err
    assert list(Person.objects.all()) == [coordinator]


def test_access_is_ended_unless_it_is_the_last_coordination(
    county: Municipality, coordinator: Person, contributor: Person, capsys: pytest.CaptureFixture[str]
) -> None:
    end = ["person", "end", "--municipality", "donnersbergkreis", "--email"]

    statuses = [main([*end, person.email]) for person in (contributor, contributor, coordinator)]
    said = capsys.readouterr()

    assert statuses == [0, 1, 1]
    assert said.out == f"Der Zugang von {contributor.name} zu Donnersbergkreis ist beendet.\n"
    assert f"Niemand mit der Adresse „{contributor.email}“ hat Zugang zu Donnersbergkreis." in said.err
    assert "Nur diese Person koordiniert hier den Selbstcheck." in said.err
    assert members_of(county) == [(coordinator.email, "coordinator")]


def test_the_register_is_imported_from_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, newer, successors = (tmp_path / name for name in ("first.csv", "second.csv", "successors.csv"))
    file.write_text(ZENSUS, encoding="utf-8")
    newer.write_text(ZENSUS.replace("BY,092760130130,Lindberg,2294\n", ""), encoding="utf-8")
    successors.write_text("ended,successor\n092760130130,094775437135\n", encoding="utf-8")

    first = main(["register", "import", str(file)])
    second = main(["register", "import", str(newer), "--as-of", "2024-01-01", "--successors", str(successors)])

    assert (first, second) == (0, 0)
    assert capsys.readouterr().out.splitlines() == [
        "Zensus 2022, 2022-05-15: 7 neu, 0 geändert, 0 weggefallen, 0 unverändert.",
        "Zensus 2022, 2024-01-01: 0 neu, 0 geändert, 1 weggefallen, 6 unverändert.",
        "Nachfolger gespeichert: 1.",
    ]


def test_a_file_that_is_no_register_is_told_and_stores_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "other.csv"
    file.write_text("Ort;Zahl\n", encoding="utf-8")

    statuses = [main(["register", "import", str(file)]), main(["register", "import", str(tmp_path / "missing.csv")])]

    told = capsys.readouterr().err
    assert statuses == [1, 1]
    assert "Das sieht weder nach der Gemeindeliste des Zensus noch nach GV100AD aus." in told
    assert "missing.csv" in told
    assert RegisteredPlace.objects.count() == 0
