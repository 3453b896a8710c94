"""Results with their trace, stored; what of them is public."""
