"""Pages of a running workshop: phones, stage and console."""
