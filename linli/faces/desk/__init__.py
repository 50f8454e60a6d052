"""Desk: community, street, department and city centre at a desk."""
