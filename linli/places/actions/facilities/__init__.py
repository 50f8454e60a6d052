"""Writes of facilities. Authority is asked by ``orgs.actions.facilities``; a shut door may be told by anybody."""

from linli.places.actions.facilities.doors import tell_closed
from linli.places.actions.facilities.keeping import add, change, end, verify
from linli.places.actions.facilities.loading import NotAListOfServices, load_hsds, load_table
from linli.places.actions.facilities.seeding import seed

__all__ = ["NotAListOfServices", "add", "change", "end", "load_hsds", "load_table", "seed", "tell_closed", "verify"]
