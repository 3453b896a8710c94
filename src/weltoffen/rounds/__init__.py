"""A round: one municipality answers one version of a questionnaire within a period."""
