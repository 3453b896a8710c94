"""The mapping of one field of action."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from weltoffen.answers.bridge import questionnaire_of
from weltoffen.foundation.templating import current_language
from weltoffen.foundation.views import BAD_REQUEST
from weltoffen.limesurvey.actions import (
    change_mapping,
)
from weltoffen.limesurvey.forms import chosen_in
from weltoffen.limesurvey.pages import (
    column_choices,
    opened,
    shown_questions,
)
from weltoffen.limesurvey.queries import file_of
from weltoffen.municipalities.access import Here
from weltoffen.municipalities.roles import Permission
from weltoffen.rounds.access import round_door
from weltoffen.rounds.models import Round
from weltoffen.rounds.rules import require_open


@round_door(Permission.MANAGE_ROUNDS)
@require_http_methods(["GET", "HEAD", "POST"])
def field(request: HttpRequest, here: Here, round_: Round, file: int, field: str) -> HttpResponse:
    """The questions of a field of action, each with its column and what its values become."""
    require_open(round_)
    asked = questionnaire_of(round_, current_language()).fields.get(field)
    if asked is None:
        raise Http404
    one = opened(round_, file_of(round_, file, here.person))
    context = {"round": round_, "file": one.file, "field": asked, "columns": column_choices(one.content)}
    if request.method != "POST":
        return render(request, "limesurvey/field.jinja", {**context, "questions": shown_questions(one, asked)})
    own = {words.key for words in asked.questions}
    taken = {heading.heading: key for key, heading in one.by_question.items() if key not in own}
    chosen = chosen_in(request.POST, round_, one.content, (words.key for words in asked.questions), taken)
    if chosen.faults:
        shown = shown_questions(one, asked, chosen.columns, chosen.faults)
        return render(request, "limesurvey/field.jinja", {**context, "questions": shown}, status=BAD_REQUEST)
    change_mapping(round_, file, chosen.columns, field=field, language=current_language(), by=here.person)
    if chosen.new:
        messages.info(request, _("The columns are changed. Please look at what their values become."))
        return redirect("limesurvey:field", slug=here.municipality.slug, number=round_.number, file=file, field=field)
    messages.success(request, _("“%(field)s” is saved.") % {"field": asked.label})
    return _to_file(here, round_, file)


def _to_file(here: Here, round_: Round, file: int) -> HttpResponse:
    return redirect("limesurvey:file", slug=here.municipality.slug, number=round_.number, file=file)
