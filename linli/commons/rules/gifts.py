"""Donations (捐赠): goods and money that a community takes in for a purpose, and what it uses of them.

Amounts are whole numbers: fen of money, pieces of goods. Limits and terms are ours.
"""

from __future__ import annotations

from datetime import timedelta

from linli.commons.rules.lists import Sort

GIVEN = (Sort.GOODS, Sort.MONEY)
NUMBER_MARK = "J"  # 捐赠: so that a number of a gift is not taken for one of an order
LONGEST_NAME = 30
MOST_GIVEN = 10_000_000_000  # 100 million yuan in fen
NAME_KEPT = timedelta(days=3 * 365)
"""How long the name of somebody who wanted to be named stands with a gift, unless they take it back before."""
