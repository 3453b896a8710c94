"""What of an evaluation is public: choose fields, see exactly what everyone will see, release, withdraw."""

from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from weltoffen.evaluation.access import evaluation_door, open_door
from weltoffen.evaluation.actions import release_fields, withdraw_field
from weltoffen.evaluation.addresses import link_to
from weltoffen.evaluation.bridge.opening import Opened
from weltoffen.evaluation.bridge.released import Content, contents_for_public, goals_not_shown
from weltoffen.evaluation.forms import FieldsForm, WithdrawForm
from weltoffen.evaluation.models import StoredEvaluation
from weltoffen.evaluation.queries import public_releases
from weltoffen.evaluation.rules import CannotBeShown, NotPublic
from weltoffen.evaluation.views.frame import show_open
from weltoffen.foundation.templating import current_language
from weltoffen.municipalities.access import Here
from weltoffen.municipalities.roles import Permission


@open_door(Permission.PUBLISH)
@require_safe
def publication(request: HttpRequest, here: Here, stored: StoredEvaluation, opened: Opened) -> HttpResponse:
    """What is public, and what could be."""
    return _chooser(request, here, stored, opened, FieldsForm(_labels(_contents(stored))))


@open_door(Permission.PUBLISH)
@require_http_methods(["GET", "HEAD", "POST"])
def release(request: HttpRequest, here: Here, stored: StoredEvaluation, opened: Opened) -> HttpResponse:
    """Exactly what everyone will see of the chosen fields; then the deed."""
    contents = _contents(stored)
    form = FieldsForm(_labels(contents), request.POST if request.method == "POST" else request.GET)
    if not form.is_valid():
        return _chooser(request, here, stored, opened, form)
    chosen = form.cleaned_data["field"]
    if request.method != "POST":
        shown = [(key, content) for key, content in contents.items() if key in chosen]
        unshown, labels = goals_not_shown(stored, current_language()), _labels(contents)
        named = [(labels[key], unshown[key]) for key, _content in shown if unshown[key]]
        return show_open(request, here, stored, opened, "release", "publication", chosen=shown, not_shown=named)
    released = release_fields(stored, chosen, by=here.person)
    names = _labels({one.field: one.content for one in released}).values()
    messages.success(request, _("Public now: %(fields)s.") % {"fields": ", ".join(names)})
    return redirect(link_to(stored, here)("publication"))


@evaluation_door(Permission.PUBLISH)
@require_POST
def withdraw(request: HttpRequest, here: Here, stored: StoredEvaluation) -> HttpResponse:
    """Take a field back from the public."""
    form = WithdrawForm(request.POST)
    wanted = form.cleaned_data["release"] if form.is_valid() else None
    found = next((one for one in public_releases() if one.pk == wanted), None)
    if found is None:
        raise NotPublic
    withdraw_field(found, by=here.person)
    labels = _labels({found.field: found.content})
    messages.success(request, _("No longer public: %(field)s.") % {"field": labels[found.field]})
    return redirect(link_to(stored, here)("publication"))


def _chooser(
    request: HttpRequest, here: Here, stored: StoredEvaluation, opened: Opened, form: FieldsForm
) -> HttpResponse:
    contents = _contents(stored)
    public = public_releases()
    here_public = {one.field: one for one in public if one.evaluation_id == stored.pk}
    return show_open(
        request, here, stored, opened, "publication", "publication",
        form=form, contents=contents, public=public, here_public=here_public,
        choices=[(key, label, "") for key, label in _labels(contents).items() if key not in here_public],
        telling=[one.heading for one in opened.report.fields if one.is_answered and one.key not in contents],
        unanswered=[chapter.heading for chapter in opened.report.fields if not chapter.is_answered],
    )  # fmt: skip


def _contents(stored: StoredEvaluation) -> Mapping[str, Content]:
    contents = contents_for_public(stored)
    if contents is None:
        raise CannotBeShown
    return contents


def _labels(contents: Mapping[str, Content]) -> dict[str, str]:
    """What each field is called in the language that is spoken now."""
    language = current_language()
    return {key: str(content[language]["label"]) for key, content in contents.items()}  # type: ignore[index]
