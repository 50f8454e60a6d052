"""Money is whole fen. Yuan exist on paper and on screens only."""

from __future__ import annotations

import re

AMOUNT = re.compile(r"(-?)(\d{1,15}|\d{1,3}(?:,\d{3}){1,4})(?:\.(\d{1,2}))?", re.ASCII)


class NotMoney(ValueError):
    """Not an amount of yuan with at most two decimals and fifteen digits before them."""


def fen(yuan: str) -> int:
    """Read ``"1,234.50"`` as 123450. Raises: NotMoney."""
    read = AMOUNT.fullmatch(yuan.strip().replace("，", ","))
    if read is None:
        raise NotMoney(yuan)
    sign, whole, rest = read.groups(default="")
    amount = int(whole.replace(",", "")) * 100 + int(rest.ljust(2, "0"))
    return -amount if sign else amount


def yuan(amount_fen: int) -> str:
    """Write 123450 as ``"1,234.50"``."""
    sign = "-" if amount_fen < 0 else ""
    whole, rest = divmod(abs(amount_fen), 100)
    return f"{sign}{whole:,}.{rest:02d}"
