"""The report: its content once as plain values, then written as PDF, DOCX and HTML that all say the same."""
