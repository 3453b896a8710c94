"""Invitations: who is invited to a workshop, from which perspective, who comes and what they need; dialogue events."""
