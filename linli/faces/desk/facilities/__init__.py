"""Facilities at the desk: those of one's area, what is told of each, and the circle around homes."""
