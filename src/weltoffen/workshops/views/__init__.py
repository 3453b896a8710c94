"""The pages of workshops: all of them, the home of one, its proposal and agenda, who takes part, what is printed."""
