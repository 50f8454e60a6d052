"""Whistles at a desk: lists, blowing one, the page of one, ratings, figures, causes."""
