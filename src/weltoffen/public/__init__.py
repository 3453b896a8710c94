"""What everyone may see: the start page, the legal pages, what a municipality released."""
