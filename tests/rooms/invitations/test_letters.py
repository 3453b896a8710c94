"""Letters to guests as PDF, and who is told by them."""

from io import BytesIO

import pypdfium2
import pytest
from django.test import Client
from django_scopes import scope
from tests.rooms.invitations.conftest import CONTENT, GUESTS, now
from tests.rooms.reading import words

from weltoffen.invitations.actions import call_off
from weltoffen.invitations.links import token_of
from weltoffen.invitations.models import Attendee
from weltoffen.workshops.actions import change_workshop
from weltoffen.workshops.models import Workshop


def text_of(content: bytes) -> list[str]:
    pages = [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(BytesIO(content))]
    return [" ".join(page.split()) for page in pages]


@pytest.mark.parametrize("occasion", ["invitation", "change", "cancellation"])
def test_a_letter_speaks_of_no_file_that_goes_with_it(
    desk: Client, workshop: Workshop, three: list[Attendee], occasion: str
) -> None:
    ticked = {"who": [three[2].pk]}
    if occasion != "invitation":
        desk.post(GUESTS + "letters/invitation/", ticked)
        with scope(municipality=workshop.municipality_id):
            change_workshop(workshop, CONTENT._replace(place="Stadthalle"), by=None)
            if occasion == "cancellation":
                call_off(workshop, by=None)

    [letter] = text_of(desk.post(GUESTS + f"letters/{occasion}/", ticked).content)

    assert "Wie offen sind wir?" in letter
    assert [word for word in ("Kalender", "Mail", "angehängt") if word in letter] == []


def test_a_letter_for_each_guest_in_their_language(desk: Client, three: list[Attendee]) -> None:
    ticked = {"who": [one.pk for one in three]}
    assert "3 Briefe" in words(desk.get(GUESTS + "letters/invitation/", ticked))

    response = desk.post(GUESTS + "letters/invitation/", ticked)

    assert response["Content-Type"] == "application/pdf"
    erika, john, nobody = text_of(response.content)
    assert "Guten Tag, Erika Beispiel," in erika
    assert "12. März 2027, 14:00 bis 17:00 Uhr" in erika
    assert f"/i/{token_of(three[0])}/" in erika.replace(" ", "")
    assert "Good day, John Sample," in john
    assert "Ohne Postfach" in nobody
    assert all(now(one).is_invited for one in three)
    assert "Brief erstellt am 20. November 2026" in words(desk.get(GUESTS))
    assert "ist schon eingeladen" in words(desk.get(GUESTS + "write/invitation/", ticked))
