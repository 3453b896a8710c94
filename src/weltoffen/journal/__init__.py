"""Who did what, when. Append-only, without ties to its subjects, so that it outlives them."""
