"""The stage of the stories, for house rules that look at the whole platform."""

from collections.abc import Iterator

import pytest
from pytest_django.plugin import DjangoDbBlocker
from tests import stage


@pytest.fixture(scope="module")
def on_stage(
    django_test_environment: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    """The database holds the whole cast; what a test changes it takes back."""
    with django_db_blocker.unblock(), stage.on_stage(tmp_path_factory.mktemp("stage")):
        yield
