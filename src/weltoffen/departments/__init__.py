"""Departments: the parts of an administration that answer, and who works in them."""
