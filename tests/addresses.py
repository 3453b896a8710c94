"""Every address of the product by its name, from Django's resolver: what a test must have a row for."""

from collections.abc import Iterator
from typing import NamedTuple

from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RegexPattern


class Address(NamedTuple):
    """The name of an address, and the names of the parts that it takes."""

    name: str
    parts: tuple[str, ...]


def addresses() -> list[Address]:
    """Every address once, by name."""
    return sorted(set(_walk(get_resolver(), "", ())))


def names() -> list[str]:
    """The names of all addresses."""
    return sorted({address.name for address in addresses()})


def _walk(resolver: URLResolver, namespace: str, parts: tuple[str, ...]) -> Iterator[Address]:
    for entry in resolver.url_patterns:
        taken = (*parts, *entry.pattern.converters, *_named_groups(entry.pattern))
        if isinstance(entry, URLPattern):
            yield Address(f"{namespace}{entry.name}", taken)
        else:
            yield from _walk(entry, f"{namespace}{entry.namespace}:" if entry.namespace else namespace, taken)


def _named_groups(pattern: object) -> tuple[str, ...]:
    return tuple(pattern.regex.groupindex) if isinstance(pattern, RegexPattern) else ()
