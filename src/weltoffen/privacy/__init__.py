"""What people decide about their own data: optional cookies, seeing, taking along and erasing what is stored."""
