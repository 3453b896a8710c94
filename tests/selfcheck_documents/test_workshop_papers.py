"""What is printed for a workshop: conformity, confidential rounds apart, every language of guests."""

import io
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, time
from pathlib import Path

import outloud
import pikepdf
import pypdfium2
import pytest

from selfcheck import Refusal
from selfcheck_documents.workshop_papers import (
    Activity,
    Attendee,
    Ballot,
    BallotItem,
    BallotKind,
    Ballots,
    BallotWords,
    Event,
    Expected,
    InLanguage,
    Layout,
    NamePlate,
    NamePlates,
    Need,
    Preparation,
    PreparedItem,
    PreparedQuestion,
    QuestionCard,
    QuestionCards,
    SignInList,
    TableSign,
    ballots_pdf,
    name_plates_pdf,
    preparation_pdf,
    question_cards_pdf,
    sign_in_pdf,
    table_sign_pdf,
    tally_pdf,
)
from selfcheck_documents.workshop_papers.event import without_pictures

EVENT = Event(
    title="Workshop zum Selbstcheck",
    municipality="Donnersbergkreis",
    day=date(2026, 12, 14),
    starts=time(14),
    ends=time(19),
    place="Stadthalle",
    address="weltoffen.example.de/w",
)
PERSPECTIVES = ("Verwaltung", "Politik", "Zivilgesellschaft")
ANSWERS = ("ja", "teilweise", "nein", "weiß nicht")
RATED = BallotItem(number="2.4", text="Gibt es Regeln?", options=ANSWERS)
GERMAN = BallotWords(
    round="Durchgang {number}",
    perspective="Meine Perspektive",
    perspective_hint="Bitte eines ankreuzen.",
    rate="Kreuzen Sie zu jeder Frage eine Antwort an.",
    points="Ihre Punkte: {count}.",
    ticks="Mögliche Kreuze: {count}.",
    ranks="Schreiben Sie 1 neben das Wichtigste, und so weiter bis {count}.",
    write="Schreiben Sie in kurzen Sätzen.",
    confidential="Dieser Durchgang ist vertraulich.",
    thanks="Kein Name, keine Unterschrift.",
    booklet_heading="Ihre Stimmzettel",
    booklet_lead="Geben Sie das Heft am Ende ab.",
)
TOPICS = tuple(BallotItem(number=str(number), text=f"Thema {number}") for number in range(1, 6))
RATING = Ballot(number="1", kind=BallotKind.RATE, title="Bewerten", items=(RATED,))
LOOK_BACK = replace(
    RATING,
    number="7",
    title="Rückblick",
    items=(RATED, BallotItem(number="7.2", text="Was sollten wir noch wissen?")),
    is_of_the_whole=True,
)
CONFIDENTIAL = replace(RATING, number="6", title="Anfeindungen", is_confidential=True)
BALLOTS = Ballots(
    event=EVENT,
    language="de",
    words=GERMAN,
    perspectives=PERSPECTIVES,
    ballots=(
        RATING,
        Ballot(number="2", kind=BallotKind.POINTS, title="Gewichten", items=TOPICS, points=5, most_per_item=3),
        Ballot(number="3", kind=BallotKind.RANKS, title="Reihen", items=TOPICS, points=3),
        Ballot(number="4", kind=BallotKind.WRITE, title="Ideen", items=(BallotItem(number="1", text="Was zuerst?"),)),
        CONFIDENTIAL,
    ),
)
PLATES = NamePlates(
    event=EVENT,
    plates=(NamePlate(name="Annegret Müller-Westerhagen", organisation="Verein"), NamePlate(perspective="Politik")),
)
LIST = SignInList(
    event=EVENT, attendees=(Attendee(name="Ada"),), destroyed_on=date(2027, 3, 31), contact="a@example.de"
)
CARDS = QuestionCards(
    event=EVENT,
    cards=(QuestionCard(number="2.4", question="Regeln?", options=ANSWERS, answer="nein"),) * 3,
)
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 2"><path d="M0 0h1v1h-1z"/></svg>'
SIGN = TableSign(event=EVENT, drawing=DRAWING, address=EVENT.address, code="KIBO 27", languages=("Deutsch", "العربية"))
PREPARATION = Preparation(
    event=EVENT,
    facilitator="Sabine Krause",
    expected=(
        Expected(perspective="Politik", coming=6, listed=14, unanswered=3),
        Expected(perspective="Wirtschaft", coming=5),
    ),
    needs=(Need(label="Arabisch", number=2), Need(label="Türkisch", number=0)),
    agenda=tuple(
        PreparedItem(
            number=str(number),
            starts=time(14),
            ends=time(14, 30),
            minutes=30,
            activity=activity,
            title=f"Punkt {number}",
        )
        for number, activity in enumerate(Activity, 1)
    ),
)
ARABIC = BallotWords(
    round="الجولة {number}",
    perspective="أشارك بصفتي",
    perspective_hint="الرجاء اختيار واحدة.",
    rate="ضع علامة على إجابة واحدة.",
    points="نقاطكم: {count}.",
    ticks="أقصى عدد للعلامات: {count}.",
    ranks="اكتب 1 ثم 2 حتى {count}.",
    write="اكتب بجمل قصيرة.",
    confidential="هذه الجولة سرية.",
    thanks="بدون اسم.",
    booklet_heading="أوراق التصويت",
    booklet_lead="سلّم الكتيّب في النهاية.",
)
PAPERS: dict[str, Callable[[], bytes]] = {
    "preparation": lambda: preparation_pdf(PREPARATION, "de"),
    "plates": lambda: name_plates_pdf(PLATES, "de"),
    "list": lambda: sign_in_pdf(LIST, "de"),
    "cards": lambda: question_cards_pdf(CARDS, "de"),
    "sign": lambda: table_sign_pdf(SIGN, "de"),
    "ballots": lambda: ballots_pdf(BALLOTS),
    "preprinted": lambda: ballots_pdf(replace(BALLOTS, preprinted=True)),
    "booklet": lambda: ballots_pdf(replace(BALLOTS, layout=Layout.BOOKLET)),
    "pages": lambda: ballots_pdf(replace(BALLOTS, layout=Layout.PAGES)),
    "look_back": lambda: ballots_pdf(replace(BALLOTS, ballots=(LOOK_BACK,))),
    "plain": lambda: ballots_pdf(replace(BALLOTS, language="de-simple")),
    "languages": lambda: ballots_pdf(BALLOTS, replace(BALLOTS, language="ar", words=ARABIC)),
    "arabic": lambda: ballots_pdf(replace(BALLOTS, language="ar", words=ARABIC)),
    "tally": lambda: tally_pdf(BALLOTS, "en"),
}
# PAG-001 takes what stands at the foot of every ballot for a running footer, TBL-012 asks for filled cells in a list
# that is there to be filled in, TAG-002 sees the other side of a folded sign, which says the same again; TXT-004 does
# not know that an Arabic letter has several forms.
KNOWN = {"PAG-001", "TBL-012", "TAG-002", "TXT-004"}


