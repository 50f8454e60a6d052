"""Writes of facilities. Authority is asked by ``orgs.actions.facilities``; a shut door may be told by anybody."""

from linli.places.actions.facilities.doors import tell_closed
from linli.places.actions.facilities.keeping import add, change, end, verify
from linli.places.actions.facilities.seeding import seed

__all__ = ["add", "change", "end", "seed", "tell_closed", "verify"]
