"""A workshop while it runs: phones, stage, console."""
