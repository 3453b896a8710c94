"""The platform and the command line."""
