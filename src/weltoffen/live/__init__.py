"""A workshop while it runs: what is on reaches every phone, the stage and the console."""
