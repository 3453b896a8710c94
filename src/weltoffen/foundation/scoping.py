"""Managers of tenants' tables: a query outside of a municipality's scope raises instead of answering."""

from typing import Any

from django.db import models
from django_scopes import ScopedManager, get_scope
from django_scopes.exceptions import ScopeError
from django_scopes.manager import DisabledQuerySet


class Unanswering(DisabledQuerySet):  # type: ignore[misc]
    """What stands for a query without a scope. The library lets these three answer."""

    exists = contains = explain = DisabledQuerySet.error


def scoped(manager: type[models.Manager[Any]] = models.Manager) -> Any:
    """A manager whose queries see the municipality in scope only; the scope is the municipality's primary key.

    Outside of `scope(municipality=…)` every query raises `django_scopes.exceptions.ScopeError`.
    """
    library = ScopedManager(municipality="municipality_id", _manager_class=manager)

    class Scoped(type(library)):  # type: ignore[misc]
        def get_queryset(self) -> Any:
            found = super().get_queryset()
            if isinstance(found, DisabledQuerySet):
                found.__class__ = Unanswering
            return found

    return Scoped()


def municipality_in_scope() -> int:
    """The primary key of the municipality in scope. Raises `ScopeError` where there is none, or no single one."""
    municipality = get_scope().get("municipality")
    if not isinstance(municipality, int):
        raise ScopeError("A municipality has to be in scope.")
    return municipality
