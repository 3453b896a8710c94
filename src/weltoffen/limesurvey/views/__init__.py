"""The pages from a file of LimeSurvey to answers."""
