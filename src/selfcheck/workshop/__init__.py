"""The calculation of the workshop: what to discuss, in which order, what many perspectives say, what they prefer."""
