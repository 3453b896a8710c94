"""Tenants: municipalities, who belongs to them in which role, and the official register of places."""
