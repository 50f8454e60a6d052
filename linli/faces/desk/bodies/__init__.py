"""Organisations at the desk: the tree by branch, one body with its seats, ground, links and homes, and its forms."""
