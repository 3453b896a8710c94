"""The questionnaires that may be used, each version kept whole in the database."""
