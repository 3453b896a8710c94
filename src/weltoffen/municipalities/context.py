"""What the frame of every page inside a municipality asks for: the navigation of this person."""

from collections.abc import Mapping
from typing import NamedTuple

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise

from weltoffen.municipalities.access import Here
from weltoffen.municipalities.slots import destinations


class Entry(NamedTuple):
    """A line of the navigation; `current` is what `aria-current` says: page, true (a page below it), or nothing."""

    label: Promise
    href: str
    current: str


def navigation(request: HttpRequest) -> Mapping[str, object]:
    """The entries for templates; none outside of a municipality."""
    here = getattr(request, "here", None)
    return {"navigation": _entries(here, request.path) if isinstance(here, Here) else []}


def _entries(here: Here, path: str) -> list[Entry]:
    home = reverse("municipalities:home", kwargs={"slug": here.municipality.slug})
    entries = []
    for destination in destinations(here):
        href = reverse(destination.url_name, kwargs={"slug": here.municipality.slug})
        # Every page lies below the overview; being there says nothing.
        below = "true" if path.startswith(href) and href != home else ""
        entries.append(Entry(destination.label, href, "page" if path == href else below))
    return entries
