"""The county of the shipped example as an installation to look around in. Its answers and its people are invented."""
