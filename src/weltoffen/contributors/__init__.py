"""People who answer for a department without an account: a personal link by e-mail or as a letter."""
