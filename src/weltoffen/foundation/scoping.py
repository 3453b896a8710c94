"""Managers of tenants' tables: a query outside of a municipality's scope raises instead of answering."""

from typing import Any

from django.db import models
from django_scopes import ScopedManager


def scoped(manager: type[models.Manager[Any]] = models.Manager) -> Any:
    """A manager whose queries see the municipality in scope only; the scope is the municipality's primary key.

    Outside of `scope(municipality=…)` every query raises `django_scopes.exceptions.ScopeError`.
    """
    return ScopedManager(municipality="municipality_id", _manager_class=manager)
