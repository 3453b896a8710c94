"""Where somebody answers a page of questions: for whom, and where the page's links lead. With an account or without.

What is sound and in no conflict is saved; the page comes back with the rest, so that nobody loses their words.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from weltoffen.accounts.models import Person
from weltoffen.answers.actions import Outcome, confirm_answers, save_answers
from weltoffen.answers.bridge import questionnaire_of, questions_of
from weltoffen.answers.earlier import NOTHING, offered
from weltoffen.answers.forms import CONFIRM, TAKE, TAKE_ALL, Typed, typed_on_page, version_in
from weltoffen.answers.pages import FieldPage, saved_message, taken_over_message, words_for_script
from weltoffen.answers.places import Attached
from weltoffen.answers.respondents import Voice
from weltoffen.answers.rules import Fault, faults_in
from weltoffen.answers.speaking import Choice
from weltoffen.answers.taking_over import take_over_answers
from weltoffen.answers.wording import OWN, WordedField
from weltoffen.foundation.refusals import Refused
from weltoffen.foundation.templating import current_language
from weltoffen.rounds.models import Round
from weltoffen.rounds.rules import RoundIsClosed

PLACE_OF_QUESTION, PLACE_OF_FIELD = "QUESTION", "FIELD"
CONFLICT = 409


@dataclass(frozen=True)
class Ways:
    """Addresses. `save` and `history` hold QUESTION, `field` holds FIELD; an empty one leads nowhere.

    `query` belongs behind other addresses of the same desk.
    """

    here: str
    overview: str
    save: str
    history: str = ""
    field: str = ""
    sign_in: str = ""
    query: str = ""

    def to_field(self, key: str) -> str:
        """The page of a field of action."""
        return self.field.replace(PLACE_OF_FIELD, key)


def nothing_attached(_questions: Collection[str]) -> Mapping[str, Attached]:
    """Where nobody attaches evidence."""
    return {}


@dataclass(frozen=True)
class Desk:
    """Somebody at a page of questions. `person` and `key` tell them from others who use the same device.

    A `lone` one sees only what they said themselves. `others` finds those for whom they can answer too. Who has an
    account (`by`) can take over what was answered in the last round; `attached` finds the evidence of questions.
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
    by: Person | None = None
    attached: Callable[[Collection[str]], Mapping[str, Attached]] = nothing_attached

    def page(self, asked: WordedField) -> FieldPage:
        """The page as it is stored."""
        return FieldPage.of(self.round, asked, self.voice, is_lone=self.is_lone)

    def show(self, request: HttpRequest, page: FieldPage, *, status: int = 200, **more: object) -> HttpResponse:
        """The page with what is known about it."""
        known = {"saved": 0, "refusal": None, "unsaved": [], **more}
        keys = [question.key for question in page.questions]
        takes_over = self.may_answer and self.by is not None
        context = {
            "page": page,
            "desk": self,
            "may_answer": self.may_answer,
            "attached": self.attached(keys),
            "earlier": offered(self.round, self.voice.respondent, keys) if takes_over else NOTHING,
            "words_for_script": words_for_script(current_language()),
            **known,
        }
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
            return self._after_saving(request, asked, len(outcome.saved))
        changes = {key: entry.typed for key, entry in typed.items()}
        page = FieldPage.of(self.round, asked, self.voice, changes, outcome.conflicts, faults, is_lone=self.is_lone)
        return self.show(request, page, saved=len(outcome.saved), status=CONFLICT)

    def _after_saving(self, request: HttpRequest, asked: WordedField, saved: int) -> HttpResponse:
        """Taking over and confirming come after saving: what was typed on the page is answered by then."""
        keys = [question.key for question in asked.questions] if self.by is not None else []
        wanted = keys if TAKE_ALL in request.POST else [key for key in keys if key == request.POST.get(TAKE)]
        confirmed = next((key for key in keys if key == request.POST.get(CONFIRM)), "")
        if saved or not (wanted or confirmed):
            messages.success(request, saved_message(saved))
        if wanted and self.by is not None:
            taken = take_over_answers(self.round, wanted, voice=self.voice, by=self.by)
            messages.success(request, taken_over_message(taken.answers, taken.evidence))
        elif confirmed:
            seen = version_in(request.POST.get(f"version-{confirmed}", ""))
            if confirm_answers(self.round, {confirmed: seen}, by=self.voice).conflicts:
                messages.warning(request, _("Somebody saved a newer answer just now. Please look at it first."))
            else:
                messages.success(request, _("The answer is confirmed."))
        place = confirmed or (wanted[0] if len(wanted) == 1 else "")
        if "onward" in request.POST:
            return redirect(self._onward(asked))
        return redirect(self.ways.here + (f"#q-{place}" if place else ""))

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
