"""The pages of surveys: those of the municipality, and those for residents."""
