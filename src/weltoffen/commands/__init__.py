"""What the command line can do, one module each. A command answers the text to print; it refuses by raising."""
