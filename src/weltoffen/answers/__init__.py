"""Who answered what, with every earlier state."""
