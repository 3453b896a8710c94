"""Every table of the installation is declared once: what it holds, whose, what for, who sees it, until when."""

import pytest
from django.apps import apps
from django.core.cache.backends.db import DatabaseCache
from django.db import connection, models
from django.test.utils import isolate_apps
from django.utils import translation

from weltoffen.foundation.slots import Slot
from weltoffen.foundation.stored import BROWSER_STORE, COOKIES, STORED, Stored, Whose, coverage, in_days

# Tables of no model: what Django writes down about changes of the schema.
WITHOUT_MODEL = {"django_migrations"}


def undeclared(labels: list[str], *, declared: Slot[Stored] = STORED) -> dict[str, int]:
    """Tables with no declaration or more than one, and declared ones that are not there."""
    return {
        label: number
        for label, number in coverage(labels, declared).items()
        if number != 1 or label not in labels
    }  # fmt: skip


def all_models() -> list[type[models.Model]]:
    """Every model of the installation, those of other packages and tables between two included."""
    return list(apps.get_models(include_auto_created=True))


@isolate_apps("tests")
def test_a_table_without_a_declaration_is_found() -> None:
    class Planted(models.Model):
        class Meta:
            app_label = "tests"

    declared = Slot(_declared("a.Once"), _declared("a.Twice"), _declared("a.Twice", "a.Gone"))

    assert undeclared([Planted._meta.label, "a.Once", "a.Twice"], declared=declared) == {
        "tests.Planted": 0, "a.Twice": 2, "a.Gone": 1,
    }  # fmt: skip


def test_every_table_is_declared_once() -> None:
    assert undeclared([model._meta.label for model in all_models()]) == {}


@pytest.mark.django_db
def test_there_are_no_other_tables() -> None:
    known = {model._meta.db_table for model in all_models()}

    assert set(connection.introspection.table_names()) - known - _tables_of_caches() == WITHOUT_MODEL


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_declaration_says_everything(language: str) -> None:
    with translation.override(language):
        said = [[one.what, one.purpose, one.seen_by, one.until_when, one.basis] for one in STORED]
        said += [[one.name, one.purpose, one.until_when] for one in [*COOKIES, *BROWSER_STORE]]

    assert [words for words in said if not all(str(word).strip() for word in words)] == []
    assert len(said) > 15


@pytest.mark.parametrize(("number", "words"), [(1, "1 day"), (14, "14 days"), (365, "1 year"), (3650, "10 years")])
def test_periods_in_words(number: int, words: str) -> None:
    with translation.override("en"):
        assert in_days(number) == words


def _tables_of_caches() -> set[str]:
    from django.core.cache import caches

    return {str(getattr(cache, "_table", "")) for cache in caches.all() if isinstance(cache, DatabaseCache)}


def _declared(*labels: str) -> Stored:
    return Stored(whose=Whose.NOBODY, what="a", purpose="b", seen_by="c", until="d", models=labels)
