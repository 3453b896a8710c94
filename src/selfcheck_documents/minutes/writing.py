"""Writes the minutes: one content, three files."""

from selfcheck.messages import Language
from selfcheck_documents.minutes.content import minutes_document
from selfcheck_documents.minutes.model import Minutes
from selfcheck_documents.text_documents import write_docx, write_odt, write_pdf
from selfcheck_documents.words import Words


def minutes_pdf(minutes: Minutes, language: Language) -> bytes:
    """The minutes as PDF/UA-1 and PDF/A-2a, A4."""
    return write_pdf(minutes_document(minutes, Words(language), is_on_paper=True))


def minutes_docx(minutes: Minutes, language: Language) -> bytes:
    """The minutes as a Word document."""
    return write_docx(minutes_document(minutes, Words(language), is_on_paper=True))


def minutes_odt(minutes: Minutes, language: Language) -> bytes:
    """The minutes as a text of OpenDocument."""
    return write_odt(minutes_document(minutes, Words(language), is_on_paper=True))
