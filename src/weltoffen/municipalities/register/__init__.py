"""The official register of places: reading its files, and bringing what is stored up to date."""
