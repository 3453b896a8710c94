"""What this room has of a person: answers that they saved, and files that they uploaded."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django_scopes import scopes_disabled

from weltoffen.answers.bridge import questionnaire_of
from weltoffen.answers.models import Answer, AnswerState, Content, Upload
from weltoffen.foundation.own_data import Forgotten, Owner, Part, Value
from weltoffen.foundation.templating import current_language


def answers_data(owner: Owner) -> Iterator[Part]:
    """Every state of an answer that this person saved, and uploads that wait."""
    with scopes_disabled():  # about a person, wherever they answered
        saved = AnswerState.objects.filter(saved_by_id=owner.pk).select_related(
            "round__framework_version", "round__municipality"
        )
        said = [_said(one) for one in saved.defer("round__municipality__coat_of_arms").order_by("saved_at", "pk")]
        waiting = Upload.objects.filter(uploaded_by_id=owner.pk).select_related("round", "municipality")
        files = [
            (one.municipality.name, one.round.title, one.file_name, one.uploaded_at, _lines(one))
            for one in waiting.order_by("pk")
        ]
    place = {"municipality": _("Municipality"), "round": _("Round")}
    yield Part(
        key="answers",
        heading=_("Answers that you saved, each version"),
        columns={
            **place, "question": _("Question"), "wording": _("Wording"), "answer": _("Answer given"),
            "comment": _("Comment"), "evidence": _("Evidence"), "version": _("Version"), "saved_at": _("Saved on"),
            "origin": _("Origin"),
        },
        rows=said,
        order=30,
    )  # fmt: skip
    yield Part(
        key="uploads",
        heading=_("Files that you uploaded and that wait to be taken over"),
        columns={**place, "file": _("File"), "uploaded_at": _("Uploaded on"), "answers": _("Answers")},
        rows=files,
        order=31,
    )


def forget_names(person: Forgotten) -> None:
    """Answers stay the municipality's; who saved them is no longer said. Uploads go with the account."""
    with scopes_disabled():  # about a person, wherever they answered
        for model in (Answer, AnswerState):
            # The history refuses changes of what was said; a name is not what was said.
            own: QuerySet[Content] = QuerySet(model).filter(saved_by_id=person.pk)
            own.update(saved_by=None, saved_by_name=person.instead)


def _said(one: AnswerState) -> list[Value]:
    question = questionnaire_of(one.round, current_language()).questions.get(one.question)
    wording, answer = (question.text, question.label_of(one.value)) if question is not None else ("", one.value)
    evidence = "; ".join(f"{kind}: {words}" if kind else str(words) for kind, words in sorted(one.evidence.items()))
    return [
        one.round.municipality.name, one.round.title, one.question, wording, answer, one.comment, evidence,
        one.version, one.saved_at, one.get_origin_display(),
    ]  # fmt: skip


def _lines(upload: Upload) -> str:
    return "; ".join(", ".join(str(value) for value in line.values() if value) for line in upload.answers)
