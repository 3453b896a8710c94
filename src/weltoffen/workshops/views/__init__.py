"""The pages of workshops: all of them, one with its facts and next step, its agenda, who takes part, what is printed."""
