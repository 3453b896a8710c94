"""Everything of a municipality in one file, and back."""
