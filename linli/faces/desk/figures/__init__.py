"""Rates, circulars and what is left out of them: the pages of the desk."""
