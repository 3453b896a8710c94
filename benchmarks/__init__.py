"""What we claim about speed, repeatable: `make benchmark`."""
