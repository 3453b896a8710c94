"""What the live channel costs, and how late a state arrives: streams beside phones that ask again and again."""
