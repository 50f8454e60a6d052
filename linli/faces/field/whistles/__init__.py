"""Whistles on a phone: the list, the page of one, what a called department tells, blowing from the spot."""