def texts_of(pdf: bytes) -> list[str]:
    """The text of each page, its blanks folded."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [re.sub(r"\s+", " ", page.get_textpage().get_text_range()) for page in document]
    finally:
        document.close()


@pytest.mark.parametrize("name", PAPERS)
def test_every_paper_is_accessible_and_the_same_each_time(name: str, tmp_path: Path) -> None:
    pdf = PAPERS[name]()
    path = tmp_path / "paper.pdf"
    path.write_bytes(pdf)

    assert {finding.rule for finding in outloud.check(str(path)).findings} <= KNOWN
    assert PAPERS[name]() == pdf


def test_sheets_hold_each_ballot_twice() -> None:
    pages = texts_of(ballots_pdf(BALLOTS))

    assert len(pages) == len(BALLOTS.ballots)
    assert [page.count("Bitte eines ankreuzen") for page in pages] == [2, 2, 2, 2, 0]
    assert [page.count("Durchgang 1") for page in pages] == [2, 0, 0, 0, 0]


def test_a_confidential_ballot_never_has_a_perspective() -> None:
    for layout in Layout:
        pages = texts_of(ballots_pdf(replace(BALLOTS, layout=layout, preprinted=True)))
        confidential = [page for page in pages if "Anfeindungen" in page]
        assert len(confidential) == 1
        assert not any(perspective in confidential[0] for perspective in PERSPECTIVES)


def test_copies_are_printed() -> None:
    rating = replace(BALLOTS, ballots=(RATING,))

    assert len(texts_of(ballots_pdf(replace(rating, copies=7)))) == 4
    assert len(texts_of(ballots_pdf(replace(rating, copies=7, preprinted=True)))) == 4 * len(PERSPECTIVES)
    assert len(texts_of(ballots_pdf(replace(rating, copies=3, layout=Layout.BOOKLET)))) == 3 * 2
    with pytest.raises(Refusal, match="copies"):
        ballots_pdf(replace(rating, copies=0))


def test_a_booklet_is_in_order_when_folded() -> None:
    pages = texts_of(ballots_pdf(replace(BALLOTS, layout=Layout.BOOKLET, copies=1)))

    # Eight places: the cover, four rounds, three blank ones; then the confidential round on a sheet of its own.
    rounds = [re.findall(r"Durchgang (\d)", page) for page in pages]
    assert rounds == [[], ["1"], ["2"], ["3", "4"], ["6", "6"]]
    assert "Ihre Stimmzettel" in pages[0]


def test_a_long_ballot_goes_on_with_its_perspective() -> None:
    items = tuple(replace(RATED, number=str(number)) for number in range(1, 11))
    pages = texts_of(ballots_pdf(replace(BALLOTS, ballots=(replace(RATING, items=items),), copies=1)))

    assert "(1/2)" in pages[0]
    assert pages[0].count("Bitte eines ankreuzen") == 2
    assert all(f" {number} Gibt es" in f" {pages[0]}" for number in range(1, 11))


def test_letters_that_no_font_has_are_refused() -> None:
    with pytest.raises(Refusal, match="中"):
        ballots_pdf(replace(BALLOTS, ballots=(replace(RATING, title="中文"),)))
    with pytest.raises(Refusal, match="中"):
        ballots_pdf(BALLOTS, replace(BALLOTS, words=replace(GERMAN, thanks=InLanguage("中文", "zh"))))


def test_several_languages_come_in_one_file_each_marked() -> None:
    ukrainian = replace(GERMAN, round="Раунд {number}", perspective="Ґанок їжака")
    parts = [
        replace(BALLOTS, ballots=(RATING,), copies=3),
        replace(BALLOTS, ballots=(RATING,), copies=2, language="uk", words=ukrainian),
        replace(BALLOTS, ballots=(RATING,), copies=1, language="ar", words=ARABIC),
    ]

    pdf = ballots_pdf(*parts)

    pages = texts_of(pdf)
    assert [page.count("Раунд 1") for page in pages] == [0, 0, 2, 0]
    assert spoken_in(pdf) == {"de", "uk", "ar"}


def spoken_in(pdf: bytes) -> set[str]:
    """Every language that a PDF names: of the whole, and of what is in another one."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        found = (one.get("/Lang") for one in document.objects if isinstance(one, pikepdf.Dictionary))
        return {str(language) for language in found if language is not None}


