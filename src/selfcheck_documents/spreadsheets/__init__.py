"""Spreadsheets: the questionnaire as a form for .xlsx and .ods, and answers read back from forms and tables."""
