"""Pure: intervals of shares, ranking in bands, who is clearly apart."""

from linli.core.rules import Interval, wilson
from linli.insight.rules.intervals import Weighed, combined
from linli.insight.rules.ranking import Band, Ranking, Standing, rank
from linli.insight.rules.telling import told

__all__ = ["Band", "Interval", "Ranking", "Standing", "Weighed", "combined", "rank", "told", "wilson"]
