"""Plain documents as a row of blocks, written as PDF, Word and OpenDocument text that all say the same."""

from selfcheck_documents.text_documents.docx import write_docx
from selfcheck_documents.text_documents.model import Block, Bullets, Facts, Heading, Paragraph, TextDocument
from selfcheck_documents.text_documents.odt import write_odt
from selfcheck_documents.text_documents.pdf import write_pdf

__all__ = [
    "Block",
    "Bullets",
    "Facts",
    "Heading",
    "Paragraph",
    "TextDocument",
    "write_docx",
    "write_odt",
    "write_pdf",
]
