"""Responses that came in with LimeSurvey: a mapping that people see and save, and whose answers they become."""
