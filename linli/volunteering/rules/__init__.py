"""What holds in volunteering, without tables and without a clock."""
