"""What may be typed about a workshop, its agenda, perspectives and working groups."""
