"""Reminding people with an account of what is open for their department, and how they stop that."""