def test_what_is_in_another_language_is_marked() -> None:
    idea = BallotItem(number="1", text=InLanguage("مقهى لغوي؟", "ar"))
    prioritised = replace(BALLOTS.ballots[1], items=(idea,))

    assert spoken_in(ballots_pdf(replace(BALLOTS, ballots=(prioritised,)))) == {"de", "ar"}


def test_plain_german_is_german_to_a_reader_and_in_large_letters() -> None:
    plain = ballots_pdf(replace(BALLOTS, language="de-simple", ballots=(RATING,)))
    usual = ballots_pdf(replace(BALLOTS, ballots=(RATING,)))

    assert spoken_in(plain) == {"de"}
    assert size_of(plain, "Gibt es Regeln?") > size_of(usual, "Gibt es Regeln?")


def size_of(pdf: bytes, words: str) -> float:
    """How high the first letter of a text is on the first page."""
    page = pypdfium2.PdfDocument(pdf)[0].get_textpage()
    place = page.search(words).get_next()
    assert place is not None
    _left, bottom, _right, top = page.get_charbox(place[0])
    return float(top - bottom)


def test_a_round_of_the_whole_asks_for_no_perspective() -> None:
    for layout in Layout:
        pages = texts_of(ballots_pdf(replace(BALLOTS, ballots=(RATING, LOOK_BACK), layout=layout, preprinted=True)))
        whole = [page for page in pages if "Rückblick" in page]
        assert len(whole) == 1
        assert not any(perspective in whole[0] for perspective in PERSPECTIVES)
        assert "vertraulich" not in whole[0]


