"""Workshops: what is discussed, with which perspectives, in which order, for how long."""
