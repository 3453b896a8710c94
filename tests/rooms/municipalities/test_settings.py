"""Details and coat of arms: what is stored, what is refused at its field, how the picture is served."""

import struct
import zlib
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django_scopes import scope
from tests.rooms.conftest import NOW
from tests.rooms.reading import errors, words

from weltoffen.accounts.models import Person
from weltoffen.journal.queries import entries_here
from weltoffen.municipalities.actions import add_municipality
from weltoffen.municipalities.choices import Kind
from weltoffen.municipalities.models import Municipality
from weltoffen.municipalities.register.seed import import_seed
from weltoffen.municipalities.rules import NameInAddressesIsTaken

pytestmark = pytest.mark.django_db
SignedIn = Callable[[Person], Client]
SETTINGS = "/m/donnersbergkreis/settings/"
UPLOAD, REMOVE = f"{SETTINGS}coat-of-arms/", f"{SETTINGS}coat-of-arms/remove/"
PICTURE = "/m/donnersbergkreis/coat-of-arms/"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 12"><path d="M0 0h10v12H0z" fill="#2a5db0"/></svg>'
SCRIPT = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><script>alert(1)</script></svg>'


def png() -> bytes:
    """A picture of one blue point."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    point = zlib.compress(b"\x00\x2a\x5d\xb0")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", point) + chunk(b"IEND", b"")


def upload(client: Client, content: bytes, name: str = "wappen.svg") -> HttpResponse:
    answer = client.post(UPLOAD, {"picture": SimpleUploadedFile(name, content)}, follow=True)
    assert isinstance(answer, HttpResponse)
    return answer


def stored(place: Municipality) -> tuple[str, bytes]:
    place.refresh_from_db()
    return place.coat_of_arms_type, bytes(place.coat_of_arms)


def events_of(place: Municipality) -> list[tuple[str, dict[str, object]]]:
    with scope(municipality=place.pk):
        return [(entry.event, entry.details) for entry in entries_here()]


def test_changed_details_are_stored_and_written_down(
    county: Municipality, coordinator: Person, signed_in: SignedIn
) -> None:
    answer = signed_in(coordinator).post(
        SETTINGS, {"name": " Kreis am Donnersberg ", "kind": "county", "official_key": "07333"}, follow=True
    )

    county.refresh_from_db()
    assert (county.name, county.kind, county.official_key) == ("Kreis am Donnersberg", "county", "07333")
    assert "Die Angaben wurden gespeichert." in words(answer)
    assert events_of(county) == [
        ("municipality_changed", {"before": {"name": "Donnersbergkreis"}, "after": {"name": "Kreis am Donnersberg"}})
    ]


def test_the_same_details_again_are_no_event(county: Municipality, coordinator: Person, signed_in: SignedIn) -> None:
    signed_in(coordinator).post(SETTINGS, {"name": "Donnersbergkreis", "kind": "county", "official_key": "07333"})

    assert events_of(county) == []


def test_faulty_details_are_told_at_their_fields_and_stored_nowhere(
    county: Municipality, coordinator: Person, signed_in: SignedIn
) -> None:
    client = signed_in(coordinator)
    german = client.post(SETTINGS, {"name": "", "kind": "kingdom", "official_key": "7333"})
    client.cookies["language"] = "en"
    english = client.post(SETTINGS, {"name": "", "kind": "county", "official_key": "07333"})

    assert errors(german) == [
        ("id_name", "Bitte geben Sie den Namen der Kommune ein."),
        ("id_kind", "Bitte wählen Sie eine der Arten aus."),
        (
            "id_official_key",
            "Ein amtlicher Schlüssel hat bei einem Kreis 5 Ziffern, bei einer Gemeinde 8 oder 12, bei einem "
            "Gemeindeverband 9.",
        ),
    ]
    assert errors(english) == [("id_name", "Please type the name of the municipality.")]
    assert events_of(county) == []


def test_the_name_of_a_municipality_is_one_visible_line(
    county: Municipality, coordinator: Person, signed_in: SignedIn
) -> None:
    answer = signed_in(coordinator).post(SETTINGS, {"name": "Kreis\x01X", "kind": "county", "official_key": "07333"})

    assert [place for place, _sentence in errors(answer)] == ["id_name"]
    assert events_of(county) == []


def test_without_a_register_any_key_of_the_right_length_is_taken(
    county: Municipality, coordinator: Person, signed_in: SignedIn
) -> None:
    signed_in(coordinator).post(SETTINGS, {"name": "Donnersbergkreis", "kind": "county", "official_key": "01001"})

    county.refresh_from_db()
    assert county.official_key == "01001"


@pytest.mark.parametrize(("key", "is_known"), [("07333019", True), ("073335002019", True), ("01001", False)])
def test_with_a_register_a_new_key_is_looked_up(
    county: Municipality, coordinator: Person, signed_in: SignedIn, key: str, is_known: bool
) -> None:
    import_seed(by=None)

    answer = signed_in(coordinator).post(
        SETTINGS, {"name": "Donnersbergkreis", "kind": "county", "official_key": key}, follow=True
    )

    sentence = "Das amtliche Gemeindeverzeichnis kennt diesen Schlüssel nicht. Bitte prüfen Sie ihn."
    assert errors(answer) == ([] if is_known else [("id_official_key", sentence)])
    county.refresh_from_db()
    assert county.official_key == (key if is_known else "07333")


def test_the_register_proposes_keys_for_the_name(
    county: Municipality, town: Municipality, stranger: Person, coordinator: Person, signed_in: SignedIn
) -> None:
    import_seed(by=None)

    of_town = words(signed_in(stranger).get("/m/eisenberg/settings/"))
    of_county = words(signed_in(coordinator).get(SETTINGS))

    assert (
        "Das amtliche Gemeindeverzeichnis kennt diesen Namen mit: 073335002, Eisenberg (Pfalz) (Verbandsgemeinde); "
        "073335002019, Eisenberg (Pfalz) (Stadt)" in of_town
    )
    assert "Im amtlichen Gemeindeverzeichnis: Donnersbergkreis (Landkreis)" in of_county


@pytest.mark.parametrize(("content", "media_type"), [(SVG, "image/svg+xml"), (png(), "image/png")])
def test_a_coat_of_arms_is_stored_and_shown(
    county: Municipality, coordinator: Person, signed_in: SignedIn, content: bytes, media_type: str
) -> None:
    client = signed_in(coordinator)

    answer = upload(client, content, "was auch immer.bin")
    picture = client.get(PICTURE)

    assert "Das Wappen wurde gespeichert." in words(answer)
    assert f'<img class="coat-of-arms" src="{PICTURE}"' in answer.content.decode()
    assert (picture["Content-Type"], picture.content) == (media_type, content)
    assert events_of(county) == [("coat_of_arms_changed", {})]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (SCRIPT, "Das Bild enthält etwas, das Bilder hier nicht enthalten dürfen."),
        (b"GIF89a nothing", "Die Datei ist weder ein PNG- noch ein SVG-Bild."),
        (b"", "Die Datei ist leer. Bitte wählen Sie ein Bild aus."),
        (b"x" * 1_000_001, "Das Bild ist größer als 1 MB. Bitte wählen Sie ein kleineres aus."),
    ],
)
def test_a_picture_that_cannot_be_used_is_told_at_the_field(
    county: Municipality, coordinator: Person, signed_in: SignedIn, content: bytes, sentence: str
) -> None:
    answer = upload(signed_in(coordinator), content)

    assert errors(answer) == [("id_picture", sentence)]
    assert stored(county) == ("", b"")


def test_no_picture_is_told_at_the_field(coordinator: Person, signed_in: SignedIn) -> None:
    assert errors(signed_in(coordinator).post(UPLOAD)) == [("id_picture", "Bitte wählen Sie ein Bild aus.")]


def test_a_coat_of_arms_is_removed(county: Municipality, coordinator: Person, signed_in: SignedIn) -> None:
    client = signed_in(coordinator)
    upload(client, SVG)

    answer = client.post(REMOVE, follow=True)

    assert "Das Wappen wurde entfernt." in words(answer)
    assert stored(county) == ("", b"")
    assert client.get(PICTURE).status_code == 404
    assert [event for event, _details in events_of(county)] == ["coat_of_arms_removed", "coat_of_arms_changed"]


def test_the_picture_is_harmless_even_when_opened_by_itself(coordinator: Person, signed_in: SignedIn) -> None:
    client = signed_in(coordinator)
    upload(client, SVG)

    picture = client.get(PICTURE)

    assert {name: picture[name] for name in ("Content-Security-Policy", "X-Content-Type-Options", "Cache-Control")} == {
        "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-cache",
    }


def test_an_unchanged_picture_is_not_sent_again(coordinator: Person, signed_in: SignedIn) -> None:
    client = signed_in(coordinator)
    upload(client, SVG)
    mark = client.get(PICTURE)["ETag"]

    same = client.get(PICTURE, headers={"if-none-match": mark})
    upload(client, png())
    other = client.get(PICTURE, headers={"if-none-match": mark})

    assert (same.status_code, same.content) == (304, b"")
    assert (other.status_code, other.content) == (200, png())


def test_the_picture_of_another_municipality_is_not_found(
    coordinator: Person, stranger: Person, county: Municipality, signed_in: SignedIn
) -> None:
    upload(signed_in(coordinator), SVG)

    assert signed_in(coordinator).get(PICTURE).status_code == 200
    assert signed_in(stranger).get(PICTURE).status_code == 404


def test_an_added_municipality_is_written_down(db: None) -> None:
    added = add_municipality(name=" Winnweiler", kind=Kind.VILLAGE, slug="winnweiler", official_key="07333503", by=None)

    assert (added.name, added.kind, added.official_key, added.added_at) == ("Winnweiler", "village", "07333503", NOW)
    assert events_of(added) == [("municipality_added", {})]


def test_a_name_in_addresses_belongs_to_one_municipality(county: Municipality) -> None:
    with pytest.raises(NameInAddressesIsTaken):
        add_municipality(name="Noch einer", kind=Kind.COUNTY, slug=county.slug, by=None)

    assert Municipality.objects.count() == 1
