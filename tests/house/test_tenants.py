"""Nothing is read across municipalities by accident: tenants' tables are read in a scope, and leaving it is named."""

import ast
from collections.abc import Callable, Iterator
from typing import Any, ClassVar

import pytest
from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.test.utils import isolate_apps
from django_scopes import scope
from django_scopes.exceptions import ScopeError
from tests.house.rooms import PLATFORM, modules, name_of

from weltoffen.foundation.scoping import scoped
from weltoffen.settings import ROOMS

# Tables that belong to nobody in particular, and why.
GLOBAL = {
    "accounts.Person": "somebody may belong to several municipalities",
    "accounts.Identity": "it is its person's, in whatever municipality they work",
    "accounts.Session": "it is its person's, in whatever municipality they work",
    "municipalities.Municipality": "it is the tenant itself",
    "municipalities.RegisteredPlace": "the official register is public and belongs to nobody",
    "privacy.PageCount": "counts openings of public pages, of no municipality and no person",
    "surveys.UsedForm": "holds checksums of numbers by chance, of no survey and no municipality",
    "catalogue.FrameworkVersion": "questionnaires are everybody's",
}
# Where the scope is left, and why.
LEAVING = {
    "answers/uploads.py erase_old_uploads": "erases what nobody took over within a day, and reads none of it",
    "limesurvey/actions.py erase_old_files": "erases what is a day old, and reads none of it",
    "limesurvey/own_data.py mappings_data": "shows a person what they saved, wherever that was",
    "limesurvey/own_data.py forget_names": "takes a person's name away, wherever it stands",
    "agreement/own_data.py agreement_data": "about a person, wherever they worked",
    "agreement/own_data.py forget_names": "about a person, wherever they worked",
    "answers/own_data.py answers_data": "shows a person what they saved, wherever that was",
    "answers/own_data.py forget_names": "takes a person's name away, wherever it stands",
    "contributors/own_data.py contributors_data": "shows a person where they contribute, and nobody else",
    "contributors/own_data.py forget_contributors": "takes a person's name and address away, wherever they stand",
    "contributors/queries.py contributor_anywhere": "finds whose link it is, before a municipality is known",
    "contributors/queries.py municipalities_with_due_mail": "finds where mail is due, and reads none of it",
    "contributors/retention.py erase_old_contributors": "erases those whose time is over, and reads none of them",
    "reminders/own_data.py forget_reminders": "takes away what was noted about a person, wherever that was",
    "reminders/own_data.py reminders_data": "shows a person their own reminders, and nobody else's",
    "reminders/queries.py municipalities_with_due_reminders": "finds where reminders are due, and reads none of them",
    "reminders/retention.py erase_old_reminders": "erases what was noted too long ago, and reads none of it",
    "surveys/queries.py survey_with_key": "a link is all that residents have; it leads to one survey",
    "invitations/own_data.py forget_invitations": "takes a person's name and address away, wherever they stand",
    "invitations/own_data.py invitations_data": "shows a person where they are invited, and nobody else",
    "invitations/queries.py guest_anywhere": "finds whose link it is, before a municipality is known",
    "invitations/queries.py municipalities_with_due_guest_mail": "finds where mail is due, and reads none of it",
    "invitations/queries.py municipalities_with_events": "lists what municipalities announced to everyone",
    "invitations/retention.py erase_old_guests": "erases those whose time is over, and reads none of them",
    "invitations/retention.py erase_old_needs": "erases what is too old, and reads none of it",
    "live/queries.py _by_code": "a code is all that guests have; it leads to one workshop",
    "live/queries.py workshop_of_stage": "a key is all that a stage has; it leads to one workshop",
    "live/queries.py _on_air": "a signed token says which workshop somebody follows",
    "live/queries.py _version": "tells that something changed in workshops that are followed, and not what",
    "live/queries.py _votes": "tells how many voted in workshops that are followed, and not how",
    "live/queries.py _connected": "tells that somebody came or left in workshops that are followed, and not who",
    "live/queries.py _newest_idea": "tells that an idea came in a workshop that is followed, and not which",
    "live/source.py _report": "notes how many are on the line of a workshop, and reads nothing",
    "workshops/queries.py is_code_taken": "guests type a code without naming a municipality, so each exists once",
    "surveys/retention.py close_surveys_that_are_over": "closes what is over, each in its own scope",
    "evidence/own_data.py evidence_data": "about a person, wherever they worked",
    "evidence/own_data.py forget_names": "about a person, wherever they worked",
    "evaluation/own_data.py evaluations_data": "shows a person what they computed, wherever that was",
    "evaluation/own_data.py forget_names": "takes a person's name away, wherever it stands",
    "journal/own_data.py journal_data": "shows a person what they did, wherever that was",
    "journal/own_data.py forget_names": "takes a person's name away, wherever it stands",
    "journal/retention.py erase_old_entries": "erases entries whose time is over, and reads none of them",
    "journal/queries.py places_of_deeds": "asks about a person, to find where they did something",
    "departments/own_data.py departments_data": "shows a person where they work, and nobody else",
    "joint/queries.py partnerships_of": "finds the rows of a county that name this municipality as their town",
    "municipalities/queries.py memberships_of": "asks about a person, before a municipality is chosen",
    "municipalities/queries.py people_counted": "counts for the operator's list of municipalities, and shows nobody",
    "evaluation/queries.py released_municipalities": "lists what municipalities decided to show to everyone",
}
# Ways to ask a table.
WITHOUT_SCOPE: dict[str, Callable[[Any], object]] = {
    "all": lambda manager: list(manager.all()),
    "filter": lambda manager: list(manager.filter(pk=1)),
    "exclude": lambda manager: list(manager.exclude(pk=1)),
    "get": lambda manager: manager.get(pk=1),
    "exists": lambda manager: manager.exists(),
    "excluded exists": lambda manager: manager.exclude(pk=1).exists(),
    "count": lambda manager: manager.count(),
    "in bulk": lambda manager: manager.in_bulk([1]),
    "first of selected": lambda manager: manager.select_related().first(),
    "deferred": lambda manager: list(manager.defer(None)),
    "values": lambda manager: list(manager.distinct().values("pk")),
    "explain": lambda manager: manager.explain(),
    "update": lambda manager: manager.update(id=1),
    "delete": lambda manager: manager.exclude(pk=1).delete(),
}
LEAVING_BY = {"scopes_disabled", "_base_manager", "_default_manager"}


