"""Api: programs: /api/v1."""
