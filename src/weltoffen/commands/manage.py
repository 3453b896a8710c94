"""`weltoffen manage`: Django's own commands, for those who know them."""

from collections.abc import Sequence

from django.core.management import execute_from_command_line


def manage(arguments: Sequence[str]) -> str:
    """Run one of Django's commands with the settings of this installation; it prints by itself."""
    execute_from_command_line(["weltoffen manage", *arguments])
    return ""
