"""What is said about an error: the field it belongs to (empty: the whole form), the words, the status of the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

Said = tuple[str, "str | _StrPromise", int]
