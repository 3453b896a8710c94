"""HTML of LimeSurvey's editor becomes plain text, and says what was lost."""

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
        ("", Plain("")),
    ],
)
def test_html_becomes_text(written: str, expected: Plain) -> None:
    assert plain(written) == expected


def test_hostile_html_takes_no_time() -> None:
    assert plain("<" * 20_000).text
    assert plain("<p>" * 20_000 + "x").text == "x"
