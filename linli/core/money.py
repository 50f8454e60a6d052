"""Money is whole fen. Yuan exist on paper and on screens only."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation


class NotMoney(ValueError):
    """Not an amount of yuan with at most two decimals."""


def fen(yuan: str) -> int:
    """Read ``"1,234.50"`` as 123450. Raises: NotMoney."""
    try:
        amount = Decimal(yuan.strip().replace(",", "").replace("，", "")) * 100
    except InvalidOperation as error:
        raise NotMoney(yuan) from error
    if not amount.is_finite() or amount != amount.to_integral_value():
        raise NotMoney(yuan)
    return int(amount)


def yuan(amount_fen: int) -> str:
    """Write 123450 as ``"1,234.50"``."""
    sign = "-" if amount_fen < 0 else ""
    whole, rest = divmod(abs(amount_fen), 100)
    return f"{sign}{whole:,}.{rest:02d}"
