"""What can go wrong in volunteering, a file for each part of it."""
