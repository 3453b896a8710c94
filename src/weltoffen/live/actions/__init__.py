"""Deeds of a running workshop: leading it, voting, collecting ideas, entering paper, agreeing."""
