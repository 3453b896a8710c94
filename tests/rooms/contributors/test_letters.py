"""Letters: a page each with the text of the mail, the address and its QR code; tagged, and the same bytes again."""

from io import BytesIO

import pypdfium2
from django.test import Client
from django_scopes import scope
from tests.rooms.conftest import NOW
from tests.rooms.contributors.post import LIST

from weltoffen.contributors.exports import letters_to
from weltoffen.contributors.links import token_of
from weltoffen.contributors.models import Contributor
from weltoffen.contributors.wording import Asking
from weltoffen.journal.queries import entries_here
from weltoffen.rounds.models import Round


def pages_of(content: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(BytesIO(content))
    return [" ".join(page.get_textpage().get_text_range().split()) for page in document]


def test_each_gets_one_page_in_their_language(desk: Client, three: list[Contributor], county_round: Round) -> None:
    answer = desk.post(LIST + "letters/", {"who": ["all"]})

    assert answer["Content-Disposition"] == 'attachment; filename="briefe-donnersbergkreis-selbstcheck-2026.pdf"'
    youth, social, without = pages_of(answer.getvalue())
    assert "John Sample Jugendamt Donnersbergkreis" in youth
    assert "You need no account." in youth
    assert "Erika Beispiel Sozialamt Donnersbergkreis" in social
    assert "Sie brauchen kein Konto." in social
    assert "18. Februar 2027" in social
    for page, one in zip((social, youth, without), three, strict=True):
        assert f"http://testserver/with/{token_of(one)}/" in page
        assert [other.name for other in three if other.name in page] == [one.name]
    with scope(municipality=county_round.municipality_id):
        newest = next(iter(entries_here()))
        assert {one.letter_on for one in Contributor.objects.all()} == {NOW.date()}
    assert (newest.event, newest.details["number"]) == ("letters_made", 3)


def test_looking_makes_no_letter(desk: Client, three: list[Contributor], county_round: Round) -> None:
    desk.get(LIST + f"letters/?who={three[2].pk}")

    with scope(municipality=county_round.municipality_id):
        assert {one.letter_on for one in Contributor.objects.all()} == {None}


def test_the_same_letters_are_the_same_bytes(three: list[Contributor], county_round: Round) -> None:
    with scope(municipality=county_round.municipality_id):
        asking = Asking(county_round.municipality, county_round, "https://check.example/", "Koordination")
        first, second = (letters_to([(one, 2) for one in three], asking) for _ in range(2))

    assert first == second
    assert b"/StructTreeRoot" in first or b"pdfuaid" in first
