"""Spreadsheets: the questionnaire as a form for .xlsx and .ods, and answers read back from forms and tables."""

from selfcheck_documents.spreadsheets.reading import Returned, framework_named_in, read_answers, read_returned
from selfcheck_documents.spreadsheets.writing import write_questionnaire

__all__ = ["Returned", "framework_named_in", "read_answers", "read_returned", "write_questionnaire"]