def our_models() -> list[type[models.Model]]:
    """Every model of every room."""
    return [model for room in ROOMS for model in apps.get_app_config(room).get_models()]


def faults_of(model: type[models.Model]) -> list[str]:
    """Why a query of this model could show another municipality's rows."""
    try:
        model._meta.get_field("municipality")
    except FieldDoesNotExist:
        if not any(field.attname == "municipality_id" for field in model._meta.concrete_fields):
            return ["has no municipality"]
    answering = [name for name, ask in WITHOUT_SCOPE.items() if not _raises(ask, model.objects)]  # type: ignore[attr-defined]
    if answering:
        return [f"answers without a scope: {', '.join(answering)}"]
    with scope(municipality=4711):
        query = str(model.objects.all().query)  # type: ignore[attr-defined]
    return [] if '"municipality_id" = 4711' in query else ["is not filtered by the scope"]


def _raises(ask: Callable[[Any], object], manager: Any) -> bool:
    try:
        ask(manager)
    except ScopeError:
        return True
    except RuntimeError:
        # The query went as far as the database, which is closed here.
        return False
    return False


def leaving(source: str) -> Iterator[str]:
    """The functions in which a scope is left; `(module)` where that happens outside of any."""
    tree = ast.parse(source)
    inside: dict[ast.AST, str] = {}
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef):
            inside.update(dict.fromkeys(ast.walk(function), function.name))
    for node in ast.walk(tree):
        name = node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""
        if name in LEAVING_BY:
            yield inside.get(node, "(module)")


@isolate_apps("tests")
def test_faults_of_models_are_found() -> None:
    class Plain(models.Model):
        class Meta:
            app_label = "tests"

    class Unscoped(models.Model):
        municipality = models.ForeignKey(Plain, models.CASCADE, related_name="+")

        class Meta:
            app_label = "tests"

    class Sound(models.Model):
        municipality = models.ForeignKey(Plain, models.CASCADE, related_name="+")
        objects: ClassVar[models.Manager["Sound"]] = scoped()

        class Meta:
            app_label = "tests"

    assert faults_of(Plain) == ["has no municipality"]
    assert faults_of(Unscoped) == [f"answers without a scope: {', '.join(WITHOUT_SCOPE)}"]
    assert faults_of(Sound) == []


def test_leaving_a_scope_is_found() -> None:
    source = "def read():\n    with scopes_disabled():\n        pass\nRound._base_manager.all()\n"

    assert sorted(leaving(source)) == ["(module)", "read"]


@pytest.mark.parametrize("model", our_models(), ids=lambda model: model._meta.label)
def test_every_model_is_global_for_a_reason_or_read_in_a_scope(model: type[models.Model]) -> None:
    if model._meta.label in GLOBAL:
        assert faults_of(model) == ["has no municipality"]
    else:
        assert faults_of(model) == []


def test_global_models_exist() -> None:
    assert set(GLOBAL) <= {model._meta.label for model in our_models()}


def test_the_scope_is_left_in_named_places_only() -> None:
    above = [*PLATFORM.glob("*.py"), *(PLATFORM / "commands").glob("*.py")]
    found = {
        f"{name_of(path)} {function}"
        for path in [*modules(), *above]
        for function in leaving(path.read_text(encoding="utf-8"))
    }

    assert found == set(LEAVING)
