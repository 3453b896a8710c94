"""A real provider of OpenID Connect that runs while a test does."""

import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from weltoffen.environment import Provider

# What its parts say about each other is no fault of ours.
with warnings.catch_warnings(record=True):
    from oidc_provider_mock import User, run_server_in_thread

DOMAINS = frozenset({"donnersbergkreis.example"})


@contextmanager
def provider_of(people: Mapping[str, Mapping[str, object]]) -> Iterator[Provider]:
    """It knows these people: what it calls them, and what it says about them."""
    users = [User(sub=subject, claims=dict(claims)) for subject, claims in people.items()]
    with run_server_in_thread(user_claims=users) as server:
        address = f"http://localhost:{server.server_port}"
        yield Provider(address, "weltoffen", "geheim", "Kreisverwaltung", DOMAINS)
