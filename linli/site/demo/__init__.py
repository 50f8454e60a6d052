"""The demo county: real names and codes of one county's towns and communities; everything else is made up.

Borders are drawn by ``shapes`` and are nobody's real borders; people, offices' work and matters are invented. The
same seed and day give the same county.
"""

from linli.site.demo.build import Step, build
from linli.site.demo.county_size import COUNTY, Numbers

__all__ = ["COUNTY", "Numbers", "Step", "build"]
