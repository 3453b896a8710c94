"""The questionnaire on paper: to print, to fill in by hand, or to read beforehand."""

from selfcheck_documents.questionnaire_pdf.writing import write_questionnaire_pdf

__all__ = ["write_questionnaire_pdf"]
