"""What the clock does in volunteering, a file for each part of it."""
