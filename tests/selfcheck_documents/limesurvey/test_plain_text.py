"""HTML of LimeSurvey's editor becomes plain text, and says what was lost."""

import time

import pytest

from selfcheck_documents.limesurvey.plain_text import Plain, plain


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("schlicht", Plain("schlicht")),
        ("<p>eins</p>\n<p>zwei<br/>drei</p>", Plain("eins\nzwei\ndrei")),
        ("a&nbsp;&amp;&#228;", Plain("a &ä")),
        ("<h4>Titel</h4><p>Frage?</p>", Plain("Frage?", "Titel")),
        ("<h4>Nur Titel</h4>", Plain("Nur Titel")),
        ("<ul><li>eins</li><li> <b>zwei</b></li></ul>", Plain("• eins\n• zwei")),
        ('<a href="https://example.org/x">Seite</a>', Plain("Seite (https://example.org/x)")),
        ('<a href="mailto:a@example.org">Post</a>', Plain("Post (a@example.org)")),
        ('<a href="javascript:alert(1)">Klick</a>', Plain("Klick")),
        ("<style>p {color: red}</style>x", Plain("x")),
        ("<script>if (1 < 2) {x}</script>x", Plain("x", lost=("script",))),
        ('<iframe src="https://example.org"></iframe>x', Plain("x", lost=("iframe",))),
        ("Hallo {NAME}, { kein Ausdruck }", Plain("Hallo {NAME}, { kein Ausdruck }", lost=("{NAME}",))),
        ("offen <b>fett <p>und <i>schief", Plain("offen fett\nund schief")),
        ("&lt;b&gt; bleibt", Plain("<b> bleibt")),
        ("a\x00b\ud800c\x1b[0m", Plain("a b c [0m")),
        ("3 < 4 und 5 > 4", Plain("3 < 4 und 5 > 4")),
        ('<p title="a > b">x</p>', Plain("x")),
        ("<!-- weg --><p>da</p><!DOCTYPE x><?php y ?>", Plain("da")),
        ("<!-- offen <p>da</p>", Plain("da")),
        ("Ende <", Plain("Ende <")),
        ("", Plain("")),
    ],
)
def test_html_becomes_text(written: str, expected: Plain) -> None:
    assert plain(written) == expected


HOSTILE = (
    "<", "<p>", "<!--", '<a href="', "<a b='", "</", "<![", "<?", "<script>", "<a href=x>", "&#", "{", "<li>", "'\">",
)  # fmt: skip


@pytest.mark.parametrize("part", HOSTILE)
def test_hostile_html_is_read_at_once(part: str) -> None:
    begun = time.process_time()

    plain(part * (200_000 // len(part)))

    assert time.process_time() - begun < 2


def test_a_number_of_a_sign_that_is_too_long_is_left_out() -> None:
    assert plain("a&#" + "9" * 10_000 + ";b").text == "a ;b"


def test_what_is_longer_than_any_text_is_cut() -> None:
    text = plain("wort " * 50_000)

    assert (len(text.text), text.lost) == (199_999, ("…",))
