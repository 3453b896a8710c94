"""What the platform costs while people answer: CPU of server and database, waiting times, and what a crash loses."""
