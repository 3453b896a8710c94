"""Spreadsheets: the questionnaire as a form for .xlsx and .ods, and answers read back from forms and tables."""

from selfcheck_documents.spreadsheets.reading import read_answers
from selfcheck_documents.spreadsheets.writing import write_questionnaire

__all__ = ["read_answers", "write_questionnaire"]
