"""`weltoffen schema`: print one of the published JSON Schemas."""

from argparse import Namespace
from importlib.resources import files

NAMES = ("answers", "evaluation", "framework", "guests", "texts")


def show(arguments: Namespace) -> str:
    """The schema as JSON text."""
    return (files("selfcheck") / "schemas" / f"{arguments.name}.schema.json").read_text(encoding="utf-8").rstrip()
