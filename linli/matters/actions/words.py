"""Short words that go with a deed."""

from __future__ import annotations

from linli.matters.errors import NothingSaid, TooManyWords
from linli.matters.rules import SHORT_WORDS_LIMIT, tidy


def remark(words: str, field: str = "words") -> str:
    """``words`` without what nobody keeps; none are fine. Raises: TooManyWords."""
    words = tidy(words)
    if len(words) > SHORT_WORDS_LIMIT:
        raise TooManyWords(field, SHORT_WORDS_LIMIT)
    return words


def reason(words: str, field: str = "words") -> str:
    """The same where words are needed. Raises: NothingSaid, TooManyWords."""
    words = remark(words, field)
    if not words:
        raise NothingSaid
    return words
