"""Spreadsheets: the questionnaire as a form for .xlsx and .ods, and answers read back from forms and tables."""

from selfcheck_documents.spreadsheets.reading import framework_named_in, read_answers
from selfcheck_documents.spreadsheets.writing import write_questionnaire

__all__ = ["framework_named_in", "read_answers", "write_questionnaire"]
