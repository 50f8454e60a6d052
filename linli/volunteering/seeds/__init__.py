"""What a new house starts with in volunteering, a file for each part of it."""
