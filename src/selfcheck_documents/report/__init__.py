"""The report: its content once as plain values, then written as PDF, DOCX and HTML that all say the same."""

from selfcheck_documents.report.coat_of_arms import CoatOfArms, load_coat_of_arms
from selfcheck_documents.report.content import report_content
from selfcheck_documents.report.docx import write_docx
from selfcheck_documents.report.html import write_html
from selfcheck_documents.report.model import Report
from selfcheck_documents.report.pdf import write_pdf
from selfcheck_documents.report.perspectives import Rated, TopPriority, WorkshopViews

__all__ = [
    "CoatOfArms",
    "Rated",
    "Report",
    "TopPriority",
    "WorkshopViews",
    "load_coat_of_arms",
    "report_content",
    "write_docx",
    "write_html",
    "write_pdf",
]
