"""What a person reads on a page, for tests of views."""

import re

from django.http import HttpResponseBase


def words(response: HttpResponseBase) -> str:
    """The text of a page's main part, without tags."""
    page = bytes(getattr(response, "content", b"")).decode()
    main = page.partition("<main")[2].partition("</main>")[0] or page
    text = re.sub(r"<(script|style).*?</\1>|<[^>]+>", " ", "<main" + main, flags=re.DOTALL)
    return " ".join(text.replace("&#x27;", "'").replace("&quot;", '"').replace("&amp;", "&").split())


def errors(response: HttpResponseBase) -> list[tuple[str, str]]:
    """The list of faults on top of a page: where each links to, and its sentence."""
    page = bytes(getattr(response, "content", b"")).decode()
    return re.findall(r'<li><a class="kern-link" href="#([^"]+)">([^<]+)</a></li>', page)
