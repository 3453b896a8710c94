"""Tables point to their own room or an earlier one, and the migrations are what the models say."""

import pytest
from django.apps import apps
from django.db import models
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ModelState, ProjectState
from django.test.utils import isolate_apps
from django.utils import translation
from tests.house.rooms import is_before

from weltoffen.settings import ROOMS


def later_rooms(model: type[models.Model]) -> list[str]:
    """Relations of a model that point into a later room, by name."""
    room = model._meta.app_label
    return [
        field.name
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey | models.OneToOneField | models.ManyToManyField)
        and field.related_model._meta.app_label in ROOMS
        and not is_before(field.related_model._meta.app_label, room)
    ]


def missing_migrations(now: ProjectState) -> list[str]:
    """What a new migration would do to come from the written ones to this state, in our rooms."""
    loader = MigrationLoader(None)
    with translation.override(None):
        changes = MigrationAutodetector(loader.project_state(), now).changes(graph=loader.graph)
    return [
        f"{room}: {operation.describe()}"
        for room, migrations in changes.items()
        if room in ROOMS
        for migration in migrations
        for operation in migration.operations
    ]


@isolate_apps("weltoffen.rounds", "weltoffen.evaluation")
def test_a_relation_into_a_later_room_is_found() -> None:
    class Late(models.Model):
        class Meta:
            app_label = "evaluation"

    class Early(models.Model):
        result = models.ForeignKey("evaluation.Late", models.CASCADE, related_name="+")

        class Meta:
            app_label = "rounds"

    assert later_rooms(Early) == ["result"]
    assert later_rooms(Late) == []


@pytest.mark.parametrize("room", ROOMS)
def test_no_relation_points_into_a_later_room(room: str) -> None:
    found = {model.__name__: later_rooms(model) for model in apps.get_app_config(room).get_models()}

    assert {name: names for name, names in found.items() if names} == {}


def test_a_missing_migration_is_found() -> None:
    state = ProjectState.from_apps(apps)
    state.add_model(ModelState("rounds", "Planted", [("id", models.BigAutoField(primary_key=True))]))

    assert missing_migrations(state) == ["rounds: Create model Planted"]


def test_no_migration_is_missing() -> None:
    assert missing_migrations(ProjectState.from_apps(apps)) == []
