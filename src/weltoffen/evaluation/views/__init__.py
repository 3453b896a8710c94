"""The pages of this room: reading an evaluation, its documents, finishing a round, what is public."""
