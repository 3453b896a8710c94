"""Reading evidence. The content of documents is only read where somebody downloads one."""

from collections.abc import Collection, Mapping, Sequence

from django.db.models import Count, QuerySet, Sum

from weltoffen.answers.models import Respondent
from weltoffen.evidence.models import Document, Evidence
from weltoffen.rounds.models import Round


def evidence_in(round_: Round) -> "QuerySet[Evidence]":
    """All evidence of a round, in the order in which it came; the content of documents stays unread."""
    found = Evidence.objects.filter(round_id=round_.pk).select_related("respondent__department", "document")
    return found.defer("document__content")


def evidence_at(round_: Round, question: str) -> Sequence[Evidence]:
    """What there is to a question, respondents by their numbers."""
    return list(evidence_in(round_).filter(question=question).order_by("respondent__number", "pk"))


def evidence_here(round_: Round, question: str, number: int) -> Evidence | None:
    """One piece of evidence to a question of this round."""
    return evidence_in(round_).filter(question=question, pk=number).first()


def content_of(document: Document) -> bytes:
    """What is in a document."""
    return bytes(Document.objects.only("content").get(pk=document.pk).content)


def counts_in(round_: Round, questions: Collection[str] | None = None) -> Mapping[str, int]:
    """How many pieces of evidence there are, by question, in one query."""
    found = Evidence.objects.filter(round_id=round_.pk)
    if questions is not None:
        found = found.filter(question__in=questions)
    return dict(found.order_by().values_list("question").annotate(Count("pk")))


def counts_of(respondent: Respondent, questions: Collection[str]) -> Mapping[str, int]:
    """The same of one respondent."""
    found = Evidence.objects.filter(respondent_id=respondent.pk, question__in=questions)
    return dict(found.order_by().values_list("question").annotate(Count("pk")))


def bytes_in(round_: Round) -> int:
    """How much the documents of a round hold; what stands at several questions counts once."""
    used = Evidence.objects.filter(round_id=round_.pk, document__isnull=False).order_by().values("document")
    return Document.objects.filter(pk__in=used).aggregate(total=Sum("size"))["total"] or 0
