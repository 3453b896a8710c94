"""The minutes of a workshop: what was rated, said and agreed, once as plain values, then as PDF, DOCX and ODT."""

from selfcheck_documents.minutes.content import minutes_document
from selfcheck_documents.minutes.model import (
    AgreedStep,
    Cluster,
    Guests,
    Minutes,
    MinutesItem,
    Priorities,
    Priority,
    RoundResult,
    Status,
    StatusKind,
)
from selfcheck_documents.minutes.writing import minutes_docx, minutes_odt, minutes_pdf
from selfcheck_documents.perspective_words import Gap

__all__ = [
    "AgreedStep",
    "Cluster",
    "Gap",
    "Guests",
    "Minutes",
    "MinutesItem",
    "Priorities",
    "Priority",
    "RoundResult",
    "Status",
    "StatusKind",
    "minutes_document",
    "minutes_docx",
    "minutes_odt",
    "minutes_pdf",
]
