"""Every write of insight: the monthly circular is prepared, brought up to date, issued, published, corrected; what is
asked of the land is set."""

from linli.insight.actions.circular import bring_up_to_date, correct, issue, prepare, publish
from linli.insight.actions.coverage import set_coverage, take_back_coverage
from linli.insight.actions.seeding import seed

__all__ = ["bring_up_to_date", "correct", "issue", "prepare", "publish", "seed", "set_coverage", "take_back_coverage"]
