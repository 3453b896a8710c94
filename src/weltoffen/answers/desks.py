"""Where somebody answers a page of questions: for whom, and where the page's links lead. With an account or without.

What is sound and in no conflict is saved; the page comes back with the rest, so that nobody loses their words.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from weltoffen.answers.actions import Outcome, save_answers
from weltoffen.answers.bridge import questionnaire_of, questions_of
from weltoffen.answers.forms import Typed, typed_on_page
from weltoffen.answers.pages import FieldPage, saved_message, words_for_script
from weltoffen.answers.respondents import Voice
from weltoffen.answers.rules import Fault, faults_in
from weltoffen.answers.speaking import Choice
from weltoffen.answers.wording import OWN, WordedField
from weltoffen.foundation.refusals import Refused
from weltoffen.foundation.templating import current_language
from weltoffen.rounds.models import Round
from weltoffen.rounds.rules import RoundIsClosed

PLACE_OF_QUESTION, PLACE_OF_FIELD = "QUESTION", "FIELD"
CONFLICT = 409


@dataclass(frozen=True)
class Ways:
    """Addresses. `save` and `history` hold QUESTION, `field` holds FIELD; an empty one leads nowhere."""

    here: str
    overview: str
    save: str
    history: str = ""
    field: str = ""
    sign_in: str = ""

    def to_field(self, key: str) -> str:
        """The page of a field of action."""
        return self.field.replace(PLACE_OF_FIELD, key)


@dataclass(frozen=True)
class Desk:
    """Somebody at a page of questions. `person` and `key` tell them from others who use the same device.

    A `lone` one sees only what they said themselves. `others` finds those for whom they can answer too.
    """

    round: Round
    voice: Voice
    ways: Ways
    person: str
    key: str
    may_answer: bool
    is_own: bool = True
    is_lone: bool = False
    others: Callable[[], Sequence[Choice]] = tuple

    def page(self, asked: WordedField) -> FieldPage:
        """The page as it is stored."""
        return FieldPage.of(self.round, asked, self.voice, is_lone=self.is_lone)

    def show(self, request: HttpRequest, page: FieldPage, *, status: int = 200, **more: object) -> HttpResponse:
        """The page with what is known about it."""
        known = {"saved": 0, "refusal": None, "unsaved": [], **more}
        words = words_for_script(current_language())
        context = {"page": page, "desk": self, "may_answer": self.may_answer, "words_for_script": words, **known}
        return render(request, "answers/field.jinja", context, status=status)

    def save(self, request: HttpRequest, asked: WordedField) -> HttpResponse:
        """Save a page that was sent as a whole, and lead on."""
        kinds = [kind for kind, _label in questionnaire_of(self.round, current_language()).evidence_kinds]
        typed = typed_on_page(request.POST, asked.questions, kinds)
        faults = faults_in((entry.typed for entry in typed.values()), questions_of(self.round))
        try:
            outcome = self._save(typed, faults)
        except RoundIsClosed as refusal:
            return self._closed(request, asked, typed, refusal)
        if not faults and not outcome.conflicts:
            messages.success(request, saved_message(len(outcome.saved)))
            return redirect(self._onward(asked) if "onward" in request.POST else self.ways.here)
        changes = {key: entry.typed for key, entry in typed.items()}
        page = FieldPage.of(self.round, asked, self.voice, changes, outcome.conflicts, faults, is_lone=self.is_lone)
        return self.show(request, page, saved=len(outcome.saved), status=CONFLICT)

    def _save(self, typed: Mapping[str, Typed], faults: list[Fault]) -> Outcome:
        faulty = {fault.question for fault in faults}
        changes = [entry.change for key, entry in typed.items() if key not in faulty and entry.change is not None]
        return save_answers(self.round, changes, by=self.voice)

    def _closed(
        self, request: HttpRequest, asked: WordedField, typed: Mapping[str, Typed], refusal: Refused
    ) -> HttpResponse:
        """The round was finished meanwhile: what was typed is shown."""
        self.round.refresh_from_db(fields=["state", "finished_at"])
        page = self.page(asked)
        unsaved = [
            (question, typed[question.key].typed)
            for question in page.questions
            if question.key in typed and not question.change.equals(typed[question.key].typed)
        ]
        closed = Desk(self.round, self.voice, self.ways, self.person, self.key, may_answer=False, is_lone=self.is_lone)
        return closed.show(request, page, refusal=refusal, unsaved=unsaved, status=CONFLICT)

    def _onward(self, asked: WordedField) -> str:
        """The next field; after the last one, and after the questions of one's own, the round."""
        if asked.key == OWN:
            return self.ways.overview
        fields = list(questionnaire_of(self.round, current_language()).fields)
        following = fields[fields.index(asked.key) + 1 :]
        return self.ways.to_field(following[0]) if following else self.ways.overview
