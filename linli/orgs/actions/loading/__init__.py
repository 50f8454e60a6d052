"""Load the whole tree of organisations and its posts from tables: bad lines are refused one by one, a second run adds
nothing."""

from linli.orgs.actions.loading.posts import import_posts
from linli.orgs.actions.loading.tree import import_organisations

__all__ = ["import_organisations", "import_posts"]
