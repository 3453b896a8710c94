"""Which addresses are kept, and which host is named."""

import pytest

from weltoffen.evidence.links import FaultyLink, checked_link, host_of


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)", "JAVASCRIPT:alert(1)//https://a.de", "data:text/html,x", "file:///etc/passwd", "ftp://a.de",
        "//a.de/x", "a.de", "https://", "https:///x", "http://./", "https://[::1", "https://a.de:x/", "",
        "https://name@a.de/", "https://a.de@b.de/", "https://a.de/ b", "https://a.de/\u202ex", "https://a.de\\@b.de",
        "java\tscript:alert(1)", "https://a.de/" + "x" * 1000,
    ],
)  # fmt: skip
def test_other_than_addresses_of_pages_are_refused(url: str) -> None:
    with pytest.raises(FaultyLink):
        checked_link(url)


@pytest.mark.parametrize(
    ("url", "host"),
    [
        (" https://www.Example.de/a?b=c#d ", "www.example.de"),
        ("http://intranet/konzept", "intranet"),
        ("https://müllheim.de/", "müllheim.de"),
        ("https://www.gооgle.de/", "www.xn--ggle-55da.de"),
        ("https://[2001:db8::1]:8443/x", "2001:db8::1"),
    ],
)
def test_the_host_is_named_so_that_it_cannot_be_mistaken(url: str, host: str) -> None:
    assert host_of(checked_link(url)) == host
