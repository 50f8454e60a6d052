"""A county of full size on top of the ordinary demo: everybody and everything invented, written by bulk inserts.

Each module makes one kind of rows for a ``Growing`` county, with a chance of its own, so that one more kind changes
nothing of the others. The rows are those that the actions write; what somebody has to decide is left undecided.
"""

from linli.site.demo.county_size.grow import PARTS, grow
from linli.site.demo.county_size.growing import COUNTY, Numbers

__all__ = ["COUNTY", "PARTS", "Numbers", "grow"]
