"""Minutes: what came out of a workshop, written by itself, corrected by who led it, agreed by the municipality."""
