"""Writes of organisations and posts, and the way in for imports of places: ``orgs.actions.appoint(...)``."""

from linli.orgs.actions.imports import end_division, import_divisions, import_grids

__all__ = ["end_division", "import_divisions", "import_grids"]