def test_answers_have_the_letters_of_the_tally() -> None:
    ballots = replace(BALLOTS, ballots=(LOOK_BACK,))

    assert letters_before(ANSWERS, texts_of(tally_pdf(ballots, "de"))[0]) == ["a", "b", "c", "d"]
    assert " a b c d ja teilweise" in texts_of(ballots_pdf(ballots))[0]


def letters_before(answers: tuple[str, ...], page: str) -> list[str]:
    return [page[page.index(f" {answer}") - 1] for answer in answers]


def test_the_tally_leaves_out_what_is_written() -> None:
    pages = texts_of(tally_pdf(replace(BALLOTS, ballots=(LOOK_BACK,)), "de"))

    assert len(pages) == 1
    assert "Ohne Perspektive" in pages[0]
    assert "Was sollten wir noch wissen?" not in pages[0]


def test_a_line_waits_for_an_idea_that_nobody_had_yet() -> None:
    empty = tuple(replace(topic, text="") for topic in TOPICS)
    ballots = replace(BALLOTS, ballots=(replace(BALLOTS.ballots[1], items=empty),))

    assert "1 2 3 4 5" in texts_of(ballots_pdf(ballots))[0]
    assert "5 …" in texts_of(tally_pdf(ballots, "de"))[0]


def test_pictures_that_people_type_are_left_out_and_words_stay() -> None:
    assert without_pictures("Sprachcafé 🙂 im Rathaus 👩‍👩‍👧") == "Sprachcafé im Rathaus"
    assert without_pictures("20 °C, © 中 مُدرّسة") == "20 °C, © 中 مُدرّسة"


def test_the_tally_has_a_sheet_for_each_round_and_perspective() -> None:
    pages = texts_of(tally_pdf(BALLOTS, "de"))

    assert len(pages) == 3 * len(PERSPECTIVES) + 1
    assert [page.count("ohne Perspektive") for page in pages] == [0] * 9 + [1]
    assert all(option in pages[0] for option in ANSWERS)
    assert pages[6].count("Rang 3") == len(TOPICS)


def test_answers_stay_off_the_cards_unless_asked_for() -> None:
    assert "geantwortet" not in "".join(texts_of(question_cards_pdf(CARDS, "de")))
    assert "geantwortet: nein" in "".join(texts_of(question_cards_pdf(replace(CARDS, shows_answers=True), "de")))
    assert len(texts_of(question_cards_pdf(CARDS, "de"))) == 2


def test_the_list_tells_what_it_is_for() -> None:
    pages = texts_of(sign_in_pdf(LIST, "de"))

    assert len(pages) == 2
    assert all("freiwillig" in page and "31. März 2027" in page for page in pages)
    assert "Foto" not in "".join(texts_of(sign_in_pdf(replace(LIST, asks_about_photos=False), "de")))


def test_the_preparation_counts_and_names_nobody_with_a_need() -> None:
    pages = texts_of(preparation_pdf(PREPARATION, "de"))

    assert "Politik 14 6 3" in pages[0]
    assert "Alle – 11 –" in pages[0]
    assert "Arabisch 2" in pages[0]
    assert "Türkisch" not in pages[0]
    everything = " ".join(pages)
    assert all(f"Punkt {number}" in everything for number in range(1, 12))


def test_a_confidential_item_writes_nothing_up() -> None:
    rated = PreparedItem(number="1", starts=time(14), ends=time(15), minutes=60, activity=Activity.RATE, title="")
    asked = replace(rated, questions=(PreparedQuestion(number="1", question="Warum?", reason="Uneinig"),))

    def told(item: PreparedItem) -> str:
        return " ".join(texts_of(preparation_pdf(replace(PREPARATION, agenda=(item,)), "de")))

    assert "neben die Antwort der Verwaltung" in told(asked)
    assert "Uneinig" in told(asked)
    confidential = told(replace(asked, is_confidential=True))
    assert "neben die Antwort der Verwaltung" not in confidential
    assert "vernichten" in confidential


def test_words_are_never_code() -> None:
    hostile = '#read("/etc/passwd") *bold* $x$ @ref'
    event = replace(EVENT, title=hostile)

    assert hostile.replace(" ", "") in texts_of(name_plates_pdf(replace(PLATES, event=event), "de"))[0].replace(" ", "")
    assert ballots_pdf(replace(BALLOTS, event=event, ballots=(replace(RATING, title=hostile),)))
