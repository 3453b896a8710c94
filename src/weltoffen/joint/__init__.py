"""A county takes part together with some of its towns: each in a round of its own, seen side by side."""
